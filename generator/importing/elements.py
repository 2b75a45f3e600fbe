"""The words in lxml's elements, from HTML or from trafilatura's extract of a page.

Images, embedded media, forms and scripts are omitted and listed. Of all other elements the words are kept, and their
format if an article can have it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.importing.inline_text import BREAK, TextRun, get_text
from generator.importing.result import Omission
from generator.text.address import EntityAddress, ExternalAddress, NoNameAddress, classify_address

if TYPE_CHECKING:
    from lxml.etree import _Element

_HTML_NAMES = {"list": "ul", "item": "li", "quote": "blockquote", "lb": "br", "graphic": "img", "ref": "a", "row": "tr"}
"""Names of elements in HTML by their names in trafilatura."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = HEADINGS.union(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"},
    {"fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "li", "main", "nav", "ol", "p", "pre"},
    {"section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"},
)
_OMITTED = {
    **dict.fromkeys(("img", "picture", "svg", "canvas", "map"), "image"),
    **dict.fromkeys(("iframe", "embed", "object", "video", "audio"), "embed"),
    **dict.fromkeys(("button", "input", "select", "textarea", "datalist"), "form"),
    **dict.fromkeys(("script", "style", "template", "link", "meta", "title", "base"), ""),
}
"""Elements without words of the article, and the kind of omission; empty if it is not worth listing."""

_EM = frozenset({"em", "i", "cite", "dfn", "var"})
_STRONG = frozenset({"strong", "b"})
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_RENDERINGS = {"#b": "strong", "#i": "em", "#t": "code"}
_SHOWN = 80
"""Characters of an omission that are shown."""
_WHITESPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class ElementReading:
    """The state of reading elements.

    With `entities`, links such as `actor:hamas` are kept. `notes` are the labels of footnotes by their id, `backlinks`
    the ids of the references to them.
    """

    entities: bool
    notes: Mapping[str, str]
    omissions: list[Omission] = field(default_factory=list)
    backlinks: frozenset[str] = frozenset()

    def get_note(self, href: str) -> str:
        """Return the label of the footnote that an address leads to; empty if it leads to none."""
        return self.notes.get(href[1:], "") if href.startswith("#") else ""


def get_html_name(element: "_Element") -> str:
    """Return the name of an element in HTML; empty for comments and processing instructions."""
    name = element.tag
    if not isinstance(name, str):
        return ""
    name = name.rpartition("}")[2].lower()
    rendering = element.get("rend") or ""
    if name == "head":
        return rendering if rendering in HEADINGS else "h2"
    if name == "hi":
        return _RENDERINGS.get(rendering, "span")
    if name == "list" and rendering == "ol":
        return "ol"
    if name == "cell":
        return "th" if element.get("role") == "head" else "td"
    return _HTML_NAMES.get(name, name)


def is_block(element: "_Element") -> bool:
    """Check whether an element is a block, or has any in it."""
    name = get_html_name(element)
    if name == "code":
        # trafilatura has no other name for lines of code.
        return BREAK in "".join(element.itertext()).strip()
    if name in _BLOCKS:
        return True
    return name not in _OMITTED and any(get_html_name(inner) in _BLOCKS for inner in element.iterdescendants())


def read_contents(element: "_Element", reading: ElementReading, style: TextRun) -> Iterator[TextRun]:
    """Yield the runs inside an element, with each block in it on a line of its own.

    `style` is a run with the format of the words around them.
    """
    yield replace(style, text=collapse_whitespace(element.text))
    for child in element:
        if is_block(child):
            yield TextRun(text=BREAK)
            yield from read_contents(child, reading, style)
            yield TextRun(text=BREAK)
        else:
            yield from read_inline(child, reading, style)
        yield replace(style, text=collapse_whitespace(child.tail))


def read_inline(element: "_Element", reading: ElementReading, style: TextRun) -> Iterator[TextRun]:
    """Yield the runs of an element among words; `style` is a run with the format of the words around it."""
    name = get_html_name(element)
    if not name:
        return
    if name in _OMITTED:
        _omit(element, _OMITTED[name], reading)
    elif name in {"br", "hr"}:
        yield TextRun(text=BREAK)
    elif name == "a":
        yield from _read_anchor(element, reading, style)
    elif name == "sup" and (label := _find_note(element, reading)):
        yield TextRun(note=label)
    else:
        yield from read_contents(element, reading, _apply_format(name, style))


def _apply_format(name: str, style: TextRun) -> TextRun:
    if name in _EM:
        return replace(style, em=True)
    if name in _STRONG:
        return replace(style, strong=True)
    return replace(style, code=True) if name in _CODE else style


def _read_anchor(element: "_Element", reading: ElementReading, style: TextRun) -> Iterator[TextRun]:
    href = (element.get("href") or element.get("target") or "").strip()
    if href.startswith("#") and href[1:] in reading.backlinks:
        return
    if label := reading.get_note(href):
        yield TextRun(note=label)
        return
    address = classify_address(href)
    is_entity = isinstance(address, EntityAddress | NoNameAddress)
    if isinstance(address, ExternalAddress) or (reading.entities and is_entity):
        style = replace(style, href=href)
    elif href and _has_words(element, style):
        reading.omissions.append(Omission("link", href[:_SHOWN]))
    yield from read_contents(element, reading, style)


def _has_words(element: "_Element", style: TextRun) -> bool:
    """Check whether an element has words, without listing its omissions."""
    scratch = ElementReading(entities=False, notes={})
    return bool(get_text(read_contents(element, scratch, style)).strip())


def _find_note(element: "_Element", reading: ElementReading) -> str:
    """Return the label of the footnote that a raised element leads to, if it has nothing else in it."""
    if len(element) != 1 or get_html_name(element[0]) != "a":
        return ""
    return reading.get_note(element[0].get("href", ""))


def _omit(element: "_Element", kind: str, reading: ElementReading) -> None:
    if kind:
        address = element.get("alt") or element.get("src") or element.get("data") or ""
        words = address or " ".join("".join(element.itertext()).split())
        reading.omissions.append(Omission(kind, words[:_SHOWN]))


def collapse_whitespace(text: str | None) -> str:
    """Return text with single spaces in place of HTML's white space; no-break spaces stay."""
    return _WHITESPACE.sub(" ", text or "")
