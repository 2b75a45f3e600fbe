"""Attributions in single sentences, and sentences without any."""

import pytest
from attribution_texts import propose_attributions, summarize_attributions

from generator.proposals.proposal import Confidence

SPEECH = [
    (
        "“The pier is not safe,” said Ada Holm. “We closed it in May.”",
        ["statement ada-holm: The pier is not safe", "report ada-holm: We closed it in May"],
    ),
    (
        "“The pier,” Ada Holm told the Isle Courier, “is not safe for anyone.”",
        ["statement ada-holm: is not safe for anyone"],
    ),
    ("Ada Holm said on March 26, 2017, “The pier is not safe.”", ["statement ada-holm: The pier is not safe"]),
    ("‘The pier is not safe,’ said its engineer, Lind.", ["statement lind: The pier is not safe"]),
    (
        '"The pier is not safe," the council\'s engineer said on Monday.',
        ["statement (the council's engineer): The pier is not safe"],
    ),
    ("Ada Holm was blunt.\n\n“We have no money for the pier.”", ["statement ada-holm: We have no money for the pier"]),
    ("„The pier is not safe“, said Lind.", ["statement lind: The pier is not safe"]),
    ("The “sleeping pier” has no lamps.", []),
    ("Lind read “The Long Way Home” on the pier.", []),
    ("“The pier was ‘a trap for the old’,” said Lind.", ["statement lind: The pier was ‘a trap for the old’"]),
]
VERBS = [
    (
        "The Harbour Council estimates that the pier will cost two million.",
        ["assessment harbour-council: the pier will cost two million"],
    ),
    ("Ada Holm and Lind said the pier was closed in May.", ["report ada-holm + lind: the pier was closed in May"]),
    (
        "The pier, officials in Marn said, had been closed in May.",
        ["report (officials in Marn; marn): had been closed in May"],
    ),
    (
        "The pier had been closed in May, a spokesman for the Harbour Council said.",
        ["report (a spokesman for the Harbour Council; harbour-council): The pier had been closed in May"],
    ),
    (
        "Holm said that the lamps had failed, and that the pier was now safe.",
        ["report ada-holm: the lamps had failed", "statement ada-holm: the pier was now safe"],
    ),
    (
        "The Port Union accused Skerry Line of hiding a survey.",
        ["allegation port-union: Skerry Line of hiding a survey"],
    ),
    (
        "Lind was accused by the Port Union of hiding a survey.",
        ["allegation port-union: Lind was accused by the Port Union of hiding a survey"],
    ),
    ("Skerry Line denied that it had hidden a survey.", ["denial skerry-line: it had hidden a survey"]),
    ("Skerry Line rejected the claim.", ["denial skerry-line: rejected the claim"]),
    ("Skerry Line does not dispute that the survey exists.", ["statement skerry-line: the survey exists"]),
    ("Lind called the claim “a lie from start to end”.", ["denial lind: a lie from start to end"]),
    (
        "The Isle Courier reported that Skerry Line had bribed two pilots.",
        ["allegation isle-courier: Skerry Line had bribed two pilots"],
    ),
    (
        "Sources in the Port Union claim that Skerry Line hid a survey.",
        ["allegation (sources in the Port Union; port-union): Skerry Line hid a survey"],
    ),
    (
        "Sources in Marn claim that the pilots arrived by sea.",
        ["report (sources in Marn; marn): the pilots arrived by sea"],
    ),
    ("The Harbour Council pledged to repair the pier.", ["statement harbour-council: to repair the pier"]),
    (
        "Skerry Line went out on a limb by committing itself to repairs.",
        ["statement skerry-line: Skerry Line went out on a limb by committing itself to repairs"],
    ),
    ("Critics called it a whitewash.", ["assessment (critics): called it a whitewash"]),
    ("Lind put the cost of the pier at two million.", ["assessment lind: put the cost of the pier at two million"]),
    ("Lind was quoted as saying that the pier was safe.", ["statement lind: the pier was safe"]),
    ("Lind went on to say that the pier was safe.", ["statement lind: the pier was safe"]),
    (
        "Skerry Line is reported to have told the pilots that the pier was safe.",
        ["statement skerry-line: the pier was safe"],
    ),
    ("As Lind put it, the pier was a danger to all.", ["statement lind: the pier was a danger to all"]),
]
PHRASES = [
    (
        "According to senior Velmoran officials, the pier was sold in May.",
        ["report (senior Velmoran officials): the pier was sold in May"],
    ),
    (
        "The pier was sold in May, according to a report by the Harbour Council.",
        ["report harbour-council: The pier was sold in May"],
    ),
    ("In Lind’s view, the pier is a danger to all.", ["assessment lind: the pier is a danger to all"]),
    ("For Ada Holm, the pier is a danger to all.", ["assessment ada-holm: the pier is a danger to all"]),
    (
        "The Port Union’s claim that the pier is safe was repeated in Marn.",
        ["allegation port-union: the pier is safe was repeated in Marn"],
    ),
    ("One hypothesis is that the pilots had been paid.", ["hypothesis unattributed: the pilots had been paid"]),
    ("It is believed that the pilots had been paid.", ["hypothesis unattributed: the pilots had been paid"]),
    ("The pilots are said to have been paid.", ["report unattributed: The pilots are said to have been paid"]),
    ("The pilots had reportedly been paid.", ["report unattributed: The pilots had reportedly been paid"]),
    ("According to Lind, Ada Holm is furious.", ["motive lind: Ada Holm is furious"]),
]
SILENCE = [
    ("Skerry Line did not answer our questions.", ["silence skerry-line: Skerry Line did not answer our questions"]),
    (
        "Divers of the Port Union declined to comment.",
        ["silence (divers of the Port Union; port-union): Divers of the Port Union declined to comment"],
    ),
    (
        "Neither the Harbour Council nor Skerry Line would say who had paid.",
        ["silence harbour-council + skerry-line: Neither the Harbour Council nor Skerry Line would say who had paid"],
    ),
    (
        "There was no comment from the Harbour Council.",
        ["silence harbour-council: no comment from the Harbour Council"],
    ),
    ("Lind remained silent.", ["silence lind: Lind remained silent"]),
]
MEANT = [
    ("Ada Holm met Lind in May. She said the pier was safe.", ["statement ada-holm: the pier was safe"]),
    ("The Harbour Council met in May. It said the pier was safe.", ["statement harbour-council: the pier was safe"]),
    ("Ada Holm, the mayor, met Lind. The mayor said the pier was safe.", ["statement ada-holm: the pier was safe"]),
    (
        "Skerry Line met the Isle Courier. The company said the pier was safe.",
        ["statement skerry-line: the pier was safe"],
    ),
    (
        "Velmora has closed the pier. Its embassy said the pier was safe.",
        ["statement (its embassy; velmora): the pier was safe"],
    ),
    (
        (
            "The Isle Courier reported that Skerry Line was employing divers. These divers train at night in Marn. "
            "According to the report, they are paid in cash."
        ),
        [
            "report isle-courier: Skerry Line was employing divers",
            "report isle-courier: These divers train at night in Marn",
            "report isle-courier: they are paid in cash",
        ],
    ),
    (
        "The Harbour Council estimates that the pier will hold. The other scenario is that it will break in winter.",
        ["assessment harbour-council: the pier will hold", "assessment harbour-council: it will break in winter"],
    ),
]
NOTHING = [
    "The pier, the author adds, was never safe.",
    "Lind could be accused by the Port Union of hiding a survey.",
    "Lind did not insist that the pier was safe.",
    "Lind feels that the rules have changed.",
    "Skerry Line is convinced that the pier is safe.",
    "If Ada Holm says the pier is safe, boats will sail.",
    "Lind was told that the pier was closed.",
    "The Harbour Council plans to announce that the pier will close.",
    "Has the Harbour Council said that the pier is safe?",
    "Those who say the pier is safe are wrong.",
    "This paper argues that the pier is safe.",
    "The claim that the pier is safe is old.",
    "This is the reason why Lind remained silent.",
    "Skerry Line believes the pier is safe.",
    "The “sleeping pier” has no lamps.",
    "Skerry Line has a “green” pier, a “safe” one and “The Long Way Home” in its library.",
    "",
]


