import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prose import documents, soup

from generator.diagnostics.diagnostic import Diagnostic, SourceFile, Span
from generator.text.article import Article, Section, parse_article
from generator.text.blocks import ImageBlock
from generator.text.outline import HeadingLevels, UniqueNames, slugify
from generator.text.passage import EntityLink

KINDS = "`actor:`, `theme:`, `place:`, `event:`, `source:`, `question:`, `briefing:`"
ALLOWED = f"link to https://, http:// or mailto:, to `#` and the id of a heading, or to an entity: {KINDS}"


def parse_text(text: str) -> Article:
    return parse_article(SourceFile("content/briefings/truce/article.md", text))


def get_passage_texts(text: str) -> list[str]:
    return [passage.text for passage in parse_text(text).passages]


def get_only_diagnostic(text: str) -> Diagnostic:
    (diagnostic,) = parse_text(text).diagnostics
    return diagnostic


def test_passages_are_paragraphs_items_quotations_cells_and_footnotes() -> None:
    read = parse_text(
        "One[^n].\n\n# Head\n\n- two\n  - three\n\n> four\n\n| five | |\n|---|---|\n| six | seven |\n\n"
        "[^n]: nine\n\n    ten\n\neight\n\n```\ncode\n```\n"
    )
    assert [(passage.number, passage.anchor, passage.section, passage.text) for passage in read.passages] == [
        (1, "p1", 0, "One."),
        (2, "p2", 1, "two"),
        (3, "p3", 1, "three"),
        (4, "p4", 1, "four"),
        (5, "p5", 1, "five"),
        (6, "p6", 1, "six"),
        (7, "p7", 1, "seven"),
        (8, "p8", 1, "eight"),
        (9, "fn:note-n", 1, "nine"),
        (10, "fn:note-n", 1, "ten"),
    ]
    assert read.words == 10
    assert read.anchors >= {"p1", "head", "fn:note-n", "note-n"}


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("a *b* **c** `d` [e](https://example.org) <https://f.org>", "a b c d e https://f.org"),
        ("a\nb\\\nc  \nd", "a\nb\nc\nd"),
        ("a &amp; b &#32;&#32; c\u00a0d", "a & b c\u00a0d"),
        ("a\x02b\u2028c", "ab c"),
        ("a ![map *of*](https://example.org/map.png) b", "a map of b"),
        (r"stop\![map](https://example.org)", "stop!map"),
        ("***a** b*", "a b"),
        ("a[^1]\n[^1]\nb\n\n[^1]: c", "a\n b"),
    ],
)
def test_passage_text_has_no_markup(markdown: str, text: str) -> None:
    assert get_passage_texts(markdown)[0] == text


def test_code_urls_and_marked_links_are_protected_from_mentions() -> None:
    passage = parse_text(
        "a `b c` [d *e*](https://example.org) <https://f.org/> https://g.org/h www.i.org j@k.org l [m](actor:m-n) "
        "[o *p*](none) q"
    ).passages[0]
    assert [passage.text[start:end] for start, end in passage.protected] == [
        *("b c", "https://f.org/", "https://g.org/h", "www.i.org", "j@k.org", "m", "o p"),
    ]
    assert passage.links == (EntityLink(*passage.protected[-2], "actor", "m-n"),)
    assert [passage.text[start:end] for start, end in passage.linked_ranges()] == ["d e", "https://f.org/", "m"]


def test_headings_are_segments_with_the_section_that_they_begin() -> None:
    read = parse_text("one\n\n# A *b*\n\ntwo\n\n#\n\n## [C](actor:c-c)\n")
    assert [(segment.anchor, segment.section, segment.text, segment.is_heading) for segment in read.segments] == [
        ("p1", 0, "one", False),
        ("p2", 1, "two", False),
        ("a-b", 1, "A b", True),
        ("c", 2, "C", True),
    ]
    assert read.segments[-1].links == (EntityLink(0, 1, "actor", "c-c"),)
    assert read.locate(3, 0).line == 9


@given(documents() | soup())
@settings(max_examples=60, deadline=None)
def test_ranges_lie_in_the_text_in_order(text: str) -> None:
    for passage in parse_text(text).passages:
        borders = [at for protected in passage.protected for at in protected]
        assert borders == sorted(borders)
        assert all(0 <= at <= len(passage.text) for at in borders)
        assert all(passage.text[start:end] for start, end in passage.protected)


def test_lines_of_a_text_are_never_empty() -> None:
    assert get_passage_texts("a  \n&#32;  \nb\\\n&#32;") == ["a\nb"]
    assert get_passage_texts("> a\n&nbsp;\nb") == ["a\nb"]


