"""A second implementation of the index, computed from all content at once: the expected result of every update.

It shares the model and the linking of a briefing with the program, and nothing of how the index is stored, updated or
read. Laws compare the two.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, TypeVar

from generator.analysis.analyzer import Analysis, analyze_all
from generator.build.clock import read_now
from generator.checks import find_diagnostics, publication
from generator.content.reader import Content, read_content
from generator.content.site_address import read_address
from generator.content.visibility import (
    Decision,
    Destinations,
    View,
    decide,
    find_visible_records,
    resolve_destination,
)
from generator.diagnostics.diagnostic import Diagnostic, has_errors, merge_causes, sort_diagnostics
from generator.index.briefing import KnownRecords, LinkedBriefing, link_briefing, list_reachable
from generator.index.changes import list_notice_changes
from generator.index.contract import InMemoryRows, LazyRows, Links, ListedLinks, Lookup
from generator.index.model import (
    STATEMENT_RELATIONS,
    Briefing,
    Card,
    Change,
    ChangeKind,
    Index,
    Notice,
    Occurrence,
    Related,
    Statement,
)
from generator.index.related import (
    JOINED_ACTOR_LIMIT,
    NEIGHBOR_LIMIT,
    list_features,
    list_spoken_pairs,
    rank_related,
)
from generator.infra.gc_pause import pause_gc
from generator.infra.mappings import index_by, map_values
from generator.model.dates import EdtfDate
from generator.model.entities import Entity
from generator.model.kinds import Kind, Ref
from generator.model.references import find_references
from generator.site.output.docs_links import find_outside_links

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
HasRef = TypeVar("HasRef", Card, Briefing, Notice)


def check_plainly(root: Path, *, now: dt.datetime | None = None) -> tuple[list[Diagnostic], Index | None]:
    """Check the content of `root` as `checking.check` does: all diagnostics, and the index if none is an error."""
    with pause_gc():
        content = read_content(root)
        visibility = decide_all(content, now or read_now())
        analyses = analyze_all(content)
        diagnostics = merge_causes(find_all_diagnostics(content, analyses, visibility))
        diagnostics = sort_diagnostics([*diagnostics, *find_outside_links(root / "docs")])
        if has_errors(diagnostics):
            return diagnostics, None
        return diagnostics, build(content, analyses, visibility, read_address(root))


def find_all_diagnostics(
    content: Content, analyses: Mapping[Ref, Analysis], visibility: "Visibility"
) -> list[Diagnostic]:
    """Check all rules, those that depend on the moment too."""
    diagnostics = find_diagnostics(content, analyses)
    for briefing in content.briefings.values():
        diagnostics += publication.check_briefing(briefing, visibility.now, visibility.destinations)
    return sort_diagnostics(diagnostics)


@dataclass(frozen=True, slots=True)
class Visibility:
    """The decisions on all briefings at one moment."""

    now: dt.datetime
    decisions: Mapping[Ref, Decision]
    destinations: Destinations


def decide_all(content: Content, now: dt.datetime) -> Visibility:
    """Decide the visibility of every briefing at a moment."""
    view = View(now)
    decisions: dict[Ref, Decision] = {}
    destinations: dict[Ref, Ref | None] = {}
    for ref, briefing in content.briefings.items():
        metadata = briefing.metadata.value
        decision = decide(metadata, view)
        destination = resolve_destination(ref, metadata, decision.state)
        decisions[ref] = decision
        if destination != ref:
            destinations[ref] = destination
    return Visibility(now, decisions, destinations)


class InMemoryLookup(Lookup[K, V]):
    """Values that are all in memory."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[K, V]) -> None:
        self._values = dict(values)

    def __getitem__(self, key: K) -> V:
        return self._values[key]


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


class _Published(NamedTuple):
    """The visible briefings, and the notices in place of others; both the newest first."""

    briefings: list[LinkedBriefing]
    notices: list[Notice]


