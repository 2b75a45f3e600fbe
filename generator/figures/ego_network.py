"""The ego network on the page of an actor: the actor in the middle, and its strongest neighbors on both sides.

The neighbors are in rows on two sides rather than in a ring, so that every name has a line of its own on a phone. The
list beside the figure has the same actors and others. A build draws hundreds of these figures, so the parts that do not
depend on names are cached.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from generator.figures.actors import (
    ActorNode,
    Tie,
    compute_thicknesses,
    describe_tie,
    draw_key,
    draw_line,
    draw_sign,
)
from generator.figures.labels import LEADING, SIZE, draw_lines
from generator.figures.svg import (
    PHONE_WIDTH,
    escape,
    fold_whitespace,
    open_narrow_svg,
    wrap,
    write_element,
    write_empty_element,
)

MIN_NEIGHBORS: Final = 3
"""The smallest number of neighbors with a figure; of fewer, the list shows as much."""

_ROW_HEIGHT: Final = 38
_MARGIN: Final = 22
_INNER: Final = 18
"""The distance from the middle to the signs of the first and the last row."""
_BULGE: Final = 24
"""The additional distance of the rows between them."""
_GAP: Final = 10
_NAME_WIDTH: Final = PHONE_WIDTH / 2 - _INNER - _BULGE - _GAP
_SUBJECT_RADIUS: Final = 9
_RADIUS: Final = 6


def draw(subject: ActorNode, ties: Sequence[Tie], *, name: str = "near", left_out: int = 0) -> str:
    """Return the figure as HTML without blank lines; empty if there are too few ties to show more than a list.

    Each tie has the subject as its `source`. The strongest come first, whatever the order of the input. `left_out` is
    the number of weaker ties without a drawing, which the description mentions.
    """
    if len(ties) < MIN_NEIGHBORS:
        return ""
    ordered = sorted(ties, key=lambda tie: (-tie.weight, tie.target, tie.about, tie.passages))
    positions = _compute_positions(len(ordered))
    thicknesses = compute_thicknesses(ordered)
    height = 2 * _MARGIN + _ROW_HEIGHT * ((len(ordered) - 1) // 2)
    middle = height / 2
    lines = [
        '<figure class="network network-near">',
        open_narrow_svg(height, name, aria_describedby=f"{name}-desc"),
        write_element("title", f"Actors most often named with {subject.name}", id=f"{name}-title"),
        write_element("desc", _describe(len(ordered), left_out), id=f"{name}-desc"),
        '<g class="network-ties" aria-hidden="true" stroke="currentColor" stroke-opacity="0.45">',
        *(_draw_tie(*values, middle) for values in zip(positions, ordered, thicknesses, strict=True)),
        "</g>",
        f'<g class="network-node network-subject">{_draw_subject(subject, middle)}</g>',
        '<g role="list">',
        *map(_draw_neighbor, positions, ordered),
        "</g>",
        "</svg>",
        draw_key([tie.target for tie in ordered] + [subject], ordered),
        "</figure>",
    ]
    return "\n".join(lines) + "\n"


class _NodePosition(NamedTuple):
    """The position of a neighbor: of its sign, and of the edge and anchor of its name on the outside."""

    x: float
    y: float
    edge: float
    anchor: str


@lru_cache
def _compute_positions(count: int) -> tuple[_NodePosition, ...]:
    """Return the positions row by row, the left side first; each side is curved around the middle."""
    rows = -(-count // 2)
    positions = []
    for number in range(count):
        row, side = number // 2, number % 2 * 2 - 1
        distance = _INNER + _BULGE * math.sin(math.pi * (row + 0.5) / rows)
        x = round(PHONE_WIDTH / 2 + side * distance, 1)
        anchor = "start" if side > 0 else "end"
        positions.append(_NodePosition(x, float(_MARGIN + _ROW_HEIGHT * row), round(x + side * _GAP, 1), anchor))
    return tuple(positions)


def _describe(drawn: int, left_out: int) -> str:
    omitted = f" {left_out:,} more are named with this actor." if left_out else ""
    counted = "the passages and briefings with both and the statements about each other"
    return f"{drawn} actors, by {counted}, most first.{omitted}"


def _draw_subject(subject: ActorNode, middle: float) -> str:
    return draw_sign(subject.type, PHONE_WIDTH / 2, middle, _SUBJECT_RADIUS)


def _draw_tie(position: _NodePosition, tie: Tie, thickness: float, middle: float) -> str:
    return draw_line((PHONE_WIDTH / 2, middle), (position.x, position.y), thickness, tie.style)


def _draw_neighbor(position: _NodePosition, tie: Tie) -> str:
    """Return one neighbor as a link: its sign and its name."""
    neighbor, lines = tie.target, _wrap_name(tie.target.name)
    label = draw_lines(lines, position.edge, position.y - LEADING * (len(lines) - 1) / 2, position.anchor)
    title = f"<title>{escape(neighbor.title)}</title>"
    return (
        f'<g class="network-node" role="listitem"><a href="{escape(neighbor.href)}">{title}'
        f"<desc>{describe_tie(tie.passages, tie.together, tie.about)}</desc>{_draw_touch_area(position)}"
        f"{draw_sign(neighbor.type, position.x, position.y, _RADIUS)}{label}</a></g>"
    )


@lru_cache(maxsize=1 << 12)
def _wrap_name(name: str) -> Sequence[str]:
    return wrap(fold_whitespace(name), size=SIZE, room=_NAME_WIDTH, lines=2)


@lru_cache
def _draw_touch_area(position: _NodePosition) -> str:
    """Return the area for fingers: the sign and the space of the name."""
    is_on_right = position.anchor == "start"
    left = position.x - _GAP if is_on_right else 0
    right = PHONE_WIDTH if is_on_right else position.x + _GAP
    area = {"x": left, "y": position.y - _ROW_HEIGHT / 2 + 1, "width": right - left, "height": _ROW_HEIGHT - 2}
    return write_empty_element("rect", **area, fill="none", pointer_events="all")
