"""The tables of what proposals are worth, of a function that proposes what it is told to."""

import pytest
from gold import Gold, Noted
from measure import by_set, figures, for_the_benchmark, main, measure, mistakes, table

from generator.model.kinds import AttributionKind
from generator.proposals.given import Registry, Text
from generator.proposals.proposal import (
    Confidence,
    Proposals,
    ProposedActor,
    ProposedAttribution,
    ProposedVoice,
    Wording,
    Words,
)

GOLD = {
    "title": "Pump",
    "language": "en",
    "published": "2024",
    "tags": ["water"],
    "actors": [
        {"id": "ada-lorrimer", "type": "person", "name": "Ada Lorrimer"},
        {"id": "vane-works", "type": "organization", "name": "Vane Works"},
    ],
    "attributions": [
        {"kind": "assessment", "by": "ada-lorrimer", "quote": "The pump will fail"},
        {"kind": "silence", "by": "vane-works", "quote": "did not answer"},
    ],
}
MARKDOWN = "The pump will fail, said Ada Lorrimer. Vane Works did not answer.\n"
FIRST, SECOND = (0, 38), (39, 65)


def noted(name: str, number: str) -> Noted:
    return Noted(set=name, id=number, markdown=MARKDOWN, gold=Gold.model_validate(GOLD))


def propose(text: Text, registry: Registry) -> Proposals:
    """One of two statements, of another kind, and one that is none; the actor of another type."""
    assert text.article.passages[0].text.startswith("The pump")
    assert not registry.things
    of = ProposedVoice(actor="ada")
    return Proposals(
        actors=(
            ProposedActor(
                reason="", confidence=Confidence.LOW, words=(), id="ada", name="Ada Lorrimer", type="organization"
            ),
            ProposedActor(reason="", confidence=Confidence.LOW, words=(), id="pump", name="Pump", type="person"),
        ),
        attributions=tuple(
            ProposedAttribution(
                reason="",
                confidence=Confidence.LOW,
                words=(Words(0, *words),),
                kind=AttributionKind.REPORT,
                by=(of,),
                quote=Wording("The pump will fail"),
            )
            for words in (FIRST, FIRST, SECOND)
        ),
    )


def test_table_has_a_row_for_each_article_and_the_sum_of_each_set() -> None:
    measured = measure([noted("tune", "one"), noted("tune", "two"), noted("held", "three")], propose)
    words = dict.fromkeys(measured, 11)

    head, *rows = table(measured, words)
    assert head.split() == (
        [
            "words",
            "actors",
            "prec",
            "rec",
            "type",
            "attributions",
            "prec",
            "rec",
            "voice",
            "kind",
            "exact",
            "dates",
            "prec",
            "rec",
            "tags",
            "prec",
            "rec",
        ]
    )
    assert [row.split() for row in rows] == [
        ["tune", "one", "11", "2", "50", "50", "0", "2", "67", "100", "50", "0", "0", "0", "-", "-", "1", "-", "0"],
        ["tune", "two", "11", "2", "50", "50", "0", "2", "67", "100", "50", "0", "0", "0", "-", "-", "1", "-", "0"],
        ["tune:", "all", "22", "4", "50", "50", "0", "4", "67", "100", "50", "0", "0", "0", "-", "-", "2", "-", "0"],
        ["held", "three", "11", "2", "50", "50", "0", "2", "67", "100", "50", "0", "0", "0", "-", "-", "1", "-", "0"],
    ]


def test_sums_are_by_set() -> None:
    measured = measure([noted("tune", "one"), noted("tune", "two"), noted("held", "three")], propose)
    assert {name: one.attributions.noted for name, one in by_set(measured).items()} == {"tune": 4, "held": 2}


def test_figures_have_a_group_for_each_article_and_set() -> None:
    rows = dict(figures(measure([noted("tune", "one"), noted("tune", "two")], propose)))

    assert {row.partition(":")[0] for row in rows} == {"tune one", "tune two", "all of tune"}
    assert rows["tune one: attributions found"] == 2
    assert rows["all of tune: attributions found"] == 4
    assert rows["all of tune: attributions, precision in %"] == pytest.approx(66.7, abs=0.1)
    assert rows["all of tune: attributions with the right voice"] == 2
    assert "tune one: tags, precision in %" not in rows  # none were proposed


def test_mistakes_are_listed() -> None:
    assert list(mistakes(noted("tune", "one"), propose)) == [
        "\ntune one",
        "  actor missing: Vane Works",
        "  actor false: Pump (person)",
        "  actor of another type: Ada Lorrimer is person, not organization",
        "  attribution false: report by ada: The pump will fail, said Ada Lorrimer.",
        "  attribution of another kind: assessment, not report: The pump will fail",
        "  attribution of another kind: silence, not report: did not answer",
        "  attribution of another voice: vane-works, not ada: did not answer",
    ]


def test_benchmark_is_given_the_figures_and_the_time_of_the_longest_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("measure.all_noted", lambda: [noted("tune", "one")])
    monkeypatch.setattr("measure.proposer", lambda: propose)
    rows = dict(for_the_benchmark())

    assert rows["all of tune: actors noted"] == 2
    assert rows["longest article: words"] == 12
    assert rows["longest article: proposals, s"] >= 0


def test_mistakes_of_the_set_held_back_are_not_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("measure.all_noted", lambda: [noted("tune", "one"), noted("held", "two")])
    monkeypatch.setattr("measure.proposer", lambda: propose)

    main(["--list"])
    printed = capsys.readouterr().out

    assert "held two" in printed
    assert printed.count("actor missing") == 1
