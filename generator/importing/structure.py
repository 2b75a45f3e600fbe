"""Lines of a plain text, without the frame of its page, to blocks: which are headings, and which items of one list."""

from collections.abc import Iterable, Sequence

from generator.importing import chrome
from generator.importing.blocks import Block, Heading, Items, Paragraph, Rule
from generator.importing.lines import Unit
from generator.importing.prose import plain
from generator.text.characters import word_count

_HEADING_CHARACTERS, _HEADING_WORDS = 100, 14
_HEADINGS_IN_A_ROW = 2


def as_blocks(units: Sequence[Unit]) -> Iterable[Block]:
    """The blocks of a text without its frame."""
    at = 0
    while at < len(units):
        unit = units[at]
        if unit.mark:
            items = _items(units, at)
            yield _list(items)
            at += len(items)
            continue
        if unit.is_rule:
            yield Rule()
        elif unit.underlined or _is_heading(units, at):
            yield Heading(2, plain(unit.text))
        else:
            yield Paragraph(plain(unit.text))
        at += 1


def _items(units: Sequence[Unit], start: int) -> Sequence[Unit]:
    """The items from `start` on that are of one list."""
    first = units[start].mark
    end = start + 1
    while end < len(units) and (mark := units[end].mark):
        if first.strip("(.)").isdigit() != mark.strip("(.)").isdigit():
            break
        if first.strip("(.)").isdigit() and int(mark.strip("(.)")) != int(first.strip("(.)")) + end - start:
            break
        end += 1
    return units[start:end]


def _list(items: Sequence[Unit]) -> Items:
    number = items[0].mark.strip("(.)")
    return Items(int(number) if number.isdigit() else None, tuple((Paragraph(plain(item.text)),) for item in items))


def _is_heading(units: Sequence[Unit], at: int) -> bool:
    """Whether a unit heads what follows: a short line without an end, and text below it."""
    if not _is_short(units[at]):
        return False
    row, first = at, at
    while row < len(units) and row <= at + _HEADINGS_IN_A_ROW and _is_short(units[row]):
        row += 1
    while first and first >= at - _HEADINGS_IN_A_ROW and _is_short(units[first - 1]):
        first -= 1
    return row - first <= _HEADINGS_IN_A_ROW and row < len(units) and not units[row].is_rule


def _is_short(unit: Unit) -> bool:
    text = unit.text
    return (
        not unit.mark
        and not unit.is_rule
        and len(text) <= _HEADING_CHARACTERS
        and word_count(text) <= _HEADING_WORDS
        and not chrome.ends_sentence(text)
        and text[-1] != ","
        and not text[0].islower()
    )
