"""Events are few, and only a date right beside one dates it."""

import pytest
from name_texts import make_registry, make_text

from generator.model.kinds import Kind, Ref
from generator.proposals import actors, dates, events
from generator.proposals.inputs import KnownEntity
from generator.proposals.proposal import ProposedEvent


def found(article: str, *known: KnownEntity, language: str = "en") -> list[ProposedEvent]:
    text, registry = make_text(article, language), make_registry(*known)
    _, mentions = actors.propose(text, registry)
    return list(events.propose(text, registry, mentions, dates.propose(text)))


@pytest.mark.parametrize(
    ("article", "name", "date"),
    [
        ("It holds since the 1993 Selm Agreement.", "Selm Agreement", "1993"),
        ("They fought at the Battle of Harran.", "Battle of Harran", None),
        ("The Shalit deal was a success.", "Shalit deal", None),
        ("Then Omar Hadi was assassinated in Selm in 1988.", "Assassination of Omar Hadi", "1988"),
        ("The killing of Omar Hadi on 3 May 2016 was a crime.", "Killing of Omar Hadi", "2016-05-03"),
    ],
)
def test_an_event_is_found_with_its_date(article: str, name: str, date: str | None) -> None:
    assert [(one.name, one.date) for one in found(article)] == [(name, date)]


def test_the_date_of_a_statement_is_not_the_date_of_the_event() -> None:
    article = "Mara Okoye said on 3 May 2016 that the killing of Omar Hadi was a crime. The killing of Omar Hadi hurt."
    assert [(one.name, one.date) for one in found(article)] == [("Killing of Omar Hadi", None)]


def test_an_event_named_once_without_a_date_is_not_proposed() -> None:
    assert found("They spoke of the killing of Omar Hadi.") == []


@pytest.mark.parametrize("ending", ["", " in May."])
def test_the_noun_for_events_is_the_head_of_the_name(ending: str) -> None:
    text = make_text(f"They wrote to the Institute of Peace Summit{ending}")
    assert events.propose(text, make_registry(), mentions=(), dates=()) == ()


def test_a_known_event_keeps_its_date() -> None:
    known = KnownEntity(Ref(Kind.EVENT, "selm-accord"), ("Selm accord",), date="1993-09-13")
    assert [(one.id, one.date, one.known) for one in found("After the Selm Accord of 1995 it rained.", known)] == [
        ("selm-accord", "1993-09-13", True)
    ]


def test_who_was_struck_is_an_actor_of_it() -> None:
    assert found("Then Omar Hadi was killed in 1988.")[0].actors == ("omar-hadi",)


def test_french_events() -> None:
    assert [(one.name, one.date) for one in found("Le ministre Louis Hadi a été arrêté en 1988.", language="fr")] == [
        ("Arrestation de Louis Hadi", "1988")
    ]
