"""Files of content/ written together: all of them, or none.

What is new must not be there; what is changed must still be as it was read. Each file is complete under another name,
which `check` and `build` pass over, before it takes its own. Where the disk refuses, what was done is undone.
"""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


class SaveError(Exception):
    """Nothing was written; the message says why."""


def save(root: Path, files: Mapping[str, tuple[bytes | None, bytes]]) -> None:
    """Writes each file, by its path below `root`: what it held, None for a new one, and what it shall hold."""
    ready: dict[str, Path] = {}
    done: list[str] = []
    try:
        for path, (old, new) in files.items():
            ready[path] = _prepared(root / path, old, new)
        for path, (old, _) in files.items():
            _put(ready[path], root / path, old)
            done.append(path)
    except OSError as error:
        for path in done:
            _undo(root / path, files[path][0])
        name = next((path for path in files if path not in done), "content/")
        raise SaveError(f"{name} could not be written: {(error.strerror or type(error).__name__).lower()}") from error
    finally:
        for file in ready.values():
            file.unlink(missing_ok=True)


def _prepared(file: Path, old: bytes | None, new: bytes) -> Path:
    """The new file under another name, with the permissions of the old one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    place = file.resolve()
    beside = place.with_name(f".{place.name}.new")
    beside.write_bytes(new)
    if old is not None:
        shutil.copymode(place, beside)
    return beside


def _put(ready: Path, file: Path, old: bytes | None) -> None:
    if old is None:
        os.link(ready, file)  # which fails where something is there
    elif file.read_bytes() != old:
        raise OSError(None, "it was changed meanwhile")
    else:
        ready.replace(file.resolve())


def _undo(file: Path, old: bytes | None) -> None:
    with suppress(OSError):
        if old is None:
            file.unlink()
        else:
            file.write_bytes(old)
