"""From markdown-it's inline tokens to an `Inline`: the visible text, and ranges for what lies over it.

Ranges instead of a tree, because what comes later (names, quotes) is found in the text, across emphasis and links.
Emphasis inside emphasis of its kind shows as nothing more, and is kept as one range. Images, HTML and links that no
article may carry become plain text and a `Remark`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from markdown_it.token import Token

from generator.markdown import tidy
from generator.text.address import Entity, External, Fragment, Refused, judge, shorten
from generator.text.passage import EntityLink, Inline, Note, Wrap

_HTML = re.compile(r"<(?:[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>]*)?>|!--|\?\w+)")
# Runs are anchored at their beginning, so that a long one is scanned once.
_BARE = re.compile(r"\b(?:https?://|www\.)[^\s<>]+|(?<![\w.+-])[\w.+-]+@[\w.-]+", re.IGNORECASE)
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Remark:
    """A mistake at text[start:end] of an `Inline`."""

    rule: str
    start: int
    end: int
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the content, the mistakes in it, and the links to other places of the article to be checked."""

    inline: Inline
    remarks: tuple[Remark, ...] = ()
    fragments: tuple[Wrap, ...] = ()


@dataclass(slots=True)
class _Reader:
    """Goes once over the tokens of one `Inline`; `last` is the character before the next one."""

    labels: Mapping[str, str]
    parts: list[str] = field(default_factory=list)
    length: int = 0
    last: str = "\n"
    line_end: Literal["", "soft", "hard"] = ""
    line_starts: set[int] = field(default_factory=set)
    image: bool = False
    opened: dict[str, tuple[int, int]] = field(default_factory=dict)
    hrefs: list[tuple[int, str, bool]] = field(default_factory=list)
    wraps: list[Wrap] = field(default_factory=list)
    links: list[EntityLink] = field(default_factory=list)
    code: list[tuple[int, int]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    protected: list[tuple[int, int]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    fragments: list[Wrap] = field(default_factory=list)

    def read(self, tokens: Sequence[Token]) -> None:
        for token, following in zip(tokens, [*tokens[1:], None], strict=False):
            if token.type == "text":
                # markdown-it's own rule for images calls itself for each image in an image, without an end.
                before_link = following is not None and following.type == "link_open"
                self.image = before_link and token.content.endswith("!")
                self.add(token.content[:-1] if self.image else token.content)
            else:
                self.read_markup(token)

    def read_markup(self, token: Token) -> None:
        match token.type:
            case "text_special":
                self.add(token.content)
            case "softbreak" | "hardbreak":
                self.add_break(hard=token.type == "hardbreak")
            case "code_inline":
                self.add_code(token.content)
            case "em_open" | "strong_open":
                self.open(token.tag)
            case "em_close" | "strong_close":
                self.close("em" if token.tag == "em" else "strong")
            case "link_open":
                self.open_link(str(token.attrs.get("href", "")))
            case "link_close":
                self.close_link()
            case "footnote_ref":
                self.add_note(self.labels[token.meta["label"]])
            case other:
                raise AssertionError(f"no such inline token is asked for: {other}")

    def add(self, content: str) -> None:
        content = tidy(content)
        if self.last in {" ", "\n"}:
            # A line of nothing but no-break spaces would be an empty one to Python-Markdown.
            content = content.lstrip(" " if self.last == " " else None)
        if content:
            self.end_line()
            self.parts.append(content)
            self.length += len(content)
            self.last = content[-1]

    def add_break(self, *, hard: bool) -> None:
        """Remember a line end; it counts once words follow, so that no line of the text is empty."""
        if self.last != "\n" and self.parts and self.parts[-1] != "\n":
            self.line_end = "hard" if hard else "soft"
            self.last = "\n"
        elif self.last != "\n":
            self.add(" ")

    def end_line(self) -> None:
        if self.line_end:
            if self.line_end == "hard":
                self.breaks.append(self.length)
            self.line_end = ""
            self.parts.append("\n")
            self.line_starts.add(self.length)
            self.length += 1

    def add_note(self, label: str) -> None:
        self.end_line()
        self.notes.append(Note(self.length, label))
        self.last = "]"

    def add_code(self, content: str) -> None:
        before = self.length
        self.add(content)
        start = self.first(before)
        if start < self.length and not content.isspace():
            self.code.append((start, self.length))
            self.protected.append((start, self.length))

    def first(self, start: int) -> int:
        """Where what was opened at `start` begins to show: not with the end of the line before."""
        return start + 1 if start in self.line_starts else start

    def open(self, kind: str) -> None:
        start, depth = self.opened.get(kind, (self.length, 0))
        self.opened[kind] = (start, depth + 1)

    def close(self, kind: Literal["strong", "em"]) -> None:
        start, depth = self.opened.pop(kind)
        if depth > 1:
            self.opened[kind] = (start, depth - 1)
        elif (start := self.first(start)) < self.length:
            self.wraps.append(Wrap(start, self.length, kind))

    def open_link(self, href: str) -> None:
        self.hrefs.append((self.length, href, self.image))
        self.image = False

    def close_link(self) -> None:
        opened, href, image = self.hrefs.pop()
        start = self.first(opened)
        if image:
            message = f"an article carries no images: `{shorten(href)}`"
            advice = "describe it in words, or link to the page that shows it"
            self.remarks.append(Remark("image", start, self.length, message, advice))
            return
        if start < self.length:
            self.protected.append((start, self.length))
        match judge(href):
            case Refused(message, advice):
                self.remarks.append(Remark("unsafe-link", start, self.length, message, advice))
            # An address in angle brackets is a link even inside one; the outer one is what the writer meant.
            case _ if self.hrefs or start == self.length:
                pass
            case Entity(kind, entity_id):
                self.links.append(EntityLink(start, self.length, kind, entity_id))
            case External(url):
                self.wraps.append(Wrap(start, self.length, "link", url))
            case Fragment(name):
                self.wraps.append(Wrap(start, self.length, "link", f"#{name}"))
                self.fragments.append(self.wraps[-1])

    def result(self) -> Reading:
        text = "".join(self.parts)
        if "<" in text:
            self.remarks.extend(_html_in(text, self.code))
        if "@" in text or "://" in text or "www" in text or "WWW" in text:
            bare = [found.span() for found in _BARE.finditer(text)]
            self.protected = _merged([*self.protected, *bare])
        inline = Inline(
            text=text,
            wraps=tuple(self.wraps),
            links=tuple(self.links),
            code=tuple(self.code),
            notes=tuple(self.notes),
            breaks=tuple(self.breaks),
            protected=tuple(_merged(self.protected)) if len(self.protected) > 1 else tuple(self.protected),
        )
        return Reading(inline, tuple(self.remarks), tuple(self.fragments))


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same places as ranges in order that neither overlap nor touch."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _html_in(text: str, code: Iterable[tuple[int, int]]) -> Iterable[Remark]:
    ends = list(code)
    at = 0
    for found in _HTML.finditer(text):
        while at < len(ends) and ends[at][1] <= found.start():
            at += 1
        if at < len(ends) and ends[at][0] <= found.start():
            continue
        shown = found[0][:_SHOWN].replace("\n", " ").replace("`", "'")
        advice = "mark text up in Markdown, or write code between backticks"
        yield Remark("raw-html", *found.span(), f"`{shown}` is HTML, and is shown as text", advice)


def read_inline(tokens: Sequence[Token], labels: Mapping[str, str]) -> Reading:
    """The content that `tokens` are; `labels` has the label on the page of each of the article's footnotes."""
    reader = _Reader(labels)
    reader.read(tokens)
    return reader.result()