def build(content: Content, analyses: Mapping[Ref, Analysis], visibility: Visibility, address: str) -> Index:
    """Return the index of content without errors; it has the visible records and no others."""
    published = _link_briefings(content, analyses, visibility)
    notices = published.notices
    briefings: list[Briefing] = []
    cards: list[Card] = []
    statements: list[Statement] = []
    occurrences: dict[Ref, list[Occurrence]] = defaultdict(list)
    for linked in published.briefings:
        briefings.append(linked.briefing)
        cards.append(linked.briefing.card)
        statements += linked.briefing.statements
        for ref, occurrence in linked.occurrences:
            occurrences[ref].append(occurrence)
    entities = _select_visible(content, cards)
    labels = map_values(attrgetter("label"), entities) | {card.ref: card.title for card in cards}
    links = map_values(partial(_group_by_keys, statements), STATEMENT_RELATIONS)
    changes = list_shown_changes(published)
    return Index(
        site=content.site.value,
        address=address,
        entities=entities,
        labels=InMemoryLookup(labels),
        by_id=InMemoryLookup(_map_ids(entities)),
        cards=_map_refs(cards),
        newest=InMemoryRows(_get_refs(cards)),
        briefings=_map_refs(briefings),
        articles=InMemoryLookup({linked.briefing.ref: linked.article for linked in published.briefings}),
        notices=_map_refs(notices),
        statements=InMemoryLookup(index_by(attrgetter("key"), statements)),
        newest_statements=InMemoryRows(statements),
        voice_counts=dict(sorted(Counter(map(attrgetter("voice_sort"), statements)).items())),
        statements_by=InMemoryListedLinks(links["said"]),
        statements_within=InMemoryListedLinks(links["said_within"]),
        statements_about=InMemoryListedLinks(links["said_of"]),
        accounts=InMemoryListedLinks(links["accounts"]),
        contradictions=InMemoryListedLinks(links["contradicting"]),
        statements_from=InMemoryListedLinks(links["sourced"]),
        statements_bearing=InMemoryListedLinks(links["bearing"]),
        statements_beside=InMemoryListedLinks(_group_by_keys(statements, partial(_list_unborne_tags, cards))),
        disputed_by=InMemoryLinks(_group_by_keys(statements, lambda statement: statement.disputes)),
        occurrences=InMemoryListedLinks(occurrences),
        concerning=_link_briefings_by(cards, lambda card: card.concerns),
        digested_in=_link_briefings_by(cards, lambda card: card.originals),
        referrers=InMemoryLinks(_group_referrers(entities)),
        named_with=InMemoryPairCounts(count_named_together(cards)),
        spoken_between=InMemoryPairCounts(count_spoken_between(statements)),
        passages_with=InMemoryPairCounts(count_passages(published.briefings)),
        borne_with=InMemoryPairCounts(count_borne(statements)),
        tagged_with=InMemoryPairCounts(count_tagged(cards)),
        related=InMemoryLinks(find_related_briefings(cards)),
        changes=InMemoryRows(changes),
        changes_of=InMemoryListedLinks(_group_by_keys(changes, lambda change: change.concerns)),
        last_changed=InMemoryLookup(_find_last_changes(briefings, notices)),
    )


def _link_briefings(content: Content, analyses: Mapping[Ref, Analysis], visibility: Visibility) -> _Published:
    theme_ids = {ref.stem: record.value.theme_ids for ref, record in content.entities.items()}
    known = KnownRecords(_map_ids(content.entities), theme_ids)
    language = content.site.value.language
    published = _Published([], [])
    for ref, source in content.briefings.items():
        linked = link_briefing(source, analyses[ref], known, language, visibility.decisions[ref])
        if isinstance(linked, LinkedBriefing):
            published.briefings.append(linked)
        elif linked:
            published.notices.append(linked)
    published.briefings.sort(key=lambda linked: linked.briefing.card.order)
    published.notices.sort(key=lambda notice: notice.order)
    return published


