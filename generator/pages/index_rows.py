"""The data of an index page: all of its rows in one JSON file, which the page's filter (assets/indexes.js) asks for.

The page itself shows 50 rows and leads to the rest; whoever filters or sorts means all of them. Values are text and
never markup: the browser writes them as text. The page reads without this file.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any

from generator.index.used import Index
from generator.model.date_words import in_words
from generator.model.dates import EdtfDate
from generator.model.entities import Actor, Entity, Named, Source
from generator.model.kinds import Kind, Ref
from generator.pages.page import Page

_COUNTED = {
    Kind.BRIEFING: ("attribution", "attributions"),
    Kind.ACTOR: ("briefing", "briefings"),
    Kind.THEME: ("briefing", "briefings"),
    Kind.QUESTION: ("account", "accounts"),
    Kind.SOURCE: ("attribution", "attributions"),
    Kind.PLACE: ("briefing", "briefings"),
}
_COUNTS: dict[Kind, Callable[[Index, Ref], int]] = {
    Kind.BRIEFING: lambda index, ref: index.cards[ref].statements,
    Kind.ACTOR: lambda index, ref: index.concerning.number(ref),
    Kind.THEME: lambda index, ref: index.concerning.number(ref),
    Kind.QUESTION: lambda index, ref: index.accounts.number(ref),
    Kind.SOURCE: lambda index, ref: index.sourced.number(ref),
    Kind.PLACE: lambda index, ref: index.concerning.number(ref),
}
_DATED = {Kind.BRIEFING: "", Kind.SOURCE: ""}
"""What the words of a date begin with, where it is not the thing's own."""


def counted(kind: Kind) -> str:
    """What the things of a kind are counted by."""
    return _COUNTED[kind][1]


def rows_file(index: Index, kind: Kind, refs: Iterable[Ref]) -> Page:
    """`index.json` beside the index page of a kind, with its rows in the page's order.

    A row is [name, id, type, {language: name}, aliases, date in words, date to sort by, count].
    """
    head = {
        "things": [str(kind), kind.folder],
        "counted": _COUNTED[kind],
        "dated": _DATED.get(kind, "newest briefing "),
    }
    lines = ",\n".join(_compact(_row(index, ref)) for ref in refs)
    return Page(f"{kind.folder}/index.json", f'{_compact(head)[:-1]},"rows":[\n{lines}\n]}}\n')


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _row(index: Index, ref: Ref) -> list[Any]:
    entity = index.entities.get(ref)
    names = entity.names if isinstance(entity, Named) else {}
    aliases = entity.aliases if isinstance(entity, Named) else ()
    date = _date(index, ref)
    first = (date.earliest or date.latest) if date else None
    words, day = in_words(date) if date else "", first.isoformat() if first else ""
    return [
        index.label(ref),
        ref.id,
        _type(index, ref, entity),
        names,
        aliases,
        words,
        day,
        _COUNTS[ref.kind](index, ref),
    ]


def _type(index: Index, ref: Ref, entity: Entity | None) -> str:
    if ref.kind is Kind.BRIEFING:
        card = index.cards[ref]
        return f"{card.type}, withdrawn" if card.withdrawn else card.type
    return entity.type.replace("-", " ") if isinstance(entity, Actor | Source) else ""


def _date(index: Index, ref: Ref) -> EdtfDate | None:
    """When it was published or issued; of other things the date of the newest briefing that concerns them."""
    if ref.kind is Kind.BRIEFING:
        return index.cards[ref].published
    entity = index.entities[ref]
    if isinstance(entity, Source):
        return entity.issued
    return next((index.cards[newest].published for newest in index.concerning.first(ref, 1)), None)
