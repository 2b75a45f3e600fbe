"""A timeline of events: one row for each, in the order of their dates, along a vertical line.

Rows fit a phone and are as far apart as their titles need, not as time was: where years are skipped, the line
is broken. Each row is an item of a list with its date in words and a link, so that the figure reads as well
without being seen. Events without a date are not drawn here; the table beside the figure has them.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from generator.figures.marks import Look, above, below, draw_date, draw_look, looks
from generator.figures.svg import NO_BREAK, element, empty, escape, number, one_line, tag, wrap
from generator.model.dates import EdtfDate, SortKey

WIDTH: Final = 328
"""What a phone of 360 pixels leaves for the text: there a unit is a pixel, and no type is smaller than 12."""

_EM: Final = 16
"""Units to an em of the page's text: the figure grows with the type that the reader has set."""
_DATES_END: Final = 106
_AXIS: Final = 124
_TITLES: Final = 142
_MARGIN: Final = 6
_GAP: Final = 18
_BREAK: Final = 24
_KEY_STEP: Final = 22
_KEY_COLUMNS: Final = (_AXIS - 104, _AXIS + 60)
_PLAIN_STATUS: Final = "occurred"
_DATE_JOINTS: Final = re.compile(r"(?<=\b[0-9]) (?=\w)|(?<=\b[0-9]{2}) (?=\w)| (?=[0-9]{4}\b|[–—]|\w{1,2}\Z)")
"""Spaces that hold a date together: after the day, before the year, before a dash or a last short word."""


@dataclass(frozen=True, slots=True)
class _Type:
    """A type size: `leading` is from line to line, `rise` from a base line to the middle of its letters."""

    name: str
    size: int
    leading: int
    rise: float
    most: int
    anchor: str = "start"
    slant: str = "normal"


_TITLE: Final = _Type("timeline-title", 14, 18, 4.8, 3)
_DATE: Final = _Type("timeline-date", 12, 16, 4.2, 5, "end")
_KEY: Final = _Type("timeline-meaning", 12, 16, 4.2, 1)
_STATUS: Final = _Type("timeline-status", 12, 16, 4.2, 1, slant="italic")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent:
    """One event: `href` is relative to the page, `words` is its date as pages show it."""

    title: str
    href: str
    date: EdtfDate
    words: str
    status: str = _PLAIN_STATUS

    @property
    def order(self) -> tuple[SortKey, str, str, str, str]:
        """By date; events of one date by title."""
        return (self.date.sort_key, self.title, self.href, self.words, self.status)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """An event with its place: `y` is the middle of its first sign, `bottom` the end of all that it shows."""

    event: TimelineEvent
    y: float
    bottom: float
    after_break: bool
    dates: Sequence[str]
    titles: Sequence[str]


def draw(
    events: Sequence[TimelineEvent],
    *,
    name: str = "timeline",
    title: str = "Timeline of events",
    limit: int | None = None,
    legend: bool = True,
) -> str:
    """The figure as HTML without blank lines, empty where there are no events.

    `name` begins every id, so that a page can hold several figures. With a `limit`, only that many of the
    latest events are drawn. The order of the input does not matter.
    """
    ordered = sorted(events, key=lambda event: event.order)
    shown = ordered if limit is None else ordered[max(0, len(ordered) - limit) :]
    if not shown:
        return ""
    rows = _rows(shown)
    key = _key(shown) if legend else []
    ids = {"title": f"{name}-title", "desc": f"{name}-desc"}
    lines = [
        tag("figure", class_="timeline"),
        _opening(rows[-1].bottom + _MARGIN + _key_height(key), ids),
        element("title", title, id=ids["title"]),
        element("desc", _description(rows, len(ordered)), id=ids["desc"]),
        tag("g", class_="timeline-axis", aria_hidden="true", stroke="currentColor", stroke_opacity="0.5"),
        *_axis(rows),
        "</g>",
        tag("g", role="list"),
        *(line for row in rows for line in _item(row)),
        "</g>",
        *_draw_key(key, rows[-1].bottom + _MARGIN),
        "</svg>",
        "</figure>",
    ]
    return "\n".join(lines) + "\n"


def _rows(events: Sequence[TimelineEvent]) -> list[_Row]:
    """The events from top to bottom, each as high as its text and signs need."""
    rows: list[_Row] = []
    top: float = _MARGIN
    reached: float = events[0].date.year
    for event in events:
        after_break = event.date.year > reached + 1
        row = _row(event, top + (_BREAK if after_break else 0), after_break=after_break)
        rows.append(row)
        top = row.bottom + _GAP
        reached = max(reached, event.date.end.latest.year if event.date.end else math.inf)
    return rows


def _row(event: TimelineEvent, top: float, *, after_break: bool) -> _Row:
    titles, dates = _titles(event.title), _dates(event.words)
    y = top + max(above(event.date), _TITLE.leading / 2)
    titles_end = y + _TITLE.leading * (len(titles) - 0.5)
    if event.status != _PLAIN_STATUS:
        titles_end += _STATUS.leading
    dates_end = y + _DATE.leading * (len(dates) - 0.5)
    bottom = max(titles_end, dates_end, y + below(event.date))
    return _Row(event=event, y=y, bottom=bottom, after_break=after_break, dates=dates, titles=titles)


@lru_cache(maxsize=1 << 12)
def _titles(title: str) -> Sequence[str]:
    """The lines of a title; an event has the same on the timeline of each briefing that names it."""
    return wrap(one_line(title), size=_TITLE.size, room=WIDTH - _TITLES, lines=_TITLE.most)


