"""The links of the index, read from the store: the references to a record, by the entries of one relation.

A list is read either as a whole, which is recorded as one read, or by the row. Then the reads are blocks of rows,
counted from the end of the list. New briefings are added at the beginning, so that the blocks below do not change.
"""

from abc import abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, islice
from typing import TypeVar

from generator.incremental.dependency_tracker import (
    RELATED,
    RELATED_CODEC,
    SENTENCES,
    DependencyTracker,
    name_statement,
    parse_stem,
)
from generator.incremental.index_entries import Entry
from generator.index.contract import LazyRows, Links, ListedLinks
from generator.index.model import STATEMENT_RELATIONS, Change, Occurrence, Related, Statement, StatementKey
from generator.model.kinds import Kind, Ref

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

BLOCKS = "blocks"
"""The space under which reads of blocks are recorded."""
_BLOCK_SIZE = 50
"""The number of rows in a block."""


def list_blocks(relation: str, key: str, start: int, stop: int) -> Iterator[str]:
    """Yield the names of the blocks of a list that contain the positions `start` to `stop` from its end."""
    for number in range(start // _BLOCK_SIZE, -(-stop // _BLOCK_SIZE)):
        yield f"{relation} {key} {number}"


class _StoredRows(LazyRows[V]):
    """The rows at one key, which are read from the store when they are needed."""

    def __init__(self, links: "StoredListedLinks[K, V]", key: K) -> None:
        self._links = links
        self._key = key

    @cached_property
    def _ends(self) -> Sequence[int]:
        """The number of rows up to the end of each entry."""
        return list(accumulate(number for _, _, number in self._links.get_entries(self._key)))

    @property
    def _total(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __len__(self) -> int:
        return self._links.count(self._key)

    def __iter__(self) -> Iterator[V]:
        return iter(self._links.get(self._key, ()))

    def has_position(self, position: int) -> bool:
        self._links.record_rows(self._key, position, position + 1)
        return position < self._total

    def take_from_end(self, start: int, stop: int) -> Sequence[V]:
        self._links.record_rows(self._key, start, stop)
        first_row = max(0, self._total - stop)
        end_row = max(first_row, self._total - start)
        first_entry, last_entry = bisect_right(self._ends, first_row), bisect_left(self._ends, end_row)
        entries = self._links.get_entries(self._key)[first_entry : last_entry + 1]
        rows_before = self._ends[first_entry - 1] if first_entry else 0
        rows = self._links.resolve(self._key, entries)
        return list(islice(rows, first_row - rows_before, end_row - rows_before))


class StoredLinks(Links[K, V]):
    """Links that consist of the entries of one relation; a subclass resolves them to values."""

    def __init__(self, tracker: DependencyTracker, relation: str, *, to_text: Callable[[K], str]) -> None:
        self._tracker = tracker
        self._relation = relation
        self._to_text = to_text

    @abstractmethod
    def resolve(self, key: K, entries: Sequence[Entry]) -> Iterator[V]:
        """Yield the values of entries at a key, in their order."""

    def get_entries(self, key: K) -> Sequence[Entry]:
        """Return the entries at a key, without recording the read."""
        return self._tracker.get_entries(self._relation, self._to_text(key))

    def __getitem__(self, key: K) -> Sequence[V]:
        entries = self.read_all(key)
        if not entries:
            raise KeyError(key)
        return list(self.resolve(key, entries))

    def read_all(self, key: K) -> Sequence[Entry]:
        """Return the entries at a key, and record the read of all of them."""
        self._tracker.record_read(self._relation, self._to_text(key))
        return self.get_entries(key)


class StoredListedLinks(StoredLinks[K, V], ListedLinks[K, V]):
    """Links of a relation in `LISTED`: the store has their numbers, and they can be read by the row."""

    def record_rows(self, key: K, start: int, stop: int) -> None:
        """Record that the rows at the positions `start` to `stop` from the end were read."""
        for block in list_blocks(self._relation, self._to_text(key), start, stop):
            self._tracker.record_read(BLOCKS, block)

    def get_rows(self, key: K) -> LazyRows[V]:
        """See `ListedLinks`."""
        return _StoredRows(self, key)

    def take_first(self, key: K, limit: int) -> Sequence[V]:
        """See `ListedLinks`."""
        return list(islice(self.resolve(key, self.read_all(key)), limit))

    def count(self, key: K) -> int:
        """See `ListedLinks`."""
        name = self._to_text(key)
        self._tracker.record_read("number", f"{self._relation} {name}")
        return self._tracker.tallies.counts.get(name, {}).get(self._relation, 0)

    def count_all(self) -> Mapping[K, int]:
        """See `ListedLinks`."""
        self._tracker.record_read("numbers", self._relation)
        counts: dict[K, int] = {}
        for name in self._tracker.list_counted(self._relation):
            counts[self._parse_key(name)] = self._tracker.tallies.counts[name][self._relation]
        return counts

    def _parse_key(self, name: str) -> K:
        return parse_stem(name)  # type: ignore[return-value]  # all relations with counts have records as keys


class StatementLinks(StoredListedLinks[Ref, Statement]):
    """Statements that are linked to a record by one of `STATEMENT_RELATIONS`."""

    def resolve(self, key: Ref, entries: Sequence[Entry]) -> Iterator[Statement]:
        """Yield the statements of each briefing that are linked to a record, in the order of the text."""
        get_refs = STATEMENT_RELATIONS[self._relation]
        for _, id_, _ in entries:
            for statement in self._tracker.get_statements(id_).values():
                for ref in get_refs(statement):
                    if ref == key:
                        self._tracker.record_read("statement", name_statement(statement.key))
                        yield statement


class AllStatementLinks(StoredListedLinks[str, Statement]):
    """All statements, those of the newest briefing first."""

    def resolve(self, key: str, entries: Sequence[Entry]) -> Iterator[Statement]:  # noqa: ARG002  # the signature of all links
        """Yield the statements of each briefing, in the order of the text."""
        for _, id_, _ in entries:
            for statement in self._tracker.get_statements(id_).values():
                self._tracker.record_read("statement", name_statement(statement.key))
                yield statement


class BesideLinks(StoredListedLinks[Ref, Statement]):
    """Statements of the briefings with a tag that do not bear the theme."""

    def resolve(self, key: Ref, entries: Sequence[Entry]) -> Iterator[Statement]:
        """Yield these statements of each briefing, in the order of the text."""
        for _, id_, _ in entries:
            for statement in self._tracker.get_statements(id_).values():
                if key not in statement.themes:
                    self._tracker.record_read("statement", name_statement(statement.key))
                    yield statement


class DisputeLinks(StoredLinks[StatementKey, Statement]):
    """Statements that dispute another statement."""

    def resolve(self, key: StatementKey, entries: Sequence[Entry]) -> Iterator[Statement]:
        """Yield the statements that dispute one."""
        for _, id_, _ in entries:
            for statement in self._tracker.get_statements(id_).values():
                for disputed in statement.disputes:
                    if disputed == key:
                        self._tracker.record_read("statement", name_statement(statement.key))
                        yield statement


class OccurrenceLinks(StoredListedLinks[Ref, Occurrence]):
    """Sentences that name a record."""

    def resolve(self, key: Ref, entries: Sequence[Entry]) -> Iterator[Occurrence]:
        """Yield the sentences of each briefing that name a record."""
        for _, id_, _ in entries:
            self._tracker.record_read(SENTENCES, f"{id_} {key.stem}")
            briefing = Ref(Kind.BRIEFING, id_)
            for sentence in self._tracker.get_sentences(id_)[key]:
                yield Occurrence(briefing, *sentence)


class BriefingLinks(StoredListedLinks[K, Ref]):
    """Briefings that are linked to a record by one relation, or all briefings."""

    def resolve(self, key: K, entries: Sequence[Entry]) -> Iterator[Ref]:  # noqa: ARG002  # the signature of all links
        """Yield the briefings."""
        return (Ref(Kind.BRIEFING, id_) for _, id_, _ in entries)


class ChangeLinks(StoredListedLinks[K, Change]):
    """Changes that concern an entity, or all changes."""

    def resolve(self, key: K, entries: Sequence[Entry]) -> Iterator[Change]:  # noqa: ARG002  # as above
        """Yield the changes; the owner of an entry is the name of a change."""
        for _, name, _ in entries:
            self._tracker.record_read("change", name)
            id_, _, slug = name.partition("#")
            yield self._tracker.get_changes(id_)[slug]


class ReferrerLinks(StoredLinks[Ref, tuple[str, Ref]]):
    """Records of entities that refer to a record."""

    def resolve(self, key: Ref, entries: Sequence[Entry]) -> Iterator[tuple[str, Ref]]:  # noqa: ARG002  # as above
        """Yield the records, with the key under which each refers to this one."""
        for source, _, field in entries:
            kind, _, id_ = source.partition(" ")
            yield field, Ref(Kind(kind), id_)


class RelatedLinks(Links[Ref, Related]):
    """Related briefings, which have a space of their own."""

    def __init__(self, tracker: DependencyTracker) -> None:
        self._tracker = tracker

    def __getitem__(self, key: Ref) -> Sequence[Related]:
        self._tracker.record_read(RELATED, key.stem)
        data = self._tracker.store.get(RELATED, key.id) if key.kind is Kind.BRIEFING else None
        if data is None:
            raise KeyError(key)
        return RELATED_CODEC.decode(data)
