"""The blocks of an article on its way into article.md, and the file that they make.

There are fewer kinds than in CommonMark, and each is written in one way. Neighbors that CommonMark would join, such as
two lists, are kept apart.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.importing.commonmark import ProsePlace, render_prose
from generator.importing.inline_text import Prose, get_text

MAX_NESTING = 6
"""Levels of nested lists and quotations at most; articles may have twice as many, and lists count double."""
_TOP_HEADING = 2
_LOWEST_HEADING = 6


@dataclass(frozen=True, slots=True)
class ImportedParagraph:
    """A paragraph."""

    prose: Prose


@dataclass(frozen=True, slots=True)
class ImportedHeading:
    """A heading of level 1 to 6, as in the file."""

    level: int
    prose: Prose


@dataclass(frozen=True, slots=True)
class ImportedList:
    """A list; `start` is its first number, None for bullets."""

    start: int | None
    items: "tuple[tuple[Block, ...], ...]"


@dataclass(frozen=True, slots=True)
class ImportedQuotation:
    """Blocks that are quoted."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class ImportedCode:
    """Lines of code."""

    text: str


@dataclass(frozen=True, slots=True)
class ImportedBreak:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class ImportedTable:
    """Rows of cells; the first row is the head."""

    rows: tuple[tuple[Prose, ...], ...]


Block = (
    ImportedParagraph
    | ImportedHeading
    | ImportedList
    | ImportedQuotation
    | ImportedCode
    | ImportedBreak
    | ImportedTable
)


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


def map_prose(block: Block, change: Callable[[Prose], Prose]) -> Block:
    """Return the block with all its prose changed."""
    match block:
        case ImportedParagraph(prose):
            return ImportedParagraph(change(prose))
        case ImportedHeading(level, prose):
            return ImportedHeading(level, change(prose))
        case ImportedList(start, items):
            return ImportedList(start, tuple(_map_blocks(item, change) for item in items))
        case ImportedQuotation(blocks):
            return ImportedQuotation(_map_blocks(blocks, change))
        case ImportedTable(rows):
            return ImportedTable(tuple(tuple(map(change, row)) for row in rows))
    return block


def _map_blocks(blocks: Iterable[Block], change: Callable[[Prose], Prose]) -> tuple[Block, ...]:
    return tuple(map_prose(block, change) for block in blocks)


def get_words(blocks: Iterable[Block]) -> str:
    """Return all words of the blocks, to count and compare them."""
    return " ".join(filter(None, map(_get_block_words, blocks)))


def _get_block_words(block: Block) -> str:
    match block:
        case ImportedParagraph(prose) | ImportedHeading(_, prose):
            return get_text(prose)
        case ImportedList(_, items):
            return " ".join(get_words(item) for item in items)
        case ImportedQuotation(blocks):
            return get_words(blocks)
        case ImportedCode(text):
            return text
        case ImportedTable(rows):
            return " ".join(" ".join(map(get_text, row)) for row in rows if row)
        case ImportedBreak():
            return ""


# Rendering


def _trim_rules(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return blocks without rules at either end."""
    trimmed = list(blocks)
    while trimmed and isinstance(trimmed[0], ImportedBreak):
        trimmed.pop(0)
    while trimmed and isinstance(trimmed[-1], ImportedBreak):
        trimmed.pop()
    return trimmed


def _lower_headings(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return blocks whose highest headings have level 2, as the title of the page is above them."""
    highest = min((block.level for block in blocks if isinstance(block, ImportedHeading)), default=_TOP_HEADING)
    lowered: list[Block] = []
    for block in blocks:
        if isinstance(block, ImportedHeading):
            level = min(block.level + _TOP_HEADING - highest, _LOWEST_HEADING)
            lowered.append(replace(block, level=level))
        else:
            lowered.append(block)
    return lowered


def _join_blocks(blocks: Sequence[Block]) -> str:
    return "\n\n".join(_render_blocks(blocks))


def _render_blocks(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the text of each block that has any; a list right after a list has the other kind of marker."""
    previous: Block | None = None
    use_other_marker = False
    for block in blocks:
        is_second_list = isinstance(block, ImportedList) and isinstance(previous, ImportedList)
        use_other_marker = is_second_list and not use_other_marker
        if text := _render_block(block, use_other_marker=use_other_marker):
            yield text
            previous = block


def _render_block(block: Block, *, use_other_marker: bool) -> str:
    match block:
        case ImportedParagraph(prose):
            text = render_prose(prose)
        case ImportedHeading(level, prose):
            words = render_prose(prose, ProsePlace(one_line=True))
            text = f"{'#' * level} {words}" if words else ""
        case ImportedList():
            text = _render_list(block, use_other_marker=use_other_marker)
        case ImportedQuotation(blocks):
            text = _indent(_join_blocks(blocks), "> ", "> ")
        case ImportedCode(code):
            text = _render_code(code)
        case ImportedBreak():
            text = "---"
        case ImportedTable():
            text = _render_table(block)
    return text


def _render_list(block: ImportedList, *, use_other_marker: bool) -> str:
    """Return a list; another kind of marker ends the list before it."""
    separator = "\n" if _is_tight(block) else "\n\n"
    bullet, after_number = ("*", ")") if use_other_marker else ("-", ".")
    items = []
    for number, item in enumerate(block.items, block.start or 0):
        marker = bullet if block.start is None else f"{number}{after_number}"
        if text := separator.join(_render_blocks(item)):
            items.append(_indent(text, f"{marker} ", " " * (len(marker) + 1)))
    return separator.join(items)


def _is_tight(block: ImportedList) -> bool:
    """Check whether each item is a paragraph, perhaps with a tight list below it."""
    for item in block.items:
        match item:
            case (ImportedParagraph(),):
                continue
            case (ImportedParagraph(), ImportedList() as inner) if _is_tight(inner):
                continue
        return False
    return True


def _indent(text: str, first: str, following: str) -> str:
    """Return text with `first` before its first line and `following` before the others; blank lines end bare."""
    if not text:
        return ""
    first_line, *other_lines = text.split("\n")
    lines = [first + first_line]
    lines += [(following + line if line else following.rstrip()) for line in other_lines]
    return "\n".join(lines)


def _render_code(text: str) -> str:
    if not text.strip():
        return ""
    lines = text.strip("\n").split("\n")
    longest = max(len(line) - len(line.lstrip("`")) for line in lines)
    fence = "`" * max(3, longest + 1)
    return "\n".join([fence, *lines, fence])


def _render_table(table: ImportedTable) -> str:
    width = max((len(row) for row in table.rows), default=0)
    place = ProsePlace(one_line=True, in_cell=True)
    lines = []
    for row in table.rows:
        cells = [render_prose(cell, place) for cell in row]
        if any(cells):
            cells += [""] * (width - len(cells))
            lines.append(f"| {' | '.join(cells)} |")
    if not lines:
        return ""
    head, *others = lines
    return "\n".join([head, f"| {' | '.join(['---'] * width)} |", *others])
