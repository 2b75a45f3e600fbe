"""The parts of a page that are indexed for the search."""

import pytest

from generator.site.search_index.extract import extract_article, read_language
from generator.site.search_index.search_data import SearchData

PAGE = """<!doctype html><html lang="EN" class="no-js"><head><title>T</title>
  <link rel="stylesheet" href="a.css"></head><body><nav>Menu</nav>
<article data-pagefind-body {searched}class="md-typeset">{text}</article><footer>Foot</footer></body></html>"""


def render_page(text: str, searched: str = "whole") -> bytes:
    return PAGE.format(text=text, searched=f'data-searched="{searched}" ').encode()


def extract_body(text: str, searched: str = "whole") -> str:
    article = extract_article(render_page(text, searched), SearchData())
    assert article
    return article.decode().partition('class="md-typeset">')[2].removesuffix("</body></html>\n")


def test_the_extracted_article_has_the_fields_of_the_search_data() -> None:
    facets = {"kind": [("actor", "Actor")], "theme": [("tolls", "Tolls")]}
    data = SearchData("The “A & B”", 'a"b', "4 May 2019", "2019-05-04", facets)
    article = extract_article(render_page("<p>Words</p>"), data)
    assert article
    for markup in ("<title>T</title>", "<p>Words</p>"):
        assert markup.encode() in article
    fields = {"title": "The “A &amp; B”", "name": "a&quot;b", "date": "4 May 2019", "kind": "Actor"}
    for name, text in fields.items():
        assert f'<meta data-pagefind-meta="{name}[content]" content="{text}">'.encode() in article
    for removed in (b"Menu", b"Foot", b"a.css", b"tolls", b"2019-05-04"):
        assert removed not in article


def test_a_page_without_a_searched_article_is_not_extracted() -> None:
    assert extract_article(b"<html><body><article>Words</article></body></html>", SearchData()) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<p>a<a class="headerlink" href="#a">x</a>b</p>', "<p>ab</p>"),
        ('a<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>, b<sup>2</sup>', "a, b<sup>2</sup>"),
        ('<div class="md rows wide"><div>x</div><p>y</p></div>b', "b"),
        ("a<script type='x'>{\"a\": 1}</script>b", "ab"),
        ("a<figure><figure>x</figure></figure>b", "ab"),
        ('<p class="rows-of">a</p>', '<p class="rows-of">a</p>'),
        ("<figures>a</figures>", "<figures>a</figures>"),
        ("<p>a</p>\n\n      <p>b</p>", "<p>a</p>\n<p>b</p>"),
        ('<p class="summary">a</p>b', '<p id="~summary" class="summary">a</p>b'),
        ('<div class="facts"><p>a</p></div>', '<div id="~facts" class="facts"><p>a</p></div>'),
        ("<p>a<small>b</small></p>", '<p>a<small id="~words">b</small></p>'),
        ("委员会", " 委员  员会  会 "),
    ],
)
def test_articles_are_reduced_to_indexed_text(text: str, expected: str) -> None:
    assert extract_body(text).removesuffix("</article>").rstrip("\n") == expected.rstrip("\n")


def test_only_the_head_of_an_entity_page_is_extracted() -> None:
    assert extract_body("<h1>A</h1><p>b</p><h2>Says</h2><p>c</p>", "head") == "<h1>A</h1><p>b</p>"


def test_an_unclosed_list_is_removed_to_the_end() -> None:
    assert extract_body('a<div class="rows">b') == "a"


def test_the_language_of_a_page_is_read() -> None:
    assert read_language(render_page("")) == "en"
    assert read_language(b"<html>") == ""
