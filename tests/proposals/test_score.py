"""The scorer itself: it counts nothing twice, and is not to be had with proposals that are all over the text."""

from collections.abc import Sequence
from typing import Any

import pytest
from gold import Gold, GoldAttribution, GoldDate
from hypothesis import given
from hypothesis import strategies as st
from pairing import Tally, paired
from score import Score, date_tally, score, tag_tally

from generator.diagnostics import Source
from generator.model.kinds import AttributionKind
from generator.proposals.proposal import (
    NOBODYS,
    Confidence,
    Proposals,
    ProposedActor,
    ProposedAttribution,
    ProposedDate,
    ProposedTag,
    ProposedVoice,
    Wording,
    Words,
)
from generator.text.article import parse

AUTHORS = ProposedVoice(actor="author")
ARTICLE = parse(
    Source(
        "article.md",
        "The pump will fail by June, said Ada Lorrimer. It was never oiled, according to two fitters at Vane Works.\n"
        "\nVane Works did not answer. A spokesman for the Harbour Board denied any delay.\n",
    )
)
PUMP, OILED, ANSWER, DELAY = "The pump will fail", "It was never oiled", "did not answer", "denied any delay"
WHOLE = {passage: (0, len(ARTICLE.passages[passage].text)) for passage in (0, 1)}
SENTENCES = {PUMP: (0, 0, 46), OILED: (0, 47, 107), ANSWER: (1, 0, 26), DELAY: (1, 27, 78)}
"""The range of each sentence, by the words noted of it."""

LORRIMER, WORKS, BOARD = (
    {"id": "ada-lorrimer", "type": "person", "name": "Ada Lorrimer", "aliases": ["Lorrimer"]},
    {"id": "vane-works", "type": "organization", "name": "Vane Works"},
    {"id": "harbour-board", "type": "public-body", "name": "Harbour Board"},
)
FITTERS = {"unnamed": "two fitters at Vane Works", "within": "vane-works"}
SPOKESMAN = {"unnamed": "a spokesman for the Harbour Board", "within": "harbour-board"}


def gold(attributions: Sequence[dict[str, Any]] = (), **others: Any) -> Gold:
    return Gold.model_validate(
        {"title": "Pump", "language": "en", "published": "2024", "tags": [], "actors": [LORRIMER, WORKS, BOARD]}
        | {"attributions": attributions}
        | others
    )


def noted(quote: str, by: Any, kind: str = "report", **others: Any) -> dict[str, Any]:
    return {"quote": quote, "by": by, "kind": kind, **others}


def actor(name: str, *aliases: str, kind: str = "person", named: str = "") -> ProposedActor:
    return ProposedActor(
        reason="",
        confidence=Confidence.LOW,
        words=(),
        id=named or name.casefold(),
        name=name,
        type=kind,
        aliases=aliases,
    )


ACTORS = (
    actor("A. Lorrimer", "Ada Lorrimer", named="a-lorrimer"),
    actor("the Vane Works", kind="organization", named="vane"),
    actor("Harbour Board", kind="public-body", named="board"),
)
"""As an engine may find them: with ids of its own."""


def said(
    quote: str, *by: ProposedVoice, kind: str = "report", words: tuple[int, int, int] | None = None
) -> ProposedAttribution:
    return ProposedAttribution(
        reason="",
        confidence=Confidence.LOW,
        words=(Words(*(words or SENTENCES[quote])),),
        kind=AttributionKind(kind),
        by=by,
        quote=Wording(quote),
    )


def of(name: str) -> ProposedVoice:
    return ProposedVoice(actor=name)


def result(wanted: Gold, *attributions: ProposedAttribution, actors: tuple[ProposedActor, ...] = ACTORS) -> Score:
    return score(wanted, ARTICLE, Proposals(actors=actors, attributions=attributions))


