"""The words in lxml's elements, from HTML or from trafilatura's extract of a page.

Images, embedded media, forms and scripts are omitted and listed. Of all other elements the words are kept, and their
format if an article can have it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.importing.inline_text import BREAK, TextRun, get_text
from generator.importing.result import Omission
from generator.text.address import ExternalAddress, classify_address

if TYPE_CHECKING:
    from lxml.etree import _Element

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HTML_NAMES: Mapping[str, str] = {
    "list": "ul",
    "item": "li",
    "quote": "blockquote",
    "lb": "br",
    "graphic": "img",
    "ref": "a",
    "row": "tr",
    "cell": "td",
    "head": "h2",
    "hi": "span",
}
"""Names of elements in HTML by their names in trafilatura."""
_RENDERED_NAMES: Mapping[tuple[str, str], str] = {
    ("list", "ol"): "ol",
    ("hi", "#b"): "strong",
    ("hi", "#i"): "em",
    ("hi", "#t"): "code",
    **{("head", heading): heading for heading in HEADINGS},
}
"""Names of elements in HTML by their names and renderings in trafilatura, if these differ from the names above."""

_BLOCKS = HEADINGS.union(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"},
    {"fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "li", "main", "nav", "ol", "p", "pre"},
    {"section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"},
)
_OMITTED = {
    **dict.fromkeys(("img", "picture", "svg", "canvas", "map"), "image"),
    **dict.fromkeys(("iframe", "embed", "object", "video", "audio"), "embed"),
    **dict.fromkeys(("button", "input", "select", "textarea", "datalist"), "form"),
}
"""Elements that an article cannot have, and the kind of omission."""
_UNLISTED = frozenset({"script", "style", "template", "link", "meta", "title", "base"})
"""Elements without words of the article that are not worth listing."""
_UNREAD = _UNLISTED.union(_OMITTED)

_SHOWN = 80
"""Characters of an omission that are shown."""
_WHITESPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class ElementReading:
    """The state of reading elements.

    Links to `linked_addresses` are kept. `notes` are the labels of footnotes by their id, `backlinks` the ids of the
    references to them.
    """

    notes: Mapping[str, str]
    linked_addresses: tuple[type, ...] = (ExternalAddress,)
    omissions: list[Omission] = field(default_factory=list)
    backlinks: frozenset[str] = frozenset()

    def get_note(self, href: str) -> str:
        """Return the label of the footnote that an address leads to; empty if it leads to none."""
        return self.notes.get(get_fragment(href), "")


def get_fragment(href: str) -> str:
    """Return the id that an address leads to on the same page; empty if it leads elsewhere."""
    return href[1:] if href.startswith("#") else ""


def get_html_name(element: "_Element") -> str:
    """Return the name of an element in HTML; empty for comments and processing instructions."""
    name = element.tag
    if not isinstance(name, str):
        return ""
    name = name.rpartition("}")[2].lower()
    html_name = _HTML_NAMES.get(name, name)
    return _RENDERED_NAMES.get((name, element.get("rend", "")), html_name)


def is_block(element: "_Element") -> bool:
    """Check whether an element is a block, or has any in it."""
    name = get_html_name(element)
    if name == "code":
        # trafilatura has no other name for lines of code.
        return BREAK in get_element_text(element).strip()
    if name in _BLOCKS:
        return True
    if name in _UNREAD:
        return False
    return not _BLOCKS.isdisjoint(map(get_html_name, element.iterdescendants()))


def get_element_text(element: "_Element") -> str:
    """Return all text inside an element, with its white space."""
    return "".join(map(str, element.itertext()))


def get_leading_text(element: "_Element") -> str:
    """Return the text before the first element inside an element, which lxml has as None if there is none."""
    return element.text or ""


def get_tail(element: "_Element") -> str:
    """Return the text after an element, up to the next one."""
    return element.tail or ""


def read_contents(element: "_Element", reading: ElementReading, style: TextRun) -> Iterator[TextRun]:
    """Yield the runs inside an element, with each block in it on a line of its own.

    `style` is a run with the format of the words around them.
    """
    yield replace(style, text=collapse_whitespace(get_leading_text(element)))
    for child in element:
        if is_block(child):
            yield TextRun(text=BREAK)
            yield from read_contents(child, reading, style)
            yield TextRun(text=BREAK)
        else:
            yield from read_inline(child, reading, style)
        yield replace(style, text=collapse_whitespace(get_tail(child)))


def read_inline(element: "_Element", reading: ElementReading, style: TextRun) -> Iterator[TextRun]:
    """Yield the runs of an element among words; `style` is a run with the format of the words around it."""
    read = _INLINE_READERS.get(get_html_name(element), _read_formatted)
    yield from read(element, reading, style)


def _read_formatted(element: "_Element", reading: ElementReading, style: TextRun) -> Iterator[TextRun]:
    add_format = _FORMATS.get(get_html_name(element), _keep_format)
    return read_contents(element, reading, add_format(style))


def _add_em(style: TextRun) -> TextRun:
    return replace(style, em=True)


def _add_strong(style: TextRun) -> TextRun:
    return replace(style, strong=True)


def _add_code(style: TextRun) -> TextRun:
    return replace(style, code=True)


def _keep_format(style: TextRun) -> TextRun:
    return style


def _read_break(element: "_Element", reading: ElementReading, style: TextRun) -> Iterator[TextRun]:
    del element, reading, style
    yield TextRun(text=BREAK)


def _read_raised(element: "_Element", reading: ElementReading, style: TextRun) -> Iterator[TextRun]:
    """Yield the reference to a footnote, or else the raised words."""
    if label := _find_note(element, reading):
        yield TextRun(note=label)
    else:
        yield from read_contents(element, reading, style)


def _read_anchor(element: "_Element", reading: ElementReading, style: TextRun) -> Iterator[TextRun]:
    href = (element.get("href") or element.get("target", "")).strip()
    if get_fragment(href) in reading.backlinks:
        return
    if label := reading.get_note(href):
        yield TextRun(note=label)
        return
    if isinstance(classify_address(href), reading.linked_addresses):
        style = replace(style, href=href)
    elif href and _has_words(element, style):
        reading.omissions.append(Omission("link", href[:_SHOWN]))
    yield from read_contents(element, reading, style)


def _has_words(element: "_Element", style: TextRun) -> bool:
    """Check whether an element has words, without listing its omissions."""
    scratch = ElementReading(notes={})
    return bool(get_text(read_contents(element, scratch, style)).strip())


def _find_note(element: "_Element", reading: ElementReading) -> str:
    """Return the label of the footnote that a raised element leads to, if it has nothing else in it."""
    if len(element) != 1 or get_html_name(element[0]) != "a":
        return ""
    return reading.get_note(element[0].get("href", ""))


def _omit(element: "_Element", reading: ElementReading, style: TextRun) -> Iterator[TextRun]:
    """List an element that an article cannot have; no runs are left of it."""
    del style
    words = " ".join(get_element_text(element).split())
    address = element.get("alt") or element.get("src") or element.get("data") or words
    reading.omissions.append(Omission(_OMITTED[get_html_name(element)], address[:_SHOWN]))
    return iter(())


def _skip(element: "_Element", reading: ElementReading, style: TextRun) -> Iterator[TextRun]:
    del element, reading, style
    return iter(())


_FORMATS: Mapping[str, Callable[[TextRun], TextRun]] = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), _add_em),
    **dict.fromkeys(("strong", "b"), _add_strong),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), _add_code),
}
"""The formats that elements give to their words, by the names of the elements in HTML."""
_INLINE_READERS: Mapping[str, Callable[["_Element", ElementReading, TextRun], Iterator[TextRun]]] = {
    "a": _read_anchor,
    "sup": _read_raised,
    "br": _read_break,
    "hr": _read_break,
    **dict.fromkeys(_OMITTED, _omit),
    **dict.fromkeys((*_UNLISTED, ""), _skip),
}
"""The readers of elements by their names in HTML; of all others, the words and their format are read."""


def collapse_whitespace(text: str) -> str:
    """Return text with single spaces in place of HTML's white space; no-break spaces stay."""
    return _WHITESPACE.sub(" ", text)
