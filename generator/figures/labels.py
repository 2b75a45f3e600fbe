"""Names beside their signs: set where they cover neither a sign nor another name, else left out.

Greedy: whoever comes first takes the first free side. The least that keeps names legible; every sign has its name
as the title of its link, whether it is set or not.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from generator.figures.svg import escape, number, one_line, width, wrap

SIZE: Final = 13
LEADING: Final = 15
ROOM: Final = 124
"""The width of a line of a name."""

_GAP: Final = 4
_RISE: Final = 4.5
"""From the middle of a line to the base of its letters."""


class Spot(NamedTuple):
    """A sign that has a name: its middle and its radius."""

    name: str
    x: float
    y: float
    radius: float


class _Box(NamedTuple):
    """What a name or a sign covers."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        """Whether both cover something."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def set_names(spots: Sequence[Spot], broad: float, high: float) -> list[str]:
    """For each sign its name as text, empty where there is no room for it; the first have the choice."""
    taken = [_Box(x - radius, y - radius, x + radius, y + radius) for _, x, y, radius in spots]
    labels: list[str] = []
    for spot in spots:
        lines = wrap(one_line(spot.name), size=SIZE, room=ROOM, lines=2)
        for box, x, anchor in _sides(spot, lines):
            inside = box.left >= 0 and box.top >= 0 and box.right <= broad and box.bottom <= high
            if inside and not any(box.meets(other) for other in taken):
                taken.append(box)
                labels.append(text_lines(lines, x, box.top + LEADING / 2, anchor))
                break
        else:
            labels.append("")
    return labels


def _sides(spot: Spot, lines: Sequence[str]) -> Iterator[tuple[_Box, float, str]]:
    """Where a name can stand, the best side first: its box, and the anchor of its text."""
    across, down = max(width(line, SIZE) for line in lines), LEADING * len(lines)
    reach = spot.radius + _GAP
    left, top = spot.x - across / 2, spot.y - down / 2
    right_edge, left_edge = spot.x + reach, spot.x - reach
    yield _Box(right_edge, top, right_edge + across, top + down), right_edge, "start"
    yield _Box(left_edge - across, top, left_edge, top + down), left_edge, "end"
    below, above = spot.y + spot.radius + 2, spot.y - spot.radius - 2 - down
    yield _Box(left, below, left + across, below + down), spot.x, "middle"
    yield _Box(left, above, left + across, above + down), spot.x, "middle"


def text_lines(lines: Sequence[str], x: float, middle: float, anchor: str) -> str:
    """Lines of a name, the first around a height; spaces keep their words apart where they are read aloud."""
    spans = [
        f'<tspan x="{number(x)}" y="{number(middle + _RISE + LEADING * row)}">{escape(line)}</tspan>'
        for row, line in enumerate(lines)
    ]
    face = f'class="network-name" font-size="{SIZE}" text-anchor="{anchor}" fill="currentColor"'
    return f"<text {face}>{' '.join(spans)}</text>"
