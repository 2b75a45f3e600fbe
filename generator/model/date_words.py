"""Dates as pages show them: in words for readers, in ISO 8601 for machines.

The words follow the glosses of the Library of Congress for EDTF: `?` is "possibly", `~` is "about". Month names come
from Babel; the other words are in one table for each language.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from babel.dates import format_date as format_calendar_date

from generator.model.dates import EdtfDate, PartialDate, Precision, Qualifier


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWording:
    """The wording of dates in one language: patterns of Unicode's locale data, and phrases around formatted dates.

    The start of an interval within one year or month is formatted by `day_of_month`, `day_of_year` or
    `month_of_year`, with `dash` after a single word and `wide_dash` after several words.
    """

    locale: str
    patterns: dict[Precision, str]
    qualified: dict[Qualifier, str]
    day_of_month: str
    day_of_year: str
    month_of_year: str
    dash: str
    wide_dash: str
    span: str
    not_later: str
    onwards: str


ENGLISH: Final = DateWording(
    locale="en",
    patterns={Precision.YEAR: "y", Precision.MONTH: "MMMM y", Precision.DAY: "d MMMM y"},
    qualified={
        Qualifier.EXACT: "{}",
        Qualifier.UNCERTAIN: "possibly {}",
        Qualifier.APPROXIMATE: "about {}",
        Qualifier.BOTH: "possibly about {}",
    },
    day_of_month="d",
    day_of_year="d MMMM",
    month_of_year="MMMM",
    dash="–",
    wide_dash=" – ",
    span="{} to {}",
    not_later="not later than {}",
    onwards="from {} on",
)
WORDINGS: Final = {"en": ENGLISH}


@lru_cache(maxsize=1 << 16)
def format_date(date: EdtfDate | None, language: str = "en") -> str:
    """Format a date for readers: "about April 2017"; return an empty text if there is no date.

    Languages (BCP 47) without a wording get the English one.
    """
    if date is None:
        return ""
    wording = WORDINGS.get(language.lower().partition("-")[0], ENGLISH)
    if date.start is None:
        return wording.not_later.format(_format_qualified(date.anchor, wording))
    if date.end is None:
        return wording.onwards.format(_format_qualified(date.anchor, wording))
    if date.start == date.end:
        return _format_qualified(date.anchor, wording)
    return _format_interval(date.start, date.end, wording)


def _format_qualified(date: PartialDate, wording: DateWording) -> str:
    return wording.qualified[date.qualifier].format(_format_unqualified(date, wording))


def _format_unqualified(date: PartialDate, wording: DateWording) -> str:
    return format_calendar_date(date.earliest, wording.patterns[date.precision], locale=wording.locale)


def _format_interval(start: PartialDate, end: PartialDate, wording: DateWording) -> str:
    """Format both ends, with shared parts once: "3–26 March 2017", "March–May 2017", "1987–1993".

    Of a day and its own month or year, only the more exact one is shown: "26 March 2017 to March 2017" says no more.
    """
    exact, vague = sorted((start, end), key=_order_by_exactness)
    if vague.earliest <= exact.earliest and exact.latest <= vague.latest:
        return _format_qualified(exact, wording)
    is_exact = start.qualifier is end.qualifier is Qualifier.EXACT
    pattern = _choose_short_pattern(start, end, wording) if is_exact and start.precision is end.precision else ""
    if not pattern:
        return wording.span.format(_format_qualified(start, wording), _format_qualified(end, wording))
    short_start = format_calendar_date(start.earliest, pattern, locale=wording.locale)
    dash = wording.wide_dash if " " in short_start else wording.dash
    return short_start + dash + _format_unqualified(end, wording)


def _order_by_exactness(date: PartialDate) -> tuple[int, bool]:
    """Return a sort key: the date with fewer days first; of two with as many, the uncertain one."""
    return ((date.latest - date.earliest).days, date.qualifier is Qualifier.EXACT)


def _choose_short_pattern(start: PartialDate, end: PartialDate, wording: DateWording) -> str:
    """Return the pattern of the start if the end completes it; empty if both must be written in full."""
    if start.precision is Precision.YEAR:
        return wording.patterns[Precision.YEAR]
    if start.year != end.year:
        return ""
    if start.precision is Precision.MONTH:
        return wording.month_of_year
    return wording.day_of_month if start.month == end.month else wording.day_of_year
