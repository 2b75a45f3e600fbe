"""Writes the generated pages into `docs/`, beside the hand-written ones, and never over them.

Everything is looked at before anything is written: one page that is in the way, and all stay as they were.
What is the generator's own is known from the manifest (`generator.site.manifest`). A run may be stopped at
any moment; the next one completes it without a question. Building the site is left to
`generator.site.engine`.
"""

import errno
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from generator.diagnostics import Diagnostic, in_order
from generator.site import manifest
from generator.site.files import DISK, Disk, refusal
from generator.site.manifest import MANIFEST, Manifest, digest

UNREADABLE_LINKS = {errno.ELOOP, errno.EMLINK}
"""What opening a symbolic link with O_NOFOLLOW gives, by system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a run changed, as sorted paths below `docs/`."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """What `clean` did: pages removed, and pages kept because they were changed by hand."""

    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blocked:
    """`path` below `docs/` cannot hold a page, or pages; `what` says why, after the path's name."""

    path: str
    what: str


class _Finding(Enum):
    """How the file in the place of a page stands to the generator."""

    ABSENT = auto()
    SAME = auto()  # whoever wrote it, it has the bytes of the page
    OURS = auto()
    EDITED = auto()
    FOREIGN = auto()


CLEAR = frozenset({_Finding.ABSENT, _Finding.OURS})
"""Where a page may be written or removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Survey:
    """`wanted`: path → digest of the page; `findings`: for those and for all that the manifest knows."""

    wanted: Mapping[str, str]
    findings: Mapping[str, _Finding | Blocked]

    @property
    def changed(self) -> list[str]:
        """Pages to be written."""
        return [path for path in self.wanted if self.findings[path] in CLEAR]

    @property
    def stale(self) -> list[str]:
        """Pages to be removed."""
        return [path for path in self.findings.keys() - self.wanted.keys() if self.findings[path] in CLEAR]

    def found(self, finding: _Finding) -> list[str]:
        """Where it was found."""
        return [path for path, one in self.findings.items() if one is finding]


def write(
    docs: Path, files: Mapping[str, str], kept: Mapping[str, str] = MappingProxyType({}), *, disk: Disk = DISK
) -> Written | tuple[Diagnostic, ...]:
    """Makes `files` (path below `docs`, with forward slashes → text) the generated part of `docs`.

    `kept` are further pages with their digests, which the caller has seen to be there as they are to be. Returns what
    changed; or, where something not of the generator's making is in the way, a diagnostic for each, and then nothing
    has changed. Raises `OutputError` if the disk refuses, `ValueError` for a path that no page may have.
    """
    if wrong := sorted(path for path in files if not manifest.is_page_path(path)):
        raise ValueError(f"not the path of a page: {wrong[0]!r}")
    known = manifest.read(docs)
    survey = _survey(docs, files, known, kept)
    if obstacles := _obstacles(docs.name, survey):
        return obstacles
    _carry_out(docs, files, known, survey, disk)
    return Written(
        written=tuple(sorted(survey.changed)),
        removed=tuple(sorted(survey.stale)),
        unchanged=len(survey.found(_Finding.SAME)),
    )


def clean(docs: Path, *, disk: Disk = DISK) -> Cleaned:
    """Removes what `write` wrote, save pages changed by hand since: those are named, and remembered."""
    known = manifest.read(docs)
    survey = _survey(docs, {}, known, {})
    stale, edited = sorted(survey.stale), sorted(survey.found(_Finding.EDITED))
    _remove(docs, stale, disk)
    if edited:
        _remember(docs, {path: known[path] for path in edited}, disk)
    else:
        disk.remove(docs / MANIFEST)
    return Cleaned(removed=tuple(stale), kept=tuple(edited))


def _survey(docs: Path, files: Mapping[str, str], known: Manifest, kept: Mapping[str, str]) -> _Survey:
    wanted: dict[str, str] = dict(kept)
    findings: dict[str, _Finding | Blocked] = dict.fromkeys(kept, _Finding.SAME)
    tree = _Tree(docs)
    for path, text in files.items():
        data = text.encode()
        wanted[path] = digest(data)
        found = tree.read(path)
        findings[path] = _Finding.SAME if found == data else _judge(found, known.get(path))
    for path in known.keys() - files.keys() - kept.keys():
        findings[path] = _judge(tree.read(path), known[path])
    return _Survey(wanted=wanted, findings=findings)


def _judge(found: bytes | Blocked | None, digests: frozenset[str] | None) -> _Finding | Blocked:
    if isinstance(found, Blocked):
        return found
    if found is None:
        return _Finding.ABSENT
    if digests is None:
        return _Finding.FOREIGN
    # A power failure leaves empty files, and there is nothing to lose in them.
    return _Finding.OURS if not found or digest(found) in digests else _Finding.EDITED


class _Tree:
    """The files below `docs/` as they are, never seen through a symbolic link."""

    def __init__(self, docs: Path) -> None:
        self._root = os.fspath(docs)
        self._folders: dict[str, Blocked | bool] = {"": docs.is_dir()}

    def read(self, path: str) -> bytes | Blocked | None:
        """The bytes at `path`; None where nothing is; what blocks it where no page can be."""
        folder = self._folder(path.rpartition("/")[0])
        if folder is not True:
            return folder or None
        try:
            return _read_page(f"{self._root}/{path}", path)
        except FileNotFoundError:
            return None
        except OSError as error:
            if error.errno in UNREADABLE_LINKS:
                return Blocked(path, "is a symbolic link, and the generator does not write through those")
            raise refusal("read", Path(self._root, path), error) from error

    def _folder(self, path: str) -> Blocked | bool:
        """Whether the folder is there, or what stands in its place or above it."""
        if path not in self._folders:
            above = self._folder(path.rpartition("/")[0])
            self._folders[path] = self._look(path) if above is True else above
        return self._folders[path]

    def _look(self, path: str) -> Blocked | bool:
        try:
            mode = os.lstat(f"{self._root}/{path}").st_mode
        except FileNotFoundError:
            return False
        except OSError as error:
            raise refusal("read", Path(self._root, path), error) from error
        if stat.S_ISLNK(mode):
            return Blocked(path, "is a symbolic link, and the generator does not write through those")
        return stat.S_ISDIR(mode) or Blocked(path, "is a file where a folder of pages belongs")


def _read_page(place: str, path: str) -> bytes | Blocked:
    # Without O_NONBLOCK, a named pipe would keep the build waiting for ever.
    descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            return Blocked(path, "is a folder where a page belongs")
        if not stat.S_ISREG(status.st_mode):
            return Blocked(path, "is no ordinary file")
        with open(descriptor, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(descriptor)


def _obstacles(name: str, survey: _Survey) -> tuple[Diagnostic, ...]:
    blocked = {one for path in survey.wanted if isinstance(one := survey.findings[path], Blocked)}
    return tuple(
        in_order(
            [
                *(_foreign(f"{name}/{path}") for path in survey.found(_Finding.FOREIGN)),
                *(_edited(f"{name}/{path}", wanted=path in survey.wanted) for path in survey.found(_Finding.EDITED)),
                *(_in_the_way(f"{name}/{one.path}", one.what, "move or rename it") for one in blocked),
            ]
        )
    )


def _foreign(path: str) -> Diagnostic:
    return _in_the_way(
        path,
        "was not written by the generator, and a page of its own belongs there",
        "move or rename the file; delete it if it is a leftover of an earlier build",
    )


def _edited(path: str, *, wanted: bool) -> Diagnostic:
    end = "the next build writes it anew" if wanted else "the page is no longer generated"
    return _in_the_way(
        path,
        "was changed by hand since the generator wrote it",
        f"move what you wrote into `content/` or a page of your own, then delete the file: {end}",
    )


def _in_the_way(path: str, what: str, advice: str) -> Diagnostic:
    return Diagnostic(rule="page-in-the-way", path=path, message=f"`{path}` {what}", help=advice)


def _carry_out(docs: Path, files: Mapping[str, str], known: Manifest, survey: _Survey, disk: Disk) -> None:
    """The manifest of old and new comes first, the final one last: a stopped run leaves both known."""
    disk.remove_scratch(docs / MANIFEST)
    final = {path: frozenset({one}) for path, one in survey.wanted.items()}
    if changed := survey.changed:
        either = {path: known.get(path, frozenset()) | final.get(path, frozenset()) for path in (*known, *final)}
        if either != known:
            _remember(docs, either, disk)
    _remove(docs, survey.stale, disk)
    for path in changed:
        disk.put(docs / path, files[path].encode())
    for path, digests in known.items():
        if len(digests) > 1 and survey.findings[path] is _Finding.SAME:
            disk.remove_scratch(docs / path)
    if final != known:
        _remember(docs, final, disk)


def _remember(docs: Path, entries: Manifest, disk: Disk) -> None:
    disk.put(docs / MANIFEST, manifest.render(entries).encode(), durable=True)


def _remove(docs: Path, stale: Iterable[str], disk: Disk) -> None:
    """Removes pages and the folders that are empty without them."""
    folders: set[PurePosixPath] = set()
    for path in stale:
        disk.remove(docs / path)
        folders.update(PurePosixPath(path).parents[:-1])
    for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
        disk.remove_empty(docs / folder)
