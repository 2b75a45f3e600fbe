"""Makes the tree of the new site beside the published one.

A file that did not change is the published one under a second name (a hard link), which takes no room and hardly any
time; all others are written anew. A published file is never written into. It is linked only if it is still what was
published: as long as the system gives it the same size, time of writing and number on the disk, it has the same bytes.
"""

import contextlib
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.site import memory
from generator.site.files import refusal
from generator.site.finish import Seal, finished
from generator.site.memory import Pages, Placed
from generator.site.workers import chunks, spread

MOST = 200
"""Pages that a worker is given at a time."""
FEW = 40
"""Pages for which it does not pay to start workers."""


class Wanted(NamedTuple):
    """What the site shall have at a path: its bytes, or the file that holds them, or neither where it is a page."""

    origin: str
    """Another one for other bytes."""
    source: Path | bytes | None


class Finishing(NamedTuple):
    """How pages are written that are not linked."""

    pages: Pages
    given: Seal
    jobs: int


def copied(digest: str, source: Path | bytes) -> Wanted:
    """A file with the bytes that have this digest."""
    return Wanted(f"copy {digest}", source)


def page(digest: str, given: Seal) -> Wanted:
    """A page as MkDocs wrote it, of this digest, with what all pages are given."""
    return Wanted(f"page {digest} {given.digest}", None)


def listing(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Each file below `folder`, save dotfiles: path → size, time of writing, number. Raises `OutputError`."""
    return dict(_files(os.fspath(folder), ""))


def _files(folder: str, prefix: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    except OSError as error:
        raise refusal("read", Path(folder), error) from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", signature(entry.stat(follow_symlinks=False))


def signature(status: os.stat_result) -> tuple[int, int, int]:
    """By what a published file is known again. Not when it was changed last, as each link to it is a change."""
    return status.st_size, status.st_mtime_ns, status.st_ino if stat.S_ISREG(status.st_mode) else 0


def compose(
    new: Path,
    old: Path,
    wanted: Mapping[str, Wanted],
    placed: Mapping[str, Placed],
    finishing: Finishing,
) -> dict[str, Placed]:
    """Makes the tree `new` of what is `wanted`, by path; returns its files as they are.

    `placed` is what `old` was when it was published. Raises `OutputError`, and then there is no tree.
    """
    try:
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        _folders(new, wanted)
        found = _linked(new, old, wanted, placed)
        rest = [path for path in wanted if path not in found]
        for path in rest:
            source = wanted[path].source
            if source is not None:
                found[path] = _put(new, path, wanted[path].origin, source)
        made = _pages(new, [path for path in rest if path not in found], finishing)
        return found | {path: Placed(wanted[path].origin, *sign) for path, sign in made}
    except OSError as error:
        shutil.rmtree(new, ignore_errors=True)
        raise refusal("write", Path(error.filename or new), error) from error


def _folders(new: Path, wanted: Iterable[str]) -> None:
    for folder in sorted({path.rpartition("/")[0] for path in wanted}):
        (new / folder).mkdir(parents=True, exist_ok=True)


def _linked(new: Path, old: Path, wanted: Mapping[str, Wanted], placed: Mapping[str, Placed]) -> dict[str, Placed]:
    here, there = os.fspath(old), os.fspath(new)
    linked = {}
    for path, want in wanted.items():
        known = placed.get(path)
        if known is None or known.origin != want.origin:
            continue
        # What cannot be looked at or linked, as on a disk without links, is written anew.
        with contextlib.suppress(OSError):
            if signature(os.lstat(f"{here}/{path}")) == known[1:]:
                os.link(f"{here}/{path}", f"{there}/{path}", follow_symlinks=False)
                linked[path] = known
    return linked


def _put(new: Path, path: str, origin: str, source: Path | bytes) -> Placed:
    data = source if isinstance(source, bytes) else source.read_bytes()
    return Placed(origin, *_write(f"{new}/{path}", data))


def _write(path: str, data: bytes) -> tuple[int, int, int]:
    with open(path, "xb") as file:  # noqa: PTH123  # a Path for each of many files takes as long as writing it
        file.write(data)
        file.flush()
        return signature(os.fstat(file.fileno()))


def _pages(new: Path, paths: list[str], finishing: Finishing) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Writes pages as they are published."""

    def write(part: list[tuple[str, bytes]]) -> list[tuple[str, tuple[int, int, int]]]:
        return [(path, _write(f"{new}/{path}", finished(memory.unpack(packed), given))) for path, packed in part]

    pages, given, jobs = finishing
    workers = jobs if len(paths) > FEW else 1
    parts = ([(path, pages.packed(path)) for path in part] for part in chunks(paths, workers, MOST))
    for part in spread(write, parts, workers):
        yield from part
