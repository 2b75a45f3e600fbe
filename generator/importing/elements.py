"""Elements as lxml has them, from HTML or from trafilatura's extract of a page, and the words in them.

Pictures, films, forms and scripts are left out and named; of all other elements the words stay, and what they do to
the words as far as an article can carry it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.importing.imported import LeftOut
from generator.importing.prose import BREAK, Run, text_of
from generator.text.address import Entity, External, judge

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMES = {"list": "ul", "item": "li", "quote": "blockquote", "lb": "br", "graphic": "img", "ref": "a", "row": "tr"}
"""What trafilatura calls things, and their names in HTML."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = HEADINGS.union(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"},
    {"fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "li", "main", "nav", "ol", "p", "pre"},
    {"section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"},
)
_LEFT_OUT = {
    **dict.fromkeys(("img", "picture", "svg", "canvas", "map"), "image"),
    **dict.fromkeys(("iframe", "embed", "object", "video", "audio"), "embed"),
    **dict.fromkeys(("button", "input", "select", "textarea", "datalist"), "form"),
    **dict.fromkeys(("script", "style", "template", "link", "meta", "title", "base"), ""),
}
"""Elements without words of the article, and what they are called where that is worth saying."""

_EM = frozenset({"em", "i", "cite", "dfn", "var"})
_STRONG = frozenset({"strong", "b"})
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_RENDERED = {"#b": "strong", "#i": "em", "#t": "code"}
_SHOWN = 80
_WHITE = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class Reading:
    """What is found on the way through the elements."""

    entities: bool
    notes: Mapping[str, str]
    left_out: list[LeftOut] = field(default_factory=list)
    backlinks: frozenset[str] = frozenset()


def name_of(element: "_Element") -> str:
    """The name of an element in HTML; empty for a comment and the like."""
    name = element.tag
    if not isinstance(name, str):
        return ""
    name = name.rpartition("}")[2].lower()
    rendering = element.get("rend") or ""
    if name == "head":
        return rendering if rendering in HEADINGS else "h2"
    if name == "hi":
        return _RENDERED.get(rendering, "span")
    if name == "list" and rendering == "ol":
        return "ol"
    if name == "cell":
        return "th" if element.get("role") == "head" else "td"
    return _NAMES.get(name, name)


def is_block(element: "_Element") -> bool:
    """Whether an element is one of blocks, or holds any."""
    name = name_of(element)
    if name == "code":
        # trafilatura has no other word for lines of code.
        return BREAK in "".join(element.itertext()).strip()
    if name in _BLOCKS:
        return True
    return name not in _LEFT_OUT and any(name_of(inner) in _BLOCKS for inner in element.iterdescendants())


def inside(element: "_Element", reading: Reading, look: Run) -> Iterator[Run]:
    """The runs inside of an element, each block in it on a line of its own."""
    yield replace(look, text=collapsed(element.text))
    for child in element:
        if is_block(child):
            yield Run(text=BREAK)
            yield from inside(child, reading, look)
            yield Run(text=BREAK)
        else:
            yield from inline(child, reading, look)
        yield replace(look, text=collapsed(child.tail))


def inline(element: "_Element", reading: Reading, look: Run) -> Iterator[Run]:
    """The runs that an element among words is; `look` is that of the words around it."""
    name = name_of(element)
    if not name:
        return
    if name in _LEFT_OUT:
        _leave_out(element, _LEFT_OUT[name], reading)
    elif name in {"br", "hr"}:
        yield Run(text=BREAK)
    elif name == "a":
        yield from _anchor(element, reading, look)
    elif name == "q":
        yield replace(look, text="“")
        yield from inside(element, reading, look)
        yield replace(look, text="”")
    elif name == "sup" and _note(element, reading):
        yield Run(note=_note(element, reading))
    else:
        yield from inside(element, reading, _looking(name, look))


def _looking(name: str, look: Run) -> Run:
    if name in _EM:
        return replace(look, em=True)
    if name in _STRONG:
        return replace(look, strong=True)
    return replace(look, code=True) if name in _CODE else look


def _anchor(element: "_Element", reading: Reading, look: Run) -> Iterator[Run]:
    href = (element.get("href") or element.get("target") or "").strip()
    if href.startswith("#") and href[1:] in reading.backlinks:
        return
    if label := reading.notes.get(href[1:]) if href.startswith("#") else None:
        yield Run(note=label)
        return
    target = judge(href)
    if isinstance(target, External) or (reading.entities and isinstance(target, Entity)):
        look = replace(look, href=href)
    elif href and text_of(inside(element, Reading(False, {}), look)).strip():  # noqa: FBT003
        reading.left_out.append(LeftOut("link", href[:_SHOWN]))
    yield from inside(element, reading, look)


def _note(element: "_Element", reading: Reading) -> str:
    """The label of the footnote that a raised element leads to, where it does nothing else."""
    anchors = [child for child in element if name_of(child) == "a"]
    if len(anchors) != 1 or len(element) != 1:
        return ""
    href = anchors[0].get("href") or ""
    return reading.notes.get(href[1:], "") if href.startswith("#") else ""


def _leave_out(element: "_Element", what: str, reading: Reading) -> None:
    if what:
        address = element.get("alt") or element.get("src") or element.get("data") or ""
        words = address or " ".join("".join(element.itertext()).split())
        reading.left_out.append(LeftOut(what, words[:_SHOWN]))


def collapsed(text: str | None) -> str:
    """Text with each run of what HTML takes for space as one; no-break spaces stay."""
    if not text:
        return ""
    return _WHITE.sub(" ", text)
