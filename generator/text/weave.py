"""One `Inline` as Markdown, with links and marks woven in.

Ranges overlap as they like, markup must nest. A sweep over the text keeps a stack of what is open; where two ranges
cross, the more pliant one is split: a mark yields to emphasis, emphasis to a link, and of two marks the later one.
So no link is ever split, and every range is in as few pieces as can be.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from generator.markdown import escape_run, link_target
from generator.text.passage import Inline

Resolve = Callable[[str, str], str | None]

_DATE = re.compile(r"(?<![\w-])[0-9]{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?(?![\w-])", re.ASCII)

# Code that reads the same between backticks wherever it stands; other code is written as an element. Three slashes are
# how Python-Markdown marks the place of the notes, which it seeks in code too.
_PLAIN_CODE = re.compile(r"(?!.*///)[^\s<&`\\|][^<&`\\|]*(?<!\s)")


class Link(NamedTuple):
    """text[start:end] of a passage leads to `target`; it lies outside the passage's protected ranges."""

    start: int
    end: int
    target: str


class Mark(NamedTuple):
    """text[start:end] of a passage are the words of the attribution `id`, of the given kind.

    The page has `id` as the id of the words, and a footnote of that label.
    """

    start: int
    end: int
    id: str
    kind: str


class Manner(NamedTuple):
    """How a passage is written: `on_one_line` as headings and table cells have it, else as a block of its own.

    With `isolates_dates`, dates such as 2017-03-26 keep their order among words that run from right to left.
    """

    on_one_line: bool = False
    isolates_dates: bool = False


class _Rank(IntEnum):
    """The lower, the more rigid."""

    LINK = 0
    STRONG = 1
    EM = 2
    MARK = 3


class _Range(NamedTuple):
    start: int
    end: int
    rank: _Rank
    target: str = ""
    mark: Mark | None = None

    @property
    def order(self) -> tuple[int, int]:
        """Of ranges that begin together, the longer is outside."""
        return (-self.end, self.rank)


@dataclass(slots=True)
class _Open:
    """A range on the stack; `at` is the place of its opening in the output, `starred` while asterisks may do."""

    range: _Range
    at: int
    starred: bool = False


_RANKS = {"link": _Rank.LINK, "strong": _Rank.STRONG, "em": _Rank.EM}
_TAGS = {_Rank.STRONG: ("**", "strong"), _Rank.EM: ("*", "em")}


@dataclass(slots=True)
class _Weaver:
    """What is written so far, and what is open."""

    out: list[str]
    manner: Manner
    opens_line: bool
    stack: list[_Open] = field(default_factory=list)
    marked: set[str] = field(default_factory=set)
    due: list[str] = field(default_factory=list)
    in_link: bool = False

    @property
    def newline(self) -> str:
        return " " if self.manner.on_one_line else "\n"

    def last(self) -> str:
        """The last character written, empty at the beginning."""
        return self.out[-1][-1:] if self.out else ""

    def at_line_start(self) -> bool:
        return self.out[-1].endswith("\n") if self.out else self.opens_line

    def text(self, text: str) -> None:
        lines = text.split("\n")
        for number, line in enumerate(lines):
            if number:
                self.out.append(self.newline)
            opens_line = self.at_line_start()
            escaped = escape_run(line.lstrip(" ") if opens_line else line, opens_line=opens_line)
            if escaped.startswith(":") and self.last() == "]":
                # `[^label]:` at the beginning of a line would define a footnote.
                escaped = "&#58;" + escaped[1:]
            if escaped and self.manner.isolates_dates:
                escaped = _DATE.sub(r'<time dir="ltr">\g<0></time>', escaped)
            if escaped:
                self.out.append(escaped)

    def code(self, text: str) -> None:
        if _PLAIN_CODE.fullmatch(text):
            self.out.append(f"`{text}`")
        else:
            self.out.append(f"<code>{escape_run(text)}</code>")

    def bracket(self, text: str) -> None:
        """Write what begins with `[`, which would be an image after an exclamation mark."""
        if self.last() == "!":
            self.out[-1] = self.out[-1][:-1] + "\\!"
        self.out.append(text)

    def note(self, label: str) -> None:
        """A footnote reference; a link holds none, so it waits for the end of one."""
        if self.in_link:
            self.due.append(label)
        else:
            self.bracket(f"[^{label}]")

    def open(self, item: _Range) -> None:
        opened = _Open(item, len(self.out))
        self.stack.append(opened)
        if item.rank is _Rank.LINK:
            self.in_link = True
            self.bracket("[")
            opened.at = len(self.out)
        elif item.mark:
            first = item.mark.id not in self.marked
            self.marked.add(item.mark.id)
            identity = f'id="{item.mark.id}" ' if first else ""
            self.out.append(f'<mark {identity}class="at at-{item.mark.kind}">')
        else:
            stars, tag = _TAGS[item.rank]
            opened.starred = self.last() != "*" and not any(other.starred for other in self.stack)
            self.out.append(stars if opened.starred else f"<{tag}>")

    def close(self) -> _Range:
        """Close what was opened last."""
        opened = self.stack.pop()
        item = opened.range
        if item.rank is _Rank.LINK:
            self.in_link = False
            self.out.append(f"]({link_target(item.target)})")
        elif item.mark:
            self.out.append("</mark>")
        else:
            self.close_emphasis(opened)
        return item

    def close_emphasis(self, opened: _Open) -> None:
        """Asterisks where they are sure to be read as emphasis, else elements."""
        stars, tag = _TAGS[opened.range.rank]
        inside = self.out[opened.at + 1 : opened.at + 2]
        if opened.starred and inside and not inside[0][:1].isspace() and not self.last().isspace():
            self.out.append(stars)
            return
        self.out[opened.at] = f"<{tag}>"
        self.out.append(f"</{tag}>")

    def close_down_to(self, level: int) -> list[_Range]:
        return [self.close() for _ in range(len(self.stack) - level)]

    def finish(self, position: int) -> list[_Range]:
        """Close what ends at `position`, and give back what was closed only because it lay inside that."""
        ending = [level for level, opened in enumerate(self.stack) if opened.range.end <= position]
        if not ending:
            return []
        closed = self.close_down_to(ending[0])
        ended = [item for item in closed if item.end <= position]
        self.due.extend(item.mark.id for item in sorted(ended) if item.mark)
        if not self.in_link:
            due, self.due = self.due, []
            for label in due:
                self.note(label)
        return [item for item in closed if item.end > position]

    def begin(self, ranges: list[_Range]) -> None:
        """Open `ranges`, and inside them again what would cross them."""
        for level, opened in enumerate(self.stack):
            other = opened.range
            if any(other.rank > item.rank and other.end < item.end for item in ranges):
                ranges = [*ranges, *self.close_down_to(level)]
                break
        for item in sorted(ranges, key=lambda item: item.order):
            self.open(item)


