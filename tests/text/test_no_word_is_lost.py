"""Each word of an article is on its page, or in a line to which a diagnostic points."""

import os
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering import render_page

from generator.diagnostics.diagnostic import SourceFile, has_errors
from generator.pages.markdown_renderer import render_markdown
from generator.text.article import parse_article

EXAMPLES = 10_000 if "BRIEFINGS_SOAK" in os.environ else 300
WORD = "\0"
"""The placeholder of the next word in a drawn text; each word is different."""
PIECES = (
    *(WORD, f"{WORD} {WORD}", f"*{WORD}*", f"**{WORD}**", f"_{WORD}", f"`{WORD}`", f"`` {WORD}`{WORD} ``", f"\\{WORD}"),
    *(f"[{WORD}](https://e.org)", f'[{WORD}](https://e.org "{WORD}")', f"[{WORD}](<https://e.org> '{WORD}')"),
    *(f"[{WORD}][a]", "[a]", f"[{WORD}][nowhere]", f"![{WORD}](x.png)", f"[{WORD}](https://e.org {WORD})"),
    *(
        f"\n[a]: https://e.org '{WORD}'\n",
        f"\n[b]: https://e.org\n'{WORD}'\n",
        f"\n\n[c]: <https://e.org> ({WORD})\n\n",
    ),
    *(
        "[^1]",
        "[^2]",
        f"\n\n[^1]: {WORD}\n\n",
        f"\n\n[^2]: {WORD}\n\n    {WORD}\n\n",
        f"\n[^3]:\n    {WORD}\n",
        f"[^{WORD} x]",
    ),
    *(
        f"<b>{WORD}</b>",
        f"<!-- {WORD} -->",
        f"\n\n<div>\n{WORD}\n</div>\n\n",
        f"<a title='{WORD}'>",
        f"&amp;{WORD};",
        f"&{WORD};",
    ),
    *(
        f"\n# {WORD}\n",
        f"\n## {WORD} ##\n",
        f"\n#{WORD}\n",
        f"\n{WORD}\n===\n",
        f"\n{WORD}\n---\n",
        "\n---\n",
        "\n# \n",
        "\n***\n",
    ),
    *(
        f"\n- {WORD}\n",
        f"\n  - {WORD}\n",
        f"\n1. {WORD}\n",
        f"\n7) {WORD}\n",
        "\n-\n",
        f"\n- [ ] {WORD}\n",
        f"\n> {WORD}\n",
        f"\n> > {WORD}\n",
    ),
    *(
        f"\n\n| {WORD} | {WORD} |\n|---|---|\n| {WORD} | {WORD} |\n",
        f"| {WORD} |\n",
        f"| {WORD} | {WORD} | {WORD} |\n",
        f"| `{WORD}|{WORD}` |\n",
    ),
    *(f"\n{WORD} | {WORD}\n-|-\n{WORD}\n", f"\n| {WORD} |\n|---|---|\n"),
    *(
        "\n```\n",
        "\n``` python\n",
        f"\n``` py {WORD}\n",
        f"\n```{{.{WORD}}}\n",
        "\n~~~~\n",
        f"\n~~~ c++ {WORD}\n",
        f"\n    {WORD}\n",
        "```",
    ),
    *(
        "\\\n",
        "  \n",
        "\n",
        "\n\n",
        "\\",
        "*",
        "_",
        "`",
        "[",
        "]",
        "(",
        ")",
        "|",
        ">",
        "    ",
        "\t",
        "\u00a0",
        "\u2028",
        "!",
        "“",
        "ناديا",
    ),
    *(
        f"\n:   {WORD}\n",
        f"\n*[{WORD}]: {WORD}\n",
        f"\n!!! {WORD}\n    {WORD}\n",
        f"{{{{ {WORD} }}}}",
        f"{{ #{WORD} }}",
        "\n[TOC]\n",
    ),
)
DRAWN = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)


def number_words(drawn: str) -> str:
    """Replace the placeholders of a drawn text with words that occur nowhere else."""
    first, *rest = drawn.split(WORD)
    return first + "".join(f"word{number}x{part}" for number, part in enumerate(rest))


def find_missing_words(text: str) -> list[str]:
    """Return the words that are neither on the page nor in a line with a diagnostic; none if there is an error."""
    source = SourceFile("content/briefings/truce/article.md", text)
    article = parse_article(source)
    if has_errors(article.diagnostics):
        return []
    page = render_page(
        render_markdown(
            article.body,
            {},
            {},
            lambda kind, id_: f"../{kind}s/{id_}.md",
            show_image=lambda image: f"{image.alt} {image.caption}",
        )
    )
    shown = set(re.findall(r"word\d+x", page.body.text() if page.body else ""))
    for diagnostic in article.diagnostics:
        # A link definition may have its title in the line below.
        lines = "\n".join(source.lines[diagnostic.line - 1 : diagnostic.line + 1])
        shown.update(re.findall(r"word\d+x", f"{lines} {diagnostic.message}"))
    return [word for word in re.findall(r"word\d+x", text) if word not in shown]


@given(DRAWN.map(number_words))
@settings(max_examples=EXAMPLES)
def test_each_word_is_on_the_page_or_in_a_diagnostic(text: str) -> None:
    assert find_missing_words(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "| word0x |\n|---|\n| word1x | word2x |\n",
        "| word0x |\n|---|\n| `word1x|word2x` |\n",
        "- | word0x | word1x |\n  |---|---|\n  | word2x | word3x | word4x |\n",
        "[a](https://e.org 'word0x')\n",
        "[word0x]: https://e.org\n",
        "[^a]: word0x\n",
        "``` word0x word1x\nx\n```\n",
        "> " * 30 + "word0x\n",
        "![*word0x*](x.png)\n",
    ],
)
def test_text_dropped_by_the_parser_is_reported(text: str) -> None:
    source = SourceFile("content/briefings/truce/article.md", text)

    assert parse_article(source).diagnostics


def test_placeholder_words_get_different_numbers() -> None:
    assert number_words(f"a {WORD} b {WORD}") == "a word0x b word1x"