def test_sections_fit_under_the_title_of_the_page() -> None:
    assert parse_text("# A\n\n### B\n\nC\n=\n\n## A\n\n#\n\n# الخلفية: هنا\n").sections == (
        Section(2, "A", "a"),
        Section(3, "B", "b"),
        Section(2, "C", "c"),
        Section(3, "A", "a-2"),
        Section(2, "الخلفية: هنا", "الخلفية-هنا"),
    )


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("What Hamas says", "what-hamas-says"),
        ("किताब", "किताब"),
        ("加沙 2017", "加沙-2017"),
        ("_a_ __b__", "a-b"),
        ("?!", ""),
    ],
)
def test_slugs_keep_every_script(title: str, slug: str) -> None:
    assert slugify(title) == slug


def test_a_heading_takes_no_paragraph_s_id() -> None:
    assert [section.id for section in parse_text("# P1\n\n# ???\n\n# ...\n").sections] == [
        *("section-p1", "section", "section-2"),
    ]


@given(st.lists(st.sampled_from(["a", "a-2", "a-2-2", "b"])))
def test_names_are_given_once(wanted: list[str]) -> None:
    names = UniqueNames()
    given_names = [names.take(name) for name in wanted]
    assert len(set(given_names)) == len(wanted)


@given(st.lists(st.integers(1, 6)))
def test_no_level_is_skipped_downwards(levels: list[int]) -> None:
    outline = HeadingLevels()
    before = 1
    for level in map(outline.assign, levels):
        assert 2 <= level <= min(before + 1, 6)
        before = level


@pytest.mark.parametrize(
    "href",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#x09;script:alert(1)", "&#x6A;avascript:alert(1)"),
        *("data:text/html,x", "vbscript:x", "file:///etc/passwd", "//example.org/x", "../actors/hamas.md", "x.md"),
        *("<  javascript:alert(1)>", "http:example.org", "https://", "https:///x", "http://[", "ftp://example.org"),
        *("mailto:", "mailto:x", "tel:1", "", "#", "?x", "javascript&colon;alert(1)", r"\\example.org"),
    ],
)
def test_no_link_leads_elsewhere_than_allowed(href: str) -> None:
    read = parse_text(f"see [this]({href}) now")
    assert [diagnostic.rule for diagnostic in read.diagnostics] == ["unsafe-link"]
    assert read.passages[0].inline.wraps == ()


@pytest.mark.parametrize(
    "href",
    [
        *(
            "https://example.org/a?b=c#d",
            "HTTP://example.org",
            "http://example.org:80/",
            "mailto:a@example.org?subject=x",
        ),
        *("actor:hamas", "briefing:truce", "#head", "#p1", "#%D8%AD", "https://example.org/حماس"),
    ],
)
def test_these_links_are_allowed(href: str) -> None:
    assert parse_text(f"see [this]({href}) now\n\n# Head\n\n# ح\n").diagnostics == ()


def test_an_unsafe_link_is_reported_at_its_position() -> None:
    diagnostic = get_only_diagnostic("A line.\nSee this and\n[this](javascript:alert) now.")
    assert (diagnostic.line, diagnostic.column, diagnostic.width) == (3, 2, 4)
    assert diagnostic.message == "a link cannot point to `javascript:alert`"
    assert diagnostic.help == ALLOWED
    assert diagnostic.excerpt == "[this](javascript:alert) now."


@pytest.mark.parametrize(
    ("markdown", "message", "advice"),
    [
        (
            "[x](actr:hamas)",
            "`actr` is not a kind of entity, did you mean `actor`?",
            f"use one of {KINDS}",
        ),
        ("[x](../y.md)", "a link cannot point to `../y.md`", ALLOWED),
        ("[x]()", "the link has no target", ALLOWED),
        ("[x](https:///y)", "`https:///y` has no host", "write the full address: https://example.org/page"),
        (
            "# Head\n\n[x](#haed)",
            "no heading or paragraph of this article has the id `haed`, did you mean `head`?",
            "use the id of a heading: `#head`",
        ),
        (
            "[x](#y)",
            "no heading or paragraph of this article has the id `y`",
            "use the id of a paragraph: `#p1`, `#p2`, …",
        ),
    ],
)
def test_diagnostics_of_unsafe_links_have_help(markdown: str, message: str, advice: str) -> None:
    diagnostic = get_only_diagnostic(markdown)
    assert (diagnostic.rule, diagnostic.message, diagnostic.help) == ("unsafe-link", message, advice)


@pytest.mark.parametrize(
    ("markdown", "problem"),
    [
        ("a ![map](x.png)", "is not in a paragraph of its own"),
        ("![map](x.png)[^n]\n\n[^n]: A note.", "is not in a paragraph of its own"),
        ("| ![map](x.png) |\n|---|", "is not in a paragraph of its own"),
        ("> ![map](x.png)", "is not in a paragraph of its own"),
        ("[a ![map](x.png) b](https://example.org)", "is not in a paragraph of its own"),
        ("![*map*](x.png)", "is not in a paragraph of its own"),
        ("![map](https://example.org/x.png)", "is on another site"),
        ("![map](//example.org/x.png)", "is on another site"),
        ("![map](data:image/png,x)", "is on another site"),
        ("![map](../x.png)", "is not a file in the briefing's folder"),
        ("![map](a/x.png)", "is not a file in the briefing's folder"),
        ("![map](..%2Fx.png)", "is not a file in the briefing's folder"),
        ("![map](/etc/x.png)", "is not a file in the briefing's folder"),
        ("![map](.x.png)", "is not a file in the briefing's folder"),
        ("![map](x)", "is not a file in the briefing's folder"),
    ],
)
def test_other_images_are_refused(markdown: str, problem: str) -> None:
    article = parse_text(markdown)
    diagnostics = [diagnostic for diagnostic in article.diagnostics if diagnostic.rule == "image"]
    assert len(diagnostics) == 1
    assert problem in diagnostics[0].message
    assert article.images == ()