def test_sentences_of_the_example_are_where_they_are_said_to_be() -> None:
    for quote, (passage, start, end) in SENTENCES.items():
        sentence = ARTICLE.passages[passage].text[start:end]
        assert quote in sentence
        assert sentence.endswith(".")


def test_all_right_is_all_right() -> None:
    wanted = gold([noted(PUMP, "ada-lorrimer", "assessment"), noted(ANSWER, "vane-works", "silence")])
    found = result(wanted, said(PUMP, of("a-lorrimer"), kind="assessment"), said(ANSWER, of("vane"), kind="silence"))

    assert found.actors == Tally(3, 3, 0)
    assert found.types == 3
    assert found.attributions == Tally(2, 2, 0)
    assert (found.voices, found.kinds, found.exact) == (2, 2, 2)


def test_nothing_proposed_finds_nothing_and_is_never_wrong() -> None:
    nothing = result(gold([noted(PUMP, "ada-lorrimer")]), actors=())

    assert nothing.actors == Tally(3, 0, 0)
    assert nothing.attributions == Tally(1, 0, 0)
    assert nothing.attributions.precision is None
    assert nothing.attributions.recall == 0


def test_same_statement_twice_is_false_once() -> None:
    found = result(gold([noted(PUMP, "ada-lorrimer")]), *[said(PUMP, of("a-lorrimer"))] * 2)
    assert found.attributions == Tally(1, 1, 1)


def test_proposal_that_spans_two_statements_finds_one() -> None:
    wanted = gold([noted(PUMP, "ada-lorrimer"), noted(OILED, FITTERS)])
    found = result(wanted, said(PUMP, of("a-lorrimer"), words=(0, *WHOLE[0])))

    assert found.attributions == Tally(2, 1, 0)
    assert found.exact == 1


def test_whole_passages_proposed_again_and_again_do_not_find_more_than_there_is() -> None:
    wanted = gold([noted(PUMP, "ada-lorrimer"), noted(ANSWER, "vane-works", "silence")])
    everywhere = [said(PUMP, of("a-lorrimer"), words=(passage, *WHOLE[passage])) for passage in (0, 1)] * 5
    found = result(wanted, *everywhere)

    assert found.attributions == Tally(2, 2, 8)
    assert found.exact == 1


def test_of_all_ways_to_pair_the_best_is_taken() -> None:
    wanted = gold([noted(PUMP, "ada-lorrimer"), noted(OILED, FITTERS)])
    # Greedily, the first would take the statement that the second alone can have.
    found = result(wanted, said(PUMP, of("a-lorrimer"), words=(0, *WHOLE[0])), said(PUMP, of("vane"), kind="motive"))

    assert found.attributions == Tally(2, 2, 0)
    assert found.exact == 0


def test_of_two_proposals_of_a_statement_the_better_one_counts() -> None:
    wanted = gold([noted(PUMP, "ada-lorrimer")])
    better, worse = said(PUMP, of("a-lorrimer")), said(PUMP, of("vane"), kind="motive")

    for proposed in ([better, worse], [worse, better]):
        found = result(wanted, *proposed)
        assert found.attributions == Tally(1, 1, 1)
        assert found.exact == 1


def test_range_has_to_hold_all_words_noted() -> None:
    wanted = gold([noted(PUMP, "ada-lorrimer")])
    assert result(wanted, said(PUMP, of("a-lorrimer"), words=(0, 4, 46))).attributions == Tally(1, 0, 1)
    assert result(wanted, said(PUMP, of("a-lorrimer"), words=(1, 0, 46))).attributions == Tally(1, 0, 1)


def test_authors_own_words_count_neither_way() -> None:
    wanted = gold([noted(PUMP, "ada-lorrimer")])
    assert result(wanted, said(PUMP, AUTHORS), said(OILED, AUTHORS)).attributions == Tally(1, 0, 0)


