"""One build of a project at a time: a second one waits for the first, and then finds what that has made.

The lock is the operating system's, on the project's folder: it ends with the process, however that ends, and leaves
nothing behind.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.site.files import refusal


@contextmanager
def alone(root: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Holds the project at `root`; calls `waiting` first where another process does. Raises `OutputError`."""
    try:
        folder = os.open(root, os.O_RDONLY)
    except OSError as error:
        raise refusal("read", root, error) from error
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
