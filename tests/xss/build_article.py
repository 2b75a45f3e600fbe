"""Articles with a vector in each part of Markdown that prose consists of.

`build_hostile_article` builds one, with the words that attributions can quote from it. `is_refused_in_article` predicts
by CommonMark alone what the rules of articles refuse, so that it can be compared with the generator.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from zlib import crc32

from corpus import Vector
from inert import scheme
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

_PLAIN_TO_MARKDOWN = re.compile(r"[\w\s<>/=\"'();,.#%-]*", re.ASCII)


class Article(NamedTuple):
    """The text, and quotes that occur in it once: two plain ones, and if possible one with a vector."""

    text: str
    quotes: tuple[str, ...]


def build_hostile_article(vectors: Sequence[Vector], number: int) -> Article:
    """Return article `number`; over as many articles as there are vectors, each vector occurs once in each position.

    What attributions quote comes before anything that could swallow it, such as the fence that a vector
    opens.
    """
    first, marked = (_pick(vectors, position, number) for position in ("first", "marked"))
    quotes = [f"the first words of article {number}", f"the second words of article {number}"]
    anchors = [f"These are {quote}, before {_without_notes(marked.line)} and after." for quote in quotes]
    if _is_quotable(marked.line):
        quotes.append(f"third words {marked.line} in the middle")
        anchors.append(f"These are the {quotes[-1]} of a mark.")
    opening = [first.payload] if _leaves_nothing_open(first.payload) else ["Words.", first.line]
    return Article("\n\n".join([*opening, *anchors, *_positions(vectors, number)]) + "\n", tuple(quotes))


def is_refused_in_article(payload: str) -> bool:
    """Return true if it has an image, or a link with another scheme than http, https or mailto, in Markdown."""
    forms = (payload, " ".join(payload.split()))
    return any(_leads_astray(form, html=html) for form in forms for html in (False, True))


def _pick(vectors: Sequence[Vector], position: str, number: int) -> Vector:
    return vectors[(number + crc32(position.encode())) % len(vectors)]


def _positions(vectors: Sequence[Vector], number: int) -> Iterator[str]:
    def line(position: str) -> str:
        return _without_notes(_pick(vectors, position, number).line)

    cell = line("cell").replace("|", "\\|")
    yield f"Words, then {line('sentence')}"
    yield f"{line('start')} and words after it."
    yield f"**{line('strong')}** and *{line('emphasis')}*"
    yield f"## {line('heading')}"
    yield f"- {line('item')}\n- item\n    - {line('nested')}\n\n1. {line('step')}\n2. step"
    yield f"> {line('quotation')}\n> and words"
    yield f"| {cell} | b |\n|---|---|\n| a | {cell} |"
    yield f"A note[^note] and [{line('link')}](https://example.org/).\n\n[^note]: {line('note')}"
    yield f"Code {_code_span(line('span'))} in a line."
    yield _code_block(_pick(vectors, "block", number).payload)
    yield _pick(vectors, "paragraph", number).payload


def _without_notes(line: str) -> str:
    """Return a line in which footnotes are plain text: what defines them is not on a line of its own there."""
    return line.replace("[^", "\\[^")


def _ticks(text: str, least: int) -> str:
    return "`" * max(least, *(len(run) + 1 for run in re.findall("`+", text)), 0)


def _code_span(text: str) -> str:
    ticks = _ticks(text, 1)
    return f"{ticks} {text} {ticks}"


def _code_block(text: str) -> str:
    ticks = _ticks(text, 3)
    return f"{ticks}\n{text}\n{ticks}"


def _commonmark(*, html: bool) -> MarkdownIt:
    engine = MarkdownIt("commonmark", {"html": html}).enable("table").use(footnote_plugin)
    engine.validateLink = lambda _: True  # type: ignore[assignment,method-assign]  # its own refusals would hide links
    return engine


def _leads_astray(text: str, *, html: bool) -> bool:
    environment: dict[str, Any] = {}
    tokens = _commonmark(html=html).parse(text, environment)
    spans = [span for token in tokens for span in token.children or ()]
    addresses = [str(span.attrs["href"]) for span in spans if span.type == "link_open"]
    addresses += [str(reference["href"]) for reference in environment.get("references", {}).values()]
    images = any(span.type == "image" for span in spans)
    return images or any(scheme(address) not in {"http", "https", "mailto"} for address in addresses)


def _leaves_nothing_open(text: str) -> bool:
    """Return true if a paragraph after it is a paragraph, with and without HTML."""
    for html in (False, True):
        blocks = _commonmark(html=html).parse(f"{text}\n\nword")
        if not any(block.type == "inline" and block.content == "word" and block.level == 1 for block in blocks):
            return False
    return True


def _is_quotable(line: str) -> bool:
    """Return true if it is plain text in Markdown and short enough for a quote."""
    plain = _PLAIN_TO_MARKDOWN.fullmatch(line) and "--" not in line and "://" not in line
    return bool(plain) and len(line.split()) <= 6
