"""The tables of scores, for a function with fixed proposals."""

import pytest
from gold import Gold, GoldArticle
from measure import format_table, list_errors, list_figures, main, measure, measure_for_benchmark, sum_by_set

from generator.model.kinds import AttributionKind
from generator.proposals.inputs import ArticleInput, EntityRegistry
from generator.proposals.proposal import (
    Confidence,
    Proposals,
    ProposedActor,
    ProposedAttribution,
    ProposedVoice,
    QuoteSelector,
    TextSpan,
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


def make_article(name: str, number: str) -> GoldArticle:
    return GoldArticle(set=name, id=number, markdown=MARKDOWN, gold=Gold.model_validate(GOLD))


def propose(text: ArticleInput, registry: EntityRegistry) -> Proposals:
    """Propose attributions of another kind, one of them false, and an actor of another type."""
    assert text.article.passages[0].text.startswith("The pump")
    assert not registry.entities
    voice = ProposedVoice(actor="ada")
    return Proposals(
        actors=(
            ProposedActor(
                reason="", confidence=Confidence.LOW, spans=(), id="ada", name="Ada Lorrimer", type="organization"
            ),
            ProposedActor(reason="", confidence=Confidence.LOW, spans=(), id="pump", name="Pump", type="person"),
        ),
        attributions=tuple(
            ProposedAttribution(
                reason="",
                confidence=Confidence.LOW,
                spans=(TextSpan(0, *span),),
                kind=AttributionKind.REPORT,
                by=(voice,),
                quote=QuoteSelector("The pump will fail"),
            )
            for span in (FIRST, FIRST, SECOND)
        ),
    )


def test_table_has_a_row_for_each_article_and_the_sum_of_each_set() -> None:
    measured = measure(
        [make_article("tune", "one"), make_article("tune", "two"), make_article("held", "three")], propose
    )
    words = dict.fromkeys(measured, 11)

    head, *rows = format_table(measured, words)
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
    measured = measure(
        [make_article("tune", "one"), make_article("tune", "two"), make_article("held", "three")], propose
    )
    assert {name: score.attributions.expected for name, score in sum_by_set(measured).items()} == {"tune": 4, "held": 2}


def test_figures_have_a_group_for_each_article_and_set() -> None:
    rows = dict(list_figures(measure([make_article("tune", "one"), make_article("tune", "two")], propose)))

    assert {row.partition(":")[0] for row in rows} == {"tune one", "tune two", "all of tune"}
    assert rows["tune one: attributions found"] == 2
    assert rows["all of tune: attributions found"] == 4
    assert rows["all of tune: attributions, precision in %"] == pytest.approx(66.7, abs=0.1)
    assert rows["all of tune: attributions with the right voice"] == 2
    assert "tune one: tags, precision in %" not in rows  # none were proposed


def test_errors_are_listed() -> None:
    assert list(list_errors(make_article("tune", "one"), propose)) == [
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
    monkeypatch.setattr("measure.load_all", lambda: [make_article("tune", "one")])
    monkeypatch.setattr("measure.get_propose", lambda: propose)
    rows = dict(measure_for_benchmark())

    assert rows["all of tune: actors noted"] == 2
    assert rows["longest article: words"] == 12
    assert rows["longest article: proposals, s"] >= 0


def test_errors_of_the_held_out_set_are_not_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("measure.load_all", lambda: [make_article("tune", "one"), make_article("held", "two")])
    monkeypatch.setattr("measure.get_propose", lambda: propose)

    main(["--list"])
    printed = capsys.readouterr().out

    assert "held two" in printed
    assert printed.count("actor missing") == 1
