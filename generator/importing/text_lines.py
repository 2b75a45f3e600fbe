"""The lines of a plain text as units: paragraphs, headings and lines of boilerplate, each on one line.

A text has a paragraph on each line, or is wrapped at some width with empty lines between paragraphs. Its lines show
which: a wrapped text has its line ends before words that would not have fitted.
"""

import re
from dataclasses import dataclass, replace
from itertools import chain, groupby, pairwise

from generator.importing.boilerplate import has_sentence_end
from generator.importing.inline_text import get_text, make_prose

_MAX_WIDTH = 120
"""Characters of a line of wrapped text at most."""
_SLACK = 4
"""Characters that may be free at the end of a wrapped line although the next word would fit."""
_ITEM = re.compile(r"(?P<mark>[-*•‣◦▪●·+]|\(?(?P<number>[0-9]{1,3})[.)])\s+(?=\S)")
_UNDERLINE = re.compile(r"[=\-~^*_]{3,}\Z")
_RULE = re.compile(r"(?:[*_\-–—=~•·#]\s?){3,}\Z")
_LINE_END = re.compile(r"[\n\f\v\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class TextUnit:
    """An unwrapped line of the text; `block` is the number of its stretch of lines between empty ones.

    `mark` is the beginning of a list item, such as `-`, `•` or `3.`; `text` does not include it.
    """

    text: str
    block: int
    mark: str = ""
    underlined: bool = False
    is_rule: bool = False

    @property
    def line(self) -> str:
        """The whole line."""
        return f"{self.mark} {self.text}" if self.mark else self.text

    def is_of_same_block(self, other: "TextUnit") -> bool:
        """Check whether another line is of the same stretch."""
        return self.block == other.block


_BEFORE_FIRST = TextUnit("", -1, is_rule=True)
"""The unit before the first one of a block; like a rule, it is neither underlined nor continued."""


def split_units(text: str) -> list[TextUnit]:
    """Return the units of a text in their order."""
    blocks = _split_blocks(text)
    width = _detect_width(blocks)
    units: list[TextUnit] = []
    for number, lines in enumerate(blocks):
        units.extend(_unwrap_lines(lines, number, width))
    return _separate_marks(units)


def _split_blocks(text: str) -> list[list[str]]:
    """Return the stretches of lines between empty ones, without spaces at the end of lines."""
    lines = map(_clean_line, _LINE_END.split(text))
    return [list(block) for has_text, block in groupby(lines, key=bool) if has_text]


def _clean_line(line: str) -> str:
    """Return a line with its indent, with single spaces between words and none at the end."""
    indent = line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4)
    return (indent + get_text(make_prose(line))).rstrip()


def _detect_width(blocks: list[list[str]]) -> int:
    """Return the width at which the text is wrapped; 0 if it is not."""
    longest = max(map(len, chain.from_iterable(blocks)), default=0)
    pairs = _list_full_lines(blocks, longest)
    if not pairs or longest > _MAX_WIDTH:
        return 0
    # In a script with two cases, a lower-case letter shows that a sentence continues on the next line.
    first_letters = [following[0] for _, following in pairs]
    lower_case = sum(map(str.islower, first_letters))
    cased = lower_case + sum(map(str.isupper, first_letters))
    if cased:
        return longest if lower_case * 4 >= cased else 0
    overflowing = sum(_would_overflow(longest, line, following) for line, following in pairs)
    return longest if overflowing * 2 > len(pairs) else 0


def _list_full_lines(blocks: list[list[str]], longest: int) -> list[tuple[str, str]]:
    """Return the lines that may be wrapped, each with the next one: short lines and items end for other reasons."""
    pairs: list[tuple[str, str]] = []
    for line, next_line in chain.from_iterable(map(pairwise, blocks)):
        following = next_line.strip()
        if len(line) * 2 > longest and not _ITEM.match(following):
            pairs.append((line, following))
    return pairs


def _would_overflow(width: int, line: str, following: str) -> bool:
    """Check whether the first word of the following line would not have fitted on `line`, or only just."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width - _SLACK


def _unwrap_lines(lines: list[str], block: int, width: int) -> list[TextUnit]:
    units: list[TextUnit] = []
    previous = _BEFORE_FIRST
    previous_line = ""  # the line that the next one may continue: none after a rule or an underline
    for line in lines:
        text = line.strip()
        if _is_underline(text, previous):
            units[-1] = replace(previous, underlined=True)
            previous_line = ""
        elif _RULE.match(text):
            units.append(TextUnit(text, block, is_rule=True))
            previous_line = ""
        elif previous_line and not _ITEM.match(text) and _continues(previous_line, text, width):
            units[-1] = replace(previous, text=f"{previous.text} {text}")
            previous_line = line
        else:
            units.append(TextUnit(text, block))
            previous_line = line
        previous = units[-1]
    return units


def _is_underline(text: str, previous: TextUnit) -> bool:
    return _UNDERLINE.match(text) is not None and not previous.is_rule and len(previous.text) <= _MAX_WIDTH


def _continues(line: str, following: str, width: int) -> bool:
    """Check whether the following line continues the paragraph of `line` in a text wrapped at `width`."""
    if not width:
        return False
    return _would_overflow(width, line, following) or (following[0].islower() and not has_sentence_end(line))


def _separate_marks(units: list[TextUnit]) -> list[TextUnit]:
    """Return units with the marks of list items separated, if at least two items of one list follow each other."""
    marks = list(map(_match_mark, units))
    separated = list(units)
    for index, mark in enumerate(marks):
        if not mark or units[index].is_rule:
            continue
        neighbors = (*marks[max(0, index - 1) : index], *marks[index + 1 : index + 2])
        if any(neighbor and _are_of_one_list(mark, neighbor) for neighbor in neighbors):
            text = units[index].text[mark.end() :]
            separated[index] = replace(units[index], text=text, mark=mark["mark"])
    return separated


def _match_mark(unit: TextUnit) -> re.Match[str] | None:
    return _ITEM.match(unit.text)


def _are_of_one_list(first: re.Match[str], second: re.Match[str]) -> bool:
    if first["number"] is None or second["number"] is None:
        return first["mark"] == second["mark"]
    is_consecutive = abs(int(first["number"]) - int(second["number"])) == 1
    return is_consecutive and first["mark"][-1] == second["mark"][-1]
