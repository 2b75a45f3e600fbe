"""Lists that no reader and no page can drown in: 50 rows, and further pages for the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

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
    rows: Sequence[Row] = field(repr=False)
    intro: str = ""
    figure: Markdown = field(default=Markdown(""), repr=False)
    """A picture of it, above the rows of its first page."""
    side_by_side: bool = False
    """Whether statements stand beside each other, to be compared, rather than one below the other."""

    @property
    def style(self) -> Markdown:
        """The class of the list's element."""
        if self.macro == "statement":
            return Markdown("accounts" if self.side_by_side else "ledger")
        return Markdown(f"rows rows-{self.macro}")

    @property
    def pages(self) -> int:
        """How many pages it takes; the first is the section on the page itself."""
        return max(1, -(-len(self.rows) // ROWS))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page's part of a listing; `first` and `last` count rows from 1."""

    listing: Listing
    number: int
    stem: str

    @property
    def groups(self) -> Iterator[tuple[str, list[Any]]]:
        """The rows, by subheading."""
        rows = self.listing.rows[(self.number - 1) * ROWS : self.number * ROWS]
        for group, members in groupby(rows, key=lambda row: row.group):
            yield group, [row.value for row in members]

    @property
    def first(self) -> int:
        """The position of its first row."""
        return (self.number - 1) * ROWS + 1

    @property
    def last(self) -> int:
        """The position of its last row."""
        return min(self.number * ROWS, len(self.listing.rows))

    @property
    def pager(self) -> list[int]:
        """The pages to offer: the first, the last and those beside this one; 0 stands for a gap."""
        near = {1, self.listing.pages, *range(self.number - 1, self.number + 2)}
        shown: list[int] = []
        for number in sorted(number for number in near if 1 <= number <= self.listing.pages):
            if shown and number > shown[-1] + 1:
                shown.append(0)
            shown.append(number)
        return shown

    def path(self, number: int) -> str:
        """Where page `number` of the listing is, relative to docs/."""
        if number == 1:
            return f"{self.stem}.md#{self.listing.slug}"
        return f"{self.stem}/{self.listing.slug}/{number}.md"


def sheets(listing: Listing, stem: str) -> list[Sheet]:
    """The pages of a listing of the page `stem`, the first included."""
    return [Sheet(listing, number, stem) for number in range(1, listing.pages + 1)]
