"""Parsing of article.md into an `Article`: its blocks, passages, headings and diagnostics.

The text is parsed once, as CommonMark with tables and footnotes. Content that an article must not contain (HTML,
images within text, links to other targets than the allowed ones) is reported here and becomes plain text. This module
does not know which entities exist.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from operator import attrgetter
from typing import cast

from markdown_it.token import Token

from generator.diagnostics.diagnostic import Diagnostic, SourceFile, Span, sort_diagnostics
from generator.text.address import parse_image_file
from generator.text.blocks import (
    Align,
    ArticleBody,
    Block,
    CodeBlock,
    Footnote,
    Heading,
    ImageBlock,
    ListBlock,
    Paragraph,
    Quotation,
    Table,
    ThematicBreak,
)
from generator.text.commonmark import MAX_NESTING, ParsedMarkdown, parse_markdown
from generator.text.escaping import collapse_spaces
from generator.text.footnote_rules import check_footnotes
from generator.text.foreign_markup import check_front_matter
from generator.text.inline import ParsedInline, read_inline
from generator.text.inline_diagnostic import InlineDiagnostic
from generator.text.limits import check_blocks
from generator.text.outline import HeadingLevels, UniqueNames, slugify
from generator.text.passage import EntityLink, Inline, Origin, Passage, PassagePlace, PlacedLink, Wrap
from generator.text.token_lines import get_line, get_range, read_line
from generator.text.unprinted import check_code, check_definitions, check_tables

__all__ = ["Article", "EntityLink", "Passage", "Section", "parse_article"]

_PLAIN_TOKENS = frozenset({"text", "text_special", "softbreak"})
"""The types of inline tokens that are words without markup."""
_PASSAGE_ANCHOR = re.compile(r"p\d+")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading: its level on the page (2 to 6), its plain text and its id."""

    level: int
    title: str
    id: str


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image of the article, its id on the page, and its position in article.md."""

    block: ImageBlock
    anchor: str
    span: Span


@dataclass(frozen=True)
class Article:
    """A parsed article. `words` is the number of words in its passages; `origins` has the position of each segment."""

    body: ArticleBody
    headings: tuple[Passage, ...]
    sections: tuple[Section, ...]
    origins: tuple[Origin, ...]
    diagnostics: tuple[Diagnostic, ...]
    words: int
    images: tuple[PlacedImage, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages in order, those of footnotes last."""
        return self.body.passages

    @property
    def passage_texts(self) -> list[str]:
        """The texts of the passages."""
        return list(map(attrgetter("text"), self.passages))

    @cached_property
    def segments(self) -> tuple[Passage, ...]:
        """All texts that are searched for names: the passages, and then the headings."""
        return (*self.passages, *self.headings)

    @cached_property
    def links(self) -> tuple[PlacedLink, ...]:
        """The links to entities that the writer made, those in headings last, whether or not their targets exist."""
        links: list[PlacedLink] = []
        for index, segment in enumerate(self.segments):
            for link in segment.links:
                span = self.locate(index, link.start, link.end)
                links.append(PlacedLink(link.kind, link.id, span))
        return tuple(links)

    def locate(self, segment: int, start: int, end: int | None = None) -> Span:
        """Return the span in article.md of text[start:end] of the segment with that index; see `Origin.locate`."""
        return self.origins[segment].locate(self.segments[segment].text, start, end)

    def get_image_anchor(self, file: str | None) -> str | None:
        """Return the id on the page of the image with this file; None if the article does not show it."""
        return next((image.anchor for image in self.images if image.block.file == file), None)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """All ids of the article on its page. An attribution cannot have one of them."""
        return frozenset(
            [
                *(passage.anchor for passage in self.passages),
                *(section.id for section in self.sections),
                *(footnote.label for footnote in self.body.footnotes),
            ]
        )


