"""The data by which the list of all statements is filtered: columns with a value for each statement.

A file has one column of up to 5,000 statements. Files are numbered from the oldest statements, so that a new briefing
changes only the last file of each column. `theme/assets/statements/columns.js` reads them.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Any

from generator.index.contract import LazyRows
from generator.index.model import Index, Statement
from generator.model.entity_kinds import ENTITY_KINDS
from generator.model.kinds import AttributionKind, Kind, Ref
from generator.pages.page import DeferredPage, Page

FOLDER = "statements"
"""The folder of docs/ with the list of all statements and its data."""
STATEMENTS_PER_FILE = 5_000
"""The number of statements in a file. More are fewer requests for a large site, and more work for a new briefing."""

_EPOCH = dt.date(1970, 1, 1)
_KINDS = list(AttributionKind)


COLUMNS: Mapping[str, Callable[[Statement], Iterable[Ref]]] = {
    "by": lambda statement: statement.speakers,
    "within": lambda statement: statement.affiliations,
    "about": lambda statement: statement.about,
    "question": lambda statement: statement.answered,
    "source": lambda statement: statement.sources,
    "theme": lambda statement: statement.themes,
}
"""The records that statements are filtered by, by the name of the column, which is its parameter in addresses too."""


def list_files(index: Index) -> Iterator[DeferredPage]:
    """Yield the files of all columns, and the labels of the records in them; none without statements."""
    rows = index.newest_statements
    if not rows:
        return
    for number in range(-(-len(rows) // STATEMENTS_PER_FILE)):
        yield _defer(f"facts-{number}", partial(_build_facts, index, rows, number))
        for name, get_refs in COLUMNS.items():
            yield _defer(f"{name}-{number}", partial(_build_column, rows, number, get_refs))
    for kind in ENTITY_KINDS:
        yield _defer(f"labels-{kind.folder}", partial(_build_labels, index, kind))


def encode(value: Any) -> str:
    """Return a value as JSON in one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _defer(name: str, build: Callable[[], Any]) -> DeferredPage:
    path = f"{FOLDER}/{name}.json"
    return DeferredPage(path, lambda: Page(path, encode(build())), frozenset())


def _take(rows: LazyRows[Statement], number: int) -> Sequence[Statement]:
    """Return the statements of the files with a number, the newest first."""
    start = number * STATEMENTS_PER_FILE
    return rows.take_from_end(start, start + STATEMENTS_PER_FILE)


def _build_facts(index: Index, rows: LazyRows[Statement], number: int) -> dict[str, Any]:
    """Return what each statement has one value of.

    `kinds` and `voices` have a digit for each statement: the number of its kind, and of the sort of its first voice.
    `briefings` has [id, day of publication, number of statements] for each briefing. `dates` has [position, first day,
    last day] for each statement with a date of its own; an open end of an interval is null. Days are counted from 1970.
    """
    kinds, voices, dates = [], [], []
    statement_counts: Counter[Ref] = Counter()
    for position, statement in enumerate(_take(rows, number)):
        kinds.append(str(_KINDS.index(statement.kind)))
        voices.append(str(int(statement.voice_sort)))
        statement_counts[statement.key.briefing] += 1
        if statement.date:
            dates.append([position, _count_days(statement.date.earliest), _count_days(statement.date.latest)])
    briefings = []
    for ref, statement_count in statement_counts.items():
        briefings.append([ref.id, _count_days(index.cards[ref].published.anchor.earliest), statement_count])
    return {"kinds": "".join(kinds), "voices": "".join(voices), "briefings": briefings, "dates": dates}


def _count_days(day: dt.date | None) -> int | None:
    """Return the number of days from 1970 to a day."""
    return (day - _EPOCH).days if day else None


def _build_column(
    rows: LazyRows[Statement], number: int, get_refs: Callable[[Statement], Iterable[Ref]]
) -> dict[str, Any]:
    """Return the records of each statement.

    `records` has the path of each record. `rows` has for each statement 0 if it has none, the number of its record,
    counted from 1, or a list of several numbers.
    """
    refs_by_row = [dict.fromkeys(get_refs(statement)) for statement in _take(rows, number)]
    records = sorted(set(chain.from_iterable(refs_by_row)))
    numbers = {ref: position for position, ref in enumerate(records, start=1)}
    numbered_rows: list[int | list[int]] = []
    for refs in refs_by_row:
        numbered = list(map(numbers.__getitem__, refs))
        numbered_rows.append(numbered if len(refs) > 1 else sum(numbered))
    return {"records": list(map(attrgetter("stem"), records)), "rows": numbered_rows}


def _build_labels(index: Index, kind: Kind) -> dict[str, str]:
    """Return the labels of all records of a kind by id."""
    return {ref.id: index.label(ref) for ref in index.select_kind(kind)}