def list_shown_changes(published: _Published) -> list[Change]:
    """Return all changes, the newest first, without the accounts of the briefing that answers a question first."""
    answered: set[Ref | None] = set()
    changes: list[Change] = []
    for linked in reversed(published.briefings):
        changes += [
            change for change in linked.changes if change.kind != ChangeKind.ACCOUNTS or change.question in answered
        ]
        answered.update(change.question for change in linked.changes)
    for notice in published.notices:
        changes += list_notice_changes(notice)
    return sorted(changes, key=attrgetter("order"))


def _map_ids(refs: Iterable[Ref]) -> dict[str, Ref]:
    return index_by(attrgetter("id"), refs)


def _map_refs(values: Iterable[HasRef]) -> dict[Ref, HasRef]:
    return index_by(attrgetter("ref"), values)


def _select_visible(content: Content, cards: Iterable[Card]) -> dict[Ref, Entity]:
    """Return the records that are listed, or that a visible briefing or record refers to."""
    by_id = _map_ids(content.entities)
    roots = [ref for ref, record in content.entities.items() if record.value.listed]
    for card in cards:
        roots += list_reachable(card)

    def list_referred(ref: Ref) -> list[Ref]:
        return [by_id[reference.id] for reference in find_references(content.entities[ref].value)]

    return {ref: content.entities[ref].value for ref in sorted(find_visible_records(roots, list_referred))}


def _group_by_keys(values: Iterable[V], list_keys: Callable[[V], Iterable[K]]) -> dict[K, list[V]]:
    """Group values by each of their keys, in their order."""
    groups: dict[K, list[V]] = defaultdict(list)
    for value in values:
        for key in list_keys(value):
            groups[key].append(value)
    return groups


def _link_briefings_by(cards: Iterable[Card], list_refs: Callable[[Card], Iterable[Ref]]) -> InMemoryListedLinks[Ref]:
    """Return the briefings of each record that their cards lead to, in their order."""
    return InMemoryListedLinks(map_values(_get_refs, _group_by_keys(cards, list_refs)))


def _get_refs(cards: Iterable[Card]) -> list[Ref]:
    return [card.ref for card in cards]


def _find_last_changes(briefings: Iterable[Briefing], notices: Iterable[Notice]) -> dict[Ref | None, str]:
    """Return the day on which each page last changed: the newest day of the briefings that it shows.

    The dates are the desk's own, never those of files or of the build, so that the same content gives the same dates
    everywhere.
    """
    changes: list[tuple[EdtfDate, tuple[Ref | None, ...]]] = [(notice.changed, (None,)) for notice in notices]
    changes += [(briefing.card.changed, (None, *briefing.shown_on)) for briefing in briefings]
    changes.sort(key=lambda change: change[0].sort_key)
    days: dict[Ref | None, str] = {}
    for date, refs in changes:  # newer days replace older ones
        days |= dict.fromkeys(refs, date.last_iso)
    return days


def _group_referrers(entities: Mapping[Ref, Entity]) -> dict[Ref, list[tuple[str, Ref]]]:
    """Return for each record the visible records that refer to it, with the key of each reference."""
    by_id = _map_ids(entities)
    referrers: dict[Ref, list[tuple[str, Ref]]] = defaultdict(list)
    for ref, entity in entities.items():
        for reference in find_references(entity):
            referrers[by_id[reference.id]].append((reference.key, ref))
    return referrers


def count_named_together(cards: Sequence[Card]) -> dict[Ref, Counter[Ref]]:
    """Return for each actor how many briefings concern it together with each other actor."""
    counts: dict[Ref, Counter[Ref]] = defaultdict(Counter)
    for card in cards:
        actors = card.select_kind(Kind.ACTOR)[:JOINED_ACTOR_LIMIT]
        for actor in actors:
            counts[actor].update(actors)
    for actor, actor_counts in counts.items():
        del actor_counts[actor]
    return dict(counts)


