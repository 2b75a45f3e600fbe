"""Actors are proposed by the words around their names; words that only look like names are not."""

from pathlib import Path

import pytest
from name_texts import get_types, list_mentions, make_actor, make_registry, make_text, propose_actors

from generator.model.kinds import Kind, Ref
from generator.proposals import actors
from generator.proposals.inputs import KnownEntity
from generator.proposals.proposal import Confidence

FRENCH = (Path(__file__).parent / "french.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("initials", ["PNG", "GB", "JPEG", "NZ", "CAR", "SA", "TT", "KSA", "DPRK"])
def test_a_state_is_not_read_from_initials_alone(initials: str) -> None:
    article = f"The file was a {initials}. Later {initials} was said to be full, and {initials} refused."
    assert "state" not in get_types(article).values()


@pytest.mark.parametrize(("initials", "name"), [("UK", "United Kingdom"), ("UAE", "United Arab Emirates")])
def test_initials_that_are_listed_are_those_of_a_state(initials: str, name: str) -> None:
    assert get_types(f"Yesterday the {initials} refused.") == {name: "state"}


def test_initials_that_the_text_explains_are_joined_to_the_state() -> None:
    assert get_types("Yesterday Papua New Guinea (PNG) signed. Later PNG left.") == {"Papua New Guinea": "state"}


@pytest.mark.parametrize(
    ("article", "name", "type_"),
    [
        ("On Monday Senator Mara Okoye left.", "Mara Okoye", "person"),
        ("Later Dr. Mara Okoye left.", "Mara Okoye", "person"),
        ("It was the Telmark figure Omar Hadi who left.", "Omar Hadi", "person"),
        ("Then Mara Okoye, 44, left.", "Mara Okoye", "person"),
        ("Then Mara Okoye left. Soon Okoye came back.", "Mara Okoye", "person"),
        ("They wrote to Abu Selim in vain.", "Abu Selim", "person"),
        ("They wrote to Ludo van der Berg in vain.", "Ludo van der Berg", "person"),
        ("Then the Telmark Water Agency left.", "Telmark Water Agency", "public-body"),
        ("They asked the Ministry of Health and Welfare.", "Ministry of Health and Welfare", "public-body"),
        ("They asked the Center for River Studies.", "Center for River Studies", "organization"),
        ("They asked the National Water Institute.", "National Water Institute", "public-body"),
        ("They asked the Dockers’ and Allied Trades Union.", "Dockers’ and Allied Trades Union", "organization"),
        ("They asked Reed & Marsh about it.", "Reed & Marsh", "organization"),
        ("They read the Telmark Courier.", "Telmark Courier", "media"),
        ("They read the website Al-Barid daily.", "Al-Barid", "media"),
        ("It was *Il Corriere di Selm* that had it.", "Il Corriere di Selm", "media"),
        ("Then Halden Ports left. Later Halden came back.", "Halden Ports", "organization"),
        ("Then Halden Ports, a shipping company, left.", "Halden Ports", "organization"),
        ("Some say Telmar officials left.", "Telmar", "organization"),
        ("Some say TLF soldiers left.", "TLF", "public-body"),
        ("Yesterday France refused.", "France", "state"),
        ("Yesterday the U.S. refused.", "United States", "state"),
        ("Yesterday the EU refused.", "European Union", "organization"),
        ("Yesterday Kessaria refused. The Kessarian minister left.", "Kessaria", "state"),
        ("Yesterday Tamrit refused. Tamrit’s army left.", "Tamrit", "state"),
        ("Now the Israeli defense establishment waits.", "Israeli defense establishment", "collective"),
        ("Now the Telmark Front’s military wing waits.", "Telmark Front military wing", "organization"),
        ("Now the military wing of the Telmark Front waits.", "Telmark Front military wing", "organization"),
        ("Now the foreign ministry said so.", "foreign ministry", "public-body"),
        ("Now the police said so.", "police", "public-body"),
    ],
)
def test_an_actor_is_found_with_its_type(article: str, name: str, type_: str) -> None:
    assert get_types(article).get(name) == type_


@pytest.mark.parametrize(
    "article",
    [
        "However, they left. Nobody knew. Having waited, I left.",
        "On Monday, March 6, and in August it rained.",
        "They live in Selm, in the Harran area, near the Oster crossing and beyond the Quell River.",
        "Many Israelis and Palestinian prisoners speak Arabic at Christmas.",
        "He was born in Tunisia.",
        "Since the Selm Agreement they read the Water Act and Article 12.",
        "The Prime Minister left. The Foreign Minister stayed.",
        "They call it “The Long Way”.",
        "The Shalit deal was a success.",
        "A New York-based painter left.",
        "It stands in `Some Code Here` and at <https://example.org/Some-Name>.",
        "BRUSSELS — It rained.",
    ],
)
def test_names_that_are_not_actors_are_not_proposed(article: str) -> None:
    assert get_types(article) == {}


def test_headings_and_footnotes_give_no_proposals() -> None:
    assert get_types("## Omar Hadi Speaks\n\nIt rained.[^1]\n\n[^1]: Mara Okoye, *Rain*.\n") == {}


@pytest.mark.parametrize(
    ("article", "name", "aliases"),
    [
        ("Then President Mara Okoye left. Okoye came back.", "Mara Okoye", ("Okoye",)),
        ("The Telmark Water Agency (TWA) left. Then TWA came back.", "Telmark Water Agency", ("TWA",)),
        ("The TWA left. It is the Telmark Water Agency.", "Telmark Water Agency", ("TWA",)),
        ("Then Bluewick Labs left. Later Bluewick came back.", "Bluewick Labs", ("Bluewick",)),
        ("The Red Crane Group (also known as Silt) left.", "Red Crane Group", ("Silt",)),
        (
            "The Israeli defense establishment waits. The defense establishment sleeps.",
            "Israeli defense establishment",
            ("defense establishment",),
        ),
    ],
)
def test_other_forms_are_aliases(article: str, name: str, aliases: tuple[str, ...]) -> None:
    found = propose_actors(article)
    assert list(found) == [name]
    assert found[name].aliases == aliases


def test_a_last_name_that_two_share_is_that_of_the_one_named_last() -> None:
    article = "Then Mara Okoye left. Okoye slept. Then Jon Okoye came. Okoye sat down."
    assert [id_ for _, _, id_ in list_mentions(article)] == ["mara-okoye", "mara-okoye", "jon-okoye", "jon-okoye"]


def test_a_short_form_with_an_article_is_a_mention_and_no_alias() -> None:
    article = "The Telmark Football Federation left. Then the federation came back."
    assert [words for words, _, _ in list_mentions(article)] == ["Telmark Football Federation", "federation"]
    assert propose_actors(article)["Telmark Football Federation"].aliases == ()


def test_the_government_of_a_state_is_the_state() -> None:
    article = "France left. Then the French came. Then the government of France and France’s government agreed."
    assert {id_ for _, _, id_ in list_mentions(article)} == {"france"}
    assert "government of France" in [words for words, _, _ in list_mentions(article)]


def test_places_are_mentions_of_another_kind() -> None:
    found = list_mentions("Then Mara Okoye, 44, left Selm by the road in Selm and the Harran Strip.")
    assert ("Harran Strip", "place", "harran-strip") in found
    assert ("Selm", "place", "selm") in found


def test_a_known_name_is_proposed_under_its_own_id() -> None:
    found = propose_actors(
        "Then the Movement of the Coast left.", make_actor("coast", "Movement of the Coast", type_="organization")
    )
    one = found["Movement of the Coast"]
    assert (one.id, one.type, one.known, one.confidence) == ("coast", "organization", True, Confidence.HIGH)


def test_of_a_known_actor_aliases_are_those_that_its_record_lacks() -> None:
    known = make_actor("yahya-sinwar", "Yahya Sinwar", "Abu Ibrahim")
    found = propose_actors("Then Yahya Sinwar left. Sinwar came back, and Abu Ibrahim left.", known)
    assert found["Yahya Sinwar"].aliases == ("Sinwar",)
    assert len(found["Yahya Sinwar"].spans) == 3


def test_a_known_name_inside_a_longer_name_is_not_a_mention() -> None:
    known = make_actor("selm", "Selm", type_="state")
    assert list_mentions("They asked the Selm Football Union.", known) == [
        ("Selm Football Union", "actor", "selm-football-union")
    ]


@pytest.mark.parametrize("spelling", ["Yehya Sinwar", "Yahia Sinwar", "Yahya as-Sinwar", "Yahya Sinouar"])
def test_another_spelling_resembles_a_known_name(spelling: str) -> None:
    known = make_actor("yahya-sinwar", "Yahya Sinwar")
    found = propose_actors(f"Then President {spelling} left.", known)
    assert found[spelling].resembles == ("yahya-sinwar",)
    assert not found[spelling].known


def test_another_name_resembles_none() -> None:
    assert (
        propose_actors("Then President Omar Hadi left.", make_actor("yahya-sinwar", "Yahya Sinwar"))[
            "Omar Hadi"
        ].resembles
        == ()
    )


def test_a_handwritten_link_is_a_mention() -> None:
    known = make_actor("mara-okoye", "Mara Okoye")
    assert ("the minister", "actor", "mara-okoye") in list_mentions(
        "Then [the minister](actor:mara-okoye) left.", known
    )


def test_an_id_that_something_has_already_is_not_given_twice() -> None:
    theme = KnownEntity(Ref(Kind.THEME, "omar-hadi"), ("A theme",))
    assert propose_actors("Then President Omar Hadi left.", theme)["Omar Hadi"].id == "omar-hadi-2"


def test_the_publisher_is_an_actor_though_no_passage_names_it() -> None:
    found, mentions = actors.propose(make_text("It rained.", publisher="Selm Desk"), make_registry())
    assert [(one.id, one.reason, one.spans) for one in found] == [("selm-desk", "the publisher", ())]
    assert mentions == ()


def test_in_a_language_without_words_only_known_names_are_proposed() -> None:
    known = make_actor("mara-okoye", "Mara Okoye")
    assert list(propose_actors("Mara Okoye und Omar Hadi sprachen in Selm.", known, language="de")) == ["Mara Okoye"]


def test_french_has_its_own_words() -> None:
    assert get_types(FRENCH, language="fr") == {
        "Arnaud Delmotte": "person",
        "police valmonaise": "public-body",
        "Front populaire du Littoral": "organization",
        "Dépêche valmonaise": "media",
        "Assemblée nationale": "public-body",
        "Hélène Sarrazin": "person",
        "Valmont": "state",
        "Ligue des droits civiques": "organization",
        "Idriss Ben Amar": "person",
        "Nations unies": "organization",
        "ministère des Affaires étrangères": "public-body",
        "États-Unis": "state",
        "Comité international des juristes": "organization",
        "armée valmonaise": "public-body",
    }
    found = propose_actors(FRENCH, language="fr")
    assert found["Front populaire du Littoral"].aliases == ("FPL",)
    assert {id_ for _, kind, id_ in list_mentions(FRENCH, language="fr") if kind == "place"} == {
        "france",
        "geneve",
        "port-sereine",
    }
