"""The signs on the line of a timeline: their shape says what happened, their outline how exactly it is dated.

A circle occurred or goes on, a diamond is planned, a cross is cancelled, a triangle is alleged. Filled is an
exact day, hollow a month or a year, dashed an uncertain or approximate date. An interval has a sign at both
ends and a bar between them, an open end fades out. Nothing is told by colour.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from generator.figures.svg import empty, number
from generator.model.dates import EdtfDate, Moment, Precision, Qualifier

RADIUS: Final = 5.5
"""Half of a sign's width."""
BAR: Final = 30.0
"""From one end of an interval to the other."""
FADE: Final = 22.0
"""How far an open end reaches."""

_FADING: Final = ((4.0, 6.0, 0.9), (12.5, 4.5, 0.65), (19.5, 3.0, 0.4))
"""The strokes of an open end: their distance from the sign's edge, length and opacity."""
_MARK: Final = "timeline-mark"
_CORNERS: Final[dict[str, Sequence[tuple[float, float]]]] = {
    "planned": ((0, -6.2), (6.2, 0), (0, 6.2), (-6.2, 0)),
    "alleged": ((0, -6.2), (6, 4.4), (-6, 4.4)),
}
"""Corners of the signs that are no circle, around their centre."""


class Look(StrEnum):
    """What a reader may have to look up, in the words of the legend."""

    DAY = "exact day"
    PERIOD = "month or year"
    UNSURE = "about, possibly"
    SPAN = "from – to"
    OPEN = "open-ended"


_STROKE: Final[dict[str, str | float]] = {"fill": "none", "stroke": "currentColor", "stroke_width": 2}
_DASHES: Final[dict[str, str | float]] = {
    "pathLength": 16,
    "stroke_dasharray": "1.2 0.8",
    "stroke_dashoffset": 0.6,
}
"""Eight to a sign, whatever its shape, with one at each corner of a diamond."""
_OUTLINES: Final[dict[Look, dict[str, str | float]]] = {
    Look.DAY: {"fill": "currentColor"},
    Look.PERIOD: _STROKE,
    Look.UNSURE: _STROKE | _DASHES,
}


def looks(date: EdtfDate) -> set[Look]:
    """What its signs show."""
    ends = {_outline(moment) for moment in (date.start, date.end) if moment}
    if date.is_open:
        return ends | {Look.OPEN}
    return ends | {Look.SPAN} if is_bar(date) else ends


def is_bar(date: EdtfDate) -> bool:
    """Whether it is drawn with two ends."""
    return not date.is_open and date.start != date.end


def above(date: EdtfDate) -> float:
    """How far its signs reach above their first point."""
    return RADIUS if date.start else RADIUS + FADE


def below(date: EdtfDate) -> float:
    """How far its signs reach below their first point."""
    if date.end is None:
        return RADIUS + FADE
    return RADIUS + BAR if is_bar(date) else RADIUS


def draw_date(date: EdtfDate, status: str, x: float, y: float) -> list[str]:
    """The signs of a date, the first of them centred on the point."""
    signs = [_sign(date.anchor, status, x, y)]
    if is_bar(date) and date.end:
        bar = {"x1": x, "x2": x, "y1": y + RADIUS + 2, "y2": y + BAR - RADIUS - 2}
        signs.append(empty("line", class_="timeline-bar", **bar, stroke="currentColor", stroke_width=4))
        signs.append(_sign(date.end, status, x, y + BAR))
    if date.is_open:
        signs.extend(_fading(x, y, -1 if date.start is None else 1))
    return signs


def draw_look(look: Look, x: float, y: float) -> list[str]:
    """A sample for the legend, centred on the point."""
    if look is Look.OPEN:
        return [
            empty("circle", cx=x - 7, cy=y, r=4, fill="currentColor"),
            *(
                empty("line", **_level(x + left, x + right, y), stroke_width=4, stroke_opacity=opacity)
                for left, right, opacity in ((-1, 4, 0.9), (6, 9, 0.65), (11, 13, 0.4))
            ),
        ]
    if look is Look.SPAN:
        ends = [empty("circle", cx=x + step, cy=y, r=4, fill="currentColor") for step in (-9, 9)]
        return [*ends, empty("line", **_level(x - 3.5, x + 3.5, y), stroke_width=3)]
    return [_shape("occurred", look, x, y)]


def _level(x1: float, x2: float, y: float) -> dict[str, str | float]:
    return {"x1": x1, "x2": x2, "y1": y, "y2": y, "stroke": "currentColor"}


def _outline(moment: Moment) -> Look:
    if moment.qualifier is not Qualifier.EXACT:
        return Look.UNSURE
    return Look.DAY if moment.precision is Precision.DAY else Look.PERIOD


def _sign(moment: Moment, status: str, x: float, y: float) -> str:
    return _shape(status, _outline(moment), x, y)


def _shape(status: str, look: Look, x: float, y: float) -> str:
    """The sign for a status, outlined as the date asks."""
    if status == "cancelled":
        cross = _path(x, y, ((-4, -4), (4, 4))) + _path(x, y, ((4, -4), (-4, 4)))
        stroke = _STROKE | {"stroke_width": 3, "stroke_linecap": "round"}
        return empty("path", class_=_MARK, d=cross, **stroke)
    # A stroke around a filled sign would show where the colour is translucent, so the sign is larger instead.
    size = 1.18 if look is Look.DAY else 1
    style = {"class_": _MARK, **_OUTLINES[look]}
    if corners := _CORNERS.get(status):
        d = _path(x, y, [(right * size, down * size) for right, down in corners]) + "Z"
        return empty("path", d=d, **style)
    return empty("circle", cx=x, cy=y, r=5 * size, **style)


def _path(x: float, y: float, corners: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{number(x + right)} {number(y + down)}" for right, down in corners)


def _fading(x: float, y: float, direction: int) -> list[str]:
    """Ever fainter strokes: upwards where the start is open, downwards where the end is."""
    return [
        empty(
            "line",
            class_="timeline-open",
            x1=x,
            y1=y + direction * (RADIUS + gap - 2),
            x2=x,
            y2=y + direction * (RADIUS + gap + length - 2),
            stroke="currentColor",
            stroke_width=4,
            stroke_opacity=opacity,
        )
        for gap, length, opacity in _FADING
    ]
