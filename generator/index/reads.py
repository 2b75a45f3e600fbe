"""What a page reads of the index, so that it is made anew where any of that has changed, and only there.

What is read is noted as a number: two things with the same one make a page anew too often, never too seldom.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar
from zlib import crc32

T = TypeVar("T")


def mark(space: str, key: object = "") -> int:
    """The number under which it is noted that `key` was read in a space of the index."""
    return crc32(f"{space} {key}".encode())


@dataclass(slots=True)
class Reads:
    """Notes what is read; `noted` is what was since the last `noting` began."""

    noted: set[int] = field(default_factory=set)

    @contextmanager
    def noting(self) -> Iterator[set[int]]:
        """What is read within, also noted for what is around it."""
        around, self.noted = self.noted, set()
        try:
            yield self.noted
        finally:
            around |= self.noted
            self.noted = around

    def once(self, make: Callable[[], T]) -> tuple[T, frozenset[int]]:
        """A value that will be used again, with what it was made of: whoever uses it has read that as well."""
        with self.noting() as noted:
            value = make()
        return value, frozenset(noted)
