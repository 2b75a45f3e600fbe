"""Markdown documents for property tests: structured ones, as an editor may write them, and random markup."""

from hypothesis import strategies as st

from generator.pages.markdown_renderer import Link, Mark
from generator.text.article import Article, Passage

WORDS = (
    *("Hamas", "the", "attack", "U.S.", "Al-Majd", "(2017)", "12:30", "5,000", "AT&T", "snake_case", "C++", "#1", "a"),
    *("“sleeper", "cells”", "Hamas’", "—", "...", "50%", "~5", "~~x~~", "^", "==", ":smile:", "///", "wait!", "2*3"),
    *("حماس", "غزة,", "המחבל", "ירושלים.", "加沙地带", "袭击。", "हमास", "किताब", "Şırnak", "naïve", "e.g.", "x|y"),
    *(
        r"\*",
        "&amp;",
        "&lt;b&gt;",
        "&#35;",
        "<b>",
        "[sic]",
        "{x}",
        "{ #p1 }",
        r"a\b",
        "_",
        "*",
        "1.",
        "-",
        "+",
        ">",
        "#",
    ),
)
CODE = ("x", "x = 1", "<b>", "a|b", "*a*", "&amp;", "a\\", "{ #p1 }", "[^1]", "_ _", "a  b", "\\`")
LANGUAGES = ("", "py", "c++", "no such", "{.py}")

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        inner.map("*{}*".format),
        inner.map("**{}**".format),
        inner.map("***{}***".format),
        inner.map("_{}_".format),
        inner.map("[{}](https://example.org/a_(b)?c=*d*&copy;)".format),
        inner.map("[{}](actor:hamas)".format),
        inner.map("[{}](#p1)".format),
        st.lists(inner, min_size=2, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=4).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map("\n".join),
        st.lists(inner, min_size=2, max_size=3).map("\\\n".join),
    )


leaves = st.one_of(
    words,
    words,
    st.sampled_from(CODE).map("``{} ``".format),
    st.sampled_from(
        ("[^1]", "![^two]", "<https://example.org/>", "https://example.org/x_y_", "a@example.org", "Stop!")
    ),
)
inline = st.recursive(leaves, _wrapped, max_leaves=8)
one_line = inline.map(lambda text: text.replace("\\\n", " ").replace("\n", " "))


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *(rest + line if line else line for line in lines[1:])])


def _items(marker: str, items: list[str], gap: str) -> str:
    return gap.join(_indented(item, marker, " " * len(marker)) for item in items)


def _table(cells: list[list[str]]) -> str:
    rows = ["| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |" for row in cells]
    return "\n".join([rows[0], "| --- | :-: | ---: |", *rows[1:]])


def _containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(inner, min_size=1, max_size=3)
    markers = st.sampled_from(("- ", "* ", "+ ", "1. ", "7. ", "2) ", "100. "))
    return st.one_of(
        st.builds(_items, markers, items, st.sampled_from(("\n", "\n\n"))),
        inner.map(lambda text: _indented(text, "> ", "> ")),
        st.lists(inner, min_size=2, max_size=3).map("\n\n".join),
    )


simple_blocks = st.one_of(
    inline,
    inline,
    st.builds("{} {}".format, st.sampled_from(("#", "##", "####", "######")), one_line),
    one_line.map("{}\n---".format),
    st.just("---"),
    st.just("- "),
    st.builds(
        "````{}\n{}\n````".format, st.sampled_from(LANGUAGES), st.sampled_from((*CODE, "```\nx\n\n    y\n```", ""))
    ),
    st.sampled_from(CODE).map("    {}".format),
    st.lists(st.lists(one_line | st.just(""), min_size=3, max_size=3), min_size=1, max_size=3).map(_table),
)
blocks = st.recursive(simple_blocks, _containers, max_leaves=6)
notes = st.builds(
    "[^1]: {}\n\n    {}\n\n[^two]: {}".format, inline.map(lambda text: _indented(text, "", "    ")), words, words
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Generate articles with all elements of Markdown."""
    body = "\n\n".join(draw(st.lists(blocks, min_size=1, max_size=3)))
    return f"{body}\n\n{draw(notes)}" if draw(st.booleans()) else body


_SOUP = (
    *(
        *r"""\`*_{}[]()<>#+-.!|~^=:;/&"'?$ """,
        "\n",
        "\n\n",
        "    ",
        "\t",
        "\n- ",
        "\n1. ",
        "\n> ",
        "\n# ",
        "a",
        "b c",
        "ح",
    ),
    *(
        "[a](b)",
        "[a](actor:x)",
        "![a](b)",
        "[^1]",
        "\n[^1]: ",
        "\n\n[^1]:\n    ",
        "```",
        "\n```\n",
        "<b>",
        "<!--",
        "-->",
    ),
    *(
        "&amp;",
        "&#32;",
        "&nbsp;",
        "&#10;",
        "&#9;",
        "&#2;",
        "\x02",
        "\x03",
        "\u00a0",
        "\u2028",
        "{ #p1 }",
        "| a |\n|---|\n|",
    ),
    *(
        "\n---\n",
        "\n===\n",
        "  \n",
        "\\\n",
        "<https://x.y>",
        "[x]: y\n",
        "\n*[A]: b\n",
        "\n!!! note\n",
        "***",
        "klzzwxh:0000",
    ),
)


@st.composite
def soup(draw: st.DrawFn) -> str:
    """Generate markup in random order."""
    return "".join(draw(st.lists(st.sampled_from(_SOUP), max_size=25)))


@st.composite
def cuts(draw: st.DrawFn, passage: Passage) -> tuple[int, int]:
    """Generate the offsets of a part of the passage's text with a word in it."""
    size = len(passage.text)
    start = draw(st.integers(0, size - 1))
    return start, draw(st.integers(start + 1, size))


@st.composite
def marks_in(draw: st.DrawFn, article: Article) -> dict[int, list[Mark]]:
    """Generate marks at any position, which may overlap."""
    marks: dict[int, list[Mark]] = {}
    number = 0
    for passage in article.passages:
        for start, end in draw(st.lists(cuts(passage), max_size=3)):
            number += 1
            kind = draw(st.sampled_from(("report", "denial")))
            marks.setdefault(passage.number, []).append(Mark(start, end, f"c{number:02}", kind))
    return marks


@st.composite
def links_in(draw: st.DrawFn, article: Article) -> dict[int, list[Link]]:
    """Generate links outside protected text and the author's own links, sorted and without overlaps."""
    links: dict[int, list[Link]] = {}
    for passage in article.passages:
        taken = [*passage.protected, *passage.linked_ranges()]
        for start, end in sorted(draw(st.lists(cuts(passage), max_size=3))):
            if all(end <= first or last <= start for first, last in taken):
                taken.append((start, end))
                links.setdefault(passage.number, []).append(Link(start, end, f"../actors/a{start}.md"))
    return links
