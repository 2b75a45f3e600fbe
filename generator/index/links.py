"""What leads to things, as sequences whose values can be had one by one or all at once."""

from abc import abstractmethod
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar, overload

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
W = TypeVar("W")


class Rows(Sequence[V]):
    """Values in order, some of which can be had without the others.

    A position from the end, 0 being the last, stands for the same value for as long as values only come at the
    beginning. Who asks by such positions has read those, and not how many there are.
    """

    @abstractmethod
    def reaches(self, position: int) -> bool:
        """Whether there is a value at a position from the end."""

    @abstractmethod
    def last(self, start: int, stop: int) -> Sequence[V]:
        """Those at the positions from the end `start` to `stop`, as many as there are, in their order."""

    def mapped(self, make: Callable[[V], W]) -> "Rows[W]":
        """What `make` makes of each, when it is asked for."""
        return _Mapped(self, make)

    @overload
    def __getitem__(self, index: int) -> V: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[V]: ...
    def __getitem__(self, index: int | slice) -> V | Sequence[V]:
        number = len(self)
        if isinstance(index, slice):
            start, stop, step = index.indices(number)
            return self.last(number - max(start, stop), number - start)[::step]
        if not -number <= index < number:
            raise IndexError(index)
        (value,) = self.last(-1 - index, -index) if index < 0 else self.last(number - 1 - index, number - index)
        return value


class Plain(Rows[V]):
    """Rows that are all there."""

    def __init__(self, values: Iterable[V]) -> None:
        self._values = list(values)

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[V]:
        return iter(self._values)

    def reaches(self, position: int) -> bool:
        """See `Rows`."""
        return position < len(self._values)

    def last(self, start: int, stop: int) -> Sequence[V]:
        """See `Rows`."""
        number = len(self._values)
        return self._values[max(0, number - stop) : max(0, number - start)]


class _Mapped(Rows[W]):
    def __init__(self, rows: Rows[V], make: Callable[[V], W]) -> None:
        self._rows = rows
        self._make = make

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[W]:
        return map(self._make, self._rows)

    def reaches(self, position: int) -> bool:
        return self._rows.reaches(position)

    def last(self, start: int, stop: int) -> Sequence[W]:
        return [self._make(value) for value in self._rows.last(start, stop)]


class Links(Mapping[K, Sequence[V]]):
    """What leads to each thing; a key without an entry has nothing that leads to it."""

    @abstractmethod
    def number(self, key: K) -> int:
        """How much leads there."""

    @abstractmethod
    def numbers(self) -> Mapping[K, int]:
        """How much leads to each."""

    @abstractmethod
    def first(self, key: K, most: int) -> Sequence[V]:
        """The first of what leads there."""

    @abstractmethod
    def rows(self, key: K) -> Rows[V]:
        """What leads there, each when it is asked for."""


class Held(Links[K, V]):
    """Links that are all in memory."""

    def __init__(self, groups: Mapping[K, Sequence[V]]) -> None:
        self._groups = groups

    def __getitem__(self, key: K) -> Sequence[V]:
        return self._groups[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._groups)

    def __len__(self) -> int:
        return len(self._groups)

    def number(self, key: K) -> int:
        """How much leads there."""
        return len(self._groups.get(key, ()))

    def numbers(self) -> Mapping[K, int]:
        """How much leads to each."""
        return {key: len(group) for key, group in self._groups.items()}

    def first(self, key: K, most: int) -> Sequence[V]:
        """The first of what leads there."""
        return list(islice(self._groups.get(key, ()), most))

    def rows(self, key: K) -> Rows[V]:
        """What leads there."""
        return Plain(self._groups.get(key, ()))
