"""Suggestions for dates that are not EDTF.

Reads the forms that people write ("26 March 2017", "26/03/2017", "since 2017") and suggests the EDTF for them in the
help lines of `generator.model.dates`. This module never makes a date: an editor accepts a suggestion by writing it.
Month names are English, like the keys of the model.
"""

import datetime as dt
import itertools
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

MAX_LENGTH: Final = 60
"""The number of characters of the longest text that is examined; no form of a date is longer."""

_MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH_NUMBERS: Final = {
    **dict(zip(_MONTHS, range(1, 13), strict=True)),
    **{name[:3]: number for number, name in enumerate(_MONTHS, 1)},
    "sept": 9,
}
_MONTH: Final = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
_WEEKDAY: Final = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"

_YEAR: Final = "(?P<y>[0-9]{4})"
_NAMED: Final = rf"(?P<name>{_MONTH})\.?"
_DAY: Final = "(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?"
_TIME: Final = r"(?:(?:t| |, )[0-9][0-9:.]{3,14}(?:z|[+-][0-9:]{2,6})?)?"
_SINGLE: Final = tuple(
    map(
        re.compile,
        (
            _YEAR,
            rf"{_YEAR}[-/. ](?P<m>[0-9]{{1,2}})",
            rf"{_YEAR}-(?P<d>1[3-9]|2[0-9]|3[01])-(?P<m>[0-9]{{2}})",
            rf"{_YEAR}[-/. ](?P<m>[0-9]{{1,2}})[-/. ](?P<d>[0-9]{{1,2}}){_TIME}",
            rf"{_YEAR}(?P<m>[0-9]{{2}})(?P<d>[0-9]{{2}})",
            rf"(?P<m>[0-9]{{1,2}})[-/.]{_YEAR}",
            rf"(?P<a>[0-9]{{1,2}})(?P<mark>[-/. ])(?P<b>[0-9]{{1,2}})(?P=mark){_YEAR}{_TIME}",
            rf"(?:{_WEEKDAY},? )?{_DAY}[- .]{{1,2}}(?:of )?{_NAMED},?[- ]{_YEAR}",
            rf"(?:{_WEEKDAY},? )?{_NAMED} {_DAY},? {_YEAR}",
            rf"{_NAMED},?(?: of)?[- ]{_YEAR}",
        ),
    )
)

_PHRASES: Final = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"(?:on |in )?(.+)", "{}"),
        (r"(?:possibly|perhaps|maybe|probably|\?) ?(.+)", "{}?"),
        (r"(.+?) ?(?:\?|\(\?\)|,? \(?uncertain\)?)", "{}?"),
        (r"(?:possibly|perhaps|maybe) (?:about|around|circa) (.+)", "{}%"),
        (r"(?:about|around|circa|ca?\.?|approximately|approx\.?|roughly|~) ?(.+)", "{}~"),
        (r"(.+?) ?~", "{}~"),
        (r"(?:in |the )*(?:early|mid|late|beginning of|middle of|start of|end of)[ -]?(.+)", "{}~"),
        (r"% ?(.+)|(.+?) ?%", "{}%"),
        (r"(?:not later than|no later than|until|till|up to|by|/) ?(.+)", "../{}"),
        (r"(?:since|from) (.+?)(?: on| onwards?)?", "{}/.."),
        (r"(.+?) ?/", "{}/.."),
        (r"(?:from |between )?(.+?)(?: - | ?[–—/] ?| to | until | till | and )(.+)", "{}/{}"),
        (r"(.+?)(?: - |-| ?[–—] ?| to | until | and )(.+)", "{}/{}"),
    )
)
_SEASON_MONTHS: Final = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14), "fall": (9, 11)}
_PART_MONTHS: Final = {
    **dict.fromkeys(("q1", "first quarter"), (1, 3)),
    **dict.fromkeys(("q2", "second quarter"), (4, 6)),
    **dict.fromkeys(("q3", "third quarter"), (7, 9)),
    **dict.fromkeys(("q4", "fourth quarter", "last quarter"), (10, 12)),
    **dict.fromkeys(("h1", "first half"), (1, 6)),
    **dict.fromkeys(("h2", "second half"), (7, 12)),
    **dict.fromkeys(("early", "beginning", "start"), (1, 4)),
    **dict.fromkeys(("mid", "middle"), (5, 8)),
    **dict.fromkeys(("late", "end"), (9, 12)),
}
_QUALIFIED_PARTS: Final = frozenset({"early", "beginning", "start", "mid", "middle", "late", "end"})
"""The parts of a year that no calendar defines: their months are approximate."""
_PART_OF_YEAR: Final = re.compile(
    rf"(?:in |since |the )*(?P<part>{'|'.join([*_SEASON_MONTHS, *sorted(_PART_MONTHS, key=len, reverse=True)])})"
    r"[ ,-]*(?:of )?(?:the )?(?:year )?(?P<year>[0-9]{4})"
)
_EDTF_SEASON: Final = re.compile(r"(?P<year>[0-9]{4})-(?P<season>2[1-4])[?~%]?")
_DECADE: Final = re.compile(r"(?:the )?([0-9]{3})(?:0'?s|x)")