@lru_cache(maxsize=1 << 12)
def _dates(words: str) -> Sequence[str]:
    """The lines of a date."""
    return wrap(_DATE_JOINTS.sub(NO_BREAK, one_line(words)), size=_DATE.size, room=_DATES_END, lines=_DATE.most)


def _opening(height: float, ids: dict[str, str]) -> str:
    return tag(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        class_="timeline-figure",
        viewBox=f"0 0 {WIDTH} {number(height)}",
        width=f"{number(WIDTH / _EM)}em",
        height=f"{number(height / _EM)}em",
        overflow="visible",
        direction="ltr",
        role="group",
        aria_labelledby=ids["title"],
        aria_describedby=ids["desc"],
    )


def _description(rows: Sequence[_Row], total: int) -> str:
    """What a reader who does not see the figure has to know of it."""
    count = "1 event" if len(rows) == 1 else f"{len(rows)} events"
    if len(rows) < total:
        count = f"The latest {count} of {total}" if len(rows) > 1 else f"The latest of {total} events"
    order = f"{count}, by date, the earliest first." if len(rows) > 1 else f"{count}."
    breaks = " The line is broken where years are skipped." if any(row.after_break for row in rows) else ""
    return f"{order} Distances are not to scale.{breaks}" if len(rows) > 1 else order


def _axis(rows: Sequence[_Row]) -> Iterator[str]:
    """The line between the signs, so that none of them has to cover it."""
    for earlier, later in pairwise(rows):
        top = earlier.y + below(earlier.event.date) + 3
        end = later.y - above(later.event.date) - 3
        if later.after_break:
            middle = end - _BREAK * 0.7
            yield _vertical(top, middle - 3)
            yield _vertical(middle + 3, end)
            for edge in (middle - 3, middle + 3):
                yield empty("line", x1=_AXIS - 6, y1=edge + 2.5, x2=_AXIS + 6, y2=edge - 2.5, stroke_width=1.5)
        else:
            yield _vertical(top, end)


def _vertical(top: float, end: float) -> str:
    return empty("line", x1=_AXIS, y1=top, x2=_AXIS, y2=max(top, end), stroke_width=1.5)


def _item(row: _Row) -> Iterator[str]:
    """One event: its date, its signs and title as one link, and its status where it is not simply past."""
    event = row.event
    yield tag("g", class_="timeline-event", role="listitem")
    yield _text(row.dates, _DATE, _DATES_END, row.y)
    yield tag("a", href=event.href)
    yield element("title", event.title)
    yield _touched(row)
    yield from draw_date(event.date, event.status, _AXIS, row.y)
    yield _text(row.titles, _TITLE, _TITLES, row.y)
    yield "</a>"
    if event.status != _PLAIN_STATUS:
        middle = row.y + _TITLE.leading * len(row.titles) - 1
        yield _text([event.status], _STATUS, _TITLES, middle)
    yield "</g>"


def _touched(row: _Row) -> str:
    """What a finger may touch to follow the link: the row from its line on, not the letters alone."""
    left = _AXIS - _TITLES + _AXIS
    top = row.y - above(row.event.date) - _MARGIN
    area: dict[str, float] = {
        "x": left,
        "y": top,
        "width": WIDTH - left,
        "height": row.bottom + _MARGIN - top,
    }
    return empty("rect", **area, fill="none", pointer_events="all")


def _text(lines: Sequence[str], kind: _Type, x: float, middle: float) -> str:
    """Lines of text, the first around a height; where it is read aloud, spaces keep their words apart."""
    # A space counts as part of a line: it has to be on the side where the line is ragged.
    before, between = (" ", "") if kind.anchor == "end" else ("", " ")
    spans = (
        f"{tag('tspan', x=x, y=middle + kind.rise + kind.leading * place)}{before if place else ''}"
        f"{escape(line)}</tspan>"
        for place, line in enumerate(lines)
    )
    face: dict[str, str | float] = {
        "font_size": kind.size,
        "font_style": kind.slant,
        "text_anchor": kind.anchor,
    }
    start = tag("text", class_=kind.name, **face, fill="currentColor")
    return f"{start}{between.join(spans)}</text>"


def _key(events: Sequence[TimelineEvent]) -> list[Look]:
    """What the legend explains: nothing where all dates are plain days."""
    used = {look for event in events for look in looks(event.date)}
    return [look for look in Look if look in used] if used != {Look.DAY} else []


def _key_height(key: Sequence[Look]) -> float:
    return _GAP + _KEY_STEP * math.ceil(len(key) / len(_KEY_COLUMNS)) if key else 0


def _draw_key(key: Sequence[Look], top: float) -> Iterator[str]:
    """The legend, in columns. It is hidden from screen readers, which have every date in words."""
    if not key:
        return
    yield tag("g", class_="timeline-key", aria_hidden="true")
    yield empty("line", x1=0, x2=WIDTH, y1=top + 6, y2=top + 6, stroke="currentColor", stroke_opacity="0.3")
    for place, look in enumerate(key):
        x = _KEY_COLUMNS[place % len(_KEY_COLUMNS)]
        y = top + _GAP + 6 + _KEY_STEP * (place // len(_KEY_COLUMNS))
        yield from draw_look(look, x, y)
        yield _text([look.value], _KEY, x + 20, y)
    yield "</g>"
