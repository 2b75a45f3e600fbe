"""How the generator changes the disk: a file is replaced whole or not at all.

`Disk` is passed to whatever writes, so that tests can put a failing one in its place. What may be written
where is decided by the callers.
"""

import contextlib
import errno
import os
from pathlib import Path


class OutputError(Exception):
    """The disk refused; the message is one sentence for the person who runs the build."""


class EngineError(Exception):
    """The site could not be built; `lines` are what the engine, or the search's program, said, in its order."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        # As it is, so that it comes whole from another process.
        super().__init__(lines)
        self.lines = lines

    def __str__(self) -> str:
        return "\n".join(self.lines)


def refusal(deed: str, path: Path, error: OSError) -> OutputError:
    """The sentence for `error`, met where `deed` ("write", "remove") was done to `path`."""
    reason = (error.strerror or "the disk refuses").lower()
    return OutputError(f"cannot {deed} `{path.as_posix()}`: {reason}")


def scratch(path: Path) -> Path:
    """Where the new content of `path` grows; a fixed name, so that a killed run leaves no litter behind."""
    return path.with_name(f".{path.name}.tmp")


class Disk:
    """The writes that a build does."""

    def put(self, path: Path, data: bytes, *, durable: bool = False) -> None:
        """Replaces the file at `path` in one step, and makes the folders above it.

        A symbolic link there is replaced, not followed. `durable` waits until the data is on the disk, which
        takes milliseconds. Raises `OutputError`, and then `path` is as it was.
        """
        growing = scratch(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                _fill(growing, data, durable=durable)
                growing.replace(path)
            except BaseException:
                with contextlib.suppress(OSError):
                    growing.unlink()
                raise
        except OSError as error:
            raise refusal("write", path, error) from error

    def move(self, here: Path, there: Path) -> None:
        """Gives a file or folder another name, under which nothing is yet. Raises `OutputError`."""
        try:
            if os.path.lexists(there):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
            here.rename(there)
        except OSError as error:
            raise refusal("rename", here, error) from error

    def remove(self, path: Path) -> None:
        """Removes a file, if it is there, and what a killed run left of its next version."""
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise refusal("remove", path, error) from error
        self.remove_scratch(path)

    def remove_scratch(self, path: Path) -> None:
        """Removes what a killed run left of the next version of `path`."""
        try:
            scratch(path).unlink(missing_ok=True)
        except OSError as error:
            raise refusal("remove", scratch(path), error) from error

    def remove_empty(self, folder: Path) -> None:
        """Removes a folder if nothing is in it."""
        with contextlib.suppress(OSError):
            folder.rmdir()


DISK = Disk()


def _fill(path: Path, data: bytes, *, durable: bool) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, flags, 0o666), "wb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())
