"""Makes the tree of the new site beside the published one.

It is made of the spare tree, which is what was published before the published one, and of which most files are the
published ones under a second name (hard links, which take no room). So only what has changed since is touched: a file
is removed, and then linked or written anew. A published file is never written into. Whatever state the spare tree is
in, a file in it is kept only if it is one of those that were published: as long as the system gives it the same size,
time of writing and number on the disk, it has the same bytes.
"""

import contextlib
import os
import shutil
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.progress import Progress, counted
from generator.site import memory
from generator.site.files import refusal
from generator.site.finish import Seal, finished
from generator.site.memory import Pages, Placed, Signature
from generator.workers import chunks, spread

MOST = 200
"""Pages that a worker is given at a time."""
FEW = 40
"""Pages for which it does not pay to start workers."""
_STEPS = 64
"""Folders between two questions for the time."""


class Wanted(NamedTuple):
    """What the site shall have at a path: its bytes, or the file that holds them, or neither where it is a page."""

    origin: str
    """Another one for other bytes."""
    source: str | bytes | None

    def read(self) -> bytes:
        """The bytes of what is no page."""
        return Path(self.source).read_bytes() if isinstance(self.source, str) else self.source or b""


class Finishing(NamedTuple):
    """How pages are written that are not linked."""

    pages: Pages
    given: Seal
    jobs: int
    progress: Progress


def copied(digest: str, source: str | bytes) -> Wanted:
    """A file with the bytes that have this digest."""
    return Wanted(f"copy {digest}", source)


def pages(digests: Mapping[str, str], given: Seal) -> dict[str, Wanted]:
    """Pages as MkDocs wrote them, by path with their digests, with what all pages are given."""
    end = given.digest
    return {path: Wanted(f"page {digest} {end}", None) for path, digest in digests.items()}


class Found(NamedTuple):
    """A folder, and what is below it."""

    place: str
    files: dict[str, Signature]
    folders: list[str]
    """Each after the one that it is in."""


class Walk:
    """Finds what is below a folder, where that is one; it may be left, and gone on with later.

    With `hidden`, it finds names that begin with a dot as well.
    """

    def __init__(self, folder: str, *, hidden: bool, is_there: bool = True) -> None:
        self._found = Found(folder, {}, [])
        self._hidden = hidden
        self._left = [""] if is_there and os.path.isdir(folder) else []  # noqa: PTH112  # a path as text, as all here

    def whole(self) -> Found:
        """All that is there. Raises `OutputError`."""
        self.go_on(lambda: True)
        return self._found

    def go_on(self, is_time: Callable[[], bool]) -> None:
        """Finds more, as long as there is time, of which it asks now and then. Raises `OutputError`."""
        try:
            while self._left and is_time():
                for _ in range(min(_STEPS, len(self._left))):
                    self._enter(self._left.pop())
        except OSError as error:
            raise refusal("read", Path(error.filename or self._found.place), error) from error

    def _enter(self, above: str) -> None:
        with os.scandir(f"{self._found.place}/{above}") as entries:
            for entry in entries:
                name = entry.name
                if name[0] == "." and not self._hidden:
                    continue
                path = f"{above}/{name}" if above else name
                if entry.is_dir(follow_symlinks=False):
                    self._found.folders.append(path)
                    self._left.append(path)
                else:
                    self._found.files[path] = signature(entry.stat(follow_symlinks=False))


def listing(folder: Path) -> dict[str, Signature]:
    """Each file below `folder` by its path, save dotfiles. Raises `OutputError`."""
    return Walk(os.fspath(folder), hidden=False).whole().files


def signature(status: os.stat_result) -> Signature:
    """By what a published file is known again. Not when it was changed last, as each link to it is a change."""
    return status.st_size, status.st_mtime_ns, status.st_ino if stat.S_ISREG(status.st_mode) else 0


def look(spare: Path) -> Walk:
    """What is in a spare tree, if there is one, about to be found; what a link leads to is none."""
    return Walk(os.fspath(spare), hidden=True, is_there=not spare.is_symlink())


