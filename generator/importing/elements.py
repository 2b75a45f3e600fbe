"""Elements as lxml has them, from HTML or from trafilatura's extract of a page, to the blocks of an article.

Pictures, films, forms and scripts are left out and named; of all other elements the words stay, and what they do to
the words as far as an article can carry it. Footnotes are known by leading to their reference and back.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.importing.blocks import DEEPEST, Block, Body, Code, Heading, Items, Paragraph, Quotation, Rule, Table
from generator.importing.imported import LeftOut
from generator.importing.prose import BREAK, Prose, Run, text_of, tidied
from generator.text.address import Entity, External, judge

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMES = {"list": "ul", "item": "li", "quote": "blockquote", "lb": "br", "graphic": "img", "ref": "a", "row": "tr"}
"""What trafilatura calls things, and their names in HTML."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "ul",
        "caption",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
    ]
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
_DEEPEST_ELEMENT = 100
_WHITE = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class _Reading:
    """What is found on the way through the elements."""

    entities: bool
    notes: dict[str, str]
    left_out: list[LeftOut] = field(default_factory=list)
    bodies: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    backlinks: frozenset[str] = frozenset()


def read_body(root: "_Element", *, entities: bool = False) -> tuple[Body, list[LeftOut]]:
    """The blocks inside of `root`, and what was left out; with `entities`, links such as `actor:hamas` are kept."""
    _flatten(root)
    notes, backlinks = _footnotes(root)
    reading = _Reading(entities, notes, backlinks=backlinks)
    blocks = tuple(_blocks(root, reading, 0))
    order = {label: reading.bodies[label] for label in notes.values() if label in reading.bodies}
    return Body(blocks=blocks, footnotes=order), reading.left_out


def _flatten(root: "_Element") -> None:
    """Make what is nested deeper than any page needs plain text, so that nothing recurses without an end."""
    waiting = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        if depth < _DEEPEST_ELEMENT:
            waiting.extend((child, depth + 1) for child in element)
        else:
            element.text = " ".join("".join(map(str, element.itertext())).split())
            del element[:]


def _footnotes(root: "_Element") -> tuple[dict[str, str], frozenset[str]]:
    """The label of each footnote by its id, and the ids of the references to them."""
    found: dict[str, str] = {}
    references: dict[str, set[str]] = {}
    for anchor in root.iter("a"):
        href = anchor.get("href") or ""
        if href.startswith("#"):
            ids = {anchor.get("id")}
            parent = anchor.getparent()
            if parent is not None:
                ids.add(parent.get("id"))
            references.setdefault(href[1:], set()).update(filter(None, ids))
    back: set[str] = set()
    for item in root.iter("li"):
        name = item.get("id") or ""
        ids = references.get(name, set())
        leading_back = {(one.get("href") or "")[1:] for one in item.iter("a")} & ids
        if name and leading_back:
            found[name] = str(len(found) + 1)
            back |= leading_back
    return found, frozenset(back)


def _name(element: "_Element") -> str:
    """The name of an element in HTML; empty for a comment and the like."""
    name = element.tag
    if not isinstance(name, str):
        return ""
    name = name.rpartition("}")[2].lower()
    rendering = element.get("rend") or ""
    if name == "head":
        return rendering if rendering in _HEADINGS else "h2"
    if name == "hi":
        return _RENDERED.get(rendering, "span")
    if name == "list" and rendering == "ol":
        return "ol"
    if name == "cell":
        return "th" if element.get("role") == "head" else "td"
    return _NAMES.get(name, name)


def _is_block(element: "_Element") -> bool:
    name = _name(element)
    if name == "code":
        # trafilatura has no other word for lines of code.
        return BREAK in "".join(element.itertext()).strip()
    if name in _BLOCKS:
        return True
    return name not in _LEFT_OUT and any(_name(inner) in _BLOCKS for inner in element.iterdescendants())


def _blocks(parent: "_Element", reading: _Reading, depth: int) -> Iterator[Block]:
    """The blocks inside of an element; words between blocks are paragraphs."""
    runs: list[Run] = [Run(text=_collapsed(parent.text))]
    for child in parent:
        if _is_block(child):
            yield from _paragraphs(runs)
            yield from _block(child, reading, depth)
            runs = []
        else:
            runs.extend(_inline(child, reading, Run()))
        runs.append(Run(text=_collapsed(child.tail)))
    yield from _paragraphs(runs)


def _paragraphs(runs: Iterable[Run]) -> Iterator[Paragraph]:
    """Prose as paragraphs: two line ends in a row part them."""
    part: list[Run] = []
    for run in runs:
        if run.text == BREAK and _ends_line(part):
            yield from _paragraph(part)
            part = []
        else:
            part.append(run)
    yield from _paragraph(part)


def _ends_line(part: list[Run]) -> bool:
    words = next((run.text for run in reversed(part) if run.text == BREAK or run.text.strip()), "")
    return words == BREAK


def _paragraph(runs: Iterable[Run]) -> Iterator[Paragraph]:
    prose = tidied(runs)
    if prose:
        yield Paragraph(prose)


