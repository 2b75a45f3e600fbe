"""The timeline: the page that lists all events, and the events that figures of it draw."""

from collections.abc import Iterable, Iterator

from generator.figures.timeline import TimelineEvent, draw
from generator.model.date_words import format_date
from generator.model.entities import Event
from generator.model.kinds import Kind, Ref
from generator.model.page_paths import get_relative_url
from generator.pages import rows
from generator.pages.page import DeferredPage, Page, render_with_lists
from generator.pages.page_context import PageContext, SiteContext
from generator.text.escaping import Markdown

EVENT_LIMIT = 200
"""Events in the figure of the timeline's page: the latest; the list has them all."""


def prepare_events(context: PageContext, refs: Iterable[Ref]) -> list[TimelineEvent]:
    """Return the dated events among these for a figure on the page."""
    events = []
    for ref in refs:
        event = context.index.entities[ref]
        if isinstance(event, Event) and event.date:
            events.append(
                TimelineEvent(
                    title=event.name,
                    href=get_relative_url(f"{ref.stem}.md", context.path),
                    date=event.date,
                    words=format_date(event.date),
                    status=event.status,
                )
            )
    return events


def render(site: SiteContext) -> Iterator[Page | DeferredPage]:
    """Yield the page of all events, and the further pages of its list."""
    context = site.get_context("timeline.md")
    refs = site.index.select_kind(Kind.EVENT)
    section = rows.list_events(context, refs)
    figure = Markdown(draw(prepare_events(context, refs), limit=EVENT_LIMIT))
    yield from render_with_lists(site, context.path, "timeline", [section], {"title": "Timeline", "figure": figure})
