"""Digests of files, with a stat cache: a file is read again only if it may have changed since.

As in version control, a file counts as unchanged while its size, its times and its inode number are the same. No
program can set the time of the last change (ctime). A file that changed shortly before the scan is read again at the
next scan, because a second change may have the same time.
"""

import os
import stat
import time
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from generator.infra.serialization import Codec

DIGEST_SIZE = 16
"""The bytes of a digest."""

_TIME_RESOLUTION = 3_000_000_000
"""The nanoseconds within which two changes may have the same time: some file systems count in steps of two seconds."""


class FileStamp(NamedTuple):
    """The properties of a file that the system knows without reading it; times are in nanoseconds."""

    size: int
    modified: int
    changed: int
    number: int


class FileDigest(NamedTuple):
    """The digest of a file's bytes, and its stamp at that time; None if the stamp proves nothing."""

    stamp: FileStamp | None
    digest: str


DIGESTS_CODEC = Codec(dict[str, FileDigest])
"""The codec of digests by path."""


def compute_digest(data: bytes) -> str:
    """Return the digest of bytes, in hexadecimal digits."""
    return blake2b(data, digest_size=DIGEST_SIZE).hexdigest()


def scan_files(
    paths: Iterable[str], root: Path, previous: Mapping[str, FileDigest], changed: AbstractSet[str] | None = None
) -> dict[str, FileDigest]:
    """Return the digests of the files at `paths` below `root`; only files that may differ from `previous` are read.

    `changed` has the only paths that may have changed since, if these are known. Files that cannot be read, and paths
    that are not regular files, are left out.
    """
    now = time.time_ns()
    digests = {}
    for path in paths:
        known = previous.get(path)
        if changed is not None and known and known.stamp and path not in changed:
            digests[path] = known
        elif digest := _scan_file(f"{root}/{path}", known, now):
            digests[path] = digest
    return digests


def _scan_file(path: str, previous: FileDigest | None, now: int) -> FileDigest | None:
    try:
        status = os.stat(path)  # noqa: PTH116  # a Path for each of many files takes as long as the call itself
        if not stat.S_ISREG(status.st_mode):
            return None
        stamp = FileStamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        if previous and previous.stamp == stamp:
            return previous
        with open(path, "rb") as file:  # noqa: PTH123  # as above
            digest = compute_digest(file.read())
    except OSError:
        return None
    # A time ahead of the clock proves nothing: the clock may have been set back.
    is_settled = max(stamp.changed, stamp.modified) < now - _TIME_RESOLUTION
    return FileDigest(stamp if is_settled else None, digest)
