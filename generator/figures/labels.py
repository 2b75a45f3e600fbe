"""Names beside their signs: a name is drawn if it covers neither a sign nor another name.

The algorithm is greedy: each name in turn takes the first free side. That is the least that keeps names legible. Every
sign has its name as the title of its link, whether the name is drawn or not.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from generator.figures.svg import escape, fold_whitespace, format_number, measure_width, wrap

SIZE: Final = 13
LEADING: Final = 15
NAME_WIDTH: Final = 124
"""The width of a line of a name."""

_GAP: Final = 4
_RISE: Final = 4.5
"""The distance from the middle of a line to the base line of its letters."""


class Spot(NamedTuple):
    """A sign that has a name: its center and its radius."""

    name: str
    x: float
    y: float
    radius: float


class _Box(NamedTuple):
    """The area that a name or a sign covers."""

    left: float
    top: float
    right: float
    bottom: float

    def is_overlapping(self, box: "_Box") -> bool:
        """Check whether two areas overlap."""
        across = self.left < box.right and box.left < self.right
        return across and self.top < box.bottom and box.top < self.bottom

    def is_within(self, width: float, height: float) -> bool:
        """Check whether the area is within a figure of this size."""
        return self.left >= 0 and self.top >= 0 and self.right <= width and self.bottom <= height


class _NamePosition(NamedTuple):
    """A possible position of a name: its area, and the anchor of its text."""

    box: _Box
    x: float
    anchor: str


def place_names(spots: Sequence[Spot], width: float, height: float) -> list[str]:
    """Return for each sign its name as SVG text; empty if there is no room. The first signs choose first."""
    taken = [
        _Box(spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius) for spot in spots
    ]
    labels: list[str] = []
    for spot in spots:
        lines = wrap(fold_whitespace(spot.name), size=SIZE, room=NAME_WIDTH, lines=2)
        position = _find_free_position(spot, lines, taken, width, height)
        if position is None:
            labels.append("")
            continue
        taken.append(position.box)
        labels.append(draw_lines(lines, position.x, position.box.top + LEADING / 2, position.anchor))
    return labels


def _find_free_position(
    spot: Spot, lines: Sequence[str], taken: Sequence[_Box], width: float, height: float
) -> _NamePosition | None:
    for position in _list_positions(spot, lines):
        if position.box.is_within(width, height) and not any(map(position.box.is_overlapping, taken)):
            return position
    return None


def _list_positions(spot: Spot, lines: Sequence[str]) -> Iterator[_NamePosition]:
    """Yield the possible positions of a name, the best first."""
    width = max(measure_width(line, SIZE) for line in lines)
    height = LEADING * len(lines)
    reach = spot.radius + _GAP
    left, top = spot.x - width / 2, spot.y - height / 2
    right_edge, left_edge = spot.x + reach, spot.x - reach
    yield _NamePosition(_Box(right_edge, top, right_edge + width, top + height), right_edge, "start")
    yield _NamePosition(_Box(left_edge - width, top, left_edge, top + height), left_edge, "end")
    below, above = spot.y + spot.radius + 2, spot.y - spot.radius - 2 - height
    yield _NamePosition(_Box(left, below, left + width, below + height), spot.x, "middle")
    yield _NamePosition(_Box(left, above, left + width, above + height), spot.x, "middle")


def draw_lines(lines: Sequence[str], x: float, middle: float, anchor: str) -> str:
    """Return the lines of a name, the first centered on a height; spaces separate their words for screen readers."""
    spans = []
    for row, line in enumerate(lines):
        y = middle + _RISE + LEADING * row
        spans.append(f'<tspan x="{format_number(x)}" y="{format_number(y)}">{escape(line)}</tspan>')
    attributes = f'class="network-name" font-size="{SIZE}" text-anchor="{anchor}" fill="currentColor"'
    return f"<text {attributes}>{' '.join(spans)}</text>"
