"""Dated phrases and their dates, with Wednesday 29 March 2017 as the day of publication."""

from pathlib import Path

import pytest
from name_texts import text_of

from generator.proposals import dates

FRENCH = (Path(__file__).parent / "french.md").read_text(encoding="utf-8")


def found(article: str, published: str | None = "2017-03-29", language: str = "en") -> list[tuple[str, str]]:
    return [(one.phrase, one.date) for one in dates.propose(text_of(article, language, published))]


@pytest.mark.parametrize(
    ("article", "phrase", "date"),
    [
        ("It was on March 26, 2017.", "March 26, 2017", "2017-03-26"),
        ("It was on March 26 2017.", "March 26 2017", "2017-03-26"),
        ("It was on 26 March 2017.", "26 March 2017", "2017-03-26"),
        ("It was on Sunday, 26th of March 2017.", "Sunday, 26th of March 2017", "2017-03-26"),
        ("It was on Sept. 3, 2016.", "Sept. 3, 2016", "2016-09-03"),
        ("It was on 2017-03-26.", "2017-03-26", "2017-03-26"),
        ("It was in March 2017.", "March 2017", "2017-03"),
        ("It was in 1988.", "1988", "1988"),
        ("Since the 1993 Oslo Agreement it was.", "1993", "1993"),
        ("It was between 2009 and 2011.", "between 2009 and 2011", "2009/2011"),
        ("It was in 2009–2011.", "2009–2011", "2009/2011"),
        ("It was from 3 March to 5 April 2016.", "3 March to 5 April 2016", "2016-03-03/2016-04-05"),
        ("It was in the 1990s.", "1990s", "1990/1999"),
        ("It was on 2 June.", "2 June", "2016-06-02"),
        ("It was on 2 February.", "2 February", "2017-02-02"),
        ("It will be on 2 June.", "2 June", "2017-06-02"),
        ("It was in November.", "November", "2016-11"),
        ("It was yesterday.", "yesterday", "2017-03-28~"),
        ("It was last week.", "last week", "2017-03~"),
        ("It will be next month.", "next month", "2017-04~"),
        ("It was last year.", "last year", "2016~"),
        ("It was last Sunday.", "last Sunday", "2017-03-26~"),
        ("It was on Wednesday.", "on Wednesday", "2017-03-29~"),
        ("It was last Wednesday.", "last Wednesday", "2017-03-22~"),
        ("It will be next Tuesday.", "next Tuesday", "2017-04-04~"),
        ("It was three weeks ago.", "three weeks ago", "2017-03~"),
        ("It was at the end of March.", "the end of March", "2017-03~"),
        ("It was last December.", "last December", "2016-12~"),
        ("It will be by the end of the year.", "the end of the year", "2017-12~"),
    ],
)
def test_a_phrase_gives_its_date(article: str, phrase: str, date: str) -> None:
    assert found(article) == [(phrase, date)]


def test_days_later_count_from_the_date_before() -> None:
    assert found("It was on 3 May 2016. Two days later it ended.")[1] == ("Two days later", "2016-05-05~")


@pytest.mark.parametrize(
    "article",
    [
        "Some 2000 people and $1999 and 2,016 and 1988.5 and No. 2017.",
        "They may march, and it was May who said so.",
        "It was on 31 February 2017.",
        "They read Nature Today.",
        "Two days later it ended.",
    ],
)
def test_what_is_no_date_gives_none(article: str) -> None:
    assert found(article) == []


@pytest.mark.parametrize(
    ("published", "wanted"),
    [
        (None, []),
        ("2017-03~", [("next month", "2017-04~")]),
        ("2017", []),
    ],
)
def test_relative_dates_are_as_exact_as_the_publication(published: str | None, wanted: list[tuple[str, str]]) -> None:
    assert found("It was last Sunday and will be next month.", published) == wanted


def test_french_dates() -> None:
    assert found(FRENCH, "2019-04-10", "fr") == [
        ("mardi", "2019-04-09~"),
        ("le 3 avril 2019", "2019-04-03"),
        ("1998", "1998"),
        ("La semaine dernière", "2019-04~"),
        ("le mois prochain", "2019-05~"),
    ]
