"""Plain text, such as a page that was saved as text: its frame goes, its facts are kept, its lines become blocks.

The text begins below its title, and its title is what stands out above the first paragraph: it comes twice, has a line
to itself, follows the menu, or has its author and date below it. The text ends where the frame's tail begins. Whatever
goes is named in `left_out`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.importing import chrome
from generator.importing.blocks import Body, markdown_of
from generator.importing.chrome import Facts
from generator.importing.imported import Imported, LeftOut
from generator.importing.lines import Unit, units_of
from generator.importing.structure import as_blocks
from generator.text.characters import fold, word_count

_FULL_STOP = re.compile(r"[.。][\"”’»)\]]*\Z")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.)+\Z")
_LONGEST_TITLE = 300
_TITLE_WORDS = 4
_MENU_WITHIN, _HEAD = 30, 100
"""Units from the top among which a menu is looked for, and a title."""
_LABEL_WITHIN = 20
"""Lines below the head of a list of tags that may be tags."""
_PROSE_BEFORE_TAIL = 3
_PAIR = 2


@dataclass(slots=True)
class _Facts:
    """The facts gathered from all lines of the frame."""

    published: str | None = None
    labelled: bool = False
    authors: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)

    def take(self, facts: Facts) -> None:
        if facts.published and (not self.published or (facts.is_labelled and not self.labelled)):
            self.published, self.labelled = facts.published, facts.is_labelled
        self.authors.extend(name for name in facts.authors if name not in self.authors)
        self.keywords.extend(word for word in facts.keywords if word not in self.keywords)


@dataclass(frozen=True, slots=True)
class _Cut:
    """The units of the text, and what was around and between them."""

    title: str
    text: list[Unit]
    left_out: list[LeftOut]
    facts: _Facts
    publisher: str


def read_plain(text: str, language: str | None = None) -> Imported:
    """The article in a plain text; `language` is that of its dates, where it is known."""
    cut = _cut(units_of(text), language)
    return Imported(
        markdown=markdown_of(Body(blocks=tuple(as_blocks(cut.text)))),
        title=cut.title,
        published=cut.facts.published,
        authors=tuple(cut.facts.authors),
        keywords=tuple(cut.facts.keywords),
        publisher=cut.publisher,
        left_out=tuple(cut.left_out),
    )


# The frame


def _cut(units: Sequence[Unit], language: str | None) -> _Cut:
    start = _first_prose(units)
    at = _title(units[:start], units[start : start + 1], language)
    title = units[at].line if at is not None else ""
    facts, left_out, kept = _Facts(), [], []
    for number, unit in enumerate(units[:start]):
        if unit.is_rule or (at is not None and _same(unit.line, title)):
            continue
        found = _fact(units[:start], number, language)
        if found:
            facts.take(found)
        elif (at is not None and number < at) or chrome.is_frame(unit.line):
            left_out.append(LeftOut("menu", unit.line))
        else:
            kept.append(unit)
    end = _tail(units, start)
    for unit in units[start:end]:
        if chrome.is_elsewhere(unit.line) or (chrome.is_anywhere(unit.line) and not unit.is_rule):
            left_out.append(LeftOut("link to another text", unit.line))
        else:
            kept.append(unit)
    for number, unit in enumerate(units[end:], end):
        if found := _fact(units, number, language):
            facts.take(found)
        elif not unit.is_rule and not _same(unit.line, title):
            left_out.append(LeftOut("footer", unit.line))
    publisher = _publisher([one.text for one in left_out])
    return _Cut(title, kept, left_out, facts, publisher)


def _publisher(frame: Sequence[str]) -> str:
    """Who publishes the page: who has the rights, else what stands first above the title and looks like a name."""
    rights = next((name for line in frame if (name := chrome.rights_of(line))), "")
    return rights or next((line for line in frame if chrome.looks_like_an_organisation(line)), "")


def _first_prose(units: Sequence[Unit]) -> int:
    """Where the text begins: at the first paragraph below the last menu near the top."""
    menus = [number for number, unit in enumerate(units[:_MENU_WITHIN]) if _is_menu(unit)]
    paragraphs = [number for number, unit in enumerate(units) if _is_paragraph(unit)]
    for menu in reversed(menus):
        # A word of the menu that stands further down belongs to the text.
        if sum(number < menu for number in paragraphs) <= 1:
            return next((number for number in paragraphs if number > menu), len(units))
    return paragraphs[0] if paragraphs else len(units)


def _is_menu(unit: Unit) -> bool:
    return chrome.is_frame(unit.line) and not chrome.is_tail(unit.line) and not unit.is_rule


def _is_paragraph(unit: Unit) -> bool:
    return chrome.is_prose(unit.text) and not chrome.is_frame(unit.line) and not chrome.is_elsewhere(unit.line)


def _title(head: Sequence[Unit], following: Sequence[Unit], language: str | None) -> int | None:
    """Which of the units above the text is its title."""
    counts = Counter(_plain(unit.line) for unit in head)
    blocks = Counter(unit.block for unit in [*head, *following])
    menus = {number: unit.block for number, unit in enumerate(head) if _is_menu(unit)}
    menu, menu_blocks = max(menus, default=-1), set(menus.values())
    best: tuple[int, int] | None = None
    for number, unit in enumerate(head[:_HEAD]):
        stands_out = unit.underlined or counts[_plain(unit.line)] > 1
        if not _may_be_title(unit, language) or (_is_sentence(unit.text) and not stands_out):
            continue
        points = 5 * (counts[_plain(unit.line)] > 1) + 2 * (blocks[unit.block] == 1) + 2 * (number > menu)
        points += word_count(unit.text) >= _TITLE_WORDS
        points += 2 * unit.underlined + 2 * _has_facts_below(head, number, language)
        points -= 2 * (unit.block in menu_blocks)
        if best is None or points > best[0]:
            best = points, number
    return best[1] if best else None


def _may_be_title(unit: Unit, language: str | None) -> bool:
    return not (
        unit.is_rule
        or len(unit.line) > _LONGEST_TITLE
        or chrome.is_frame(unit.line)
        or chrome.is_section(unit.line)
        or chrome.is_elsewhere(unit.line)
        or chrome.facts(unit.line, language)
    )


def _is_sentence(text: str) -> bool:
    """Whether a line ends with a full stop that is no abbreviation's."""
    return _FULL_STOP.search(text) is not None and not _ABBREVIATED.search(text)


