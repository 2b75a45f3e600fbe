"""Rendering of the body of an article as Markdown in the dialect of Python-Markdown, which MkDocs uses.

Every construct is written from the parsed blocks and every word is escaped, so that text in an article never becomes
markup. Paragraphs get their ids from attribute lists. Only this module knows the differences between the dialect and
CommonMark: items begin with text, adjacent lists merge, and four spaces indent.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count, repeat

from generator.pages.inline_renderer import Link, LinkResolver, Mark, RenderOptions, render_inline
from generator.text.blocks import (
    ArticleBody,
    Block,
    CodeBlock,
    Footnote,
    Heading,
    ImageBlock,
    ListBlock,
    Paragraph,
    Quotation,
    Table,
    ThematicBreak,
)
from generator.text.passage import Inline

__all__ = ["Link", "LinkResolver", "Mark", "render_markdown"]

_INDENT = " " * 4
_TICKS = re.compile(r"`+")
_NO_CODE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_LANGUAGE = re.compile(r"[A-Za-z0-9_+#.-]+")
_DELIMITERS = {"left": ":--", "center": ":-:", "right": "--:", "": "---"}
_SEPARATOR = "<!-- -->"
"""The separator of two lists or two quotations, which would otherwise merge."""


def render_markdown(  # noqa: PLR0913  # what each part of a page is rendered with
    body: ArticleBody,
    links: Mapping[int, Sequence[Link]],
    marks: Mapping[int, Sequence[Mark]],
    resolve: LinkResolver,
    *,
    isolates_dates: bool = False,
    show_image: Callable[[ImageBlock], str] = lambda _: "",
) -> str:
    """Render an article as Markdown, with its own footnotes last, and a line end at the end unless it is empty.

    `links` and `marks` are by passage number; `resolve` returns the target of an entity's kind and id, or None. Each
    mark's `id` is also a footnote reference, whose footnote the caller defines. With `isolates_dates`, dates in digits
    keep their order in text that is written from right to left. `show_image` returns the HTML of an image.
    """
    renderer = _BlockRenderer(links, marks, resolve, isolates_dates, show_image)
    texts = [renderer.render_blocks(body.blocks), *map(renderer.render_footnote, body.footnotes)]
    text = "\n\n".join(filter(None, texts))
    return text + "\n" if text else ""


@dataclass(frozen=True, slots=True)
class _BlockRenderer:
    """A renderer of blocks, with the links and marks of each passage."""

    links: Mapping[int, Sequence[Link]]
    marks: Mapping[int, Sequence[Mark]]
    resolve: LinkResolver
    isolates_dates: bool
    show_image: Callable[[ImageBlock], str]

    def render_blocks(self, blocks: Sequence[Block]) -> str:
        return "\n\n".join(_separate(blocks, map(self.render_block, blocks)))

    def render_block(self, block: Block) -> str:
        match block:
            case Paragraph():
                text = self.render_paragraph(block)
            case Heading(level, name, inline):
                text = f"{'#' * level} {self.render_heading(inline)} {{ #{name} }}"
            case ListBlock():
                text = self.render_list(block)
            case Quotation(blocks):
                text = _prefix_lines(self.render_blocks(blocks), "> ")
            case CodeBlock(language, code):
                text = _format_code(language, code)
            case ThematicBreak():
                text = "---"
            case Table():
                text = self.render_table(block)
            case ImageBlock():
                text = self.show_image(block)
        return text

    def render_heading(self, inline: Inline) -> str:
        """Render the content of a heading, which has no links of names."""
        return self.render_inline(inline, (), (), on_one_line=True).strip()

    def render_prose(self, paragraph: Paragraph, *, on_one_line: bool = False) -> str:
        number = paragraph.place.number if paragraph.place else 0
        links, marks = self.links.get(number, ()), self.marks.get(number, ())
        return self.render_inline(paragraph.inline, links, marks, on_one_line=on_one_line)

    def render_inline(self, inline: Inline, links: Sequence[Link], marks: Sequence[Mark], *, on_one_line: bool) -> str:
        return render_inline(inline, links, marks, self.resolve, RenderOptions(on_one_line, self.isolates_dates))

    def render_paragraph(self, paragraph: Paragraph) -> str:
        text = self.render_prose(paragraph)
        if paragraph.place is None or paragraph.place.in_footnote:
            return text.strip()
        return f"{text}\n{{ #{paragraph.place.anchor} }}"

    def render_list(self, block: ListBlock) -> str:
        markers = repeat("-") if block.start is None else (f"{number}." for number in count(block.start))
        items = map(partial(self.render_item, tight=block.tight), markers, block.items)
        return ("\n" if block.tight else "\n\n").join(items)

    def render_item(self, marker: str, blocks: Sequence[Block], *, tight: bool) -> str:
        texts = _separate(blocks, map(self.render_block, blocks))
        if not texts:
            # A marker without text becomes text if an editor strips the space after it.
            return f"{marker:<4}{_SEPARATOR}"
        if not isinstance(blocks[0], Paragraph):
            # Only text can follow the marker on its line.
            texts.insert(0, "")
        body = _prefix_lines(("\n" if tight else "\n\n").join(texts), _INDENT)
        return f"{marker:<3} " + body.removeprefix(_INDENT)

    def render_table(self, table: Table) -> str:
        lines = list(map(self.render_row, table.rows))
        lines.insert(1, _format_row(_DELIMITERS[align] for align in table.align))
        return "\n".join(lines)

    def render_row(self, cells: Sequence[Paragraph]) -> str:
        return _format_row(map(self.render_cell, cells))

    def render_cell(self, cell: Paragraph) -> str:
        text = self.render_prose(cell, on_one_line=True).strip()
        if cell.place is None or cell.place.in_footnote:
            return text
        return f"{text} {{ #{cell.place.anchor} }}"

    def render_footnote(self, footnote: Footnote) -> str:
        text = _prefix_lines(self.render_blocks(footnote.blocks), _INDENT).removeprefix(_INDENT)
        if footnote.blocks and isinstance(footnote.blocks[0], Paragraph):
            return f"[^{footnote.label}]: {text}"
        return f"[^{footnote.label}]:\n\n{_INDENT}{text}" if text else f"[^{footnote.label}]:"


def _format_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _separate(blocks: Iterable[Block], texts: Iterable[str]) -> list[str]:
    """Return the texts of blocks without the empty ones, with a separator between those that would merge."""
    separated: list[str] = []
    previous: Block | None = None
    for block, text in zip(blocks, texts, strict=True):
        if not text:
            continue
        if isinstance(block, ListBlock | Quotation) and isinstance(previous, type(block)):
            separated.append(_SEPARATOR)
        separated.append(text)
        previous = block
    return separated


def _prefix_lines(text: str, prefix: str) -> str:
    bare = prefix.rstrip()
    return "\n".join(prefix + line if line else bare for line in text.split("\n"))


def _format_code(language: str, text: str) -> str:
    lines = _NO_CODE.sub(" ", text.rstrip("\n").expandtabs(4)).split("\n")
    longest = max(map(len, _TICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    info = language if _LANGUAGE.fullmatch(language) else ""
    return "\n".join([fence + info, *lines, fence])
