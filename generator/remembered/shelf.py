"""The index as pages see it, fetched from the store as it is asked for; and what was asked for is noted.

Each part is a mapping that notes the key, as a mark, and fetches the value. What is the same for many pages (labels,
counts) is fetched once. A page whose marks are those of nothing that changed is what it was.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any, TypeVar

from generator.index.reads import Reads, mark
from generator.index.used import Index, Links, Occurrence, Statement, StatementKey, VoiceSort
from generator.model.kinds import FOLDERS, Kind, Ref
from generator.model.site import Site
from generator.packing import unpack, unpack_plain
from generator.remembered import entries
from generator.remembered.entries import STATEMENTS, WHOLE, Entry
from generator.store import Store

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

LABELS, TALLIES, ORDER, IDS = "labels", "tallies", "order", "ids"
"""Keys of what is fetched as a whole, in the space `GENERAL`."""
GENERAL = "general"
CARD, BRIEFING, SAID, SENTENCES, RELATED = "card", "briefing", "statements", "sentences", "related"
ENTITY = "entity"
LISTS = "lists"

_RECENT = 4096
"""Values of one kind that are kept at hand."""


def ref_of(stem: str) -> Ref:
    """The thing whose stem this is."""
    folder, _, id_ = stem.partition("/")
    return Ref(FOLDERS[folder], id_)


@lru_cache(None)
def _actor(id_: str) -> Ref:
    """An actor: of a few thousands there are millions of pairs."""
    return Ref(Kind.ACTOR, id_)


def key_of(name: str) -> StatementKey:
    """The statement that stands at `briefings/x#c01`."""
    stem, _, id_ = name.partition("#")
    return StatementKey(ref_of(stem), id_)


def name_of(key: StatementKey) -> str:
    """Where a statement stands, as `key_of` reads it."""
    return f"{key.briefing.stem}#{key.id}"


class Shelf:
    """What the parts of the index share: the store, what is noted, and what is kept at hand."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.reads = Reads()
        self.briefing = lru_cache(64)(self._pickled(BRIEFING))
        self.card = lru_cache(None)(self._pickled(CARD))
        self.statements = lru_cache(_RECENT)(self._pickled(SAID))
        self.sentences = lru_cache(_RECENT // 4)(self._pickled(SENTENCES))
        self.entity = lru_cache(None)(self._pickled(ENTITY))
        self.lists = lru_cache(_RECENT)(self._lists)

    def _pickled(self, space: str) -> Callable[[str], Any]:
        def fetched(key: str) -> Any:
            data = self.store.get(space, key)
            if data is None:
                raise KeyError(key)
            return unpack(data)

        return fetched

    def _lists(self, key: str) -> Mapping[str, Sequence[Entry]]:
        data = self.store.get(LISTS, key)
        found: Mapping[str, Sequence[Entry]] = unpack_plain(data)
        return found

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each thing is called, by stem, in the order of stems."""
        labels: dict[str, str] = self._whole(LABELS)
        return labels

    @cached_property
    def tallies(self) -> dict[str, dict[str, Any]]:
        """How many of each relation lead to each key; of `CHANGED`, the day."""
        tallies: dict[str, dict[str, Any]] = self._whole(TALLIES)
        return tallies

    @cached_property
    def order(self) -> Sequence[str]:
        """The ids of all briefings, the newest first."""
        return [id_ for _, id_, _ in self.lists(WHOLE).get(entries.ALL, ())]

    @cached_property
    def ids(self) -> dict[str, str]:
        """The kind that each id of an entity is of."""
        ids: dict[str, str] = self._whole(IDS)
        return ids

    def _whole(self, key: str) -> Any:
        return unpack_plain(self.store.get(GENERAL, key))

    def note(self, space: str, key: object = "") -> None:
        """Notes that it was read."""
        self.reads.noted.add(mark(space, key))


def index_of(shelf: Shelf, site: Site) -> Index:
    """The index of what is in the store."""
    named = {name: _StatementLinks(shelf, name, str_of=_stem) for name in STATEMENTS}
    return Index(
        site=site,
        entities=_Entities(shelf),
        labels=_Labels(shelf),
        by_id=_Ids(shelf),
        cards=_Cards(shelf),
        briefings=_Briefings(shelf),
        statements=_Statements(shelf),
        voices=_Voices(shelf),
        said=named["said"],
        said_within=named["said_within"],
        said_of=named["said_of"],
        accounts=named["accounts"],
        sourced=named["sourced"],
        disputed_by=_Disputing(shelf, entries.DISPUTED, str_of=name_of),
        occurrences=_Occurrences(shelf, entries.OCCURRENCES, str_of=_stem),
        concerning=_BriefingLinks(shelf, entries.CONCERNING, str_of=_stem),
        digested_in=_BriefingLinks(shelf, entries.DIGESTED, str_of=_stem),
        pointing=_Pointing(shelf, entries.POINTING, str_of=_stem),
        named_with=_Pairs(shelf, entries.TOGETHER),
        spoken_between=_Pairs(shelf, entries.ABOUT),
        related=_Related(shelf, RELATED, str_of=_stem),
        changed=_Changed(shelf),
        reads=shelf.reads,
    )


def _stem(ref: Ref) -> str:
    return ref.stem


class _Part(Mapping[K, V]):
    """A part of the index: `__getitem__` notes and fetches; to go through all of it notes that."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def __iter__(self) -> Iterator[K]:
        raise NotImplementedError

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Labels(_Part[Ref, str]):
    def __getitem__(self, ref: Ref) -> str:
        stem = ref.stem
        self._shelf.note("label", stem)
        return self._shelf.labels[stem]

    def __contains__(self, ref: object) -> bool:
        return isinstance(ref, Ref) and self.get(ref) is not None


class _Ids(_Part[str, Ref]):
    def __getitem__(self, id_: str) -> Ref:
        self._shelf.note("id", id_)
        return Ref(Kind(self._shelf.ids[id_]), id_)


class _Entities(_Part[Ref, Any]):
    def __getitem__(self, ref: Ref) -> Any:
        stem = ref.stem
        self._shelf.note("entity", stem)
        record, _ = self._shelf.entity(stem)
        return record.value

    def __iter__(self) -> Iterator[Ref]:
        self._shelf.note("entities")
        return (ref for ref in map(ref_of, self._shelf.labels) if ref.kind is not Kind.BRIEFING)


class _Cards(_Part[Ref, Any]):
    def __getitem__(self, ref: Ref) -> Any:
        self._shelf.note("card", ref.id)
        return self._shelf.card(ref.id)

    def __iter__(self) -> Iterator[Ref]:
        self._shelf.note("briefings")
        return (Ref(Kind.BRIEFING, id_) for id_ in self._shelf.order)

    def __len__(self) -> int:
        self._shelf.note("briefings")
        return len(self._shelf.order)


class _Briefings(_Part[Ref, Any]):
    def __getitem__(self, ref: Ref) -> Any:
        self._shelf.note("briefing", ref.id)
        return self._shelf.briefing(ref.id)


class _Statements(_Part[StatementKey, Statement]):
    def __getitem__(self, key: StatementKey) -> Statement:
        self._shelf.note("statement", name_of(key))
        found: Statement = self._shelf.statements(key.briefing.id)[key.id]
        return found


class _Voices(_Part[VoiceSort, int]):
    def __getitem__(self, sort: VoiceSort) -> int:
        self._shelf.note("number", f"{entries.VOICES} {int(sort)}")
        number: int = self._shelf.tallies[str(int(sort))][entries.VOICES]
        return number

    def __iter__(self) -> Iterator[VoiceSort]:
        self._shelf.note("numbers", entries.VOICES)
        return (sort for sort in VoiceSort if str(int(sort)) in self._shelf.tallies)


class _Changed(_Part[Ref | None, str]):
    def __getitem__(self, ref: Ref | None) -> str:
        key = ref.stem if ref else WHOLE
        self._shelf.note("number", f"{entries.CHANGED} {key}")
        day: str = self._shelf.tallies[key][entries.CHANGED]
        return day


class _Pairs(_Part[Ref, Mapping[Ref, int]]):
    """For each actor, the others with how often."""

    def __init__(self, shelf: Shelf, relation: str) -> None:
        super().__init__(shelf)
        self._relation = relation

    def __getitem__(self, ref: Ref) -> Mapping[Ref, int]:
        stem = ref.stem
        self._shelf.note(self._relation, stem)
        counts: Counter[str] = Counter()
        for other, _, number in self._shelf.lists(stem)[self._relation]:
            counts[other] += number
        return {_actor(other): number for other, number in counts.items()}

    def __iter__(self) -> Iterator[Ref]:
        self._shelf.note("numbers", self._relation)
        return (ref_of(key) for key, tally in self._shelf.tallies.items() if self._relation in tally)


class _Lists(Links[K, V]):
    """Links that are made of the entries of one relation."""

    def __init__(self, shelf: Shelf, relation: str, *, str_of: Callable[[K], str]) -> None:
        self._shelf = shelf
        self._relation = relation
        self._str_of = str_of

    def values_of(self, key: K, found: Sequence[Entry]) -> Iterator[V]:
        """What the entries at a key stand for, in their order."""
        raise NotImplementedError

    def __getitem__(self, key: K) -> Sequence[V]:
        found = self._entries(key)
        if not found:
            raise KeyError(key)
        return list(self.values_of(key, found))

    def __iter__(self) -> Iterator[K]:
        raise NotImplementedError

    def __len__(self) -> int:
        return len(self.numbers())

    def _entries(self, key: K) -> Sequence[Entry]:
        name = self._str_of(key)
        self._shelf.note(self._relation, name)
        return self._shelf.lists(name).get(self._relation, ())

    def first(self, key: K, most: int) -> Sequence[V]:
        """The first of what leads there."""
        return list(islice(self.values_of(key, self._entries(key)), most))

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


class _StatementLinks(_Lists[Ref, Statement]):
    def values_of(self, key: Ref, found: Sequence[Entry]) -> Iterator[Statement]:
        """The statements of each briefing that lead there, in the order of its text."""
        refs = STATEMENTS[self._relation]
        for _, id_, _ in found:
            for statement in self._shelf.statements(id_).values():
                for ref in refs(statement):
                    if ref == key:
                        self._shelf.note("statement", name_of(statement.key))
                        yield statement


class _Disputing(_Lists[StatementKey, Statement]):
    def values_of(self, key: StatementKey, found: Sequence[Entry]) -> Iterator[Statement]:
        """The statements that dispute one."""
        for _, id_, _ in found:
            for statement in self._shelf.statements(id_).values():
                for disputed in statement.disputes:
                    if disputed == key:
                        self._shelf.note("statement", name_of(statement.key))
                        yield statement


class _Occurrences(_Lists[Ref, Occurrence]):
    def values_of(self, key: Ref, found: Sequence[Entry]) -> Iterator[Occurrence]:
        """The sentences of each briefing that name it."""
        for _, id_, _ in found:
            self._shelf.note(SENTENCES, f"{id_} {key.stem}")
            yield from self._shelf.sentences(id_)[key]


class _BriefingLinks(_Lists[Ref, Ref]):
    def values_of(self, key: Ref, found: Sequence[Entry]) -> Iterator[Ref]:  # noqa: ARG002  # as the others
        """The briefings."""
        return (Ref(Kind.BRIEFING, id_) for _, id_, _ in found)


class _Pointing(_Lists[Ref, tuple[str, Ref]]):
    def values_of(self, key: Ref, found: Sequence[Entry]) -> Iterator[tuple[str, Ref]]:  # noqa: ARG002  # as the others
        """The records, with the key under which they refer to it."""
        for source, _, name in found:
            kind, _, id_ = source.partition(" ")
            yield name, Ref(Kind(kind), id_)


class _Related(_Lists[Ref, Any]):
    def _entries(self, key: Ref) -> Sequence[Entry]:
        self._shelf.note(RELATED, key.stem)
        data = self._shelf.store.get(RELATED, key.id)
        return unpack(data) if data else ()

    def values_of(self, key: Ref, found: Sequence[Entry]) -> Iterator[Any]:  # noqa: ARG002  # as the others
        """Other briefings, with what is shared."""
        yield from found
