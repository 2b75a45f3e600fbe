"""Events in time: what the figure draws of them, and the page that lists them all."""

from collections.abc import Iterable, Iterator

from generator.figures.timeline import TimelineEvent, draw
from generator.markdown import Markdown
from generator.model.date_words import in_words
from generator.model.entities import Event
from generator.model.kinds import Kind, Ref
from generator.pages import rows
from generator.pages.page import Page, Part, pages_with_lists
from generator.pages.standpoint import Standpoint, Standpoints
from generator.paths import page_address

DRAWN = 200
"""Events that the figure of the timeline's page draws: the latest; the list has them all."""


def drawn(here: Standpoint, refs: Iterable[Ref]) -> list[TimelineEvent]:
    """The dated ones among these events, as the figure takes them."""
    entities = here.index.entities
    dated = [(ref, event) for ref in refs if isinstance(event := entities[ref], Event) and event.date]
    return [
        TimelineEvent(
            title=event.name,
            href=page_address(f"{ref.stem}.md", here.path),
            date=event.date,
            words=in_words(event.date),
            status=event.status,
        )
        for ref, event in dated
        if event.date
    ]


def render(site: Standpoints) -> Iterator[Page | Part]:
    """The page of all events."""
    here = site.at("timeline.md")
    refs = site.index.of_kind(Kind.EVENT)
    listing = rows.events(here, refs)
    figure = Markdown(draw(drawn(here, refs), limit=DRAWN))
    yield from pages_with_lists(
        site, here.path, "timeline", [listing] if listing.rows else [], {"title": "Timeline", "figure": figure}
    )
