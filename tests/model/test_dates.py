"""The EDTF subset: valid dates, their meaning, and the messages for invalid ones."""

import datetime as dt
import re

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics.rules import RULES
from generator.model.dates import FORMS, OPEN, DateError, EdtfDate, Precision, Qualifier, parse_date

GRAMMAR = re.compile(
    r"(?:\.\./)?[0-9]{4}(?:-[0-9]{2}){0,2}[?~%]?(?:/\.\.)?"
    r"|[0-9]{4}(?:-[0-9]{2}){0,2}[?~%]?/[0-9]{4}(?:-[0-9]{2}){0,2}[?~%]?"
)

days = st.dates(min_value=dt.date(1, 1, 1))
signs = st.sampled_from(["", "?", "~", "%"])


@st.composite
def build_singles(draw: st.DrawFn) -> str:
    return draw(days).isoformat()[: draw(st.sampled_from([4, 7, 10]))] + draw(signs)


def _runs_forward(text: str) -> bool:
    first, second = (part.rstrip("?~%") for part in text.split("/"))
    return second[: len(first)] >= first[: len(second)]


singles_or_intervals = st.one_of(
    build_singles(),
    build_singles().map("../{}".format),
    build_singles().map("{}/..".format),
    st.tuples(build_singles(), build_singles()).map("/".join).filter(_runs_forward),
)
dates = singles_or_intervals.map(parse_date)
near_misses = st.text(alphabet="0123456789-/.?~% T:XMarch", max_size=24)


def _get_error(text: str) -> DateError:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    return caught.value


def _find_error(text: str) -> DateError | None:
    try:
        parse_date(text)
    except DateError as error:
        return error
    return None


def _get_oracle_day(date: object, bound: str) -> tuple[int, ...]:
    return tuple(getattr(date, bound)()[:3])


@given(singles_or_intervals)
def test_text_is_kept_verbatim_and_reads_the_same_again(text: str) -> None:
    date = parse_date(text)
    assert date.text == text
    assert parse_date(date.text) == date


@given(singles_or_intervals.filter(lambda text: OPEN not in text))
def test_bounds_are_those_of_the_edtf_package(text: str) -> None:
    date, oracle = parse_date(text), edtf.parse_edtf(text)
    assert date.earliest is not None
    assert date.latest is not None
    assert date.earliest.timetuple()[:3] == _get_oracle_day(oracle, "lower_strict")
    assert date.latest.timetuple()[:3] == _get_oracle_day(oracle, "upper_strict")


@given(build_singles())
def test_open_ends_have_no_bound(text: str) -> None:
    single, until, since = parse_date(text), parse_date(f"../{text}"), parse_date(f"{text}/..")
    assert (until.earliest, until.latest) == (None, single.latest)
    assert (since.earliest, since.latest) == (single.earliest, None)
    assert until.is_open
    assert since.is_open
    assert not single.is_open
    assert single.year == until.year == since.year == int(text[:4])


@given(st.lists(dates, min_size=2, max_size=6))
def test_order_is_total_and_follows_the_bounds(sample: list[EdtfDate]) -> None:
    for date in sample:
        for other_date in sample:
            if date.latest and other_date.earliest and date.latest < other_date.earliest:
                assert date.sort_key < other_date.sort_key
            assert (date.sort_key == other_date.sort_key) == (date.text == other_date.text)


@given(st.one_of(st.text(), near_misses))
def test_every_other_text_is_a_date_error_and_nothing_else(text: str) -> None:
    error = _find_error(text)
    if error:
        assert error.rule in RULES
        assert len(error.message.splitlines()) == 1
        assert error.help.endswith(FORMS)
    else:
        assert GRAMMAR.fullmatch(text)


@given(st.tuples(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99), signs))
def test_dates_are_valid_exactly_if_the_day_exists(
    parts: tuple[int, int, int, str],
) -> None:
    year, month, day, sign = parts
    text = f"{year:04}-{month:02}-{day:02}{sign}"
    try:
        expected = dt.date(year, month, day)
    except ValueError:
        assert _get_error(text).rule == "impossible-date"
    else:
        assert parse_date(text).earliest == parse_date(text).latest == expected


@given(build_singles(), build_singles())
def test_an_interval_that_runs_backward_is_refused_and_its_reverse_suggested(first: str, second: str) -> None:
    if _runs_forward(f"{first}/{second}"):
        parse_date(f"{first}/{second}")
    else:
        error = _get_error(f"{first}/{second}")
        assert error.rule == "impossible-date"
        assert error.help == f"did you mean `{second}/{first}`? {FORMS}"
        parse_date(f"{second}/{first}")


