"""Suggestions for other forms of dates: every suggestion can be parsed."""

import datetime as dt

import pytest
from babel.dates import format_date as format_calendar_date
from hypothesis import given
from hypothesis import strategies as st

from generator.model.date_advice import is_relative, lacks_year, suggest
from generator.model.date_words import format_date
from generator.model.dates import parse_date

days = st.dates(min_value=dt.date(1000, 1, 1))
PATTERNS = [
    "d MMMM y",
    "d MMM. y",
    "EEEE, d MMMM y",
    "MMMM d, y",
    "MMM d y",
    "y/MM/dd",
    "y-M-d",
    "y.MM.dd",
    "yMMdd",
    "y-MM-dd'T'HH:mm",
    "y-MM-dd'T'HH:mm:ss'Z'",
]


@given(days, st.sampled_from(PATTERNS))
def test_a_day_in_another_form_is_recognized(day: dt.date, pattern: str) -> None:
    moment = dt.datetime.combine(day, dt.time(10, 5), dt.UTC)
    text = format_calendar_date(day, pattern, "en") if "H" not in pattern else moment.strftime(_strftime(pattern))
    assert suggest(text) == (day.isoformat(),)


def _strftime(pattern: str) -> str:
    return "%Y-%m-%dT%H:%M:%SZ" if "ss" in pattern else "%Y-%m-%dT%H:%M"


@given(days, st.sampled_from("/.-"))
def test_day_and_month_in_digits_are_read_both_ways_where_both_exist(day: dt.date, mark: str) -> None:
    swapped = [day.replace(month=day.day, day=day.month)] if day.day <= 12 else []
    suggestion = suggest(f"{day.day:02}{mark}{day.month:02}{mark}{day.year}")
    assert list(suggestion) == list(dict.fromkeys(date.isoformat() for date in [day, *swapped]))


@given(days.map(dt.date.isoformat), st.sampled_from([4, 7, 10]), st.sampled_from(["", "?", "~", "%"]))
def test_words_copied_from_a_page_lead_back_to_the_date(day: str, length: int, sign: str) -> None:
    text = day[:length] + sign
    for written in (text, f"../{text}" if not sign else text, f"{text}/.." if not sign else text):
        assert suggest(format_date(parse_date(written))) == (written,)


@given(st.one_of(st.text(max_size=70), st.text(alphabet="0123456789-/.?~% tozMarchsine", max_size=24)))
def test_every_suggestion_can_be_read(text: str) -> None:
    for suggestion in suggest(text):
        assert parse_date(suggestion).text == suggestion


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("26th of March 2017", "2017-03-26"),
        ("Sept. 3, 2017", "2017-09-03"),
        ("March, 2017", "2017-03"),
        ("in March 2017", "2017-03"),
        ("3/2017", "2017-03"),
        ("2017/3", "2017-03"),
        ("c. 2017", "2017~"),
        ("circa March 2017", "2017-03~"),
        ("~2017", "2017~"),
        ("March 2017 (?)", "2017-03?"),
        ("?2017", "2017?"),
        ("%2017", "2017%"),
        ("since 2017", "2017/.."),
        ("2017/", "2017/.."),
        ("by 26 March 2017", "../2017-03-26"),
        ("until 26 March 2017", "../2017-03-26"),
        ("/2017", "../2017"),
        ("2017-2018", "2017/2018"),
        ("2017–2018", "2017/2018"),
        ("26 March 2017 to 3 April 2017", "2017-03-26/2017-04-03"),
        ("between 2017 and 2018", "2017/2018"),
        ("2017 to 2017", "2017/2017"),
        ("2017-03-01 - 2017-04-02", "2017-03-01/2017-04-02"),
        ("1990s", "1990/1999"),
        ("201X", "2010/2019"),
        ("٢٠١٧-٠٣", "2017-03"),
        ("2017‑03‑26", "2017-03-26"),
        ("  2017  ", "2017"),
    ],
)
def test_forms_that_are_recognized(text: str, suggestion: str) -> None:
    assert suggest(text) == (suggestion,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "unknown",
        "30 February 2017",
        "2017-02-30",
        "2018 to 2017",
        "26/03/17",
        "0000s",
        "2017?~",
        "x" * 100,
    ],
)
def test_forms_that_are_not(text: str) -> None:
    assert suggest(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "next month",
        "Yesterday",
        "tomorrow",
        "today",
        "last week",
        "the end of last month",
        "recently",
        "two days ago",
        "3 weeks ago",
        "in two weeks",
        "on Monday",
        "this year",
        "next March",
        "the coming days",
        "earlier",
        "the day before yesterday",
    ],
)
def test_relative(text: str) -> None:
    assert is_relative(text)


@pytest.mark.parametrize(
    "text",
    [
        "2017",
        "Sunday, 26 March 2017",
        "the last week of March 2017",
        "March",
        "unknown",
        "knowledge",
        "1990s",
        "",
    ],
)
def test_not_relative(text: str) -> None:
    assert not is_relative(text)


@pytest.mark.parametrize(
    ("text", "lacking"),
    [("26 March", True), ("in May", True), ("March 2017", False), ("maybe", False), ("", False)],
)
def test_a_month_without_a_year(text: str, lacking: bool) -> None:  # noqa: FBT001 - a case's outcome
    assert lacks_year(text) is lacking
