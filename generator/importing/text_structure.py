"""The units of a plain text, without its boilerplate, as blocks: some are headings, some items of a list."""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from generator.importing import boilerplate
from generator.importing.blocks import Block, ImportedBreak, ImportedHeading, ImportedList, ImportedParagraph
from generator.importing.inline_text import make_prose
from generator.importing.text_lines import TextUnit
from generator.text.characters import count_words

_MAX_HEADING_CHARACTERS, _MAX_HEADING_WORDS = 100, 14
_MAX_HEADINGS_IN_A_ROW = 2
_AROUND_NUMBER = "(.)"
_END = TextUnit("", -1, is_rule=True)
"""The unit after the last one, which ends lists and headings as a rule does."""


def build_blocks(units: Sequence[TextUnit]) -> Iterable[Block]:
    """Yield the blocks of a text without its boilerplate."""
    index = 0
    terminated = (*units, _END)
    while (unit := terminated[index]) is not _END:
        if unit.mark:
            items = _take_items(terminated, index)
            yield _build_list(items)
            index += len(items)
            continue
        if unit.is_rule:
            yield ImportedBreak()
        elif unit.underlined or _is_heading(terminated, index):
            yield ImportedHeading(2, make_prose(unit.text))
        else:
            yield ImportedParagraph(make_prose(unit.text))
        index += 1


def _take_items(units: Sequence[TextUnit], start: int) -> Sequence[TextUnit]:
    """Return the items of the list that begins at `start`."""
    end = start + 1
    while _continues_list(units[end - 1], units[end]):
        end += 1
    return units[start:end]


def _continues_list(item: TextUnit, unit: TextUnit) -> bool:
    """Check whether a unit is the next item of a list: neither has a number, or it has the next one."""
    number = _get_number(item)
    expected = None if number is None else number + 1
    return bool(unit.mark) and _get_number(unit) == expected


def _get_number(unit: TextUnit) -> int | None:
    number = unit.mark.strip(_AROUND_NUMBER)
    return int(number) if number.isdigit() else None


def _build_list(items: Sequence[TextUnit]) -> ImportedList:
    paragraphs = tuple((ImportedParagraph(make_prose(item.text)),) for item in items)
    return ImportedList(_get_number(items[0]), paragraphs)


def _is_heading(units: Sequence[TextUnit], index: int) -> bool:
    """Check whether a unit is a heading: a short line without a sentence end, with text below it."""
    reach = _MAX_HEADINGS_IN_A_ROW + 1
    lines_above = reversed(units[max(0, index - reach) : index])
    short_above = list(takewhile(_is_short, lines_above))
    # The unit itself is the first of these.
    short_below = list(takewhile(_is_short, units[index : index + reach]))
    if not short_below or len(short_above) + len(short_below) > _MAX_HEADINGS_IN_A_ROW:
        return False
    return not units[index + len(short_below)].is_rule


def _is_short(unit: TextUnit) -> bool:
    text = unit.text
    if unit.mark or unit.is_rule or len(text) > _MAX_HEADING_CHARACTERS:
        return False
    if boilerplate.has_sentence_end(text) or text[-1] == "," or text[0].islower():
        return False
    return count_words(text) <= _MAX_HEADING_WORDS
