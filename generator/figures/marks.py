"""The signs on the line of a timeline: the shape shows the status of an event, the outline the precision of its date.

A circle is an event that occurred or is ongoing, a diamond a planned one, a cross a cancelled one, and a triangle an
alleged one. A filled sign is an exact day, a hollow one a month or a year, and a dashed one an uncertain or approximate
date. An interval has a sign at both ends and a bar between them; an open end fades out. Color has no meaning.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from generator.figures.svg import format_path, write_empty_element
from generator.model.dates import EdtfDate, PartialDate, Precision, Qualifier

RADIUS: Final = 5.5
"""Half of a sign's width."""
BAR: Final = 30.0
"""The distance between the two ends of an interval."""
FADE: Final = 22.0
"""The length of an open end."""

_FADING: Final = ((4.0, 6.0, 0.9), (12.5, 4.5, 0.65), (19.5, 3.0, 0.4))
"""The strokes of an open end: distance from the edge of the sign, length, and opacity."""
_SAMPLE_FADING: Final = ((-1, 4, 0.9), (6, 9, 0.65), (11, 13, 0.4))
"""The strokes of an open end in the legend: start, end, and opacity."""
_MARK: Final = "timeline-mark"
_CORNERS: Final[dict[str, Sequence[tuple[float, float]]]] = {
    "planned": ((0, -6.2), (6.2, 0), (0, 6.2), (-6.2, 0)),
    "alleged": ((0, -6.2), (6, 4.4), (-6, 4.4)),
}
"""Corners of the signs that are not circles, around their center."""


class Look(StrEnum):
    """A feature of a sign that the legend explains, in its words."""

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
"""Eight dashes on a sign of any shape, with one at each corner of a diamond."""
_OUTLINES: Final[dict[Look, dict[str, str | float]]] = {
    Look.DAY: {"fill": "currentColor"},
    Look.PERIOD: _STROKE,
    Look.UNSURE: _STROKE | _DASHES,
}


def list_looks(date: EdtfDate) -> set[Look]:
    """Return the features of the signs of a date."""
    ends = {_get_outline(end) for end in (date.start, date.end) if end}
    if date.is_open:
        return ends | {Look.OPEN}
    return ends | {Look.SPAN} if is_bar(date) else ends


def is_bar(date: EdtfDate) -> bool:
    """Check whether a date is drawn with two ends."""
    return not date.is_open and date.start != date.end


def measure_above(date: EdtfDate) -> float:
    """Return the extent of the signs of a date above their first point."""
    return RADIUS if date.start else RADIUS + FADE


def measure_below(date: EdtfDate) -> float:
    """Return the extent of the signs of a date below their first point."""
    if date.end is None:
        return RADIUS + FADE
    return RADIUS + BAR if is_bar(date) else RADIUS


def draw_date(date: EdtfDate, status: str, x: float, y: float) -> list[str]:
    """Return the signs of a date, the first of them centered on the point."""
    signs = [_draw_shape(status, _get_outline(date.anchor), x, y)]
    if is_bar(date) and date.end:
        bar = {"x1": x, "x2": x, "y1": y + RADIUS + 2, "y2": y + BAR - RADIUS - 2}
        signs.append(write_empty_element("line", class_="timeline-bar", **bar, stroke="currentColor", stroke_width=4))
        signs.append(_draw_shape(status, _get_outline(date.end), x, y + BAR))
    if date.is_open:
        signs.extend(_draw_open_end(x, y, -1 if date.start is None else 1))
    return signs


def draw_look(look: Look, x: float, y: float) -> list[str]:
    """Return a sample for the legend, centered on the point."""
    if look is Look.OPEN:
        sample = [write_empty_element("circle", cx=x - 7, cy=y, r=4, fill="currentColor")]
        for start, end, opacity in _SAMPLE_FADING:
            sample.append(_draw_level_line(x + start, x + end, y, stroke_width=4, stroke_opacity=opacity))
        return sample
    if look is Look.SPAN:
        ends = [write_empty_element("circle", cx=x + shift, cy=y, r=4, fill="currentColor") for shift in (-9, 9)]
        return [*ends, _draw_level_line(x - 3.5, x + 3.5, y, stroke_width=3)]
    return [_draw_shape("occurred", look, x, y)]


def _draw_level_line(x1: float, x2: float, y: float, **style: float) -> str:
    return write_empty_element("line", x1=x1, x2=x2, y1=y, y2=y, stroke="currentColor", **style)


def _get_outline(date: PartialDate) -> Look:
    if date.qualifier is not Qualifier.EXACT:
        return Look.UNSURE
    return Look.DAY if date.precision is Precision.DAY else Look.PERIOD


def _draw_shape(status: str, look: Look, x: float, y: float) -> str:
    """Return the sign of a status, with the outline of a date."""
    if status == "cancelled":
        cross = format_path(x, y, ((-4, -4), (4, 4))) + format_path(x, y, ((4, -4), (-4, 4)))
        stroke = _STROKE | {"stroke_width": 3, "stroke_linecap": "round"}
        return write_empty_element("path", class_=_MARK, d=cross, **stroke)
    # A stroke around a filled sign would show if the color is translucent, so the sign is larger instead.
    size = 1.18 if look is Look.DAY else 1
    style = {"class_": _MARK, **_OUTLINES[look]}
    if corners := _CORNERS.get(status):
        d = format_path(x, y, corners, scale=size) + "Z"
        return write_empty_element("path", d=d, **style)
    return write_empty_element("circle", cx=x, cy=y, r=5 * size, **style)


def _draw_open_end(x: float, y: float, direction: int) -> list[str]:
    """Return strokes that fade out: upward from an open start, downward from an open end."""
    strokes = []
    for gap, length, opacity in _FADING:
        start, end = RADIUS + gap - 2, RADIUS + gap + length - 2
        line = {"x1": x, "y1": y + direction * start, "x2": x, "y2": y + direction * end}
        style: dict[str, str | float] = {"stroke": "currentColor", "stroke_width": 4, "stroke_opacity": opacity}
        strokes.append(write_empty_element("line", class_="timeline-open", **line, **style))
    return strokes
