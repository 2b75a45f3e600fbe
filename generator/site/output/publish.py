"""The exchange of the published site for a finished tree.

If the system can swap two folders in one step (Linux), a visitor never gets a missing or half-copied site; otherwise
the gap is the time between two renames. Nothing is copied, so both trees are on one file system. The callers decide
on the content of the tree, and on the use of the previous one.
"""

import contextlib
import ctypes
import errno
import os
import shutil
from pathlib import Path

from generator.infra.files import OutputError, wrap_os_error

AT_FDCWD = -100
RENAME_EXCHANGE = 2
"""Both are constants of Linux: openat(2), renameat2(2)."""

CANNOT_SWAP = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}
"""The errors of kernels, file systems and sandboxes that do not support the exchange."""

OTHER_DISK = {errno.EXDEV, errno.EBUSY}
"""The errors of a system if two folders are on two file systems, or one is a mount point."""


def ensure_exchangeable(new: Path, site: Path) -> None:
    """Raise `OutputError` if a tree in the folder `new` cannot become `site`.

    The check runs before anything is built. It cannot detect everything, such as a mounted folder of the same disk;
    then `publish` raises the error.
    """
    site = site.resolve()
    if os.path.ismount(site):
        raise _describe_other_disk(site)
    existing = next(folder for folder in (site, *site.parents) if folder.exists())
    if new.exists() and existing.stat().st_dev != new.stat().st_dev:
        raise _describe_other_disk(site)


def _describe_other_disk(site: Path) -> OutputError:
    return OutputError(
        f"cannot publish to `{site.as_posix()}`: it is on another disk than `.cache/`, or a mount point, so that it "
        "cannot be exchanged in one step; use an ordinary folder beside `.cache/`, and copy from there"
    )


def publish(new: Path, site: Path) -> None:
    """Make the tree `new` the folder `site`; `new` is then the site that was published before, if there was one.

    Call `restore_interrupted` first. Raise `OutputError` if the disk refuses; then `site` is unchanged.
    """
    site = site.resolve()
    restore_interrupted(site)
    if not new.is_dir():
        raise OutputError(f"cannot publish `{new.as_posix()}`: it is not a folder")
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
        if error.errno in OTHER_DISK:
            raise _describe_other_disk(site) from error
        raise wrap_os_error("publish to", site, error) from error


def restore_interrupted(site: Path) -> None:
    """Restore or remove the folder that a run left beside `site` when it stopped between two renames."""
    parked = _get_parked_path(site)
    if not parked.exists():
        return
    try:
        if site.exists():
            shutil.rmtree(parked)
        else:
            parked.rename(site)
    except OSError as error:
        raise wrap_os_error("clear away", parked, error) from error


def _get_parked_path(site: Path) -> Path:
    return site.with_name(f".{site.name}.old")


def _rename_both(new: Path, site: Path) -> None:
    parked = _get_parked_path(site)
    site.rename(parked)
    try:
        new.rename(site)
    except BaseException:
        parked.rename(site)
        raise
    # The new site is published: if this rename fails, the next build removes the old site.
    with contextlib.suppress(OSError):
        parked.rename(new)


def _swap(new: Path, site: Path) -> bool:
    """Exchange two folders in one step; return whether the system can do that."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(AT_FDCWD, os.fsencode(new), AT_FDCWD, os.fsencode(site), RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in CANNOT_SWAP:
        return False
    raise OSError(code, os.strerror(code))
