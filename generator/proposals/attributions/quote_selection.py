"""Selects the words that a proposal quotes: the core of the content, in the form that the check of quotes accepts."""

import re
from itertools import islice
from typing import NamedTuple

from generator.proposals.attributions.candidate import AttributionCandidate
from generator.proposals.attributions.quotations import strip_quotation_marks
from generator.proposals.proposal import QuoteSelector
from generator.text.characters import WORD_FORM, count_words
from generator.text.quotes import QuoteFinder, QuotePosition
from generator.text.sentences import Range

MIN_WORDS, MAX_WORDS = 3, 25
"""Words of a quote, as the check of quotes requires."""
_MAX_WHOLE_CONTENT = 18
"""Words up to which the whole content is quoted."""
_MAX_WHOLE_SENTENCE = 12
"""Words up to which a sentence is quoted whole if the content is too short."""
_MIN_PART = 6
"""Words of a part of a long quote, at least."""
_CONTEXT_WORDS = 4
"""Words before and after that tell two equal quotes apart."""
_MAX_POSITIONS = 20
"""Positions of equal words up to which a quote is told apart by its context."""
_MAX_SCAN = 2_000
"""Characters of long content that are read."""
_WIDENING_SCAN = 500
"""Characters before and after short content that are read for more words."""
_CONTEXT_SCAN = 200
"""Characters before and after a quote that are read for its context."""

_RUN = re.compile(rf"{WORD_FORM}(?:['’.-]{WORD_FORM})*")
_END_MARKS = re.compile(r"[\s,;:—–\-(.“„]+\Z")
_START_MARKS = re.compile(r"\A[\s,;:—–\-).”…]+")
_PART_END = re.compile(r"[,;:—](?=\s)")


class SelectedQuote(NamedTuple):
    """A quote, and whether it is direct speech."""

    selector: QuoteSelector
    is_direct: bool


def select_quote(candidate: AttributionCandidate, finder: QuoteFinder) -> SelectedQuote | None:
    """Select a quote of the content of 3 to 25 words that occurs exactly once; return None if there is none."""
    sentence = candidate.sentence
    bounds = (sentence.start, sentence.end)
    for candidate_range in _list_ranges(candidate):
        quote_range = candidate_range
        if count_words(sentence.text[slice(*quote_range)]) < MIN_WORDS:
            quote_range = _widen(sentence.text, quote_range, bounds)
        start, end = _shorten(sentence.text, quote_range)
        if not MIN_WORDS <= count_words(sentence.text[start:end]) <= MAX_WORDS:
            continue
        selector = _make_unique(sentence.text, (start, end), sentence.passage, finder)
        if selector:
            is_direct = any(outer[0] <= start and end <= outer[1] for outer in sentence.quotations)
            return SelectedQuote(selector, is_direct)
    return None


def _list_ranges(candidate: AttributionCandidate) -> list[Range]:
    """Return the ranges that may be quoted, the best first."""
    content = candidate.content_range
    core = _shorten(candidate.sentence.text, content)
    if candidate.is_direct:
        return [core]
    sentence_range = (candidate.sentence.start, candidate.sentence.end)
    return [*_find_quoted_words(candidate), core, content, sentence_range]


def _find_quoted_words(candidate: AttributionCandidate) -> list[Range]:
    """Return the first words in quotation marks in the content that are long enough: they are the speaker’s own."""
    start, end = candidate.content_range
    text = candidate.sentence.text
    for quotation in candidate.sentence.quotations:
        if start <= quotation[0] and quotation[1] <= end + 1:
            words = strip_quotation_marks(text, quotation)
            if count_words(text[slice(*words)]) > MIN_WORDS:
                return [words]
    return []


def _shorten(text: str, quote_range: Range) -> Range:
    """Return the range, or if it is long its beginning up to a mark or a number of words."""
    start, end = quote_range
    words = list(_RUN.finditer(text, start, min(end, start + _MAX_SCAN)))
    if len(words) <= _MAX_WHOLE_CONTENT:
        return _trim(text, start, end)
    limit = words[_MAX_WHOLE_CONTENT - 1].end()
    min_end = words[_MIN_PART - 1].end()
    part_ends = list(_PART_END.finditer(text, min_end, limit))
    return _trim(text, start, part_ends[-1].start() if part_ends else limit)


def _trim(text: str, start: int, end: int) -> Range:
    """Return the range without marks and spaces at its ends, but with whole quotation marks."""
    without_end = _END_MARKS.sub("", text[start:end])
    trimmed = _START_MARKS.sub("", without_end)
    return start + len(without_end) - len(trimmed), start + len(without_end)


def _widen(text: str, quote_range: Range, bounds: Range) -> Range:
    """Return a range that is too short with words before it, and then after it; or a whole short sentence."""
    start, end = quote_range
    if count_words(text[slice(*bounds)]) <= _MAX_WHOLE_SENTENCE:
        return bounds
    words_before = list(_RUN.finditer(text, max(bounds[0], start - _WIDENING_SCAN), start))
    missing = MIN_WORDS + 1 - count_words(text[start:end])
    if len(words_before) >= missing > 0:
        return words_before[-missing].start(), end
    if words_before:
        start = words_before[0].start()
    words_after = list(_RUN.finditer(text, end, min(bounds[1], end + _WIDENING_SCAN)))
    missing = MIN_WORDS - count_words(text[start:end])
    if words_after and missing > 0:
        end = words_after[min(missing, len(words_after)) - 1].end()
    return start, end


def _make_unique(text: str, quote_range: Range, passage: int, finder: QuoteFinder) -> QuoteSelector | None:
    """Return the words, with their context if they occur in the article more than once."""
    exact = text[slice(*quote_range)]
    positions = _find_positions(finder, QuoteSelector(exact))
    if len(positions) == 1:
        return QuoteSelector(exact)
    if not positions or len(positions) > _MAX_POSITIONS:
        return None
    prefix = _get_prefix(text, quote_range[0])
    suffix = _get_suffix(text, quote_range[1])
    selectors = (QuoteSelector(exact, prefix), QuoteSelector(exact, None, suffix), QuoteSelector(exact, prefix, suffix))
    for selector in selectors:
        if [position.passage for position in _find_positions(finder, selector)] == [passage]:
            return selector
    return None


def _get_prefix(text: str, position: int) -> str:
    """Return the words before a position."""
    words = list(_RUN.finditer(text, max(0, position - _CONTEXT_SCAN), position))[-_CONTEXT_WORDS:]
    return text[words[0].start() : position].strip() if words else ""


def _get_suffix(text: str, position: int) -> str:
    """Return the words after a position."""
    words = list(_RUN.finditer(text, position, position + _CONTEXT_SCAN))[:_CONTEXT_WORDS]
    return text[position : words[-1].end()].strip() if words else ""


def _find_positions(finder: QuoteFinder, selector: QuoteSelector) -> list[QuotePosition]:
    """Return the positions of the words, one more than matter at most."""
    positions = finder.iterate_positions(selector.exact, selector.prefix or "", selector.suffix or "")
    return list(islice(positions, _MAX_POSITIONS + 1))
