"""Puts a finished tree in the place of the published one.

Where the system can swap two folders in one step (Linux), a visitor never meets a missing or half-copied
site; where it cannot, the gap is that between two renames. Nothing is copied, so both trees are on one file
system. What the tree holds, whether it is fit to be published, and what becomes of the one that was, is decided by the
callers.
"""

import contextlib
import ctypes
import errno
import os
import shutil
from pathlib import Path

from generator.site.files import OutputError, refusal

AT_FDCWD = -100
RENAME_EXCHANGE = 2
"""Both from Linux: openat(2), renameat2(2)."""

CANNOT_SWAP = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}
"""What kernels, file systems and sandboxes answer that do not know the exchange."""


def publish(new: Path, site: Path) -> None:
    """Makes the tree `new` the folder `site`; `new` is then what was published before, where anything was.

    Begins with `heal`. Raises `OutputError` if the disk refuses; then `site` is what it was.
    """
    site = site.resolve()
    heal(site)
    if not new.is_dir():
        raise OutputError(f"cannot publish `{new.as_posix()}`: it is no folder")
    try:
        if not site.exists():
            site.parent.mkdir(parents=True, exist_ok=True)
            new.rename(site)
            return
        if not site.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if not _swap(new, site):
            _rename_both(new, site)
    except OSError as error:
        raise refusal("publish to", site, error) from error


def heal(site: Path) -> None:
    """Puts back, or clears away, what a run that was stopped between two renames left beside `site`."""
    parked = _parked(site)
    if not parked.exists():
        return
    try:
        if site.exists():
            shutil.rmtree(parked)
        else:
            parked.rename(site)
    except OSError as error:
        raise refusal("clear away", parked, error) from error


def _parked(site: Path) -> Path:
    return site.with_name(f".{site.name}.old")


def _rename_both(new: Path, site: Path) -> None:
    parked = _parked(site)
    site.rename(parked)
    try:
        new.rename(site)
    except BaseException:
        parked.rename(site)
        raise
    # The new site stands: if this fails, the next build clears the old one away.
    with contextlib.suppress(OSError):
        parked.rename(new)


def _swap(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step; says whether the system can."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in CANNOT_SWAP:
        return False
    raise OSError(code, os.strerror(code))
