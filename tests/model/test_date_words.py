"""Dates as readers and machines see them."""

import re

import pytest

from generator.model.date_words import format_date
from generator.model.dates import parse_date


@pytest.mark.parametrize(
    ("text", "words", "machine"),
    [
        ("2017", "2017", "2017"),
        ("2017-03", "March 2017", "2017-03"),
        ("2017-03-06", "6 March 2017", "2017-03-06"),
        ("0987", "987", "0987"),
        ("2017-04~", "about April 2017", "2017-04"),
        ("2017-03-26?", "possibly 26 March 2017", "2017-03-26"),
        ("2017%", "possibly about 2017", "2017"),
        ("../2017-03-26", "not later than 26 March 2017", None),
        ("../2017~", "not later than about 2017", None),
        ("2017-03/..", "from March 2017 on", "2017-03"),
        ("2017-03-03/2017-03-26", "3–26 March 2017", "2017-03-03"),
        ("2017-03-03/2017-05-26", "3 March – 26 May 2017", "2017-03-03"),
        ("2017-03-03/2018-03-26", "3 March 2017 to 26 March 2018", "2017-03-03"),
        ("2017-03/2017-05", "March–May 2017", "2017-03"),
        ("2016-12/2017-03", "December 2016 to March 2017", "2016-12"),
        ("1987/1993", "1987–1993", "1987"),
        ("1987/1993~", "1987 to about 1993", "1987"),
        ("2017-03-26/2017-03", "26 March 2017", "2017-03-26"),
        ("2017/2017-03-26", "26 March 2017", "2017"),
        ("2017-03-26?/2017", "possibly 26 March 2017", "2017-03-26"),
        ("2017-03~/2017-04", "about March 2017 to April 2017", "2017-03"),
        ("2017-03/2017-03", "March 2017", "2017-03"),
        ("2017-03?/2017-03", "possibly March 2017", "2017-03"),
        ("2017/2017?", "possibly 2017", "2017"),
    ],
)
def test_words_and_machine_form(text: str, words: str, machine: str | None) -> None:
    date = parse_date(text)
    assert format_date(date) == words
    assert (date.start.iso if date.start else None) == machine


@pytest.mark.parametrize("text", ["0001", "0987-01", "2017-03-26?", "9999/..", "2017-03~/2018"])
def test_machine_form_is_one_of_html(text: str) -> None:
    assert re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", parse_date(text).start.iso)


@pytest.mark.parametrize("language", ["en", "en-GB", "EN", "he", "zh-Hans", "", "no such"])
def test_a_language_without_wording_reads_english(language: str) -> None:
    assert format_date(parse_date("2017-04~"), language) == "about April 2017"
