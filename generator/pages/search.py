"""The search page without scripts; the theme's modules add the search itself."""

from collections.abc import Iterator

from generator.model.entity_kinds import FACET_KINDS, MENU, get_index_path, get_index_title
from generator.pages.page import Page
from generator.pages.page_context import PageContext, SiteContext
from generator.pages.templating import render_template
from generator.text.escaping import Markdown

_TITLE = "Search"


def render(site: SiteContext) -> Iterator[Page]:
    """Yield the search page."""
    context = site.get_context("search.md")
    values = {
        "title": _TITLE,
        "facets": ", ".join(FACET_KINDS),
        "indexes": Markdown(", ".join(_link_indexes(context))),
    }
    yield Page(context.path, render_template("search", context=context, **values), _TITLE)


def _link_indexes(context: PageContext) -> Iterator[Markdown]:
    for kind in MENU:
        yield context.link_text(get_index_title(kind), get_index_path(kind))