def count_spoken_between(statements: Iterable[Statement]) -> dict[Ref, Counter[Ref]]:
    """Return for each actor how many statements it makes about each other actor, or that actor about it."""
    counts: dict[Ref, Counter[Ref]] = defaultdict(Counter)
    for statement in statements:
        for low, high in list_spoken_pairs(statement):
            counts[low][high] += 1
            counts[high][low] += 1
    return dict(counts)


def count_passages(briefings: Iterable[LinkedBriefing]) -> dict[Ref, Counter[Ref]]:
    """Return for each actor how many passages name it together with each other actor."""
    counts: dict[Ref, Counter[Ref]] = defaultdict(Counter)
    for linked in briefings:
        joined = linked.briefing.card.select_kind(Kind.ACTOR)[:JOINED_ACTOR_LIMIT]
        passages: dict[str, set[Ref]] = defaultdict(set)
        for ref, occurrence in linked.occurrences:
            passages[occurrence.anchor].add(ref)
        for anchor, refs in passages.items():
            if re.fullmatch(r"p\d+", anchor):
                for actor in refs.intersection(joined):
                    counts[actor].update(refs.intersection(joined) - {actor})
    return counts


def count_borne(statements: Iterable[Statement]) -> dict[Ref, Counter[Ref]]:
    """Return for each theme how many statements that bear it have to do with each actor and question.

    Return for each actor the same number by theme.
    """
    counts: dict[Ref, Counter[Ref]] = defaultdict(Counter)
    for statement in statements:
        involved = {*statement.speakers, *statement.affiliations, *statement.about, *statement.answered}
        for theme in statement.themes:
            count_with_theme(counts, theme, involved)
    return counts


def count_tagged(cards: Iterable[Card]) -> dict[Ref, Counter[Ref]]:
    """Return for each theme how many briefings with its tag concern each actor and question, and so for each actor."""
    counts: dict[Ref, Counter[Ref]] = defaultdict(Counter)
    for card in cards:
        for tag in card.tags:
            count_with_theme(counts, Ref(Kind.THEME, tag), card.concerns)
    return counts


def count_with_theme(counts: dict[Ref, Counter[Ref]], theme: Ref, refs: Iterable[Ref]) -> None:
    for ref in refs:
        if ref.kind in {Kind.ACTOR, Kind.QUESTION}:
            counts[theme][ref] += 1
        if ref.kind is Kind.ACTOR:
            counts[ref][theme] += 1


def _list_unborne_tags(cards: Iterable[Card], statement: Statement) -> list[Ref]:
    """Return the tags of the briefing of a statement that the statement does not bear."""
    (card,) = (card for card in cards if card.ref == statement.key.briefing)
    return [Ref(Kind.THEME, tag) for tag in card.tags if Ref(Kind.THEME, tag) not in statement.themes]


def find_related_briefings(cards: Sequence[Card]) -> dict[Ref, list[Related]]:
    """Return for each briefing those that share most with it; a feature that few briefings share counts for more."""
    holders: dict[Ref, list[Ref]] = defaultdict(list)
    for card in cards:
        for feature in list_features(card):
            holders[feature].append(card.ref)
    shared: dict[Ref, dict[Ref, list[Ref]]] = defaultdict(lambda: defaultdict(list))
    for feature, briefings in holders.items():
        for position, briefing in enumerate(briefings):
            for neighbor in _take_neighbors(briefings, position):
                shared[briefing][neighbor].append(feature)
    holder_counts = map_values(len, holders)
    return {briefing: rank_related(candidates, holder_counts) for briefing, candidates in shared.items()}


def _take_neighbors(briefings: Sequence[Ref], position: int) -> Sequence[Ref]:
    newer = briefings[max(0, position - NEIGHBOR_LIMIT) : position]
    older = briefings[position + 1 : position + 1 + NEIGHBOR_LIMIT]
    return [*newer, *older]
