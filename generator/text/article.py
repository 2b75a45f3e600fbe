"""From article.md to an `Article`: its blocks, its passages and headings, and what is wrong in it.

The text is parsed once, as CommonMark with tables and footnotes. Everything that an article may not carry (images,
HTML, links that lead elsewhere than allowed) is reported here and is plain text from here on. Whether the entities
that it links exist is not known here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import cast

from markdown_it.token import Token

from generator.diagnostics import Diagnostic, Source, Span, in_order
from generator.markdown import tidy
from generator.text.blocks import (
    Align,
    Block,
    Code,
    Footnote,
    Heading,
    ListBlock,
    Paragraph,
    Quotation,
    Rule,
    Table,
)
from generator.text.commonmark import MAX_NESTING, tokenize
from generator.text.inline import Reading, Remark, read_inline
from generator.text.outline import Levels, UniqueNames, slugify
from generator.text.passage import EntityLink, Inline, Origin, Passage, Wrap

__all__ = ["Article", "EntityLink", "Passage", "Section", "parse"]

_PASSAGE_ANCHOR = re.compile(r"p\d+")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading: its level on the page (2 to 6), plain text and id."""

    level: int
    title: str
    id: str


@dataclass(frozen=True)
class Article:
    """An article as read. `words` counts those of its passages."""

    passages: tuple[Passage, ...]
    sections: tuple[Section, ...]
    diagnostics: tuple[Diagnostic, ...]
    words: int
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...]

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Every id that the article brings to its page: no attribution may bear one of them."""
        return frozenset(
            [
                *(passage.anchor for passage in self.passages),
                *(section.id for section in self.sections),
                *(footnote.label for footnote in self.footnotes),
            ]
        )


@dataclass(slots=True)
class _Reader:
    """Descends once through markdown-it's tokens; markdown-it bounds the depth."""

    source: Source
    tokens: Sequence[Token]
    footnote_labels: Mapping[int, str]
    labels: Mapping[str, str]
    at: int = 0
    passages: list[Passage] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    fragments: list[tuple[Wrap, str, Origin]] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    anchor: str = ""
    ids: UniqueNames = field(default_factory=UniqueNames)
    levels: Levels = field(default_factory=Levels)

    def blocks(self, until: str = "") -> Iterator[Block]:
        """The blocks up to the token `until`, which is passed over too."""
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == until:
                return
            if token.type == "footnote_reference_open":
                self.put_off(token)
            elif block := self.block(token):
                yield block

    def block(self, token: Token) -> Block | None:
        """The block that `token` opens; none for a heading without words."""
        match token.type:
            case "paragraph_open":
                return self.paragraph()
            case "heading_open":
                return self.heading(token)
            case "bullet_list_open" | "ordered_list_open":
                return self.list(token)
            case "table_open":
                return self.table()
            case "blockquote_open":
                self.check_depth(token)
                return Quotation(tuple(self.blocks("blockquote_close")))
        return _leaf(token)

    def check_depth(self, token: Token) -> None:
        if token.level + 1 < MAX_NESTING:
            return
        line = (token.map or [0])[0] + 1
        message = "lists and quotations are nested too deep here, what stands inside is not read"
        advice = f"{MAX_NESTING} levels are read, and a list counts twice"
        self.diagnostics.append(self.source.diagnostic("too-deep", Span(line), message, advice=advice))

    def put_off(self, token: Token) -> None:
        """Footnotes are read after the text."""
        self.waiting.append(self.at)
        while not (
            self.tokens[self.at].type == "footnote_reference_close" and self.tokens[self.at].level == token.level
        ):
            self.at += 1
        self.at += 1

    def inline(self) -> tuple[Inline, Origin]:
        """The next token's content, with its mistakes reported."""
        token = self.tokens[self.at]
        self.at += 1
        first, end = token.map or (0, 0)
        origin = Origin(first + 1, tuple(self.source.lines[first:end]))
        reading = read_inline(token.children or (), self.labels)
        if reading.remarks or reading.fragments:
            self.keep(reading, origin)
        return reading.inline, origin

    def keep(self, reading: Reading, origin: Origin) -> None:
        text = reading.inline.text
        self.diagnostics.extend(self.diagnostic(remark, text, origin) for remark in reading.remarks)
        self.fragments.extend((wrap, text, origin) for wrap in reading.fragments)

    def diagnostic(self, remark: Remark, text: str, origin: Origin) -> Diagnostic:
        span = origin.locate(text, remark.start, max(remark.end, remark.start + 1))
        return self.source.diagnostic(remark.rule, span, remark.message, advice=remark.advice)

    def paragraph(self) -> Paragraph:
        """A paragraph or a cell: either is an inline token between its own two."""
        inline, origin = self.inline()
        self.at += 1
        if not inline.text or inline.text.isspace():
            return Paragraph(inline, None)
        number = len(self.passages) + 1
        passage = Passage(
            number=number,
            anchor=self.anchor or f"p{number}",
            section=len(self.sections),
            inline=inline,
            origin=origin,
        )
        self.passages.append(passage)
        return Paragraph(inline, passage)

    def heading(self, token: Token) -> Heading | None:
        inline, _ = self.inline()
        self.at += 1
        title = inline.text.replace("\n", " ").strip()
        if not title:
            return None
        slug = slugify(title) or "section"
        # An id of the form `p12` is a passage's.
        name = self.ids.take(f"section-{slug}" if _PASSAGE_ANCHOR.fullmatch(slug) else slug)
        level = self.levels.of(int(token.tag[1:]))
        self.sections.append(Section(level, title, name))
        return Heading(level, name, inline)

    def list(self, token: Token) -> ListBlock:
        items = []
        tight = True
        while self.tokens[self.at].type == "list_item_open":
            self.check_depth(self.tokens[self.at])
            self.at += 1
            tight = tight and self.is_tight()
            items.append(tuple(self.blocks("list_item_close")))
        self.at += 1
        start = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None
        return ListBlock(start, tight and all(map(_is_tight, items)), tuple(items))

    def is_tight(self) -> bool:
        """Whether markdown-it hides the paragraph that the item begins with, as it does in tight lists."""
        token = self.tokens[self.at]
        return token.hidden if token.type == "paragraph_open" else token.type == "list_item_close"

    def table(self) -> Table:
        align: list[Align] = []
        rows: list[tuple[Paragraph, ...]] = []
        cells: list[Paragraph] = []
        while (token := self.tokens[self.at]).type != "table_close":
            self.at += 1
            if token.type in {"th_open", "td_open"}:
                if token.type == "th_open":
                    style = str(token.attrs.get("style", ""))
                    align.append(cast("Align", style.removeprefix("text-align:")))
                cells.append(self.paragraph())
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        self.at += 1
        return Table(tuple(align), tuple(rows))

    def footnotes(self) -> Iterator[Footnote]:
        """Those put off, and those inside them."""
        done = 0
        while done < len(self.waiting):
            self.at = self.waiting[done]
            done += 1
            label = self.footnote_labels[self.at - 1]
            self.anchor = f"fn:{label}"
            yield Footnote(label, tuple(self.blocks("footnote_reference_close")))

    def check_fragments(self) -> None:
        ids = [section.id for section in self.sections[:100]]
        known = {passage.anchor for passage in self.passages} | {section.id for section in self.sections}
        unknown = [fragment for fragment in self.fragments if fragment[0].target[1:] not in known]
        for number, (wrap, text, origin) in enumerate(unknown):
            wanted = wrap.target[1:]
            # Comparing all with all would not be linear, and nobody needs more guesses than these.
            near = get_close_matches(wanted, ids, n=1) if number < 10 else []
            guess = f", did you mean `{near[0]}`?" if near else ""
            message = f"no heading or paragraph of this article has the id `{tidy(wanted)}`{guess}"
            headings = ", ".join(f"`#{section.id}`" for section in self.sections[:10])
            advice = f"headings have these: {headings}" if headings else "paragraphs have `#p1`, `#p2` and so on"
            self.diagnostics.append(
                self.diagnostic(Remark("unsafe-link", wrap.start, wrap.end, message, advice), text, origin)
            )


