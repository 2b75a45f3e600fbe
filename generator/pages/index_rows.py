"""The data of an index page: all of its rows in one JSON file, for the filter of the page (assets/index_tool.js).

The page itself shows 50 rows and links to the others, and is complete without this file. A filter needs all rows.
Values are text and never markup: the browser writes them as text.
"""

import json
from collections.abc import Iterable
from typing import Any

from generator.index.model import Index
from generator.model.date_words import format_date
from generator.model.dates import EdtfDate
from generator.model.entities import Entity, NamedEntity
from generator.model.entity_kinds import ENTITY_KINDS, get_kind_index
from generator.model.kinds import Kind, Ref
from generator.pages.entity_facts import format_type
from generator.pages.facets import format_day
from generator.pages.page import Page
from generator.pages.rows import count_linked
from generator.pages.shared_text import WITHDRAWN

_BRIEFING_UNIT = "attribution"


def get_unit(kind: Kind) -> str:
    """Return the unit that is counted for each record of a kind, in the singular."""
    return _BRIEFING_UNIT if kind is Kind.BRIEFING else ENTITY_KINDS[kind].counted


def build_rows_file(index: Index, kind: Kind, refs: Iterable[Ref]) -> Page:
    """Return `index.json` beside the index page of a kind, with its rows in the order of the page.

    A row is [name, id, type, {language: name}, aliases, date in words, date to sort by, count].
    """
    unit = get_unit(kind)
    head = {
        "things": [str(kind), kind.folder],
        "counted": [unit, f"{unit}s"],
        "dated": "" if _has_own_dates(kind) else "newest briefing ",
    }
    lines = ",\n".join(_encode(_build_row(index, ref)) for ref in refs)
    return Page(f"{kind.folder}/index.json", f'{_encode(head)[:-1]},"rows":[\n{lines}\n]}}\n')


def _encode(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _build_row(index: Index, ref: Ref) -> list[Any]:
    entity = index.entities.get(ref)
    names = entity.names if isinstance(entity, NamedEntity) else {}
    aliases = entity.aliases if isinstance(entity, NamedEntity) else ()
    date = _get_date(index, ref)
    return [
        index.label(ref),
        ref.id,
        _format_type(index, ref, entity),
        names,
        aliases,
        format_date(date),
        format_day(date),
        index.cards[ref].statement_count if ref.kind is Kind.BRIEFING else count_linked(index, ref),
    ]


def _format_type(index: Index, ref: Ref, entity: Entity | None) -> str:
    if ref.kind is Kind.BRIEFING:
        card = index.cards[ref]
        return f"{card.type}, {WITHDRAWN}" if card.withdrawn else card.type
    return format_type(entity.own_type) if entity else ""


def _has_own_dates(kind: Kind) -> bool:
    """Check whether records of a kind are shown with their own dates, not with that of the newest briefing."""
    kind_index = get_kind_index(kind)
    return kind_index is None or kind_index.is_dated


def _get_date(index: Index, ref: Ref) -> EdtfDate | None:
    """Return the date of publication or issue; of other kinds, the date of the newest briefing that concerns it."""
    if ref.kind is Kind.BRIEFING:
        return index.cards[ref].published
    entity = index.entities[ref]
    if _has_own_dates(ref.kind):
        return entity.own_date
    newest = index.concerning.take_first(ref, 1)
    return index.cards[newest[0]].published if newest else None