@dataclass(slots=True)
class _ArticleReader:
    """A reader that descends once through markdown-it's tokens, whose depth markdown-it limits."""

    source: SourceFile
    tokens: Sequence[Token]
    footnote_labels: Mapping[int, str]
    labels: Mapping[str, str]
    position: int = 0
    places: list[PassagePlace] = field(default_factory=list)
    headings: list[Passage] = field(default_factory=list)
    passage_origins: list[Origin] = field(default_factory=list)
    heading_origins: list[Origin] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    fragments: list[tuple[Wrap, str, Origin]] = field(default_factory=list)
    images: list[PlacedImage] = field(default_factory=list)
    footnote_positions: list[int] = field(default_factory=list)
    anchor: str = ""
    ids: UniqueNames = field(default_factory=UniqueNames)
    levels: HeadingLevels = field(default_factory=HeadingLevels)

    def read_blocks(self, until: str = "") -> Iterator[Block]:
        """Yield the blocks up to the token `until`, and skip that token."""
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            if token.type == until:
                return
            if token.type == "footnote_reference_open":
                self.skip_footnote(token)
            elif block := self.read_block(token):
                yield block

    def read_block(self, token: Token) -> Block | None:
        """Return the block that `token` opens; None for a heading without words."""
        match token.type:
            case "paragraph_open":
                is_in_text = token.level == 0 and not self.anchor
                return (self.read_image() if is_in_text else None) or self.read_paragraph()
            case "heading_open":
                return self.read_heading(token)
            case "bullet_list_open" | "ordered_list_open":
                return self.read_list(token)
            case "table_open":
                return self.read_table()
            case "blockquote_open":
                self.check_depth(token)
                return Quotation(tuple(self.read_blocks("blockquote_close")))
        return _read_leaf(token)

    def check_depth(self, token: Token) -> None:
        if token.level + 1 < MAX_NESTING:
            return
        message = "lists and quotations are nested too deeply here, and their content is not read"
        advice = f"use at most {MAX_NESTING} levels; a list counts twice"
        self.diagnostics.append(self.source.diagnose("too-deep", Span(get_line(token)), message, advice=advice))

    def skip_footnote(self, token: Token) -> None:
        """Skip a footnote, which is read after the text."""
        self.footnote_positions.append(self.position)
        while not (
            self.tokens[self.position].type == "footnote_reference_close"
            and self.tokens[self.position].level == token.level
        ):
            self.position += 1
        self.position += 1

    def read_content(self) -> tuple[Inline, Origin]:
        """Read the content of the next token and report its errors."""
        token = self.tokens[self.position]
        self.position += 1
        start, end = get_range(token)
        origin = Origin(start + 1, tuple(self.source.lines[start:end]))
        parsed = read_inline(token.children or (), self.labels)
        self.add_findings(parsed, origin)
        return parsed.inline, origin

    def add_findings(self, parsed: ParsedInline, origin: Origin) -> None:
        """Add the diagnostics of a text, and its links to fragments, which are checked at the end."""
        text = parsed.inline.text
        self.diagnostics.extend(self.diagnose(diagnostic, text, origin) for diagnostic in parsed.diagnostics)
        self.fragments.extend((wrap, text, origin) for wrap in parsed.fragments)

    def diagnose(self, diagnostic: InlineDiagnostic, text: str, origin: Origin) -> Diagnostic:
        span = origin.locate(text, diagnostic.start, max(diagnostic.end, diagnostic.start + 1))
        return self.source.diagnose(diagnostic.rule, span, diagnostic.message, advice=diagnostic.advice)

    def read_image(self) -> ImageBlock | None:
        """Read a paragraph that is an image; return None for any other, which is not read."""
        token = self.tokens[self.position]
        block = _parse_image(token.children or ())
        if block:
            self.position += 2
            line = read_line(self.source, get_line(token))
            indentation = len(line) - len(line.lstrip())
            # No heading and no attribution has a colon in its id.
            anchor = f"fig:{len(self.images) + 1}"
            self.images.append(PlacedImage(block, anchor, Span(get_line(token), indentation + 1, len(line.strip()))))
        return block

    def read_paragraph(self) -> Paragraph:
        """Read a paragraph or a cell: an inline token between an opening and a closing one."""
        inline, origin = self.read_content()
        self.position += 1
        if not inline.text.strip():
            return Paragraph(inline, None)
        number = len(self.places) + 1
        place = PassagePlace(number, self.anchor or f"p{number}", len(self.sections))
        self.places.append(place)
        self.passage_origins.append(origin)
        return Paragraph(inline, place)

    def read_heading(self, token: Token) -> Heading | Paragraph | None:
        inline, origin = self.read_content()
        self.position += 1
        title = inline.text.replace("\n", " ").strip()
        if not title:
            # Its footnotes must still have a reference.
            return Paragraph(inline, None) if inline.notes else None
        slug = slugify(title) or "section"
        # Ids such as `p12` belong to passages.
        name = self.ids.take(f"section-{slug}" if _PASSAGE_ANCHOR.fullmatch(slug) else slug)
        level = self.levels.assign(int(token.tag[1:]))
        self.sections.append(Section(level, title, name))
        self.headings.append(Passage(number=0, anchor=name, section=len(self.sections), inline=inline))
        self.heading_origins.append(origin)
        return Heading(level, name, inline)

    def read_list(self, token: Token) -> ListBlock:
        items = []
        tight = True
        while self.tokens[self.position].type == "list_item_open":
            self.check_depth(self.tokens[self.position])
            self.position += 1
            tight = tight and self.is_tight()
            items.append(tuple(self.read_blocks("list_item_close")))
        self.position += 1
        start = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None
        return ListBlock(start, tight and all(map(_is_tight, items)), tuple(items))

    def is_tight(self) -> bool:
        """Check whether markdown-it hides the first paragraph of the item, as it does in tight lists."""
        token = self.tokens[self.position]
        return token.hidden if token.type == "paragraph_open" else token.type == "list_item_close"

    def read_table(self) -> Table:
        align: list[Align] = []
        rows: list[tuple[Paragraph, ...]] = []
        cells: list[Paragraph] = []
        while (token := self.tokens[self.position]).type != "table_close":
            self.position += 1
            if token.type in {"th_open", "td_open"}:
                if token.type == "th_open":
                    style = str(token.attrs.get("style", ""))
                    align.append(cast("Align", style.removeprefix("text-align:")))
                cells.append(self.read_paragraph())
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        self.position += 1
        return Table(tuple(align), tuple(rows))

    def read_footnotes(self) -> Iterator[Footnote]:
        """Yield the skipped footnotes, and the footnotes inside them."""
        number = 0
        while number < len(self.footnote_positions):
            self.position = self.footnote_positions[number]
            number += 1
            label = self.footnote_labels[self.position - 1]
            self.anchor = f"fn:{label}"
            yield Footnote(label, tuple(self.read_blocks("footnote_reference_close")))

    def check_fragments(self) -> None:
        ids = [section.id for section in self.sections]
        anchors = {*ids, *(place.anchor for place in self.places)}
        unknown = [fragment for fragment in self.fragments if fragment[0].target[1:] not in anchors]
        headings = ", ".join(f"`#{id_}`" for id_ in ids[:10])
        advice = f"use the id of a heading: {headings}" if headings else "use the id of a paragraph: `#p1`, `#p2`, …"
        for number, (wrap, text, origin) in enumerate(unknown):
            anchor = wrap.target[1:]
            # Comparing all with all would not be linear, and the first suggestions are enough.
            nearest = get_close_matches(anchor, ids[:100], n=1) if number < 10 else []
            suggestion = f", did you mean `{nearest[0]}`?" if nearest else ""
            message = f"no heading or paragraph of this article has the id `{collapse_spaces(anchor)}`{suggestion}"
            self.diagnostics.append(
                self.diagnose(InlineDiagnostic("unsafe-link", wrap.start, wrap.end, message, advice), text, origin)
            )


