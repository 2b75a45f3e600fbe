"""The disputes on a question: a row for each position, and a line from each to those that it disputes or denies.

Each row has its number, its speaker and its claim, and says in words to which rows its lines lead, so the figure can
be read without the lines.
"""

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Final, NamedTuple

from generator.figures.labels import LEADING, SIZE
from generator.figures.svg import (
    PHONE_WIDTH,
    escape,
    fold_whitespace,
    format_number,
    open_narrow_svg,
    wrap,
    write_element,
    write_empty_element,
)

_LEFT: Final = 22
_GUTTER: Final = 58
"""The width at the right in which the lines run."""
_ROOM: Final = PHONE_WIDTH - _LEFT - _GUTTER
_CLAIM_LINES: Final = 2
_BOLD: Final = 1.1
"""The width of bold letters, compared with that of others."""
_ROW_GAP: Final = 14
_ARROW: Final = 4


class DisputedPosition(NamedTuple):
    """The position of a speaker: `href` leads to the words of the claim."""

    speaker: str
    claim: str
    href: str


class Dispute(NamedTuple):
    """A position that disputes another one, each by its place in the list; `verb` is "disputes" or "denies"."""

    source: int
    target: int
    verb: str


class _LaidPosition(NamedTuple):
    """A position with its lines of text, and the height at which it begins."""

    number: int
    position: DisputedPosition
    claim: list[str]
    relations: str
    top: float

    @property
    def height(self) -> float:
        """The height of its lines."""
        return LEADING * (1 + len(self.claim) + bool(self.relations))

    @property
    def middle(self) -> float:
        """The height at which lines begin and end."""
        return self.top + self.height / 2


def draw(positions: Sequence[DisputedPosition], disputes: Sequence[Dispute], *, name: str = "disputes") -> str:
    """Return the figure as HTML without blank lines; empty without a dispute."""
    if not disputes:
        return ""
    rows = list(_lay_rows(positions, disputes))
    height = rows[-1].top + rows[-1].height + _ROW_GAP
    lines = [
        '<figure class="disputes">',
        open_narrow_svg(height, name),
        write_element("title", "Who disputes whom", id=f"{name}-title"),
        '<g class="disputes-lines" aria-hidden="true" fill="none" stroke="currentColor">',
        *(_draw_line(rows[dispute.source], rows[dispute.target]) for dispute in disputes),
        "</g>",
        '<g role="list">',
        *map(_draw_row, rows),
        "</g>",
        "</svg>",
        "</figure>",
    ]
    return "\n".join(lines) + "\n"


def _lay_rows(positions: Sequence[DisputedPosition], disputes: Sequence[Dispute]) -> Iterator[_LaidPosition]:
    top = float(_ROW_GAP)
    for number, position in enumerate(positions):
        claim = wrap(fold_whitespace(position.claim), size=SIZE, room=_ROOM, lines=_CLAIM_LINES)
        row = _LaidPosition(number, position, claim, _describe(number, disputes), top)
        yield row
        top += row.height + _ROW_GAP


def _describe(number: int, disputes: Sequence[Dispute]) -> str:
    """Return the relations of a position in words: "denies 2, disputes 3"."""
    return ", ".join(f"{dispute.verb} {dispute.target + 1}" for dispute in disputes if dispute.source == number)


def _draw_line(source: _LaidPosition, target: _LaidPosition) -> str:
    """Return a curve at the right of the rows, with an arrow at the disputed position. Far rows have a wider curve."""
    x = PHONE_WIDTH - _GUTTER + _ARROW
    bulge = x + min(_GUTTER - 2 * _ARROW, 10 + 9 * abs(source.number - target.number))
    # The line begins below, and ends above, the middle of a row that is both disputed and disputing.
    start, end = (format_number(row.middle + offset) for row, offset in ((source, 3), (target, -3)))
    curve = write_empty_element("path", d=f"M{x} {start}C{bulge} {start} {bulge} {end} {x + 1} {end}")
    arrow = f"M{x + _ARROW} {format_number(target.middle - 3 - _ARROW)}L{x} {end}"
    return curve + write_empty_element("path", d=f"{arrow}L{x + _ARROW} {format_number(target.middle - 3 + _ARROW)}")


def _draw_row(row: _LaidPosition) -> str:
    """Return a position as a link to its words."""
    (speaker,) = wrap(fold_whitespace(row.position.speaker), size=_BOLD * SIZE, room=_ROOM, lines=1)
    texts = [(f"{row.number + 1}", "disputes-number"), (speaker, "disputes-speaker")]
    texts += zip(row.claim, repeat(""))
    if row.relations:
        texts.append((row.relations, "disputes-relations"))
    spans = []
    for line, (text, style) in enumerate(texts, start=-1):
        x = _LEFT if style != "disputes-number" else 0
        y = format_number(row.top + LEADING * (max(line, 0) + 1) - 3)
        spans.append(f'<tspan class="{style}" x="{x}" y="{y}">{escape(text)}</tspan>')
    text = f'<text font-size="{SIZE}" fill="currentColor">{" ".join(spans)}</text>'
    return f'<g role="listitem"><a href="{escape(row.position.href)}">{text}</a></g>'
