"""The fourth stage: pages. Pure functions from the index to the text of the files of docs/.

What is rendered at a time is a subject: a thing with its page and the further pages of its lists, or one of the pages
that are of no single thing. A subject is named by the path of its page without the ending.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

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
from generator.pages.page import Page, Part
from generator.pages.standpoint import Standpoints

_GENERAL: Mapping[str, Callable[[Standpoints], Iterator[Page | Part]]] = {
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
        for page in render_subject(site, subject):
            yield page.make() if isinstance(page, Part) else page


def render_subject(site: Standpoints, subject: str) -> Iterator[Page | Part]:
    """The pages of one subject; those that can be made apart are not made yet."""
    for page in _pages(site, subject):
        if isinstance(page, Part):
            yield page._replace(make=partial(_described, site.index, page.make))
        else:
            yield machine.described(site.index, page)


def _described(index: Index, make: Callable[[], Page]) -> Page:
    return machine.described(index, make())


def _pages(site: Standpoints, subject: str) -> Iterator[Page | Part]:
    if subject in _GENERAL:
        yield from _GENERAL[subject](site)
        return
    folder, _, id_ = subject.partition("/")
    ref = Ref(FOLDERS[folder], id_)
    if id_ == "index":
        yield from indexes.render(site, ref.kind)
    else:
        yield from (briefing if ref.kind is Kind.BRIEFING else entities).render(site, ref)
        yield from redirects.render(site.index, ref)
