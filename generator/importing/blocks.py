"""The blocks of an article on its way into article.md, and the file that they make.

They are fewer than CommonMark has, each is written in one way, and what would run into its neighbour (two lists) is
kept apart from it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.importing.commonmark import Place, written
from generator.importing.prose import Prose, text_of

DEEPEST = 6
"""Lists and quotations inside each other; articles are read twice as deep, counting lists double."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Prose."""

    prose: Prose


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6, as the file has it."""

    level: int
    prose: Prose


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `start` is its first number, none for bullets."""

    start: int | None
    items: "tuple[tuple[Block, ...], ...]"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Blocks set off as somebody's words."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Code:
    """Lines of code."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first of them the head."""

    rows: tuple[tuple[Prose, ...], ...]


Block = Paragraph | Heading | Items | Quotation | Code | Rule | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """All blocks of an article, and its footnotes by label."""

    blocks: tuple[Block, ...]
    footnotes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)


def markdown_of(body: Body) -> str:
    """The body as CommonMark, with a line end at the end; empty where there is nothing."""
    parts = list(_parts(_levelled(_trimmed(body.blocks))))
    for label, blocks in body.footnotes.items():
        parts.append(_indented(_joined(blocks), f"[^{label}]: ", " " * 4))
    return "\n\n".join(parts) + "\n" if parts else ""


def with_prose(block: Block, change: Callable[[Prose], Prose]) -> Block:
    """The block with all its prose changed."""
    match block:
        case Paragraph(prose):
            return Paragraph(change(prose))
        case Heading(level, prose):
            return Heading(level, change(prose))
        case Items(start, items):
            return Items(start, tuple(tuple(with_prose(one, change) for one in item) for item in items))
        case Quotation(blocks):
            return Quotation(tuple(with_prose(one, change) for one in blocks))
        case Table(rows):
            return Table(tuple(tuple(map(change, row)) for row in rows))
    return block


def words_of(blocks: Iterable[Block]) -> str:
    """All words of the blocks, for counting and comparing."""
    return " ".join(filter(None, map(_words, blocks)))


def _words(block: Block) -> str:
    match block:
        case Paragraph(prose) | Heading(_, prose):
            return text_of(prose)
        case Items(_, items):
            return " ".join(words_of(item) for item in items)
        case Quotation(blocks):
            return words_of(blocks)
        case Code(text):
            return text
        case Table(rows):
            return " ".join(text_of(cell) for row in rows for cell in row)
        case Rule():
            return ""


def _trimmed(blocks: Sequence[Block]) -> Sequence[Block]:
    """Without lines at either end."""
    kept = list(blocks)
    while kept and isinstance(kept[0], Rule):
        kept.pop(0)
    while kept and isinstance(kept[-1], Rule):
        kept.pop()
    return kept


def _levelled(blocks: Sequence[Block]) -> Sequence[Block]:
    """With the highest headings of level 2, as the title of the page is above them."""
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    lift = 2 - min(levels, default=2)
    return [replace(one, level=min(one.level + lift, 6)) if isinstance(one, Heading) else one for one in blocks]


def _joined(blocks: Sequence[Block]) -> str:
    return "\n\n".join(_parts(blocks))


def _parts(blocks: Sequence[Block]) -> Iterator[str]:
    previous: Block | None = None
    swapped = False
    for block in blocks:
        neighbours = isinstance(block, Items) and isinstance(previous, Items)
        swapped = neighbours and not swapped
        if text := _text(block, swapped=swapped):
            yield text
            previous = block


def _text(block: Block, *, swapped: bool) -> str:
    match block:
        case Paragraph(prose):
            text = written(prose)
        case Heading(level, prose):
            words = written(prose, Place(one_line=True))
            text = f"{'#' * level} {words}" if words else ""
        case Items():
            text = _list(block, swapped=swapped)
        case Quotation(blocks):
            text = _indented(_joined(blocks), "> ", "> ")
        case Code(code):
            text = _fenced(code)
        case Rule():
            text = "---"
        case Table():
            text = _table(block)
    return text


def _list(block: Items, *, swapped: bool) -> str:
    """The list; `swapped` with the other sort of marker, which ends a list before it."""
    lines = []
    tight = _is_tight(block)
    for number, item in enumerate(block.items, block.start or 0):
        marker = ("*" if swapped else "-") if block.start is None else f"{number}{')' if swapped else '.'}"
        if text := ("\n" if tight else "\n\n").join(_parts(item)):
            lines.append(_indented(text, f"{marker} ", " " * (len(marker) + 1)))
    return ("\n" if tight else "\n\n").join(lines)


def _is_tight(block: Items) -> bool:
    """Whether each item is a paragraph, perhaps with a tight list below it."""
    for item in block.items:
        match item:
            case (Paragraph(),):
                continue
            case (Paragraph(), Items() as inner) if _is_tight(inner):
                continue
        return False
    return True


def _indented(text: str, first: str, following: str) -> str:
    if not text:
        return ""
    bare = following.rstrip()
    lines = text.split("\n")
    return "\n".join([first + lines[0], *(following + line if line else bare for line in lines[1:])])


def _fenced(text: str) -> str:
    lines = text.strip("\n").split("\n")
    longest = max((len(line) - len(line.lstrip("`")) for line in lines), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([fence, *lines, fence]) if text.strip() else ""


def _table(table: Table) -> str:
    width = max((len(row) for row in table.rows), default=0)
    rows = [[written(cell, Place(one_line=True, in_cell=True)) for cell in row] for row in table.rows]
    rows = [[*row, *[""] * (width - len(row))] for row in rows if any(row)]
    if not rows:
        return ""
    rows.insert(1, ["---"] * width)
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
