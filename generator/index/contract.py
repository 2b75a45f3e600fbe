"""The contract of the index: the calls that a page may make on each part of it.

`generator.index.model.Index` names the parts. A part is a `Mapping`, or one of the types here, which
`generator.incremental` implements over the store. A question that the store cannot answer without reading everything
has no method. `tests/index/test_contract.py` compares the answers, method by method, with those of a plain index.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar, overload

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
W = TypeVar("W")
D = TypeVar("D")


class Lookup(ABC, Generic[K, V]):
    """Values by key, each of which is read by itself. The keys cannot be listed."""

    __slots__ = ()

    # Without it, Python would iterate by asking for the keys 0, 1, 2 and so on.
    __iter__ = None

    @abstractmethod
    def __getitem__(self, key: K) -> V:
        """Return the value at a key. Raise KeyError if there is none."""

    @overload
    def get(self, key: K) -> V | None: ...
    @overload
    def get(self, key: K, default: D) -> V | D: ...
    def get(self, key: K, default: D | None = None) -> V | D | None:
        """Return the value at a key, or the default if there is none."""
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key: K) -> bool:
        """Check whether there is a value at a key."""
        try:
            self[key]
        except KeyError:
            return False
        return True


class LazyRows(Sequence[V]):
    """A sequence of values, some of which can be read without the others.

    Positions can be counted from the end, where 0 is the last value. Such a position keeps its value as long as new
    values are added only at the beginning. A reader that uses these positions has read the values at them, and not the
    length of the sequence.
    """

    @abstractmethod
    def has_position(self, position: int) -> bool:
        """Check whether there is a value at a position, counted from the end."""

    @abstractmethod
    def take_from_end(self, start: int, stop: int) -> Sequence[V]:
        """Return the values at the positions `start` to `stop`, counted from the end, in the order of the sequence.

        The result is shorter if the sequence does not reach that far.
        """

    def map_values(self, convert: Callable[[V], W]) -> "LazyRows[W]":
        """Return a sequence whose values are converted when they are read."""
        return _MappedRows(self, convert)

    @overload
    def __getitem__(self, index: int) -> V: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[V]: ...
    def __getitem__(self, index: int | slice) -> V | Sequence[V]:
        length = len(self)
        if isinstance(index, slice):
            positions = range(length)[index]
            if not positions:
                return ()
            first, last = min(positions), max(positions)
            return self.take_from_end(length - 1 - last, length - first)[:: positions.step]
        if not -length <= index < length:
            raise IndexError(index)
        position = -1 - index if index < 0 else length - 1 - index
        (value,) = self.take_from_end(position, position + 1)
        return value


class _MappedRows(LazyRows[W]):
    """Rows whose values are converted when they are read."""

    def __init__(self, rows: LazyRows[V], convert: Callable[[V], W]) -> None:
        self._rows = rows
        self._convert = convert

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[W]:
        return map(self._convert, self._rows)

    def has_position(self, position: int) -> bool:
        return self._rows.has_position(position)

    def take_from_end(self, start: int, stop: int) -> Sequence[W]:
        return list(map(self._convert, self._rows.take_from_end(start, stop)))


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


class Links(Lookup[K, Sequence[V]]):
    """The back-links of each entity, read as a whole; an entity without back-links has no value."""

    __slots__ = ()


class ListedLinks(Links[K, V]):
    """Back-links that are counted, and of which a page may read some and not the others."""

    __slots__ = ()

    @abstractmethod
    def count(self, key: K) -> int:
        """Return the number of back-links of an entity."""

    @abstractmethod
    def count_all(self) -> Mapping[K, int]:
        """Return the number of back-links of each entity that has any, in the order of the entities."""

    @abstractmethod
    def take_first(self, key: K, limit: int) -> Sequence[V]:
        """Return the first back-links of an entity, up to `limit`."""

    @abstractmethod
    def get_rows(self, key: K) -> LazyRows[V]:
        """Return the back-links of an entity, each of which is read when it is asked for."""
