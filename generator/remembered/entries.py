"""What an owner, a briefing or the record of an entity, brings to the lists of things: entries by relation and key.

An entry is three plain values: what orders it in its list, who brings it, and what it says; so lists can be kept as
bytes, edited entry by entry, and are the same whatever happened in what order.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from generator.index.briefing import Used
from generator.index.related import JOINED, features
from generator.index.used import Card, Statement
from generator.model.dates import EdtfDate
from generator.model.entities import Entity
from generator.model.kinds import Kind, Ref
from generator.model.references import references

Entry = tuple[Any, Any, Any]
Entries = dict[str, dict[str, list[Entry]]]
"""By relation, then by key: the stem of a thing, the key of a statement, or `WHOLE`."""

WHOLE = ""
"""The key of what concerns the site as a whole."""

Refs = Callable[[Statement], Iterable[Ref]]
STATEMENTS: Mapping[str, Refs] = {
    "said": lambda one: one.speakers,
    "said_within": lambda one: one.homes,
    "said_of": lambda one: one.about,
    "accounts": lambda one: (one.answers,) if one.answers else (),
    "sourced": lambda one: one.sources,
}
"""Relations of a statement to things."""

DISPUTED, OCCURRENCES, CONCERNING, DIGESTED = "disputed_by", "occurrences", "concerning", "digested_in"
FEATURES, CHANGED, TOGETHER, ABOUT, POINTING = "features", "changed", "together", "about", "pointing"
ALL, VOICES = "all", "voices"

LISTED = frozenset({*STATEMENTS, OCCURRENCES, CONCERNING, DIGESTED, ALL})
"""Relations of which a page may read some rows and not others; what their entries say is how many rows they have."""


def of_briefing(used: Used) -> Entries:
    """What a briefing brings; entries of its lists have how much it is there."""
    card, statements = used.briefing.card, used.briefing.statements
    found: Entries = {name: _counted(card, _keys(statements, refs)) for name, refs in STATEMENTS.items()}
    found[DISPUTED] = _counted(card, (f"{key.briefing.stem}#{key.id}" for one in statements for key in one.disputes))
    found[OCCURRENCES] = _counted(card, (ref.stem for ref, _ in used.occurrences))
    found[CONCERNING] = _counted(card, (ref.stem for ref in card.concerns))
    found[FEATURES] = _counted(card, (ref.stem for ref in dict.fromkeys(features(card))))
    found[DIGESTED] = _counted(card, [card.based_on.stem] if card.based_on else [])
    found[ALL] = _counted(card, [WHOLE])
    found[VOICES] = _counted(card, (str(int(one.voice_sort)) for one in statements))
    found[CHANGED] = {key: [(_sortable(card.changed), card.ref.id, _day(card.changed))] for key in _shown_on(card)}
    found[TOGETHER] = _paired(card, _together(card))
    found[ABOUT] = _paired(card, _spoken(statements))
    return found


def of_entity(ref: Ref, entity: Entity, by_id: Mapping[str, Ref]) -> Entries:
    """What the record of an entity brings: that it points to others."""
    pointing: dict[str, list[Entry]] = defaultdict(list)
    for position, reference in enumerate(references(entity)):
        key = next(str(step) for step in reversed(reference.path) if isinstance(step, str))
        pointing[by_id[reference.id].stem].append((f"{ref.kind} {ref.id}", position, key))
    return {POINTING: dict(pointing)}


def _keys(statements: Iterable[Statement], refs: Refs) -> Iterator[str]:
    return (ref.stem for one in statements for ref in refs(one))


def _counted(card: Card, keys: Iterable[str]) -> dict[str, list[Entry]]:
    day, id_ = card.order
    return {key: [(day, id_, number)] for key, number in Counter(keys).items()}


def _shown_on(card: Card) -> Iterator[str]:
    yield from dict.fromkeys((WHOLE, card.ref.stem, *(ref.stem for ref in card.concerns)))
    if card.based_on and card.based_on not in card.concerns:
        yield card.based_on.stem


def _sortable(date: EdtfDate) -> str:
    first, flag, last, rest = date.sort_key
    return f"{first.isoformat()} {int(flag)} {last.isoformat()} {rest}"


def _day(date: EdtfDate) -> str:
    moment = date.end or date.start
    return moment.iso if moment else ""


def _together(card: Card) -> Iterator[tuple[Ref, Ref]]:
    actors = card.of_kind(Kind.ACTOR)[:JOINED]
    return ((one, other) for one in actors for other in actors if one != other)


def _spoken(statements: Iterable[Statement]) -> Iterator[tuple[Ref, Ref]]:
    for one in statements:
        others = {ref for ref in one.about if ref.kind is Kind.ACTOR}
        joined = {(min(a, b), max(a, b)) for a in one.speakers for b in others if a != b}
        yield from joined
        yield from ((b, a) for a, b in joined)


def _paired(card: Card, pairs: Iterable[tuple[Ref, Ref]]) -> dict[str, list[Entry]]:
    """For each actor, each other one with how often; both are actors, so that ids suffice."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for (one, other), number in Counter(pairs).items():
        found[one.stem].append((other.id, card.ref.id, number))
    return dict(found)
