"""The moment of a build: the only module that reads the clock for published content.

Commands and entry points call `read_now` once and pass the result on; no other code reads the current day.
"""

import datetime as dt
import os

VARIABLE = "SOURCE_DATE_EPOCH"
"""Seconds since 1970, as reproducible-builds.org defines it."""


class ClockError(ValueError):
    """The value of `SOURCE_DATE_EPOCH` is not a moment."""


def read_now() -> dt.datetime:
    """Return the moment of `SOURCE_DATE_EPOCH`, or of the clock.

    Its time zone determines the current day: UTC for `SOURCE_DATE_EPOCH`, the system's for the clock. Raise
    `ClockError` if `SOURCE_DATE_EPOCH` is not valid.
    """
    seconds = os.environ.get(VARIABLE, "")
    if not seconds:
        return dt.datetime.now(tz=dt.UTC).astimezone()
    try:
        return dt.datetime.fromtimestamp(int(seconds), dt.UTC)
    except (ValueError, OverflowError, OSError):
        raise ClockError(f"`{VARIABLE}` is `{seconds}`, not a number of seconds since 1970") from None
