"""A known name without its accents and marks is an alias of the known actor, and not a new actor."""

import pytest
from name_texts import list_mentions, make_actor, propose_actors

from generator.model.kinds import Kind, Ref
from generator.proposals.inputs import KnownEntity
from generator.proposals.proposal import Confidence

TARIQA = make_actor("al-tariqa", "al-Tariqʿa", type_="organization")
LUKASZ = make_actor("lukasz", "Łukasz Ørsted")


@pytest.mark.parametrize(
    ("article", "known", "aliases"),
    [
        ("Men of al-Tariqa left. The chief of al-Tariqa stayed.", TARIQA, ("al-Tariqa",)),
        ("Men of al-Tariqʿa came. The chief of al-Tariqa stayed.", TARIQA, ("al-Tariqa",)),
        ("Men of al-Tariq'a came, and others of al-Tariq’a.", TARIQA, ()),
        ("Then President Lukasz Orsted left.", LUKASZ, ("Lukasz Orsted",)),
        ("Then President Luk\u00adasz Or\u00adsted left.", LUKASZ, ("Lukasz Orsted",)),
        ("Then President Łukasz Ørsted left.", LUKASZ, ()),
        ("Then President Erdogan Kaya left.", make_actor("kaya", "Erdoğan Kaya"), ("Erdogan Kaya",)),
        ("Then President Soren Strasse left.", make_actor("soren", "Søren Straße"), ("Soren Strasse",)),
    ],
)
def test_a_name_without_its_marks_is_an_alias(article: str, known: KnownEntity, aliases: tuple[str, ...]) -> None:
    found = propose_actors(article, known)
    assert [(one.id, one.known, one.aliases) for one in found.values()] == [(known.ref.id, True, aliases)]
    assert all(one.confidence is not Confidence.HIGH for one in found.values() if one.aliases)


def test_a_name_that_two_actors_would_have_is_a_new_one() -> None:
    found = propose_actors(
        "Then President Kaja Muller left.", make_actor("one", "Kaja Müller"), make_actor("two", "Kája Muller")
    )
    assert [one.known for one in found.values()] == [False]


def test_names_are_proposed_as_they_are_seen() -> None:
    found = propose_actors("The Gron\u00adfield\u200b Group said so, and the Gron\u00adfield Group left.")
    assert list(found) == ["Gronfield Group"]


def test_names_that_editors_must_mark_are_neither_found_nor_proposed() -> None:
    may = KnownEntity(Ref(Kind.ACTOR, "june-may"), ("June May",), "person", is_marked=True)
    assert propose_actors("Then President June May left.", may) == {}
    assert [one[2] for one in list_mentions("Then [President May](actor:june-may) left.", may)] == ["june-may"]


def test_words_linked_to_none_are_not_proposed() -> None:
    assert propose_actors("Then [President Ann Lee](none) left.") == {}
