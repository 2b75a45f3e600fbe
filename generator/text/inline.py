"""Conversion of markdown-it's inline tokens into an `Inline`: the visible text, and ranges of markup over it.

It has ranges instead of a tree, because names and quotes are found in the text, across emphasis and links. Emphasis
inside emphasis of the same kind is not visible, and becomes one range. Images within text, HTML and links that articles
must not contain become plain text and an `InlineDiagnostic`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Literal

from markdown_it.token import Token

from generator.text.address import (
    EntityAddress,
    ExternalAddress,
    FragmentAddress,
    NoNameAddress,
    RefusedAddress,
    classify_address,
    refuse_image,
    shorten_href,
)
from generator.text.escaping import collapse_spaces
from generator.text.foreign_markup import find_foreign_markup, is_plain_text
from generator.text.inline_diagnostic import InlineDiagnostic
from generator.text.limits import check_markup
from generator.text.passage import EntityLink, Inline, Note, Wrap
from generator.text.spans import Spans

_HTML = re.compile(r"<(?:[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>]*)?>|!--|\?\w+)")
# Runs are anchored at their start, so that a long one is scanned once.
_BARE = re.compile(r"\b(?:https?://|www\.)[^\s<>]+|(?<![\w.+-])[\w.+-]+@[\w.-]+", re.IGNORECASE)
_NOTE = re.compile(r"\[\^[^\[\]\n`]{1,100}\]")
_MAX_QUOTED = 40


@dataclass(frozen=True, slots=True)
class ParsedInline:
    """A parsed inline text: its content, its diagnostics, and its unchecked links to fragments of the article."""

    inline: Inline
    diagnostics: tuple[InlineDiagnostic, ...] = ()
    fragments: tuple[Wrap, ...] = ()


@dataclass(slots=True)
class _InlineReader:
    """A reader of the tokens of one `Inline`; `last_character` is the one before the next token."""

    labels: Mapping[str, str]
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    last_character: str = "\n"
    line_end: Literal["", "soft", "hard"] = ""
    line_starts: set[int] = field(default_factory=set)
    image: bool = False
    opened: dict[str, tuple[int, int]] = field(default_factory=dict)
    hrefs: list[tuple[int, str, bool]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    wraps: list[Wrap] = field(default_factory=list)
    links: list[EntityLink] = field(default_factory=list)
    code: list[tuple[int, int]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    protected: list[tuple[int, int]] = field(default_factory=list)
    linked: list[tuple[int, int]] = field(default_factory=list)
    diagnostics: list[InlineDiagnostic] = field(default_factory=list)
    fragments: list[Wrap] = field(default_factory=list)
    escaped: set[int] = field(default_factory=set)

    def read(self, tokens: Sequence[Token]) -> None:
        for token, following in zip(tokens, [*tokens[1:], None], strict=False):
            if token.type == "text":
                # markdown-it's own rule for images recurses without a limit for each image in an image.
                before_link = following is not None and following.type == "link_open"
                self.image = before_link and token.content.endswith("!")
                self.add(token.content[:-1] if self.image else token.content)
            else:
                self.read_markup(token)

    def read_markup(self, token: Token) -> None:
        match token.type:
            case "text_special":
                self.add_escaped(token.content)
            case "softbreak" | "hardbreak":
                self.add_break(hard=token.type == "hardbreak")
            case "code_inline":
                self.add_code(token.content)
            case "em_open" | "strong_open":
                self.open(token.tag)
            case "em_close" | "strong_close":
                self.close("em" if token.tag == "em" else "strong")
            case "link_open":
                self.titles.append(str(token.attrs.get("title", "")))
                self.open_link(str(token.attrs.get("href", "")))
            case "link_close":
                self.close_link()
            case "footnote_ref":
                self.add_note(self.labels[token.meta["label"]])
            case token_type:
                raise AssertionError(f"unexpected inline token: {token_type}")

    def add(self, content: str) -> None:
        content = collapse_spaces(content)
        if self.last_character in {" ", "\n"}:
            # Python-Markdown reads a line of only no-break spaces as an empty line.
            content = content.lstrip(" " if self.last_character == " " else None)
        if content:
            self.end_line()
            self.pieces.append(content)
            self.length += len(content)
            self.last_character = content[-1]

    def add_escaped(self, content: str) -> None:
        """Add a character that the writer escaped, so that it is not markup."""
        old_length = self.length
        self.add(content)
        if self.length > old_length:
            self.escaped.add(self.length - 1)

    def add_break(self, *, hard: bool) -> None:
        """Remember a line end. It is written once words follow, so that no line of the text is empty."""
        if self.last_character == "\n":
            return
        if self.pieces and self.pieces[-1] != "\n":
            self.line_end = "hard" if hard else "soft"
            self.last_character = "\n"
        else:
            self.add(" ")

    def end_line(self) -> None:
        if self.line_end:
            if self.line_end == "hard":
                self.breaks.append(self.length)
            self.line_end = ""
            self.pieces.append("\n")
            self.line_starts.add(self.length)
            self.length += 1

    def add_note(self, label: str) -> None:
        self.end_line()
        self.notes.append(Note(self.length, label))
        self.last_character = "]"

    def add_code(self, content: str) -> None:
        old_length = self.length
        self.add(content)
        start = self.skip_line_end(old_length)
        if start < self.length and not content.isspace():
            self.code.append((start, self.length))
            self.protected.append((start, self.length))

    def skip_line_end(self, start: int) -> int:
        """Return the first visible position of markup that opened at `start`, after a line end."""
        return start + 1 if start in self.line_starts else start

    def open(self, kind: str) -> None:
        start, depth = self.opened.get(kind, (self.length, 0))
        self.opened[kind] = (start, depth + 1)

    def close(self, kind: Literal["strong", "em"]) -> None:
        start, depth = self.opened.pop(kind)
        if depth > 1:
            self.opened[kind] = (start, depth - 1)
        elif (start := self.skip_line_end(start)) < self.length:
            self.wraps.append(Wrap(start, self.length, kind))

    def open_link(self, href: str) -> None:
        self.hrefs.append((self.length, href, self.image))
        self.image = False

    def close_link(self) -> None:
        opened, href, image = self.hrefs.pop()
        start = self.skip_line_end(opened)
        if title := self.titles.pop():
            message = f"the title of this link, `{shorten_href(title)}`, is not printed"
            advice = "write it in the text, or delete it"
            self.diagnostics.append(InlineDiagnostic("unprinted", start, self.length, message, advice))
        if image:
            refusal = refuse_image(href)
            self.diagnostics.append(InlineDiagnostic("image", start, self.length, refusal.message, refusal.advice))
            return
        self.add_link(href, start)

    def add_link(self, href: str, start: int) -> None:
        """Add the link from `start` to the current position, or report its target."""
        address = classify_address(href)
        if start < self.length:
            names_apart = isinstance(address, EntityAddress | NoNameAddress)
            (self.protected if names_apart else self.linked).append((start, self.length))
        match address:
            case RefusedAddress(message, advice):
                self.diagnostics.append(InlineDiagnostic("unsafe-link", start, self.length, message, advice))
            # A URL in angle brackets is a link even inside another link; the writer meant the outer one.
            case _ if self.hrefs or start == self.length or isinstance(address, NoNameAddress):
                pass
            case EntityAddress(kind, entity_id):
                self.links.append(EntityLink(start, self.length, kind, entity_id))
            case ExternalAddress(url):
                self.wraps.append(Wrap(start, self.length, "link", url))
            case FragmentAddress(name):
                self.wraps.append(Wrap(start, self.length, "link", f"#{name}"))
                self.fragments.append(self.wraps[-1])

    def build_result(self) -> ParsedInline:
        text = "".join(self.pieces)
        if "@" in text or "://" in text or "www" in text or "WWW" in text:
            self.protected.extend(map(re.Match.span, _BARE.finditer(text)))
        self.protected = _merge(self.protected)
        self.add_diagnostics(text)
        inline = Inline(
            text=text,
            wraps=tuple(self.wraps),
            links=tuple(self.links),
            code=tuple(self.code),
            notes=tuple(self.notes),
            breaks=tuple(self.breaks),
            protected=tuple(self.protected),
        )
        return ParsedInline(inline, tuple(self.diagnostics), tuple(self.fragments))

    def add_diagnostics(self, text: str) -> None:
        """Report markup in the whole text that is printed literally."""
        opaque = _merge([*self.protected, *self.linked])
        foreign = find_foreign_markup(text, opaque, self.escaped)
        self.diagnostics.extend(foreign)
        if "<" in text:
            covered = Spans(diagnostic.range for diagnostic in foreign)
            self.diagnostics.extend(_find_html(text, Spans(self.code), covered))
        self.diagnostics.extend(_find_missing_notes(text, opaque, self.escaped))


def _merge(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Merge ranges into ordered ranges that neither overlap nor touch."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _find_html(text: str, code: Spans, foreign: Spans) -> Iterable[InlineDiagnostic]:
    """Yield a diagnostic for each HTML tag outside of code and of foreign markup."""
    for match in _HTML.finditer(text):
        if code.is_covered(match.start()) or foreign.is_covered(match.start()):
            continue
        quoted = match[0][:_MAX_QUOTED].replace("\n", " ").replace("`", "'")
        advice = "mark text up in Markdown, or write code between backticks"
        yield InlineDiagnostic("raw-html", *match.span(), f"`{quoted}` is HTML, which is shown as text", advice)


def _find_missing_notes(
    text: str, protected: Sequence[tuple[int, int]], escaped: AbstractSet[int]
) -> Iterator[InlineDiagnostic]:
    """Yield a diagnostic for each `[^label]` that is text because no line defines it."""
    for match in _NOTE.finditer(text):
        if is_plain_text(match, protected, escaped):
            continue
        message = f"the footnote `{match[0]}` is not defined"
        advice = f"define it below the text: `{match[0]}: …`"
        if " " in match[0]:
            advice = "use a label without spaces: `[^1]`, and `[^1]: …` below the text"
        yield InlineDiagnostic("footnote", *match.span(), message, f"{advice}; if it is meant as text, write `\\[^`")


def read_inline(tokens: Sequence[Token], labels: Mapping[str, str]) -> ParsedInline:
    """Convert inline `tokens`; `labels` has the label on the page of each of the article's footnotes."""
    reader = _InlineReader(labels)
    reader.read(tokens)
    parsed = reader.build_result()
    limit_diagnostics = check_markup(parsed.inline.text, tokens)
    if not limit_diagnostics:
        return parsed
    return replace(parsed, diagnostics=(*parsed.diagnostics, *limit_diagnostics))
