"""Dated phrases and their dates, with Wednesday 29 March 2017 as the day of publication."""

from pathlib import Path

import pytest
from name_texts import make_text

from generator.proposals import dates

FRENCH = (Path(__file__).parent / "french.md").read_text(encoding="utf-8")


def found(article: str, published: str | None = "2017-03-29", language: str = "en") -> list[tuple[str, str]]:
    return [(one.phrase, one.date) for one in dates.propose(make_text(article, language, published))]


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


@pytest.mark.parametrize(
    ("article", "date"),
    [
        # Past tense: before publication, whatever else is in the sentence.
        ("On 26 March he was shot by unknown men.", "2017-03-26"),
        ("He was killed by gunmen on 2 January next to his house.", "2017-01-02"),
        ("On 26 December the bridge was opened by the minister.", "2016-12-26"),
        ("In January the port was closed by a strike.", "2017-01"),
        ("The army had withdrawn by 26 February.", "2017-02-26"),
        ("The port stayed shut until 3 January.", "2017-01-03"),
        ("The report was due on 2 June.", "2016-06-02"),
        ("Two ships sank on 3 February, and the inquiry will begin by May.", "2017-02-03"),
        ("The state is governed by a council; it met on 4 January.", "2017-01-04"),
        # Dates ahead.
        ("The ministry will publish the report by 5 May.", "2017-05-05"),
        ("The ministry will publish the report on 5 January.", "2018-01-05"),
        ("He said that the talks will resume on 2 June.", "2017-06-02"),
        ("He will be released on 2 June.", "2017-06-02"),
        ("The talks are expected to resume in June.", "2017-06"),
        ("Answers by 2 June.", "2017-06-02"),
        ("The vote is scheduled for 2 June.", "2017-06-02"),
        # Either: the nearest.
        ("He said he would return on 2 June.", "2017-06-02"),
        ("He said he would return on 2 February.", "2017-02-02"),
        # No word shows the direction.
        ("A strike on 2 June.", "2016-06-02"),
    ],
)
def test_the_nearest_verb_determines_the_year(article: str, date: str) -> None:
    assert found(article)[0][1] == date


def test_the_second_date_has_a_verb_of_its_own() -> None:
    article = "Two ships sank on 3 February, and the inquiry will begin on 5 May."
    assert [date for _, date in found(article)] == ["2017-02-03", "2017-05-05"]


@pytest.mark.parametrize(
    ("article", "date"),
    [
        ("They met on Friday.", "2017-03-24~"),
        ("They will meet on Friday.", "2017-03-31~"),
        ("It must be done by Friday.", "2017-03-31~"),
        ("It will last until the end of May.", "2017-05~"),
        ("It lasted until the end of January.", "2017-01~"),
        ("It was shut by the police last May.", "2016-05~"),
        ("It was announced by the council for next May.", "2017-05~"),
    ],
)
def test_verbs_determine_the_date_of_named_days_and_months_too(article: str, date: str) -> None:
    assert found(article)[0][1] == date


@pytest.mark.parametrize(
    ("article", "date"),
    [
        ("Il a été tué le 26 janvier par des inconnus.", "2017-01-26"),
        ("Le rapport sera publié le 5 mai.", "2017-05-05"),
        ("Le pont rouvrira le 5 juin.", "2017-06-05"),
        ("L’armée s’était retirée avant le 26 février.", "2017-02-26"),
        ("Il devait revenir le 2 juin.", "2017-06-02"),
        ("Le vote est prévu le 2 juin.", "2017-06-02"),
        ("Réponse avant le 2 juin.", "2017-06-02"),
    ],
)
def test_the_year_in_french(article: str, date: str) -> None:
    assert found(article, language="fr")[0][1] == date


def test_an_open_year_is_not_sure() -> None:
    (date,) = dates.propose(make_text("He said he would return on 2 June.", "en", "2017-03-29"))
    assert date.confidence.value == "low"


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
def test_text_without_a_date_gives_no_proposal(article: str) -> None:
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
