import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering import normalize_spaces, render_page, strip_engine_text

from generator.text.escaping import Markdown, collapse_spaces, escape, escape_link_target

# The places of a value on a page, and how to find it there.
PLACES = {
    "paragraph": ("{}", "p"),
    "addressed paragraph": ("{}\n{{ #p1 }}", "p#p1"),
    "heading": ("## {}", "h2"),
    "addressed heading": ("## {} {{ #head }}", "h2#head"),
    "bullet": ("-   x\n-   {}", "li:last-child"),
    "number": ("1.  x\n2.  {}", "li:last-child"),
    "quotation": ("> {}", "blockquote p"),
    "cell": ("| a | b |\n| --- | --- |\n| {} | y |", "td"),
    "only cell": ("| a |\n| --- |\n| {} |", "td"),
    "label": ("x [{}](https://example.org) y", "a"),
    "emphasis": ("x *{}* y", "em"),
    "strong": ("x **{}** y", "strong"),
    "mark": ('x <mark id="c01">{}</mark>[^c01] y\n\n[^c01]: z', "mark"),
    "footnote": ("x[^c01]\n\n[^c01]: {}", ".footnote li p"),
}
ATOMS = (
    *(
        *r"""\`*_{}[]()<>#+-.!|~^=:;/&"'?$%@, """,
        "\n",
        "\t",
        "a",
        "b1",
        "ح",
        "किताब",
        "\u00a0",
        "\u2028",
        "\x02",
        "\x03",
    ),
    *("<b>", "</b>", "<!--", "-->", "<?", "]]>", "&amp;", "&#60;", "&lt", "&copy ", "[^c01]", "[a](b)", "![x](y)"),
    *(
        "{ #id }",
        "{: .c }",
        "# ",
        "1. ",
        "2) ",
        "- ",
        "* ",
        "+ ",
        "> ",
        "    ",
        "```",
        "~~~",
        "***",
        "---",
        "===",
        "+++",
    ),
    *("*[A]: b", "!!! note", "??? x", "[a]: http://x", "<a@b.org>", "<http://x>", "///Footnotes Go Here///", "[TOC]"),
    *(
        "klzzwxh:0000",
        "wzxhzdk:0",
        "|-|-|",
        ":---",
        "C#",
        "C++",
        "a_b",
        "__x__",
        "--8<--",
        "12:30",
        ":smile:",
        "x@y.org",
    ),
)
values = st.lists(st.sampled_from(ATOMS), min_size=1, max_size=8).map("".join) | st.text(min_size=1, max_size=20)


@pytest.mark.parametrize("place", PLACES)
@given(values)
@settings(max_examples=50, deadline=None)
def test_an_escaped_value_is_shown_unchanged_in_any_context(place: str, value: str) -> None:
    pattern, selector = PLACES[place]
    # No-break spaces at an end are trimmed by the engine, and emphasis cannot begin with one.
    value = collapse_spaces(value).strip()
    if not value:
        return
    (node, *_) = strip_engine_text(render_page(pattern.format(escape(value)))).css(selector)
    assert normalize_spaces(node.text()) == normalize_spaces(value)
    assert list(node.iter()) == []
    assert set(node.attributes) <= {"id", "href"}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "U.S. forces",
            "Al-Majd (2017)",
            "12:30, 5-6 p.m.",
            "a - b",
            "AT&T",
            "snake_case",
            "C++",
            "C# rocks",
            "50% (e.g.)",
        ),
        *(
            "“Not now” — he said…",
            "x > y",
            "~5,000",
            "$5",
            "and/or",
            "https://example.org/x",
            "Hamas’",
            "2 + 2 = 4",
            "wait!",
        ),
    ],
)
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("*a* _b_ `c` [d] {e} f|g", r"\*a\* \_b\_ \`c\` \[d\] \{e} f\|g"),
        ("<b> &lt; &", "&lt;b> &amp;lt; &"),
        ("# a", r"\# a"),
        ("C#", r"C\#"),
        ("1. a", r"1\. a"),
        ("1.5", "1.5"),
        ("- a", r"\- a"),
        ("-5", "-5"),
        ("> a", r"\> a"),
        ("a\\", "a\\\\"),
        (" a \n b\t\x02c ", "a b c"),
        ("a ==b== ~~c~~ d^e :f:", "a &#61;&#61;b&#61;&#61; &#126;&#126;c&#126;&#126; d&#94;e &#58;f:"),
    ],
)
def test_only_possible_markup_is_escaped(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://example.org/a?b=c&d=e#f", "https://example.org/a?b=c&d=e#f"),
        ("https://example.org/حماس", "https://example.org/حماس"),
        (
            "https://e.org/a_(b) \"c'<d>`[^e]|{f}\\",
            "https://e.org/a_%28b%29%20%22c%27%3Cd%3E%60%5B%5Ee%5D%7C%7Bf%7D%5C",
        ),
        ("https://e.org/?a&lt;b", "https://e.org/?a&amp;lt;b"),
        ("../actors/hamas.md#said", "../actors/hamas.md#said"),
    ],
)
def test_targets_are_encoded_where_they_would_end(url: str, target: str) -> None:
    assert escape_link_target(url) == target


@given(values)
@settings(max_examples=100, deadline=None)
def test_a_target_stays_inside_its_link(path: str) -> None:
    page = render_page(f"x [label](https://example.org/{escape_link_target(path)}) y")
    (node,) = page.css("p")
    (link,) = node.iter()
    assert normalize_spaces(node.text()) == "x label y"
    assert set(link.attributes) == {"href"}


def test_markup_names_itself_as_such() -> None:
    assert Markdown("**a**").__html__() == "**a**"
    assert isinstance(Markdown("**a**"), str)
