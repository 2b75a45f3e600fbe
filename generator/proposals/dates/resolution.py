"""Resolves a dated phrase to a date in EDTF: by its own words, else from the day of publication."""

import datetime as dt
from dataclasses import dataclass

from generator.model.dates import EdtfDate, PartialDate
from generator.proposals.dates.outlook import Outlook
from generator.proposals.dates.patterns import DatePattern, DateWords
from generator.text.folding import fold_name

_HALF_A_YEAR = 6
"""Months."""
_MAX_YEAR = 9999


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """The components of a phrase by name, and the pattern that it matches."""

    pattern: DatePattern
    components: dict[str, str]

    def has(self, *names: str) -> bool:
        """Check whether the phrase has these components."""
        return all(self.components.get(name) for name in names)


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
    components = phrase.components
    if phrase.has("decade"):
        return f"{components['decade']}/{components['decade'][:3]}9"
    month, end_month = _get_month(phrase, "month", words), _get_month(phrase, "month2", words)
    day, end_day = components.get("day"), components.get("day2")
    year = components.get("year") or _infer_year(month, int(day or 0), reference)
    if not year:
        return ""
    if phrase.has("year2"):
        return _format_interval(year, components["year2"])
    start = _format_date(int(year), month, day)
    if end_month or end_day:
        return _format_interval(start, _format_date(int(year), end_month or month, end_day))
    return start


def _format_interval(start: str, end: str) -> str:
    return f"{start}/{end}" if start < end else ""


def _get_month(phrase: DatePhrase, component: str, words: DateWords) -> int:
    if component == "month" and phrase.has("month_number"):
        return int(phrase.components["month_number"])
    return words.months.get(fold_name(phrase.components.get(component) or "").rstrip("."), 0)


def _format_date(year: int, month: int, day: str | int | None) -> str:
    text = f"{year:04}"
    if month:
        text += f"-{month:02}"
    if month and day:
        text += f"-{int(day):02}"
    return text


def _infer_year(month: int, day: int, reference: ReferenceTime) -> str:
    """Infer the year of a month or day: the latest date up to publication, unless the words around it look ahead."""
    base = reference.published
    if base is None or not month:
        return ""
    if base.month is None:
        return str(base.year)
    is_past = (month, day or 0) <= (base.month, base.day or 31)
    latest_year = base.year if is_past else base.year - 1
    if reference.outlook is Outlook.AHEAD:
        # A day of the same month that has passed is not a year away.
        return str(base.year if is_past and month == base.month else latest_year + 1)
    if reference.outlook is Outlook.EITHER:
        is_long_ago = _count_months_since(base, latest_year, month) > _HALF_A_YEAR
        return str(latest_year + is_long_ago)
    return str(latest_year)


def _count_months_since(base: PartialDate, year: int, month: int) -> int:
    return (base.year - year) * 12 + (base.month or 1) - month


def _resolve_relative(phrase: DatePhrase, reference: ReferenceTime, words: DateWords) -> str:
    base = reference.previous if phrase.pattern.later else reference.published
    if base is None:
        return ""
    offset = _get_offset(phrase, words)
    if phrase.has("weekday"):
        weekday = words.weekdays[fold_name(phrase.components["weekday"])]
        return _resolve_weekday(base, weekday, offset, reference.outlook)
    if phrase.has("month"):
        return _resolve_named_month(phrase, reference, offset, words)
    unit = phrase.pattern.unit or words.units.get(fold_name(phrase.components.get("unit") or ""), "")
    return _shift(base, unit, offset, end=phrase.pattern.end)


def _get_offset(phrase: DatePhrase, words: DateWords) -> int:
    """Return the offset in units; for a pattern with `n`, the number in the phrase."""
    offset = phrase.pattern.offset
    if not offset.endswith("n"):
        return int(offset)
    number = fold_name(phrase.components["number"])
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
    return _add_days(base.earliest, days)


def _add_days(day: dt.date, days: int) -> str:
    """Add days to a date; return an empty string if the calendar does not reach so far."""
    try:
        return (day + dt.timedelta(days)).isoformat()
    except OverflowError:
        return ""


def _resolve_named_month(phrase: DatePhrase, reference: ReferenceTime, offset: int, words: DateWords) -> str:
    base = reference.published
    month = _get_month(phrase, "month", words)
    if phrase.has("year"):
        return f"{phrase.components['year']}-{month:02}"
    if base is None or base.month is None:
        return ""
    if offset == 0:
        return f"{int(_infer_year(month, 0, reference)):04}-{month:02}"
    year = base.year + (month <= base.month) if offset > 0 else base.year - (month >= base.month)
    return f"{year:04}-{month:02}"


def _shift(base: PartialDate, unit: str, offset: int, *, end: bool) -> str:
    """Shift a date by `offset` units. The result is as exact as the unit: a week gives a month, a season a year."""
    if unit in {"year", "season"}:
        return f"{base.year:04}-12" if end else _format_year(base.year + offset)
    if unit == "month" and base.month:
        months = base.year * 12 + base.month - 1 + offset
        year = _format_year(months // 12)
        return f"{year}-{months % 12 + 1:02}" if year else ""
    if unit == "week" and base.month:
        return _add_days(base.earliest, 7 * offset)[:7] if base.day or not offset else ""
    return _add_days(base.earliest, offset) if unit == "day" and base.day else ""


def _format_year(year: int) -> str:
    return f"{year:04}" if 1 <= year <= _MAX_YEAR else ""


def get_anchor(date: EdtfDate | None) -> PartialDate | None:
    """Return the day, month or year that relative dates count from."""
    return date.anchor if date else None
