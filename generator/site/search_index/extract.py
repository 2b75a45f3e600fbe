"""The extraction of searchable content from pages, so that a page is indexed again only if that content changed.

The article of a page that MkDocs wrote remains. Elements that repeat other pages, or the article itself, are removed,
as Pagefind would ignore them. So a longer list on an actor's page causes no new indexing, and Pagefind has an eighth of
the data to read. Pages are searched, not parsed: an invalid page keeps more. What results show and rank by besides the
text, such as the names of an entity, is not in the page: it comes from the page's search data.
"""

import re
from collections.abc import Iterator
from html import escape

from generator.site.search_index.search_data import SearchData
from generator.site.search_index.searched_text import mark_word_boundaries

_BODY_ATTRIBUTE = rb"[^>]*\sdata-pagefind-body\b[^>]*"
_BODY = re.compile(rb"<(?P<tag>[a-z][a-z0-9]*)\b" + _BODY_ATTRIBUTE + rb">")
_HEAD_ALONE = b'data-searched="head"'
"""An attribute of the article of an entity: its lists quote briefings, in which the search finds the same words."""

_TITLE = re.compile(rb"<title>.*?</title>", re.DOTALL)
_LANGUAGE = re.compile(rb'<html\b[^>]*\slang="(?P<language>[^"]*)"')

NOT_TEXT = ("headerlink", "footnote-backref", "footnote-ref", "accounts", "rows", "pager", "unsearched")
"""The classes of elements that repeat the text, name other pages, or help readers to use the page."""
NO_TEXT = ("figure", "script", "style", "summary", "svg", "template")
TALLY = "tally"
"""The class of the counts of an entity's lists, in the head of its page."""
_SECTION = re.compile(rb"<h2\b")
"""The end of the head of an entity's page: its lists quote briefings, in which the search finds the same words."""


_ASIDE = re.compile(rb'<(?P<tag>p|div|small)(?=[ >])(?: class="(?P<class>meta|summary|chips|facts)")?')
"""Text outside sentences: results quote sentences, and the summary if no sentence has the words."""


def _compile_element(tags: tuple[str, ...], classes: tuple[str, ...]) -> re.Pattern[bytes]:
    """Return a pattern for the start tag of an element with one of these tags or classes."""
    by_tag = rf"(?:{'|'.join(tags)})(?=[\s>])"
    by_class = rf'[a-z][a-z0-9]*(?=\s[^>]*?\bclass="(?:[^"]*\s)?(?:{"|".join(classes)})[\s"])'
    return re.compile(rf"<(?P<tag>{by_tag}|{by_class})[^>]*>".encode())


_REMOVED = _compile_element(NO_TEXT, (*NOT_TEXT, TALLY))
_NOTE_NUMBER = re.compile(rb'<sup id="fnref[^"]*"></sup>')
"""A note number without its link. Pagefind would put a space in its place, before the punctuation that follows."""
_LINE_BREAK = re.compile(rb"\s*\n\s*")


def extract_article(page: bytes, data: SearchData) -> bytes | None:
    """Return the searchable content as a page of its own, with the fields for Pagefind; None if the page has none."""
    body = _BODY.search(page)
    if body is None:
        return None
    article = page[body.end() : _find_end(page, body)]
    if _HEAD_ALONE in body[0]:
        article = _SECTION.split(article, maxsplit=1)[0]
    text = _LINE_BREAK.sub(b"\n", body[0] + _remove_elements(article))
    marked = mark_word_boundaries(_ASIDE.sub(_mark_aside, text))
    head = b"\n".join([*_TITLE.findall(page)[:1], *_render_fields(data)])
    return b"<!doctype html>\n<html><head>\n" + head + b"\n</head><body>" + marked + b"</body></html>\n"


def _render_fields(data: SearchData) -> Iterator[bytes]:
    """Yield the elements from which Pagefind takes what it stores of a page besides its text."""
    fields = {"title": data.title, "name": data.names, "date": data.date, "kind": data.kind}
    for name, text in fields.items():
        if text:
            yield f'<meta data-pagefind-meta="{name}[content]" content="{escape(text)}">'.encode()


def _mark_aside(match: re.Match[bytes]) -> bytes:
    """Give text outside sentences an id, which `assets/search/passages.js` knows; no address has a tilde."""
    kind = b"words" if match["tag"] == b"small" else match["class"]
    if not kind:
        return match[0]
    return match[0].replace(match["tag"], match["tag"] + b' id="~' + kind + b'"', 1)


def read_language(page: bytes) -> str:
    """Return the language that a page declares, in lower case; empty if it declares none."""
    match = _LANGUAGE.search(page)
    return match["language"].decode(errors="replace").lower() if match else ""


def _remove_elements(article: bytes) -> bytes:
    """Return the article without the elements to be removed."""
    pieces: list[bytes] = []
    offset = 0
    while element := _REMOVED.search(article, offset):
        pieces.append(article[offset : element.start()])
        offset = _find_end(article, element)
    return _NOTE_NUMBER.sub(b"", b"".join([*pieces, article[offset:]]))


def _find_end(page: bytes, start: re.Match[bytes]) -> int:
    """Return the offset of the end of the element with that start tag; that of the page if it is never closed."""
    depth = 1
    for tag in re.compile(rb"<(/?)" + re.escape(start["tag"]) + rb"(?=[\s>])").finditer(page, start.end()):
        depth += -1 if tag[1] else 1
        if not depth:
            return page.find(b">", tag.end()) + 1 or len(page)
    return len(page)