@pytest.mark.parametrize(("text", "found"), SPEECH)
def test_speech_has_its_speaker(text: str, found: list[str]) -> None:
    assert summarize_attributions(text) == found


@pytest.mark.parametrize(("text", "found"), VERBS)
def test_verbs_of_saying(text: str, found: list[str]) -> None:
    assert summarize_attributions(text) == found


@pytest.mark.parametrize(("text", "found"), PHRASES)
def test_voices_without_a_verb(text: str, found: list[str]) -> None:
    assert summarize_attributions(text) == found


@pytest.mark.parametrize(("text", "found"), SILENCE)
def test_silence(text: str, found: list[str]) -> None:
    assert summarize_attributions(text) == found


@pytest.mark.parametrize(("text", "found"), MEANT)
def test_pronouns_and_nouns_are_resolved_to_speakers(text: str, found: list[str]) -> None:
    assert summarize_attributions(text) == found


@pytest.mark.parametrize("text", NOTHING)
def test_no_attribution_to_propose(text: str) -> None:
    assert summarize_attributions(text) == []


def test_a_language_without_a_file_has_no_proposals() -> None:
    assert summarize_attributions("Ada Holm said that the pier was safe.", "tlh") == []


def test_each_proposal_says_why_and_where() -> None:
    text = "The pier is old. “It is not safe for anyone,” said Ada Holm."
    (one,) = propose_attributions(text)
    assert one.cue == "said"
    assert one.direct
    assert one.reason == "“said” with its subject and direct speech"
    assert [text[words.start : words.end] for words in one.spans] == [text[17:]]


def test_an_allegation_names_whom_it_is_about() -> None:
    (one,) = propose_attributions("The Port Union accused Skerry Line of lying to Lind about the pier.")
    assert one.about == ("skerry-line", "lind")


def test_an_allegation_about_an_unknown_actor_has_low_confidence() -> None:
    (one,) = propose_attributions("The Port Union accused the divers of lying about the pier.")
    assert (one.about, one.confidence) == ((), Confidence.LOW)


def test_equal_quotes_get_different_prefixes() -> None:
    first, second = propose_attributions("Holm said that the pier was safe. Lind said that the pier was safe.")
    assert first.quote.exact == second.quote.exact
    assert (first.quote.prefix, second.quote.prefix) == ("Holm said that", "safe. Lind said that")


def test_speech_in_a_paragraph_of_its_own_spans_its_speaker() -> None:
    (one,) = propose_attributions("Ada Holm was blunt.\n\n“We have no money for the pier.”")
    assert [words.passage for words in one.spans] == [0, 1]
    assert one.implied