def _has_facts_below(head: Sequence[Unit], number: int, language: str | None) -> bool:
    return number + 1 < len(head) and chrome.facts(head[number + 1].line, language) is not None


def _fact(units: Sequence[Unit], number: int, language: str | None) -> Facts | None:
    """What a unit of the frame states; a bare name beside the date is the author's."""
    unit = units[number]
    if found := chrome.facts(unit.line, language):
        return found
    beside = [other for other in units[max(0, number - 1) : number + 2] if other.block == unit.block]
    if chrome.looks_like_a_name(unit.line) and any(_is_date(other, language) for other in beside if other != unit):
        return Facts(authors=(unit.line,))
    above = units[max(0, number - _LABEL_WITHIN) : number]
    labels = [other for other in above if other.block == unit.block and chrome.is_keyword_label(other.line)]
    if labels and not chrome.is_frame(unit.line):
        return Facts(keywords=chrome.split_keywords(unit.line))
    return None


def _is_date(unit: Unit, language: str | None) -> bool:
    found = chrome.facts(unit.line, language)
    return bool(found and found.published and not found.authors)


def _tail(units: Sequence[Unit], start: int) -> int:
    """Where the text ends."""
    before, after = 0, sum(_is_paragraph(unit) for unit in units[start:])
    for number in range(start, len(units)):
        if chrome.is_tail(units[number].line) and before >= _PROSE_BEFORE_TAIL and after * _PAIR <= before:
            return _without_frame(units, start, number)
        if _is_paragraph(units[number]):
            before, after = before + 1, after - 1
    return _without_frame(units, start, len(units))


def _without_frame(units: Sequence[Unit], start: int, end: int) -> int:
    """The end moved up to the first line of the frame below the last paragraph."""
    last = max((number for number in range(start, end) if _is_paragraph(units[number])), default=start - 1)
    for number in range(last + 1, end):
        line = units[number].line
        if chrome.is_frame(line) or chrome.is_keyword_label(line) or _keywords_only(line):
            return number
    return end


def _keywords_only(line: str) -> bool:
    found = chrome.facts(line, None)
    return bool(found and (found.keywords or found.is_labelled))


def _same(line: str, title: str) -> bool:
    """Whether a line is the title, perhaps with the site's name behind it."""
    one, other = _plain(line), _plain(title)
    return one == other or any(one.startswith(f"{other} {mark} ") for mark in "|-" if len(other.split()) >= _PAIR)


def _plain(line: str) -> str:
    return " ".join(fold(line).casefold().split())
