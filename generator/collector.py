"""Python's search for reference cycles, and when to do without it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Runs without the search for reference cycles.

    The stages make few, and it would walk all of the content again and again: a seventh of the time at a thousand
    briefings, and more of it at ten thousand.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