def test_optional_statement_counts_neither_way_but_not_twice() -> None:
    wanted = gold([noted(PUMP, "ada-lorrimer", optional=True)])

    assert result(wanted).attributions == Tally(0, 0, 0)
    assert result(wanted, said(PUMP, of("a-lorrimer"))).attributions == Tally(0, 0, 0)
    assert result(wanted, *[said(PUMP, of("a-lorrimer"))] * 2).attributions == Tally(0, 0, 1)


def test_optional_statement_takes_no_proposal_from_one_that_counts() -> None:
    wanted = gold([noted(PUMP, "ada-lorrimer", optional=True), noted(OILED, FITTERS)])
    assert result(wanted, said(PUMP, of("a-lorrimer"), words=(0, *WHOLE[0]))).attributions == Tally(1, 1, 0)


@pytest.mark.parametrize(
    ("by", "voice", "right"),
    [
        ("ada-lorrimer", of("a-lorrimer"), True),
        ("ada-lorrimer", of("vane"), False),
        ("ada-lorrimer", of("ada-lorrimer"), False),  # an id that no proposed actor has
        ("ada-lorrimer", NOBODYS, False),
        ("ada-lorrimer", ProposedVoice(unnamed="Ada Lorrimer"), False),
        ("unattributed", NOBODYS, True),
        ("unattributed", of("vane"), False),
        (FITTERS, ProposedVoice(unnamed="Two fitters", within="vane"), True),
        (FITTERS, ProposedVoice(unnamed="Two fitters"), False),
        (FITTERS, ProposedVoice(unnamed="Two fitters", within="board"), False),
        (FITTERS, ProposedVoice(unnamed="Two painters at the docks", within="vane"), False),
        (FITTERS, of("vane"), False),
        (SPOKESMAN, of("board"), True),
        (SPOKESMAN, of("vane"), False),
        ("harbour-board", ProposedVoice(unnamed="a spokesman", within="board"), True),
        ("harbour-board", ProposedVoice(unnamed="a clerk", within="board"), False),
        ({"unnamed": "critics"}, ProposedVoice(unnamed="some critics"), True),
        ({"unnamed": "critics of the mayor"}, ProposedVoice(unnamed="of the"), False),
        ({"unnamed": "a spokesman"}, ProposedVoice(unnamed="a spokesman"), True),
        ({"unnamed": "a spokesman"}, ProposedVoice(actor="nobody-known"), False),
    ],
)
def test_voices(by: Any, voice: ProposedVoice, right: bool) -> None:  # noqa: FBT001  # what the table says
    assert result(gold([noted(PUMP, by)]), said(PUMP, voice)).voices == right


def test_voices_of_one_statement_are_all_wanted_in_any_order() -> None:
    wanted = gold([noted(PUMP, ["ada-lorrimer", FITTERS])])
    fitters = ProposedVoice(unnamed="two fitters", within="vane")

    assert result(wanted, said(PUMP, fitters, of("a-lorrimer"))).voices == 1
    assert result(wanted, said(PUMP, of("a-lorrimer"))).voices == 0
    assert result(wanted, said(PUMP, of("a-lorrimer"), of("a-lorrimer"))).voices == 0
    assert result(wanted, said(PUMP, of("a-lorrimer"), fitters, of("vane"))).voices == 0


def test_words_of_the_text_are_right_for_a_voice_that_an_editor_writes_out() -> None:
    wanted = gold([noted(PUMP, {"unnamed": "fitters at Vane Works"}, as_written="some of them")])
    assert result(wanted, said(PUMP, ProposedVoice(unnamed="Some of them"))).voices == 1


def test_right_voice_and_right_kind_of_two_statements_are_not_exact() -> None:
    wanted = gold([noted(PUMP, "ada-lorrimer", "assessment"), noted(ANSWER, "vane-works", "silence")])
    found = result(wanted, said(PUMP, of("a-lorrimer")), said(ANSWER, of("board"), kind="silence"))

    assert (found.voices, found.kinds, found.exact) == (1, 1, 0)


