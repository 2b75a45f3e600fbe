"""Lines of a plain text to its units: paragraphs, headings and lines of the frame, each on one line.

Texts come with a paragraph on each line, or wrapped at some width with empty lines between. Which of the two a text
is shows in its lines: a wrapped one is broken where the next word would not have fitted.
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.importing.chrome import ends_sentence
from generator.importing.prose import plain, text_of

_WIDEST = 120
"""Characters of a line of wrapped text at most."""
_SLACK = 4
_ITEM = re.compile(r"(?P<mark>[-*•‣◦▪●·+]|\(?(?P<number>[0-9]{1,3})[.)])\s+(?=\S)")
_UNDERLINE = re.compile(r"[=\-~^*_]{3,}\Z")
_RULE = re.compile(r"(?:[*_\-–—=~•·#]\s?){3,}\Z")


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of the text, unwrapped; `block` numbers the stretches between empty lines.

    `mark` is what an item of a list begins with: `-`, `•` or `3.`, which `text` does not have then.
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


def units_of(text: str) -> list[Unit]:
    """The units of a text, in their order."""
    blocks = _blocks(text)
    width = _width(blocks)
    units: list[Unit] = []
    for number, lines in enumerate(blocks):
        units.extend(_units(lines, number, width))
    return _with_lists(units)


def _blocks(text: str) -> list[list[str]]:
    """The stretches of lines between empty ones, their right ends bare."""
    blocks: list[list[str]] = [[]]
    for line in re.split(r"[\n\f\v\x85\u2028\u2029]", text):
        if clean := text_of(plain(line)):
            indent = line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4)
            blocks[-1].append(indent + clean)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _width(blocks: list[list[str]]) -> int:
    """The width at which the text is wrapped; 0 where it is not."""
    pairs = [(line, after.strip()) for block in blocks for line, after in pairwise(block)]
    longest = max((len(line) for block in blocks for line in block), default=0)
    # Of short lines and of items nobody knows why they end.
    full = [(line, after) for line, after in pairs if len(line) * 2 > longest and not _ITEM.match(after)]
    if not full or longest > _WIDEST:
        return 0
    # In a script with two cases a line that goes on is seen by its first letter; in others by what would have fitted.
    cased = [after for _, after in full if after[0].islower() or after[0].isupper()]
    going_on = sum(after[0].islower() for after in cased)
    if cased:
        return longest if going_on * 4 >= len(cased) else 0
    return longest if sum(_overflows(line, after, longest) for line, after in full) * 2 > len(full) else 0


def _overflows(line: str, after: str, width: int) -> bool:
    """Whether the first word of the line `after` would not have fitted on `line`, or only just."""
    return len(line) + 1 + len(after.split(maxsplit=1)[0]) > width - _SLACK


def _units(lines: list[str], block: int, width: int) -> list[Unit]:
    units: list[Unit] = []
    last = ""
    for line in lines:
        text = line.strip()
        previous = units[-1] if units else None
        if previous and _UNDERLINE.match(text) and not previous.is_rule and len(previous.text) <= _WIDEST:
            units[-1] = replace(previous, underlined=True)
            last = ""
        elif _RULE.match(text):
            units.append(Unit(text, block, is_rule=True))
            last = ""
        elif previous and last and not _ITEM.match(text) and _continues(last, line, width):
            units[-1] = replace(previous, text=f"{previous.text} {text}")
            last = line
        else:
            units.append(Unit(text, block))
            last = line
    return units


def _continues(line: str, after: str, width: int) -> bool:
    if not width:
        return False
    return _overflows(line, after.strip(), width) or (after.strip()[0].islower() and not ends_sentence(line))


def _with_lists(units: list[Unit]) -> list[Unit]:
    """Units with their marks apart, where two or more items of one sort follow each other."""
    marks = [_ITEM.match(unit.text) for unit in units]
    marked = list(units)
    for at, found in enumerate(marks):
        if not found or units[at].is_rule:
            continue
        neighbours = [marks[other] for other in (at - 1, at + 1) if 0 <= other < len(marks)]
        if any(other and _are_of_one_list(found, other) for other in neighbours):
            marked[at] = replace(units[at], text=units[at].text[found.end() :], mark=found["mark"])
    return marked


def _are_of_one_list(one: re.Match[str], other: re.Match[str]) -> bool:
    if one["number"] is None or other["number"] is None:
        return one["mark"] == other["mark"]
    return abs(int(one["number"]) - int(other["number"])) == 1 and one["mark"][-1] == other["mark"][-1]
