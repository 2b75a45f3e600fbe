"""The lists of the index, of what is in the store: what leads to a thing, by the entries of one relation.

A list is read as a whole, and noted as that; or by the row, and then what is noted are blocks of rows, counted from the
end of the list. New briefings come at the beginning, so that the blocks below stay what they were.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, islice
from typing import Any, TypeVar

from generator.index.links import Links, Rows
from generator.index.used import Occurrence, Statement, StatementKey
from generator.model.kinds import Kind, Ref
from generator.packing import unpack
from generator.remembered.entries import STATEMENTS, Entry
from generator.remembered.shelf import RELATED, SENTENCES, Shelf, name_of, ref_of

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

BLOCKS = "blocks"
"""The space of their marks."""
_BLOCK = 50
"""Rows of a block."""


def blocks(relation: str, key: str, start: int, stop: int) -> Iterator[str]:
    """The names of the blocks of a list that have the positions `start` to `stop` from its end."""
    return (f"{relation} {key} {number}" for number in range(start // _BLOCK, -(-stop // _BLOCK)))


class _Fetched(Rows[V]):
    """The rows at one key, of which only those are fetched that are asked for."""

    def __init__(self, lists: "Lists[K, V]", key: K) -> None:
        self._lists = lists
        self._key = key

    @cached_property
    def _ends(self) -> Sequence[int]:
        """For each entry, how many rows there are up to its end."""
        return list(accumulate(number for _, _, number in self._lists.entries(self._key)))

    @property
    def _number(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __len__(self) -> int:
        return self._lists.number(self._key)

    def __iter__(self) -> Iterator[V]:
        return iter(self._lists.get(self._key, ()))

    def reaches(self, position: int) -> bool:
        self._lists.note(self._key, position, position + 1)
        return position < self._number

    def last(self, start: int, stop: int) -> Sequence[V]:
        self._lists.note(self._key, start, stop)
        first, end = max(0, self._number - stop), max(0, self._number - start)
        opening, closing = bisect_right(self._ends, first), bisect_left(self._ends, end)
        values = self._lists.values_of(self._key, self._lists.entries(self._key)[opening : closing + 1])
        before = self._ends[opening - 1] if opening else 0
        return list(islice(values, first - before, end - before))


class Lists(Links[K, V]):
    """Links that are made of the entries of one relation."""

    def __init__(self, shelf: Shelf, relation: str, *, str_of: Callable[[K], str]) -> None:
        self._shelf = shelf
        self._relation = relation
        self._str_of = str_of

    def values_of(self, key: K, found: Sequence[Entry]) -> Iterator[V]:
        """What the entries at a key stand for, in their order."""
        raise NotImplementedError

    def entries(self, key: K) -> Sequence[Entry]:
        """The entries at a key; that they are read is not noted."""
        return self._shelf.entries(self._relation, self._str_of(key))

    def note(self, key: K, start: int, stop: int) -> None:
        """Notes that the rows at the positions `start` to `stop` from the end are read."""
        for block in blocks(self._relation, self._str_of(key), start, stop):
            self._shelf.note(BLOCKS, block)

    def __getitem__(self, key: K) -> Sequence[V]:
        found = self._whole(key)
        if not found:
            raise KeyError(key)
        return list(self.values_of(key, found))

    def __iter__(self) -> Iterator[K]:
        raise NotImplementedError

    def __len__(self) -> int:
        return len(self.numbers())

    def _whole(self, key: K) -> Sequence[Entry]:
        self._shelf.note(self._relation, self._str_of(key))
        return self.entries(key)

    def rows(self, key: K) -> Rows[V]:
        """What leads there, each when it is asked for."""
        return _Fetched(self, key)

    def first(self, key: K, most: int) -> Sequence[V]:
        """The first of what leads there."""
        return list(islice(self.values_of(key, self._whole(key)), most))

    def number(self, key: K) -> int:
        """How much leads there."""
        name = self._str_of(key)
        self._shelf.note("number", f"{self._relation} {name}")
        number: int = self._shelf.tallies.get(name, {}).get(self._relation, 0)
        return number

    def numbers(self) -> Mapping[K, int]:
        """How much leads to each."""
        self._shelf.note("numbers", self._relation)
        counted = {key: tally[self._relation] for key, tally in self._shelf.tallies.items() if self._relation in tally}
        return {self._key_of(key): number for key, number in counted.items()}

    def _key_of(self, name: str) -> K:
        return ref_of(name)  # type: ignore[return-value]  # of all that are counted, the keys are things


class Statements(Lists[Ref, Statement]):
    """Statements that lead to a thing by one of `STATEMENTS`."""

    def values_of(self, key: Ref, found: Sequence[Entry]) -> Iterator[Statement]:
        """The statements of each briefing that lead there, in the order of its text."""
        refs = STATEMENTS[self._relation]
        for _, id_, _ in found:
            for statement in self._shelf.statements(id_).values():
                for ref in refs(statement):
                    if ref == key:
                        self._shelf.note("statement", name_of(statement.key))
                        yield statement


class Disputing(Lists[StatementKey, Statement]):
    """Statements that dispute another."""

    def values_of(self, key: StatementKey, found: Sequence[Entry]) -> Iterator[Statement]:
        """The statements that dispute one."""
        for _, id_, _ in found:
            for statement in self._shelf.statements(id_).values():
                for disputed in statement.disputes:
                    if disputed == key:
                        self._shelf.note("statement", name_of(statement.key))
                        yield statement


class Occurrences(Lists[Ref, Occurrence]):
    """Sentences that name a thing."""

    def values_of(self, key: Ref, found: Sequence[Entry]) -> Iterator[Occurrence]:
        """The sentences of each briefing that name it."""
        for _, id_, _ in found:
            self._shelf.note(SENTENCES, f"{id_} {key.stem}")
            yield from self._shelf.sentences(id_)[key]


class Briefings(Lists[K, Ref]):
    """Briefings that lead to a thing by one relation, or all of them."""

    def values_of(self, key: K, found: Sequence[Entry]) -> Iterator[Ref]:  # noqa: ARG002  # as the others
        """The briefings."""
        return (Ref(Kind.BRIEFING, id_) for _, id_, _ in found)


class Pointing(Lists[Ref, tuple[str, Ref]]):
    """Records of entities that refer to a thing."""

    def values_of(self, key: Ref, found: Sequence[Entry]) -> Iterator[tuple[str, Ref]]:  # noqa: ARG002  # as the others
        """The records, with the key under which they refer to it."""
        for source, _, name in found:
            kind, _, id_ = source.partition(" ")
            yield name, Ref(Kind(kind), id_)


class Related(Lists[Ref, Any]):
    """Other briefings that concern the same; a list that is kept by itself, and read as a whole."""

    def _whole(self, key: Ref) -> Sequence[Entry]:
        self._shelf.note(RELATED, key.stem)
        data = self._shelf.store.get(RELATED, key.id)
        return unpack(data) if data else ()

    def values_of(self, key: Ref, found: Sequence[Entry]) -> Iterator[Any]:  # noqa: ARG002  # as the others
        """Other briefings, with what is shared."""
        yield from found
