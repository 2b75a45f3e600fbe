"""Actors as signs: the shape says what sort of actor it is, the size how often it is named.

What the network and the small networks on the pages of actors have in common. Nothing is told by colour.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from generator.figures.svg import empty, number, tag


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ActorNode:
    """One actor: `href` is relative to the page, `sentences` is how many name it."""

    name: str
    href: str
    type: str
    sentences: int = 0

    @property
    def title(self) -> str:
        """Its name, and what it is."""
        return f"{self.name}, {self.type.replace('-', ' ')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What joins two actors: briefings that concern both, and statements of one about the other.

    `themes` are the ids of what these briefings are on.
    """

    one: ActorNode
    other: ActorNode
    together: int
    about: int
    themes: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """How strong it is."""
        return self.together + self.about


_CORNERS: Final = {
    "organization": ((-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)),
    "public-body": ((0, -1.1), (0.95, -0.55), (0.95, 0.55), (0, 1.1), (-0.95, 0.55), (-0.95, -0.55)),
    "state": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "media": ((0, -1.25), (1.15, 0.85), (-1.15, 0.85)),
}
"""Corners of the signs that are no circle, for a radius of one: all cover about as much."""
_TYPES: Final = ("person", "organization", "public-body", "state", "media", "collective")
_LINES: Final = ((True, "one speaks of the other"), (False, "only named together"))
_THICKER: Final = 3.5
_SPREAD: Final = 4
"""How many times stronger than the weakest a tie has to be, at least, for the thickest line."""
_SAMPLE: Final = tag(
    "svg", class_="figure-sample", width="1em", height="1em", viewBox="0 0 16 16", stroke="currentColor"
)


def thicknesses(ties: Sequence[Tie]) -> list[float]:
    """How thick the line of each is: by how much stronger it is than the weakest of them, so that few are thick."""
    weights = [max(tie.weight, 1) for tie in ties]
    low = min(weights)
    spread = math.log(max(max(weights) / low, _SPREAD))
    return [round(1 + _THICKER * math.log(weight / low) / spread, 1) for weight in weights]


@lru_cache(maxsize=1 << 12)
def sign(type_: str, x: float, y: float, radius: float) -> str:
    """The sign of an actor, centred on the point."""
    if corners := _CORNERS.get(type_):
        points = (f"{number(x + right * radius)} {number(y + down * radius)}" for right, down in corners)
        return empty("path", class_="network-sign", d=f"M{'L'.join(points)}Z", fill="currentColor")
    if type_ == "collective":
        ring: dict[str, str | float] = {"stroke": "currentColor", "stroke_width": 3}
        return empty("circle", class_="network-sign network-ring", cx=x, cy=y, r=radius - 1, fill="none", **ring)
    return empty("circle", class_="network-sign", cx=x, cy=y, r=radius, fill="currentColor")


@lru_cache(maxsize=1 << 14)
def line(start: tuple[float, float], end: tuple[float, float], thickness: float, *, spoken: bool) -> str:
    """The line of a tie: unbroken where one speaks of the other, else broken and fainter."""
    ends = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}
    look: dict[str, str | float] = {} if spoken else {"stroke_dasharray": "2 3"}
    style = "network-spoken" if spoken else "network-joined"
    return empty("line", class_=style, **ends, stroke_width=thickness, **look)


def key(actors: Iterable[ActorNode], spoken: Iterable[bool], *, by_type: bool = False) -> str:
    """The legend, as a list in text. Screen readers have the same from each actor's title and description.

    `by_type` says which type each item stands for, so that a script can make it a choice.
    """
    return _key(frozenset(actor.type for actor in actors), frozenset(spoken), by_type=by_type)


@lru_cache
def _key(types: frozenset[str], spoken: frozenset[bool], *, by_type: bool) -> str:
    present = [type_ for type_ in _TYPES if type_ in types]
    data = [{"data_type": type_} if by_type else {} for type_ in present]
    items = [
        f"{tag('li', **kept)}{_SAMPLE}{sign(type_, 8, 8, 5.5)}</svg>{type_.replace('-', ' ')}</li>"
        for type_, kept in zip(present, data, strict=True)
    ]
    lines = ((words, line((0, 8), (16, 8), 2, spoken=is_spoken)) for is_spoken, words in _LINES if is_spoken in spoken)
    items += [f"<li>{_SAMPLE}{drawn}</svg>{words}</li>" for words, drawn in lines]
    return f'<ul class="figure-key" aria-hidden="true">{"".join(items)}</ul>'


@lru_cache
def ties_of(together: int, about: int) -> str:
    """What joins two actors, in words."""
    parts = []
    if together:
        parts.append(f"{together:,} briefing{'s' * (together != 1)} with both")
    if about:
        parts.append(f"{about:,} statement{'s' * (about != 1)} about each other")
    return ", ".join(parts)
