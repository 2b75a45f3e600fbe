"""The date of publication that a file states, as EDTF. Names of months are from Unicode's locale data (Babel)."""

import re
from functools import cache, partial
from itertools import product

from generator.model.date_advice import MAX_LENGTH, suggest

_ISO = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].*)?\Z")
_CLOCK = re.compile(
    r"[,\s]*(?:\bat\b|\bum\b|\bà\b|-|–|@|\|)?\s*\(?[0-9]{1,2}[:.h][0-9]{2}(?::[0-9]{2})?\s*(?:[ap]\.?m\.?)?"
    r"(?:\s*(?:Uhr|[A-Z]{2,4}|\(?(?:GMT|UTC)[+-]?[0-9:]*\)?))?\)?\Z",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"(?P<day>[0-9]{1,2})(?:\.|st|nd|rd|th|er|º)?\s+(?:de\s+|of\s+)?(?P<month>[^\W\d_]+)\.?,?\s+(?:de\s+)?"
)
_WEEKDAY = re.compile(r"^[^\W\d_]{2,12}\.?,\s+(?=[^\W_])")

ENGLISH = "en"


def parse_edtf(text: str, languages: tuple[str, ...] = (ENGLISH,)) -> str | None:
    """Return `text` as a date, read in one of these languages.

    None if it is not a date, has other words too, or could be two dates: 3/4/2017 does not show which is the month.
    """
    plain = " ".join(text.split()).strip(" ,;.|")
    if not plain or len(plain) > MAX_LENGTH:
        return None
    if match := _ISO.match(plain):
        plain = match[1]
    plain = _CLOCK.sub("", plain)
    without_weekday = _WEEKDAY.sub("", plain)
    candidates = [plain, without_weekday, *map(partial(_translate, without_weekday), languages)]
    for candidate in filter(None, candidates):
        dates = list(filter(_is_plain, suggest(candidate)))
        if len(dates) == 1:
            return dates[0]
    return None


def _is_plain(date: str) -> bool:
    """Check whether a date is a single one without a qualifier."""
    return re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", date) is not None


def _translate(text: str, language: str) -> str:
    """Return a date with its month in English and without words between day, month and year; empty if it has none."""
    months = _load_months(language)
    match = _ORDER.match(text.lower())
    if not match or match["month"] not in months:
        return ""
    return f"{match['day']} {months[match['month']]} {text[match.end() :]}"


@cache
def _load_months(language: str) -> dict[str, str]:
    """Return the English name of each month by its names in a language, in lower case."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  # it takes a while to load

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return {}
    english = Locale.parse(ENGLISH).months["format"]["wide"]
    months: dict[str, str] = {}
    for form, width in product(("format", "stand-alone"), ("wide", "abbreviated")):
        for number, name in locale.months[form][width].items():
            months[str(name).lower().rstrip(".")] = str(english[number])
    return months
