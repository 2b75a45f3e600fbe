"""The blocks of an article on its way into article.md, and the file that they make.

There are fewer kinds than in CommonMark, and each is written in one way. Neighbors that CommonMark would join, such as
two lists, are kept apart.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, dropwhile

from generator.importing.commonmark import ProsePlace, render_prose
from generator.importing.inline_text import Prose, get_text

MAX_NESTING = 6
"""Levels of nested lists and quotations at most; articles may have twice as many, and lists count double."""
_TOP_HEADING = 2
_LOWEST_HEADING = 6
_LEADING_TICKS = re.compile("^`*", re.MULTILINE)


class Block(ABC):
    """A block of an article. The defaults are those of a block without words."""

    __slots__ = ()

    @property
    def line(self) -> str:
        """The words of a block that is a single line of text; empty for other blocks."""
        return ""

    @property
    def words(self) -> str:
        """All words, to count and compare them."""
        return self.line

    def map_prose(self, change: Callable[[Prose], Prose]) -> "Block":
        """Return the block with all its prose changed."""
        del change
        return self

    def lower(self, levels: int) -> "Block":
        """Return the block with a heading that is lower by some levels."""
        del levels
        return self

    @abstractmethod
    def render(self) -> str:
        """Return the block as CommonMark; empty if it shows nothing."""


@dataclass(frozen=True, slots=True)
class ImportedParagraph(Block):
    """A paragraph."""

    prose: Prose

    @property
    def line(self) -> str:
        """Its words."""
        return get_text(self.prose)

    def map_prose(self, change: Callable[[Prose], Prose]) -> Block:
        """Return the paragraph with its prose changed."""
        return ImportedParagraph(change(self.prose))

    def render(self) -> str:
        """Return the prose."""
        return render_prose(self.prose)


@dataclass(frozen=True, slots=True)
class ImportedHeading(Block):
    """A heading of level 1 to 6, as in the file."""

    level: int
    prose: Prose

    @property
    def line(self) -> str:
        """Its words."""
        return get_text(self.prose)

    def map_prose(self, change: Callable[[Prose], Prose]) -> Block:
        """Return the heading with its prose changed."""
        return replace(self, prose=change(self.prose))

    def lower(self, levels: int) -> Block:
        """Return the heading with a lower level."""
        return replace(self, level=min(self.level + levels, _LOWEST_HEADING))

    def render(self) -> str:
        """Return the heading on one line."""
        words = render_prose(self.prose, ProsePlace(one_line=True))
        return f"{'#' * self.level} {words}" if words else ""


@dataclass(frozen=True, slots=True)
class ImportedList(Block):
    """A list; `start` is its first number, None for bullets.

    With `has_other_marker`, its marker shows that it is not the continuation of the list before it.
    """

    start: int | None
    items: tuple[tuple[Block, ...], ...]
    has_other_marker: bool = False

    @property
    def words(self) -> str:
        """All words of its items."""
        return " ".join(map(get_words, self.items))

    @property
    def is_tight(self) -> bool:
        """True if each item is a paragraph, perhaps with a tight list below it."""
        return all(map(_is_tight, self.items))

    def map_prose(self, change: Callable[[Prose], Prose]) -> Block:
        """Return the list with the prose of its items changed."""
        return replace(self, items=tuple(map_prose(item, change) for item in self.items))

    def render(self) -> str:
        """Return the items with their markers, without empty ones."""
        separator = "\n" if self.is_tight else "\n\n"
        items = []
        for number, item in enumerate(self.items, self.start or 0):
            if text := separator.join(_render_blocks(item)):
                marker = self._create_marker(number)
                items.append(_indent(text, marker, " " * len(marker)))
        return separator.join(items)

    def _create_marker(self, number: int) -> str:
        bullet, after_number = ("*", ")") if self.has_other_marker else ("-", ".")
        return f"{bullet} " if self.start is None else f"{number}{after_number} "


@dataclass(frozen=True, slots=True)
class ImportedQuotation(Block):
    """Blocks that are quoted."""

    blocks: tuple[Block, ...]

    @property
    def words(self) -> str:
        """All words of its blocks."""
        return get_words(self.blocks)

    def map_prose(self, change: Callable[[Prose], Prose]) -> Block:
        """Return the quotation with the prose of its blocks changed."""
        return ImportedQuotation(map_prose(self.blocks, change))

    def render(self) -> str:
        """Return its blocks behind `>`."""
        return _indent(_join_blocks(self.blocks), "> ", "> ")


@dataclass(frozen=True, slots=True)
class ImportedCode(Block):
    """Lines of code."""

    text: str

    @property
    def words(self) -> str:
        """The code."""
        return self.text

    def render(self) -> str:
        """Return the lines in a fence that is longer than any run of backticks in them."""
        if not self.text.strip():
            return ""
        lines = self.text.strip("\n").split("\n")
        longest = max(map(len, _LEADING_TICKS.findall(self.text)))
        fence = "`" * max(3, longest + 1)
        return "\n".join([fence, *lines, fence])


@dataclass(frozen=True, slots=True)
class ImportedBreak(Block):
    """A line across the page."""

    def render(self) -> str:
        """Return a rule."""
        return "---"


@dataclass(frozen=True, slots=True)
class ImportedTable(Block):
    """Rows of cells; the first row is the head."""

    rows: tuple[tuple[Prose, ...], ...]

    @property
    def words(self) -> str:
        """All words of its cells."""
        return " ".join(map(get_text, chain.from_iterable(self.rows)))

    def map_prose(self, change: Callable[[Prose], Prose]) -> Block:
        """Return the table with the prose of its cells changed."""
        return ImportedTable(tuple(tuple(map(change, row)) for row in self.rows))

    def render(self) -> str:
        """Return the rows that have words, with as many cells as the longest row."""
        width = max(map(len, self.rows), default=0)
        place = ProsePlace(one_line=True, in_cell=True)
        lines = []
        for row in self.rows:
            cells = [render_prose(cell, place) for cell in row]
            if any(cells):
                cells += [""] * (width - len(cells))
                lines.append(f"| {' | '.join(cells)} |")
        if not lines:
            return ""
        head, *others = lines
        return "\n".join([head, f"| {' | '.join(['---'] * width)} |", *others])


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """All blocks of an article, and its footnotes by label."""

    blocks: tuple[Block, ...]
    footnotes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)


def render_markdown(body: Body) -> str:
    """Return the body as CommonMark with a line end at the end; empty if there is nothing."""
    texts = list(_render_blocks(_lower_headings(_trim_rules(body.blocks))))
    for label, blocks in body.footnotes.items():
        texts.append(_indent(_join_blocks(blocks), f"[^{label}]: ", " " * 4))
    return "\n\n".join(texts) + "\n" if texts else ""


def map_prose(blocks: Iterable[Block], change: Callable[[Prose], Prose]) -> tuple[Block, ...]:
    """Return the blocks with all their prose changed."""
    return tuple(block.map_prose(change) for block in blocks)


def get_words(blocks: Iterable[Block]) -> str:
    """Return all words of the blocks, to count and compare them."""
    return " ".join(filter(None, (block.words for block in blocks)))


def find_highest_level(blocks: Iterable[Block]) -> int:
    """Return the highest level of the headings, of which 1 is the highest; that of headings below a title if none."""
    return min((block.level for block in blocks if isinstance(block, ImportedHeading)), default=_TOP_HEADING)


# Rendering


def _is_rule(block: Block) -> bool:
    return isinstance(block, ImportedBreak)


def _trim_rules(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return blocks without rules at either end."""
    without_leading = list(dropwhile(_is_rule, blocks))
    without_trailing = list(dropwhile(_is_rule, reversed(without_leading)))
    return without_trailing[::-1]


