"""Elements to the blocks of an article. Footnotes are known by leading to their reference and back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.importing.blocks import DEEPEST, Block, Body, Code, Heading, Items, Paragraph, Quotation, Rule, Table
from generator.importing.elements import HEADINGS, Reading, collapsed, inline, inside, is_block, name_of
from generator.importing.footnotes import paired
from generator.importing.imported import LeftOut
from generator.importing.prose import BREAK, Prose, Run, tidied

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEEPEST_ELEMENT = 100


@dataclass(slots=True)
class _Reading(Reading):
    """With the footnotes that have been read."""

    bodies: dict[str, tuple[Block, ...]] = field(default_factory=dict)


def read_body(root: "_Element", *, entities: bool = False) -> tuple[Body, list[LeftOut]]:
    """The blocks inside of `root`, and what was left out; with `entities`, links such as `actor:hamas` are kept."""
    _flatten(root)
    notes, backlinks = paired(root)
    reading = _Reading(entities, notes, backlinks=backlinks)
    blocks = tuple(_blocks(root, reading, 0))
    order = {label: reading.bodies[label] for label in notes.values() if label in reading.bodies}
    return Body(blocks=blocks, footnotes=order), reading.left_out


def _flatten(root: "_Element") -> None:
    """Make what is nested deeper than any page needs plain text, so that nothing recurses without an end."""
    waiting = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        if depth < _DEEPEST_ELEMENT:
            waiting.extend((child, depth + 1) for child in element)
        else:
            element.text = " ".join("".join(map(str, element.itertext())).split())
            del element[:]


def _blocks(parent: "_Element", reading: _Reading, depth: int) -> Iterator[Block]:
    """The blocks inside of an element; words between blocks are paragraphs."""
    runs: list[Run] = [Run(text=collapsed(parent.text))]
    for child in parent:
        if is_block(child):
            yield from _paragraphs(runs)
            yield from _block(child, reading, depth)
            runs = []
        else:
            runs.extend(inline(child, reading, Run()))
        runs.append(Run(text=collapsed(child.tail)))
    yield from _paragraphs(runs)


def _paragraphs(runs: Iterable[Run]) -> Iterator[Paragraph]:
    """Prose as paragraphs: two line ends in a row part them."""
    part: list[Run] = []
    for run in runs:
        if run.text == BREAK and _ends_line(part):
            yield from _paragraph(part)
            part = []
        else:
            part.append(run)
    yield from _paragraph(part)


def _ends_line(part: list[Run]) -> bool:
    words = next((run.text for run in reversed(part) if run.text == BREAK or run.text.strip()), "")
    return words == BREAK


def _paragraph(runs: Iterable[Run]) -> Iterator[Paragraph]:
    prose = tidied(runs)
    if prose:
        yield Paragraph(prose)


def _block(element: "_Element", reading: _Reading, depth: int) -> Iterator[Block]:
    name = name_of(element)
    if name in HEADINGS:
        prose = tidied(replace(run, strong=False) for run in inside(element, reading, Run()))
        if prose:
            yield Heading(int(name[1]), prose)
    elif name in {"pre", "code"}:
        yield Code(_code(element))
    elif name == "hr":
        yield Rule()
    elif name == "table":
        yield from _table(element, reading, depth)
    elif name in {"ul", "ol", "blockquote"} and depth < DEEPEST:
        yield from _nested(element, name, reading, depth)
    elif (label := reading.notes.get(element.get("id") or "")) and name == "li":
        reading.bodies[label] = tuple(_blocks(element, reading, depth + 1))
    else:
        yield from _blocks(element, reading, depth)


def _nested(element: "_Element", name: str, reading: _Reading, depth: int) -> Iterator[Block]:
    if name == "blockquote":
        if inner := tuple(_blocks(element, reading, depth + 1)):
            yield Quotation(inner)
        return
    items = [tuple(_block_or_words(child, reading, depth + 1)) for child in element if name_of(child)]
    if kept := tuple(item for item in items if item):
        start = element.get("start") or "1"
        first = int(start) if start.isascii() and start.isdigit() and len(start) <= 6 else 1
        yield Items(first if name == "ol" else None, kept)


def _block_or_words(child: "_Element", reading: _Reading, depth: int) -> Iterator[Block]:
    if is_block(child):
        yield from _block(child, reading, depth)
    else:
        yield from _paragraph(inline(child, reading, Run()))


def _table(element: "_Element", reading: _Reading, depth: int) -> Iterator[Block]:
    """A table; one of a single column, as pages are laid out with, as the blocks in it."""
    rows = [[cell for cell in row if name_of(cell) in {"td", "th"}] for row in element.iter() if name_of(row) == "tr"]
    nested = any(name_of(inner) == "table" for inner in element.iterdescendants())
    if nested or depth >= DEEPEST or max(map(len, rows), default=0) < 2:
        yield from _blocks(element, reading, depth)
        return
    for caption in element.iter("caption"):
        yield from _paragraph(inside(caption, reading, Run()))
    yield Table(tuple(tuple(_cell(cell, reading) for cell in row) for row in rows if row))


def _cell(cell: "_Element", reading: _Reading) -> Prose:
    return tidied(inside(cell, reading, Run()))


def _code(element: "_Element") -> str:
    for line_end in element.iter("br", "lb"):
        line_end.tail = BREAK + (line_end.tail or "")
    return "".join(element.itertext()).expandtabs(4)
