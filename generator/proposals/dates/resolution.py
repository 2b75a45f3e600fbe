"""Resolves a dated phrase to a date in EDTF: by its own words, else from the day of publication."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from generator.model.dates import EdtfDate, PartialDate, Precision
from generator.proposals.dates.outlook import Outlook
from generator.proposals.dates.patterns import DatePattern, DateWords
from generator.text.folding import fold_name

_HALF_A_YEAR = 6
"""Months."""
_MAX_YEAR = 9999
_INTERVAL_ENDS = frozenset({"year2", "month2", "day2"})


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """The components of a phrase by name, and the pattern that it matches."""

    pattern: DatePattern
    components: dict[str, str]

    def has(self, name: str) -> bool:
        """Check whether the phrase has a component."""
        return name in self.components

    def get_number(self, name: str) -> int | None:
        """Return a component in digits as a number; None if the phrase does not have it."""
        return int(self.components[name]) if name in self.components else None

    def get_folded(self, name: str) -> str:
        """Return a component that is a word, folded; an empty string if the phrase does not have it."""
        return fold_name(self.components.get(name, ""))


@dataclass(frozen=True, slots=True)
class ReferenceTime:
    """The dates that a phrase counts from: the day of publication, and the previous date of the same passage."""

    published: PartialDate | None
    previous: PartialDate | None = None
    outlook: Outlook = Outlook.UNKNOWN
    """The direction of a date without a year, by the words around it."""


def resolve(phrase: DatePhrase, reference: ReferenceTime, words: DateWords) -> str:
    """Return the date in EDTF, or an empty string if it is unknown.

    The date may not exist (30 February): the caller has to parse it.
    """
    if phrase.pattern.relative:
        date = _resolve_relative(phrase, reference, words)
        return f"{date}~" if date else ""
    return _resolve_absolute(phrase, reference, words)


def _resolve_absolute(phrase: DatePhrase, reference: ReferenceTime, words: DateWords) -> str:
    if phrase.has("decade"):
        decade = phrase.components["decade"]
        return f"{decade}/{decade[:3]}9"
    month, day = _get_month(phrase, "month", words), phrase.get_number("day")
    year = phrase.get_number("year") or _infer_year(month, day or 0, reference)
    if not year:
        return ""
    start = _format_date(year, month, day)
    if _INTERVAL_ENDS.isdisjoint(phrase.components):
        return start
    end_month = _get_month(phrase, "month2", words) or month
    end = _format_date(phrase.get_number("year2") or year, end_month, phrase.get_number("day2"))
    return f"{start}/{end}" if start < end else ""


def _get_month(phrase: DatePhrase, component: str, words: DateWords) -> int | None:
    """Return the month of a component, in words or, as the start of a date, in digits; None if there is none."""
    month = words.months.get(phrase.get_folded(component).rstrip("."))
    if component == "month" and phrase.has("month_number"):
        month = phrase.get_number("month_number")
    return month or None


def _format_date(year: int, month: int | None, day: int | None) -> str:
    """Return a date in EDTF that ends before the first unit that is unknown."""
    units = [f"{year:04}"]
    units.extend(f"{unit:02}" for unit in takewhile(lambda unit: unit is not None, (month, day)))
    return "-".join(units)


def _infer_year(month: int | None, day: int, reference: ReferenceTime) -> int | None:
    """Infer the year of a month or day: the latest date up to publication, unless the words around it look ahead."""
    base = reference.published
    if base is None or month is None:
        return None
    if base.month is None:
        return base.year
    is_past = (month, day) <= (base.month, base.day or 31)
    latest_year = base.year if is_past else base.year - 1
    if reference.outlook is Outlook.AHEAD:
        # A day of the same month that has passed is not a year away.
        return base.year if is_past and month == base.month else latest_year + 1
    if reference.outlook is Outlook.EITHER:
        months_back = (base.year - latest_year) * 12 + base.month - month
        return latest_year + 1 if months_back > _HALF_A_YEAR else latest_year
    return latest_year


def _resolve_relative(phrase: DatePhrase, reference: ReferenceTime, words: DateWords) -> str:
    base = reference.previous if phrase.pattern.later else reference.published
    if base is None:
        return ""
    offset = _get_offset(phrase, words)
    if phrase.has("weekday"):
        return _resolve_weekday(base, words.weekdays[phrase.get_folded("weekday")], offset, reference.outlook)
    if phrase.has("month"):
        return _resolve_named_month(phrase, reference, offset, words)
    unit = phrase.pattern.unit or words.units.get(phrase.get_folded("unit"), "")
    if phrase.pattern.end and unit in _UNITS_WITH_END:
        return f"{base.year:04}-12"
    return _shift(base, unit, offset)


def _get_offset(phrase: DatePhrase, words: DateWords) -> int:
    """Return the offset in units; for a pattern with `n`, the number in the phrase."""
    offset = phrase.pattern.offset
    if not offset.endswith("n"):
        return int(offset)
    number = phrase.get_folded("number")
    count = int(number) if number.isdecimal() else words.numbers[number]
    return -count if offset.startswith("-") else count


def _resolve_weekday(base: PartialDate, weekday: int, offset: int, outlook: Outlook) -> str:
    """Return the latest such day up to publication, or before it (-1), or the next (1, or if the text looks ahead)."""
    if base.day is None:
        return ""
    days_back = (base.earliest.weekday() - weekday) % 7
    if offset == 0 and outlook is Outlook.AHEAD:
        offset = 1
    days = {0: -days_back, -1: -(days_back or 7), 1: 7 - days_back}[offset]
    return _add_days(base, days)


def _resolve_named_month(phrase: DatePhrase, reference: ReferenceTime, offset: int, words: DateWords) -> str:
    base = reference.published
    month = _get_month(phrase, "month", words) or 0
    if phrase.has("year"):
        return f"{phrase.components['year']}-{month:02}"
    if base is None or base.month is None:
        return ""
    if offset == 0:
        return f"{_infer_year(month, 0, reference):04}-{month:02}"
    year = base.year + (month <= base.month) if offset > 0 else base.year - (month >= base.month)
    return f"{year:04}-{month:02}"


def _shift(base: PartialDate, unit: str, offset: int) -> str:
    """Shift a date by `offset` units. The result is as exact as the unit: a week gives a month, a season a year."""
    shift = _SHIFTS.get(unit)
    if shift is None or base.precision not in shift.precisions:
        return ""
    return shift.function(base, offset)


def _shift_years(base: PartialDate, years: int) -> str:
    year = base.year + years
    return f"{year:04}" if 1 <= year <= _MAX_YEAR else ""


def _shift_months(base: PartialDate, months: int) -> str:
    years, month = divmod(base.earliest.month - 1 + months, 12)
    year = _shift_years(base, years)
    return f"{year}-{month + 1:02}" if year else ""


def _shift_weeks(base: PartialDate, weeks: int) -> str:
    """Shift a day, or keep a month: a number of weeks from a month is unknown."""
    return _add_days(base, 7 * weeks)[:7] if base.day or not weeks else ""


def _add_days(base: PartialDate, days: int) -> str:
    """Add days to a date; return an empty string if the calendar does not reach so far."""
    try:
        return (base.earliest + dt.timedelta(days)).isoformat()
    except OverflowError:
        return ""


class _Shift(NamedTuple):
    """How a date is shifted by a unit, if it is exact enough."""

    function: Callable[[PartialDate, int], str]
    precisions: frozenset[Precision]


_UNITS_WITH_END = frozenset({"year", "season"})
_SHIFTS: Mapping[str, _Shift] = {
    "year": _Shift(_shift_years, frozenset(Precision)),
    "season": _Shift(_shift_years, frozenset(Precision)),
    "month": _Shift(_shift_months, frozenset({Precision.MONTH, Precision.DAY})),
    "week": _Shift(_shift_weeks, frozenset({Precision.MONTH, Precision.DAY})),
    "day": _Shift(_add_days, frozenset({Precision.DAY})),
}


def get_anchor(date: EdtfDate | None) -> PartialDate | None:
    """Return the day, month or year that relative dates count from."""
    return date.anchor if date else None
