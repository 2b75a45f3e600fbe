"""Suggestions as editors read them: golden texts of a small desk and of this project, and the command's messages."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from desk import FILES, lay_desk, suggest_at

from generator.authoring.suggestions.accepting import accept
from generator.authoring.suggestions.finding import BriefingSuggestions, find_suggestions
from generator.authoring.suggestions.rendering import RENDERERS, render_accepted
from generator.cli import main

PROJECT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
OWN = "israeli-palestinian-coordination-against-hamas"


def golden(name: str, text: str, *, update: bool) -> None:
    file = GOLDEN / name
    if update:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8"), "update it with --update-golden, and review it"


@pytest.mark.parametrize("form", list(RENDERERS))
def test_a_small_desk(tmp_path: Path, form: str, *, update_golden: bool) -> None:
    suggested = suggest_at(lay_desk(tmp_path))
    golden(f"ferry.{form}", RENDERERS[form](suggested, suggested.suggestions) + "\n", update=update_golden)


@pytest.mark.parametrize("form", list(RENDERERS))
def test_our_own_content(form: str, *, update_golden: bool) -> None:
    suggested = find_suggestions(PROJECT, OWN)
    golden(f"own.{form}", RENDERERS[form](suggested, suggested.suggestions) + "\n", update=update_golden)


def test_json_has_the_position_of_the_words(tmp_path: Path) -> None:
    suggested = suggest_at(lay_desk(tmp_path))
    entries = {
        suggestion["id"]: suggestion for suggestion in json.loads(RENDERERS["json"](suggested, suggested.suggestions))
    }

    assert list(entries) == [suggestion.id for suggestion in suggested.suggestions]
    lee = entries["actor:anne-lee"]
    assert (lee["line"], lee["column"], lee["sentence"][lee["start"] : lee["end"]]) == (5, 1, "Anne Lee")


def test_long_sentences_are_cut_around_the_words(tmp_path: Path) -> None:
    suggested = suggest_at(
        lay_desk(tmp_path, article=FILES["briefings/ferry/article.md"].replace(" in secret", " and" * 200))
    )
    lines = RENDERERS["text"](suggested, suggested.suggestions).splitlines()
    assert any(line.endswith(" …") and "[[Dockers]]" in line for line in lines)
    assert max(map(len, lines)) < 320


# The command


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "suggest", *arguments])


def test_nothing_to_propose_is_said(tmp_path: Path) -> None:
    root = lay_desk(tmp_path, article="It rained said nobody there.\n", metadata="title: x\n")
    assert run(root, "ferry", "--min-confidence", "high").output == "no proposals\n"
    assert run(root, "ferry", "--min-confidence", "high", "--format", "json").output == "[]\n"


def test_a_briefing_is_named_by_its_id_or_its_folder(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)
    by_id, by_folder = run(root, "ferry"), run(root, "content/briefings/ferry/")
    assert (by_id.exit_code, by_id.output) == (0, by_folder.output)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["fery"], "error: there is no briefing `fery`; did you mean `ferry`?\n"),
        (["else"], "error: there is no briefing `else`\n"),
        (
            ["ferry", "--accept", "nonsense"],
            "to list the proposals, leave out `--accept`; nothing was written\n",
        ),
    ],
)
def test_unknown_briefings_and_suggestions_are_refused(tmp_path: Path, arguments: Sequence[str], message: str) -> None:
    result = run(lay_desk(tmp_path), *arguments)
    assert result.exit_code == 1
    assert result.output.endswith(message)


def test_a_briefing_that_cannot_be_read_is_reported_with_the_reason(tmp_path: Path) -> None:
    result = run(lay_desk(tmp_path, metadata="- a list\n"), "ferry")
    assert result.exit_code == 1
    assert "content/briefings/ferry/metadata.yml:1:1: error[wrong-shape] the file is a list" in result.output
    assert result.output.endswith("error: the briefing `ferry` cannot be read\n")


@pytest.mark.parametrize(
    "metadata",
    [
        "titel: x\nattributions: text\n",
        "title: x\nattributions:\n  - kind: none\n    quote: {a: b}\n  - id: c1\n    quote: sell the ferry\n",
        "tags: [nothing, nothing]\nactors:\n  a: b\npublished: yesterday\nbased_on: nowhere\n",
    ],
)
def test_errors_in_the_content_do_not_stop_it(tmp_path: Path, metadata: str) -> None:
    root = lay_desk(tmp_path, metadata=metadata)
    (root / "content/actors/ann-lee.yml").write_text("[", encoding="utf-8")
    (root / "content/themes/ports.yml").write_bytes(b"\xff")

    assert suggest_at(root).suggestions
    assert run(root, "ferry").exit_code == 0


def test_accepted_suggestions_and_written_files_are_listed(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)
    suggested: BriefingSuggestions = suggest_at(root)
    claimed = next(suggestion.id for suggestion in suggested.suggestions if "allegation" in suggestion.title)

    assert render_accepted(accept(root, suggested, [claimed])).splitlines() == [
        "accepted actor:dockers",
        "accepted place:the-quay",
        f"accepted {claimed}",
        "wrote content/actors/dockers.yml",
        "wrote content/places/the-quay.yml",
        "changed content/briefings/ferry/metadata.yml",
        "still to write: `says` of c09",
    ]


def test_the_command_accepts_several_ids_however_they_are_given(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)
    (root / "content/briefings/ferry/article.md").write_text(
        "The Port Authority said it would pay. “We are sorry for all of it,” Ann Lee said on Monday.\n",
        encoding="utf-8",
    )
    ids = [
        suggestion["id"]
        for suggestion in json.loads(run(root, "ferry", "--format", "json").output)
        if suggestion["group"] == "said"
    ]

    result = run(root, "ferry", "--accept", ", ".join(ids))

    assert len(ids) == 2
    assert result.exit_code == 0, result.output
    assert result.output.endswith("still to write: `says` of c09, c10\n")
