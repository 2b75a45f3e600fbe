"""The edge that lists and reads content files: bytes become text here, or a diagnostic.

`list_files` finds what stands under content/; `read_source` gives one file as text in one form: UTF-8 without
byte order mark, LF line ends, composed characters. Neither knows what the files are for, and neither raises
for anything that a file system may hold.
"""

import codecs
import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, Source
from generator.source.characters import composed, hidden_characters, printable

SIZE_LIMIT = 1 << 20
"""Bytes that a content file has at most."""

_ADVICE = {
    errno.EACCES: "give the permission to read it",
    errno.ELOOP: "the link leads back to itself: remove it",
    errno.ENOENT: "the link leads nowhere: remove it",
}


@dataclass(frozen=True, slots=True)
class File:
    """One file: `place` is its path, `relative` its printable path under content/, with forward slashes."""

    place: str
    relative: str

    @property
    def path(self) -> Path:
        """Where it is. Made when it is asked for: of ten thousands of files few are read."""
        return Path(self.place)


@dataclass(frozen=True, slots=True)
class Listing:
    """What stands under content/, in the order of the names, and what could not be listed."""

    files: tuple[File, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Folder:
    place: str
    relative: str


def list_files(content: Path) -> Listing:
    """All files under `content` but hidden ones, backup copies and README.md."""
    root = Path(os.path.realpath(content))
    files: list[File] = []
    diagnostics: list[Diagnostic] = []
    folders = [_Folder(os.fspath(content), "")]
    while folders:
        for found in _entries(folders.pop(), root):
            match found:
                case File():
                    files.append(found)
                case _Folder():
                    folders.append(found)
                case Diagnostic():
                    diagnostics.append(found)
    files.sort(key=lambda file: file.relative)
    diagnostics.sort(key=lambda diagnostic: diagnostic.order)
    return Listing(tuple(files), tuple(diagnostics))


def read_source(file: Path, name: str) -> Source | tuple[Diagnostic, ...]:
    """The text of `file`, or what is wrong with it; `name` is its path in diagnostics."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            return (_special(name),)
        if status.st_size > SIZE_LIMIT:
            return (_too_large(name, status.st_size),)
        with file.open("rb") as stream:
            data = stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        return (_unreadable(name, error),)
    if len(data) > SIZE_LIMIT:
        return (_too_large(name, len(data)),)
    return as_source(data, name)


def as_source(data: bytes, name: str) -> Source | tuple[Diagnostic, ...]:
    """The text in `data`, or what keeps it from being text."""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return (_not_utf8(name, data, error.start),)
    source = Source(name, composed(_with_plain_line_ends(text)))
    return hidden_characters(source) or source


def _entries(folder: _Folder, root: Path) -> Iterator[File | _Folder | Diagnostic]:
    try:
        with os.scandir(folder.place) as entries:
            kept = [entry for entry in entries if not _is_passed_over(entry.name)]
    except OSError as error:
        yield _unreadable(f"content/{folder.relative}".rstrip("/"), error)
        return
    for entry in kept:
        yield _entry(entry, f"{folder.relative}{printable(entry.name)}", root)


def _is_passed_over(name: str) -> bool:
    """Hidden files, what editors leave beside a file that is open, and notes for the desk."""
    return (
        name.startswith(".")
        or name.endswith("~")
        or (name.startswith("#") and name.endswith("#"))
        or name == "README.md"
    )


def _entry(entry: "os.DirEntry[str]", relative: str, root: Path) -> File | _Folder | Diagnostic:
    """What an entry of a folder is; where it is no link, the folder has said so and the system is not asked again."""
    name = f"content/{relative}"
    try:
        is_link = entry.is_symlink()
        if is_link and not Path(os.path.realpath(entry.path)).is_relative_to(root):
            return _outside(name)
        if entry.is_dir():
            return _link_to_folder(name) if is_link else _Folder(entry.path, f"{relative}/")
        if entry.is_file():
            return File(entry.path, relative)
        entry.stat()
    except OSError as error:
        return _unreadable(name, error)
    return _special(name)


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_utf8(name: str, data: bytes, offset: int) -> Diagnostic:
    before = _with_plain_line_ends(data[:offset].decode("utf-8"))
    byte = data[offset : offset + 1]
    guess = byte.decode("cp1252", errors="ignore")
    advice = "save the file with the encoding UTF-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        advice += "; it seems to be UTF-16"
    elif guess.isprintable() and guess:
        advice += f"; in Windows-1252 this byte would be `{guess}`"
    return Diagnostic(
        rule="not-utf8",
        path=name,
        line=before.count("\n") + 1,
        column=len(before) - before.rfind("\n"),
        message=f"the byte 0x{byte.hex().upper()} is not UTF-8",
        help=advice,
    )


def _too_large(name: str, size: int) -> Diagnostic:
    message = f"the file has {size:,} bytes, at most {SIZE_LIMIT:,} (1 MiB) are read"
    return Diagnostic(rule="too-large", path=name, message=message, help="content files hold text alone")


def _unreadable(name: str, error: OSError) -> Diagnostic:
    reason = (error.strerror or type(error).__name__).lower()
    advice = _ADVICE.get(error.errno or 0, "")
    return Diagnostic(rule="unreadable", path=name, message=f"it cannot be read: {reason}", help=advice)


def _special(name: str) -> Diagnostic:
    message = "it cannot be read: it is no regular file"
    return Diagnostic(rule="unreadable", path=name, message=message, help="remove it")


def _outside(name: str) -> Diagnostic:
    message = "the link leads out of `content/`"
    return Diagnostic(rule="symlink-outside", path=name, message=message, help="put a copy in its place")


def _link_to_folder(name: str) -> Diagnostic:
    message = "links to folders are not followed"
    return Diagnostic(rule="stray-file", path=name, message=message, help="the folder is read where it stands")
