"""The third stage: the index, in which every reference is found from both of its ends.

`build` links records as written to the model as used (generator.index.model), and groups the results by the entities
that they lead to. The result does not depend on the order of files. Pages are written elsewhere.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from operator import attrgetter
from typing import NamedTuple, TypeVar

from generator.analysis.analyzer import Analysis
from generator.content.reader import Content
from generator.content.visibility import Visibility, find_visible_records
from generator.index.briefing import LinkedBriefing, link_briefing, list_reachable
from generator.index.in_memory import (
    InMemoryLinks,
    InMemoryListedLinks,
    InMemoryLookup,
    InMemoryPairCounts,
    InMemoryRows,
)
from generator.index.model import (
    STATEMENT_RELATIONS,
    Briefing,
    Card,
    Index,
    Notice,
    Occurrence,
    Statement,
)
from generator.index.related import count_named_together, count_spoken_between, find_related_briefings
from generator.infra.mappings import index_by, map_values
from generator.model.dates import EdtfDate
from generator.model.entities import Entity
from generator.model.kinds import Ref
from generator.model.references import find_references

K = TypeVar("K")
V = TypeVar("V")
HasRef = TypeVar("HasRef", Card, Briefing, Notice)


class _Published(NamedTuple):
    """The visible briefings, and the notices in place of others; both the newest first."""

    briefings: list[LinkedBriefing]
    notices: list[Notice]


def build(content: Content, analyses: Mapping[Ref, Analysis], visibility: Visibility) -> Index:
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
    return Index(
        site=content.site.value,
        entities=entities,
        labels=InMemoryLookup(labels),
        by_id=InMemoryLookup(_map_ids(entities)),
        cards=_map_refs(cards),
        newest=InMemoryRows(_get_refs(cards)),
        briefings=_map_refs(briefings),
        articles=InMemoryLookup({linked.briefing.ref: linked.article for linked in published.briefings}),
        notices=_map_refs(notices),
        statements=InMemoryLookup(index_by(attrgetter("key"), statements)),
        voice_counts=dict(sorted(Counter(map(attrgetter("voice_sort"), statements)).items())),
        statements_by=InMemoryListedLinks(links["said"]),
        statements_within=InMemoryListedLinks(links["said_within"]),
        statements_about=InMemoryListedLinks(links["said_of"]),
        accounts=InMemoryListedLinks(links["accounts"]),
        statements_from=InMemoryListedLinks(links["sourced"]),
        disputed_by=InMemoryLinks(_group_by_keys(statements, lambda statement: statement.disputes)),
        occurrences=InMemoryListedLinks(occurrences),
        concerning=_link_briefings_by(cards, lambda card: card.concerns),
        digested_in=_link_briefings_by(cards, lambda card: card.originals),
        referrers=InMemoryLinks(_group_referrers(entities)),
        named_with=InMemoryPairCounts(count_named_together(cards)),
        spoken_between=InMemoryPairCounts(count_spoken_between(statements)),
        related=InMemoryLinks(find_related_briefings(cards)),
        last_changed=InMemoryLookup(_find_last_changes(cards, notices)),
    )


def _link_briefings(content: Content, analyses: Mapping[Ref, Analysis], visibility: Visibility) -> _Published:
    by_id = _map_ids(content.entities)
    language = content.site.value.language
    published = _Published([], [])
    for ref, source in content.briefings.items():
        linked = link_briefing(source, analyses[ref], by_id, language, visibility.decisions[ref])
        if isinstance(linked, LinkedBriefing):
            published.briefings.append(linked)
        elif linked:
            published.notices.append(linked)
    published.briefings.sort(key=lambda linked: linked.briefing.card.order)
    published.notices.sort(key=lambda notice: notice.order)
    return published


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


def _find_last_changes(cards: Iterable[Card], notices: Iterable[Notice]) -> dict[Ref | None, str]:
    """Return the day on which each page last changed: the newest day of the briefings that it shows.

    The dates are the desk's own, never those of files or of the build, so that the same content gives the same dates
    everywhere.
    """
    changes: list[tuple[EdtfDate, tuple[Ref | None, ...]]] = [(notice.changed, (None,)) for notice in notices]
    for card in cards:
        shown_on = (None, card.ref, *card.concerns, *card.named_themes, *card.originals)
        changes.append((card.changed, shown_on))
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