_UNITS: Final = "days|weeks|weekends|fortnights|months|quarters|years|decades|centuries"
_UNIT: Final = (
    "day|week|weekend|fortnight|month|quarter|year|decade|century|spring|summer|autumn|fall|winter"
    f"|morning|afternoon|evening|night|time|{_UNITS}|{_WEEKDAY}|{_MONTH}"
)
_RELATIVE: Final = re.compile(
    rf"\b(?:(?:last|next|this|past|coming|previous|current|following|same|other) (?:few )?(?:{_UNIT})"
    rf"|yesterday|today|tonight|tomorrow|now|nowadays|currently|recent|recently|lately|soon|shortly"
    rf"|presently|ago|earlier|later|{_UNITS}|{_WEEKDAY})\b"
)
_SOME_YEAR: Final = re.compile(r"[0-9]{4}")
_MONTH_WORD: Final = re.compile(rf"\b(?:{_MONTH})\b")


def is_relative(text: str) -> bool:
    """Check whether a date depends on the day on which it is read or written: "next month", "two days ago"."""
    plain = _normalize(text)
    return not _SOME_YEAR.search(plain) and _RELATIVE.search(plain) is not None


def lacks_year(text: str) -> bool:
    """Check whether a text names a month and no year."""
    plain = _normalize(text)
    return not _SOME_YEAR.search(plain) and _MONTH_WORD.search(plain) is not None


def suggest(text: str) -> tuple[str, ...]:
    """Suggest the EDTF for a text in another form: several dates if day and month can be swapped.

    Each of them can be parsed. Empty if the form is not known or the date does not exist.
    """
    plain = _normalize(text)
    if interval := _find_period(plain):
        return _remove_impossible([interval])
    for pattern, form in _PHRASES:
        if match := pattern.fullmatch(plain):
            ends = map(_parse_single_date, filter(None, match.groups()))
            dates = [form.format(*choice) for choice in itertools.product(*ends)]
            if suggestions := _remove_impossible(dates):
                return suggestions
    return ()


def _find_period(plain: str) -> str:
    """Return the interval of a season, quarter, decade or other period; empty for another text."""
    if match := _PART_OF_YEAR.fullmatch(plain):
        period = match["part"]
        months = _SEASON_MONTHS.get(period) or _PART_MONTHS[period]
        return _format_months(int(match["year"]), *months, "~" if period in _QUALIFIED_PARTS else "")
    if match := _EDTF_SEASON.fullmatch(plain):
        months = list(_SEASON_MONTHS.values())[int(match["season"]) - 21]
        return _format_months(int(match["year"]), *months, "")
    if match := _DECADE.fullmatch(plain):
        return f"{match[1]}0/{match[1]}9"
    return ""


def is_season(text: str) -> bool:
    """Check whether a text names a season, which has different months in the southern hemisphere."""
    match = _PART_OF_YEAR.fullmatch(_normalize(text))
    return match is not None and match["part"] in _SEASON_MONTHS


def _format_months(year: int, start: int, end: int, qualifier: str) -> str:
    """Return the interval from one month to another; 13 and 14 are months of the next year."""
    end_year = year + (end - 1) // 12
    end_month = (end - 1) % 12 + 1
    return f"{year:04}-{start:02}{qualifier}/{end_year:04}-{end_month:02}{qualifier}"


def _normalize(text: str) -> str:
    """Return the text in lower case, with ASCII digits and hyphens and single spaces; empty if it is too long."""
    if len(text) > MAX_LENGTH:
        return ""
    digits = (str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    hyphens = re.sub("[\u2010\u2011\u2012\u2212]", "-", "".join(digits))
    return " ".join(hyphens.lower().split())


def _remove_impossible(dates: Iterable[str]) -> tuple[str, ...]:
    """Return the dates without the year 0000 and without intervals that run backward.

    Ends are compared by their digits, so that an interval from `2017-03` to `2017` counts as backward.
    """
    possible = []
    for date in dates:
        start, slash, end = date.partition("/")
        is_backward = bool(slash) and ".." not in (start, end) and start > end
        if "0000" not in (start, end) and not is_backward:
            possible.append(date)
    return tuple(possible)


def _parse_single_date(text: str) -> list[str]:
    """Return the dates that a single date in another form may mean, as EDTF without a qualifier."""
    for pattern in _SINGLE:
        if match := pattern.fullmatch(text):
            return _list_possible_dates(match)
    return []


def _list_possible_dates(match: re.Match[str]) -> list[str]:
    """Return the dates that the parts of a single date may mean, as EDTF; two if day and month can be swapped."""
    groups = match.groupdict()
    if "a" in groups:
        months_and_days = [(groups["b"], groups["a"]), (groups["a"], groups["b"])]
    elif "name" in groups:
        months_and_days = [(str(_MONTH_NUMBERS[groups["name"]]), groups.get("d"))]
    else:
        months_and_days = [(groups.get("m"), groups.get("d"))]
    dates = [_format_edtf(groups["y"], month, day) for month, day in months_and_days]
    return list(dict.fromkeys(filter(None, dates)))


def _format_edtf(year: str, month: str | None, day: str | None) -> str:
    """Return the date in EDTF; empty if it does not exist."""
    try:
        dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join([year, *(unit.zfill(2) for unit in (month, day) if unit)])
