"""Instants, which messages call moments, as editors and callers write them: RFC 3339 with an offset from UTC.

An embargo is an instant and not a day. Without an offset it would be a different instant on each machine, so the
offset is required. `parse_instant` reads an instant or raises an error; `format_utc` writes one for programs.
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

EXAMPLE: Final = "2026-12-01T06:00+01:00"
"""The example in help lines."""

_MAX_QUOTED: Final = 40
"""The number of characters of a text that a message quotes."""

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME: Final = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
_LOCAL: Final = re.compile(rf"({_DAY.pattern})[Tt ]({_TIME})")
_FORM: Final = re.compile(rf"{_LOCAL.pattern}([Zz]|[+-][0-9]{{2}}:[0-9]{{2}})")


class InstantError(ValueError):
    """The error for a text that is not an instant: the id of the violated rule, a message and a help line."""

    def __init__(self, rule: str, message: str, advice: str) -> None:
        super().__init__(rule, message, advice)
        self.rule = rule
        self.message = message
        self.help = advice

    def __str__(self) -> str:
        return f"{self.message} ({self.help})"


@dataclass(frozen=True, slots=True)
class Instant:
    """An instant. Its text determines the moment, so that it has no other field.

    Raise `InstantError` if the text is not an instant.
    """

    text: str

    def __post_init__(self) -> None:
        """Check the text."""
        _parse_moment(self.text)

    @property
    def moment(self) -> dt.datetime:
        """The moment that it names, in the time zone of the text."""
        return _parse_moment(self.text)

    @property
    def day(self) -> dt.date:
        """The day in the time zone of the text."""
        return self.moment.date()

    @property
    def seconds(self) -> float:
        """The seconds since 1970 (UTC)."""
        return self.moment.timestamp()


def parse_instant(text: str) -> Instant:
    """Parse an instant; seconds may be missing, as in `2026-12-01T06:00+01:00`.

    Raise `InstantError` for every other text.
    """
    return Instant(text)


@lru_cache(maxsize=1 << 10)
def _parse_moment(text: str) -> dt.datetime:
    """Parse an instant as `parse_instant` does."""
    match = _FORM.fullmatch(text)
    if not match:
        raise _build_error(text)
    day, time, offset = match.groups()
    try:
        moment = dt.datetime.fromisoformat(f"{day}T{time}{offset.upper()}")
        moment.astimezone(dt.UTC)  # the first and the last hours of the calendar have no equivalent in UTC
    except (ValueError, OverflowError):
        message = f"`{text}` does not exist"
        raise InstantError("impossible-date", message, f"write a day, a time and an offset: `{EXAMPLE}`") from None
    return moment


def parse_now(text: str) -> dt.datetime:
    """Parse an instant, or a day, which means its first moment in UTC.

    Raise `InstantError` if the text is neither.
    """
    if not _DAY.fullmatch(text):
        return parse_instant(text).moment
    return parse_instant(f"{text}T00:00Z").moment


def format_utc(moment: dt.datetime) -> str:
    """Write a moment for programs: `2026-12-01T05:00:00Z`."""
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def _build_error(text: str) -> InstantError:
    start = " ".join(text[: _MAX_QUOTED + 1].split())
    quoted = f"`{start[:_MAX_QUOTED]}…`" if len(text) > _MAX_QUOTED else f"`{start}`"
    if match := _LOCAL.fullmatch(text):
        day, time = match.groups()
        advice = f"add the offset from UTC: `{day}T{time}+01:00`, or `{day}T{time}Z` for UTC"
        return InstantError("time-form", f"{quoted} has no offset from UTC, so it depends on the time zone", advice)
    if _DAY.fullmatch(text):
        advice = f"add a time and its offset from UTC: `{text}T06:00+01:00`, or `{text}T06:00Z` for UTC"
        return InstantError("time-form", f"{quoted} is a day, not a moment", advice)
    return InstantError("time-form", f"{quoted} is not a moment in RFC 3339", f"write it as `{EXAMPLE}`")
