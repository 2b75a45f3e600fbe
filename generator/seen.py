"""Digests of files, which are read again only where they may have changed since.

As version control does, a file is taken for what it was while its size, its times and its number on the disk are the
same; the time of its last change (ctime) is one that no program can set. A file that changed about when it was looked
at is read again the next time, as a second change may have the same time.
"""

import os
import stat
import time
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from generator.packing import pack_plain, unpack_plain

DIGEST = 16
"""Bytes of a digest."""

_RACY = 3_000_000_000
"""Nanoseconds in which two changes may have one time: some file systems count in two seconds."""


class Signature(NamedTuple):
    """What the system says of a file without reading it; `looked` is when, in nanoseconds."""

    size: int
    modified: int
    changed: int
    number: int


class Sight(NamedTuple):
    """A file as it was: its signature, empty where that cannot be relied on, and the digest of its bytes."""

    signature: Signature | tuple[()]
    digest: str


def digest(data: bytes) -> str:
    """The digest by which bytes are known."""
    return blake2b(data, digest_size=DIGEST).hexdigest()


def look(paths: Iterable[str], root: Path, before: Mapping[str, Sight]) -> dict[str, Sight]:
    """The files at `paths` below `root`, reading those that are not as `before`.

    Those that cannot be read, or are no ordinary files, are left out.
    """
    now = time.time_ns()
    found = {path: _look(f"{root}/{path}", before.get(path), now) for path in paths}
    return {path: sight for path, sight in found.items() if sight}


def _look(path: str, before: Sight | None, now: int) -> Sight | None:
    try:
        status = os.stat(path)  # noqa: PTH116  # a Path for each of many files takes as long as looking at it
        if not stat.S_ISREG(status.st_mode):
            return None
        signature = Signature(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        if before and before.signature == signature:
            return before
        with open(path, "rb") as file:  # noqa: PTH123  # as above
            found = digest(file.read())
    except OSError:
        return None
    # Times ahead of the clock say nothing: it may have been set back.
    settled = max(signature.changed, signature.modified) < now - _RACY
    return Sight(signature if settled else (), found)


def written(sights: Mapping[str, Sight]) -> bytes:
    """Sights as bytes, to be kept."""
    return pack_plain({path: (tuple(signature), known) for path, (signature, known) in sights.items()})


def read(data: bytes | None) -> dict[str, Sight]:
    """What `written` gave; nothing for None."""
    kept = unpack_plain(data)
    return {path: Sight(Signature(*signature) if signature else (), known) for path, (signature, known) in kept.items()}
