"""An article from an HTML page: trafilatura finds the text and the facts, our reader converts the text to Markdown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.importing import boilerplate, dates
from generator.importing.blocks import (
    Block,
    Body,
    ImportedHeading,
    ImportedParagraph,
    get_words,
    map_prose,
    render_markdown,
)
from generator.importing.boilerplate import NO_FACTS, PageFacts
from generator.importing.footnotes import extract_footnotes, restore_references
from generator.importing.inline_quotes import write_quotation_marks
from generator.importing.inline_text import get_text
from generator.importing.parser_errors import UnreadableError, convert_parser_errors
from generator.importing.result import ImportedArticle, Omission, Refusal
from generator.model.fields import is_web_address
from generator.text.characters import count_words
from generator.text.folding import Level, fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MIN_WORDS = 5
"""Words of an article at least."""
_HELP = "save the page from the browser as one HTML file, or copy its text into a text file"
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_PAGE = re.compile(
    r"\A\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_PAGE_WITHIN = 2000
"""Characters at the beginning of a text in which a page begins."""
_EMBEDS = ("iframe", "video", "audio", "object", "embed")
_SHOWN = 80


def is_html(text: str) -> bool:
    """Check whether a text begins as an HTML page does."""
    return _PAGE.match(text[:_PAGE_WITHIN]) is not None


def read_html(text: str) -> ImportedArticle | Refusal:
    """Return the article on an HTML page."""
    try:
        with convert_parser_errors("the page cannot be read as HTML", _HELP):
            extract = _extract_article(text)
    except UnreadableError as error:
        return error.refusal
    if extract is None:
        return _refuse_empty_page()
    stated = extract.facts
    title = " ".join((stated.title or "").split())
    content = _remove_boilerplate(extract.body.blocks, title)
    if count_words(get_words(content.blocks)) < _MIN_WORDS:
        return _refuse_empty_page()
    url = stated.url or ""
    return ImportedArticle(
        markdown=render_markdown(replace(extract.body, blocks=content.blocks)),
        title=title,
        published=dates.parse_edtf(stated.date or "") or content.facts.published,
        language=extract.language,
        authors=_split_authors(stated.author) or content.facts.authors,
        keywords=extract.tags or _split_tags(stated.tags) or content.facts.keywords,
        publisher=" ".join((stated.sitename or "").split()),
        url=url if is_web_address(url) else "",
        description=" ".join((stated.description or "").split()),
        omissions=(*extract.omissions, *content.omissions),
    )


def _refuse_empty_page() -> Refusal:
    return Refusal(message="no article was found on the page", help=_HELP)


# Extracting


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extract:
    """The contents of a page: trafilatura's facts, the text as blocks, and the facts that the page itself states."""

    facts: Any
    body: Body
    omissions: tuple[Omission, ...]
    language: str | None
    tags: tuple[str, ...]


def _extract_article(text: str) -> _Extract | None:
    from lxml import html  # noqa: PLC0415  # only for this format

    from generator.importing.html_blocks import read_body  # noqa: PLC0415

    source = _DECLARATION.sub("", text)
    if not source.strip():
        return None
    page = html.document_fromstring(source)
    language, tags, embeds = _find_language(page), _find_tags(page), _list_embeds(page)
    write_quotation_marks(page, language or "")
    footnotes = {label: read_body(note).body.blocks for label, note in extract_footnotes(page).items()}
    document = _run_trafilatura(page)
    if document is None:
        return None
    body, omissions = read_body(document.body)
    return _Extract(
        facts=document,
        body=Body(
            blocks=tuple(map_prose(block, restore_references) for block in body.blocks),
            footnotes={label: blocks for label, blocks in footnotes.items() if blocks},
        ),
        omissions=(*omissions, *embeds),
        language=language,
        tags=tags,
    )


def _run_trafilatura(page: "HtmlElement") -> Any:
    """Return trafilatura's document, with the facts and the text of a page; None if it finds no text."""
    from trafilatura import bare_extraction  # noqa: PLC0415  # only for this format

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
    return document


