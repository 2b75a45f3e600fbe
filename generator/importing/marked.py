"""Markdown with or without front matter, as Hugo, Jekyll and MkDocs have it.

A text that an article may carry as it is stays as it is, to the letter. One with HTML, pictures or the tags of a
site's own program is read by way of HTML, and what cannot stay is named.
"""

import re
from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from typing import Any

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from generator.diagnostics import Source
from generator.importing import front_matter
from generator.importing.blocks import markdown_of
from generator.importing.front_matter import FrontMatter, date_of, list_of, text_of
from generator.importing.imported import Imported, LeftOut, Refused
from generator.source.characters import HIDDEN, composed
from generator.text.article import parse

_SHOWN = 80
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_COMMENTED = re.compile(r"\{%-?\s*comment\s*-?%\}.{0,2000}?\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
# Each looks ahead so far and no further: in a line of nothing but beginnings it would else take the square of the time.
_CODE = r"(?P<code>(?P<ticks>`+)(?!`).{1,1000}?(?<!`)(?P=ticks)(?!`))"
_TAGS = re.compile(_CODE + r"|\{\{[<%].{0,1000}?[%>]\}\}|\{%.{0,1000}?%\}|\{\{.{0,1000}?\}\}")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?\s*(?:[#.:][\w:.#-]*|[\w-]+=(?:\"[^\"]*\"|'[^']*'|\S+?))(?:\s+[^{}\n]*)?\}")
_ADMONITION = re.compile(r"^(?:!!!|\?\?\?\+?)\s+[\w -]+?(?:\s+\"(?P<title>[^\"]*)\")?\s*$")
_SNIPPET = re.compile(r"^\s*(?:-+8<-+.*|\[TOC\]|\[\[_TOC_\]\]|<!--\s*more\s*-->)\s*$", re.IGNORECASE)
_TITLE = re.compile(r"\A\s*(?:#[ \t]+(?P<hashes>[^\n]+?)[ \t]*#*|(?P<lined>[^\n#>*+-][^\n]*)\n=+)[ \t]*(?:\n|\Z)")


def read_marked(text: str) -> Imported | Refused:
    """The article in a Markdown file."""
    found = front_matter.split(text)
    if isinstance(found, Refused):
        return found
    left_out: list[LeftOut] = []
    body = _without_tags(found.body, left_out) if found.values else found.body
    title, body = _title(found, body)
    markdown, more = _as_article(body)
    values = found.values
    published, unread = date_of(values, "date", "published", "publishdate", "created")
    remarks = [f"the date “{unread[:_SHOWN]}” could not be read"] if unread else []
    return Imported(
        markdown=markdown,
        title=title,
        published=published,
        language=text_of(values, "lang", "language", "locale").replace("_", "-") or None,
        authors=list_of(values, "authors", "author"),
        keywords=_keywords(values),
        publisher=text_of(values, "publisher", "sitename"),
        url=text_of(values, "canonical_url", "canonicalurl", "original_url", "source_url", "url"),
        description=text_of(values, "description", "summary", "excerpt"),
        remarks=tuple(remarks),
        left_out=(*left_out, *more),
    )


def _keywords(values: Mapping[str, Any]) -> tuple[str, ...]:
    nested = values.get("taxonomies")  # Zola's
    known = {**values, **nested} if isinstance(nested, dict) else values
    found = list_of(known, "tags", "categories", "category", "tag", spaced=True)
    return tuple(dict.fromkeys([*found, *list_of(known, "keywords")]))


def _title(found: FrontMatter, body: str) -> tuple[str, str]:
    """The title, and the text without it where it stands there as well: the page has a heading of its own."""
    stated = text_of(found.values, "title")
    heading = _TITLE.match(body)
    shown = _shown((heading["hashes"] or heading["lined"]) if heading else "")
    if heading and shown and (not stated or _alike(shown, stated)):
        return stated or shown, body[heading.end() :]
    return stated, body


def _shown(markdown: str) -> str:
    """The words of a heading."""
    passages = parse(Source("", markdown)).passages
    return " ".join(passages[0].text.split()) if passages else ""


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one[:300].casefold(), other[:300].casefold()).ratio() > 0.8


# The text


def _as_article(body: str) -> tuple[str, list[LeftOut]]:
    text = composed(body).strip("\n")
    if not HIDDEN.search(text.replace("\t", "")) and not parse(Source("article.md", text)).diagnostics:
        return (f"{text}\n" if text.strip() else ""), []
    return _by_way_of_html(text)


def _by_way_of_html(text: str) -> tuple[str, list[LeftOut]]:
    from lxml import html  # noqa: PLC0415  # most texts do without

    from generator.importing.bodies import read_body  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin, inline=False)
    parser.validateLink = _any_link  # type: ignore[method-assign]
    page = parser.render(HIDDEN.sub(" ", text))
    if not page.strip():
        return "", []
    root = html.document_fromstring(f"<html><body>{page}</body></html>", parser=html.HTMLParser(encoding=None))
    body, left_out = read_body(root, entities=True)
    return markdown_of(body), left_out


def _any_link(url: str) -> bool:
    """Links are judged when the elements are read."""
    del url
    return True


def _without_tags(text: str, left_out: list[LeftOut]) -> str:
    """The text without what a site's program would have put something in place of, outside of code."""

    def named(what: str) -> Callable[[re.Match[str]], str]:
        def leave_out(found: re.Match[str]) -> str:
            if found.groupdict().get("code"):
                return found[0]
            left_out.append(LeftOut(what, " ".join(found[0].split())[:_SHOWN]))
            return ""

        return leave_out

    lines: list[str] = []
    in_code = indented = False
    for line in _COMMENTED.sub("", text).split("\n"):
        if _FENCE.match(line):
            in_code = not in_code
        elif not in_code:
            if indented and line.startswith("    "):
                line = line[4:]  # noqa: PLW2901  # the text of an admonition stands as it is
            elif line.strip():
                indented = False
            if found := _ADMONITION.match(line):
                indented = True
                lines += [f"**{found['title']}**", ""] if found["title"] else []
                left_out.append(LeftOut("tag", line.strip()[:_SHOWN]))
                continue
            line = _SNIPPET.sub(named("tag"), line)  # noqa: PLW2901
            line = _ATTRIBUTES.sub("", _TAGS.sub(named("tag"), line))  # noqa: PLW2901
        lines.append(line)
    return "\n".join(lines)
