"""The blocks of an article from elements. An element is a footnote if it leads to its reference and back."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.importing.blocks import (
    MAX_NESTING,
    Block,
    Body,
    ImportedBreak,
    ImportedCode,
    ImportedHeading,
    ImportedList,
    ImportedParagraph,
    ImportedQuotation,
    ImportedTable,
)
from generator.importing.elements import (
    HEADINGS,
    ElementReading,
    collapse_whitespace,
    get_element_text,
    get_html_name,
    get_leading_text,
    get_tail,
    is_block,
    read_contents,
    read_inline,
)
from generator.importing.footnotes import pair_footnotes
from generator.importing.inline_quotes import write_quotation_marks
from generator.importing.inline_text import BREAK, Prose, TextRun, normalize_runs
from generator.importing.result import Omission
from generator.text.address import ExternalAddress

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_ELEMENT_DEPTH = 100
_NUMBER = re.compile(r"[0-9]{1,6}")
_MIN_COLUMNS = 2


class ReadBody(NamedTuple):
    """The body of an article, and the omissions."""

    body: Body
    omissions: list[Omission]


@dataclass(slots=True)
class _BlockReading(ElementReading):
    """The state of reading blocks: also the footnotes that have been read, by label."""

    footnotes: dict[str, tuple[Block, ...]] = field(default_factory=dict)


def read_body(root: "_Element", linked_addresses: tuple[type, ...] = (ExternalAddress,)) -> ReadBody:
    """Return the blocks inside `root`; links to addresses of these types are kept."""
    _flatten_deep_elements(root)
    write_quotation_marks(root)
    pairs = pair_footnotes(root)
    reading = _BlockReading(pairs.labels, linked_addresses, backlinks=pairs.references)
    blocks = tuple(_read_children(root, reading, 0))
    footnotes = {label: reading.footnotes[label] for label in pairs.labels.values() if label in reading.footnotes}
    return ReadBody(Body(blocks=blocks, footnotes=footnotes), reading.omissions)


def _flatten_deep_elements(root: "_Element") -> None:
    """Replace elements nested deeper than any page needs with their text, so that recursion is limited."""
    pending = [(root, 0)]
    while pending:
        element, depth = pending.pop()
        if depth < _MAX_ELEMENT_DEPTH:
            pending.extend((child, depth + 1) for child in element)
        else:
            element.text = " ".join(get_element_text(element).split())
            del element[:]


def _read_children(parent: "_Element", reading: _BlockReading, depth: int) -> Iterator[Block]:
    """Yield the blocks inside an element; words between blocks are paragraphs."""
    runs: list[TextRun] = [TextRun(text=collapse_whitespace(get_leading_text(parent)))]
    for child in parent:
        if is_block(child):
            yield from _split_paragraphs(runs)
            yield from _read_block(child, reading, depth)
            runs = []
        else:
            runs.extend(read_inline(child, reading, TextRun()))
        runs.append(TextRun(text=collapse_whitespace(get_tail(child))))
    yield from _split_paragraphs(runs)


def _split_paragraphs(runs: Iterable[TextRun]) -> Iterator[ImportedParagraph]:
    """Yield runs as paragraphs, which two line ends in a row separate."""
    pending: list[TextRun] = []
    for run in runs:
        if run.text == BREAK and _ends_with_break(pending):
            yield from _build_paragraph(pending)
            pending = []
        else:
            pending.append(run)
    yield from _build_paragraph(pending)


def _ends_with_break(runs: list[TextRun]) -> bool:
    """Check whether the last run with words, or with a line end, is a line end."""
    for run in reversed(runs):
        if run.text == BREAK:
            return True
        if run.text.strip():
            return False
    return False


def _build_paragraph(runs: Iterable[TextRun]) -> Iterator[ImportedParagraph]:
    prose = normalize_runs(runs)
    if prose:
        yield ImportedParagraph(prose)


def _read_block(element: "_Element", reading: _BlockReading, depth: int) -> Iterator[Block]:
    readers = _READERS if depth < MAX_NESTING else _FLAT_READERS
    read = readers.get(get_html_name(element), _read_footnote)
    yield from read(element, reading, depth)


def _read_footnote(element: "_Element", reading: _BlockReading, depth: int) -> Iterator[Block]:
    """Read an element that may be a footnote; yield the blocks in it if it is not one."""
    if label := reading.notes.get(element.get("id", "")):
        reading.footnotes[label] = tuple(_read_children(element, reading, depth + 1))
    else:
        yield from _read_children(element, reading, depth)


def _read_heading(element: "_Element", reading: _BlockReading, depth: int) -> Iterator[Block]:
    del depth
    prose = normalize_runs(map(TextRun.remove_strong, read_contents(element, reading, TextRun())))
    if prose:
        level = int(get_html_name(element)[1])
        yield ImportedHeading(level, prose)


def _read_rule(element: "_Element", reading: _BlockReading, depth: int) -> Iterator[Block]:
    del element, reading, depth
    yield ImportedBreak()


def _read_quotation(element: "_Element", reading: _BlockReading, depth: int) -> Iterator[Block]:
    blocks = tuple(_read_children(element, reading, depth + 1))
    if blocks:
        yield ImportedQuotation(blocks)


def _read_bullets(element: "_Element", reading: _BlockReading, depth: int) -> Iterator[Block]:
    if items := tuple(_read_items(element, reading, depth)):
        yield ImportedList(None, items)


def _read_numbered_list(element: "_Element", reading: _BlockReading, depth: int) -> Iterator[Block]:
    start = element.get("start", "1")
    number = int(start) if _NUMBER.fullmatch(start) else 1
    if items := tuple(_read_items(element, reading, depth)):
        yield ImportedList(number, items)


def _read_items(element: "_Element", reading: _BlockReading, depth: int) -> Iterator[tuple[Block, ...]]:
    """Yield the items of a list that are not empty."""
    for child in filter(get_html_name, element):
        if item := tuple(_read_item(child, reading, depth + 1)):
            yield item


def _read_item(child: "_Element", reading: _BlockReading, depth: int) -> Iterator[Block]:
    if is_block(child):
        yield from _read_block(child, reading, depth)
    else:
        yield from _build_paragraph(read_inline(child, reading, TextRun()))


def _read_table(element: "_Element", reading: _BlockReading, depth: int) -> Iterator[Block]:
    """Yield a table; one that only lays out the page, with a single column or with tables in it, as its blocks."""
    rows = [_list_cells(row) for row in element.iter() if get_html_name(row) == "tr"]
    is_nested = "table" in map(get_html_name, element.iterdescendants())
    columns = max(map(len, rows), default=0)
    if is_nested or depth >= MAX_NESTING or columns < _MIN_COLUMNS:
        yield from _read_children(element, reading, depth)
        return
    for caption in element.iter("caption"):
        yield from _build_paragraph(read_contents(caption, reading, TextRun()))
    yield ImportedTable(tuple(_read_row(row, reading) for row in rows if row))


def _read_row(cells: "list[_Element]", reading: _BlockReading) -> tuple[Prose, ...]:
    return tuple(normalize_runs(read_contents(cell, reading, TextRun())) for cell in cells)


def _list_cells(row: "_Element") -> "list[_Element]":
    return list(filter(_is_cell, row))


def _is_cell(element: "_Element") -> bool:
    return get_html_name(element) in {"td", "th"}


def _read_code(element: "_Element", reading: _BlockReading, depth: int) -> Iterator[Block]:
    del reading, depth
    for line_end in element.iter("br", "lb"):
        line_end.tail = BREAK + get_tail(line_end)
    yield ImportedCode(get_element_text(element).expandtabs(4))


_Reader = Callable[["_Element", _BlockReading, int], Iterator[Block]]
_FLAT_READERS: Mapping[str, _Reader] = {
    **dict.fromkeys(HEADINGS, _read_heading),
    "pre": _read_code,
    "code": _read_code,
    "hr": _read_rule,
    "table": _read_table,
}
_READERS: Mapping[str, _Reader] = {
    **_FLAT_READERS,
    "blockquote": _read_quotation,
    "ul": _read_bullets,
    "ol": _read_numbered_list,
}
"""The readers of blocks by their names in HTML; below the deepest level, quotations and lists are only contents."""
