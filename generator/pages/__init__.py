"""The fourth stage: pages. Pure functions from the index to the text of the files of docs/, subject by subject."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from generator.index.model import Index
from generator.index.subjects import INDEXES, list_subjects
from generator.model.kinds import Kind
from generator.model.page_paths import parse_path
from generator.pages import (
    briefing,
    changes,
    compare,
    entities,
    home,
    indexes,
    methodology,
    network,
    notice,
    page_metadata,
    redirects,
    search,
    statements,
    timeline,
)
from generator.pages.page import DeferredPage, ImageFile, Page
from generator.pages.page_context import SiteContext

_GENERAL: Mapping[str, Callable[[SiteContext], Iterator[Page | DeferredPage]]] = {
    "index": home.render,
    "changes": changes.render,
    "timeline": timeline.render,
    "network": network.render,
    "methodology": methodology.render,
    "search": search.render,
    "statements/index": statements.render,
    "compare/index": compare.render,
}
"""The renderers of the pages that are not about a single record, by subject."""


def render(index: Index) -> Iterator[Page]:
    """Yield every page of the site that the generator writes."""
    site = SiteContext(index)
    for subject in list_subjects(index):
        yield from render_texts(site, subject)


def render_texts(site: SiteContext, subject: str) -> Iterator[Page]:
    """Yield all pages of one subject, without its images."""
    for page in render_subject(site, subject):
        if not isinstance(page, ImageFile):
            yield page.render() if isinstance(page, DeferredPage) else page


def render_subject(site: SiteContext, subject: str) -> Iterator[Page | DeferredPage | ImageFile]:
    """Yield the pages of one subject, deferred ones not rendered yet, and its images, not encoded yet."""
    for page in _render_without_metadata(site, subject):
        if isinstance(page, ImageFile):
            yield page
        elif isinstance(page, DeferredPage):
            yield page._replace(render=partial(_render_deferred, site.index, page.render))
        else:
            yield page_metadata.add_metadata(site.index, page)


def _render_deferred(index: Index, render: Callable[[], Page]) -> Page:
    return page_metadata.add_metadata(index, render())


def _render_without_metadata(site: SiteContext, subject: str) -> Iterator[Page | DeferredPage | ImageFile]:
    if subject in _GENERAL:
        yield from _GENERAL[subject](site)
        return
    ref = parse_path(subject)
    if not ref:
        yield from indexes.render(site, INDEXES[subject])
    elif ref in site.index.notices:
        yield from notice.render(site, ref)
    else:
        yield from (briefing if ref.kind is Kind.BRIEFING else entities).render(site, ref)
        yield from redirects.render(site.index, ref)
