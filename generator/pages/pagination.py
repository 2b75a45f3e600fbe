"""Pagination: a list shows 50 rows on its page, and the others on further pages."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple

from generator.index.contract import LazyRows
from generator.infra.mappings import group_by
from generator.model.kinds import Ref
from generator.pages.wording import capitalize
from generator.text.escaping import Markdown

ROWS_PER_PAGE = 50
"""Rows of a list that one page shows."""


class Row(NamedTuple):
    """One row of a list: the value for the list's macro, and the subheading that it is under, if any.

    A subheading that is a record is linked.
    """

    value: Any
    group: str | Ref = ""


class PagerItem(NamedTuple):
    """A part of a pager: its text, and the number of the page to link; None for the page itself."""

    text: str
    number: int | None


class PagerWords(NamedTuple):
    """The words of the links of a pager, in the order of the rows."""

    first: str
    previous: str
    next: str
    last: str


_IN_TIME = PagerWords("newest", "newer", "older", "oldest")
_IN_ORDER = PagerWords("first", "previous", "next", "last")


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
    tool: Markdown = field(default=Markdown(""), repr=False)
    """A link to a page on which readers filter or compare the rows, below those of the first page."""
    side_by_side: bool = False
    """True if statements are shown side by side, to be compared, rather than one below the other."""
    is_deferred: bool = False
    """True if rows depend only on the data that is read when they are asked for.

    Each further page can then be rendered by itself.
    """
    get_year: Callable[[Any], int] | None = field(default=None, repr=False)
    """The year of a row by its value, if the list runs from the newest year to the oldest."""
    year_title: str = "texts of {}"
    """The words of a subheading with a year."""
    group_order: tuple[str, ...] = ()
    """The order of the subheadings on each page; all others are in the order of the rows."""
    rest_title: str = ""
    """The subheading of the rows without one, if other rows of a page are under records; they come after these."""

    folded: "FoldedList | None" = field(default=None, repr=False)
    """A further list that is folded below the rows of the first page."""

    @property
    def has_rows(self) -> bool:
        """True if there is a row to show, folded or not."""
        return bool(self.rows) or self.folded is not None

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


class FoldedList(NamedTuple):
    """A list that a reader opens by its summary, which is plain text: all of its rows are on one page."""

    summary: str
    section: ListSection


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
    def groups(self) -> Iterator[tuple[str | Ref, list[Any]]]:
        """The values of the rows, by subheading. In a list with further pages, the subheadings have years."""
        groups = group_by(self._get_place, self.rows)
        for place in sorted(groups, key=itemgetter(0)):
            yield place[1], [row.value for row in groups[place]]

    def _get_place(self, row: Row) -> tuple[int, str | Ref]:
        """Return the place of the subheading of a row among all, and the subheading; records come first."""
        if isinstance(row.group, Ref):
            return -1, row.group
        order = self.section.group_order
        return order.index(row.group) if row.group in order else 0, self._get_heading(row.group, row.value)

    def _get_heading(self, group: str, value: Any) -> str:
        group = group or self._rest_title
        if not (self.section.get_year and self.is_partial):
            return group
        year = self.section.year_title.format(self.section.get_year(value))
        return f"{group}, {year}" if group else capitalize(year)

    @cached_property
    def _rest_title(self) -> str:
        is_mixed = any(isinstance(row.group, Ref) for row in self.rows)
        return self.section.rest_title if is_mixed else ""

    @property
    def is_partial(self) -> bool:
        """True if the list has other pages."""
        return self.number > 0 or self.section.further_pages > 0

    @property
    def period(self) -> str:
        """The years of the rows, the newest first; for lists without years, the number of the page."""
        if not self.section.get_year:
            return f"part {self.number}"
        years = [self.section.get_year(row.value) for row in self.rows]
        newest, oldest = max(years), min(years)
        return f"{newest}–{oldest}" if newest != oldest else f"{newest}"

    @property
    def pager(self) -> list[PagerItem]:
        """The links to the neighboring pages and to both ends, around the years of this page.

        The number of pages is not shown, because each page would change with it.
        """
        previous, following = self._find_neighbors()
        words = _IN_TIME if self.section.get_year else _IN_ORDER
        items = []
        if previous:
            items.append(PagerItem(words.first, 0))
        if previous is not None:
            items.append(PagerItem(words.previous, previous))
        if self.number or self.section.get_year:
            items.append(PagerItem(self.period, None))
        if following:
            items.append(PagerItem(words.next, following))
        if following > 1:
            items.append(PagerItem(words.last, 1))
        return items

    def _find_neighbors(self) -> tuple[int | None, int]:
        """Return the numbers of the pages before and after this one in the order of the rows.

        The first page has None before it, the last one has 0 after it.
        """
        if not self.number:
            return None, self.section.further_pages
        return self.number + 1 if self._has_page(self.number + 1) else 0, self.number - 1

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
