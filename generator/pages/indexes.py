"""The pages that list all there is of a kind, and which the navigation leads to."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from generator.index.links import Plain
from generator.model.date_words import in_words
from generator.model.entities import Actor, Source, Theme
from generator.model.kinds import Kind, Ref
from generator.pages import index_rows, rows
from generator.pages.listing import ROWS, Listing, Row
from generator.pages.page import Page, Part, pages_with_lists
from generator.pages.standpoint import Standpoint, Standpoints
from generator.pages.wording import capital, count
from generator.paths import SECTIONS

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


class _Listed(NamedTuple):
    """A list, and what it lists."""

    listing: Listing
    refs: Iterable[Ref]


def render(site: Standpoints, kind: Kind) -> Iterator[Page | Part]:
    """The index page of one of `KINDS`; beside it the data of its filter."""
    here = site.at(f"{kind.folder}/index.md")
    listed, basis = site.index.reads.once(lambda: list(_LISTINGS[kind](here)))
    filled = [one for one in listed if one.listing.rows]
    values = {"title": capital(kind.folder), "intro": INTROS[kind], "counted": index_rows.counted(kind)}
    yield from pages_with_lists(site, here.path, "index", [one.listing for one in filled], values, basis)
    if filled:
        yield index_rows.rows_file(site.index, kind, [ref for one in filled for ref in one.refs])


def _briefings(here: Standpoint) -> Iterator[_Listed]:
    cards, newest = here.index.cards, here.index.newest
    rows_by_year = newest.mapped(lambda ref: Row(ref, str(cards[ref].published.year)))
    yield _Listed(Listing("all", "By date", "briefing", rows_by_year, apart=True), newest)


def _actors(here: Standpoint) -> Iterator[_Listed]:
    by_type: dict[str, list[Ref]] = {name: [] for name in _ACTOR_TYPES}
    for ref in here.index.of_kind(Kind.ACTOR):
        actor = here.index.entities[ref]
        if isinstance(actor, Actor):
            by_type[actor.type].append(ref)
    for name, refs in by_type.items():
        yield _all(here, refs, _briefing_count, slug=name, title=_ACTOR_TYPES[name])


def _all(
    here: Standpoint, refs: list[Ref], note: Callable[[Standpoint, Ref], str], *, slug: str = "all", title: str
) -> _Listed:
    return _Listed(rows.all_things(slug, title, here, refs, partial(note, here)), refs)


def _briefing_count(here: Standpoint, ref: Ref) -> str:
    return count(here.index.concerning.number(ref), "briefing")


def _themes(here: Standpoint) -> Iterator[_Listed]:
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
    yield _Listed(Listing("all", "All themes", "entity", Plain(found)), [row.value.ref for row in found])


def _level(level: int, before: Sequence[Row]) -> int:
    """How far a row is indented: a list that a page begins anew has nothing to hang on."""
    return 0 if len(before) % ROWS == 0 else min(level, before[-1].value.level + 1)


def _questions(here: Standpoint) -> Iterator[_Listed]:
    yield _all(here, here.index.of_kind(Kind.QUESTION), rows.accounts_of, slug="questions", title=SECTIONS["questions"])


def _sources(here: Standpoint) -> Iterator[_Listed]:
    yield _all(here, here.index.of_kind(Kind.SOURCE), _use, title="All sources")


def _use(here: Standpoint, ref: Ref) -> str:
    index = here.index
    source = index.entities[ref]
    issued = in_words(source.issued) if isinstance(source, Source) and source.issued else ""
    publisher = (
        index.label(Ref(Kind.ACTOR, source.publisher)) if isinstance(source, Source) and source.publisher else ""
    )
    return " · ".join(part for part in (publisher, issued, count(index.sourced.number(ref), "attribution")) if part)


def _places(here: Standpoint) -> Iterator[_Listed]:
    yield _all(here, here.index.of_kind(Kind.PLACE), _briefing_count, title="All places")


_LISTINGS: dict[Kind, Callable[[Standpoint], Iterator[_Listed]]] = {
    Kind.BRIEFING: _briefings,
    Kind.ACTOR: _actors,
    Kind.THEME: _themes,
    Kind.QUESTION: _questions,
    Kind.SOURCE: _sources,
    Kind.PLACE: _places,
}

KINDS = tuple(_LISTINGS)
"""Kinds with an index page: all but events, which have the timeline."""
