"""The page that compares two actors. Scripts fill it from the data of all statements (theme/assets/compare)."""

from collections.abc import Iterator

from generator.model.entity_kinds import get_index_path, get_index_title
from generator.model.kinds import Kind
from generator.pages import statements
from generator.pages.page import Page
from generator.pages.page_context import COMPARE_PATH, SiteContext
from generator.pages.templating import render_template

_TITLE = "Compare two actors"


def render(site: SiteContext) -> Iterator[Page]:
    """Yield the page."""
    context = site.get_context(COMPARE_PATH)
    values = {
        "title": _TITLE,
        "total": len(site.index.newest_statements),
        "data": statements.describe_data(site.index),
        "actors": context.link_text(get_index_title(Kind.ACTOR), get_index_path(Kind.ACTOR)),
    }
    yield Page(COMPARE_PATH, render_template("compare", context=context, **values), _TITLE)
