"""Markdown with or without front matter, as Hugo, Jekyll and MkDocs have it.

A text that is valid in an article stays exactly as it is. A text with HTML, images or the tags of a site generator is
converted through HTML, and its losses are listed.
"""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from generator.diagnostics.diagnostic import SourceFile
from generator.importing import front_matter
from generator.importing.blocks import render_markdown
from generator.importing.front_matter import FrontMatter, get_date_value, get_list_value, get_text_value
from generator.importing.markdown_repair import is_accepted, repair_markdown
from generator.importing.result import ImportedArticle, Omission
from generator.source.characters import HIDDEN, normalize_nfc
from generator.text.address import EntityAddress, ExternalAddress, NoNameAddress
from generator.text.article import parse_article

_SHOWN = 80
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_COMMENTED = re.compile(r"\{%-?\s*comment\s*-?%\}.{0,2000}?\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
# Each pattern has a limit: in a line with nothing but beginnings it would otherwise take quadratic time.
_CODE = r"(?P<code>(?P<ticks>`+)(?!`).{1,1000}?(?<!`)(?P=ticks)(?!`))"
_TAGS = re.compile(_CODE + r"|\{\{[<%].{0,1000}?[%>]\}\}|\{%.{0,1000}?%\}|\{\{.{0,1000}?\}\}")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?\s*(?:[#.:][\w:.#-]*|[\w-]+=(?:\"[^\"]*\"|'[^']*'|\S+?))(?:\s+[^{}\n]*)?\}")
_ADMONITION = re.compile(r"^(?:!!!|\?\?\?\+?)\s+[\w -]+?(?:\s+\"(?P<title>[^\"]*)\")?\s*$")
_SNIPPET = re.compile(r"^\s*(?:-+8<-+.*|\[TOC\]|\[\[_TOC_\]\]|<!--\s*more\s*-->)\s*$", re.IGNORECASE)
_TITLE = re.compile(r"\A\s*(?:#[ \t]+(?P<hashes>[^\n]+?)[ \t]*#*|(?P<lined>[^\n#>*+-][^\n]*)\n=+)[ \t]*(?:\n|\Z)")


_SIMILAR_TITLES = 0.8
"""The least similarity of two titles that are the same title."""
_COMPARED_CHARACTERS = 300
_ADMONITION_INDENT = "    "


def read_markdown(text: str) -> ImportedArticle:
    """Return the article in a Markdown file; raise `UnreadableError` if its front matter is not well-formed."""
    front = front_matter.split_front_matter(text)
    values = front.values
    # Only a file with front matter is one of a site generator, whose tags may be in the text.
    cleaner = _TagCleaner()
    body = cleaner.clean(front.body) if values else front.body
    titled = _separate_title(front, body)
    converted = _convert_body(titled.body)
    date = get_date_value(values, "date", "published", "publishdate", "created")
    return ImportedArticle(
        markdown=converted.markdown,
        title=titled.title,
        published=date.date,
        language=get_text_value(values, "lang", "language", "locale").replace("_", "-") or None,
        authors=get_list_value(values, "authors", "author"),
        keywords=_get_keywords(values),
        publisher=get_text_value(values, "publisher", "sitename"),
        url=get_text_value(values, "canonical_url", "canonicalurl", "original_url", "source_url", "url"),
        description=get_text_value(values, "description", "summary", "excerpt"),
        remarks=(f"the date “{date.unread[:_SHOWN]}” could not be read",) if date.unread else (),
        omissions=(*cleaner.omissions, *converted.omissions),
    )


def _get_keywords(values: Mapping[str, Any]) -> tuple[str, ...]:
    taxonomies = values.get("taxonomies")  # Zola's
    if isinstance(taxonomies, dict):
        values = {**values, **taxonomies}
    tags = get_list_value(values, "tags", "categories", "category", "tag", spaced=True)
    return tuple(dict.fromkeys([*tags, *get_list_value(values, "keywords")]))


class _TitledText(NamedTuple):
    """A title, and a text without it."""

    title: str
    body: str


def _separate_title(front: FrontMatter, body: str) -> _TitledText:
    """Return the stated title, or the heading at the top; a heading with the title is removed, as the page has one."""
    stated = get_text_value(front.values, "title")
    heading = _TITLE.match(body)
    if heading is None:
        return _TitledText(stated, body)
    words = _get_heading_words(heading["hashes"] or heading["lined"])
    if words and (not stated or _is_same_title(words, stated)):
        return _TitledText(stated or words, body[heading.end() :])
    return _TitledText(stated, body)


def _get_heading_words(markdown: str) -> str:
    passages = parse_article(SourceFile("", markdown)).passages
    return " ".join(passages[0].text.split()) if passages else ""


def _is_same_title(first: str, second: str) -> bool:
    first, second = first[:_COMPARED_CHARACTERS].casefold(), second[:_COMPARED_CHARACTERS].casefold()
    return SequenceMatcher(None, first, second).ratio() > _SIMILAR_TITLES


# The text


class _ConvertedText(NamedTuple):
    """The text as an article may have it, and the omissions."""

    markdown: str
    omissions: list[Omission]


def _convert_body(body: str) -> _ConvertedText:
    text = repair_markdown(normalize_nfc(body).strip("\n"))
    article = parse_article(SourceFile("article.md", text))
    if HIDDEN.search(text.replace("\t", "")) or not is_accepted(article):
        return _convert_through_html(text)
    return _ConvertedText(f"{text}\n" if text.strip() else "", [])


def _convert_through_html(text: str) -> _ConvertedText:
    from lxml import html  # noqa: PLC0415  # most texts do not need it

    from generator.importing.html_blocks import read_body  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin, inline=False)
    parser.validateLink = _accept_link  # type: ignore[method-assign]
    page = parser.render(HIDDEN.sub(" ", text))
    if not page.strip():
        return _ConvertedText("", [])
    root = html.document_fromstring(f"<html><body>{page}</body></html>", parser=html.HTMLParser(encoding=None))
    body, omissions = read_body(root, (ExternalAddress, EntityAddress, NoNameAddress))
    return _ConvertedText(render_markdown(body), omissions)


def _accept_link(url: str) -> bool:
    """Accept any link: links are judged when the elements are read."""
    del url
    return True


class _TagCleaner:
    """Removes the tags that a site generator replaces, outside of code, and lists them."""

    def __init__(self) -> None:
        self.omissions: list[Omission] = []

    def clean(self, text: str) -> str:
        """Return the text without tags."""
        return "\n".join(self._clean_lines(_COMMENTED.sub("", text).split("\n")))

    def _clean_lines(self, lines: list[str]) -> Iterator[str]:
        in_code = in_admonition = False
        for line in lines:
            is_fence = _FENCE.match(line) is not None
            in_code = in_code != is_fence
            if in_code or is_fence:
                yield line
                continue
            text = line
            if in_admonition and text.startswith(_ADMONITION_INDENT):
                text = text.removeprefix(_ADMONITION_INDENT)  # the text of an admonition is kept
            elif text.strip():
                in_admonition = False
            if admonition := _ADMONITION.match(text):
                in_admonition = True
                yield from self._replace_admonition(admonition)
            else:
                yield self._clean_line(text)

    def _replace_admonition(self, admonition: re.Match[str]) -> Iterator[str]:
        """Replace the first line of an admonition by its title."""
        if admonition["title"]:
            yield from (f"**{admonition['title']}**", "")
        self.omissions.append(Omission("tag", admonition[0].strip()[:_SHOWN]))

    def _clean_line(self, line: str) -> str:
        line = _SNIPPET.sub(self._omit, line)
        return _ATTRIBUTES.sub("", _TAGS.sub(self._omit, line))

    def _omit(self, match: re.Match[str]) -> str:
        if match.groupdict().get("code"):
            return match[0]
        self.omissions.append(Omission("tag", " ".join(match[0].split())[:_SHOWN]))
        return ""
