"""Listing and reading of content files: bytes become text here, or a diagnostic.

`list_files` lists the files below content/. `read_source` returns the text of a file in one form: UTF-8 without a byte
order mark, LF line ends and composed characters. Neither knows the purpose of a file, and neither raises an
error, whatever the file system contains.
"""

import codecs
import errno
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics.diagnostic import Diagnostic, SourceFile
from generator.source.characters import check_hidden_characters, escape_unprintable, normalize_nfc
from generator.source.merge_conflicts import check_merge_conflicts

SIZE_LIMIT = 1 << 20
"""The limit of a content file in bytes."""

_IGNORED = re.compile(r"\..*|.*~|#|#.*#|README\.md", re.DOTALL)
"""The names of hidden files, of the backup and lock files of editors, and of notes for the desk."""

_ADVICE = {
    errno.EACCES: "grant permission to read it",
    errno.ELOOP: "remove the link, which points to itself",
    errno.ENOENT: "remove the link, whose target does not exist",
}


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A file of content/: `os_path` is its path, `relative_path` its printable path below content/, with slashes."""

    os_path: str
    relative_path: str

    @property
    def path(self) -> Path:
        """The path, built on demand: a build reads few of tens of thousands of files."""
        return Path(self.os_path)


@dataclass(frozen=True, slots=True)
class ContentListing:
    """The files below content/, ordered by name, and a diagnostic for each entry that cannot be listed."""

    files: tuple[ContentFile, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Folder:
    os_path: str
    relative_path: str


def list_files(content: Path) -> ContentListing:
    """List all files below `content` except hidden files, backup copies and README.md."""
    root = Path(os.path.realpath(content))
    files: list[ContentFile] = []
    diagnostics: list[Diagnostic] = []
    folders = [_Folder(os.fspath(content), "")]
    while folders:
        for entry in _list_folder(folders.pop(), root):
            match entry:
                case ContentFile():
                    files.append(entry)
                case _Folder():
                    folders.append(entry)
                case Diagnostic():
                    diagnostics.append(entry)
    files.sort(key=lambda file: file.relative_path)
    diagnostics.sort(key=lambda diagnostic: diagnostic.sort_key)
    return ContentListing(tuple(files), tuple(diagnostics))


def read_source(file: Path, name: str) -> SourceFile | tuple[Diagnostic, ...]:
    """Read a file as text, or return diagnostics if that fails; `name` is its path in diagnostics."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            return (_report_special_file(name),)
        if status.st_size > SIZE_LIMIT:
            return (_report_too_large(name, status.st_size),)
        with file.open("rb") as stream:
            data = stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        return (_report_unreadable(name, error),)
    if len(data) > SIZE_LIMIT:
        return (_report_too_large(name, len(data)),)
    return decode_source(data, name)


def decode_source(data: bytes, name: str) -> SourceFile | tuple[Diagnostic, ...]:
    """Decode a file as text, or return diagnostics if it is not text."""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return (_report_not_utf8(name, data, error.start),)
    source = SourceFile(name, normalize_nfc(_normalize_line_ends(text)))
    return check_merge_conflicts(source) or check_hidden_characters(source) or source


def _list_folder(folder: _Folder, root: Path) -> Iterator[ContentFile | _Folder | Diagnostic]:
    try:
        with os.scandir(folder.os_path) as entries:
            listed = [entry for entry in entries if not _is_ignored(entry.name)]
    except OSError as error:
        yield _report_unreadable(f"content/{folder.relative_path}".rstrip("/"), error)
        return
    for entry in listed:
        yield _classify_entry(entry, f"{folder.relative_path}{escape_unprintable(entry.name)}", root)


def _is_ignored(name: str) -> bool:
    return _IGNORED.fullmatch(name) is not None


def _classify_entry(entry: "os.DirEntry[str]", relative: str, root: Path) -> ContentFile | _Folder | Diagnostic:
    """Return the file, folder or diagnostic for an entry; only links need another system call."""
    name = f"content/{relative}"
    try:
        is_link = entry.is_symlink()
        if is_link and not Path(os.path.realpath(entry.path)).is_relative_to(root):
            return _report_outside_link(name)
        if entry.is_dir():
            return _report_folder_link(name) if is_link else _Folder(entry.path, f"{relative}/")
        if entry.is_file():
            return ContentFile(entry.path, relative)
        entry.stat()
    except OSError as error:
        return _report_unreadable(name, error)
    return _report_special_file(name)


def _normalize_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _report_not_utf8(name: str, data: bytes, offset: int) -> Diagnostic:
    text = _normalize_line_ends(data[:offset].decode("utf-8"))
    byte = data[offset : offset + 1]
    guess = byte.decode("cp1252", errors="ignore")
    advice = "save the file as UTF-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        advice += "; it seems to be UTF-16"
    elif guess.isprintable() and guess:
        advice += f"; in Windows-1252 this byte would be `{guess}`"
    return Diagnostic(
        rule="not-utf8",
        path=name,
        line=text.count("\n") + 1,
        column=len(text) - text.rfind("\n"),
        message=f"the byte 0x{byte.hex().upper()} is not UTF-8",
        help=advice,
    )


def _report_too_large(name: str, size: int) -> Diagnostic:
    message = f"the file has {size:,} bytes; the limit is {SIZE_LIMIT:,} (1 MiB)"
    return Diagnostic(rule="too-large", path=name, message=message, help="keep only text in content files")


def _report_unreadable(name: str, error: OSError) -> Diagnostic:
    reason = (error.strerror or type(error).__name__).lower()
    advice = _ADVICE.get(error.errno or 0, "")
    return Diagnostic(rule="unreadable", path=name, message=f"it cannot be read: {reason}", help=advice)


def _report_special_file(name: str) -> Diagnostic:
    message = "it cannot be read: it is not a regular file"
    return Diagnostic(rule="unreadable", path=name, message=message, help="remove it")


def _report_outside_link(name: str) -> Diagnostic:
    message = "the link points outside `content/`"
    return Diagnostic(rule="symlink-outside", path=name, message=message, help="replace it with a copy")


def _report_folder_link(name: str) -> Diagnostic:
    message = "links to folders are not followed"
    advice = "remove the link; the folder is read in its own place"
    return Diagnostic(rule="stray-file", path=name, message=message, help=advice)