def compose(
    spare: Found,
    old: Path,
    wanted: Mapping[str, Wanted],
    placed: Mapping[str, Placed],
    finishing: Finishing,
) -> dict[str, Placed]:
    """Makes a spare tree the tree of what is `wanted`, by path; returns its files as they are.

    `placed` is what `old` was when it was published. Raises `OutputError`, and then there is no tree.
    """
    new = Path(spare.place)
    current = {path: one for path, one in placed.items() if path in wanted and wanted[path].origin == one.origin}
    try:
        with finishing.progress.stage("finishing", len(wanted)) as stage:
            found = _swept(spare, wanted, current)
            found |= _linked(new, old, {path: one for path, one in current.items() if path not in found})
            rest = [path for path in wanted if path not in found]
            for path in rest:
                if wanted[path].source is not None:
                    found[path] = Placed(wanted[path].origin, _write(f"{new}/{path}", wanted[path].read()))
            stage.advance(len(found))
            made = _pages(new, [path for path in rest if path not in found], finishing)
            return found | {path: Placed(wanted[path].origin, sign) for path, sign in counted(stage, made)}
    except OSError as error:
        shutil.rmtree(new, ignore_errors=True)
        raise refusal("write", Path(error.filename or new), error) from error


def lay_spare(spare: Path, site: Path, placed: Mapping[str, Placed]) -> None:
    """Makes a spare tree where there is none, of links to the files of `site`; as much of it as the disk allows."""
    with contextlib.suppress(OSError):
        if not spare.exists():
            _swept(look(spare).whole(), placed, {})
            _linked(spare, site, placed)


def _swept(there: Found, wanted: Collection[str], current: Mapping[str, Placed]) -> dict[str, Placed]:
    """Removes from a tree whatever is not `current` of what is `there`, and gives it the folders of what is `wanted`.

    Returns what is left.
    """
    root, new = there.place, Path(there.place)
    if new.is_symlink() or not new.is_dir():
        new.unlink(missing_ok=True)
    new.mkdir(parents=True, exist_ok=True)
    kept = {path: one for path, one in current.items() if there.files.get(path) == one.signature}
    for path in there.files.keys() - kept.keys():
        os.unlink(f"{root}/{path}")  # noqa: PTH108  # a Path for each of many takes as long as removing it
    needed = _folders(wanted)
    for folder in reversed(there.folders):
        if folder not in needed:
            os.rmdir(f"{root}/{folder}")  # noqa: PTH106  # as above
    for folder in sorted(needed.difference(there.folders)):
        os.mkdir(f"{root}/{folder}")  # noqa: PTH102  # as above
    return kept


def _folders(paths: Iterable[str]) -> set[str]:
    """The folders of files, and those that these are in."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _linked(new: Path, old: Path, known: Mapping[str, Placed]) -> dict[str, Placed]:
    """Links those files of `old` that are still what is `known` of them."""
    here, there = os.fspath(old), os.fspath(new)
    linked = {}
    for path, one in known.items():
        # What cannot be looked at or linked, as on a disk without links, is written anew.
        with contextlib.suppress(OSError):
            if signature(os.lstat(f"{here}/{path}")) == one.signature:
                os.link(f"{here}/{path}", f"{there}/{path}", follow_symlinks=False)
                linked[path] = one
    return linked


def _write(path: str, data: bytes) -> Signature:
    with open(path, "xb") as file:  # noqa: PTH123  # a Path for each of many files takes as long as writing it
        file.write(data)
        file.flush()
        return signature(os.fstat(file.fileno()))


def _pages(new: Path, paths: list[str], finishing: Finishing) -> Iterator[tuple[str, Signature]]:
    """Writes pages as they are published."""

    def write(part: list[tuple[str, bytes]]) -> list[tuple[str, Signature]]:
        return [(path, _write(f"{new}/{path}", finished(memory.unpack(packed), given))) for path, packed in part]

    pages, given, jobs, _ = finishing
    workers = jobs if len(paths) > FEW else 1
    parts = ([(path, pages.packed(path)) for path in part] for part in chunks(paths, workers, MOST))
    for part in spread(write, parts, workers):
        yield from part