@settings(max_examples=20)
@given(st.sampled_from("0-/?.~ aM\n٣"), st.integers(10_000, 200_000))
def test_long_texts_are_refused_with_a_short_message(char: str, length: int) -> None:
    assert len(_get_error(char * length).message) < 120


@pytest.mark.parametrize(
    ("text", "precision", "qualifier"),
    [
        ("2017", Precision.YEAR, Qualifier.EXACT),
        ("2017-03~", Precision.MONTH, Qualifier.APPROXIMATE),
        ("2017-03-26?", Precision.DAY, Qualifier.UNCERTAIN),
        ("../2017-03%", Precision.MONTH, Qualifier.BOTH),
        ("2017-03~/2018", Precision.MONTH, Qualifier.APPROXIMATE),
        ("2017~/2018?", Precision.YEAR, Qualifier.BOTH),
        ("2017?/2018-01-01?", Precision.YEAR, Qualifier.UNCERTAIN),
    ],
)
def test_precision_and_qualifier(text: str, precision: Precision, qualifier: Qualifier) -> None:
    date = parse_date(text)
    assert (date.precision, date.qualifier) == (precision, qualifier)


def test_order_of_dates_that_share_a_beginning() -> None:
    texts = [
        "1993",
        "../2017",
        "2017-01-01",
        "2017-01",
        "2017",
        "2017/..",
        "../2017-03-26",
        "2017-03~",
        "2017-03-26",
    ]
    assert [date.text for date in sorted(map(parse_date, reversed(texts)), key=lambda date: date.sort_key)] == texts


@pytest.mark.parametrize("text", ["2017-03-26/2017-03", "2017-03/2017-03-26", "2017/2017", "2017-03-26/2017"])
def test_intervals_are_compared_by_their_bounds(text: str) -> None:
    assert parse_date(text).is_interval


@pytest.mark.parametrize(
    ("text", "rule", "message", "advice"),
    [
        ("2017-02-30", "impossible-date", "`2017-02-30` does not exist: `2017-02` has 28 days", ""),
        ("2017-13", "impossible-date", "`2017-13` does not exist: months are `01` to `12`", ""),
        (
            "2017-26-03",
            "impossible-date",
            "`2017-26-03` does not exist: months are `01` to `12`",
            "did you mean `2017-03-26`?",
        ),
        ("2017-03-00", "impossible-date", "`2017-03-00` does not exist: `2017-03` has 31 days", ""),
        ("2017-00", "impossible-date", "`2017-00` does not exist: months are `01` to `12`", ""),
        ("0000", "impossible-date", "`0000` does not exist: years are `0001` to `9999`", ""),
        ("2017/2018-02-29", "impossible-date", "`2018-02-29` does not exist: `2018-02` has 28 days", ""),
        (
            "2018/2017",
            "impossible-date",
            "`2018/2017` runs backward: `2017` ends before `2018` begins",
            "did you mean `2017/2018`?",
        ),
        (
            "2017-21",
            "date-form",
            "`2017-21` is a season in EDTF, and seasons are not supported",
            "write its months, in the northern hemisphere `2017-03/2017-05`",
        ),
        ("../..", "date-form", "`../..` is not a date in EDTF", ""),
        ("", "date-form", "the date is empty", ""),
        (" \n", "date-form", "the date is empty", ""),
        ("2017-03-26\n", "date-form", "`2017-03-26` has spaces around it", ""),
        ("26 March", "date-form", "`26 March` has no year of four digits", ""),
        ("26 March 17", "date-form", "`26 March 17` has no year of four digits", ""),
        ("26 March 2017", "date-form", "`26 March 2017` is not a date in EDTF", "did you mean `2017-03-26`?"),
        (
            "03/04/2017",
            "date-form",
            "`03/04/2017` may mean more than one date",
            "did you mean `2017-04-03` or `2017-03-04`?",
        ),
        ("unknown", "date-form", "`unknown` is not a date in EDTF", ""),
        ("x" * 41, "date-form", f"`{'x' * 40}…` is not a date in EDTF", ""),
        (
            "next month",
            "relative-date",
            "`next month` depends on the day on which it is read",
            "write an absolute date, such as `2017-04~` for about April 2017",
        ),
    ],
)
def test_messages(text: str, rule: str, message: str, advice: str) -> None:
    error = _get_error(text)
    assert (error.rule, error.message) == (rule, message)
    between = " " if advice.endswith("?") else "; "
    assert error.help == (f"{advice}{between}{FORMS}" if advice else FORMS)
    assert str(error) == f"{error.message} ({error.help})"


def test_forms_in_help() -> None:
    assert FORMS == (
        "write dates as `2017`, `2017-03` or `2017-03-26`, alone or with `?` (uncertain),"
        " `~` (about) or `%` (both), or as intervals `A/B`, `../B` or `A/..`"
    )
