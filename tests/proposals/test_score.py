"""The scorer counts nothing twice, and proposals that span the whole text gain nothing."""

from collections.abc import Sequence
from typing import Any

import pytest
from gold import Gold, GoldAttribution, GoldDate
from hypothesis import given
from hypothesis import strategies as st
from pairing import Tally, match_pairs
from score import Score, compute_score, tally_dates, tally_tags

from generator.diagnostics.diagnostic import SourceFile
from generator.model.kinds import AttributionKind
from generator.proposals.proposal import (
    UNATTRIBUTED_VOICE,
    Confidence,
    Proposals,
    ProposedActor,
    ProposedAttribution,
    ProposedDate,
    ProposedTag,
    ProposedVoice,
    QuoteSelector,
    TextSpan,
)
from generator.text.article import parse_article

AUTHORS = ProposedVoice(actor="author")
ARTICLE = parse_article(
    SourceFile(
        "article.md",
        "The pump will fail by June, said Ada Lorrimer. It was never oiled, according to two fitters at Vane Works.\n"
        "\nVane Works did not answer. A spokesman for the Harbour Board denied any delay.\n",
    )
)
PUMP, OILED, ANSWER, DELAY = "The pump will fail", "It was never oiled", "did not answer", "denied any delay"
WHOLE = {passage: (0, len(ARTICLE.passages[passage].text)) for passage in (0, 1)}
SENTENCES = {PUMP: (0, 0, 46), OILED: (0, 47, 107), ANSWER: (1, 0, 26), DELAY: (1, 27, 78)}
"""The range of each sentence, by its quote in the gold."""

LORRIMER, WORKS, BOARD = (
    {"id": "ada-lorrimer", "type": "person", "name": "Ada Lorrimer", "aliases": ["Lorrimer"]},
    {"id": "vane-works", "type": "organization", "name": "Vane Works"},
    {"id": "harbour-board", "type": "public-body", "name": "Harbour Board"},
)
FITTERS = {"unnamed": "two fitters at Vane Works", "within": "vane-works"}
SPOKESMAN = {"unnamed": "a spokesman for the Harbour Board", "within": "harbour-board"}


def make_gold(attributions: Sequence[dict[str, Any]] = (), **others: Any) -> Gold:
    return Gold.model_validate(
        {"title": "Pump", "language": "en", "published": "2024", "tags": [], "actors": [LORRIMER, WORKS, BOARD]}
        | {"attributions": attributions}
        | others
    )


def make_attribution(quote: str, by: Any, kind: str = "report", **others: Any) -> dict[str, Any]:
    return {"quote": quote, "by": by, "kind": kind, **others}


def make_actor(name: str, *aliases: str, kind: str = "person", named: str = "") -> ProposedActor:
    return ProposedActor(
        reason="",
        confidence=Confidence.LOW,
        spans=(),
        id=named or name.casefold(),
        name=name,
        type=kind,
        aliases=aliases,
    )


ACTORS = (
    make_actor("A. Lorrimer", "Ada Lorrimer", named="a-lorrimer"),
    make_actor("the Vane Works", kind="organization", named="vane"),
    make_actor("Harbour Board", kind="public-body", named="board"),
)
"""Proposed actors with ids that differ from those of the gold."""


def make_proposal(
    quote: str, *by: ProposedVoice, kind: str = "report", span: tuple[int, int, int] | None = None
) -> ProposedAttribution:
    return ProposedAttribution(
        reason="",
        confidence=Confidence.LOW,
        spans=(TextSpan(*(span or SENTENCES[quote])),),
        kind=AttributionKind(kind),
        by=by,
        quote=QuoteSelector(quote),
    )


def make_voice(name: str) -> ProposedVoice:
    return ProposedVoice(actor=name)


def score_proposals(
    expected: Gold, *attributions: ProposedAttribution, actors: tuple[ProposedActor, ...] = ACTORS
) -> Score:
    return compute_score(expected, ARTICLE, Proposals(actors=actors, attributions=attributions))


def test_sentences_of_the_example_are_where_they_are_said_to_be() -> None:
    for quote, (passage, start, end) in SENTENCES.items():
        sentence = ARTICLE.passages[passage].text[start:end]
        assert quote in sentence
        assert sentence.endswith(".")


def test_all_right_is_all_right() -> None:
    expected = make_gold(
        [make_attribution(PUMP, "ada-lorrimer", "assessment"), make_attribution(ANSWER, "vane-works", "silence")]
    )
    score = score_proposals(
        expected,
        make_proposal(PUMP, make_voice("a-lorrimer"), kind="assessment"),
        make_proposal(ANSWER, make_voice("vane"), kind="silence"),
    )

    assert score.actors == Tally(3, 3, 0)
    assert score.types == 3
    assert score.attributions == Tally(2, 2, 0)
    assert (score.voices, score.kinds, score.exact) == (2, 2, 2)


