import re
from collections import Counter
from collections.abc import Iterator

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from prose import documents, links_in, marks_in, soup
from rendering import elements, ids, read_by, render, words
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.diagnostics import Source
from generator.text.article import Article, parse
from generator.text.blocks import Block, Code, Heading, ListBlock, Paragraph, Quotation, Table
from generator.text.markup import Link, Mark, emit

LAW = settings(max_examples=40, deadline=None)
# What a page may hold: everything else would come from the article's own markup.
ELEMENTS = {
    *("p", "br", "hr", "em", "strong", "mark", "a", "code", "pre", "div", "span", "sup", "blockquote"),
    *("ul", "ol", "li", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"id", "class", "href", "title", "align"}


def article(text: str) -> Article:
    return parse(Source("content/briefings/truce/article.md", text))


def target(kind: str, entity: str) -> str:
    return f"../{kind}s/{entity}.md"


def bare(text: str) -> str:
    return emit(article(text), {}, {}, target)


def page_of(
    read: Article, links: dict[int, list[Link]] | None = None, marks: dict[int, list[Mark]] | None = None
) -> LexborHTMLParser:
    """The rendered page, with a footnote for each mark."""
    marks = marks or {}
    notes = "".join(f"\n[^{mark.id}]: source\n" for some in marks.values() for mark in some)
    return render(emit(read, links or {}, marks, target) + notes)


def text_of(page: LexborHTMLParser) -> str:
    return words(page.body.text()) if page.body else ""


def own_text(node: LexborNode) -> str:
    """The words of an element without those of the lists in it."""
    return words("".join(child.text() for child in node.iter(include_text=True) if child.tag not in {"ul", "ol"}))


def prose_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    """What a reader should see, in order, without footnotes."""
    for block in blocks:
        match block:
            case Paragraph(inline, _) | Heading(_, _, inline):
                yield inline.text
            case Quotation(inner):
                yield from prose_of(inner)
            case ListBlock(_, _, items):
                for item in items:
                    yield from prose_of(item)
            case Table(_, rows):
                for row in rows:
                    yield from prose_of(row)
            case Code(_, text):
                yield text


def squeezed(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", "", text)


@LAW
@given(st.data(), documents() | soup())
def test_links_and_marks_leave_the_visible_text_alone(data: st.DataObject, text: str) -> None:
    read = article(text)
    links, marks = data.draw(links_in(read)), data.draw(marks_in(read))
    without, with_them = read_by(page_of(read)), read_by(page_of(read, links, marks))
    for page in (without, with_them):
        for footnotes in page.css("div.footnote"):
            footnotes.decompose()
    assert text_of(with_them) == text_of(without)


@LAW
@given(st.data(), documents() | soup())
def test_every_passage_shows_its_text_under_its_anchor(data: st.DataObject, text: str) -> None:
    read = article(text)
    page = read_by(page_of(read, data.draw(links_in(read)), data.draw(marks_in(read))))
    for passage in read.passages:
        if not passage.in_footnote:
            (node,) = page.css(f"#{passage.anchor}")
            assert own_text(node) == words(passage.text)
    for footnote in read.footnotes:
        (node,) = page.css(f"[id='fn:{footnote.label}']")
        assert squeezed(node.text()) == squeezed("".join(prose_of(footnote.blocks)))


@LAW
@given(documents() | soup())
def test_the_page_shows_the_article_and_nothing_else(text: str) -> None:
    read = article(text)
    page = read_by(page_of(read))
    for footnotes in page.css("div.footnote"):
        footnotes.decompose()
    assert squeezed(text_of(page)) == squeezed("".join(prose_of(read.blocks)))


@LAW
@given(documents() | soup())
def test_the_text_is_the_one_that_commonmark_shows(text: str) -> None:
    assume("[^" not in text and "!" not in text)
    oracle = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    shown = LexborHTMLParser(f"<!doctype html><body>{oracle}</body>")
    assert squeezed(text_of(shown)) == squeezed("".join(prose_of(article(text).blocks)))


@LAW
@given(st.data(), documents() | soup())
def test_every_anchor_and_mark_is_an_id_once(data: st.DataObject, text: str) -> None:
    read = article(text)
    marks = data.draw(marks_in(read))
    counted = Counter(ids(page_of(read, data.draw(links_in(read)), marks)))
    expected = {passage.anchor for passage in read.passages} | {section.id for section in read.sections}
    expected |= {mark.id for some in marks.values() for mark in some}
    assert {name: counted[name] for name in expected} == dict.fromkeys(expected, 1)
    assert not [name for name, count in counted.items() if count > 1]


@LAW
@given(st.data(), documents() | soup())
def test_nothing_but_our_own_markup_reaches_the_page(data: st.DataObject, text: str) -> None:
    read = article(text)
    page = page_of(read, data.draw(links_in(read)), data.draw(marks_in(read)))
    assert {node.tag for node in elements(page)} - {"-comment"} <= ELEMENTS
    assert {name for node in elements(page) for name in node.attributes} <= ATTRIBUTES
    for node in page.css("a"):
        assert re.match(r"https?://|mailto:|#|\.\./", str(node.attributes["href"]))


@LAW
@given(st.data(), documents() | soup())
def test_no_link_stands_in_a_link(data: st.DataObject, text: str) -> None:
    read = article(text)
    page = page_of(read, data.draw(links_in(read)), data.draw(marks_in(read)))
    assert page.css("a a") == []