def test_actor_in_two_proposals_is_false_once() -> None:
    found = result(gold(), actors=(*ACTORS, actor("Lorrimer")))
    assert found.actors == Tally(3, 3, 1)


def test_one_proposal_for_two_actors_finds_one() -> None:
    found = result(gold(), actors=(actor("Ada Lorrimer", "Vane Works"),))
    assert found.actors == Tally(3, 1, 0)


def test_actor_mixed_with_another_is_the_voice_of_one_of_them_alone() -> None:
    wanted = gold([noted(PUMP, "ada-lorrimer"), noted(ANSWER, "vane-works", "silence")])
    mixed = actor("Ada Lorrimer", "Vane Works", named="mixed")
    found = result(wanted, said(PUMP, of("mixed")), said(ANSWER, of("mixed"), kind="silence"), actors=(mixed,))

    assert found.voices == 1


def test_second_proposal_of_an_actor_is_still_that_voice() -> None:
    wanted = gold([noted(PUMP, "ada-lorrimer")])
    assert result(wanted, said(PUMP, of("lorrimer")), actors=(*ACTORS, actor("Lorrimer"))).voices == 1


def test_names_that_count_neither_way_are_not_false() -> None:
    found = result(gold(not_actors=["the Docks"]), actors=(actor("Docks", named="docks"), actor("Quay")))
    assert found.actors == Tally(3, 0, 1)


def test_part_of_a_name_is_not_the_name() -> None:
    assert result(gold(), actors=(actor("Vane"), actor("Board"))).actors == Tally(3, 0, 2)


def test_types_count_where_the_actor_is_found() -> None:
    found = result(gold(), actors=(actor("Harbour Board"), actor("Lorrimer"), actor("Quay", kind="person")))
    assert (found.actors.found, found.types) == (2, 1)


def dated(phrase: str, date: str) -> ProposedDate:
    return ProposedDate(reason="", confidence=Confidence.LOW, words=(), phrase=phrase, date=date)


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
    assert date_tally(noted_dates, [dated(*one) for one in proposed]) == tally


def test_finer_date_within_the_one_noted_is_right() -> None:
    month = [GoldDate(phrase="last week", date="2024-11~")]
    assert date_tally(month, [dated("last week", "2024-11-05~")]) == Tally(1, 1, 0)
    assert date_tally(month, [dated("last week", "2024-10-30~")]) == Tally(1, 0, 1)


def test_tags_are_counted_once_each() -> None:
    tags = [
        ProposedTag(reason="", confidence=Confidence.LOW, words=(), id=name) for name in ("sport", "sport", "water")
    ]
    assert tag_tally(frozenset(["sport", "borders"]), tags) == Tally(2, 1, 1)


def test_scores_add_up() -> None:
    one = Score(actors=Tally(3, 2, 1), types=1, attributions=Tally(5, 4, 3), voices=3, kinds=2, exact=1)
    assert sum([one, one], Score()) == Score(
        actors=Tally(6, 4, 2), types=2, attributions=Tally(10, 8, 6), voices=6, kinds=4, exact=2
    )


def test_unknown_key_of_the_gold_is_refused() -> None:
    with pytest.raises(ValueError, match="quot"):
        GoldAttribution.model_validate({"kind": "report", "by": "ada-lorrimer", "quot": "so it is"})


@given(st.lists(st.integers(0, 4)), st.lists(st.integers(0, 4)))
def test_nothing_is_paired_twice(left: list[int], right: list[int]) -> None:
    pairs = paired(left, right, lambda one, other: int(one == other))

    assert sorted([*(one for one, _ in pairs.found), *pairs.missing]) == sorted(left)
    assert sorted([*(other for _, other in pairs.found), *pairs.false]) == sorted(right)
    assert len(pairs.found) == sum(min(left.count(one), right.count(one)) for one in set(left))
