"""Articles whose rendering time would grow with the square of their length are rejected, for every construct."""

import pytest

from generator.diagnostics.diagnostic import SourceFile
from generator.text import limits
from generator.text.article import parse_article
from generator.text.limits import MAX_FOOTNOTES, MAX_MARKUP, MAX_REFERENCES


def check_rules(text: str) -> list[str]:
    return [
        diagnostic.rule
        for diagnostic in parse_article(SourceFile("content/briefings/truce/article.md", text)).diagnostics
    ]


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "<",
            "< ",
            "a_ ",
            "_a ",
            "[",
            "[a] ",
            "\\*",
            "\\\\",
            "|",
            "{",
            "^",
            "~ ",
            "&amp;amp; ",
            "a\\\n",
        ),
        *("`a` ", "``a`b`` ", "[a](https://e.org) ", "<https://e.org> ", "*a* ", "**a** b ", "*a **b** c* ", "*a _b "),
    ],
)
def test_much_markup_in_one_paragraph_is_refused(piece: str) -> None:
    assert "too-much-markup" in check_rules(piece * (MAX_MARKUP + 1))
    assert check_rules(piece * (MAX_MARKUP // 10)) == []


@pytest.mark.parametrize("piece", ["<", "`a` ", "[a](https://e.org) ", "&amp;amp; "])
def test_so_it_is_in_headings_and_cells(piece: str) -> None:
    text = piece * (MAX_MARKUP + 1)

    assert check_rules(f"## {text}") == ["too-much-markup"]
    assert check_rules(f"| a |\n|---|\n| {text} |") == ["too-much-markup"]


@pytest.mark.parametrize("piece", ["word ", "ש ", "1,000 (2017) ", "U.S. – “so” ", "https://e.org/a "])
def test_long_prose_is_not(piece: str) -> None:
    assert check_rules(piece * 20_000) == []


@pytest.fixture
def few_blocks(monkeypatch: pytest.MonkeyPatch) -> int:
    """Lower the limit, because parsing twenty thousand blocks takes seconds."""
    monkeypatch.setattr(limits, "MAX_BLOCKS", 200)
    return 200


BLOCKS = ("a\n\n", "# a\n\n", "- a\n", "- a\n\n1. b\n\n", "> a\n\n", "---\n\n", "```\na\n```\n\n", "-\n")


@pytest.mark.parametrize("piece", BLOCKS)
def test_many_blocks_are_refused(piece: str, few_blocks: int) -> None:
    assert check_rules(piece * (few_blocks + 1)) == ["too-much-markup"]
    assert check_rules(piece * (few_blocks // 10)) == []


def test_large_tables_are_refused(few_blocks: int) -> None:
    assert check_rules("| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * few_blocks) == ["too-much-markup"]
    assert check_rules(f"|{' a |' * few_blocks}\n|{'---|' * few_blocks}\n|{' 1 |' * few_blocks}") == ["too-much-markup"]


def test_many_footnotes_are_refused() -> None:
    def text(number: int) -> str:
        return "".join(f"a[^{label}]\n\n[^{label}]: b\n\n" for label in range(number))

    assert check_rules(text(MAX_FOOTNOTES + 1)) == ["too-much-markup"]
    assert check_rules(text(MAX_FOOTNOTES)) == []


def test_many_references_to_one_footnote_are_refused() -> None:
    assert check_rules("a[^1] " * (MAX_REFERENCES + 1) + "\n\n[^1]: b") == ["too-much-markup"]
    assert check_rules("a[^1] " * MAX_REFERENCES + "\n\n[^1]: b") == []
