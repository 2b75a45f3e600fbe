"""Words in quotation marks: their ranges in a text, and which of them are direct speech."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import itemgetter

from generator.text.characters import count_words
from generator.text.quotes import find_quotation_ranges
from generator.text.sentences import Range

_MIN_SPEECH_WORDS = 3
"""Words of direct speech, at least: fewer words in quotation marks are a term."""
_MAX_GAP = 200
"""Characters before a quotation in which the mark before it is looked for."""
_CLOSING_MARKS = frozenset(".,!?…;—")
QUOTATION_MARKS = frozenset('“”„‟«»‹›"‘‚')
APOSTROPHES = frozenset("’'")


def find_quotations(text: str) -> list[Range]:
    """Return the outermost ranges in quotation marks, with the marks, in order."""
    double, single = find_quotation_ranges(text)
    trimmed = [_trim_single(text, quotation_range) for quotation_range in single]
    outer_single = _exclude_inner(trimmed, double)
    if not outer_single:
        return double
    return sorted([*_exclude_inner(double, outer_single), *outer_single])


def _trim_single(text: str, quotation_range: Range) -> Range:
    """Return the range of ‘…’ up to the first mark after punctuation, else the first that is not an apostrophe."""
    start, end = quotation_range
    quotation = text[start:end]
    closing = re.search(r"[.,!?…]’(?!\w)", quotation) or re.search(r"(?<!s)’(?!\w)", quotation)
    return (start, start + closing.end()) if closing and quotation[0] == "‘" else quotation_range


def _exclude_inner(ranges: Iterable[Range], others: Sequence[Range]) -> list[Range]:
    """Return the ranges that begin in none of the others."""
    outer: list[Range] = []
    for start, end in ranges:
        index = bisect_left(others, start, key=itemgetter(0)) - 1
        if index < 0 or others[index][1] <= start:
            outer.append((start, end))
    return outer


def is_speech(text: str, quotation: Range) -> bool:
    """Check whether words in quotation marks are direct speech, and not a term or a title."""
    start, end = quotation
    words = text[slice(*strip_quotation_marks(text, quotation))]
    if count_words(words) < _MIN_SPEECH_WORDS or _is_title(words):
        return False
    mark_before = text[max(0, start - _MAX_GAP) : start].rstrip()[-1:]
    mark_after = text[end : end + 2].lstrip()[:1]
    begins_sentence = words[:1].isupper() or not words[:1].isalpha()
    ends_clause = words.rstrip()[-1:] in _CLOSING_MARKS or mark_after == ","
    is_introduced = mark_before in {",", ":"}
    if begins_sentence:
        return ends_clause or is_introduced
    return ends_clause and (is_introduced or not mark_before)


def _is_title(words: str) -> bool:
    long_words: list[str] = re.findall(r"\w{4,}", words)
    return len(long_words) > 1 and all(word[0].isupper() for word in long_words)


def strip_quotation_marks(text: str, quotation: Range) -> Range:
    """Return a range without its quotation marks and the space inside them."""
    start, end = quotation
    start += 1
    if end - 1 > start and text[end - 1] in QUOTATION_MARKS | APOSTROPHES:
        end -= 1
    quoted = text[start:end]
    start += len(quoted) - len(quoted.lstrip())
    return start, start + len(quoted.strip())
