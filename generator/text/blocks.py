"""The blocks of an article, which `generator.text.article` reads and `generator.pages.markdown_renderer` writes."""

from dataclasses import dataclass
from typing import Literal

from generator.text.passage import Inline, Passage

Align = Literal["left", "center", "right", ""]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. It has no passage if it shows no words, such as a lone footnote reference."""

    inline: Inline
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` is its level on the page, 2 to 6."""

    level: int
    id: str
    inline: Inline


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list. `start` is its first number, or None for bullets.

    In a `tight` list, no item has more than a paragraph and a tight list after it.
    """

    start: int | None
    tight: bool
    items: "tuple[tuple[Block, ...], ...]"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block quotation."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A block of code; `language` is empty if it is not given."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class ThematicBreak:
    """A horizontal line across the page."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the first row is the header, and each row has one cell for each alignment."""

    align: tuple[Align, ...]
    rows: tuple[tuple[Paragraph, ...], ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote of the article; `label` is its label on the page."""

    label: str
    blocks: "tuple[Block, ...]"


Block = Paragraph | Heading | ListBlock | Quotation | CodeBlock | ThematicBreak | Table


@dataclass(frozen=True, slots=True)
class ArticleBody:
    """The prose of an article as plain data: its passages in order, and the blocks and footnotes that contain them."""

    passages: tuple[Passage, ...]
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...]
