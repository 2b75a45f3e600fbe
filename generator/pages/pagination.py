"""Pagination: a list shows 50 rows on its page, and the others on further pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from generator.index.contract import LazyRows
from generator.text.escaping import Markdown

ROWS_PER_PAGE = 50
"""Rows of a list that one page shows."""


class Row(NamedTuple):
    """One row of a list: the value for the list's macro, and the subheading that it is under, if any."""

    value: Any
    group: str = ""


@dataclass(frozen=True, slots=True)
class ListSection:
    """A section of a page with a list: `macro` of rows.md.j2 prints a row, `slug` is the fragment of the section."""

    slug: str
    title: str
    macro: str
    rows: LazyRows[Row] = field(repr=False)
    intro: str = ""
    figure: Markdown = field(default=Markdown(""), repr=False)
    """A figure of the list, above the rows of its first page."""
    side_by_side: bool = False
    """True if statements are shown side by side, to be compared, rather than one below the other."""
    is_deferred: bool = False
    """True if rows depend only on the data that is read when they are asked for.

    Each further page can then be rendered by itself.
    """

    @property
    def style(self) -> Markdown:
        """The class of the list's element."""
        if self.macro == "statement":
            return Markdown("accounts" if self.side_by_side else "ledger")
        return Markdown(f"rows rows-{self.macro}")

    @property
    def further_pages(self) -> int:
        """The number of further pages, besides the section on the page itself."""
        return max(0, -(-(len(self.rows) - ROWS_PER_PAGE) // ROWS_PER_PAGE))


@dataclass(frozen=True)
class ListPage:
    """The rows of a list on one page: number 0 has the first rows, number 1 the last, number 2 those before them.

    So a row that is added at the beginning, as for a new briefing, changes the first two pages and no others; and the
    rows of a full further page never change.
    """

    section: ListSection
    number: int
    stem: str

    @cached_property
    def rows(self) -> Sequence[Row]:
        """The rows of this page."""
        rows = self.section.rows
        if not self.number:
            return rows[:ROWS_PER_PAGE]
        start = (self.number - 1) * ROWS_PER_PAGE
        # A full page does not read the length of the list, because the page would then change with each new row.
        is_full = rows.has_position(start + 2 * ROWS_PER_PAGE - 1)
        stop = start + ROWS_PER_PAGE if is_full else len(rows) - ROWS_PER_PAGE
        return rows.take_from_end(start, stop)

    @property
    def groups(self) -> Iterator[tuple[str, list[Any]]]:
        """The values of the rows, by subheading."""
        for group, rows in groupby(self.rows, attrgetter("group")):
            yield group, [row.value for row in rows]

    @property
    def pager(self) -> list[int | None]:
        """The numbers of the pages to link, in the order of the rows; None is a gap.

        They are the first page, the last page, and the neighbors of this one. The total is not shown, because each page
        would change with it.
        """
        neighbors = range(self.number - 1, self.number + 2) if self.number else [self.section.further_pages]
        linked = sorted({1, *neighbors}, reverse=True)
        numbers: list[int | None] = [0]
        for number in filter(self._has_page, linked):
            if self._has_page(number + 1) and number + 1 not in numbers:
                numbers.append(None)
            numbers.append(number)
        return numbers

    def _has_page(self, number: int) -> bool:
        return number >= 1 and self.section.rows.has_position(number * ROWS_PER_PAGE)

    def get_path(self, number: int) -> str:
        """Return the path of a page of the list, relative to docs/."""
        if not number:
            return f"{self.stem}.md#{self.section.slug}"
        return f"{self.stem}/{self.section.slug}/{number}.md"


def paginate(section: ListSection, stem: str) -> list[ListPage]:
    """Return the pages of a list in the order of the rows; the first is a section of the page `stem`."""
    return [ListPage(section, number, stem) for number in (0, *range(section.further_pages, 0, -1))]
