"""The third stage: what links here.

`build` turns records as written into things as used (generator.index.used), and groups them by what they lead to, so
that every reference is found from both its ends. Nothing depends on the order of files.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from generator.analysis import Analysis
from generator.content import Content
from generator.index.briefing import used
from generator.index.links import Held, Plain
from generator.index.related import named_with, related_briefings, spoken_between
from generator.index.used import Card, Index
from generator.model.dates import EdtfDate
from generator.model.kinds import Ref
from generator.model.references import references

K = TypeVar("K")
V = TypeVar("V")


def build(content: Content, analyses: Mapping[Ref, Analysis]) -> Index:
    """The index of content without errors. Drafts are left out; of withdrawn briefings only the head is there."""
    entities = {ref: record.value for ref, record in sorted(content.entities.items())}
    by_id = {ref.id: ref for ref in entities}
    language = content.site.value.language
    found = [
        used(piece, analyses[piece.ref], by_id, language)
        for piece in content.pieces.values()
        if piece.metadata.value.status != "draft"
    ]
    found.sort(key=lambda one: one.briefing.card.order)
    briefings = [one.briefing for one in found]
    cards = [briefing.card for briefing in briefings]
    statements = [statement for briefing in briefings for statement in briefing.statements]
    return Index(
        site=content.site.value,
        entities=entities,
        labels={ref: entity.label for ref, entity in entities.items()} | {card.ref: card.title for card in cards},
        by_id=by_id,
        cards={card.ref: card for card in cards},
        newest=Plain(card.ref for card in cards),
        briefings={briefing.ref: briefing for briefing in briefings},
        statements={statement.key: statement for statement in statements},
        voices=Counter(statement.voice_sort for statement in statements),
        said=_group((ref, one) for one in statements for ref in one.speakers),
        said_within=_group((ref, one) for one in statements for ref in one.homes),
        said_of=_group((ref, one) for one in statements for ref in one.about),
        accounts=_group((one.answers, one) for one in statements if one.answers),
        sourced=_group((ref, one) for one in statements for ref in one.sources),
        disputed_by=_group((key, one) for one in statements for key in one.disputes),
        occurrences=_group(pair for one in found for pair in one.occurrences),
        concerning=_group((ref, card.ref) for card in cards for ref in card.concerns),
        digested_in=_group((card.based_on, card.ref) for card in cards if card.based_on),
        pointing=_group(_pointers(content, by_id)),
        named_with=named_with(cards),
        spoken_between=spoken_between(statements),
        related=Held(related_briefings(cards)),
        changed=_changed(cards),
    )


def _group(pairs: Iterable[tuple[K, V]]) -> Held[K, V]:
    """The values by key, in the order in which they come."""
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return Held(dict(groups))


def _changed(cards: Iterable[Card]) -> dict[Ref | None, str]:
    """When the page of each thing was last changed: on the newest day of the briefings that it shows.

    The dates are the desk's own, never those of files or of the build, so that the same content gives the same dates
    everywhere.
    """
    days: dict[Ref | None, str] = {}
    for card in sorted(cards, key=lambda card: card.changed.sort_key):  # the newest last: its day is the one that stays
        shown = (None, card.ref, *card.concerns, *([card.based_on] if card.based_on else []))
        days |= dict.fromkeys(shown, _day(card.changed))
    return days


def _day(date: EdtfDate) -> str:
    moment = date.end or date.start
    return moment.iso if moment else ""


def _pointers(content: Content, by_id: Mapping[str, Ref]) -> Iterator[tuple[Ref, tuple[str, Ref]]]:
    """What the records of entities refer to, with the key: of `roles` the inner one."""
    for ref, record in sorted(content.entities.items()):
        for reference in references(record.value):
            key = next(str(step) for step in reversed(reference.path) if isinstance(step, str))
            yield by_id[reference.id], (key, ref)
