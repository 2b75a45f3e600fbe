"""The rows of the list of all statements as data, which scripts show in any selection and order.

A file has 50 statements. Files are numbered from the oldest, so that a new briefing changes only the last ones.
`theme/assets/statements/rows.js` reads them.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from generator.index.contract import LazyRows
from generator.index.model import Statement
from generator.model.date_words import format_date
from generator.model.kinds import Ref
from generator.model.page_paths import get_relative_url
from generator.pages.page import DeferredPage, Page
from generator.pages.page_context import PageContext
from generator.pages.pagination import ROWS_PER_PAGE
from generator.pages.shared_text import add_quotation_marks
from generator.pages.statement_columns import FOLDER, encode
from generator.pages.text_runs import Run, join_runs


def list_files(context: PageContext) -> Iterator[DeferredPage]:
    """Yield the files with the rows of all statements; `context` is that of the page that lists them."""
    rows = context.index.newest_statements
    for number in range(-(-len(rows) // ROWS_PER_PAGE)):
        path = f"{FOLDER}/rows-{number}.json"
        yield DeferredPage(path, partial(_build_file, context, rows, number), frozenset())


def _build_file(context: PageContext, rows: LazyRows[Statement], number: int) -> Page:
    start = number * ROWS_PER_PAGE
    built = [_build_row(context, statement) for statement in rows.take_from_end(start, start + ROWS_PER_PAGE)]
    return Page(f"{FOLDER}/rows-{number}.json", encode(built))


def _build_row(context: PageContext, statement: Statement) -> dict[str, Any]:
    """Return a statement; `head` and each of `details` are lists of runs."""
    key = statement.key
    return {
        "kind": statement.kind,
        "head": _encode_runs(context, context.shared.list_head_runs(statement)),
        "says": statement.says,
        "words": add_quotation_marks(statement.words),
        "language": context.index.cards[key.briefing].language,
        "address": _resolve(context, f"{key.briefing.stem}.md#{key.id}"),
        "details": [_encode_runs(context, detail) for detail in _list_details(context, statement)],
    }


def _encode_runs(context: PageContext, runs: Iterable[Run]) -> list[str | list[str]]:
    """Return runs as data: a plain run as its text, any other as [text, address, style]."""
    encoded: list[str | list[str]] = []
    for run in runs:
        address = _resolve(context, run.path) if run.path else ""
        encoded.append([run.text, address, run.style] if address or run.style else run.text)
    return encoded


def _resolve(context: PageContext, path: str) -> str:
    """Return the address of a page or of a fragment of a page, relative to the page that lists all statements."""
    page, mark, fragment = path.partition("#")
    return get_relative_url(page, context.path) + mark + fragment


def _list_details(context: PageContext, statement: Statement) -> Iterator[list[Run]]:
    """Yield the details of a statement, each as runs: its date, its briefing, its subjects, and its question."""
    index = context.index
    briefing = statement.key.briefing

    def list_link_runs(ref: Ref) -> list[Run]:
        return [Run(index.label(ref), f"{ref.stem}.md")]

    if statement.date:
        yield [Run(format_date(statement.date))]
    else:
        yield [Run(f"in a text of {format_date(index.cards[briefing].published)}")]
    yield list_link_runs(briefing)
    if statement.direct:
        yield [Run("direct speech")]
    for word, refs in (("about ", statement.about), ("on ", statement.answered)):
        if refs:
            yield [Run(word), *join_runs(list(map(list_link_runs, refs)))]
