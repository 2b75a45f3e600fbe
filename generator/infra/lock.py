"""A lock that allows one build of a project at a time: a second build waits for the first, and then uses its result.

The lock is the operating system's, on the project's folder. It ends with the process, even if that is killed, and
leaves no file behind.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.infra.files import wrap_os_error


@contextmanager
def lock_project(root: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of the project at `root`; call `on_wait` if another process holds it.

    Raise `OutputError` if the lock's file cannot be written.
    """
    try:
        folder = os.open(root, os.O_RDONLY)
    except OSError as error:
        raise wrap_os_error("read", root, error) from error
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait()
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
