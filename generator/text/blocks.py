"""The blocks that an article is made of, as `generator.text.article` reads and `generator.text.markup` writes them."""

from dataclasses import dataclass
from typing import Literal

from generator.text.passage import Inline, Passage

Align = Literal["left", "center", "right", ""]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Prose. There is no passage where it shows no words: an image without a description, a lone reference."""

    inline: Inline
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` is that on the page, 2 to 6."""

    level: int
    id: str
    inline: Inline


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list. `start` is the first number, none for bullets.

    `tight`: no item holds more than a paragraph and perhaps a tight list after it.
    """

    start: int | None
    tight: bool
    items: "tuple[tuple[Block, ...], ...]"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Blocks set off as somebody's words."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code; `language` is empty where none is named."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first of them the head; each has as many cells as there are alignments."""

    align: tuple[Align, ...]
    rows: tuple[tuple[Paragraph, ...], ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """One of the article's own footnotes; `label` is the one on the page."""

    label: str
    blocks: "tuple[Block, ...]"


Block = Paragraph | Heading | ListBlock | Quotation | Code | Rule | Table
