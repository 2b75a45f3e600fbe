"""Plain text, such as a page saved as text: boilerplate is removed, its facts are kept, the other lines become blocks.

The text begins below its title. The title is the most conspicuous line above the first paragraph: it comes twice, has a
line to itself, follows the menu, or has its author and date below it. The text ends before the tail of the page.
Whatever is removed is listed in `omissions`.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from generator.importing import boilerplate
from generator.importing.blocks import Body, render_markdown
from generator.importing.boilerplate import NO_FACTS, PageFacts
from generator.importing.result import ImportedArticle, Omission, list_distinct
from generator.importing.text_lines import TextUnit, split_units
from generator.importing.text_structure import build_blocks
from generator.text.characters import count_words
from generator.text.folding import Level, fold

_FULL_STOP = re.compile(r"[.。][\"”’»)\]]*\Z")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.)+\Z")
_MAX_TITLE_CHARACTERS = 300
_MIN_TITLE_WORDS = 4
_MENU_WITHIN, _TITLE_WITHIN = 30, 100
"""Units from the top among which a menu is looked for, and a title."""
_KEYWORDS_WITHIN = 20
"""Units below the label of a list of tags that may be tags."""
_MIN_PARAGRAPHS_BEFORE_TAIL = 3
_MIN_SHARE_BEFORE_TAIL = 2
"""A tail has at least this many times as many paragraphs before it as after it."""
_MIN_WORDS_BEFORE_SITE_NAME = 2
_NO_TITLE = -1
"""The index of the title in a text without one."""


@dataclass(slots=True)
class _PageParts:
    """The units of the text, with the facts and omissions around and between them."""

    title: str
    text: list[TextUnit] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)
    facts: list[PageFacts] = field(default_factory=list)
    """The facts of each line of boilerplate that states any."""


def read_plain_text(text: str, language: str | None = None) -> ImportedArticle:
    """Return the article in a plain text; `language` is that of its dates, if it is known."""
    page = _separate_boilerplate(split_units(text), language)
    return ImportedArticle(
        markdown=render_markdown(Body(blocks=tuple(build_blocks(page.text)))),
        title=page.title,
        published=_choose_date(page.facts),
        authors=list_distinct(facts.authors for facts in page.facts),
        keywords=list_distinct(facts.keywords for facts in page.facts),
        publisher=_find_publisher([omission.text for omission in page.omissions]),
        omissions=tuple(page.omissions),
    )


def _choose_date(facts: Sequence[PageFacts]) -> str | None:
    """Return the first date that is labeled as that of publication, or else the first date."""
    return max(facts, key=_rank_date, default=NO_FACTS).published


def _rank_date(facts: PageFacts) -> tuple[bool, bool]:
    return facts.published is not None, facts.is_labeled


# The parts of the page


def _separate_boilerplate(units: Sequence[TextUnit], language: str | None) -> _PageParts:
    start = _find_first_paragraph(units)
    title_index = _find_title(units[:start], units[start : start + 1], language)
    page = _PageParts("" if title_index == _NO_TITLE else units[title_index].line)
    _add_head(page, units[:start], title_index, language)
    end = _find_end(units, start)
    for unit in units[start:end]:
        if boilerplate.is_inner_boilerplate(unit.line) and not unit.is_rule:
            page.omissions.append(Omission("link to another article", unit.line))
        else:
            page.text.append(unit)
    _add_tail(page, units, end, language)
    return page


def _add_head(page: _PageParts, head: Sequence[TextUnit], title_index: int, language: str | None) -> None:
    """Add the units above the first paragraph: lines below the title that are not boilerplate are text."""
    for index, unit in enumerate(head):
        if unit.is_rule or (title_index != _NO_TITLE and _is_title(unit.line, page.title)):
            continue
        if facts := _read_facts(head, index, language):
            page.facts.append(facts)
        elif index < title_index or boilerplate.is_boilerplate(unit.line):
            page.omissions.append(Omission("menu", unit.line))
        else:
            page.text.append(unit)


def _add_tail(page: _PageParts, units: Sequence[TextUnit], end: int, language: str | None) -> None:
    """Add the facts of the units from `end` on; all others are omitted."""
    for index, unit in enumerate(units[end:], end):
        if facts := _read_facts(units, index, language):
            page.facts.append(facts)
        elif not unit.is_rule and not _is_title(unit.line, page.title):
            page.omissions.append(Omission("footer", unit.line))


def _find_publisher(lines: Sequence[str]) -> str:
    """Return who publishes the page: the holder of the rights, or the first line that is like an organization."""
    holder = next(filter(None, map(boilerplate.find_rights_holder, lines)), "")
    return holder or next(filter(boilerplate.is_likely_organization, lines), "")


# Where the text begins and ends


def _find_first_paragraph(units: Sequence[TextUnit]) -> int:
    """Return the index of the first paragraph below the last menu near the top; the number of units if none is."""
    end = len(units)
    paragraphs = [*_list_indexes(units, _is_paragraph), end, end]
    # A word of a menu that is below the second paragraph belongs to the text.
    second_paragraph = paragraphs[1]
    menus = _list_indexes(units[: min(_MENU_WITHIN, second_paragraph)], _is_menu)
    last_menu = max(menus, default=-1)
    return paragraphs[bisect_right(paragraphs, last_menu)]


def _find_end(units: Sequence[TextUnit], start: int) -> int:
    """Return the index of the first unit after the text."""
    text = units[start:]
    paragraphs = _list_indexes(text, _is_paragraph)
    tail_headings = _list_indexes(text, lambda unit: boilerplate.is_tail_heading(unit.line))
    tails = filter(partial(_has_most, paragraphs), tail_headings)
    return _trim_end(units, start, start + next(tails, len(text)))


def _has_most(paragraphs: Sequence[int], index: int) -> bool:
    """Check whether there are enough paragraphs before a unit, compared with those after it."""
    before = bisect_left(paragraphs, index)
    after = len(paragraphs) - before
    return before >= _MIN_PARAGRAPHS_BEFORE_TAIL and after * _MIN_SHARE_BEFORE_TAIL <= before


def _trim_end(units: Sequence[TextUnit], start: int, end: int) -> int:
    """Return the index of the first line of boilerplate after the last paragraph; `end` if there is none."""
    paragraphs = _list_indexes(units[start:end], _is_paragraph)
    after_last_paragraph = start + max(paragraphs, default=-1) + 1
    text = takewhile(_is_text, units[after_last_paragraph:end])
    return after_last_paragraph + len(list(text))


def _is_text(unit: TextUnit) -> bool:
    """Check whether a unit below the last paragraph may belong to the text."""
    is_label = boilerplate.is_keyword_label(unit.line)
    return not (is_label or boilerplate.is_boilerplate(unit.line) or _states_keywords_or_date(unit.line))


def _list_indexes(units: Sequence[TextUnit], condition: Callable[[TextUnit], bool]) -> list[int]:
    return [index for index, unit in enumerate(units) if condition(unit)]


def _is_menu(unit: TextUnit) -> bool:
    return boilerplate.is_boilerplate(unit.line) and not boilerplate.is_tail_heading(unit.line) and not unit.is_rule


def _is_paragraph(unit: TextUnit) -> bool:
    if not boilerplate.is_prose(unit.text):
        return False
    return not boilerplate.is_boilerplate(unit.line) and not boilerplate.is_article_link(unit.line)


def _states_keywords_or_date(line: str) -> bool:
    facts = boilerplate.read_facts(line, None)
    return facts is not None and bool(facts.keywords or facts.is_labeled)


# The title


class _Head(NamedTuple):
    """The units above the text, with the facts that make one of them conspicuous."""

    units: Sequence[TextUnit]
    language: str | None
    counts: Counter[str]
    """Units by their normalized lines."""
    block_sizes: Counter[int]
    last_menu: int
    menu_blocks: set[int]

    def is_candidate(self, index: int) -> bool:
        """Check whether a unit may be the title."""
        unit = self.units[index]
        if not _has_title_form(unit, self.language):
            return False
        return unit.underlined or self._is_repeated(unit) or not _is_sentence(unit.text)

    def rate(self, index: int) -> int:
        """Return the points of a unit: the more, the more conspicuous."""
        unit = self.units[index]
        points = 5 * self._is_repeated(unit)
        points += 2 * (self.block_sizes[unit.block] == 1)
        points += 2 * (index > self.last_menu)
        points += count_words(unit.text) >= _MIN_TITLE_WORDS
        points += 2 * unit.underlined
        points += 2 * _has_facts_below(self.units, index, self.language)
        points -= 2 * (unit.block in self.menu_blocks)
        return points

    def _is_repeated(self, unit: TextUnit) -> bool:
        return self.counts[_normalize(unit.line)] > 1


def _find_title(units: Sequence[TextUnit], following: Sequence[TextUnit], language: str | None) -> int:
    """Return the index of the title among the units above the text, `_NO_TITLE` if there is no candidate.

    `following` is the first unit of the text. Among the candidates, the first with the most points is the title.
    """
    menus = _list_indexes(units, _is_menu)
    head = _Head(
        units=units,
        language=language,
        counts=Counter(_normalize(unit.line) for unit in units),
        block_sizes=Counter(unit.block for unit in [*units, *following]),
        last_menu=max(menus, default=-1),
        menu_blocks={units[index].block for index in menus},
    )
    candidates = filter(head.is_candidate, range(len(units[:_TITLE_WITHIN])))
    return max(candidates, key=head.rate, default=_NO_TITLE)


def _has_title_form(unit: TextUnit, language: str | None) -> bool:
    line = unit.line
    if unit.is_rule or len(line) > _MAX_TITLE_CHARACTERS:
        return False
    if boilerplate.is_boilerplate(line) or boilerplate.is_section_name(line) or boilerplate.is_article_link(line):
        return False
    return not boilerplate.read_facts(line, language)


def _is_sentence(text: str) -> bool:
    """Check whether a line ends with a period that is not that of an abbreviation."""
    return _FULL_STOP.search(text) is not None and not _ABBREVIATION.search(text)


def _has_facts_below(head: Sequence[TextUnit], index: int, language: str | None) -> bool:
    return index + 1 < len(head) and boilerplate.read_facts(head[index + 1].line, language) is not None


def _is_title(line: str, title: str) -> bool:
    """Check whether a line is the title, perhaps with the site's name after it."""
    normalized_line, normalized_title = _normalize(line), _normalize(title)
    if normalized_line == normalized_title:
        return True
    if len(normalized_title.split()) < _MIN_WORDS_BEFORE_SITE_NAME:
        return False
    return normalized_line.startswith((f"{normalized_title} | ", f"{normalized_title} - "))


def _normalize(line: str) -> str:
    return fold(line, Level.SEARCH).text.strip()


# Facts


def _read_facts(units: Sequence[TextUnit], index: int, language: str | None) -> PageFacts | None:
    """Return the facts that a unit of boilerplate states; a bare name next to the date is the author's."""
    unit = units[index]
    if facts := boilerplate.read_facts(unit.line, language):
        return facts
    neighbors = filter(unit.is_of_same_block, units[max(0, index - 1) : index + 2])
    if boilerplate.is_likely_name(unit.line) and any(_is_date(language, neighbor) for neighbor in neighbors):
        return PageFacts(authors=(unit.line,))
    above = filter(unit.is_of_same_block, units[max(0, index - _KEYWORDS_WITHIN) : index])
    has_label = any(boilerplate.is_keyword_label(neighbor.line) for neighbor in above)
    if has_label and not boilerplate.is_boilerplate(unit.line):
        return PageFacts(keywords=boilerplate.split_keywords(unit.line))
    return None


def _is_date(language: str | None, unit: TextUnit) -> bool:
    facts = boilerplate.read_facts(unit.line, language)
    return facts is not None and bool(facts.published) and not facts.authors
