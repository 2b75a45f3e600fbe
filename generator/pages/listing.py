"""Lists that no reader and no page can drown in: 50 rows, and further pages for the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from generator.index.links import Rows
from generator.markdown import Markdown

ROWS = 50
"""Rows of a list that one page shows."""


class Row(NamedTuple):
    """One row: a value that the list's macro prints, under a subheading where the list has them."""

    value: Any
    group: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A section of a page that lists things: `macro` of rows.md.j2 prints a row, `slug` is its fragment."""

    slug: str
    title: str
    macro: str
    rows: Rows[Row] = field(repr=False)
    intro: str = ""
    figure: Markdown = field(default=Markdown(""), repr=False)
    """A picture of it, above the rows of its first page."""
    side_by_side: bool = False
    """Whether statements stand beside each other, to be compared, rather than one below the other."""
    apart: bool = False
    """Whether its rows show nothing but what is read when they are asked for, so that each part can be made anew by
    itself."""

    @property
    def style(self) -> Markdown:
        """The class of the list's element."""
        if self.macro == "statement":
            return Markdown("accounts" if self.side_by_side else "ledger")
        return Markdown(f"rows rows-{self.macro}")

    @property
    def parts(self) -> int:
        """How many further pages it takes, besides the section on the page itself."""
        return max(0, -(-(len(self.rows) - ROWS) // ROWS))


@dataclass(frozen=True)
class Sheet:
    """One page's share of a listing: of part 0 the first rows, of part 1 the last, of part 2 those before them.

    So what comes to a list at its beginning, as new briefings do, changes its first two pages and no others; and a part
    once full has the same rows for good.
    """

    listing: Listing
    part: int
    stem: str

    @cached_property
    def rows(self) -> Sequence[Row]:
        """Its rows."""
        rows, begin = self.listing.rows, (self.part - 1) * ROWS
        if not self.part:
            return rows[:ROWS]
        # A part that is full does not ask how many rows there are, as it would change with each new one.
        return rows.last(begin, begin + ROWS if rows.reaches(begin + 2 * ROWS - 1) else len(rows) - ROWS)

    @property
    def groups(self) -> Iterator[tuple[str, list[Any]]]:
        """The rows, by subheading."""
        for group, members in groupby(self.rows, key=lambda row: row.group):
            yield group, [row.value for row in members]

    @property
    def pager(self) -> list[int | None]:
        """The parts to offer, in the order of the rows: the first and the last, and those beside this one.

        None stands for a gap. How many there are in all is not told, as each page would change with it.
        """
        near = {1, *range(self.part - 1, self.part + 2)} if self.part else {1, self.listing.parts}
        offered = sorted((part for part in near if self._is_there(part)), reverse=True)
        shown: list[int | None] = [0]
        for part in offered:
            shown += [None, part] if self._is_there(part + 1) and part + 1 not in shown else [part]
        return shown

    def _is_there(self, part: int) -> bool:
        return part >= 1 and self.listing.rows.reaches(part * ROWS)

    def path(self, part: int) -> str:
        """Where a part of the listing is, relative to docs/."""
        if not part:
            return f"{self.stem}.md#{self.listing.slug}"
        return f"{self.stem}/{self.listing.slug}/{part}.md"


def sheets(listing: Listing, stem: str) -> list[Sheet]:
    """The pages of a listing of the page `stem`, in the order of the rows: the first is a section of that page."""
    return [Sheet(listing, part, stem) for part in (0, *range(listing.parts, 0, -1))]