def _parse_image(tokens: Sequence[Token]) -> ImageBlock | None:
    """Return the image that inline tokens are; None if they are anything else, or it is not a file of the folder.

    Its description is plain words: markup in it would not be shown.
    """
    match tokens:
        case [Token(type="text", content="!"), Token(type="link_open", attrs=attributes), *words, Token() as end]:
            file = parse_image_file(str(attributes.get("href", "")))
            is_plain = end.type == "link_close" and _PLAIN_TOKENS.issuperset(map(attrgetter("type"), words))
            if file and is_plain:
                alt = " ".join(map(attrgetter("content"), words))
                return ImageBlock(file, collapse_spaces(alt), collapse_spaces(str(attributes.get("title", ""))))
    return None


def _read_leaf(token: Token) -> Block:
    if token.type == "hr":
        return ThematicBreak()
    if token.type in {"fence", "code_block"}:
        return CodeBlock(next(iter(token.info.split()), ""), token.content)
    raise AssertionError(f"unexpected block token: {token.type}")


def _is_tight(item: Sequence[Block]) -> bool:
    match item:
        case () | (Paragraph(),) | (Paragraph(), ListBlock(tight=True)):
            return True
    return False


def _assign_footnote_labels(tokens: Sequence[Token]) -> tuple[dict[int, str], dict[str, str]]:
    """Return each footnote's label on the page, by the position of its token and by its label in the article."""
    by_position: dict[int, str] = {}
    by_label: dict[str, str] = {}
    names = UniqueNames()
    for position, token in enumerate(tokens):
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
            by_position[position] = names.take(f"note-{slugify(label) or 'x'}")
            by_label.setdefault(label, by_position[position])
    return by_position, by_label


def _check_article(parsed: ParsedMarkdown, source: SourceFile) -> Iterator[Diagnostic]:
    """Yield the diagnostics of the rules for the whole article."""
    yield from check_front_matter(source)
    yield from check_footnotes(parsed.tokens, source)
    yield from check_tables(parsed.tokens, source)
    yield from check_definitions(parsed.definitions, source)
    yield from check_code(parsed.tokens, source)
    yield from check_blocks(parsed.tokens, source)


def parse_article(source: SourceFile, taken: Iterable[str] = ()) -> Article:
    """Parse an article. Never raises.

    `taken` are ids that the page already uses, so that no heading gets them.
    """
    parsed = parse_markdown(source.text)
    tokens = parsed.tokens
    by_position, by_label = _assign_footnote_labels(tokens)
    reader = _ArticleReader(source, tokens, by_position, by_label, ids=UniqueNames(taken))
    blocks = tuple(reader.read_blocks())
    footnotes = tuple(reader.read_footnotes())
    reader.check_fragments()
    body = ArticleBody(blocks, footnotes)
    return Article(
        body=body,
        headings=tuple(reader.headings),
        sections=tuple(reader.sections),
        origins=(*reader.passage_origins, *reader.heading_origins),
        diagnostics=tuple(sort_diagnostics([*reader.diagnostics, *_check_article(parsed, source)])),
        words=sum(len(passage.text.split()) for passage in body.passages),
        images=tuple(reader.images),
    )
