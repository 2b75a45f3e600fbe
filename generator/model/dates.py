"""Dates of content: the subset of EDTF that the model reads.

The Extended Date/Time Format (Library of Congress, ISO 8601-2) says how exact a date is: `2017-03~` is about
March 2017. `parse` reads a date or says what is wrong with it. A date is never completed or guessed: what the
editor wrote is kept in `EdtfDate.text`. How pages show dates is the matter of `generator.model.date_words`.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeAlias

from generator.model.date_advice import is_relative, lacks_year, suggest

FORMS: Final = (
    "dates are read as `2017`, `2017-03` or `2017-03-26`, alone or with `?` (uncertain), `~` (about)"
    " or `%` (both), and as intervals `A/B`, `../B` or `A/..`"
)
"""The forms that are read, for help lines and the fields' reference."""

OPEN: Final = ".."
SHOWN: Final = 40
"""Characters of a text that a message repeats at most."""

_PART: Final = re.compile(r"\.\.|([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)")
_SEASONS: Final = range(21, 42)
"""What EDTF writes where the month stands: 21 to 24 are seasons, higher numbers quarters and the like."""

SortKey: TypeAlias = tuple[dt.date, bool, dt.date, str]


class DateError(ValueError):
    """A text that is no date: the id of the rule that it breaks, what is wrong, and what to do about it."""

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
    """How sure a date is, as the sign that EDTF puts after it."""

    EXACT = ""
    UNCERTAIN = "?"
    APPROXIMATE = "~"
    BOTH = "%"


@dataclass(frozen=True, slots=True)
class Moment:
    """One date, which may be a whole month or year: a date on its own, or one end of an interval."""

    year: int
    month: int | None = None
    day: int | None = None
    qualifier: Qualifier = Qualifier.EXACT

    @property
    def precision(self) -> Precision:
        """The smallest unit that is named."""
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def earliest(self) -> dt.date:
        """The first day that is meant, taking no account of the qualifier."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> dt.date:
        """The last day that is meant, taking no account of the qualifier."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """ISO 8601 without the qualifier, which is also a date of HTML's `<time datetime>`."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date as it was written, and what it says.

    A single date begins and ends with the same moment. An interval has `start` or `end` None where it is open
    there; one of them is always known.
    """

    text: str
    start: Moment | None
    end: Moment | None

    def __hash__(self) -> int:
        """By the text alone, which the ends are read from: pages look dates up by the ten thousand."""
        return hash(self.text)

    def __reduce__(self) -> tuple[Callable[[str], "EdtfDate"], tuple[str]]:
        """Pickled as its text: of ten thousand dates most are the same few thousand."""
        return _known, (self.text,)

    @property
    def is_interval(self) -> bool:
        """Whether it is written with a slash."""
        return "/" in self.text

    @property
    def is_open(self) -> bool:
        """Whether one end is not known."""
        return self.start is None or self.end is None

    @property
    def anchor(self) -> Moment:
        """The start, or the end where the start is open: what the date is listed by."""
        return next(moment for moment in (self.start, self.end) if moment)

    @property
    def earliest(self) -> dt.date | None:
        """The first day that is meant; None where the start is open."""
        return self.start.earliest if self.start else None

    @property
    def latest(self) -> dt.date | None:
        """The last day that is meant; None where the end is open."""
        return self.end.latest if self.end else None

    @property
    def year(self) -> int:
        """The year to list it under."""
        return self.anchor.year

    @property
    def precision(self) -> Precision:
        """The smallest unit that the anchor names."""
        return self.anchor.precision

    @property
    def qualifier(self) -> Qualifier:
        """How sure it is; an interval bears the qualifiers of both its ends."""
        signs = {moment.qualifier for moment in (self.start, self.end) if moment} - {Qualifier.EXACT}
        return Qualifier.BOTH if len(signs) > 1 else next(iter(signs), Qualifier.EXACT)

    @property
    def sort_key(self) -> SortKey:
        """A total order in time: a date that ends before another begins comes before it.

        `../B` may lie anywhere before B; it stands at the head of the month (or year) that B names. Of two
        dates with the same beginning, the one that ends earlier is first: a day, its month, then its year.
        """
        first = self.earliest or self.anchor.earliest.replace(day=1)
        return (first, self.start is not None, self.latest or dt.date.max, self.text)


@lru_cache(maxsize=1 << 14)
def _known(text: str) -> EdtfDate:
    """A date that was read before."""
    return parse(text)


def parse(text: str) -> EdtfDate:
    """The date that a text writes in the EDTF subset; years run from 0001 to 9999.

    Raises DateError for every other text. An interval runs backwards where all of B lies before all of A:
    `2017-03-26/2017-03` is read, as B may mean a later day of the month.
    """
    first, slash, second = text.partition("/")
    parts = [first, second] if slash else [first]
    matches = [match for part in parts if (match := _PART.fullmatch(part))]
    if len(matches) < len(parts) or all(part == OPEN for part in parts):
        raise _unread(text)
    moments = [_moment(match) for match in matches]
    start, end = moments[0], moments[-1]
    if start and end and end.latest < start.earliest:
        message = f"`{text}` runs backwards: `{second}` ends before `{first}` begins"
        raise DateError("impossible-date", message, f"did you mean `{second}/{first}`?")
    return EdtfDate(text, start, end)


def _moment(match: re.Match[str]) -> Moment | None:
    """One end of an interval, or a single date; None where it is open."""
    text = match[0]
    if text == OPEN:
        return None
    year, month, day = (int(part) if part else None for part in match.group(1, 2, 3))
    if month in _SEASONS and day is None:
        raise DateError("date-form", f"`{text}` is a season in EDTF, and seasons are not read")
    if reason := _impossible(year or 0, month, day):
        raise DateError("impossible-date", f"`{text}` does not exist: {reason}", _did_you_mean(suggest(text)))
    return Moment(year or 0, month, day, Qualifier(match[4]))


def _impossible(year: int, month: int | None, day: int | None) -> str:
    """Why there is no such day; empty where there is one."""
    if year == 0:
        return "years run from `0001` to `9999`"
    if month is None:
        return ""
    if not 1 <= month <= 12:
        return "months run from `01` to `12`"
    days = calendar.monthrange(year, month)[1]
    if day is not None and not 1 <= day <= days:
        return f"`{year:04}-{month:02}` has {days} days"
    return ""


def _unread(text: str) -> DateError:
    """What to say of a text that is not in a form that is read."""
    shown = " ".join(text[: SHOWN + 1].split())
    if not shown:
        return DateError("date-form", "a date is empty")
    named = f"`{shown[:SHOWN]}…`" if len(text) > SHOWN else f"`{shown}`"
    if is_relative(text):
        advice = "write an absolute date; `2017-04~` says about April 2017"
        return DateError("relative-date", f"{named} depends on the day on which it is read", advice)
    if lacks_year(text):
        return DateError("date-form", f"{named} names no year of four digits")
    found = suggest(text)
    if found == (shown,):
        return DateError("date-form", f"{named} has spaces around it")
    wrong = "may mean more than one date" if len(found) > 1 else "is not a date in EDTF"
    return DateError("date-form", f"{named} {wrong}", _did_you_mean(found))


def _did_you_mean(found: tuple[str, ...]) -> str:
    return f"did you mean {' or '.join(f'`{text}`' for text in found)}?" if found else ""
