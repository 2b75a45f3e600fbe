"""The index as pages read it, with the data in the store: each part records its reads, and reads on demand.

It implements `generator.index.contract`.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from generator.incremental import index_entries, stored_links
from generator.incremental.dependency_tracker import (
    ARTICLE,
    NOTICE,
    DependencyTracker,
    name_statement,
    parse_stem,
)
from generator.incremental.index_entries import WHOLE
from generator.index.contract import Lookup
from generator.index.model import STATEMENT_RELATIONS, ArticleText, Index, Statement, StatementKey, VoiceSort
from generator.model.kinds import Kind, Ref
from generator.model.site import Site

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def build_index(tracker: DependencyTracker, site: Site) -> Index:
    """Build the index of the data in the store."""
    statement_links: dict[str, stored_links.StatementLinks] = {}
    for relation in STATEMENT_RELATIONS:
        statement_links[relation] = stored_links.StatementLinks(tracker, relation, to_text=_get_stem)
    return Index(
        site=site,
        address=tracker.address,
        entities=_EntityMapping(tracker),
        labels=_LabelLookup(tracker),
        by_id=_IdLookup(tracker),
        cards=_CardMapping(tracker),
        newest=stored_links.BriefingLinks(tracker, index_entries.ALL, to_text=str).get_rows(WHOLE),
        briefings=_BriefingMapping(tracker),
        articles=_ArticleLookup(tracker),
        notices=_NoticeMapping(tracker),
        statements=_StatementLookup(tracker),
        newest_statements=stored_links.AllStatementLinks(tracker, index_entries.STATED, to_text=str).get_rows(WHOLE),
        voice_counts=_VoiceCounts(tracker),
        statements_by=statement_links["said"],
        statements_within=statement_links["said_within"],
        statements_about=statement_links["said_of"],
        accounts=statement_links["accounts"],
        contradictions=statement_links["contradicting"],
        statements_from=statement_links["sourced"],
        statements_bearing=statement_links["bearing"],
        statements_beside=stored_links.BesideLinks(tracker, index_entries.BESIDE, to_text=_get_stem),
        disputed_by=stored_links.DisputeLinks(tracker, index_entries.DISPUTED, to_text=name_statement),
        occurrences=stored_links.OccurrenceLinks(tracker, index_entries.OCCURRENCES, to_text=_get_stem),
        concerning=stored_links.BriefingLinks(tracker, index_entries.CONCERNING, to_text=_get_stem),
        digested_in=stored_links.BriefingLinks(tracker, index_entries.DIGESTED, to_text=_get_stem),
        referrers=stored_links.ReferrerLinks(tracker, index_entries.POINTING, to_text=_get_stem),
        named_with=_PairCounts(tracker, index_entries.TOGETHER, _get_actor),
        spoken_between=_PairCounts(tracker, index_entries.ABOUT, _get_actor),
        passages_with=_PairCounts(tracker, index_entries.PASSAGES, _get_actor),
        borne_with=_PairCounts(tracker, index_entries.BORNE_WITH, _get_record),
        tagged_with=_PairCounts(tracker, index_entries.TAGGED_WITH, _get_record),
        related=stored_links.RelatedLinks(tracker),
        changes=stored_links.ChangeLinks(tracker, index_entries.CHANGES, to_text=str).get_rows(WHOLE),
        changes_of=stored_links.ChangeLinks(tracker, index_entries.CHANGES_OF, to_text=_get_stem),
        last_changed=_LastChangedLookup(tracker),
        tracker=tracker.reads,
    )


def _get_stem(ref: Ref) -> str:
    return ref.stem


@lru_cache(None)
def _get_actor(id_: str) -> Ref:
    """Return the reference to an actor; a few thousand actors have millions of pairs."""
    return Ref(Kind.ACTOR, id_)


_get_record = lru_cache(None)(parse_stem)


class _TrackedLookup(Lookup[K, V]):
    """A lookup of the index: each call records the read of one key."""

    def __init__(self, tracker: DependencyTracker) -> None:
        self._tracker = tracker


class _LabelLookup(_TrackedLookup[Ref, str]):
    def __getitem__(self, ref: Ref) -> str:
        stem = ref.stem
        self._tracker.record_read("label", stem)
        return self._tracker.labels[stem]


class _IdLookup(_TrackedLookup[str, Ref]):
    def __getitem__(self, id_: str) -> Ref:
        self._tracker.record_read("id", id_)
        return Ref(self._tracker.kinds[id_], id_)


class _ArticleLookup(_TrackedLookup[Ref, ArticleText]):
    def __getitem__(self, ref: Ref) -> ArticleText:
        self._tracker.record_read(ARTICLE, ref.id)
        if ref.kind is not Kind.BRIEFING:
            raise KeyError(ref)
        return self._tracker.get_article(ref.id)


class _StatementLookup(_TrackedLookup[StatementKey, Statement]):
    def __getitem__(self, key: StatementKey) -> Statement:
        self._tracker.record_read("statement", name_statement(key))
        return self._tracker.get_statements(key.briefing.id)[key.id]


class _LastChangedLookup(_TrackedLookup[Ref | None, str]):
    def __getitem__(self, ref: Ref | None) -> str:
        key = ref.stem if ref else WHOLE
        self._tracker.record_read("number", f"{index_entries.CHANGED} {key}")
        return self._tracker.tallies.last_days[key]


class _TrackedMapping(Mapping[K, V]):
    """A mapping of the index: `__getitem__` records the read of one key, `__iter__` that of all keys."""

    def __init__(self, tracker: DependencyTracker) -> None:
        self._tracker = tracker

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _EntityMapping(_TrackedMapping[Ref, Any]):
    def __getitem__(self, ref: Ref) -> Any:
        stem = ref.stem
        self._tracker.record_read("entity", stem)
        if ref.kind is Kind.BRIEFING or stem not in self._tracker.labels:
            raise KeyError(ref)
        return self._tracker.get_entity(ref)

    def __iter__(self) -> Iterator[Ref]:
        self._tracker.record_read("entities")
        return (ref for ref in map(parse_stem, self._tracker.labels) if ref.kind is not Kind.BRIEFING)


class _CardMapping(_TrackedMapping[Ref, Any]):
    def __getitem__(self, ref: Ref) -> Any:
        self._tracker.record_read("card", ref.id)
        if ref.kind is not Kind.BRIEFING:
            raise KeyError(ref)
        return self._tracker.get_card(ref.id)

    def __iter__(self) -> Iterator[Ref]:
        self._tracker.record_read("briefings")
        return map(Ref.of_briefing, self._tracker.briefing_ids)

    def __len__(self) -> int:
        self._tracker.record_read("briefings")
        return len(self._tracker.briefing_ids)


class _BriefingMapping(_CardMapping):
    """The briefings with their texts, at the keys of their cards."""

    def __getitem__(self, ref: Ref) -> Any:
        self._tracker.record_read("briefing", ref.id)
        if ref.kind is not Kind.BRIEFING:
            raise KeyError(ref)
        return self._tracker.get_briefing(ref.id)


class _NoticeMapping(_TrackedMapping[Ref, Any]):
    def __getitem__(self, ref: Ref) -> Any:
        self._tracker.record_read(NOTICE, ref.id)
        if ref.kind is not Kind.BRIEFING:
            raise KeyError(ref)
        return self._tracker.get_notice(ref.id)

    def __iter__(self) -> Iterator[Ref]:
        self._tracker.record_read(index_entries.NOTICES, WHOLE)
        return map(Ref.of_briefing, self._tracker.notice_ids)


class _VoiceCounts(_TrackedMapping[VoiceSort, int]):
    def __getitem__(self, voice_sort: VoiceSort) -> int:
        self._tracker.record_read("number", f"{index_entries.VOICES} {int(voice_sort)}")
        return self._tracker.tallies.counts[str(int(voice_sort))][index_entries.VOICES]

    def __iter__(self) -> Iterator[VoiceSort]:
        self._tracker.record_read("numbers", index_entries.VOICES)
        return map(VoiceSort, map(int, self._tracker.list_counted(index_entries.VOICES)))


class _PairCounts(_TrackedMapping[Ref, Mapping[Ref, int]]):
    """The number of pairs of each record with each other record; `parse` returns the other one."""

    def __init__(self, tracker: DependencyTracker, relation: str, parse: Callable[[str], Ref]) -> None:
        super().__init__(tracker)
        self._relation = relation
        self._parse = parse

    def __getitem__(self, ref: Ref) -> Mapping[Ref, int]:
        stem = ref.stem
        self._tracker.record_read(self._relation, stem)
        entries = self._tracker.get_entries(self._relation, stem)
        if not entries:
            raise KeyError(ref)
        counts: Counter[str] = Counter()
        for neighbor, _, number in entries:
            counts[neighbor] += number
        return {self._parse(neighbor): number for neighbor, number in counts.items()}

    def __iter__(self) -> Iterator[Ref]:
        self._tracker.record_read("numbers", self._relation)
        return map(parse_stem, self._tracker.list_counted(self._relation))
