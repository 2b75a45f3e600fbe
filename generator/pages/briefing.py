"""The page of a briefing: the article with its marks and notes, and below it the ledger and all that it leads to."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.figures.timeline import draw
from generator.index.used import Briefing, Index, Related, Statement
from generator.markdown import Markdown
from generator.model.date_words import in_words
from generator.model.entities import Source
from generator.model.kinds import Kind, Ref
from generator.pages import facets, rows
from generator.pages.listing import Listing
from generator.pages.page import Page, Part, pages_with_lists
from generator.pages.shares import shares
from generator.pages.standpoint import Standpoint, Standpoints, quoted
from generator.pages.timeline import drawn
from generator.pages.wording import count, shown
from generator.paths import SECTIONS

_NAMED = (Kind.ACTOR, Kind.PLACE, Kind.EVENT, Kind.THEME)
_GROUPS = {Kind.ACTOR: "Actors", Kind.PLACE: "Places", Kind.EVENT: "Events", Kind.THEME: "Themes"}


def render(site: Standpoints, ref: Ref) -> Iterator[Page | Part]:
    """The page of one briefing, with the further pages of its lists."""
    index, here = site.index, site.at(f"{ref.stem}.md")
    briefing, basis = index.reads.once(lambda: index.briefings[ref])
    values = {
        "title": briefing.metadata.title,
        "briefing": briefing,
        "facets": facets.of_briefing(index, briefing),
        "shown_date": in_words(briefing.metadata.published),
        "day": facets.day_of(briefing.metadata.published),
        "metadata": briefing.metadata,
        "principal": [ref for ref in briefing.of_kind(Kind.ACTOR) if ref.id in briefing.metadata.actors],
        "themes": briefing.of_kind(Kind.THEME),
        "based_on": _based_on(index, briefing),
        "body": Markdown(briefing.body),
        "ledger": SECTIONS["who-says-what"],
        "shares": shares(briefing.statements),
        "accounts": _accounts(briefing),
        "timeline": Markdown(draw(drawn(here, briefing.of_kind(Kind.EVENT)), name="events")),
        "corrected": _corrected(briefing),
        "citation": _citation(index, briefing),
        "related": [(one, _reason(index, one)) for one in index.related.get(briefing.ref, ())],
    }
    lists = [
        rows.events(here, briefing.of_kind(Kind.EVENT)),
        _names(here, briefing),
        replace(rows.occurrences(index, briefing.ref), title="In other briefings"),
    ]
    filled = [listing for listing in lists if listing.rows]
    yield from pages_with_lists(site, here.path, "briefing", filled, values, basis)


def _names(here: Standpoint, briefing: Briefing) -> Listing:
    """All that is named in the text, by kind, with how often."""
    named = [ref for kind in _NAMED for ref in briefing.named if ref.kind is kind]
    listing = rows.things("names", SECTIONS["names"], here, {ref: _times(briefing.named[ref]) for ref in named})
    return replace(listing, rows=listing.rows.mapped(lambda row: row._replace(group=_GROUPS[row.value.ref.kind])))


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"


def _accounts(briefing: Briefing) -> Mapping[Ref, list[Statement]]:
    """The accounts in this text by question, where there are several to compare, by the question's first account."""
    questions: dict[Ref, list[Statement]] = defaultdict(list)
    for statement in briefing.statements:
        if statement.answers:
            questions[statement.answers].append(statement)
    return {question: accounts for question, accounts in questions.items() if len(accounts) > 1}


def _based_on(index: Index, briefing: Briefing) -> dict[str, Any] | None:
    if not briefing.metadata.based_on:
        return None
    ref = Ref(Kind.SOURCE, briefing.metadata.based_on)
    source = index.entities[ref]
    if not isinstance(source, Source):
        return None
    publisher = Ref(Kind.ACTOR, source.publisher) if source.publisher else None
    return {"ref": ref, "url": source.url, "publisher": publisher}


def _corrected(briefing: Briefing) -> list[list[Statement]]:
    """For each correction the statements that it concerns."""
    by_id = {statement.key.id: statement for statement in briefing.statements}
    return [
        [by_id[word] for word in correction.attributions if word in by_id]
        for correction in briefing.metadata.corrections
    ]


def _citation(index: Index, briefing: Briefing) -> Markdown:
    metadata = briefing.metadata
    parts = [*(metadata.authors or [index.site.publisher]), quoted(metadata.title)]
    return Markdown(", ".join(shown(part) for part in parts))


def _reason(index: Index, related: Related) -> Markdown:
    shared = [shown(index.label(ref)) for ref in related.shared[:3]]
    more = len(related.shared) - len(shared)
    return Markdown(", ".join(shared) + (f" and {count(more, 'more thing')}" if more else ""))
