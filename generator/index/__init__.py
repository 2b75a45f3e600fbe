"""The third stage: the index, in which every reference is found from both of its ends.

`build` links records as written to the model as used (generator.index.model), and groups the results by the entities
that they lead to. The result does not depend on the order of files. Pages are written elsewhere.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
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
from generator.index.model import Briefing, Card, Index, Notice, Statement, VoiceSort
from generator.index.related import count_named_together, count_spoken_between, find_related_briefings
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
    briefings = [linked.briefing for linked in published.briefings]
    cards = [briefing.card for briefing in briefings]
    entities = _select_visible(content, cards)
    labels = {ref: entity.label for ref, entity in entities.items()}
    statements = [statement for briefing in briefings for statement in briefing.statements]
    return Index(
        site=content.site.value,
        entities=entities,
        labels=InMemoryLookup(labels | {card.ref: card.title for card in cards}),
        by_id=InMemoryLookup(_map_ids(entities)),
        cards=_map_refs(cards),
        newest=InMemoryRows(card.ref for card in cards),
        briefings=_map_refs(briefings),
        articles=InMemoryLookup({linked.briefing.ref: linked.article for linked in published.briefings}),
        notices=_map_refs(notices),
        statements=InMemoryLookup({statement.key: statement for statement in statements}),
        voice_counts=_count_sorted(statement.voice_sort for statement in statements),
        statements_by=InMemoryListedLinks(_group_statements(statements, lambda statement: statement.speakers)),
        statements_within=InMemoryListedLinks(_group_statements(statements, lambda statement: statement.affiliations)),
        statements_about=InMemoryListedLinks(_group_statements(statements, lambda statement: statement.about)),
        accounts=InMemoryListedLinks(_group_statements(statements, _list_answered)),
        statements_from=InMemoryListedLinks(_group_statements(statements, lambda statement: statement.sources)),
        disputed_by=InMemoryLinks(_group_statements(statements, lambda statement: statement.disputes)),
        occurrences=InMemoryListedLinks(
            _group_pairs(pair for linked in published.briefings for pair in linked.occurrences)
        ),
        concerning=_group_briefings(cards, lambda card: card.concerns),
        digested_in=_group_briefings(cards, _list_originals),
        referrers=InMemoryLinks(_group_pairs(_find_referrers(entities))),
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
    return {ref.id: ref for ref in refs}


def _map_refs(values: Iterable[HasRef]) -> dict[Ref, HasRef]:
    return {value.ref: value for value in values}


def _select_visible(content: Content, cards: Iterable[Card]) -> dict[Ref, Entity]:
    """Return the records that are listed, or that a visible briefing or record refers to."""
    by_id = _map_ids(content.entities)
    roots = [ref for ref, record in content.entities.items() if record.value.listed]
    for card in cards:
        roots += list_reachable(card)

    def list_referred(ref: Ref) -> list[Ref]:
        return [by_id[reference.id] for reference in find_references(content.entities[ref].value)]

    return {ref: content.entities[ref].value for ref in sorted(find_visible_records(roots, list_referred))}


def _count_sorted(keys: Iterable[VoiceSort]) -> dict[VoiceSort, int]:
    return dict(sorted(Counter(keys).items()))


def _group_statements(
    statements: Iterable[Statement], list_keys: Callable[[Statement], Iterable[K]]
) -> dict[K, list[Statement]]:
    """Group statements by each of their keys, in their order."""
    groups: dict[K, list[Statement]] = defaultdict(list)
    for statement in statements:
        for key in list_keys(statement):
            groups[key].append(statement)
    return groups


def _group_briefings(cards: Iterable[Card], list_keys: Callable[[Card], Iterable[Ref]]) -> InMemoryListedLinks[Ref]:
    """Group briefings by each of their keys, in their order."""
    groups: dict[Ref, list[Ref]] = defaultdict(list)
    for card in cards:
        for key in list_keys(card):
            groups[key].append(card.ref)
    return InMemoryListedLinks(groups)


def _list_originals(card: Card) -> tuple[Ref, ...]:
    return (card.based_on,) if card.based_on else ()


def _list_answered(statement: Statement) -> tuple[Ref, ...]:
    return (statement.answers,) if statement.answers else ()


def _group_pairs(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Group values by their keys, in the order of the pairs."""
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def _find_last_changes(cards: Iterable[Card], notices: Iterable[Notice]) -> dict[Ref | None, str]:
    """Return the day on which each page last changed: the newest day of the briefings that it shows.

    The dates are the desk's own, never those of files or of the build, so that the same content gives the same dates
    everywhere.
    """
    changes: list[tuple[EdtfDate, tuple[Ref | None, ...]]] = [(notice.changed, (None,)) for notice in notices]
    for card in cards:
        shown_on = (None, card.ref, *card.concerns, *card.named_themes, *_list_originals(card))
        changes.append((card.changed, shown_on))
    changes.sort(key=lambda change: change[0].sort_key)
    days: dict[Ref | None, str] = {}
    for date, refs in changes:  # newer days replace older ones
        days |= dict.fromkeys(refs, date.last_iso)
    return days


def _find_referrers(entities: Mapping[Ref, Entity]) -> Iterator[tuple[Ref, tuple[str, Ref]]]:
    """Yield for each reference between visible records its target, its key and its record.

    The key is the innermost name on the path of the reference, as `of` for a reference within `roles`.
    """
    by_id = _map_ids(entities)
    for ref, entity in entities.items():
        for reference in find_references(entity):
            key = next(str(step) for step in reversed(reference.path) if isinstance(step, str))
            yield by_id[reference.id], (key, ref)
