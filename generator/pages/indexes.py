"""The pages that list all there is of a kind, and which the navigation leads to."""

from collections.abc import Callable, Iterator, Sequence

from generator.model.date_words import in_words
from generator.model.entities import Actor, Source, Theme
from generator.model.kinds import Kind, Ref
from generator.pages import index_rows, rows
from generator.pages.listing import ROWS, Listing, Row
from generator.pages.page import Page, pages_with_lists
from generator.pages.standpoint import Standpoint, Standpoints
from generator.pages.wording import capital, count

_ACTOR_TYPES = {
    "person": "Persons",
    "organization": "Organizations",
    "public-body": "Public bodies",
    "state": "States",
    "media": "Media",
    "collective": "Collectives",
}

INTROS = {
    Kind.BRIEFING: "All briefings, the newest first.",
    Kind.ACTOR: "Who speaks, acts or is spoken of, by type.",
    Kind.THEME: "What the briefings are about.",
    Kind.QUESTION: "What accounts differ on: each question's page shows them side by side.",
    Kind.SOURCE: "Where statements first appeared, and what the briefings are based on.",
    Kind.PLACE: "Places named in the briefings.",
}


def render(site: Standpoints, kind: Kind) -> Iterator[Page]:
    """The index page of one of `KINDS`; beside it the data of its filter."""
    here = site.at(f"{kind.folder}/index.md")
    filled = [listing for listing in _LISTINGS[kind](here) if listing.rows]
    values = {"title": capital(kind.folder), "intro": INTROS[kind], "counted": index_rows.counted(kind)}
    yield from pages_with_lists(site, here.path, "index", filled, values)
    if filled:
        yield index_rows.rows_file(site.index, kind, [_ref(row.value) for one in filled for row in one.rows])


def _ref(value: Ref | rows.EntityRow) -> Ref:
    return value.ref if isinstance(value, rows.EntityRow) else value


def _briefings(here: Standpoint) -> list[Listing]:
    cards = here.index.cards
    return [Listing("all", "By date", "briefing", [Row(ref, str(cards[ref].published.year)) for ref in cards])]


def _actors(here: Standpoint) -> list[Listing]:
    by_type: dict[str, dict[Ref, str]] = {name: {} for name in _ACTOR_TYPES}
    for ref in here.index.of_kind(Kind.ACTOR):
        actor = here.index.entities[ref]
        if isinstance(actor, Actor):
            by_type[actor.type][ref] = _briefing_count(here, ref)
    return [rows.things(name, _ACTOR_TYPES[name], here, notes) for name, notes in by_type.items()]


def _briefing_count(here: Standpoint, ref: Ref) -> str:
    return count(here.index.concerning.number(ref), "briefing")


def _themes(here: Standpoint) -> list[Listing]:
    """The themes as a tree: each branch below the theme that it hangs on."""
    refs = here.index.of_kind(Kind.THEME)
    below: dict[Ref | None, list[Ref]] = {}
    for ref in refs:
        theme = here.index.entities[ref]
        above = Ref(Kind.THEME, theme.broader) if isinstance(theme, Theme) and theme.broader else None
        below.setdefault(above, []).append(ref)
    found: list[Row] = []
    waiting = [(ref, 0) for ref in reversed(below.get(None, []))]
    while waiting:
        ref, level = waiting.pop()
        found.append(
            Row(rows.EntityRow(ref, rows.details(here, ref, _briefing_count(here, ref)), _level(level, found)))
        )
        waiting += [(narrower, level + 1) for narrower in reversed(below.get(ref, []))]
    return [Listing("all", "All themes", "entity", found)]


def _level(level: int, before: Sequence[Row]) -> int:
    """How far a row is indented: a list that a page begins anew has nothing to hang on."""
    return 0 if len(before) % ROWS == 0 else min(level, before[-1].value.level + 1)


def _questions(here: Standpoint) -> list[Listing]:
    return [rows.questions(here, here.index.of_kind(Kind.QUESTION))]


def _sources(here: Standpoint) -> list[Listing]:
    index = here.index
    notes = {}
    for ref in index.of_kind(Kind.SOURCE):
        source = index.entities[ref]
        issued = in_words(source.issued) if isinstance(source, Source) and source.issued else ""
        publisher = (
            index.label(Ref(Kind.ACTOR, source.publisher)) if isinstance(source, Source) and source.publisher else ""
        )
        uses = count(index.sourced.number(ref), "attribution")
        notes[ref] = " · ".join(part for part in (publisher, issued, uses) if part)
    return [rows.things("all", "All sources", here, notes)]


def _places(here: Standpoint) -> list[Listing]:
    refs = here.index.of_kind(Kind.PLACE)
    return [rows.things("all", "All places", here, {ref: _briefing_count(here, ref) for ref in refs})]


_LISTINGS: dict[Kind, Callable[[Standpoint], list[Listing]]] = {
    Kind.BRIEFING: _briefings,
    Kind.ACTOR: _actors,
    Kind.THEME: _themes,
    Kind.QUESTION: _questions,
    Kind.SOURCE: _sources,
    Kind.PLACE: _places,
}

KINDS = tuple(_LISTINGS)
"""Kinds with an index page: all but events, which have the timeline."""
