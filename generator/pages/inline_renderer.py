"""Rendering of an `Inline` as Markdown, with its markup, and with links and marks from outside.

Ranges may overlap, but markup must nest. A sweep over the text keeps a stack of open ranges. If two ranges cross, the
one with the higher rank is split: a mark rather than emphasis, emphasis rather than a link, and the later of two marks.
So a link is never split, and every range has as few pieces as possible.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import IntEnum
from operator import attrgetter
from typing import NamedTuple

from generator.infra.mappings import group_by
from generator.pages.tab_stops import SKIPPED
from generator.text.escaping import escape_link_target, escape_run
from generator.text.passage import Inline

LinkResolver = Callable[[str, str], str | None]

_DATE = re.compile(r"(?<![\w-])[0-9]{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?(?![\w-])", re.ASCII)

# Code that reads the same between backticks at any position; other code is written as an element. Python-Markdown uses
# three slashes as the placeholder of footnotes, and finds them in code too.
_PLAIN_CODE = re.compile(r"(?!.*///)[^\s<&`\\|][^<&`\\|]*(?<!\s)")

_CLOSING = re.compile(r"""(?:[.,;:!?…،؛؟۔।॥'"’‘”“»«›‹״](?!\w)|[。，、；：！？」』])*""")
"""Stops and closing quotation marks. Before a letter, a mark is an apostrophe or opens a quotation.

In scripts without spaces a letter may follow, so that only marks count which open nothing.
"""


class Link(NamedTuple):
    """A link from text[start:end] of a passage to `target`, outside its protected ranges and its own links.

    If it `is_repeated`, the section links to the target before, so that this link looks like text. If it is no
    `is_tab_stop`, the article does, so that the keyboard does not stop here.
    """

    start: int
    end: int
    target: str
    is_repeated: bool = False
    is_tab_stop: bool = True


class Mark(NamedTuple):
    """A mark of text[start:end] of a passage as the words of the attribution `id`, of a kind.

    On the page, `id` is the id of the words and the label of a footnote.
    """

    start: int
    end: int
    id: str
    kind: str


class RenderOptions(NamedTuple):
    """The options of rendering: `on_one_line` for headings and table cells, else as a block.

    With `isolates_dates`, dates such as 2017-03-26 keep their order in text that is written from right to left.
    """

    on_one_line: bool = False
    isolates_dates: bool = False


class _MarkupRank(IntEnum):
    """The rank of a range: of two ranges that cross, the one with the higher rank is split."""

    LINK = 0
    STRONG = 1
    EM = 2
    MARK = 3


class _Range(NamedTuple):
    start: int
    end: int
    rank: _MarkupRank
    target: str = ""
    attributes: str = ""
    mark: Mark | None = None

    @property
    def order(self) -> tuple[int, int]:
        """The order of opening: of ranges with the same start, the longer one is outside."""
        return (-self.end, self.rank)


@dataclass(slots=True)
class _OpenRange:
    """An open range on the stack; `position` is its opening in the output, `starred` if it is an asterisk."""

    range: _Range
    position: int
    starred: bool = False


_REPEATED = ".again"
"""The class of a link to an entity that the section links before."""

_RANKS = {"link": _MarkupRank.LINK, "strong": _MarkupRank.STRONG, "em": _MarkupRank.EM}
_TAGS = {_MarkupRank.STRONG: ("**", "strong"), _MarkupRank.EM: ("*", "em")}


@dataclass(slots=True)
class _MarkdownWriter:
    """A writer of Markdown: the output, and the stack of open ranges."""

    output: list[str]
    options: RenderOptions
    opens_line: bool
    stack: list[_OpenRange] = field(default_factory=list)
    marked: set[str] = field(default_factory=set)
    pending_notes: list[str] = field(default_factory=list)
    in_link: bool = False

    @property
    def newline(self) -> str:
        return " " if self.options.on_one_line else "\n"

    def get_last_character(self) -> str:
        """Return the last character written, or an empty string at the beginning."""
        return self.output[-1][-1:] if self.output else ""

    def is_at_line_start(self) -> bool:
        return self.output[-1].endswith("\n") if self.output else self.opens_line

    def write_text(self, text: str) -> None:
        lines = text.split("\n")
        for number, line in enumerate(lines):
            if number:
                self.output.append(self.newline)
            opens_line = self.is_at_line_start()
            escaped = escape_run(line.lstrip(" ") if opens_line else line, opens_line=opens_line)
            if escaped.startswith(":") and self.get_last_character() == "]":
                # `[^label]:` at the beginning of a line would define a footnote.
                escaped = "&#58;" + escaped[1:]
            if self.options.isolates_dates:
                escaped = _DATE.sub(r'<time dir="ltr">\g<0></time>', escaped)
            if escaped:
                self.output.append(escaped)

    def write_code(self, text: str) -> None:
        if _PLAIN_CODE.fullmatch(text):
            self.output.append(f"`{text}`")
        else:
            self.output.append(f"<code>{escape_run(text)}</code>")

    def write_bracket(self, text: str) -> None:
        """Write text that begins with `[`; after an exclamation mark, it would be an image."""
        if self.get_last_character() == "!":
            self.output[-1] = self.output[-1][:-1] + "\\!"
        self.output.append(text)

    def write_note(self, label: str) -> None:
        """Write a footnote reference. It cannot be in a link, so it waits for the end of the link."""
        if self.in_link:
            self.pending_notes.append(label)
        else:
            self.write_bracket(f"[^{label}]")

    def open(self, item: _Range) -> None:
        opened = _OpenRange(item, len(self.output))
        self.stack.append(opened)
        if item.rank is _MarkupRank.LINK:
            self.in_link = True
            self.write_bracket("[")
            opened.position = len(self.output)
        elif item.mark:
            is_first = item.mark.id not in self.marked
            self.marked.add(item.mark.id)
            identity = f'id="{item.mark.id}" ' if is_first else ""
            self.output.append(f'<mark {identity}class="at at-{item.mark.kind}">')
        else:
            stars, tag = _TAGS[item.rank]
            opened.starred = self.get_last_character() != "*" and not any(other.starred for other in self.stack)
            self.output.append(stars if opened.starred else f"<{tag}>")

    def close(self) -> _Range:
        """Close the range that was opened last, and return it."""
        opened = self.stack.pop()
        item = opened.range
        if item.rank is _MarkupRank.LINK:
            self.in_link = False
            self.output.append(f"]({escape_link_target(item.target)}){item.attributes}")
        elif item.mark:
            self.output.append("</mark>")
        else:
            self.close_emphasis(opened)
        return item

    def close_emphasis(self, opened: _OpenRange) -> None:
        """Close emphasis: with asterisks if they are certainly read as emphasis, else with elements."""
        stars, tag = _TAGS[opened.range.rank]
        text = "".join(self.output[opened.position + 1 :])
        if opened.starred and text and text == text.strip():
            self.output.append(stars)
            return
        self.output[opened.position] = f"<{tag}>"
        self.output.append(f"</{tag}>")

    def close_down_to(self, level: int) -> list[_Range]:
        """Close the ranges on the stack from the top down to `level`, and return them in this order."""
        closed = []
        while len(self.stack) > level:
            closed.append(self.close())
        return closed

    def finish(self, position: int) -> list[_Range]:
        """Close the ranges that end at `position`, and return those that were closed only because they were inside."""
        level = 0
        while level < len(self.stack) and self.stack[level].range.end > position:
            level += 1
        if level == len(self.stack):
            return []
        crossing = [item for item in self.close_down_to(level) if item.end > position]
        if not self.in_link:
            pending, self.pending_notes = self.pending_notes, []
            for label in pending:
                self.write_note(label)
        return crossing

    def begin(self, ranges: list[_Range]) -> None:
        """Open `ranges`, and open again the ranges that would cross them inside."""
        for level, opened in enumerate(self.stack):
            other = opened.range
            if any(other.rank > item.rank and other.end < item.end for item in ranges):
                ranges = [*ranges, *self.close_down_to(level)]
                break
        for item in sorted(ranges, key=lambda item: item.order):
            self.open(item)


def _extend_over_code(mark: Mark, code: Sequence[tuple[int, int]]) -> _Range:
    """Return the range of `mark`, extended to all of the code that it touches, as code cannot contain markup."""
    start, end = mark.start, mark.end
    for code_start, code_end in code:
        if code_start < start < code_end:
            start = code_start
        if code_start < end < code_end:
            end = code_end
    return _Range(start, end, _MarkupRank.MARK, mark=mark)


def _format_attributes(link: Link) -> str:
    attributes = []
    if link.is_repeated:
        attributes.append(_REPEATED)
    if not link.is_tab_stop:
        attributes.append(SKIPPED)
    return f"{{ {' '.join(attributes)} }}" if attributes else ""


def _collect_ranges(
    inline: Inline, links: Iterable[Link], marks: Iterable[Mark], resolve: LinkResolver
) -> list[_Range]:
    ranges = [_Range(link.start, link.end, _MarkupRank.LINK, link.target, _format_attributes(link)) for link in links]
    ranges += [_Range(wrap.start, wrap.end, _RANKS[wrap.kind], wrap.target) for wrap in inline.wraps]
    for entity in inline.links:
        target = resolve(entity.kind, entity.id)
        if target is not None:
            ranges.append(_Range(entity.start, entity.end, _MarkupRank.LINK, target))
    ranges += [_extend_over_code(mark, inline.code) for mark in marks]
    return [item for item in ranges if item.start < item.end]


def render_inline(
    inline: Inline,
    links: Iterable[Link],
    marks: Iterable[Mark],
    resolve: LinkResolver,
    options: RenderOptions,
) -> str:
    """Render `inline` as Markdown."""
    ranges = _collect_ranges(inline, links, marks, resolve)
    writer = _MarkdownWriter([], options, opens_line=not options.on_one_line)
    starts = group_by(attrgetter("start"), ranges)
    atoms = dict(inline.code) | {at: at + 1 for at in inline.breaks}
    cuts = {0, len(inline.text), *starts, *atoms, *atoms.values()}
    cuts.update(map(attrgetter("end"), ranges))
    cuts.update(map(attrgetter("at"), inline.notes))
    notes = _place_notes(inline, ranges, cuts)
    _sweep(writer, inline, sorted(cuts.union(notes)), starts, notes)
    return "".join(writer.output)


def _place_notes(inline: Inline, ranges: Sequence[_Range], cuts: AbstractSet[int]) -> dict[int, list[str]]:
    """Return the labels of notes by position: those of marks, then those that the article has there.

    The note of a mark comes after the stops and quotation marks that close its words, up to the next position in
    `cuts`, at which markup begins or ends.
    """
    notes: dict[int, list[str]] = {}
    for item in sorted(ranges):
        if item.mark:
            position = _find_note_position(inline.text, item.end, cuts)
            notes.setdefault(position, []).append(item.mark.id)
    for note in inline.notes:
        notes.setdefault(note.at, []).append(note.label)
    return notes


def _find_note_position(text: str, end: int, cuts: AbstractSet[int]) -> int:
    closing = _CLOSING.match(text, end)
    position = closing.end() if closing else end
    return min((cut for cut in cuts if end < cut < position), default=position)


def _sweep(
    writer: _MarkdownWriter,
    inline: Inline,
    cuts: Sequence[int],
    starts: Mapping[int, list[_Range]],
    notes: Mapping[int, list[str]],
) -> None:
    code = dict(inline.code)
    breaks = set(inline.breaks)
    for position, following in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        crossing = writer.finish(position)
        for label in notes.get(position, ()):
            writer.write_note(label)
        if ranges := [*starts.get(position, ()), *crossing]:
            writer.begin(ranges)
        if position in code:
            writer.write_code(inline.text[position:following])
        elif position in breaks:
            writer.output.append(writer.newline if writer.newline == " " else "  \n")
        elif position < following:
            writer.write_text(inline.text[position:following])