def _block(element: "_Element", reading: _Reading, depth: int) -> Iterator[Block]:
    name = _name(element)
    if name in _HEADINGS:
        prose = tidied(replace(run, strong=False) for run in _inside(element, reading, Run()))
        if prose:
            yield Heading(int(name[1]), prose)
    elif name in {"pre", "code"}:
        yield Code(_code(element))
    elif name == "hr":
        yield Rule()
    elif name == "table":
        yield from _table(element, reading, depth)
    elif name in {"ul", "ol", "blockquote"} and depth < DEEPEST:
        yield from _nested(element, name, reading, depth)
    elif (label := reading.notes.get(element.get("id") or "")) and name == "li":
        reading.bodies[label] = tuple(_blocks(element, reading, depth + 1))
    else:
        yield from _blocks(element, reading, depth)


def _nested(element: "_Element", name: str, reading: _Reading, depth: int) -> Iterator[Block]:
    if name == "blockquote":
        if inner := tuple(_blocks(element, reading, depth + 1)):
            yield Quotation(inner)
        return
    items = [tuple(_block_or_words(child, reading, depth + 1)) for child in element if _name(child)]
    if kept := tuple(item for item in items if item):
        start = element.get("start") or "1"
        first = int(start) if start.isascii() and start.isdigit() and len(start) <= 6 else 1
        yield Items(first if name == "ol" else None, kept)


def _block_or_words(child: "_Element", reading: _Reading, depth: int) -> Iterator[Block]:
    if _is_block(child):
        yield from _block(child, reading, depth)
    else:
        yield from _paragraph(_inline(child, reading, Run()))


def _table(element: "_Element", reading: _Reading, depth: int) -> Iterator[Block]:
    """A table; one of a single column, as pages are laid out with, as the blocks in it."""
    rows = [[cell for cell in row if _name(cell) in {"td", "th"}] for row in element.iter() if _name(row) == "tr"]
    nested = any(_name(inner) == "table" for inner in element.iterdescendants())
    if nested or depth >= DEEPEST or max(map(len, rows), default=0) < 2:
        yield from _blocks(element, reading, depth)
        return
    for caption in element.iter("caption"):
        yield from _paragraph(_inside(caption, reading, Run()))
    yield Table(tuple(tuple(_cell(cell, reading) for cell in row) for row in rows if row))


def _cell(cell: "_Element", reading: _Reading) -> Prose:
    return tidied(_inside(cell, reading, Run()))


def _code(element: "_Element") -> str:
    for line_end in element.iter("br", "lb"):
        line_end.tail = BREAK + (line_end.tail or "")
    return "".join(element.itertext()).expandtabs(4)


def _inside(element: "_Element", reading: _Reading, look: Run) -> Iterator[Run]:
    """The runs inside of an element, each block in it on a line of its own."""
    yield replace(look, text=_collapsed(element.text))
    for child in element:
        if _is_block(child):
            yield Run(text=BREAK)
            yield from _inside(child, reading, look)
            yield Run(text=BREAK)
        else:
            yield from _inline(child, reading, look)
        yield replace(look, text=_collapsed(child.tail))


def _inline(element: "_Element", reading: _Reading, look: Run) -> Iterator[Run]:
    name = _name(element)
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
        yield from _inside(element, reading, look)
        yield replace(look, text="”")
    elif name == "sup" and _note(element, reading):
        yield Run(note=_note(element, reading))
    else:
        yield from _inside(element, reading, _looking(name, look))


def _looking(name: str, look: Run) -> Run:
    if name in _EM:
        return replace(look, em=True)
    if name in _STRONG:
        return replace(look, strong=True)
    return replace(look, code=True) if name in _CODE else look


def _anchor(element: "_Element", reading: _Reading, look: Run) -> Iterator[Run]:
    href = (element.get("href") or element.get("target") or "").strip()
    if href.startswith("#") and href[1:] in reading.backlinks:
        return
    if label := reading.notes.get(href[1:]) if href.startswith("#") else None:
        yield Run(note=label)
        return
    target = judge(href)
    if isinstance(target, External) or (reading.entities and isinstance(target, Entity)):
        look = replace(look, href=href)
    elif href and text_of(_inside(element, _Reading(False, {}), look)).strip():  # noqa: FBT003
        reading.left_out.append(LeftOut("link", href[:_SHOWN]))
    yield from _inside(element, reading, look)


def _note(element: "_Element", reading: _Reading) -> str:
    """The label of the footnote that a raised element leads to, where it does nothing else."""
    anchors = [child for child in element if _name(child) == "a"]
    if len(anchors) != 1 or len(element) != 1:
        return ""
    href = anchors[0].get("href") or ""
    return reading.notes.get(href[1:], "") if href.startswith("#") else ""


def _leave_out(element: "_Element", what: str, reading: _Reading) -> None:
    if what:
        address = element.get("alt") or element.get("src") or element.get("data") or ""
        words = address or " ".join("".join(element.itertext()).split())
        reading.left_out.append(LeftOut(what, words[:_SHOWN]))


def _collapsed(text: str | None) -> str:
    """Text with each run of what HTML takes for space as one; no-break spaces stay."""
    if not text:
        return ""
    return _WHITE.sub(" ", text)
