"""Read tracking: a record of the parts of the index that a page reads.

A page is rendered again if something that it read has changed, and only then. A read is recorded as a hash. If two
reads share a hash, a page is rendered too often, never too seldom.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar
from zlib import crc32

A = TypeVar("A")
T = TypeVar("T")


def hash_read(space: str, key: object = "") -> int:
    """Return the 32-bit hash that records a read of `key` in a space of the index."""
    return crc32(f"{space} {key}".encode())


@dataclass(slots=True)
class ReadTracker:
    """A record of reads: `recorded` has the hashes since the innermost `track` began."""

    recorded: set[int] = field(default_factory=set)

    @contextmanager
    def track(self) -> Iterator[set[int]]:
        """Collect the reads within this block; they are also recorded for the block around it."""
        outer_reads = self.recorded
        self.recorded = set()
        try:
            yield self.recorded
        finally:
            outer_reads |= self.recorded
            self.recorded = outer_reads

    def memoize(self, compute: Callable[[A], T], get_key: Callable[[A], Hashable]) -> Callable[[A], T]:
        """Return a function that computes a value for each key once, for several pages.

        Each call records the reads behind its value, the first call and all others. The caller need not
        record anything for a page to depend on this data.
        """
        entries: dict[Hashable, tuple[T, frozenset[int]]] = {}

        def get_value(argument: A) -> T:
            key = get_key(argument)
            entry = entries.get(key)
            if entry is None:
                entry = entries[key] = self.compute_with_reads(lambda: compute(argument))
            value, reads = entry
            self.recorded |= reads
            return value

        return get_value

    def compute_with_reads(self, compute: Callable[[], T]) -> tuple[T, frozenset[int]]:
        """Return a value that will be used again, with the reads behind it.

        A caller that uses the value again must record these reads as well.
        """
        with self.track() as reads:
            value = compute()
        return value, frozenset(reads)
