"""A passage as the rules read it: sentences of units, which are words, names, marks and whole pieces of speech.

A name counts as one unit, however many words it has, and so does what stands in quotation marks if it is speech: what
is said inside is not the text's own. Words in quotation marks that are no speech (“sleeper cells”) are words like
others; their marks are left out.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from generator.proposals.attributions.rules import Rules
from generator.proposals.given import Mention
from generator.text.characters import WORD_FORM, fold, word_count
from generator.text.quotes import quotation_ranges
from generator.text.sentences import Range

WORD, MARK, NAME, PLACE, SPEECH = "word", "mark", "name", "place", "speech"

_SPOKEN = 3
"""Words that speech has at least: fewer in quotation marks are a term."""
_LONGEST = 300
"""Units of a sentence: what is longer is no prose, and is read in pieces, so that each takes bounded time."""
_CLOSES = frozenset(".,!?…;—")
_QUOTATION_MARKS = frozenset('“”„‟«»‹›"‘‚')
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")


class Unit(NamedTuple):
    """Characters `start` to `end` of the passage; `low` is their folded text in small letters."""

    start: int
    end: int
    low: str
    sort: str
    mention: Mention | None = None
    possessive: bool = False
    capital: bool = False

    @property
    def is_nominal(self) -> bool:
        """Whether it may be part of a noun phrase."""
        return self.sort in {WORD, NAME, PLACE}


@dataclass(frozen=True)
class Sentence:
    """A sentence, or several that one piece of speech holds together. `number` counts them through the article."""

    number: int
    passage: int
    text: str
    """The passage's."""
    start: int
    end: int
    units: tuple[Unit, ...]
    marked: tuple[Range, ...] = ()
    """What stands in quotation marks in it, with the marks."""

    @cached_property
    def lows(self) -> tuple[str, ...]:
        """The units' words; marks and speech as they stand, which is never a word."""
        return tuple(unit.low for unit in self.units)


def quoted(text: str) -> list[Range]:
    """What stands in quotation marks, with the marks, the outermost alone; in order."""
    double, single = quotation_ranges(text)
    trimmed = [(start, _single_end(text, start, end)) for start, end in single]
    inner = _outside(trimmed, double)
    return sorted([*_outside(double, inner), *inner]) if inner else double


def _single_end(text: str, start: int, end: int) -> int:
    """The first mark that may close ‘…’: after punctuation, else the first that is no apostrophe."""
    piece = text[start:end]
    close = re.search(r"[.,!?…]’(?!\w)", piece) or re.search(r"(?<!s)’(?!\w)", piece)
    return start + close.end() if close and piece[0] == "‘" else end


def _outside(ranges: Sequence[Range], others: Sequence[Range]) -> list[Range]:
    """Those of the ranges that begin in none of the others."""
    starts = [start for start, _ in others]
    kept = []
    for start, end in ranges:
        before = bisect_left(starts, start) - 1
        if before < 0 or others[before][1] <= start:
            kept.append((start, end))
    return kept


def is_speech(text: str, marked: Range) -> bool:
    """Whether words in quotation marks are a piece of speech, and no term or title."""
    inner = inner_range(text, marked)
    words = text[slice(*inner)]
    count = word_count(words)
    if count < _SPOKEN or _is_title(words):
        return False
    before = text[: marked[0]].rstrip()[-1:] if marked[0] < 200 else text[marked[0] - 200 : marked[0]].rstrip()[-1:]
    after = text[marked[1] : marked[1] + 2].lstrip()[:1]
    begins = words[:1].isupper() or not words[:1].isalpha()
    closed = words.rstrip()[-1:] in _CLOSES or after == ","
    return (closed and (begins or before in {",", ":", ""})) or (begins and before in {",", ":"})


def _is_title(words: str) -> bool:
    found = re.findall(r"\w{4,}", words)
    return len(found) > 1 and all(word[0].isupper() for word in found)


def inner_range(text: str, marked: Range) -> Range:
    """A range without its quotation marks and the space inside of them."""
    start, end = marked
    start += 1
    if end - 1 > start and text[end - 1] in _QUOTATION_MARKS | {"’", "'"}:
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


