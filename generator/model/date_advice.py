"""What an editor may have meant by a date that is not EDTF.

Reads the forms that people write ("26 March 2017", "26/03/2017", "since 2017") and gives the EDTF for them,
for `generator.model.dates` to show in its help. Nothing here makes a date: an editor accepts a suggestion by
writing it. Month names are English, as the keys of the model are.
"""

import datetime as dt
import itertools
import re
import unicodedata
from typing import Final

LONGEST: Final = 60
"""Characters of a text that is looked at; a longer one is no date in any form."""

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
    **{name: number for number, name in enumerate(_MONTHS, 1)},
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
    re.compile(pattern)
    for pattern in (
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
        (r"% ?(.+)|(.+?) ?%", "{}%"),
        (r"(?:not later than|no later than|until|till|up to|by|/) ?(.+)", "../{}"),
        (r"(?:since|from) (.+?)(?: on| onwards?)?", "{}/.."),
        (r"(.+?) ?/", "{}/.."),
        (r"(?:from |between )?(.+?)(?: - | ?[–—/] ?| to | until | till | and )(.+)", "{}/{}"),
        (r"(.+?)(?: - |-| ?[–—] ?| to | until | and )(.+)", "{}/{}"),
    )
)
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
    """Whether a text dates by the day on which it is read or written: "next month", "two days ago"."""
    plain = _plain(text)
    return not _SOME_YEAR.search(plain) and _RELATIVE.search(plain) is not None


def lacks_year(text: str) -> bool:
    """Whether a text names a month and no year."""
    plain = _plain(text)
    return not _SOME_YEAR.search(plain) and _MONTH_WORD.search(plain) is not None


def suggest(text: str) -> tuple[str, ...]:
    """The EDTF that a text in another form may stand for: several where day and month can be swapped.

    Each of them can be read. Empty where the form is not known or names no real date.
    """
    plain = _plain(text)
    if decade := _DECADE.fullmatch(plain):
        return _forwards([f"{decade[1]}0/{decade[1]}9"])
    for pattern, form in _PHRASES:
        if match := pattern.fullmatch(plain):
            ends = [_singles(part) for part in match.groups() if part is not None]
            if found := _forwards([form.format(*choice) for choice in itertools.product(*ends)]):
                return found
    return ()


def _plain(text: str) -> str:
    """Lower case, ASCII digits and hyphens, single spaces; empty where the text is too long to be a date."""
    if len(text) > LONGEST:
        return ""
    digits = (str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    hyphens = re.sub("[\u2010\u2011\u2012\u2212]", "-", "".join(digits))
    return " ".join(hyphens.lower().split())


def _forwards(found: list[str]) -> tuple[str, ...]:
    """Those that do not run backwards, judged by their digits; `2017-03` before `2017` counts as doing so."""
    intervals = ((text, *text.partition("/")) for text in found)
    return tuple(
        text
        for text, first, slash, second in intervals
        if "0000" not in (first, second) and (not slash or ".." in (first, second) or first <= second)
    )


def _singles(text: str) -> list[str]:
    """The dates that one date in another form may stand for, as EDTF without a qualifier."""
    for pattern in _SINGLE:
        if match := pattern.fullmatch(text):
            parts = match.groupdict()
            year = parts["y"]
            if "a" in parts:
                choices = [(parts["b"], parts["a"]), (parts["a"], parts["b"])]
            elif "name" in parts:
                choices = [(str(_MONTH_NUMBERS[parts["name"]]), parts.get("d"))]
            else:
                choices = [(parts.get("m"), parts.get("d"))]
            return list(dict.fromkeys(filter(None, (_edtf(year, *choice) for choice in choices))))
    return []


def _edtf(year: str, month: str | None, day: str | None) -> str | None:
    """The date in EDTF where it exists."""
    try:
        dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
