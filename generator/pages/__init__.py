"""The fourth stage: pages. Pure functions from the index to the text of the files of docs/.

What is rendered at a time is a subject: a thing with its page and the further pages of its lists, or one of the pages
that are of no single thing. A subject is named by the path of its page without the ending.
"""

from collections.abc import Callable, Iterator, Mapping

from generator.index.used import Index
from generator.model.kinds import FOLDERS, Kind, Ref
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

_GENERAL: Mapping[str, Callable[[Standpoints], Iterator[Page]]] = {
    "index": home.render,
    "timeline": timeline.render,
    "network": network.render,
    "methodology": methodology.render,
    "search": search.render,
}
"""Pages of no single thing."""


def subjects(index: Index) -> list[str]:
    """All there is to render."""
    things = [ref.stem for ref in (*index.cards, *index.entities)]
    return [*_GENERAL, *(f"{kind.folder}/index" for kind in indexes.KINDS), *things]


def render(index: Index) -> Iterator[Page]:
    """Every page of the site that the generator writes."""
    site = Standpoints(index)
    for subject in subjects(index):
        yield from render_subject(site, subject)


def render_subject(site: Standpoints, subject: str) -> Iterator[Page]:
    """The pages of one subject."""
    for page in _pages(site, subject):
        yield machine.described(site.index, page)


def _pages(site: Standpoints, subject: str) -> Iterator[Page]:
    if subject in _GENERAL:
        yield from _GENERAL[subject](site)
        return
    folder, _, id_ = subject.partition("/")
    ref = Ref(FOLDERS[folder], id_)
    if id_ == "index":
        yield from indexes.render(site, ref.kind)
    elif ref.kind is Kind.BRIEFING:
        yield from briefing.render(site, site.index.briefings[ref])
        yield from redirects.render(site.index, ref)
    else:
        yield from entities.render(site, ref)
        yield from redirects.render(site.index, ref)
