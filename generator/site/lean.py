"""Pages as the search index reads them: only what it is to find, so that a page changes for it no oftener than that.

Of a page that MkDocs wrote, the article is left, with its facets, names and days. What the article repeats of other
pages, or of itself, is cut out, as Pagefind would leave it out; so a longer list on an actor's page makes nothing to be
indexed anew, and there is an eighth of it to read. Pages are searched, not parsed: of one that is no HTML more is kept.
"""

import re

from generator.site.indexed import as_indexed

_WITHIN = rb"[^>]*\sdata-pagefind-body\b[^>]*"
_BODY = re.compile(rb"<(?P<tag>[a-z][a-z0-9]*)\b" + _WITHIN + rb">")
_HEAD_ALONE = b'data-searched="head"'
"""On the article of a thing: its lists quote what is found in the briefings."""

_FACET = re.compile(rb"<meta data-pagefind-[^>]*>")
_TITLE = re.compile(rb"<title>.*?</title>", re.DOTALL)
_LANGUAGE = re.compile(rb'<html\b[^>]*\slang="(?P<language>[^"]*)"')
_DAY = re.compile(rb'<meta data-pagefind-sort="date\[content\]" content="(?P<day>[^"]*)"')

NOT_TEXT = ("headerlink", "footnote-backref", "footnote-ref", "accounts", "rows", "pager")
"""Classes of what repeats the text or names other pages."""
NO_TEXT = ("figure", "script", "style", "svg", "template")
TALLY = "tally"
"""What counts the lists of a thing's page, in its head."""
_SECTION = re.compile(rb"<h2\b")
"""Where the head of a thing's page ends: what its lists quote is found in the briefings."""


def _element(tags: tuple[str, ...], classes: tuple[str, ...]) -> re.Pattern[bytes]:
    """Where an element begins that has one of those tags or classes."""
    named = rf"(?:{'|'.join(tags)})(?=[\s>])"
    classed = rf'[a-z][a-z0-9]*(?=\s[^>]*?\bclass="(?:[^"]*\s)?(?:{"|".join(classes)})[\s"])'
    return re.compile(rf"<(?P<tag>{named}|{classed})[^>]*>".encode())


_LEFT_OUT = _element(NO_TEXT, (*NOT_TEXT, TALLY))
_SPACE = re.compile(rb"\s*\n\s*")


def lean(page: bytes) -> bytes | None:
    """What of the page is indexed, as a page of its own; None where nothing is."""
    start = _BODY.search(page)
    if start is None:
        return None
    article = page[start.end() : _end(page, start)]
    if _HEAD_ALONE in start[0]:
        article = _SECTION.split(article, maxsplit=1)[0]
    words = as_indexed(_SPACE.sub(b"\n", start[0] + _without(article)))
    kept = b"\n".join([*_TITLE.findall(page)[:1], *_FACET.findall(page)])
    return b"<!doctype html>\n<html><head>\n" + kept + b"\n</head><body>" + words + b"</body></html>\n"


def language(page: bytes) -> str:
    """The language that a page says it is in, in lower case; empty where it says none."""
    found = _LANGUAGE.search(page)
    return found["language"].decode(errors="replace").lower() if found else ""


def day(page: bytes) -> str:
    """The day by which a lean page is sorted; empty where it has none, which is before all others."""
    found = _DAY.search(page)
    return found["day"].decode(errors="replace") if found else ""


def _without(article: bytes) -> bytes:
    """The article without what is left out."""
    parts: list[bytes] = []
    at = 0
    while found := _LEFT_OUT.search(article, at):
        parts.append(article[at : found.start()])
        at = _end(article, found)
    return b"".join([*parts, article[at:]])


def _end(page: bytes, start: re.Match[bytes]) -> int:
    """Where the element ends that begins there; that of the page where it is never closed."""
    depth = 1
    for tag in re.compile(rb"<(/?)" + re.escape(start["tag"]) + rb"(?=[\s>])").finditer(page, start.end()):
        depth += -1 if tag[1] else 1
        if not depth:
            return page.find(b">", tag.end()) + 1 or len(page)
    return len(page)