def test_nothing_proposed_finds_nothing_and_is_never_wrong() -> None:
    nothing = score_proposals(make_gold([make_attribution(PUMP, "ada-lorrimer")]), actors=())

    assert nothing.actors == Tally(3, 0, 0)
    assert nothing.attributions == Tally(1, 0, 0)
    assert nothing.attributions.precision is None
    assert nothing.attributions.recall == 0


def test_same_statement_twice_is_false_once() -> None:
    score = score_proposals(
        make_gold([make_attribution(PUMP, "ada-lorrimer")]), *[make_proposal(PUMP, make_voice("a-lorrimer"))] * 2
    )
    assert score.attributions == Tally(1, 1, 1)


def test_proposal_that_spans_two_statements_finds_one() -> None:
    expected = make_gold([make_attribution(PUMP, "ada-lorrimer"), make_attribution(OILED, FITTERS)])
    score = score_proposals(expected, make_proposal(PUMP, make_voice("a-lorrimer"), span=(0, *WHOLE[0])))

    assert score.attributions == Tally(2, 1, 0)
    assert score.exact == 1


def test_whole_passages_proposed_again_and_again_do_not_find_more_than_there_is() -> None:
    expected = make_gold([make_attribution(PUMP, "ada-lorrimer"), make_attribution(ANSWER, "vane-works", "silence")])
    everywhere = [
        make_proposal(PUMP, make_voice("a-lorrimer"), span=(passage, *WHOLE[passage])) for passage in (0, 1)
    ] * 5
    score = score_proposals(expected, *everywhere)

    assert score.attributions == Tally(2, 2, 8)
    assert score.exact == 1


def test_of_all_ways_to_pair_the_best_is_taken() -> None:
    expected = make_gold([make_attribution(PUMP, "ada-lorrimer"), make_attribution(OILED, FITTERS)])
    # Greedily, the first would take the statement that the second alone can have.
    score = score_proposals(
        expected,
        make_proposal(PUMP, make_voice("a-lorrimer"), span=(0, *WHOLE[0])),
        make_proposal(PUMP, make_voice("vane"), kind="motive"),
    )

    assert score.attributions == Tally(2, 2, 0)
    assert score.exact == 0


def test_of_two_proposals_of_a_statement_the_better_one_counts() -> None:
    expected = make_gold([make_attribution(PUMP, "ada-lorrimer")])
    better, worse = (
        make_proposal(PUMP, make_voice("a-lorrimer")),
        make_proposal(PUMP, make_voice("vane"), kind="motive"),
    )

    for proposed in ([better, worse], [worse, better]):
        score = score_proposals(expected, *proposed)
        assert score.attributions == Tally(1, 1, 1)
        assert score.exact == 1


def test_range_has_to_hold_all_words_noted() -> None:
    expected = make_gold([make_attribution(PUMP, "ada-lorrimer")])
    assert score_proposals(
        expected, make_proposal(PUMP, make_voice("a-lorrimer"), span=(0, 4, 46))
    ).attributions == Tally(1, 0, 1)
    assert score_proposals(
        expected, make_proposal(PUMP, make_voice("a-lorrimer"), span=(1, 0, 46))
    ).attributions == Tally(1, 0, 1)


def test_authors_own_words_count_neither_way() -> None:
    expected = make_gold([make_attribution(PUMP, "ada-lorrimer")])
    assert score_proposals(expected, make_proposal(PUMP, AUTHORS), make_proposal(OILED, AUTHORS)).attributions == Tally(
        1, 0, 0
    )


def test_optional_statement_counts_neither_way_but_not_twice() -> None:
    expected = make_gold([make_attribution(PUMP, "ada-lorrimer", optional=True)])

    assert score_proposals(expected).attributions == Tally(0, 0, 0)
    assert score_proposals(expected, make_proposal(PUMP, make_voice("a-lorrimer"))).attributions == Tally(0, 0, 0)
    assert score_proposals(expected, *[make_proposal(PUMP, make_voice("a-lorrimer"))] * 2).attributions == Tally(
        0, 0, 1
    )


def test_optional_statement_takes_no_proposal_from_one_that_counts() -> None:
    expected = make_gold([make_attribution(PUMP, "ada-lorrimer", optional=True), make_attribution(OILED, FITTERS)])
    assert score_proposals(
        expected, make_proposal(PUMP, make_voice("a-lorrimer"), span=(0, *WHOLE[0]))
    ).attributions == Tally(1, 1, 0)


