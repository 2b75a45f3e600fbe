"""The date on which a file says it was published, as EDTF; month names are those of Unicode's locale data (Babel)."""

import re
from functools import cache

from generator.model.date_advice import LONGEST, suggest

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


def edtf(text: str, languages: tuple[str, ...] = (ENGLISH,)) -> str | None:
    """The date that `text` is and nothing else, read in one of these languages.

    None where it is no date, or could be two: of 3/4/2017 nobody knows which is the month.
    """
    plain = " ".join(text.split()).strip(" ,;.|")
    if not plain or len(plain) > LONGEST:
        return None
    if found := _ISO.match(plain):
        plain = found[1]
    plain = _CLOCK.sub("", plain)
    candidates = [plain, _WEEKDAY.sub("", plain)]
    candidates += [english for language in languages if (english := _in_english(candidates[1], language))]
    for candidate in candidates:
        dates = [date for date in suggest(candidate) if _is_plain(date)]
        if len(dates) == 1:
            return dates[0]
    return None


def _is_plain(date: str) -> bool:
    """Whether it is a single date without a qualifier."""
    return re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", date) is not None


def _in_english(text: str, language: str) -> str:
    """`text` with its month in English and without the words between day, month and year."""
    months = _months(language)
    found = _ORDER.match(text.lower())
    if not found or found["month"] not in months:
        return ""
    return f"{found['day']} {months[found['month']]} {text[found.end() :]}"


@cache
def _months(language: str) -> dict[str, str]:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  # it takes a while to load

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return {}
    english = Locale.parse(ENGLISH).months["format"]["wide"]
    return {
        str(name).lower().rstrip("."): str(english[number])
        for form in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in locale.months[form][width].items()
    }