def _leaf(token: Token) -> Block:
    if token.type == "hr":
        return Rule()
    if token.type in {"fence", "code_block"}:
        return Code(token.info.split(maxsplit=1)[0] if token.info.strip() else "", token.content)
    raise AssertionError(f"no such block token is asked for: {token.type}")


def _is_tight(item: Sequence[Block]) -> bool:
    match item:
        case () | (Paragraph(),) | (Paragraph(), ListBlock(tight=True)):
            return True
    return False


def _footnote_labels(tokens: Sequence[Token]) -> tuple[dict[int, str], dict[str, str]]:
    """Each footnote's label on the page, by the position of its token, and by its label in the article."""
    by_position: dict[int, str] = {}
    by_label: dict[str, str] = {}
    names = UniqueNames()
    for position, token in enumerate(tokens):
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
            by_position[position] = names.take(f"note-{slugify(label) or 'x'}")
            by_label.setdefault(label, by_position[position])
    return by_position, by_label


def parse(source: Source, taken: Iterable[str] = ()) -> Article:
    """The article that `source` is: whatever the text, never an exception.

    `taken` are ids that the page has already, so that no heading gets them.
    """
    tokens = tokenize(source.text)
    by_position, by_label = _footnote_labels(tokens)
    reader = _Reader(source, tokens, by_position, by_label, ids=UniqueNames(taken))
    blocks = tuple(reader.blocks())
    footnotes = tuple(reader.footnotes())
    reader.check_fragments()
    return Article(
        passages=tuple(reader.passages),
        sections=tuple(reader.sections),
        diagnostics=tuple(in_order(reader.diagnostics)),
        words=sum(len(passage.text.split()) for passage in reader.passages),
        blocks=blocks,
        footnotes=footnotes,
    )
