"""The page of a briefing: the article with its marks and notes, the ledger of statements, and related lists."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from generator.content.visibility import PublicationState
from generator.figures.timeline import draw
from generator.index.model import Briefing, Index, PublishedMetadata, Related, Statement
from generator.infra.mappings import group_by, map_values, select_keys
from generator.model.briefing import Correction
from generator.model.date_words import format_date
from generator.model.dates import EdtfDate
from generator.model.entities import Source
from generator.model.entity_kinds import NAMED_KINDS
from generator.model.kinds import Kind, Ref, select_kind
from generator.model.page_paths import SECTIONS
from generator.pages import facets, rows
from generator.pages.article import link_mentions, list_headings, render_article
from generator.pages.image_html import list_image_files
from generator.pages.page import DeferredPage, ImageFile, Page, render_with_lists
from generator.pages.page_context import PageContext, SiteContext
from generator.pages.pagination import ListSection, Row
from generator.pages.shared_text import WITHDRAWN, add_quotation_marks
from generator.pages.statement_shares import describe_speakers, draw_shares, draw_speakers
from generator.pages.tab_stops import TabStops
from generator.pages.timeline import prepare_events
from generator.pages.wording import show_text
from generator.text.escaping import Markdown

_NAME_LIMIT = 5
"""Actors that the head of the page names at once; the others are folded."""
_THEME_LIMIT = 3
"""Themes that the head of the page names at once; the others are folded."""
_NOTE_LIMIT = 40
"""Characters of a note on the author that the head of the page shows at once; a longer note is folded."""
_SHARED_LIMIT = 3
"""Shared features that a related briefing is shown with."""

_PREVIEW_NOTICES: Mapping[PublicationState | None, str] = {
    PublicationState.DRAFT: "This is a draft.",
    PublicationState.REVIEW: "This briefing is in review.",
}


def render(site: SiteContext, ref: Ref) -> Iterator[Page | DeferredPage | ImageFile]:
    """Yield the page of one briefing, the further pages of its lists, and the versions of its images."""
    index, context = site.index, site.get_context(f"{ref.stem}.md")
    briefing, shared_reads = index.tracker.compute_with_reads(lambda: index.briefings[ref])
    values = _build_head(index, briefing) | _build_body(context, briefing)
    sections = [
        rows.list_events(context, briefing.select_kind(Kind.EVENT)),
        _list_names(context, briefing),
        replace(rows.list_occurrences(index, ref), title="In other briefings"),
    ]
    yield from render_with_lists(site, context.path, "briefing", sections, values, shared_reads)
    for figure in briefing.figures:
        yield from list_image_files(ref, figure)


def _build_head(index: Index, briefing: Briefing) -> dict[str, Any]:
    """Return the values of the front matter, and those above the article."""
    metadata = briefing.metadata
    actors = [ref for ref in briefing.select_kind(Kind.ACTOR) if ref.id in metadata.actors]
    themes = briefing.select_kind(Kind.THEME)
    return {
        "title": metadata.title,
        "briefing": briefing,
        "search_data": facets.format_search_data(
            metadata.title,
            facets.list_briefing_facets(index, briefing),
            names=facets.list_briefing_names(briefing),
            date=_format_shown_date(briefing),
            day=facets.format_day(metadata.published),
        ),
        "metadata": metadata,
        "folded_note": _fold_author_note(metadata),
        "principal_actors": actors[:_NAME_LIMIT],
        "other_actors": actors[_NAME_LIMIT:],
        "themes": themes[:_THEME_LIMIT],
        "other_themes": themes[_THEME_LIMIT:],
        "kinds": sorted(set(map(attrgetter("kind"), briefing.statements))),
        "speaker_strip": draw_speakers(briefing.statements),
        "speakers": describe_speakers(briefing.statements),
        "based_on": _find_original(index, briefing),
        "preview_notice": _format_preview_notice(briefing),
        "withdrawals": [correction for correction in metadata.corrections if correction.kind == "withdrawal"],
    }


def _build_body(context: PageContext, briefing: Briefing) -> dict[str, Any]:
    """Return the values of the article and of the sections below it."""
    index = context.index
    article = index.articles[briefing.ref]
    links = link_mentions(context, article)
    events = prepare_events(context, briefing.select_kind(Kind.EVENT))
    accounts = _group_accounts(briefing)
    return {
        "body": render_article(context, briefing, links),
        "note_links": TabStops(link.target for link in chain.from_iterable(links.values())),
        "headings": list_headings(article),
        "ledger_title": SECTIONS["who-says-what"],
        "shares": draw_shares(briefing.statements),
        "accounts": map_values(partial(_group_by_head, context), accounts),
        "disputed_question": max(accounts, key=lambda question: len(accounts[question]), default=None),
        "timeline": Markdown(draw(events, name="events")),
        "corrected_statements": _list_corrected(briefing),
        "citation": _format_citation(index, briefing),
        "related": _list_related(index, briefing),
    }


def _fold_author_note(metadata: PublishedMetadata) -> str:
    """Return the note on the author if it is too long for the first line of the page; empty if there are authors."""
    note = metadata.author_note or ""
    return note if len(note) > _NOTE_LIMIT and not metadata.authors else ""


def _format_preview_notice(briefing: Briefing) -> str:
    """Return the notice at the head of a page that only a preview shows; empty if the briefing is published."""
    embargo = briefing.metadata.embargo
    if briefing.hidden_by is PublicationState.EMBARGOED and embargo:
        return f"Under embargo until {format_date(EdtfDate.of_day(embargo.day))} ({embargo.text})."
    return _PREVIEW_NOTICES.get(briefing.hidden_by, "")


def _format_shown_date(briefing: Briefing) -> str:
    """Return the text that a search result shows beside the title."""
    date = format_date(briefing.metadata.published)
    return f"{date} · {WITHDRAWN}" if briefing.withdrawn else date


def _list_names(context: PageContext, briefing: Briefing) -> ListSection:
    """Return the entities that the text names, by kind, with the number of mentions."""
    notes: dict[Ref, str] = {}
    for kind in NAMED_KINDS:
        mention_counts = select_keys(briefing.mention_counts, select_kind(briefing.mention_counts, kind))
        notes |= map_values(_describe_mentions, mention_counts)
    section = rows.list_entities("names", SECTIONS["names"], context, notes)
    return replace(section, rows=section.rows.map_values(_group_by_kind))


def _describe_mentions(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"


def _group_by_kind(row: Row) -> Row:
    return row._replace(group=row.value.ref.kind.heading)


def _group_accounts(briefing: Briefing) -> Mapping[Ref, list[Statement]]:
    """Return the accounts in this text by question, if there are several to compare.

    Questions are in the order of their first accounts.
    """
    answering = (statement for statement in briefing.statements if statement.answers)
    accounts = group_by(attrgetter("answers"), answering)
    return {question: statements for question, statements in accounts.items() if len(statements) > 1}


def _group_by_head(context: PageContext, statements: Iterable[Statement]) -> Mapping[str, list[Statement]]:
    """Return accounts of one question by what the page says of their speakers: "**Hamas** said"."""
    return group_by(context.describe_head, statements)


class _Original(NamedTuple):
    """The text that a briefing is based on."""

    ref: Ref
    url: str | None
    publisher: Ref | None


def _find_original(index: Index, briefing: Briefing) -> _Original | None:
    if not briefing.metadata.based_on:
        return None
    ref = Ref(Kind.SOURCE, briefing.metadata.based_on)
    source = index.entities[ref]
    if not isinstance(source, Source):
        return None
    return _Original(ref, source.url, Ref(Kind.ACTOR, source.publisher) if source.publisher else None)


def _list_corrected(briefing: Briefing) -> list[list[Statement]]:
    """Return for each correction the statements that it concerns."""
    by_id = {statement.key.id: statement for statement in briefing.statements}

    def list_statements(correction: Correction) -> list[Statement]:
        return [by_id[id_] for id_ in correction.attributions if id_ in by_id]

    return list(map(list_statements, briefing.metadata.corrections))


def _format_citation(index: Index, briefing: Briefing) -> Markdown:
    metadata = briefing.metadata
    authors = metadata.authors or [index.site.publisher]
    return Markdown(", ".join(map(show_text, [*authors, add_quotation_marks(metadata.title)])))


def _list_related(index: Index, briefing: Briefing) -> list[tuple[Ref, Markdown]]:
    """Return related briefings, each with the features that it shares."""
    related_briefings = index.related.get(briefing.ref, ())
    return [(related.briefing, _format_shared(index, related)) for related in related_briefings]


def _format_shared(index: Index, related: Related) -> Markdown:
    names = ", ".join(show_text(index.label(ref)) for ref in related.shared[:_SHARED_LIMIT])
    omitted = len(related.shared) - _SHARED_LIMIT
    return Markdown(f"{names} and {omitted:,} more" if omitted > 0 else names)
