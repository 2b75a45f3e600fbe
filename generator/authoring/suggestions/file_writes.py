"""Files of content/ written together: all of them, or none.

A new file must not exist yet, and a changed file must still be as it was read. Each file is completed under another
name, which `check` and `build` ignore, before it takes its own. If the disk fails, all writes are undone.
`generator.authoring.transaction` is for changes that move files and can be resumed instead.
"""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from generator.infra.mappings import remove_keys


class FileWriteError(Exception):
    """Nothing was written; the message says why."""


class FileWrite(NamedTuple):
    """The bytes that a file has now, None for a new one, and those that it will have."""

    old: bytes | None
    new: bytes


def write_files(root: Path, writes: Mapping[str, FileWrite]) -> None:
    """Write files by their path below `root`. Raise `FileWriteError` if any of them cannot be written."""
    prepared: dict[str, Path] = {}
    written: list[str] = []
    try:
        for path, write in writes.items():
            prepared[path] = _prepare(root / path, write)
        for path, write in writes.items():
            _publish(prepared[path], root / path, write.old)
            written.append(path)
    except OSError as error:
        for path in written:
            _undo(root / path, writes[path].old)
        failed = next(iter(remove_keys(writes, written)), "content/")
        reason = (error.strerror or type(error).__name__).lower()
        raise FileWriteError(f"{failed} could not be written: {reason}") from error
    finally:
        for file in prepared.values():
            file.unlink(missing_ok=True)


def _prepare(file: Path, write: FileWrite) -> Path:
    """Write the new bytes under another name, with the permissions of the old file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    target = file.resolve()
    prepared = target.with_name(f".{target.name}.new")
    prepared.write_bytes(write.new)
    if write.old is not None:
        shutil.copymode(target, prepared)
    return prepared


def _publish(prepared: Path, file: Path, old: bytes | None) -> None:
    if old is None:
        os.link(prepared, file)  # unlike a rename, this fails if the file exists
    elif file.read_bytes() != old:
        raise OSError(None, "it was changed meanwhile")
    else:
        prepared.replace(file.resolve())


def _undo(file: Path, old: bytes | None) -> None:
    with suppress(OSError):
        if old is None:
            file.unlink()
        else:
            file.write_bytes(old)
