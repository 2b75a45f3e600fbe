"""Passages: the units of prose in which names and quotes are found.

A passage has its plain text; an `Origin` is the position of that text in article.md. Emphasis, links and footnote
references are ranges over the text, from which pages render them again.
"""

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from generator.diagnostics.diagnostic import Span

_WORD = re.compile(r"\S+")
_MAX_COUNTED = 5_000
"""The number of characters of a line in which repeated words are counted."""


class EntityLink(NamedTuple):
    """A link `[Sinwar](actor:yahya-sinwar)` over text[start:end] to an entity, which may not exist."""

    start: int
    end: int
    kind: str
    id: str

    @property
    def range(self) -> tuple[int, int]:
        """The half-open range of the text."""
        return self.start, self.end


class PlacedLink(NamedTuple):
    """A link to an entity, in a passage or a heading, with its span in article.md."""

    kind: str
    id: str
    span: Span


class Wrap(NamedTuple):
    """Emphasis or a link over text[start:end]; `target` is empty for emphasis."""

    start: int
    end: int
    kind: Literal["link", "strong", "em"]
    target: str = ""

    @property
    def range(self) -> tuple[int, int]:
        """The half-open range of the text."""
        return self.start, self.end


class Note(NamedTuple):
    """A reference to the footnote `label` of the article, between two characters of the text."""

    at: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """The content of a paragraph, heading or cell: its visible text, and the ranges of markup over it.

    Ranges are half-open and in characters of `text`. `breaks` are the offsets of hard line breaks; other line ends only
    wrap the text. `protected` ranges are not searched for names: code, bare URLs, links to entities, and words that the
    writer marks as no name (`[May](none)`).
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
    """The lines of article.md from which a text was parsed; `line` is the number of the first one."""

    line: int
    lines: tuple[str, ...]

    def locate(self, text: str, start: int, end: int | None = None) -> Span:
        """Return the span of text[start:end], or of the word at `start` if there is no `end`.

        The line follows from the line ends in `text`. The file may have markup between the words: the column is that of
        all the words if they are found, else that of the first word, and else 1.
        """
        row = text.count("\n", 0, start)
        line_start = text.rfind("\n", 0, start) + 1
        line_end = text.find("\n", start)
        phrase = text[start : min(end or len(text), line_end if line_end >= 0 else len(text))].strip()
        match = _WORD.match(phrase)
        word = match[0] if match else ""
        for words in (phrase if end else word, word):
            if not words:
                continue
            # The column matters less in a very long line, in which counting each time would take too long.
            number = text.count(words, line_start, start) if start - line_start < _MAX_COUNTED else 0
            for line_number, line in enumerate(self.lines[row : row + 3], row):
                if words in line:
                    return Span(self.line + line_number, _find_occurrence(line, words, number) + 1, len(words))
        return Span(self.line + min(row, max(len(self.lines) - 1, 0)))


def _find_occurrence(line: str, words: str, number: int) -> int:
    """Return the offset of an occurrence of `words`, counted from 0, or of the last one if there are fewer."""
    offset = line.find(words)
    for _ in range(number):
        next_offset = line.find(words, offset + len(words))
        if next_offset < 0:
            break
        offset = next_offset
    return offset


class PassagePlace(NamedTuple):
    """The place of a passage in the article; see `Passage` for the fields."""

    number: int
    anchor: str
    section: int

    @property
    def in_footnote(self) -> bool:
        """True in a footnote, whose id the page already has."""
        return self.anchor.startswith("fn:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, the paragraph of a list item, quotation or footnote, or a table cell.

    `number` counts from 1, footnotes last. `anchor` is its id on the page: `p12`, or `fn:note-…` for all passages of a
    footnote. `section` is the number of the heading above it, 0 before the first one. The words of a heading are also a
    passage, with the number 0, the id of the heading, and the number of the heading as the section.
    """

    number: int
    anchor: str
    section: int
    inline: Inline

    @property
    def text(self) -> str:
        """The visible plain text, in which each line end is one character."""
        return self.inline.text

    @property
    def protected(self) -> tuple[tuple[int, int], ...]:
        """Half-open ranges of `text` that are not searched for names, in order."""
        return self.inline.protected

    @property
    def links(self) -> tuple[EntityLink, ...]:
        """The links to entities that the writer made."""
        return self.inline.links

    @property
    def is_heading(self) -> bool:
        """True for the words of a heading."""
        return self.number == 0

    def linked_ranges(self) -> list[tuple[int, int]]:
        """Return the ranges of `text` that the writer made links, in order."""
        wraps = [wrap.range for wrap in self.inline.wraps if wrap.kind == "link"]
        return sorted([*wraps, *(link.range for link in self.links)])

    def is_entity_link(self, start: int, end: int) -> bool:
        """Check whether the writer made exactly text[start:end] a link to an entity."""
        return any(link.range == (start, end) for link in self.links)

    @property
    def in_footnote(self) -> bool:
        """True in a footnote, whose id the page already has."""
        return self.anchor.startswith("fn:")