@pytest.mark.parametrize(
    "markdown",
    [
        '![A map\nof it](x%20y.png "The & map")',
        '![A map\nof it](<x y.png> "The & map")',
        '![A map of it][m]\n\n[m]: <x y.png> "The & map"',
    ],
)
def test_a_paragraph_that_is_an_image(markdown: str) -> None:
    article = parse_text(f"One.\n\n{markdown}\n\nTwo.")
    assert [image.block for image in article.images] == [ImageBlock("x y.png", "A map of it", "The & map")]
    assert article.images[0].span.line == 3
    assert [passage.anchor for passage in article.passages] == ["p1", "p2"]
    assert article.diagnostics == ()


@pytest.mark.parametrize("tag", ["<b>", "<br/>", '<a href="x">', "<!--", "<?php", "<script>", "<x-y>"])
def test_html_is_reported_and_shown_as_text(tag: str) -> None:
    diagnostic = get_only_diagnostic(f"one\ntwo {tag} three")
    assert (diagnostic.rule, diagnostic.line, diagnostic.column) == ("raw-html", 2, 5)
    assert diagnostic.message == f"`{tag}` is HTML, which is shown as text"
    assert diagnostic.help == "mark text up in Markdown, or write code between backticks"
    assert get_passage_texts(f"one\ntwo {tag} three") == [f"one\ntwo {tag} three"]


@pytest.mark.parametrize(
    "markdown", ["`<b>`", "    <b>\n", "1 < 2 > 1", "a <- b", "<https://example.org>", "```\n<b>\n```"]
)
def test_angle_brackets_that_are_not_html_are_not_reported(markdown: str) -> None:
    assert parse_text(markdown).diagnostics == ()


@pytest.mark.parametrize("marker", ["> ", "- "])
def test_nesting_beyond_the_limit_is_reported(marker: str) -> None:
    diagnostic = get_only_diagnostic("one\n\n" + marker * 30 + "lost")
    assert (diagnostic.rule, diagnostic.line) == ("too-deep", 3)
    assert diagnostic.message == "lists and quotations are nested too deeply here, and their content is not read"
    assert diagnostic.help == "use at most 20 levels; a list counts twice"


@pytest.mark.parametrize(("marker", "times"), [("> ", 18), ("- ", 9)])
def test_deep_nesting_is_read(marker: str, times: int) -> None:
    read = parse_text(marker * times + "kept")
    assert [passage.text for passage in read.passages] == ["kept"]
    assert read.diagnostics == ()


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        (0, 5, Span(3, 3, 5)),
        (13, 16, Span(4, 3, 3)),
        (13, None, Span(4, 3, 3)),
        (17, 22, Span(4, 9, 5)),
        (6, 16, Span(3, 10, 6)),
        (23, 33, Span(4, 17, 5)),
    ],
)
def test_spans_lead_back_to_the_file(start: int, end: int | None, span: Span) -> None:
    read = parse_text("# Head\n\n> first *second*\n> the **third** words [of](https://example.org) it\n")
    assert read.passages[0].text == "first second\nthe third words of it"
    assert read.locate(0, start, end) == span


def test_a_word_is_found_at_its_own_occurrence() -> None:
    read = parse_text("the *one* and the **two** and the three")
    assert read.locate(0, 12, 15) == Span(1, 15, 3)


@given(documents() | soup() | st.text())
@settings(max_examples=60, deadline=None)
def test_every_diagnostic_points_into_the_file(text: str) -> None:
    lines = text.split("\n")
    for diagnostic in parse_text(text).diagnostics:
        assert 1 <= diagnostic.line <= len(lines) + 1
        assert diagnostic.column >= 1


@pytest.mark.parametrize(
    "text",
    [
        *(">" * 5000, "[" * 5000, "*" * 5000, "- " * 2000, "`" * 5000, "_a" * 3000, "<" * 5000, "&" * 5000, "|" * 3000),
        *("![" * 900 + "](x)" * 900, "[" * 900 + "](x)" * 900, "**a " * 2000, "[^1]: " * 900, "1. " * 900, "\x00"),
        "*" * 3000 + "a" + "*" * 3000,
    ],
)
def test_hostile_nesting_is_read_like_any_text(text: str) -> None:
    assert parse_text(text).words >= 0
