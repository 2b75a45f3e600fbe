"""An `Article` as Markdown in the dialect of Python-Markdown, the engine of MkDocs.

Every construct is written here anew and every word escaped, so that nothing in an article can become markup that it
is not. Paragraphs get their ids by attribute lists. Where the dialect differs from CommonMark (items begin with
text, neighbouring lists merge, four spaces indent), this is the only place that knows.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.text.article import Article
from generator.text.blocks import (
    Block,
    Code,
    Footnote,
    Heading,
    ListBlock,
    Paragraph,
    Quotation,
    Rule,
    Table,
)
from generator.text.passage import Inline
from generator.text.weave import Link, Manner, Mark, Resolve, weave

__all__ = ["Link", "Mark", "Resolve", "emit"]

_INDENT = " " * 4
_TICKS = re.compile(r"`+")
_NO_CODE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_LANGUAGE = re.compile(r"[A-Za-z0-9_+#.-]+")
_DELIMITERS = {"left": ":--", "center": ":-:", "right": "--:", "": "---"}
_APART = "<!-- -->"
"""Stands between two lists or two quotations, which would else become one."""


def emit(
    article: Article,
    links: Mapping[int, Sequence[Link]],
    marks: Mapping[int, Sequence[Mark]],
    resolve: Resolve,
    *,
    isolates_dates: bool = False,
) -> str:
    """The article as Markdown, its own footnotes last, with a line end at the end unless it is empty.

    `links` and `marks` are by passage number; `resolve` gives the target of an entity's kind and id, or none. Each
    mark's `id` is a footnote reference, too: the caller defines the footnote. With `isolates_dates`, dates in digits
    keep their order in text that runs from right to left.
    """
    emitter = _Emitter(links, marks, resolve, isolates_dates)
    parts = [emitter.blocks(article.blocks), *(emitter.footnote(footnote) for footnote in article.footnotes)]
    text = "\n\n".join(part for part in parts if part)
    return text + "\n" if text else ""


@dataclass(frozen=True, slots=True)
class _Emitter:
    links: Mapping[int, Sequence[Link]]
    marks: Mapping[int, Sequence[Mark]]
    resolve: Resolve
    isolates_dates: bool

    def blocks(self, blocks: Sequence[Block]) -> str:
        return "\n\n".join(_set_apart(blocks, [self.block(block) for block in blocks]))

    def block(self, block: Block) -> str:
        match block:
            case Paragraph():
                text = self.paragraph(block)
            case Heading(level, name, inline):
                text = f"{'#' * level} {self.plain(inline)} {{ #{name} }}"
            case ListBlock():
                text = self.list(block)
            case Quotation(blocks):
                text = _prefixed(self.blocks(blocks), "> ")
            case Code(language, code):
                text = _fenced(language, code)
            case Rule():
                text = "---"
            case Table():
                text = self.table(block)
        return text

    def plain(self, inline: Inline) -> str:
        """A heading's content, where no names are looked for."""
        return self.woven(inline, (), (), on_one_line=True).strip()

    def prose(self, paragraph: Paragraph, *, on_one_line: bool = False) -> str:
        number = paragraph.passage.number if paragraph.passage else 0
        links, marks = self.links.get(number, ()), self.marks.get(number, ())
        return self.woven(paragraph.inline, links, marks, on_one_line=on_one_line)

    def woven(self, inline: Inline, links: Sequence[Link], marks: Sequence[Mark], *, on_one_line: bool) -> str:
        return weave(inline, links, marks, self.resolve, Manner(on_one_line, self.isolates_dates))

    def paragraph(self, paragraph: Paragraph) -> str:
        text = self.prose(paragraph)
        if paragraph.passage is None or paragraph.passage.in_footnote:
            return text.strip()
        return f"{text}\n{{ #{paragraph.passage.anchor} }}"

    def list(self, block: ListBlock) -> str:
        number = block.start
        items = []
        for item in block.items:
            marker = "-" if number is None else f"{number}."
            items.append(self.item(marker, item, tight=block.tight))
            number = None if number is None else number + 1
        return ("\n" if block.tight else "\n\n").join(items)

    def item(self, marker: str, blocks: Sequence[Block], *, tight: bool) -> str:
        parts = _set_apart(blocks, [self.block(block) for block in blocks])
        if not parts:
            # A bare marker is text once an editor strips the space after it.
            return f"{marker:<4}{_APART}"
        if not isinstance(blocks[0], Paragraph):
            # Only text can stand beside the marker.
            parts.insert(0, "")
        body = _prefixed(("\n" if tight else "\n\n").join(parts), _INDENT)
        return f"{marker:<3} " + body.removeprefix(_INDENT)

    def table(self, table: Table) -> str:
        rows = [[self.cell(cell) for cell in row] for row in table.rows]
        rows.insert(1, [_DELIMITERS[align] for align in table.align])
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def cell(self, cell: Paragraph) -> str:
        text = self.prose(cell, on_one_line=True).strip()
        if cell.passage is None or cell.passage.in_footnote:
            return text
        return f"{text} {{ #{cell.passage.anchor} }}"

    def footnote(self, footnote: Footnote) -> str:
        text = _prefixed(self.blocks(footnote.blocks), _INDENT).removeprefix(_INDENT)
        if footnote.blocks and isinstance(footnote.blocks[0], Paragraph):
            return f"[^{footnote.label}]: {text}"
        return f"[^{footnote.label}]:\n\n{_INDENT}{text}" if text else f"[^{footnote.label}]:"


def _set_apart(blocks: Sequence[Block], texts: Sequence[str]) -> list[str]:
    """`texts` without the empty ones, and with a comment between those that would merge."""
    return list(_apart(blocks, texts))


def _apart(blocks: Sequence[Block], texts: Sequence[str]) -> Iterator[str]:
    previous: Block | None = None
    for block, text in zip(blocks, texts, strict=True):
        if not text:
            continue
        if isinstance(block, ListBlock | Quotation) and isinstance(previous, type(block)):
            yield _APART
        yield text
        previous = block


def _prefixed(text: str, prefix: str) -> str:
    bare = prefix.rstrip()
    return "\n".join(prefix + line if line else bare for line in text.split("\n"))


def _fenced(language: str, text: str) -> str:
    lines = _NO_CODE.sub(" ", text.rstrip("\n").expandtabs(4)).split("\n")
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    info = language if _LANGUAGE.fullmatch(language) else ""
    return "\n".join([fence + info, *lines, fence])
