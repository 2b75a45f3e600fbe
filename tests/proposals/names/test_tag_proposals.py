"""Tags follow from themes that a text names, and from the briefings that it resembles."""

from name_texts import make_registry, make_text

from generator.model.kinds import Kind, Ref
from generator.proposals import tags
from generator.proposals.inputs import KnownEntity, TaggedBriefing
from generator.proposals.proposal import Confidence

WATER = KnownEntity(Ref(Kind.THEME, "water"), ("Water", "dam", "irrigation"))
PRISONERS = KnownEntity(Ref(Kind.THEME, "prisoners"), ("Prisoner exchanges", "prisoner swap"))
STRIKES = KnownEntity(Ref(Kind.THEME, "strikes"), ("Labour disputes", "strike"))

EXCHANGE = (
    "The prisoner exchange began at dawn: buses carried captives over the frontier while negotiators counted names."
)
HARBOUR = "Dockers left the harbour at noon, cranes stood still, and the union told its members to stay at home."


def ids(
    article: str, *things: KnownEntity, title: str = "", briefings: tuple[TaggedBriefing, ...] = ()
) -> dict[str, Confidence]:
    found = tags.propose(make_text(article, title=title), make_registry(*things, briefings=briefings))
    return {one.id: one.confidence for one in found}


def test_a_theme_is_found_in_other_forms_of_its_words() -> None:
    assert list(ids("Two dams were built. The dam broke. Irrigation ended.", WATER)) == ["water"]


def test_a_word_with_few_occurrences_gives_no_tag() -> None:
    assert ids("A strike on the bridge. A second strike. Strikes again.", STRIKES) == {}


def test_one_word_of_the_title_is_enough() -> None:
    assert list(ids("It rained.", STRIKES, title="Strikes in the north")) == ["strikes"]


def test_tags_of_the_briefings_that_resemble_it() -> None:
    briefings = (
        TaggedBriefing("swap-of-may", ("prisoners",), EXCHANGE),
        TaggedBriefing("harbour", ("strikes",), HARBOUR),
    )
    found = tags.propose(make_text(EXCHANGE), make_registry(PRISONERS, STRIKES, briefings=briefings))
    assert [one.id for one in found] == ["prisoners"]
    assert "words as in `swap-of-may`: " in found[0].reason
    assert "buses" in found[0].reason


def test_a_tag_without_a_theme_in_the_registry_is_not_proposed() -> None:
    assert ids(EXCHANGE, briefings=(TaggedBriefing("swap-of-may", ("gone",), EXCHANGE),)) == {}


def test_both_ways_together_are_surer() -> None:
    article = f"{EXCHANGE} A prisoner swap, a prisoner swap and prisoner exchanges."
    alone = ids(article, PRISONERS)
    assert alone == {"prisoners": Confidence.MEDIUM}
    assert ids(article, PRISONERS, briefings=(TaggedBriefing("swap-of-may", ("prisoners",), EXCHANGE),)) == {
        "prisoners": Confidence.HIGH
    }


def test_no_text_breaks_the_query() -> None:
    briefings = (TaggedBriefing("a", ("prisoners",), 'NEAR("AND" OR'),)
    assert ids('He said "NEAR(AND OR NOT)" * ^ {x}: "', PRISONERS, briefings=briefings) == {}
