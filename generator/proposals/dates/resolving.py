"""From a dated phrase to its date in EDTF: by what it names, else by the day of publication."""

import datetime as dt
from dataclasses import dataclass

from generator.model.dates import EdtfDate, Moment
from generator.proposals.dates.forms import DateWords, Form
from generator.proposals.territories import plain


@dataclass(frozen=True, slots=True)
class Found:
    """The parts of a phrase by name, and the form that it has."""

    form: Form
    parts: dict[str, str]

    def has(self, *names: str) -> bool:
        """Whether the phrase has these parts."""
        return all(self.parts.get(name) for name in names)


@dataclass(frozen=True, slots=True)
class Since:
    """What dates count from: when the text was published, and the date before in the same passage."""

    published: Moment | None
    before: Moment | None = None
    ahead: bool = False
    """Whether the sentence looks ahead."""


def resolve(found: Found, since: Since, words: DateWords) -> str:
    """The date in EDTF; empty where it is not known. It may not exist: whoever writes it has it read first."""
    if found.form.relative:
        text = _relative(found, since, words)
        return f"{text}~" if text else ""
    return _absolute(found, since, words)


def _absolute(found: Found, since: Since, words: DateWords) -> str:
    if found.has("decade"):
        return f"{found.parts['decade']}/{found.parts['decade'][:3]}9"
    month, month2 = _month(found, "month", words), _month(found, "month2", words)
    day, day2 = found.parts.get("day"), found.parts.get("day2")
    year = found.parts.get("year")
    inferred = year or _year(month, int(day or 0), since)
    if not inferred:
        return ""
    if found.has("year2"):
        return _period(f"{inferred}", found.parts["year2"])
    first = _edtf(int(inferred), month, day)
    if month2 or day2:
        return _period(first, _edtf(int(inferred), month2 or month, day2))
    return first


def _period(first: str, last: str) -> str:
    return f"{first}/{last}" if first < last else ""


def _month(found: Found, part: str, words: DateWords) -> int:
    if part == "month" and found.has("month_number"):
        return int(found.parts["month_number"])
    return words.months.get(plain(found.parts.get(part) or "").rstrip("."), 0)


def _edtf(year: int, month: int, day: str | int | None) -> str:
    text = f"{year:04}"
    if month:
        text += f"-{month:02}"
    if month and day:
        text += f"-{int(day):02}"
    return text


def _year(month: int, day: int, since: Since) -> str:
    """The year of a month or day without one: the last before publication, or the next where the text looks ahead."""
    base = since.published
    if base is None or not month:
        return ""
    if base.month is None:
        return str(base.year)
    known = (base.month, base.day or 31)
    is_past = (month, day or 0) <= known
    if since.ahead:
        return str(base.year + (is_past and month < base.month))
    return str(base.year if is_past else base.year - 1)


def _relative(found: Found, since: Since, words: DateWords) -> str:
    base = since.before if found.form.later else since.published
    if base is None:
        return ""
    offset = _offset(found, words)
    if found.has("weekday"):
        return _weekday(base, words.weekdays[plain(found.parts["weekday"])], offset)
    if found.has("month"):
        return _named_month(found, base, offset, words)
    unit = found.form.unit or words.units.get(plain(found.parts.get("unit") or ""), "")
    return _shifted(base, unit, offset, end=found.form.end)


def _offset(found: Found, words: DateWords) -> int:
    text = found.form.offset
    if text.endswith("n"):
        number = plain(found.parts["number"])
        count = int(number) if number.isdecimal() else words.numbers[number]
        return -count if text.startswith("-") else count
    return int(text)


def _weekday(base: Moment, weekday: int, offset: int) -> str:
    """The last such day up to publication, or before it (-1), or the next after it (1)."""
    if base.day is None:
        return ""
    back = (base.earliest.weekday() - weekday) % 7
    days = {0: -back, -1: -(back or 7), 1: 7 - back}[offset]
    return _day(base.earliest, days)


def _day(day: dt.date, days: int) -> str:
    try:
        return (day + dt.timedelta(days)).isoformat()
    except OverflowError:
        return ""


def _named_month(found: Found, base: Moment, offset: int, words: DateWords) -> str:
    month = _month(found, "month", words)
    if found.has("year"):
        return f"{found.parts['year']}-{month:02}"
    if base.month is None:
        return ""
    if offset == 0:
        return f"{base.year - (month > base.month):04}-{month:02}"
    year = base.year + (month <= base.month) if offset > 0 else base.year - (month >= base.month)
    return f"{year:04}-{month:02}"


def _shifted(base: Moment, unit: str, offset: int, *, end: bool) -> str:
    """`offset` units from a date, as exact as the unit is: a week as its month, a season as its year."""
    if unit in {"year", "season"}:
        return f"{base.year:04}-12" if end else _in_range(base.year + offset)
    if unit == "month" and base.month:
        months = base.year * 12 + base.month - 1 + offset
        return f"{year}-{months % 12 + 1:02}" if (year := _in_range(months // 12)) else ""
    if unit == "week" and base.month:
        return _day(base.earliest, 7 * offset)[:7] if base.day or not offset else ""
    return _day(base.earliest, offset) if unit == "day" and base.day else ""


def _in_range(year: int) -> str:
    return f"{year:04}" if 1 <= year <= 9999 else ""


def base_of(date: EdtfDate | None) -> Moment | None:
    """What relative dates count from."""
    return date.anchor if date else None