def _rounded(mark: Mark, code: Sequence[tuple[int, int]]) -> _Range:
    """The range of `mark`, with code in it whole: no markup can stand between backticks."""
    start, end = mark.start, mark.end
    for first, last in code:
        if first < start < last:
            start = first
        if first < end < last:
            end = last
    return _Range(start, end, _Rank.MARK, mark=mark)


def _ranges(inline: Inline, links: Iterable[Link], marks: Iterable[Mark], resolve: Resolve) -> list[_Range]:
    ranges = [_Range(link.start, link.end, _Rank.LINK, link.target) for link in links]
    ranges += [_Range(wrap.start, wrap.end, _RANKS[wrap.kind], wrap.target) for wrap in inline.wraps]
    for entity in inline.links:
        target = resolve(entity.kind, entity.id)
        if target is not None:
            ranges.append(_Range(entity.start, entity.end, _Rank.LINK, target))
    ranges.extend(_rounded(mark, inline.code) for mark in marks)
    return [item for item in ranges if item.start < item.end]


def weave(
    inline: Inline,
    links: Iterable[Link],
    marks: Iterable[Mark],
    resolve: Resolve,
    manner: Manner,
) -> str:
    """`inline` as Markdown."""
    ranges = _ranges(inline, links, marks, resolve)
    weaver = _Weaver([], manner, opens_line=not manner.on_one_line)
    starts: dict[int, list[_Range]] = {}
    for item in ranges:
        starts.setdefault(item.start, []).append(item)
    notes: dict[int, list[str]] = {}
    for note in inline.notes:
        notes.setdefault(note.at, []).append(note.label)
    atoms = dict(inline.code) | {at: at + 1 for at in inline.breaks}
    cuts = {0, len(inline.text), *notes, *starts, *atoms, *atoms.values(), *(item.end for item in ranges)}
    _sweep(weaver, inline, sorted(cuts), starts, notes)
    return "".join(weaver.out)


def _sweep(
    weaver: _Weaver,
    inline: Inline,
    cuts: Sequence[int],
    starts: Mapping[int, list[_Range]],
    notes: Mapping[int, list[str]],
) -> None:
    code = {start for start, _ in inline.code}
    breaks = set(inline.breaks)
    for position, following in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        crossing = weaver.finish(position)
        for label in notes.get(position, ()):
            weaver.note(label)
        if position in starts or crossing:
            weaver.begin([*starts.get(position, ()), *crossing])
        if position in code:
            weaver.code(inline.text[position:following])
        elif position in breaks:
            weaver.out.append(weaver.newline if weaver.newline == " " else "  \n")
        elif position < following:
            weaver.text(inline.text[position:following])
