"""The list of all statements: the page with the newest ones, and the data by which scripts filter and sort all of them.

Without scripts the page leads to the lists of statements on the pages of actors, questions and sources.
"""

from collections.abc import Iterator

from generator.index.model import Index
from generator.model.entity_kinds import MENU, get_index_path, get_index_title
from generator.model.kinds import USAGE
from generator.pages import statement_columns, statement_rows
from generator.pages.page import DeferredPage, Page
from generator.pages.page_context import STATEMENTS_PATH, PageContext, SiteContext
from generator.pages.pagination import ROWS_PER_PAGE
from generator.pages.statement_columns import STATEMENTS_PER_FILE
from generator.pages.templating import render_template
from generator.text.escaping import Markdown

_TITLE = "Statements"


def render(site: SiteContext) -> Iterator[Page | DeferredPage]:
    """Yield the page of all statements, and its data."""
    index, context = site.index, site.get_context(STATEMENTS_PATH)
    values = {
        "title": _TITLE,
        "total": len(index.newest_statements),
        "newest": index.newest_statements[:ROWS_PER_PAGE],
        "data": describe_data(index),
        "indexes": Markdown(", ".join(_link_indexes(context))),
    }
    yield Page(STATEMENTS_PATH, render_template("statements", context=context, **values), _TITLE)
    yield from statement_columns.list_files(index)
    yield from statement_rows.list_files(context)


def describe_data(index: Index) -> Markdown:
    """Return the attributes of an element whose script reads the data of all statements."""
    values = {
        "statements": len(index.newest_statements),
        "file-size": STATEMENTS_PER_FILE,
        "kinds": " ".join(USAGE),
    }
    return Markdown(" ".join(f'data-{name}="{value}"' for name, value in values.items()))


def _link_indexes(context: PageContext) -> Iterator[Markdown]:
    for kind in MENU:
        yield context.link_text(get_index_title(kind), get_index_path(kind))
