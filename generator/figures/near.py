"""The small network on the page of an actor: itself in the middle, the actors most often named with it on both sides.

Rows on two sides rather than a ring, so that every name has a line of its own on a phone. The list beside the figure
has the same actors and more. Hundreds of these are drawn in a build, so what does not depend on names is kept.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from generator.figures.actors import ActorNode, Tie, key, line, sign, thicknesses, ties_of
from generator.figures.labels import LEADING, SIZE, text_lines
from generator.figures.svg import element, empty, escape, number, one_line, tag, wrap

WIDTH: Final = 328
"""What a phone of 360 pixels leaves for the text: there a unit is a pixel."""
FEWEST: Final = 3
"""Neighbours below which a picture shows no more than the list does."""

_EM: Final = 16
_STEP: Final = 38
_MARGIN: Final = 22
_INNER: Final = 18
"""From the middle to the signs of the first and the last row."""
_BULGE: Final = 24
"""How much further out the rows between them are."""
_GAP: Final = 10
_ROOM: Final = WIDTH / 2 - _INNER - _BULGE - _GAP
_CENTRE: Final = 9
_RADIUS: Final = 6


def draw(subject: ActorNode, ties: Sequence[Tie], *, name: str = "near", left_out: int = 0) -> str:
    """The figure as HTML without blank lines, empty where there are too few ties to show more than a list.

    Each tie has the subject as its `one`; the strongest come first, whatever the order of the input. `left_out` is
    the number of weaker ties that are not drawn; it is told.
    """
    if len(ties) < FEWEST:
        return ""
    ordered = sorted(ties, key=lambda tie: (-tie.weight, tie.other, tie.about))
    places, thick = _places(len(ordered)), thicknesses(ordered)
    height = 2 * _MARGIN + _STEP * ((len(ordered) - 1) // 2)
    lines = [
        '<figure class="network network-near">',
        _opening(height, name),
        element("title", f"Actors most often named with {subject.name}", id=f"{name}-title"),
        element("desc", _description(len(ordered), left_out), id=f"{name}-desc"),
        '<g class="network-ties" aria-hidden="true" stroke="currentColor" stroke-opacity="0.45">',
        *(_line(*drawn, height / 2) for drawn in zip(places, ordered, thick, strict=True)),
        "</g>",
        f'<g class="network-node network-subject">{sign(subject.type, WIDTH / 2, height / 2, _CENTRE)}</g>',
        '<g role="list">',
        *(_item(place, tie) for place, tie in zip(places, ordered, strict=True)),
        "</g>",
        "</svg>",
        key([tie.other for tie in ordered] + [subject], [tie.about > 0 for tie in ordered]),
        "</figure>",
    ]
    return "\n".join(lines) + "\n"


class _Place(NamedTuple):
    """Where a neighbour stands: its sign, and its name to the outside."""

    x: float
    y: float
    edge: float
    anchor: str


@lru_cache
def _places(count: int) -> tuple[_Place, ...]:
    """Row by row, the left side first, each side curved around the middle."""
    rows = -(-count // 2)
    places = []
    for position in range(count):
        row, side = position // 2, position % 2 * 2 - 1
        out = _INNER + _BULGE * math.sin(math.pi * (row + 0.5) / rows)
        x = round(WIDTH / 2 + side * out, 1)
        anchor = "start" if side > 0 else "end"
        places.append(_Place(x, float(_MARGIN + _STEP * row), round(x + side * _GAP, 1), anchor))
    return tuple(places)


def _opening(height: float, name: str) -> str:
    return tag(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {number(height)}",
        width=f"{number(WIDTH / _EM)}em",
        height=f"{number(height / _EM)}em",
        direction="ltr",
        role="group",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
    )


def _description(drawn: int, left_out: int) -> str:
    more = f" {left_out:,} more are named with it." if left_out else ""
    return f"{drawn} actors, by the briefings with both and the statements about each other, most first.{more}"


def _line(place: _Place, tie: Tie, thickness: float, middle: float) -> str:
    return line((WIDTH / 2, middle), (place.x, place.y), thickness, spoken=tie.about > 0)


def _item(place: _Place, tie: Tie) -> str:
    """One neighbour as a link: its sign and its name."""
    other, lines = tie.other, _lines(tie.other.name)
    label = text_lines(lines, place.edge, place.y - LEADING * (len(lines) - 1) / 2, place.anchor)
    return (
        f'<g class="network-node" role="listitem"><a href="{escape(other.href)}"><title>{escape(other.title)}</title>'
        f"<desc>{ties_of(tie.together, tie.about)}</desc>{_touched(place)}"
        f"{sign(other.type, place.x, place.y, _RADIUS)}{label}</a></g>"
    )


@lru_cache(maxsize=1 << 12)
def _lines(name: str) -> Sequence[str]:
    return wrap(one_line(name), size=SIZE, room=_ROOM, lines=2)


@lru_cache
def _touched(place: _Place) -> str:
    """What a finger may touch: the sign and the room of the name."""
    left = place.x - _GAP if place.anchor == "start" else 0
    right = WIDTH if place.anchor == "start" else place.x + _GAP
    area = {"x": left, "y": place.y - _STEP / 2 + 1, "width": right - left, "height": _STEP - 2}
    return empty("rect", **area, fill="none", pointer_events="all")
