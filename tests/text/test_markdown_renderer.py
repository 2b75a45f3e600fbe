import re
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from prose import documents, links_in, marks_in, soup
from rendering import collect_ids, find_elements, normalize_spaces, render_page, strip_engine_text
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.diagnostics.diagnostic import SourceFile
from generator.pages.markdown_renderer import Link, Mark, render_markdown
from generator.text.article import Article, parse_article
from generator.text.blocks import Block, CodeBlock, Heading, ListBlock, Paragraph, Quotation, Table

LAW = settings(max_examples=40, deadline=None)
# What a page may hold: everything else would come from the article's own markup.
ELEMENTS = {
    *("p", "br", "hr", "em", "strong", "mark", "a", "code", "pre", "div", "span", "sup", "blockquote"),
    *("ul", "ol", "li", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"id", "class", "href", "title", "align"}


def parse_text(text: str) -> Article:
    return parse_article(SourceFile("content/briefings/truce/article.md", text))


def resolve_target(kind: str, entity: str) -> str:
    return f"../{kind}s/{entity}.md"


def render_without_links(text: str) -> str:
    return render_markdown(parse_text(text).body, {}, {}, resolve_target)


def render_article_page(
    read: Article, links: dict[int, list[Link]] | None = None, marks: dict[int, list[Mark]] | None = None
) -> LexborHTMLParser:
    """Return the rendered page, with a footnote for each mark."""
    marks = marks or {}
    notes = "".join(f"\n[^{mark.id}]: source\n" for some in marks.values() for mark in some)
    return render_page(render_markdown(read.body, links or {}, marks, resolve_target) + notes)


def get_text(page: LexborHTMLParser) -> str:
    return normalize_spaces(page.body.text()) if page.body else ""


def get_own_text(node: LexborNode) -> str:
    """Return the words of an element without those of the lists in it."""
    return normalize_spaces(
        "".join(child.text() for child in node.iter(include_text=True) if child.tag not in {"ul", "ol"})
    )


def get_prose(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Return the words that a reader should see, in order, without footnotes."""
    for block in blocks:
        match block:
            case Paragraph(inline, _) | Heading(_, _, inline):
                yield inline.text
            case Quotation(inner):
                yield from get_prose(inner)
            case ListBlock(_, _, items):
                for item in items:
                    yield from get_prose(item)
            case Table(_, rows):
                for row in rows:
                    yield from get_prose(row)
            case CodeBlock(_, text):
                yield text


def squeeze(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", "", text)


@LAW
@given(st.data(), documents() | soup())
def test_links_and_marks_leave_the_visible_text_alone(data: st.DataObject, text: str) -> None:
    read = parse_text(text)
    links, marks = data.draw(links_in(read)), data.draw(marks_in(read))
    without = strip_engine_text(render_article_page(read))
    with_them = strip_engine_text(render_article_page(read, links, marks))
    for page in (without, with_them):
        for footnotes in page.css("div.footnote"):
            footnotes.decompose()
    assert get_text(with_them) == get_text(without)


@LAW
@given(st.data(), documents() | soup())
def test_every_passage_shows_its_text_under_its_anchor(data: st.DataObject, text: str) -> None:
    read = parse_text(text)
    page = strip_engine_text(render_article_page(read, data.draw(links_in(read)), data.draw(marks_in(read))))
    for passage in read.passages:
        if not passage.in_footnote:
            (node,) = page.css(f"#{passage.anchor}")
            assert get_own_text(node) == normalize_spaces(passage.text)
    for footnote in read.body.footnotes:
        (node,) = page.css(f"[id='fn:{footnote.label}']")
        assert squeeze(node.text()) == squeeze("".join(get_prose(footnote.blocks)))


@LAW
@given(documents() | soup())
def test_the_page_shows_the_article_and_nothing_else(text: str) -> None:
    read = parse_text(text)
    page = strip_engine_text(render_article_page(read))
    for footnotes in page.css("div.footnote"):
        footnotes.decompose()
    assert squeeze(get_text(page)) == squeeze("".join(get_prose(read.body.blocks)))


@LAW
@given(documents() | soup())
def test_the_text_is_the_one_that_commonmark_shows(text: str) -> None:
    assume("[^" not in text and "!" not in text)
    oracle = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    shown = LexborHTMLParser(f"<!doctype html><body>{oracle}</body>")
    assert squeeze(get_text(shown)) == squeeze("".join(get_prose(parse_text(text).body.blocks)))


@LAW
@given(st.data(), documents() | soup())
def test_every_anchor_and_mark_is_an_id_once(data: st.DataObject, text: str) -> None:
    read = parse_text(text)
    marks = data.draw(marks_in(read))
    counted = Counter(collect_ids(render_article_page(read, data.draw(links_in(read)), marks)))
    expected = {passage.anchor for passage in read.passages} | {section.id for section in read.sections}
    expected |= {mark.id for some in marks.values() for mark in some}
    assert {name: counted[name] for name in expected} == dict.fromkeys(expected, 1)
    assert not [name for name, count in counted.items() if count > 1]


@LAW
@given(st.data(), documents() | soup())
def test_nothing_but_our_own_markup_reaches_the_page(data: st.DataObject, text: str) -> None:
    read = parse_text(text)
    page = render_article_page(read, data.draw(links_in(read)), data.draw(marks_in(read)))
    assert {node.tag for node in find_elements(page)} - {"-comment"} <= ELEMENTS
    assert {name for node in find_elements(page) for name in node.attributes} <= ATTRIBUTES
    for node in page.css("a"):
        assert re.match(r"https?://|mailto:|#|\.\./", str(node.attributes["href"]))


@LAW
@given(st.data(), documents() | soup())
def test_links_are_not_nested(data: st.DataObject, text: str) -> None:
    read = parse_text(text)
    page = render_article_page(read, data.draw(links_in(read)), data.draw(marks_in(read)))
    assert page.css("a a") == []


@given(st.data(), documents())
@settings(max_examples=20, deadline=None)
def test_the_same_article_gives_the_same_markdown(data: st.DataObject, text: str) -> None:
    read = parse_text(text)
    links, marks = data.draw(links_in(read)), data.draw(marks_in(read))
    assert render_markdown(read.body, links, marks, resolve_target) == render_markdown(
        parse_text(text).body, links, marks, resolve_target
    )


FILE = """\
# Head *one*

The **attack** on [Sinwar](actor:sinwar), see [report](https://example.org/a_(b)),\\
next![^1]

3. one
   - nested
4. two

* other

  ```py
  x = 1
  ```

> quoted
>
> - item

| a | b \\| c |
|---|:-:|
| `d` | |

    indented

***

[^1]: Note.

    More.
"""
WRITTEN = """\
## Head *one* { #head-one }

The **attack** on [Sinwar](../actors/sinwar.md), see [report](https://example.org/a_%28b%29),\x20\x20
next\\![^note-1]
{ #p1 }

3.  one
    { #p2 }
    -   nested
        { #p3 }
4.  two
    { #p4 }

<!-- -->

-   other
    { #p5 }

    ```py
    x = 1
    ```

> quoted
> { #p6 }
>
> -   item
>     { #p7 }

| a { #p8 } | b \\| c { #p9 } |
| --- | :-: |
| `d` { #p10 } |  |

```
indented
```

---

[^note-1]: Note.

    More.
"""


def test_a_written_article_is_pleasant_to_read() -> None:
    assert render_without_links(FILE) == WRITTEN


@pytest.mark.parametrize(
    ("markdown", "written"),
    [
        ("- > a", "-   \n\n    > a\n    > { #p1 }\n"),
        ("- a\n-", "-   a\n    { #p1 }\n-   <!-- -->\n"),
        ("- a\n\n+ b", "-   a\n    { #p1 }\n\n<!-- -->\n\n-   b\n    { #p2 }\n"),
        ("100. a", "100. a\n    { #p1 }\n"),
        ("> a\n\n> b", "> a\n> { #p1 }\n\n<!-- -->\n\n> b\n> { #p2 }\n"),
        ("***a** b*", "*<strong>a</strong> b*\n{ #p1 }\n"),
        ("*a***b**", "*a*<strong>b</strong>\n{ #p1 }\n"),
        ("`a|b` ``c`d`` `<e>`", "<code>a\\|b</code> <code>c\\`d</code> <code>&lt;e></code>\n{ #p1 }\n"),
        ("````\n```\n````", "````\n```\n````\n"),
        ("``` py {.x}\na\n```", "```py\na\n```\n"),
        ("[a](javascript:b) ![c](d)", "a c\n{ #p1 }\n"),
        ("[^1]: a\n\n[^1]: b", "[^note-1]: a\n\n[^note-1-2]: b\n"),
        ("#", ""),
        ("", ""),
    ],
)
def test_syntax_that_the_engine_reads_differently_is_rewritten(markdown: str, written: str) -> None:
    assert render_without_links(markdown) == written


def render_with_ranges(text: str, links: list[tuple[str, str]], marks: list[tuple[str, str]]) -> str:
    """Render the only paragraph of `text` with links and marks over these words."""
    read = parse_text(text)
    (passage,) = read.passages

    def find_span(sought: str) -> tuple[int, int]:
        start = passage.text.index(sought)
        return start, start + len(sought)

    linked = [Link(*find_span(sought), address) for sought, address in links]
    marked = [Mark(*find_span(sought), identity, "report") for sought, identity in marks]
    return render_markdown(read.body, {1: linked}, {1: marked}, resolve_target).removesuffix("\n{ #p1 }\n")


def test_a_mark_takes_a_link_in_whole() -> None:
    assert render_with_ranges("so Hamas said", [("Hamas", "h.md")], [("so Hamas", "c1")]) == (
        '<mark id="c1" class="at at-report">so [Hamas](h.md)</mark>[^c1] said'
    )


def test_a_mark_is_split_where_a_link_begins_in_it() -> None:
    assert render_with_ranges("so the Hamas said", [("the Hamas", "h.md")], [("so the", "c1")]) == (
        '<mark id="c1" class="at at-report">so </mark>[<mark class="at at-report">the</mark> Hamas](h.md)[^c1] said'
    )


def test_a_mark_is_split_where_emphasis_ends_in_it() -> None:
    assert render_with_ranges("a *b c* d e", [], [("c d", "c1")]) == (
        'a *b <mark id="c1" class="at at-report">c</mark>*<mark class="at at-report"> d</mark>[^c1] e'
    )


def test_emphasis_is_split_where_a_link_ends_in_it() -> None:
    assert render_with_ranges("a *b c* d", [("a b", "x.md")], []) == "[a *b*](x.md)<em> c</em> d"


def test_marks_of_the_same_words_are_nested() -> None:
    assert render_with_ranges("a b", [], [("b", "c1"), ("b", "c2")]) == (
        'a <mark id="c1" class="at at-report"><mark id="c2" class="at at-report">b</mark></mark>[^c1][^c2]'
    )


def test_overlapping_marks_share_the_words_between() -> None:
    assert render_with_ranges("a b c", [], [("a b", "c1"), ("b c", "c2")]) == (
        '<mark id="c1" class="at at-report">a <mark id="c2" class="at at-report">b</mark></mark>[^c1]'
        '<mark class="at at-report"> c</mark>[^c2]'
    )


@pytest.mark.parametrize(
    ("text", "words", "before", "after"),
    [
        ("“it is so”. Then", "it is so", "”.", " Then"),
        ("it is so, he said", "it is so", ",", " he said"),
        ("it is so: he said", "it is so", ":", " he said"),
        ("„es ist so“, sagte er", "es ist so", "“,", " sagte er"),
        ("« c’est tout », dit-il", "c’est tout", "", " », dit-il"),
        ("他说「是这样」。然后", "是这样", "」。", "然后"),
        ("קראו לזה צה״ל", "לזה צה", "", "״ל"),
        ("all of Hamas’s men", "all of Hamas", "", "’s men"),
        ("at 3.5 percent", "at 3", "", ".5 percent"),
        ("it is so (he said)", "he said", "", ")"),
        ("it is so “he said”", "it is so", "", " “he said”"),
        ("*it is so*”. Then", "it is", "", " so*”. Then"),
    ],
)
def test_a_note_comes_after_closing_quotation_marks_and_stops(text: str, words: str, before: str, after: str) -> None:
    rendered = render_with_ranges(text, [], [(words, "c1")])
    assert f"</mark>{before}[^c1]{after}" in rendered


def test_a_note_does_not_pass_the_beginning_or_end_of_markup() -> None:
    assert render_with_ranges("*a b.*, c", [], [("a b", "c1")]) == (
        '*<mark id="c1" class="at at-report">a b</mark>.*[^c1], c'
    )
    assert render_with_ranges("a b.. c", [(". c", "x.md")], [("a b", "c1")]) == (
        '<mark id="c1" class="at at-report">a b</mark>.[^c1][. c](x.md)'
    )


def test_a_repeated_link_looks_like_text_and_need_not_be_a_tab_stop() -> None:
    body = parse_text("Hamas and Hamas and Hamas").body
    links = {
        1: [
            Link(0, 5, "h.md"),
            Link(10, 15, "h.md", is_repeated=True, is_tab_stop=False),
            Link(20, 25, "h.md", is_tab_stop=False),
        ]
    }
    assert render_markdown(body, links, {}, resolve_target) == (
        '[Hamas](h.md) and [Hamas](h.md){ .again tabindex="-1" } and [Hamas](h.md){ tabindex="-1" }\n{ #p1 }\n'
    )


def test_a_mark_takes_code_in_whole() -> None:
    assert (
        render_with_ranges("a `b c` d", [], [("c d", "c1")])
        == 'a <mark id="c1" class="at at-report">`b c` d</mark>[^c1]'
    )


def test_a_link_after_an_exclamation_mark_is_not_an_image() -> None:
    assert render_with_ranges("no!a", [("a", "x.md")], []) == "no\\![a](x.md)"


def test_an_entity_without_a_page_is_plain_text() -> None:
    assert render_markdown(parse_text("[a](actor:b) c").body, {}, {}, lambda _kind, _entity: None) == "a c\n{ #p1 }\n"


@pytest.mark.parametrize(
    "text", ["{}", "a `{}` b", "## {}", "- {}", "| {} |\n|---|\n| x |", "```\n{}\n```", "x[^n]\n\n[^n]: {}"]
)
def test_an_article_cannot_set_the_position_of_the_notes(text: str) -> None:
    placeholder = "///Footnotes Go Here///"
    page = render_page(
        f"{render_without_links(text.format(placeholder))}\n\nx[^c01]\n\n## After\n\n{placeholder}\n\n[^c01]: note\n"
    )
    (notes,) = page.css("div.footnote")
    assert page.css("h2:last-of-type ~ div.footnote")
    notes_text, all_text = normalize_spaces(notes.text()), get_text(page)
    assert placeholder in (notes_text if "[^n]" in text else all_text.replace(notes_text, ""))
