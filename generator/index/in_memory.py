"""The parts of an index that is in memory: the implementation of `generator.index.contract` for checks and tests."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from generator.index.contract import LazyRows, Links, ListedLinks, Lookup
from generator.model.kinds import Ref

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class InMemoryLookup(Lookup[K, V]):
    """Values that are all in memory."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[K, V]) -> None:
        self._values = dict(values)

    def __getitem__(self, key: K) -> V:
        return self._values[key]


class InMemoryRows(LazyRows[V]):
    """Rows that are all in memory."""

    def __init__(self, values: Iterable[V]) -> None:
        self._values = list(values)

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[V]:
        return iter(self._values)

    def has_position(self, position: int) -> bool:
        """See `LazyRows`."""
        return position < len(self._values)

    def take_from_end(self, start: int, stop: int) -> Sequence[V]:
        """See `LazyRows`."""
        length = len(self._values)
        return self._values[max(0, length - stop) : max(0, length - start)]


class InMemoryLinks(Links[K, V]):
    """Back-links that are all in memory."""

    __slots__ = ("_groups",)

    def __init__(self, groups: Mapping[K, Sequence[V]]) -> None:
        self._groups = dict(groups)

    def __getitem__(self, key: K) -> Sequence[V]:
        return self._groups[key]


class InMemoryListedLinks(InMemoryLinks[Ref, V], ListedLinks[Ref, V]):
    """Back-links that are all in memory, with their numbers."""

    __slots__ = ()

    def count(self, key: Ref) -> int:
        """See `ListedLinks`."""
        return len(self._groups.get(key, ()))

    def count_all(self) -> Mapping[Ref, int]:
        """See `ListedLinks`."""
        return {key: len(self._groups[key]) for key in sorted(self._groups)}

    def take_first(self, key: Ref, limit: int) -> Sequence[V]:
        """See `ListedLinks`."""
        return list(islice(self._groups.get(key, ()), limit))

    def get_rows(self, key: Ref) -> LazyRows[V]:
        """See `ListedLinks`."""
        return InMemoryRows(self._groups.get(key, ()))


class InMemoryPairCounts(Mapping[Ref, Mapping[Ref, int]]):
    """The number of pairs of each actor with each other actor; an actor without pairs has no value."""

    def __init__(self, counts: Mapping[Ref, Mapping[Ref, int]]) -> None:
        self._counts = {ref: neighbors for ref, neighbors in counts.items() if neighbors}

    def __getitem__(self, ref: Ref) -> Mapping[Ref, int]:
        # Sorted on request: a few thousand actors have millions of pairs.
        return dict(sorted(self._counts[ref].items()))

    def __iter__(self) -> Iterator[Ref]:
        return iter(sorted(self._counts))

    def __len__(self) -> int:
        return len(self._counts)
