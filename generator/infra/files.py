"""Changes of the disk: a file is replaced as a whole or not at all.

Every writer gets a `Disk`, so that tests can pass one that fails. The callers decide which files may be written.
"""

import contextlib
import errno
import os
from pathlib import Path


class OutputError(Exception):
    """A refusal by the disk; the message is one sentence for the person who runs the build."""


class EngineError(Exception):
    """A failed build of the site; `lines` are the messages of the engine or of the search program, in their order."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        # The arguments must be the same as here, so that the error can be pickled in another process.
        super().__init__(lines)
        self.lines = lines

    def __str__(self) -> str:
        return "\n".join(self.lines)


def wrap_os_error(action: str, path: Path, error: OSError) -> OutputError:
    """Return the sentence for `error`, raised while `action` ("write", "remove") was done to `path`."""
    reason = (error.strerror or "the disk refuses").lower()
    return OutputError(f"cannot {action} `{path.as_posix()}`: {reason}")


def get_scratch_path(path: Path) -> Path:
    """Return the file for the unfinished content of `path`; the name is fixed, so that killed runs leave no litter."""
    return path.with_name(f".{path.name}.tmp")


PUBLIC_FILE, PUBLIC_FOLDER = 0o644, 0o755
"""The modes of published files and folders: the web server may be another user, whatever the umask of the build."""


class Disk:
    """The write operations of a build."""

    is_public = False
    """True if everyone can read the files and new folders; if not, the umask decides their modes."""

    def put(self, path: Path, data: bytes, *, durable: bool = False) -> None:
        """Replace the file at `path` in one step, and make the folders above it.

        A symbolic link there is replaced, not followed. With `durable`, wait until the data is on the disk, which takes
        milliseconds. Raise `OutputError` if the disk refuses; `path` is then unchanged.
        """
        scratch = get_scratch_path(path)
        try:
            self._make_folder(path.parent)
            try:
                _fill(scratch, data, durable=durable, mode=PUBLIC_FILE if self.is_public else None)
                scratch.replace(path)
            except BaseException:
                with contextlib.suppress(OSError):
                    scratch.unlink()
                raise
        except OSError as error:
            raise wrap_os_error("write", path, error) from error

    def _make_folder(self, folder: Path) -> None:
        if not self.is_public:
            folder.mkdir(parents=True, exist_ok=True)
        elif not folder.is_dir():
            self._make_folder(folder.parent)
            folder.mkdir(exist_ok=True)
            folder.chmod(PUBLIC_FOLDER)

    def move(self, source: Path, target: Path) -> None:
        """Rename a file or folder; `target` must not exist. Raise `OutputError` if the disk refuses."""
        try:
            if os.path.lexists(target):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
            source.rename(target)
        except OSError as error:
            raise wrap_os_error("rename", source, error) from error

    def remove(self, path: Path) -> None:
        """Remove a file, if it exists, and the unfinished content that a killed run left."""
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise wrap_os_error("remove", path, error) from error
        self.remove_scratch(path)

    def remove_scratch(self, path: Path) -> None:
        """Remove the unfinished content of `path` that a killed run left."""
        scratch = get_scratch_path(path)
        try:
            scratch.unlink(missing_ok=True)
        except OSError as error:
            raise wrap_os_error("remove", scratch, error) from error

    def remove_empty(self, folder: Path) -> None:
        """Remove a folder if it is empty."""
        with contextlib.suppress(OSError):
            folder.rmdir()


class PublicDisk(Disk):
    """The write operations for published files, and for the folders above them."""

    is_public = True


DISK = Disk()
PUBLIC_DISK = PublicDisk()


def _fill(path: Path, data: bytes, *, durable: bool, mode: int | None) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, flags, 0o666), "wb") as file:
        if mode is not None:
            os.fchmod(file.fileno(), mode)
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())
