"""The blocks of an article, which `generator.text.article` reads and `generator.pages.markdown_renderer` writes.

The members of `Block` are structs of msgspec: unlike a dataclass, a struct is stored with a tag, its name, which says
which member of a union it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Literal

from msgspec import Struct

from generator.text.passage import Inline, Passage, PassagePlace

Align = Literal["left", "center", "right", ""]


class _TaggedBlock(Struct, frozen=True, tag=True, array_like=True):
    """The form of all blocks in the store: an array of the tag and the values of the fields."""


class Paragraph(_TaggedBlock, frozen=True):
    """A paragraph. It is a passage with this place, unless it shows no words, such as a lone footnote reference."""

    inline: Inline
    place: PassagePlace | None


class Heading(_TaggedBlock, frozen=True):
    """A heading; `level` is its level on the page, 2 to 6."""

    level: int
    id: str
    inline: Inline


class ListBlock(_TaggedBlock, frozen=True):
    """A list. `start` is its first number, or None for bullets.

    In a `tight` list, no item has more than a paragraph and a tight list after it.
    """

    start: int | None
    tight: bool
    items: "tuple[tuple[Block, ...], ...]"


class Quotation(_TaggedBlock, frozen=True):
    """A block quotation."""

    blocks: "tuple[Block, ...]"


class CodeBlock(_TaggedBlock, frozen=True):
    """A block of code; `language` is empty if it is not given."""

    language: str
    text: str


class ThematicBreak(_TaggedBlock, frozen=True):
    """A horizontal line across the page."""


class Table(_TaggedBlock, frozen=True):
    """A table: the first row is the header, and each row has one cell for each alignment."""

    align: tuple[Align, ...]
    rows: tuple[tuple[Paragraph, ...], ...]


class ImageBlock(_TaggedBlock, frozen=True):
    """An image, a paragraph of its own: the name of its file, its alternative text, and its caption, if it has them."""

    file: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote of the article; `label` is its label on the page."""

    label: str
    blocks: "tuple[Block, ...]"


Block = Paragraph | Heading | ListBlock | Quotation | CodeBlock | ThematicBreak | Table | ImageBlock


@dataclass(frozen=True)
class ArticleBody:
    """The prose of an article as plain data: its blocks and footnotes."""

    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...]

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The passages in order, those of footnotes last."""
        passages = list(_iterate_passages(self.blocks))
        for footnote in self.footnotes:
            passages.extend(_iterate_passages(footnote.blocks))
        return tuple(passages)


def _iterate_passages(blocks: Iterable[Block]) -> Iterator[Passage]:
    for block in blocks:
        match block:
            case Paragraph(inline, PassagePlace(number, anchor, section)):
                yield Passage(number=number, anchor=anchor, section=section, inline=inline)
            case Quotation(inner):
                yield from _iterate_passages(inner)
            case ListBlock(items=rows) | Table(rows=rows):
                yield from _iterate_passages(chain.from_iterable(rows))
