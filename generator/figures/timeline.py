"""A timeline of events: one row for each, in the order of their dates, along a vertical line.

Rows fit a phone. Their distance follows from the height of their titles, not from time, and the line is broken where
years are skipped. Each row is an item of a list with its date in words and a link, so that the figure is readable
without being seen. Events without a date are not drawn; the list beside the figure has them.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from generator.figures.marks import Look, draw_date, draw_look, list_looks, measure_above, measure_below
from generator.figures.svg import (
    NO_BREAK,
    PHONE_WIDTH,
    UNITS_PER_EM,
    escape,
    fold_whitespace,
    format_number,
    start_tag,
    wrap,
    write_element,
    write_empty_element,
)
from generator.model.dates import EdtfDate, SortKey

_DATES_END: Final = 106
_AXIS: Final = 124
_TITLES: Final = 142
_MARGIN: Final = 6
_GAP: Final = 18
_BREAK: Final = 24
_KEY_ROW_HEIGHT: Final = 22
_KEY_COLUMNS: Final = (_AXIS - 104, _AXIS + 60)
_PLAIN_STATUS: Final = "occurred"
_DATE_JOINTS: Final = re.compile(r"(?<=\b[0-9]) (?=\w)|(?<=\b[0-9]{2}) (?=\w)| (?=[0-9]{4}\b|[–—]|\w{1,2}\Z)")
"""Spaces at which a date must not be broken: after the day, before the year, before a dash or a short last word."""


@dataclass(frozen=True, slots=True)
class _TextStyle:
    """A style of text: `leading` is the line height, `rise` the distance from a base line to the middle of letters."""

    name: str
    size: int
    leading: int
    rise: float
    max_lines: int
    anchor: str = "start"
    slant: str = "normal"


_TITLE: Final = _TextStyle("timeline-title", 14, 18, 4.8, 3)
_DATE: Final = _TextStyle("timeline-date", 12, 16, 4.2, 5, "end")
_KEY: Final = _TextStyle("timeline-meaning", 12, 16, 4.2, 1)
_STATUS: Final = _TextStyle("timeline-status", 12, 16, 4.2, 1, slant="italic")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent:
    """One event: `href` is relative to the page, `words` is its date in words."""

    title: str
    href: str
    date: EdtfDate
    words: str
    status: str = _PLAIN_STATUS

    @property
    def order(self) -> tuple[SortKey, str, str, str, str]:
        """A sort key: by date; events of one date by title."""
        return (self.date.sort_key, self.title, self.href, self.words, self.status)


@dataclass(frozen=True, slots=True, kw_only=True)
class _EventRow:
    """An event with its position: `y` is the middle of its first sign, `bottom` the end of its text and signs."""

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
    """Return the figure as HTML without blank lines; empty if there are no events.

    `name` begins every id, so that a page can have several figures. With a `limit`, only that many of the latest events
    are drawn. The order of the input does not matter.
    """
    ordered = sorted(events, key=lambda event: event.order)
    drawn = ordered if limit is None else ordered[max(0, len(ordered) - limit) :]
    if not drawn:
        return ""
    rows = _lay_out_rows(drawn)
    key = _list_key(drawn) if legend else []
    ids = {"title": f"{name}-title", "desc": f"{name}-desc"}
    lines = [
        start_tag("figure", class_="timeline"),
        _open_svg(rows[-1].bottom + _MARGIN + _measure_key(key), ids),
        write_element("title", title, id=ids["title"]),
        write_element("desc", _describe(rows, len(ordered)), id=ids["desc"]),
        start_tag("g", class_="timeline-axis", aria_hidden="true", stroke="currentColor", stroke_opacity="0.5"),
        *_draw_axis(rows),
        "</g>",
        start_tag("g", role="list"),
        *(line for row in rows for line in _draw_row(row)),
        "</g>",
        *_draw_key(key, rows[-1].bottom + _MARGIN),
        "</svg>",
        "</figure>",
    ]
    return "\n".join(lines) + "\n"


def _lay_out_rows(events: Sequence[TimelineEvent]) -> list[_EventRow]:
    """Return the events from top to bottom, each as high as its text and its signs."""
    rows: list[_EventRow] = []
    top: float = _MARGIN
    latest_year: float = events[0].date.year
    for event in events:
        after_break = event.date.year > latest_year + 1
        row = _lay_out_row(event, top + (_BREAK if after_break else 0), after_break=after_break)
        rows.append(row)
        top = row.bottom + _GAP
        latest_year = max(latest_year, event.date.end.latest.year if event.date.end else math.inf)
    return rows


def _lay_out_row(event: TimelineEvent, top: float, *, after_break: bool) -> _EventRow:
    titles, dates = _wrap_title(event.title), _wrap_date(event.words)
    y = top + max(measure_above(event.date), _TITLE.leading / 2)
    titles_end = y + _TITLE.leading * (len(titles) - 0.5)
    if event.status != _PLAIN_STATUS:
        titles_end += _STATUS.leading
    dates_end = y + _DATE.leading * (len(dates) - 0.5)
    bottom = max(titles_end, dates_end, y + measure_below(event.date))
    return _EventRow(event=event, y=y, bottom=bottom, after_break=after_break, dates=dates, titles=titles)


@lru_cache(maxsize=1 << 12)
def _wrap_title(title: str) -> Sequence[str]:
    """Return the lines of a title, which are the same on the page of each briefing that names the event."""
    return wrap(fold_whitespace(title), size=_TITLE.size, room=PHONE_WIDTH - _TITLES, lines=_TITLE.max_lines)


@lru_cache(maxsize=1 << 12)
def _wrap_date(words: str) -> Sequence[str]:
    """Return the lines of a date."""
    unbroken = _DATE_JOINTS.sub(NO_BREAK, fold_whitespace(words))
    return wrap(unbroken, size=_DATE.size, room=_DATES_END, lines=_DATE.max_lines)


def _open_svg(height: float, ids: dict[str, str]) -> str:
    return start_tag(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        class_="timeline-figure",
        viewBox=f"0 0 {PHONE_WIDTH} {format_number(height)}",
        width=f"{format_number(PHONE_WIDTH / UNITS_PER_EM)}em",
        height=f"{format_number(height / UNITS_PER_EM)}em",
        overflow="visible",
        direction="ltr",
        role="group",
        aria_labelledby=ids["title"],
        aria_describedby=ids["desc"],
    )


def _describe(rows: Sequence[_EventRow], total: int) -> str:
    """Return a description of the figure for readers who do not see it."""
    if len(rows) == 1:
        return "1 event." if total == 1 else f"The latest of {total} events."
    count = f"{len(rows)} events"
    if len(rows) < total:
        count = f"The latest {count} of {total}"
    breaks = " The line is broken where years are skipped." if any(row.after_break for row in rows) else ""
    return f"{count}, by date, the earliest first. Distances are not to scale.{breaks}"


def _draw_axis(rows: Sequence[_EventRow]) -> Iterator[str]:
    """Yield the line between the signs, which no sign then has to cover."""
    for row, next_row in pairwise(rows):
        top = row.y + measure_below(row.event.date) + 3
        end = next_row.y - measure_above(next_row.event.date) - 3
        if not next_row.after_break:
            yield _draw_vertical(top, end)
            continue
        middle = end - _BREAK * 0.7
        yield _draw_vertical(top, middle - 3)
        yield _draw_vertical(middle + 3, end)
        for y in (middle - 3, middle + 3):
            ends = {"x1": _AXIS - 6, "y1": y + 2.5, "x2": _AXIS + 6, "y2": y - 2.5}
            yield write_empty_element("line", **ends, stroke_width=1.5)


def _draw_vertical(top: float, end: float) -> str:
    return write_empty_element("line", x1=_AXIS, y1=top, x2=_AXIS, y2=max(top, end), stroke_width=1.5)


def _draw_row(row: _EventRow) -> Iterator[str]:
    """Yield one event: its date, its signs and its title as one link, and its status unless it simply occurred."""
    event = row.event
    yield start_tag("g", class_="timeline-event", role="listitem")
    yield _draw_text(row.dates, _DATE, _DATES_END, row.y)
    yield start_tag("a", href=event.href)
    yield write_element("title", event.title)
    yield _draw_touch_area(row)
    yield from draw_date(event.date, event.status, _AXIS, row.y)
    yield _draw_text(row.titles, _TITLE, _TITLES, row.y)
    yield "</a>"
    if event.status != _PLAIN_STATUS:
        middle = row.y + _TITLE.leading * len(row.titles) - 1
        yield _draw_text([event.status], _STATUS, _TITLES, middle)
    yield "</g>"


def _draw_touch_area(row: _EventRow) -> str:
    """Return the area that a finger can touch to follow the link: the row from its line on, not only the letters."""
    left = _AXIS - _TITLES + _AXIS
    top = row.y - measure_above(row.event.date) - _MARGIN
    area: dict[str, float] = {
        "x": left,
        "y": top,
        "width": PHONE_WIDTH - left,
        "height": row.bottom + _MARGIN - top,
    }
    return write_empty_element("rect", **area, fill="none", pointer_events="all")


def _draw_text(lines: Sequence[str], style: _TextStyle, x: float, middle: float) -> str:
    """Return lines of text, the first centered on a height; spaces separate their words for screen readers."""
    # A space counts as a piece of a line, so it has to be on the side where the line is ragged.
    opening, separator = (" ", "") if style.anchor == "end" else ("", " ")
    spans = []
    for number, line in enumerate(lines):
        start = start_tag("tspan", x=x, y=middle + style.rise + style.leading * number)
        spans.append(f"{start}{opening if number else ''}{escape(line)}</tspan>")
    attributes: dict[str, str | float] = {
        "font_size": style.size,
        "font_style": style.slant,
        "text_anchor": style.anchor,
    }
    text_start = start_tag("text", class_=style.name, **attributes, fill="currentColor")
    return f"{text_start}{separator.join(spans)}</text>"


def _list_key(events: Sequence[TimelineEvent]) -> list[Look]:
    """Return the features that the legend explains; none if all dates are exact days."""
    looks: set[Look] = set()
    for event in events:
        looks |= list_looks(event.date)
    return [look for look in Look if look in looks] if looks != {Look.DAY} else []


def _measure_key(key: Sequence[Look]) -> float:
    return _GAP + _KEY_ROW_HEIGHT * math.ceil(len(key) / len(_KEY_COLUMNS)) if key else 0


def _draw_key(key: Sequence[Look], top: float) -> Iterator[str]:
    """Yield the legend in columns. It is hidden from screen readers, which read every date in words."""
    if not key:
        return
    yield start_tag("g", class_="timeline-key", aria_hidden="true")
    line = {"x1": 0, "x2": PHONE_WIDTH, "y1": top + 6, "y2": top + 6}
    yield write_empty_element("line", **line, stroke="currentColor", stroke_opacity="0.3")
    for number, look in enumerate(key):
        row, column = divmod(number, len(_KEY_COLUMNS))
        x, y = _KEY_COLUMNS[column], top + _GAP + 6 + _KEY_ROW_HEIGHT * row
        yield from draw_look(look, x, y)
        yield _draw_text([look.value], _KEY, x + 20, y)
    yield "</g>"