@pytest.mark.parametrize(
    ("by", "voice", "right"),
    [
        ("ada-lorrimer", make_voice("a-lorrimer"), True),
        ("ada-lorrimer", make_voice("vane"), False),
        ("ada-lorrimer", make_voice("ada-lorrimer"), False),  # an id that no proposed actor has
        ("ada-lorrimer", UNATTRIBUTED_VOICE, False),
        ("ada-lorrimer", ProposedVoice(unnamed="Ada Lorrimer"), False),
        ("unattributed", UNATTRIBUTED_VOICE, True),
        ("unattributed", make_voice("vane"), False),
        (FITTERS, ProposedVoice(unnamed="Two fitters", within="vane"), True),
        (FITTERS, ProposedVoice(unnamed="Two fitters"), False),
        (FITTERS, ProposedVoice(unnamed="Two fitters", within="board"), False),
        (FITTERS, ProposedVoice(unnamed="Two painters at the docks", within="vane"), False),
        (FITTERS, make_voice("vane"), False),
        (SPOKESMAN, make_voice("board"), True),
        (SPOKESMAN, make_voice("vane"), False),
        ("harbour-board", ProposedVoice(unnamed="a spokesman", within="board"), True),
        ("harbour-board", ProposedVoice(unnamed="a clerk", within="board"), False),
        ({"unnamed": "critics"}, ProposedVoice(unnamed="some critics"), True),
        ({"unnamed": "critics of the mayor"}, ProposedVoice(unnamed="of the"), False),
        ({"unnamed": "a spokesman"}, ProposedVoice(unnamed="a spokesman"), True),
        ({"unnamed": "a spokesman"}, ProposedVoice(actor="nobody-known"), False),
    ],
)
def test_voices(by: Any, voice: ProposedVoice, right: bool) -> None:  # noqa: FBT001  # what the table says
    assert score_proposals(make_gold([make_attribution(PUMP, by)]), make_proposal(PUMP, voice)).voices == right


def test_voices_of_one_statement_are_all_wanted_in_any_order() -> None:
    expected = make_gold([make_attribution(PUMP, ["ada-lorrimer", FITTERS])])
    fitters = ProposedVoice(unnamed="two fitters", within="vane")

    assert score_proposals(expected, make_proposal(PUMP, fitters, make_voice("a-lorrimer"))).voices == 1
    assert score_proposals(expected, make_proposal(PUMP, make_voice("a-lorrimer"))).voices == 0
    assert (
        score_proposals(expected, make_proposal(PUMP, make_voice("a-lorrimer"), make_voice("a-lorrimer"))).voices == 0
    )
    assert (
        score_proposals(expected, make_proposal(PUMP, make_voice("a-lorrimer"), fitters, make_voice("vane"))).voices
        == 0
    )


def test_words_of_the_text_are_right_for_a_voice_that_an_editor_writes_out() -> None:
    expected = make_gold([make_attribution(PUMP, {"unnamed": "fitters at Vane Works"}, as_written="some of them")])
    assert score_proposals(expected, make_proposal(PUMP, ProposedVoice(unnamed="Some of them"))).voices == 1


def test_right_voice_and_right_kind_of_two_statements_are_not_exact() -> None:
    expected = make_gold(
        [make_attribution(PUMP, "ada-lorrimer", "assessment"), make_attribution(ANSWER, "vane-works", "silence")]
    )
    score = score_proposals(
        expected,
        make_proposal(PUMP, make_voice("a-lorrimer")),
        make_proposal(ANSWER, make_voice("board"), kind="silence"),
    )

    assert (score.voices, score.kinds, score.exact) == (1, 1, 0)


def test_actor_in_two_proposals_is_false_once() -> None:
    score = score_proposals(make_gold(), actors=(*ACTORS, make_actor("Lorrimer")))
    assert score.actors == Tally(3, 3, 1)


def test_one_proposal_for_two_actors_finds_one() -> None:
    score = score_proposals(make_gold(), actors=(make_actor("Ada Lorrimer", "Vane Works"),))
    assert score.actors == Tally(3, 1, 0)


def test_actor_mixed_with_another_is_the_voice_of_one_of_them_alone() -> None:
    expected = make_gold([make_attribution(PUMP, "ada-lorrimer"), make_attribution(ANSWER, "vane-works", "silence")])
    mixed = make_actor("Ada Lorrimer", "Vane Works", named="mixed")
    score = score_proposals(
        expected,
        make_proposal(PUMP, make_voice("mixed")),
        make_proposal(ANSWER, make_voice("mixed"), kind="silence"),
        actors=(mixed,),
    )

    assert score.voices == 1


