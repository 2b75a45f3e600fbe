"""A page as a value, and the rendering of a page with its lists."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from generator.images.versions import Version
from generator.pages.page_context import SiteContext
from generator.pages.pagination import ListPage, ListSection, paginate
from generator.pages.templating import render_template


class Page(NamedTuple):
    """A file of docs/: its path there, its text, and the title of the page; empty if it has none of its own."""

    path: str
    text: str
    title: str = ""


class ImageFile(NamedTuple):
    """A version of an image in docs/, which the writer encodes; its path names the content of the image.

    `source` is the path of the image below content/, `digest` that of its bytes.
    """

    path: str
    source: str
    digest: str
    version: Version


class DeferredPage(NamedTuple):
    """A further page of a list that is not rendered yet, because a page of an earlier build may still be valid.

    It depends on the data that is read while it is rendered, and on the reads of which `shared_reads` has the hashes.
    """

    path: str
    render: Callable[[], Page]
    shared_reads: frozenset[int]


def render_with_lists(  # noqa: PLR0913, PLR0917  # the values that all such pages have
    site: SiteContext,
    path: str,
    template: str,
    sections: Sequence[ListSection],
    values: Mapping[str, Any],
    shared_reads: frozenset[int] = frozenset(),
) -> Iterator[Page | DeferredPage]:
    """Yield the page at `path` from a template, and the further pages of its lists; `values` has its `title`.

    Lists without rows are left out. Further pages have paths below that of the page: `actors/hamas.md` →
    `actors/hamas/mentions/1.md`. `shared_reads` has the hashes of the reads behind the title and behind the selection
    of deferred lists.
    """
    stem = path.removesuffix(".md")
    opening_pages: list[ListPage] = []
    further_pages: list[ListPage] = []
    for section in filter(attrgetter("has_rows"), sections):
        opening_page, *following_pages = paginate(section, stem)
        opening_pages.append(opening_page)
        further_pages += following_pages
    text = render_template(template, context=site.get_context(path), list_pages=opening_pages, **values)
    yield Page(path, text, values["title"])
    for list_page in further_pages:
        render = partial(_render_further_page, site, list_page, values["title"], path)
        if list_page.section.is_deferred:
            yield DeferredPage(list_page.get_path(list_page.number), render, shared_reads)
        else:
            yield render()


def _render_further_page(site: SiteContext, list_page: ListPage, title: str, main_page: str) -> Page:
    context = site.get_context(list_page.get_path(list_page.number))
    values = {
        "title": f"{title}: {list_page.section.title}, part {list_page.number}",
        "heading": f"{title}: {list_page.section.title}",
        "main_title": title,
        "main_page": main_page,
    }
    return Page(
        context.path, render_template("further", context=context, list_page=list_page, **values), values["title"]
    )
