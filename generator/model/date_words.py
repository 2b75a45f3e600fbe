"""Dates as pages show them: in words for readers, in ISO 8601 for machines.

The words follow the glosses that the Library of Congress gives for EDTF: `?` is "possibly", `~` is "about".
Month names are babel's; all that is ours stands in one table for each language.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from babel.dates import format_date

from generator.model.dates import EdtfDate, Moment, Precision, Qualifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How one language words dates: patterns of Unicode's locale data, and phrases around what they give.

    The first end of an interval within one year or month is given by `day_of_month`, `day_of_year` or
    `month_of_year`, with `dash` after a single word and `wide_dash` after several.
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


ENGLISH: Final = Wording(
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
def in_words(date: EdtfDate, language: str = "en") -> str:
    """The date for readers: "about April 2017". English where a language (BCP 47) has no wording here."""
    wording = WORDINGS.get(language.lower().partition("-")[0], ENGLISH)
    if date.start is None:
        return wording.not_later.format(_qualified(date.anchor, wording))
    if date.end is None:
        return wording.onwards.format(_qualified(date.anchor, wording))
    if date.start == date.end:
        return _qualified(date.anchor, wording)
    return _interval(date.start, date.end, wording)


def iso(date: EdtfDate) -> str | None:
    """A value for HTML's `<time datetime>`: the date, or an interval's start; None where that is open."""
    return date.start.iso if date.start else None


def _qualified(moment: Moment, wording: Wording) -> str:
    return wording.qualified[moment.qualifier].format(_plain(moment, wording))


def _plain(moment: Moment, wording: Wording) -> str:
    return format_date(moment.earliest, wording.patterns[moment.precision], locale=wording.locale)


def _interval(start: Moment, end: Moment, wording: Wording) -> str:
    """Both ends, naming once what they share: "3–26 March 2017", "March–May 2017", "1987–1993"."""
    alike = start.precision is end.precision and {start.qualifier, end.qualifier} == {Qualifier.EXACT}
    pattern = _short_pattern(start, end, wording) if alike else ""
    if not pattern:
        return wording.span.format(_qualified(start, wording), _qualified(end, wording))
    first = format_date(start.earliest, pattern, locale=wording.locale)
    return first + (wording.wide_dash if " " in first else wording.dash) + _plain(end, wording)


def _short_pattern(start: Moment, end: Moment, wording: Wording) -> str:
    """The pattern of the first end, where it can be short beside the second."""
    if start.precision is Precision.YEAR:
        return wording.patterns[Precision.YEAR]
    if start.year != end.year:
        return ""
    if start.precision is Precision.MONTH:
        return wording.month_of_year
    return wording.day_of_month if start.month == end.month else wording.day_of_year
