"""An article from an HTML page: trafilatura finds the text and the facts, our reader converts the text to Markdown."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
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
from generator.importing.inline_quotes import get_stated_language, write_quotation_marks
from generator.importing.parser_errors import convert_parser_errors
from generator.importing.result import ImportedArticle, Omission, Refusal, UnreadableError, list_distinct
from generator.model.fields import is_web_address
from generator.text.characters import count_words
from generator.text.folding import Level, fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MIN_WORDS = 5
"""Words of an article at least."""
_HELP = "save the page from the browser as one HTML file, or copy its text into a text file"
_NO_ARTICLE = Refusal(message="no article was found on the page", help=_HELP)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_PAGE = re.compile(
    r"\A\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_PAGE_WITHIN = 2000
"""Characters at the beginning of a text in which a page begins."""
_EMBEDS = ("iframe", "video", "audio", "object", "embed")
_FACTS = ("title", "date", "author", "sitename", "url", "description")
"""The attributes of trafilatura's document that state facts; None is one that the page does not state."""
_SHOWN = 80


def is_html(text: str) -> bool:
    """Check whether a text begins as an HTML page does."""
    return _PAGE.match(text[:_PAGE_WITHIN]) is not None


def read_html(text: str) -> ImportedArticle:
    """Return the article on an HTML page; raise `UnreadableError` if there is none."""
    with convert_parser_errors("the page cannot be read as HTML", _HELP):
        extract = _extract_article(text)
    facts = extract.facts
    title = _join_words(facts["title"])
    content = _remove_boilerplate(extract.body.blocks, title)
    if count_words(get_words(content.blocks)) < _MIN_WORDS:
        raise UnreadableError(_NO_ARTICLE)
    return ImportedArticle(
        markdown=render_markdown(replace(extract.body, blocks=content.blocks)),
        title=title,
        published=dates.parse_edtf(facts["date"]) or content.facts.published,
        language=extract.language,
        authors=_split_authors(facts["author"]) or content.facts.authors,
        keywords=extract.tags or content.facts.keywords,
        publisher=_join_words(facts["sitename"]),
        url=facts["url"] if is_web_address(facts["url"]) else "",
        description=_join_words(facts["description"]),
        omissions=(*extract.omissions, *content.omissions),
    )


def _join_words(text: str) -> str:
    return " ".join(text.split())


# Extracting


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extract:
    """The contents of a page: the text as blocks, the facts that trafilatura found, and those in the page's markup."""

    facts: Mapping[str, str]
    """The facts of `_FACTS`; a fact that the page does not state is empty."""
    body: Body
    omissions: tuple[Omission, ...]
    language: str | None
    tags: tuple[str, ...]


def _extract_article(text: str) -> _Extract:
    from lxml import html  # noqa: PLC0415  # only for this format

    from generator.importing.html_blocks import read_body  # noqa: PLC0415

    source = _DECLARATION.sub("", text)
    if not source.strip():
        raise UnreadableError(_NO_ARTICLE)
    page = html.document_fromstring(source)
    language, tags, embeds = _find_language(page), _find_tags(page), _list_embeds(page)
    write_quotation_marks(page, language or "")
    footnotes = {label: read_body(note).body.blocks for label, note in extract_footnotes(page).items()}
    document = _run_trafilatura(page)
    body, omissions = read_body(document.body)
    return _Extract(
        facts={name: getattr(document, name) or "" for name in _FACTS},
        body=Body(
            blocks=map_prose(body.blocks, restore_references),
            footnotes={label: blocks for label, blocks in footnotes.items() if blocks},
        ),
        omissions=(*omissions, *embeds),
        language=language,
        tags=tags or _split_tags(document.tags),
    )


def _run_trafilatura(page: "HtmlElement") -> Any:
    """Return trafilatura's document, with the facts and the text of a page."""
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
    if document is None:
        raise UnreadableError(_NO_ARTICLE)
    return document


def _list_embeds(page: "HtmlElement") -> list[Omission]:
    """Return embedded media, which the extract does not have."""
    omissions = []
    for element in page.iter(*_EMBEDS):
        address = element.get("src") or element.get("data", "")
        omissions.append(Omission("embed", address[:_SHOWN]))
    return omissions


def _find_language(page: "HtmlElement") -> str | None:
    in_head = "string(//meta[translate(@http-equiv, 'CL', 'cl')='content-language']/@content)"
    language = get_stated_language(page) or str(page.xpath(in_head))
    return language.strip().replace("_", "-") or None


def _split_authors(names: str) -> tuple[str, ...]:
    authors = map(_join_words, names.split(";"))
    return tuple(dict.fromkeys(filter(None, authors)))


def _find_tags(page: "HtmlElement") -> tuple[str, ...]:
    """Return the publisher's tags if each is marked up as one."""
    tags: dict[str, None] = {}
    for match in page.xpath(
        "//meta[@property='article:tag']/@content | //a[contains(concat(' ', @rel, ' '), ' tag ')]"
    ):
        text = match if isinstance(match, str) else match.text_content()
        if tag := _join_words(text).lstrip("#"):
            tags[tag] = None
    return tuple(tags)


def _split_tags(lists: Sequence[str] | None) -> tuple[str, ...]:
    """Return the tags in the head of a page; each text is a list of them."""
    return list_distinct(map(boilerplate.split_keywords, lists or ()))


# Boilerplate that the extract still has


class _CleanContent(NamedTuple):
    """The blocks of the text without boilerplate, the facts that the boilerplate states, and its other lines."""

    blocks: tuple[Block, ...]
    facts: PageFacts
    omissions: list[Omission]


def _remove_boilerplate(blocks: Sequence[Block], title: str) -> _CleanContent:
    """Return the text without its title and without lines of boilerplate around and within it."""
    above = list(takewhile(lambda block: _is_title(block, title) or _is_outer_boilerplate(block), blocks))
    below = list(takewhile(_is_outer_boilerplate, reversed(blocks[len(above) :])))
    facts = NO_FACTS
    omissions: list[Omission] = []
    for block in (*above, *below):
        if stated := boilerplate.read_facts(block.line, None):
            facts = _add_facts(facts, stated)
        elif not _is_title(block, title):
            omissions.append(Omission("menu", block.line))
    text: list[Block] = []
    for block in blocks[len(above) : len(blocks) - len(below)]:
        if _is_inner_boilerplate(block):
            omissions.append(Omission("link to another article", block.line))
        else:
            text.append(block)
    return _CleanContent(tuple(text), facts, omissions)


def _is_title(block: Block, title: str) -> bool:
    return bool(block.line) and _normalize(block.line) == _normalize(title)


def _is_outer_boilerplate(block: Block) -> bool:
    """Check whether a block above or below the text is boilerplate."""
    line = block.line
    if not line:
        return False
    if boilerplate.read_facts(line, None) is not None:
        return True
    is_section_heading = isinstance(block, ImportedHeading) and boilerplate.is_section_name(line)
    return boilerplate.is_boilerplate(line) and not is_section_heading


def _is_inner_boilerplate(block: Block) -> bool:
    """Check whether a block is a paragraph that is boilerplate even within the text."""
    is_paragraph = isinstance(block, ImportedParagraph) and bool(block.line)
    return is_paragraph and boilerplate.is_inner_boilerplate(block.line)


def _add_facts(facts: PageFacts, new: PageFacts) -> PageFacts:
    return PageFacts(
        published=facts.published or new.published,
        authors=facts.authors or new.authors,
        keywords=facts.keywords or new.keywords,
    )


def _normalize(line: str) -> str:
    return fold(line, Level.SEARCH).text.strip()
