"""Pages of themes and actors show what belongs to them, and fold what merely is in the same briefings."""

import re

import pytest
from laying import lay, lay_base

from generator import pages
from generator.build import checking

DESK = {
    "content/themes/dredging.yml": "name: Dredging\n",
    "content/themes/tolls.yml": "name: Tolls\n",
    "content/themes/strikes.yml": "name: Strikes\n",
    "content/actors/orla.yml": "name: Orla Finch\ntype: person\n",
    "content/actors/mill-desk.yml": "name: Mill Desk\ntype: organization\n",
    "content/actors/port-board.yml": "name: Port Board\ntype: organization\n",
    "content/events/walkout.yml": "name: Walkout of May\ndate: 2020-01\nstatus: occurred\ntags: [strikes]\n",
    "content/questions/toll.yml": "name: Does the toll rise?\nabout: [tolls]\n",
    "content/questions/cause.yml": "name: Why did they walk out?\nabout: [walkout]\n",
    "content/briefings/quarrel/article.md": (
        "Orla Finch said that dredging costs much. Mill Desk heard it.\n\n"
        "Orla Finch said that the sum goes up in spring.\n\n"
        "Mill Desk wrote that nobody asked the crews.\n\n"
        "Mill Desk wrote that the crews left at noon.\n\n"
        "Port Board wrote that the weather was fine.\n"
    ),
    "content/briefings/quarrel/metadata.yml": """\
title: A quarrel
type: report
published: 2020-02-02
summary: On the port.
tags: [dredging, tolls, strikes]
actors: [orla, mill-desk, port-board]
authors: [Jo Example]
attributions:
  - id: c01
    kind: report
    by: orla
    says: It is dear.
    quote: dredging costs much
  - id: c02
    kind: report
    by: orla
    says: More will be due.
    answers: toll
    quote: the sum goes up in spring
  - id: c03
    kind: report
    by: mill-desk
    says: They were passed over.
    answers: cause
    quote: nobody asked the crews
  - id: c04
    kind: report
    by: mill-desk
    says: They went at midday.
    about: [walkout]
    quote: the crews left at noon
  - id: c05
    kind: report
    by: port-board
    says: It was sunny.
    quote: the weather was fine
""",
}


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The texts of all pages by path."""
    root = tmp_path_factory.mktemp("quarrel")
    lay_base(root)
    lay(root, DESK)
    diagnostics, index = checking.check(root)
    assert index, [diagnostic.full_message for diagnostic in diagnostics]
    return {page.path: page.text for page in pages.render(index)}


def read_section(text: str, slug: str) -> tuple[str, str, str]:
    """Return the shown rows of a section, the summary of its folded list, and the folded rows; empty for none."""
    section = re.split(r"\n## |\n<script", text.partition(f"{{ #{slug} }}")[2], maxsplit=1)[0]
    shown, _, folded = section.partition("<details")
    summary = re.search(r"<summary>(.*)</summary>", folded)
    return shown, summary[1] if summary else "", folded


def list_ids(rows: str) -> list[str]:
    """Return the ids of the statements of rows."""
    return re.findall(r"quarrel\.md#(c\d+)\)\{ \.words \}", rows)


@pytest.mark.parametrize(
    ("theme", "borne"),
    [("dredging", ["c01"]), ("tolls", ["c02"]), ("strikes", ["c03", "c04"])],
    ids=["named in the passage", "theme of the question", "theme of an event"],
)
def test_a_theme_shows_its_own_statements_and_folds_the_others(
    texts: dict[str, str], theme: str, borne: list[str]
) -> None:
    shown, summary, folded = read_section(texts[f"themes/{theme}.md"], "says")
    assert list_ids(shown) == borne
    others = [f"c{number:02}" for number in range(1, 6) if f"c{number:02}" not in borne]
    assert list_ids(folded) == others
    assert summary == f"{len(others)} other statements in the same briefings"


def test_statements_of_a_theme_are_grouped_by_question(texts: dict[str, str]) -> None:
    shown, _, _ = read_section(texts["themes/strikes.md"], "says")
    headings = re.findall(r"^### (.*)$", shown, re.MULTILINE)
    assert headings == ["[Why did they walk out?](../questions/cause.md) { #q_cause }", "Other statements"]
    assert shown.index("c03") < shown.index("Other statements") < shown.index("c04")
    assert "on [Why did they walk out?]" not in shown


def test_statements_without_a_question_alone_have_no_subheading(texts: dict[str, str]) -> None:
    shown, _, _ = read_section(texts["themes/dredging.md"], "says")
    assert "###" not in shown


def test_questions_and_actors_of_a_theme_are_those_of_its_statements(texts: dict[str, str]) -> None:
    questions, summary, folded = read_section(texts["themes/tolls.md"], "questions")
    assert re.findall(r"\[(.*?)\]", questions) == ["Does the toll rise?"]
    assert summary == "1 other question in the same briefings"
    assert re.findall(r"\[(.*?)\]", folded) == ["Why did they walk out?"]
    actors, summary, folded = read_section(texts["themes/tolls.md"], "actors")
    assert re.findall(r"\[(.*?)\].*<small>(.*)</small>", actors) == [("Orla Finch", "1 statement")]
    assert summary == "2 other actors in the same briefings"
    assert re.findall(r"\[(.*?)\].*<small>(.*)</small>", folded) == [
        ("Mill Desk", "1 briefing"),
        ("Port Board", "1 briefing"),
    ]


def test_a_section_may_have_folded_rows_alone(texts: dict[str, str]) -> None:
    shown, summary, _ = read_section(texts["themes/dredging.md"], "questions")
    assert "-   " not in shown
    assert summary == "2 questions in the same briefings"
    assert "[Questions]" not in texts["themes/dredging.md"].partition("{ .tally }")[0]


def test_themes_of_an_actor_are_those_of_its_statements(texts: dict[str, str]) -> None:
    shown, summary, folded = read_section(texts["actors/orla.md"], "themes")
    assert re.findall(r"\[(.*?)\].*<small>(.*)</small>", shown) == [
        ("Dredging", "1 statement"),
        ("Tolls", "1 statement"),
    ]
    assert summary == "1 other theme in the same briefings"
    assert re.findall(r"\[(.*?)\]", folded) == ["Strikes"]


def test_actors_of_the_same_passage_come_before_those_of_the_same_briefing(texts: dict[str, str]) -> None:
    shown, summary, folded = read_section(texts["actors/orla.md"], "named-with")
    assert re.findall(r"\[(.*?)\].*<small>(.*)</small>", shown) == [("Mill Desk", "1 passage, 1 briefing")]
    assert summary == "1 other actor in the same briefings"
    assert re.findall(r"\[(.*?)\]", folded) == ["Port Board"]


def test_the_network_counts_passages_and_briefings(texts: dict[str, str]) -> None:
    numbers = r"\| (\d) \| (\d) \| \[(\d)\]\(compare/index\.md.*?\) \|"
    rows = re.findall(rf"^\| \[(.*?)\].*\[(.*?)\].*? {numbers}$", texts["network.md"], re.MULTILINE)
    assert rows[0] == ("Mill Desk", "Orla Finch", "1", "1", "0")
    assert ("Mill Desk", "Port Board", "0", "1", "0") in rows
    lines = re.findall(r'<line class="(network-\w+)" [^>]*data-ends', texts["network.md"])
    named = [row for row in rows if row[2] != "0" and row[4] == "0"]
    assert lines.count("network-named") == len(named) > 0