def test_second_proposal_of_an_actor_is_still_that_voice() -> None:
    expected = make_gold([make_attribution(PUMP, "ada-lorrimer")])
    assert (
        score_proposals(
            expected, make_proposal(PUMP, make_voice("lorrimer")), actors=(*ACTORS, make_actor("Lorrimer"))
        ).voices
        == 1
    )


def test_names_that_count_neither_way_are_not_false() -> None:
    score = score_proposals(
        make_gold(not_actors=["the Docks"]), actors=(make_actor("Docks", named="docks"), make_actor("Quay"))
    )
    assert score.actors == Tally(3, 0, 1)


def test_part_of_a_name_is_not_the_name() -> None:
    assert score_proposals(make_gold(), actors=(make_actor("Vane"), make_actor("Board"))).actors == Tally(3, 0, 2)


def test_types_count_where_the_actor_is_found() -> None:
    score = score_proposals(
        make_gold(), actors=(make_actor("Harbour Board"), make_actor("Lorrimer"), make_actor("Quay", kind="person"))
    )
    assert (score.actors.matched, score.types) == (2, 1)


def make_date(phrase: str, date: str) -> ProposedDate:
    return ProposedDate(reason="", confidence=Confidence.LOW, spans=(), phrase=phrase, date=date)


@pytest.mark.parametrize(
    ("proposed", "tally"),
    [
        ([], Tally(1, 0, 0)),
        ([("12 November", "2024-11-12")], Tally(1, 1, 0)),
        ([("on 12 November", "2024-11-12~")], Tally(1, 1, 0)),
        ([("12 November", "2023-11-12")], Tally(1, 0, 1)),
        ([("2 November", "2024-11-12")], Tally(1, 0, 1)),
        ([("12 November", "2024-11")], Tally(1, 0, 1)),
        ([("12 November", "2024-11-12"), ("12 November", "2024-11-12")], Tally(1, 1, 0)),
        ([("12 November", "2024-11-12"), ("12 November", "2023-11-12")], Tally(1, 1, 1)),
        ([("tomorrow", "2024-11-15~")], Tally(1, 0, 0)),
        ([("yesterday", "2024-11-12")], Tally(1, 0, 1)),
    ],
)
def test_dates(proposed: list[tuple[str, str]], tally: Tally) -> None:
    noted_dates = [
        GoldDate(phrase="12 November", date="2024-11-12"),
        GoldDate(phrase="tomorrow", date="2024-11-15~", optional=True),
    ]
    assert tally_dates(noted_dates, [make_date(*item) for item in proposed]) == tally


def test_finer_date_within_the_one_noted_is_right() -> None:
    month = [GoldDate(phrase="last week", date="2024-11~")]
    assert tally_dates(month, [make_date("last week", "2024-11-05~")]) == Tally(1, 1, 0)
    assert tally_dates(month, [make_date("last week", "2024-10-30~")]) == Tally(1, 0, 1)


def test_tags_are_counted_once_each() -> None:
    tags = [
        ProposedTag(reason="", confidence=Confidence.LOW, spans=(), id=name) for name in ("sport", "sport", "water")
    ]
    assert tally_tags(frozenset(["sport", "borders"]), tags) == Tally(2, 1, 1)


def test_scores_add_up() -> None:
    score = Score(actors=Tally(3, 2, 1), types=1, attributions=Tally(5, 4, 3), voices=3, kinds=2, exact=1)
    assert sum([score, score], Score()) == Score(
        actors=Tally(6, 4, 2), types=2, attributions=Tally(10, 8, 6), voices=6, kinds=4, exact=2
    )


def test_unknown_key_of_the_gold_is_refused() -> None:
    with pytest.raises(ValueError, match="quot"):
        GoldAttribution.model_validate({"kind": "report", "by": "ada-lorrimer", "quot": "so it is"})


@given(st.lists(st.integers(0, 4)), st.lists(st.integers(0, 4)))
def test_nothing_is_paired_twice(left: list[int], right: list[int]) -> None:
    pairs = match_pairs(left, right, lambda item, other: int(item == other))

    assert sorted([*(item for item, _ in pairs.matched), *pairs.missing]) == sorted(left)
    assert sorted([*(other for _, other in pairs.matched), *pairs.false]) == sorted(right)
    assert len(pairs.matched) == sum(min(left.count(item), right.count(item)) for item in set(left))