def _list_embeds(page: "HtmlElement") -> list[Omission]:
    """Return embedded media, which the extract does not have."""
    omissions = []
    for element in page.iter(*_EMBEDS):
        address = element.get("src") or element.get("data") or ""
        omissions.append(Omission("embed", address[:_SHOWN]))
    return omissions


def _find_language(page: "HtmlElement") -> str | None:
    language = page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or page.get("xml:lang")
    if not language:
        contents = page.xpath("//meta[translate(@http-equiv, 'CL', 'cl')='content-language']/@content")
        language = str(contents[0]) if contents else ""
    return language.strip().replace("_", "-") or None


def _split_authors(names: str | None) -> tuple[str, ...]:
    authors = [" ".join(name.split()) for name in (names or "").split(";")]
    return tuple(dict.fromkeys(filter(None, authors)))


def _find_tags(page: "HtmlElement") -> tuple[str, ...]:
    """Return the publisher's tags if each is marked up as one."""
    tags: dict[str, None] = {}
    for match in page.xpath(
        "//meta[@property='article:tag']/@content | //a[contains(concat(' ', @rel, ' '), ' tag ')]"
    ):
        text = match if isinstance(match, str) else match.text_content()
        if tag := " ".join(text.split()).lstrip("#"):
            tags[tag] = None
    return tuple(tags)


def _split_tags(lists: Sequence[str] | None) -> tuple[str, ...]:
    """Return the tags in the head of a page; each text is a list of them."""
    tags: dict[str, None] = {}
    for text in lists or ():
        tags.update(dict.fromkeys(boilerplate.split_keywords(text)))
    return tuple(tags)


# Boilerplate that the extract still has


class _CleanContent(NamedTuple):
    """The blocks of the text without boilerplate, the facts that the boilerplate states, and its other lines."""

    blocks: tuple[Block, ...]
    facts: PageFacts
    omissions: list[Omission]


def _remove_boilerplate(blocks: Sequence[Block], title: str) -> _CleanContent:
    """Return the text without its title and without lines of boilerplate around and within it."""
    start, end = 0, len(blocks)
    while start < end and _is_outer_boilerplate(blocks[start], title):
        start += 1
    while end > start and _is_outer_boilerplate(blocks[end - 1], None):
        end -= 1
    outer_lines = [_get_line(block) for block in (*blocks[:start], *reversed(blocks[end:]))]
    facts = NO_FACTS
    omissions: list[Omission] = []
    for line in outer_lines:
        stated = boilerplate.read_facts(line, None)
        if stated:
            facts = _add_facts(facts, stated)
        elif not _is_same_line(line, title):
            omissions.append(Omission("menu", line))
    text: list[Block] = []
    for block in blocks[start:end]:
        if _is_inner_boilerplate(block):
            omissions.append(Omission("link to another article", _get_line(block)))
        else:
            text.append(block)
    return _CleanContent(tuple(text), facts, omissions)


def _is_outer_boilerplate(block: Block, title: str | None) -> bool:
    """Check whether a block above or below the text is boilerplate, or the title that is above it."""
    line = _get_line(block)
    if not line:
        return False
    if title is not None and _is_same_line(line, title):
        return True
    if boilerplate.read_facts(line, None) is not None:
        return True
    is_section_heading = isinstance(block, ImportedHeading) and boilerplate.is_section_name(line)
    return boilerplate.is_boilerplate(line) and not is_section_heading


def _is_inner_boilerplate(block: Block) -> bool:
    """Check whether a block is boilerplate even within the text: `Advertisement`, `Read more: …`."""
    line = _get_line(block) if isinstance(block, ImportedParagraph) else ""
    return bool(line) and (boilerplate.is_always_boilerplate(line) or boilerplate.is_article_link(line))


def _add_facts(facts: PageFacts, new: PageFacts) -> PageFacts:
    return PageFacts(
        published=facts.published or new.published,
        authors=facts.authors or new.authors,
        keywords=facts.keywords or new.keywords,
    )


def _get_line(block: Block) -> str:
    return get_text(block.prose) if isinstance(block, ImportedParagraph | ImportedHeading) else ""


def _is_same_line(line: str, title: str) -> bool:
    return _normalize(line) == _normalize(title)


def _normalize(line: str) -> str:
    return fold(line, Level.SEARCH).text.strip()
