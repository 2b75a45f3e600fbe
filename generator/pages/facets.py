"""The search data of a page beside its text: facets to filter by, names to rank it by, and a day to sort by.

A facet has a name, and each of its values has an id and a label. Addresses of searches have ids, which stay when a
label changes, and readers see labels. The data is one line of JSON in the front matter, which
`generator.site.search_index.search_data` reads. The facets and their titles are in `theme/assets/search/facets.js`;
those of kinds of entity are written from their specification.
"""

import datetime as dt
import json
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from generator.index.model import Briefing, Index, build_refs
from generator.model.dates import EdtfDate, Precision
from generator.model.entities import Entity, NamedEntity, NamedInTexts
from generator.model.entity_kinds import ENTITY_KINDS, FACET_KINDS
from generator.model.kinds import Kind, Ref
from generator.pages.wording import capitalize
from generator.text.escaping import Markdown
from generator.text.search_words import extract_words

ENTITY_NAMES = "called"
"""The facet with all names of entities, which readers do not see; `theme/assets/search/facets.js` has the same name."""

NAME_END = "\u01c1"
"""A letter that ends names in the search index and is in no word of any text.

So a name is not taken for the start of a longer one. `theme/assets/search/words.js` adds it to the words of a search.
"""


_ENCODER = json.JSONEncoder(ensure_ascii=False)


class FacetEntry(NamedTuple):
    """An entry of a page in a facet: a value with its id, which has no spaces, and its label."""

    facet: str
    id: str
    label: str


def format_search_data(
    title: str, facets: Iterable[FacetEntry], *, names: str = "", date: str = "", day: str = ""
) -> Markdown:
    """Return the search data of a page for its front matter: one line of JSON, which is YAML too.

    `names` are the page's names in the search index, `date` is the date that a result shows, and `day` the one that
    results are sorted by. The same data gives the same text, in whatever order the facets are.
    """
    values: dict[str, list[tuple[str, str]]] = {}
    for value in sorted(set(facets)):
        values.setdefault(value.facet, []).append((value.id, _collapse_spaces(value.label)))
    texts = {"title": title, "names": names, "date": date, "day": day}
    data: dict[str, object] = {key: _collapse_spaces(text) for key, text in texts.items() if text}
    return Markdown(_ENCODER.encode(data | {"facets": values}))


def _collapse_spaces(text: str) -> str:
    """Return a text in one line, as YAML has line ends that JSON does not escape."""
    return " ".join(text.split())


def list_briefing_facets(index: Index, briefing: Briefing) -> list[FacetEntry]:
    """Return the facets of a briefing."""
    metadata = briefing.metadata
    refs = [*briefing.card.concerns, *build_refs(Kind.SOURCE, [metadata.based_on])]
    values = [build_word_value("kind", Kind.BRIEFING), *_list_year(metadata.published)]
    for statement in briefing.statements:
        refs += statement.sources
        values.append(build_word_value("attribution", statement.kind))
    return [*values, *_list_entity_values(index, refs)]


def list_entity_facets(index: Index, ref: Ref) -> list[FacetEntry]:
    """Return the facets of an entity's page: the entity itself, and the entities in its record."""
    entity = index.entities[ref]
    values = [build_word_value("kind", ref.kind), *_list_year(entity.own_date)]
    values += _list_entity_values(index, [ref, *_list_referred(index, ref.kind, entity)])
    if isinstance(entity, NamedInTexts):  # readers may mistype its names
        values += [FacetEntry(ENTITY_NAMES, ref.id, name) for name in (entity.label, *entity.forms)]
    return values


def list_names(entity: Entity) -> str:
    """Return all names of an entity for the search index, each as one word, so that only the whole name matches it.

    Names of actors, themes and places are also there in their separate words, so that a search for a part of a name
    finds them before pages that have the word in their title. An exact date is a name too, so that a search for a day
    finds the events of that day.
    """
    names = (entity.label, *entity.forms)
    words = [*map(_join_words, names), *list_days(entity.own_date)]
    if isinstance(entity, NamedEntity):
        words += chain.from_iterable(map(extract_words, names))
    return " ".join(dict.fromkeys(words))


def list_days(date: EdtfDate | None) -> list[str]:
    """Return the exact days with which a date begins and ends, as names for the search index."""
    if not date:
        return []
    days = [end.iso for end in (date.start, date.end) if end and end.precision is Precision.DAY]
    return list(map(_join_words, dict.fromkeys(days)))


def list_briefing_names(briefing: Briefing) -> str:
    """Return the day of publication as a name, so that a search for a date finds the briefings of that day first."""
    return " ".join(list_days(briefing.metadata.published))


def _join_words(name: str) -> str:
    return "".join(extract_words(name)) + NAME_END


def _get_earliest_day(date: EdtfDate | None) -> dt.date | None:
    return (date.earliest or date.latest) if date else None


def format_day(date: EdtfDate | None) -> str:
    """Return the day to sort by, as YYYY-MM-DD: the first possible day of the date; empty if there is none."""
    day = _get_earliest_day(date)
    return day.isoformat() if day else ""


def _list_referred(index: Index, kind: Kind, entity: Entity) -> list[Ref]:
    """Return the entities that a record names as its own facets."""
    refs: list[Ref] = []
    for name in ENTITY_KINDS[kind].facet_fields:
        refs += index.resolve_field(entity, name)
    return refs


def _list_entity_values(index: Index, refs: Iterable[Ref]) -> list[FacetEntry]:
    return [FacetEntry(ref.kind.value, ref.id, index.label(ref)) for ref in refs if ref.kind in FACET_KINDS]


def build_word_value(facet: str, word: str) -> FacetEntry:
    """Return a value whose label is its id, capitalized, such as a kind."""
    return FacetEntry(facet, str(word), capitalize(word))


def _list_year(date: EdtfDate | None) -> list[FacetEntry]:
    day = _get_earliest_day(date)
    return [FacetEntry("year", str(day.year), str(day.year))] if day else []
