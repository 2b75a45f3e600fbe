"""Inline patterns that are tried only on text that they can match: pages are the same, and no pattern is left out."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.config import load_config

from generator.site.engine.inline_patterns import _REQUIRED_CHARACTERS, SelectiveInlinePatterns

PROJECT = Path(__file__).parents[2]
CONFIG = load_config(str(PROJECT / "mkdocs.yml"))
VECTORS = [json.loads(line)["payload"] for line in (PROJECT / "tests/xss/vectors.jsonl").read_text().splitlines()]

PIECES = [
    *"`\\[]()!<>&;*_^:{}#.\n |-",
    *("  \n", "\n\n", "    ", "> ", "* ", "1. ", "**", "***", "__", "`` ` ``", "{: .c}", "word"),
    *("[^1]", "[a](b.md)", "![a](b.png)", "[a]: /b\n\n", "<b>", "<a@b.example>", "<https://a.example>", "&amp;"),
]


def convert(text: str, *extensions: SelectiveInlinePatterns) -> str:
    markdown = Markdown(extensions=[*CONFIG.markdown_extensions, *extensions], extension_configs=CONFIG.mdx_configs)
    return markdown.convert(text)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_gives_the_same_html(text: str) -> None:
    assert convert(text, SelectiveInlinePatterns()) == convert(text)


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(VECTORS),
        "# T[^1] {: #t }\n\n**a _b `c` [d *e*](f.md) ![g](h.png)_** &amp; \\* <i>j</i>  \nk\n\n[^1]: *l* <m@n.example>",
        "| a | *b* |\n|---|---|\n| `c` | [d][e] |\n\n[e]: f.md 'g'\n\n<div markdown>\n*h* ***i** j*\n</div>",
    ],
    ids=["vectors", "marks", "blocks"],
)
def test_marked_text_gives_the_same_html(text: str) -> None:
    assert convert(text, SelectiveInlinePatterns()) == convert(text)


def test_each_inline_pattern_of_the_site_is_in_the_table() -> None:
    """A pattern that is not in the table is tried on each text, so that a new version of Markdown may become slower."""
    markdown = Markdown(extensions=CONFIG.markdown_extensions, extension_configs=CONFIG.mdx_configs)
    patterns = {pattern.getCompiledRegExp().pattern for pattern in markdown.inlinePatterns}
    assert patterns - _REQUIRED_CHARACTERS.keys() == set()


@given(st.data())
def test_matches_of_a_pattern_have_one_of_its_required_characters(data: st.DataObject) -> None:
    pattern, characters = data.draw(st.sampled_from(sorted(_REQUIRED_CHARACTERS.items())))
    text = data.draw(st.from_regex(re.compile(pattern, re.DOTALL)))
    assert not set(characters).isdisjoint(text)
