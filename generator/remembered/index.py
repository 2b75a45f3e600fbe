"""The index as pages see it, of what is in the store: each part notes what is asked for, and fetches it."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from generator.index.used import Index, Statement, StatementKey, VoiceSort
from generator.model.kinds import Kind, Ref
from generator.model.site import Site
from generator.remembered import entries, links
from generator.remembered.entries import STATEMENTS, WHOLE
from generator.remembered.shelf import RELATED, Shelf, name_of, ref_of

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def index_of(shelf: Shelf, site: Site) -> Index:
    """The index of what is in the store."""
    named = {name: links.Statements(shelf, name, str_of=_stem) for name in STATEMENTS}
    return Index(
        site=site,
        entities=_Entities(shelf),
        labels=_Labels(shelf),
        by_id=_Ids(shelf),
        cards=_Cards(shelf),
        newest=links.Briefings(shelf, entries.ALL, str_of=str).rows(WHOLE),
        briefings=_Briefings(shelf),
        statements=_Statements(shelf),
        voices=_Voices(shelf),
        said=named["said"],
        said_within=named["said_within"],
        said_of=named["said_of"],
        accounts=named["accounts"],
        sourced=named["sourced"],
        disputed_by=links.Disputing(shelf, entries.DISPUTED, str_of=name_of),
        occurrences=links.Occurrences(shelf, entries.OCCURRENCES, str_of=_stem),
        concerning=links.Briefings(shelf, entries.CONCERNING, str_of=_stem),
        digested_in=links.Briefings(shelf, entries.DIGESTED, str_of=_stem),
        pointing=links.Pointing(shelf, entries.POINTING, str_of=_stem),
        named_with=_Pairs(shelf, entries.TOGETHER),
        spoken_between=_Pairs(shelf, entries.ABOUT),
        related=links.Related(shelf, RELATED, str_of=_stem),
        changed=_Changed(shelf),
        reads=shelf.reads,
    )


def _stem(ref: Ref) -> str:
    return ref.stem


@lru_cache(None)
def _actor(id_: str) -> Ref:
    """An actor: of a few thousands there are millions of pairs."""
    return Ref(Kind.ACTOR, id_)


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
        for other, _, number in self._shelf.entries(self._relation, stem):
            counts[other] += number
        return {_actor(other): number for other, number in counts.items()}

    def __iter__(self) -> Iterator[Ref]:
        self._shelf.note("numbers", self._relation)
        return (ref_of(key) for key, tally in self._shelf.tallies.items() if self._relation in tally)