def _lower_headings(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return blocks whose highest headings have level 2, as the title of the page is above them."""
    levels = _TOP_HEADING - find_highest_level(blocks)
    return [block.lower(levels) for block in blocks]


def _join_blocks(blocks: Sequence[Block]) -> str:
    return "\n\n".join(_render_blocks(blocks))


def _render_blocks(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the text of each block that has any; a list right after a list has the other kind of marker."""
    previous: Block = ImportedBreak()
    has_other_marker = False
    for block in blocks:
        if isinstance(block, ImportedList) and isinstance(previous, ImportedList):
            has_other_marker = not has_other_marker
            text = replace(block, has_other_marker=has_other_marker).render()
        else:
            has_other_marker = False
            text = block.render()
        if text:
            yield text
            previous = block


def _is_tight(item: Sequence[Block]) -> bool:
    """Check whether an item of a list is a paragraph, perhaps with a tight list below it."""
    match item:
        case (ImportedParagraph(),):
            return True
        case (ImportedParagraph(), ImportedList() as inner):
            return inner.is_tight
    return False


def _indent(text: str, first: str, following: str) -> str:
    """Return text with `first` before its first line and `following` before the others; blank lines end bare."""
    if not text:
        return ""
    first_line, *other_lines = text.split("\n")
    lines = [first + first_line]
    lines += [(following + line if line else following.rstrip()) for line in other_lines]
    return "\n".join(lines)
