"""The fourth stage: pages. Pure functions from the index to the text of the files of docs/."""

from collections.abc import Iterator

from generator.index.used import Index
from generator.pages import briefing, entities, home, indexes, methodology, network, redirects, timeline
from generator.pages.page import Page


def render(index: Index) -> Iterator[Page]:
    """Every page of the site that the generator writes."""
    yield from home.render(index)
    for one in index.briefings.values():
        yield from briefing.render(index, one)
    for ref in index.entities:
        yield from entities.render(index, ref)
    yield from indexes.render(index)
    yield from timeline.render(index)
    yield from network.render(index)
    yield from methodology.render(index)
    yield from redirects.render(index)
