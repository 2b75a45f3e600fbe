"""Dates of content: the subset of EDTF that the model reads.

The Extended Date/Time Format (Library of Congress, ISO 8601-2) expresses the precision of a date: `2017-03~` is about
March 2017. `parse_date` reads a date or raises an error. A date is never completed or guessed: `EdtfDate.text`
keeps the text of the editor. `generator.model.date_words` formats dates for pages.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from generator.diagnostics.phrases import add_backticks
from generator.model.date_advice import is_relative, is_season, lacks_year, suggest

FORMS: Final = (
    "write dates as `2017`, `2017-03` or `2017-03-26`, alone or with `?` (uncertain), `~` (about)"
    " or `%` (both), or as intervals `A/B`, `../B` or `A/..`"
)
"""The supported forms, for help lines and the reference of fields."""

OPEN: Final = ".."
_MAX_QUOTED: Final = 40
"""The number of characters of a text that a message quotes."""

_DATE: Final = re.compile(r"\.\.|([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)")
_SEASONS: Final = range(21, 42)
"""Numbers in place of the month: in EDTF, 21 to 24 are seasons, and higher numbers are quarters and similar periods."""

SortKey: TypeAlias = tuple[dt.date, bool, dt.date, str]


class DateError(ValueError):
    """The error for a text that is not a date: the id of the violated rule, a message and a help line."""

    def __init__(self, rule: str, message: str, advice: str = "") -> None:
        super().__init__(rule, message, advice)
        self.rule = rule
        self.message = message
        self.help = f"{advice}{'' if advice.endswith('?') else ';'} {FORMS}" if advice else FORMS

    def __str__(self) -> str:
        return f"{self.message} ({self.help})"


class Precision(StrEnum):
    """The smallest unit that a date names."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class Qualifier(StrEnum):
    """The certainty of a date, as the sign that EDTF puts after it."""

    EXACT = ""
    UNCERTAIN = "?"
    APPROXIMATE = "~"
    BOTH = "%"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, month or year: a single date, or one end of an interval."""

    year: int
    month: int | None = None
    day: int | None = None
    qualifier: Qualifier = Qualifier.EXACT

    @property
    def precision(self) -> Precision:
        """The smallest unit that it names."""
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def earliest(self) -> dt.date:
        """The first day that it includes, without regard to the qualifier."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> dt.date:
        """The last day that it includes, without regard to the qualifier."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """The date in ISO 8601 without the qualifier, valid in HTML's `<time datetime>`."""
        units = [f"{self.year:04}"]
        if self.month:
            units.append(f"{self.month:02}")
        if self.day:
            units.append(f"{self.day:02}")
        return "-".join(units)


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date or an interval. Its text determines its start and its end, so that it has no other field.

    Raise `DateError` if the text is not a date of the EDTF subset.
    """

    text: str

    def __post_init__(self) -> None:
        """Parse the text, and remember the ends: most of ten thousand dates are the same few thousand."""
        _parse_ends(self.text)

    @classmethod
    def of_day(cls, day: dt.date) -> "EdtfDate":
        """Return the date of a single day."""
        return cls(day.isoformat())

    @property
    def start(self) -> PartialDate | None:
        """The start, which is the date itself if it is single; None if the interval has no start."""
        return _parse_ends(self.text).start

    @property
    def end(self) -> PartialDate | None:
        """The end, which is the date itself if it is single; None if the interval has no end."""
        return _parse_ends(self.text).end

    @property
    def is_interval(self) -> bool:
        """True if the date is an interval, written with a slash."""
        return "/" in self.text

    @property
    def is_open(self) -> bool:
        """True if the date is an interval without a start or an end."""
        return self.start is None or self.end is None

    @property
    def anchor(self) -> PartialDate:
        """The start, or the end if the start is open. Lists order dates by it."""
        anchor = self.start or self.end
        if anchor is None:
            raise AssertionError("an interval has a start or an end")
        return anchor

    @property
    def final(self) -> PartialDate:
        """The end, or the start if the end is open."""
        return self.end or self.anchor

    @property
    def last_iso(self) -> str:
        """The end in ISO 8601, or the start if the end is open."""
        return self.final.iso

    @property
    def earliest(self) -> dt.date | None:
        """The first day that it includes; None if the start is open."""
        return self.start.earliest if self.start else None

    @property
    def latest(self) -> dt.date | None:
        """The last day that it includes; None if the end is open."""
        return self.end.latest if self.end else None

    @property
    def year(self) -> int:
        """The year of the anchor, under which lists show the date."""
        return self.anchor.year

    @property
    def precision(self) -> Precision:
        """The smallest unit that the anchor names."""
        return self.anchor.precision

    @property
    def qualifier(self) -> Qualifier:
        """The certainty; an interval combines the qualifiers of both ends."""
        start = self.start.qualifier if self.start else Qualifier.EXACT
        end = self.end.qualifier if self.end else Qualifier.EXACT
        if start is end or end is Qualifier.EXACT:
            return start
        return end if start is Qualifier.EXACT else Qualifier.BOTH

    @property
    def sort_key(self) -> SortKey:
        """The key of a total order in time: a date that ends before another begins sorts before it.

        `../B` may be any time before B; it sorts first in the month (or year) that B names. Among dates with the same
        start, the one that ends earlier sorts first: a day, then its month, then its year.
        """
        start = self.earliest or self.anchor.earliest.replace(day=1)
        return (start, self.start is not None, self.latest or dt.date.max, self.text)


class _Ends(NamedTuple):
    """The start and the end of a date: both are the same for a single date, and one may be None for an interval."""

    start: PartialDate | None
    end: PartialDate | None


def parse_date(text: str) -> EdtfDate:
    """Parse a date of the EDTF subset; years are 0001 to 9999.

    Raise `DateError` for every other text. An interval `A/B` is an error if all of B is before all of A:
    `2017-03-26/2017-03` is valid, as B may mean a later day of the month.
    """
    return EdtfDate(text)


@lru_cache(maxsize=1 << 14)
def _parse_ends(text: str) -> _Ends:
    """Parse a date as `parse_date` does."""
    start_text, slash, end_text = text.partition("/")
    start_match = _DATE.fullmatch(start_text)
    end_match = _DATE.fullmatch(end_text) if slash else start_match
    if not start_match or not end_match or (start_text == OPEN and end_text in {OPEN, ""}):
        raise _build_error(text)
    start = _parse_partial_date(start_match)
    end = _parse_partial_date(end_match) if slash else start
    if start and end and end.latest < start.earliest:
        message = f"`{text}` runs backward: `{end_text}` ends before `{start_text}` begins"
        raise DateError("impossible-date", message, f"did you mean `{end_text}/{start_text}`?")
    return _Ends(start, end)


def _parse_partial_date(match: re.Match[str]) -> PartialDate | None:
    """Return a single date or one end of an interval; None if the end is open."""
    text = match[0]
    if text == OPEN:
        return None
    year = int(match[1])
    month = int(match[2]) if match[2] else None
    day = int(match[3]) if match[3] else None
    if month in _SEASONS and day is None:
        message = f"`{text}` is a season in EDTF, and seasons are not supported"
        raise DateError("date-form", message, _format_season_help(text))
    if reason := _explain_impossible_date(year, month, day):
        raise DateError("impossible-date", f"`{text}` does not exist: {reason}", _format_choices(suggest(text)))
    return PartialDate(year, month, day, Qualifier(match[4]))


def _explain_impossible_date(year: int, month: int | None, day: int | None) -> str:
    """Return why a date does not exist; empty if it exists."""
    if year == 0:
        return "years are `0001` to `9999`"
    if month is None:
        return ""
    if not 1 <= month <= 12:
        return "months are `01` to `12`"
    days = calendar.monthrange(year, month)[1]
    if day is not None and not 1 <= day <= days:
        return f"`{year:04}-{month:02}` has {days} days"
    return ""


def _build_error(text: str) -> DateError:
    """Return the error for a text that has none of the supported forms."""
    start = " ".join(text[: _MAX_QUOTED + 1].split())
    if not start:
        return DateError("date-form", "the date is empty")
    quoted = f"`{start[:_MAX_QUOTED]}…`" if len(text) > _MAX_QUOTED else f"`{start}`"
    if is_relative(text):
        advice = "write an absolute date, such as `2017-04~` for about April 2017"
        return DateError("relative-date", f"{quoted} depends on the day on which it is read", advice)
    if lacks_year(text):
        return DateError("date-form", f"{quoted} has no year of four digits")
    if is_season(text):
        message = f"{quoted} is a season, and seasons are not supported"
        return DateError("date-form", message, _format_season_help(text))
    suggestions = suggest(text)
    if suggestions == (start,):
        return DateError("date-form", f"{quoted} has spaces around it")
    problem = "may mean more than one date" if len(suggestions) > 1 else "is not a date in EDTF"
    return DateError("date-form", f"{quoted} {problem}", _format_choices(suggestions))


def _format_season_help(text: str) -> str:
    """Return the help line for a season, which has different months in the southern hemisphere."""
    suggestions = suggest(text)
    return f"write its months, in the northern hemisphere `{suggestions[0]}`" if suggestions else ""


def _format_choices(suggestions: tuple[str, ...]) -> str:
    return f"did you mean {' or '.join(add_backticks(suggestions))}?" if suggestions else ""
