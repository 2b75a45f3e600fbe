"""Denials: every output has the denied claim before the speaker's own, so that no reading reverses them."""

import re
from pathlib import Path

import pytest
from laying import lay, lay_base

from generator import pages
from generator.build import checking

METADATA = "content/briefings/ferry-fare/metadata.yml"
DISPUTES = "    disputes: [c02]\n"
SAYS = "The boats do not need other engines."
SECOND = """\
title: Second
type: report
published: 2020
summary: Of what came after the strike.
tags: [ferry-fares]
actors: []
authors: [Jo Example]
{status}attributions:
  - id: c01
    kind: report
    by: author
    says: The engines failed in May.
    quote: the engines failed in May
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    lay_base(tmp_path)
    return tmp_path


def render_pages(root: Path) -> dict[str, str]:
    diagnostics, index = checking.check(root)
    assert index, [diagnostic.full_message for diagnostic in diagnostics]
    return {page.path: page.text for page in pages.render(index)}


def lay_second_briefing(root: Path, status: str = "", disputes: str = "second/c01") -> None:
    lay(
        root,
        {
            METADATA: {"replace": {DISPUTES: f"    disputes: [{disputes}]\n"}},
            "content/briefings/second/metadata.yml": SECOND.format(status=status),
            "content/briefings/second/article.md": "It is written that the engines failed in May.\n",
        },
    )


def is_denial(line: str) -> bool:
    """Check whether a line is a row of the denial, not an entry of a table or a list of kinds."""
    return "{ .kind .k-denial }" in line and not line.startswith(("|", "*denial*"))


def list_denials(texts: dict[str, str]) -> list[str]:
    """Return the rows of the denial on all pages, in notes without the mark of their head."""
    return [
        re.sub(r"</?span\b[^>]*>", "", line) for text in texts.values() for line in text.splitlines() if is_denial(line)
    ]


def count_denials(texts: dict[str, str]) -> dict[str, int]:
    """Return the number of rows of the denial on each page that has one."""
    counts = {path: sum(map(is_denial, text.splitlines())) for path, text in texts.items()}
    return {path: count for path, count in counts.items() if count}


def test_every_row_names_the_disputed_words_before_the_statement(root: Path) -> None:
    texts = render_pages(root)

    expected_counts = {
        "actors/rowers-guild.md": 1,
        "briefings/ferry-fare.md": 1,
        "themes/ferry-fares.md": 1,
        "statements/index.md": 1,
    }
    assert count_denials(texts) == expected_counts, (
        "other pages show the denial: correct the counts if this is intended"
    )
    for row in list_denials(texts):
        assert re.search(
            r" \*denied\* \[“Worn engines have to be replaced”\]\(\S+#c02\) \*and said\*: " + re.escape(SAYS), row
        )
    # The exact words that are disputed are there too, linked.
    assert (
        "disputes [“the boats are old and need new engines”](../briefings/ferry-fare.md#c02)"
        in texts["briefings/ferry-fare.md"]
    )


def test_a_denial_in_own_words_is_shown(root: Path) -> None:
    lay(root, {METADATA: {"replace": {DISPUTES: '    denies: "The boats leak: all of them."\n'}}})

    assert all(
        f" *denied* “The boats leak: all of them” *and said*: {SAYS}" in row for row in list_denials(render_pages(root))
    )


def test_own_words_replace_the_paraphrase_of_the_disputed_statement(root: Path) -> None:
    lay(root, {METADATA: {"replace": {DISPUTES: f"{DISPUTES}    denies: The engines are worn\n"}}})

    texts = render_pages(root)
    assert all(f" *denied* “The engines are worn” *and said*: {SAYS}" in row for row in list_denials(texts))
    assert "disputes [“the boats are old and need new engines”]" in texts["briefings/ferry-fare.md"]


def test_all_that_is_disputed_is_named(root: Path) -> None:
    lay_second_briefing(root, disputes="c02, second/c01")

    for row in list_denials(render_pages(root)):
        assert re.search(
            r"\*denied\* \[“Worn engines have to be replaced”\]\(\S+\)"
            r" and \[“The engines failed in May”\]\(\S+\) \*and said\*:",
            row,
        )


@pytest.mark.parametrize(
    "status",
    [
        "status: draft\n",
        "status: withdrawn\ncorrections:\n  - date: 2020\n    kind: withdrawal\n    text: It was forged.\n",
    ],
)
def test_no_text_of_a_hidden_briefing_is_shown(root: Path, status: str) -> None:
    lay_second_briefing(root, status)

    texts = render_pages(root)
    assert all(
        f" *denied* a statement that is not published here *and said*: {SAYS}" in row for row in list_denials(texts)
    )
    assert not [path for path, text in texts.items() if "failed in May" in text]


def test_data_for_machines_say_both(root: Path) -> None:
    text = render_pages(root)["briefings/ferry-fare.md"]

    assert "Denied “Worn engines have to be replaced” and said: The boats do not need other engines." in text
    assert text.count('text\\":\\"The boats do not need') + text.count('"text":"The boats do not need') == 1


@pytest.mark.parametrize(
    ("says", "shown"),
    [
        ("The boats leak.", "The boats leak"),
        ("They left for the U.S.", "They left for the U.S."),
        ("Do the boats leak?", "Do the boats leak?"),
        ("It is “over”.", "It is “over”"),
        ("They number 40.", "They number 40"),
    ],
)
def test_no_period_parts_the_denied_from_its_verb(root: Path, says: str, shown: str) -> None:
    lay(root, {METADATA: {"replace": {DISPUTES: f"    denies: {says}\n"}}})

    assert all(
        re.search(rf"\*denied\* [“‘]{re.escape(shown)}[”’] \*and", row) for row in list_denials(render_pages(root))
    )
