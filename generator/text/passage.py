"""Passages: the stretches of prose in which names are found and quotes are anchored.

A passage knows its plain text and where in article.md that text stands. How emphasis, links and footnote references
lie over the text is kept beside it, as ranges, for `generator.text.weave` to put back.
"""

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from generator.diagnostics import Span

_WORD = re.compile(r"\S+")


class EntityLink(NamedTuple):
    """`[Sinwar](actor:yahya-sinwar)`: text[start:end] leads to an entity by hand; whether it exists is not checked."""

    start: int
    end: int
    kind: str
    id: str


class Wrap(NamedTuple):
    """Emphasis or a link over text[start:end]; `target` is empty for emphasis."""

    start: int
    end: int
    kind: Literal["link", "strong", "em"]
    target: str = ""


class Note(NamedTuple):
    """A reference to the article's own footnote `label`, between two characters of the text."""

    at: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """The content of a paragraph, heading or cell: its visible text, and what lies over it.

    Ranges are half-open and in characters of `text`. `breaks` are the offsets of the line ends that the writer asked
    for (the others are mere wrapping). `protected` is where no names are looked for: code, links, bare addresses.
    """

    text: str
    wraps: tuple[Wrap, ...] = ()
    links: tuple[EntityLink, ...] = ()
    code: tuple[tuple[int, int], ...] = ()
    notes: tuple[Note, ...] = ()
    breaks: tuple[int, ...] = ()
    protected: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """The lines of article.md that something was read from; `line` is the number of the first."""

    line: int
    lines: tuple[str, ...]

    def locate(self, text: str, start: int, end: int | None = None) -> Span:
        """Where text[start:end] stands, without an end the word at `start`.

        The line follows from the line ends in `text`. Markup may stand between the words of the file: the column is
        that of the longest beginning of the words that is found, and 1 where none is.
        """
        row = text.count("\n", 0, start)
        line_start = text.rfind("\n", 0, start) + 1
        line_end = text.find("\n", start)
        sought = text[start : min(end or len(text), line_end if line_end >= 0 else len(text))].strip()
        word = _WORD.match(sought)
        first = word[0] if word else ""
        for wanted in (sought if end else first, first):
            # Further on in a line as long as that nobody counts columns; counting them each time would take too long.
            before = text.count(wanted, line_start, start) if wanted and start - line_start < 5_000 else 0
            for number, line in enumerate(self.lines[row : row + 3], row):
                if wanted and wanted in line:
                    return Span(self.line + number, _nth(line, wanted, before) + 1, len(wanted))
        return Span(self.line + min(row, max(len(self.lines) - 1, 0)))


def _nth(line: str, wanted: str, number: int) -> int:
    """Offset of an occurrence of `wanted`, counted from 0; of the last one where there are fewer."""
    found = line.find(wanted)
    for _ in range(number):
        following = line.find(wanted, found + len(wanted))
        if following < 0:
            break
        found = following
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, the paragraph of a list item, quotation or footnote, or a table cell.

    `number` counts from 1, footnotes last. `anchor` is its id on the page: `p12`, and for all of a footnote
    `fn:note-…`. `section` is the number of the heading above it, 0 before the first.
    """

    number: int
    anchor: str
    section: int
    inline: Inline
    origin: Origin

    @property
    def text(self) -> str:
        """The visible plain text, each line end as one character."""
        return self.inline.text

    @property
    def protected(self) -> tuple[tuple[int, int], ...]:
        """Half-open ranges of `text` where no names are looked for, in order."""
        return self.inline.protected

    @property
    def links(self) -> tuple[EntityLink, ...]:
        """The entities that the writer linked by hand."""
        return self.inline.links

    @property
    def in_footnote(self) -> bool:
        """Whether it belongs to a footnote, whose id the page has already."""
        return self.anchor.startswith("fn:")

    def span(self, start: int, end: int | None = None) -> Span:
        """Where text[start:end] stands in article.md; see `Origin.locate`."""
        return self.origin.locate(self.text, start, end)
