"""Actors as signs: the shape shows the type of an actor, the size how often it is named.

The network and the ego networks share these signs, lines and legends. Color has no meaning.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from generator.diagnostics.phrases import format_count
from generator.figures.svg import format_path, start_tag, write_empty_element


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ActorNode:
    """One actor: `href` is relative to the page, `sentences` is the number of sentences that name it."""

    name: str
    href: str
    type: str
    sentences: int = 0

    @property
    def title(self) -> str:
        """Its name and its type."""
        return f"{self.name}, {self.type.replace('-', ' ')}"


class TieStyle(StrEnum):
    """The style of the line of a tie; the value is part of its class in style sheets."""

    SPOKEN = "spoken"
    NAMED = "named"
    JOINED = "joined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A tie between two actors: briefings that concern both, statements of one about the other, passages with both.

    `themes` are the ids of the themes of these briefings.
    """

    source: ActorNode
    target: ActorNode
    together: int
    about: int
    passages: int = 0
    themes: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """The strength of the tie."""
        return self.together + self.about + self.passages

    @property
    def style(self) -> "TieStyle":
        """The style of its line, by the closest relation that it has."""
        if self.about:
            return TieStyle.SPOKEN
        return TieStyle.NAMED if self.passages else TieStyle.JOINED


_CORNERS: Final = {
    "organization": ((-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)),
    "public-body": ((0, -1.1), (0.95, -0.55), (0.95, 0.55), (0, 1.1), (-0.95, 0.55), (-0.95, -0.55)),
    "state": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "media": ((0, -1.25), (1.15, 0.85), (-1.15, 0.85)),
}
"""Corners of the signs that are not circles, for a radius of one: all have about the same area."""
_TYPES: Final = ("person", "organization", "public-body", "state", "media", "collective")
_LINE_MEANINGS: Final = {
    TieStyle.SPOKEN: "one speaks of the other",
    TieStyle.NAMED: "named in the same passage",
    TieStyle.JOINED: "only in the same briefing",
}
_DASHES: Final = {TieStyle.NAMED: "6 3", TieStyle.JOINED: "1.5 3.5"}
"""The dashes of lines that are not solid."""
_EXTRA_WIDTH: Final = 3.5
"""Units by which the thickest line is wider than the thinnest."""
_MIN_SPREAD: Final = 4
"""A tie gets the thickest line only if it is at least this many times stronger than the weakest."""
_WEAK_TIES: Final = (
    f"{start_tag('label', class_='network-weak')}{write_empty_element('input', type='checkbox', autocomplete='off')}"
    " Show pairs that are only in the same briefing</label>"
)
_SAMPLE: Final = start_tag(
    "svg", class_="figure-sample", width="1em", height="1em", viewBox="0 0 16 16", stroke="currentColor"
)


def compute_thicknesses(ties: Sequence[Tie]) -> list[float]:
    """Return the line width of each tie, by the ratio of its strength to the weakest, so that few lines are thick."""
    weights = [max(tie.weight, 1) for tie in ties]
    min_weight = min(weights)
    spread = math.log(max(max(weights) / min_weight, _MIN_SPREAD))
    return [round(1 + _EXTRA_WIDTH * math.log(weight / min_weight) / spread, 1) for weight in weights]


@lru_cache(maxsize=1 << 12)
def draw_sign(type_: str, x: float, y: float, radius: float) -> str:
    """Return the sign of an actor, centered on the point."""
    if corners := _CORNERS.get(type_):
        d = format_path(x, y, corners, scale=radius) + "Z"
        return write_empty_element("path", class_="network-sign", d=d, fill="currentColor")
    if type_ == "collective":
        style: dict[str, str | float] = {"fill": "none", "stroke": "currentColor", "stroke_width": 3}
        return write_empty_element("circle", class_="network-sign network-ring", cx=x, cy=y, r=radius - 1, **style)
    return write_empty_element("circle", class_="network-sign", cx=x, cy=y, r=radius, fill="currentColor")


@lru_cache(maxsize=1 << 14)
def draw_line(start: tuple[float, float], end: tuple[float, float], thickness: float, style: TieStyle) -> str:
    """Return the line of a tie: solid, dashed or dotted by its style."""
    ends = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}
    dashes = {"stroke_dasharray": _DASHES[style]} if style in _DASHES else {}
    return write_empty_element("line", class_=f"network-{style}", **ends, stroke_width=thickness, **dashes)


def draw_key(actors: Iterable[ActorNode], ties: Iterable[Tie], *, by_type: bool = False) -> str:
    """Return the legend as a list in text. Screen readers get the same from each actor's title and description.

    With `by_type`, each item has its type as data, so that a script can make it a choice. A checkbox below shows the
    ties that only a briefing gives; the style sheet hides them if there are others.
    """
    types = frozenset(actor.type for actor in actors)
    return _draw_key(types, frozenset(tie.style for tie in ties), by_type=by_type)


@lru_cache
def _draw_key(types: frozenset[str], styles: frozenset[TieStyle], *, by_type: bool) -> str:
    items = []
    for type_ in _TYPES:
        if type_ in types:
            data = {"data_type": type_} if by_type else {}
            label = type_.replace("-", " ")
            items.append(f"{start_tag('li', **data)}{_SAMPLE}{draw_sign(type_, 8, 8, 5.5)}</svg>{label}</li>")
    for style, meaning in _LINE_MEANINGS.items():
        if style in styles:
            line = draw_line((0, 8), (16, 8), 2, style)
            items.append(f"<li>{_SAMPLE}{line}</svg>{meaning}</li>")
    choice = _WEAK_TIES if by_type and TieStyle.JOINED in styles and len(styles) > 1 else ""
    return f'<ul class="figure-key" aria-hidden="true">{"".join(items)}</ul>{choice}'


@lru_cache
def describe_tie(passages: int, together: int, about: int) -> str:
    """Return the counts of a tie in words, those of passages first."""
    counts = []
    if passages:
        counts.append(f"{format_count(passages, 'passage')} with both")
    if together:
        counts.append(f"{format_count(together, 'briefing')} with both")
    if about:
        counts.append(f"{format_count(about, 'statement')} about each other")
    return ", ".join(counts)
