"""An HTML page to an article: trafilatura finds the text and the facts, our own reader makes Markdown of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from generator.importing import chrome, dates
from generator.importing.blocks import Block, Body, Heading, Paragraph, markdown_of, with_prose, words_of
from generator.importing.footnotes import restored, set_apart
from generator.importing.foreign import UnreadableError, refusing
from generator.importing.imported import Imported, LeftOut, Refused
from generator.importing.prose import text_of
from generator.model.fields import is_web_address
from generator.text.characters import fold, word_count

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEAST = 5
"""Words of an article at least."""
_HELP = "save the page from the browser as one file of HTML, or copy its text into a text file"
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_PAGE = re.compile(
    r"\A\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_EMBEDS = ("iframe", "video", "audio", "object", "embed")
_SHOWN = 80


def is_page(text: str) -> bool:
    """Whether a text begins as an HTML page does."""
    return _PAGE.match(text[:2000]) is not None


def read_page(text: str) -> Imported | Refused:
    """The article on an HTML page."""
    try:
        with refusing("the page cannot be read as HTML", _HELP):
            found = _extracted(text)
    except UnreadableError as error:
        return error.refused
    if found is None:
        return Refused(message="no article is found on the page", help=_HELP)
    stated = found.facts
    title = " ".join((stated.title or "").split())
    blocks, facts, left_out = _without_frame(found.body.blocks, title)
    if word_count(words_of(blocks)) < _LEAST:
        return Refused(message="no article is found on the page", help=_HELP)
    url = stated.url or ""
    return Imported(
        markdown=markdown_of(replace(found.body, blocks=blocks)),
        title=title,
        published=dates.edtf(stated.date or "") or facts.published,
        language=found.language,
        authors=_authors(stated.author) or facts.authors,
        keywords=found.tags or _split(stated.tags) or facts.keywords,
        publisher=" ".join((stated.sitename or "").split()),
        url=url if is_web_address(url) else "",
        description=" ".join((stated.description or "").split()),
        left_out=(*found.left_out, *left_out),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extract:
    """What is on a page: trafilatura's facts, the text as blocks, and what the page itself says."""

    facts: Any
    body: Body
    left_out: tuple[LeftOut, ...]
    language: str | None
    tags: tuple[str, ...]


def _extracted(text: str) -> _Extract | None:
    from lxml import html  # noqa: PLC0415  # only for this format
    from trafilatura import bare_extraction  # noqa: PLC0415

    from generator.importing.bodies import read_body  # noqa: PLC0415

    source = _DECLARATION.sub("", text)
    if not source.strip():
        return None
    page = html.document_fromstring(source)
    language, tags, embeds = _language(page), _tags(page), _embeds(page)
    notes = {label: read_body(item)[0].blocks for label, item in set_apart(page).items()}
    document = bare_extraction(
        page,
        include_links=True,
        include_formatting=True,
        include_images=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"},
    )
    if document is None or isinstance(document, dict) or document.body is None:
        return None
    body, left_out = read_body(document.body)
    blocks = tuple(with_prose(block, restored) for block in body.blocks)
    body = Body(blocks=blocks, footnotes={label: note for label, note in notes.items() if note})
    return _Extract(facts=document, body=body, left_out=(*left_out, *embeds), language=language, tags=tags)


def _embeds(page: "HtmlElement") -> list[LeftOut]:
    """Films and the like, which the extract does not have."""
    return [
        LeftOut("embed", (element.get("src") or element.get("data") or "")[:_SHOWN]) for element in page.iter(*_EMBEDS)
    ]


def _language(page: "HtmlElement") -> str | None:
    named = page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or page.get("xml:lang")
    if not named:
        found = page.xpath("//meta[translate(@http-equiv, 'CL', 'cl')='content-language']/@content")
        named = str(found[0]) if found else ""
    return named.strip().replace("_", "-") or None


def _authors(names: str | None) -> tuple[str, ...]:
    found = (" ".join(name.split()) for name in (names or "").split(";"))
    return tuple(dict.fromkeys(name for name in found if name))


def _tags(page: "HtmlElement") -> tuple[str, ...]:
    """The publisher's tags, where each is marked up as one."""
    marked = page.xpath("//meta[@property='article:tag']/@content | //a[contains(concat(' ', @rel, ' '), ' tag ')]")
    found = (one if isinstance(one, str) else one.text_content() for one in marked)
    return tuple(dict.fromkeys(word for one in found if (word := " ".join(one.split()).lstrip("#"))))


def _split(lists: Sequence[str] | None) -> tuple[str, ...]:
    """The tags in the head of a page, which are lists."""
    return tuple(dict.fromkeys(word for text in lists or () for word in chrome.split_keywords(text)))


def _without_frame(blocks: Sequence[Block], title: str) -> tuple[tuple[Block, ...], chrome.Facts, Sequence[LeftOut]]:
    """The text without its title and the lines of the frame around and in it; what these state; and they themselves."""
    kept, frame = list(blocks), []
    while kept and (line := _line(kept[0])) and (_same(line, title) or _is_frame(kept[0], line)):
        frame.append(line)
        kept.pop(0)
    while kept and (line := _line(kept[-1])) and _is_frame(kept[-1], line):
        frame.append(line)
        kept.pop()
    within = [line for block in kept if (line := _within(block))]
    facts = chrome.NOTHING
    for line in frame:
        facts = _more(facts, chrome.facts(line, None))
    unread = [line for line in frame if not _same(line, title) and chrome.facts(line, None) is None]
    left_out = [
        *(LeftOut("menu", line) for line in unread),
        *(LeftOut("link to another text", line) for line in within),
    ]
    return tuple(block for block in kept if not _within(block)), facts, left_out


def _within(block: Block) -> str:
    """The line that a block is, if it is of the frame wherever it stands: `Advertisement`, `Read more: …`."""
    line = _line(block) if isinstance(block, Paragraph) else ""
    return line if line and (chrome.is_anywhere(line) or chrome.is_elsewhere(line)) else ""


def _is_frame(block: Block, line: str) -> bool:
    if chrome.facts(line, None) is not None:
        return True
    return chrome.is_frame(line) and not (isinstance(block, Heading) and chrome.is_section(line))


def _more(facts: chrome.Facts, found: chrome.Facts | None) -> chrome.Facts:
    if found is None:
        return facts
    return chrome.Facts(
        published=facts.published or found.published,
        authors=facts.authors or found.authors,
        keywords=facts.keywords or found.keywords,
    )


def _line(block: Block) -> str:
    return text_of(block.prose) if isinstance(block, Paragraph | Heading) else ""


def _same(line: str, title: str) -> bool:
    return _plain(line) == _plain(title)


def _plain(line: str) -> str:
    return " ".join(fold(line).casefold().split())
