"""Work on many items in several processes. The number of processes changes no result.

A process is given once the data that its work depends on, and then names of briefings or subjects. It never writes to
the store.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TypeVar

from generator.infra.process_pool import map_ordered

T = TypeVar("T")
R = TypeVar("R")
ChunkWorker = Callable[[Sequence[T]], list[R]]

_MAX_CHUNK = 25
"""The maximum number of briefings, or subjects, that a process takes at a time."""
_MIN_CHUNKS = 8
"""The minimum number of chunks for each process: some subjects take a hundred times as long as others."""
_MIN_ITEMS = 20
"""The minimum number of items for which starting more processes saves time."""


def map_chunks(jobs: int, start_worker: Callable[[], ChunkWorker[T, R]], items: Sequence[T]) -> Iterator[R]:
    """Yield the results for all items in order; each process starts a worker of its own."""
    # Only after the fork, as a process opens the store for itself.
    get_worker = cache(start_worker)

    def work(chunk: Sequence[T]) -> list[R]:
        return get_worker()(chunk)

    size = max(1, min(_MAX_CHUNK, len(items) // (_MIN_CHUNKS * jobs)))
    chunks = (items[start : start + size] for start in range(0, len(items), size))
    for results in map_ordered(work, chunks, jobs if len(items) >= _MIN_ITEMS else 1):
        yield from results
