"""The fourth stage: pages. Pure functions from the index to the text of the files of docs/."""

from collections.abc import Iterator

from generator.index.used import Index
from generator.pages import (
    briefing,
    entities,
    home,
    indexes,
    machine,
    methodology,
    network,
    redirects,
    search,
    timeline,
)
from generator.pages.page import Page
from generator.pages.standpoint import Standpoints


def render(index: Index) -> Iterator[Page]:
    """Every page of the site that the generator writes."""
    for page in _pages(index):
        yield machine.described(index, page)


def _pages(index: Index) -> Iterator[Page]:
    site = Standpoints(index)
    yield from home.render(site)
    for one in index.briefings.values():
        yield from briefing.render(site, one)
    for ref in index.entities:
        yield from entities.render(site, ref)
    yield from indexes.render(site)
    yield from timeline.render(site)
    yield from network.render(site)
    yield from methodology.render(site)
    yield from search.render(site)
    yield from redirects.render(index)