class Reader:
    """Reads passages one by one into sentences; `mentions` are sound and in order."""

    def __init__(self, rules: Rules, mentions: Sequence[Mention]) -> None:
        self._mentions: dict[int, list[Mention]] = {}
        for mention in mentions:
            self._mentions.setdefault(mention.passage, []).append(mention)
        elided = "|".join(sorted(map(re.escape, rules.elisions), key=len, reverse=True)) or r"(?!)"
        word = rf"{WORD_FORM}(?:['’-]{WORD_FORM})*"
        self._token = re.compile(rf"(?:{elided})['’](?={WORD_FORM})|{word}|\S", re.IGNORECASE)
        self._count = 0

    def sentences(self, passage: int, text: str, ranges: Sequence[Range]) -> Iterator[Sentence]:
        """The sentences of a passage; those that speech spans are one."""
        marks = quoted(text)
        speeches = [marked for marked in marks if is_speech(text, marked)]
        solid = [
            *((start, end, None) for start, end in speeches),
            *((m.start, m.end, m) for m in _clear_of(self._mentions.get(passage, ()), speeches)),
        ]
        solid.sort(key=lambda thing: thing[0])
        at = 0
        for start, end in _joined(ranges, solid):
            first = at
            while at < len(solid) and solid[at][0] < end:
                at += 1
            units = tuple(self._units(text, (start, end), solid[first:at]))
            for part in range(0, max(1, len(units)), _LONGEST):
                piece = units[part : part + _LONGEST]
                begin, stop = (piece[0].start, piece[-1].end) if len(units) > _LONGEST else (start, end)
                inside = marks[bisect_left(marks, (begin, 0)) : bisect_left(marks, (stop, 0))]
                yield Sentence(self._count, passage, text, begin, stop, piece, tuple(inside))
                self._count += 1

    def _units(self, text: str, within: Range, solid: Sequence[tuple[int, int, Mention | None]]) -> Iterator[Unit]:
        at = within[0]
        for start, end, mention in solid:
            yield from self._plain(text, at, start, within[1])
            if mention is None:
                yield Unit(start, end, "“”", SPEECH)
                at = end
                continue
            owned = _POSSESSIVE.match(text, end)
            ends_in_s = owned is not None and (owned[0] not in {"'", "’"} or text[end - 1] in "sxz")
            sort = PLACE if mention.kind == "place" else NAME
            yield Unit(start, end, fold(text[start:end]).lower(), sort, mention, ends_in_s, capital=True)
            at = owned.end() if owned and ends_in_s else end
        yield from self._plain(text, at, within[1], within[1])

    def _plain(self, text: str, start: int, end: int, sentence_end: int) -> Iterator[Unit]:
        for found in self._token.finditer(text, start, max(start, end)):
            word = found[0]
            if word[0] in _QUOTATION_MARKS:
                continue
            if not (word[0].isalnum()):
                if word in {"’", "'"} or (
                    word == "." and text[found.end() : min(found.end() + 4, sentence_end)].strip("”’\"' \n")
                ):
                    continue  # an apostrophe, or the point of an abbreviation
                yield Unit(*found.span(), word, MARK)
                continue
            low = fold(word).lower()
            after = text[found.end() : found.end() + 2]
            possessive = low.endswith("'s") or (low.endswith("s") and after[:1] in {"'", "’"} and after[1:] == " ")
            yield Unit(*found.span(), low, WORD, None, possessive, word[0].isupper())


def _clear_of(mentions: Sequence[Mention], speeches: Sequence[Range]) -> Iterator[Mention]:
    """Mentions that touch no speech: what is named there is named by the speaker."""
    ends = [end for _, end in speeches]
    for mention in mentions:
        after = bisect_left(ends, mention.start + 1)
        if after == len(speeches) or speeches[after][0] >= mention.end:
            yield mention


def _joined(ranges: Sequence[Range], solid: Sequence[tuple[int, int, Mention | None]]) -> Iterator[Range]:
    """The ranges, joined where a solid thing reaches over the end of one."""
    at = reach = 0
    start, end = -1, -1
    for first, last in ranges:
        while at < len(solid) and solid[at][0] < end:
            reach = max(reach, solid[at][1])
            at += 1
        if start >= 0 and reach <= first:
            yield start, end
            start = first
        start, end = max(start, 0) if start >= 0 else first, last
    if start >= 0:
        yield start, end


def sound(mentions: Sequence[Mention], texts: Sequence[str]) -> list[Mention]:
    """The mentions that stand where they say, in order and without those that overlap."""
    inside = sorted(
        mention
        for mention in mentions
        if 0 <= mention.passage < len(texts) and 0 <= mention.start < mention.end <= len(texts[mention.passage])
    )
    kept = inside[:1]
    for _, mention in pairwise(inside):
        last = kept[-1]
        if mention.passage != last.passage or mention.start >= last.end:
            kept.append(mention)
    return kept
