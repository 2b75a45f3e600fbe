"""Search for quotes in prose: the positions in the article of words that an editor copied.

`QuoteFinder` finds the position of a quote, independent of the forms of spaces, quotation marks and hyphens, as the
W3C's TextQuoteSelector defines it (exact words, and the words before and after them). If a quote is not in the article,
it returns the closest match. `find_shared_run` finds words of the article that a paraphrase should not repeat. This
module does not decide what is an error.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple
from unicodedata import normalize

from rapidfuzz import fuzz

from generator.text.characters import TOKEN, WORD_FORM, find_word_end, splits_word
from generator.text.folding import FoldedText, fold

_MAX_FULL_SEARCH = 20_000
"""The number of characters of the largest text in which all passages are searched for the closest match."""
_MAX_PASSAGES, _MAX_PASSAGE_LENGTH = 5, 4_000
"""The number of passages of a larger text that are compared, those that share most words, and their characters."""
_QUOTE_LENGTH = 300
"""The number of characters of a quote that are compared: more than 25 words have."""
_REACH = 30
"""The number of characters between the ends of the closest match and the ends of the alignment, at most."""
_MIN_SCORE = 55
"""The minimal similarity in percent; a lower one is accidental."""

_DOUBLE_MARKS = re.compile(
    r"“[^”]*(?:”|\Z)|„[^“”]*(?:[“”]|\Z)|”[^”]*”"
    r"|«[^»]*(?:»|\Z)|»[^«»]*[«»]"
    r'|"[^"]*(?:"|\Z)'
    r"|「[^」]*(?:」|\Z)|『[^』]*(?:』|\Z)"
)
"""Text in double quotation marks. Each alternative begins with another mark and ends at the first closing one: linear.

A quotation that is not closed extends to the end: speech of several paragraphs is closed only in the last one.
"""
_SINGLE_MARKS = re.compile(
    r"‹[^›]*(?:›|\Z)"
    r"|(?<!\w)‘[^‘]*’(?!\w)"  # up to the last possible closing mark: officials’ has an apostrophe
    r"|‚[^‘]*(?:‘|\Z)"
    r"|(?<!\w)'(?=\S)[^']*(?:(?<=\w)'(?=\w)[^']*)*'"
)

_WORD_OR_CONTRACTION = re.compile(rf"{WORD_FORM}(?:'{WORD_FORM})*")


class QuotePosition(NamedTuple):
    """The position of a quote: `text[start:end]` of the passage."""

    passage: int
    start: int
    end: int


class ClosestMatch(NamedTuple):
    """The words that are most similar to a quote: `text[start:end]` of the passage; `score` is in percent."""

    passage: int
    start: int
    end: int
    text: str
    score: int


@dataclass(frozen=True)
class QuoteFinder:
    """A search for quotes in the passages of one article: `texts` are their visible texts, in NFC.

    Callers that have already folded them pass them as `folded_texts`.
    """

    texts: Sequence[str]
    folded_texts: Sequence[FoldedText] = ()

    @cached_property
    def _folded(self) -> list[FoldedText]:
        folded_texts = self.folded_texts or map(fold, self.texts)
        return list(map(FoldedText.strip, folded_texts))

    @cached_property
    def _numbers(self) -> list[int]:
        """The numbers of the passages that have text."""
        return [number for number, folded in enumerate(self._folded) if folded.text]

    @cached_property
    def _joined(self) -> str:
        """All passages, separated by line ends, which no folded text contains."""
        return "\n".join(folded.text for folded in self._folded if folded.text)

    @cached_property
    def _starts(self) -> list[int]:
        """The position of each passage with text in the joined text."""
        lengths = (len(self._folded[number].text) + 1 for number in self._numbers)
        return list(accumulate(lengths, initial=0))[:-1]

    @cached_property
    def _passages_by_word(self) -> dict[str, list[int]]:
        passages: dict[str, list[int]] = {}
        for number in self._numbers:
            for token in set(TOKEN.findall(self._folded[number].text.casefold())):
                passages.setdefault(token, []).append(number)
        return passages

    def find(self, exact: str, prefix: str | None = None, suffix: str | None = None) -> list[QuotePosition]:
        """Return every position of the words `exact` directly after `prefix` and before `suffix`.

        Only whole words match `exact`. Case matters; spaces next to `prefix` and `suffix` do not.
        """
        return list(self.iterate_positions(exact, prefix, suffix))

    def iterate_positions(
        self, exact: str, prefix: str | None = None, suffix: str | None = None
    ) -> Iterator[QuotePosition]:
        """Yield the positions that `find` returns, for callers that need only the first few."""
        folded_prefix, folded_suffix = _fold_quote(prefix), _fold_quote(suffix)
        for start, end in _find_occurrences(self._joined, _fold_quote(exact)):
            prefix_end = start - (start > 0 and self._joined[start - 1] == " ")
            suffix_start = end + self._joined.startswith(" ", end)
            has_prefix = self._joined.endswith(folded_prefix, 0, prefix_end)
            if has_prefix and self._joined.startswith(folded_suffix, suffix_start):
                yield self._locate(start, end)

    def find_crossing(self, exact: str) -> tuple[int, int] | None:
        """Return the first and the last passage of a quote that extends across passages, or None."""
        for start, end in _find_occurrences(self._joined.replace("\n", " "), _fold_quote(exact)):
            start_index = bisect_right(self._starts, start) - 1
            end_index = bisect_right(self._starts, end - 1) - 1
            if start_index != end_index:
                return self._numbers[start_index], self._numbers[end_index]
        return None

    def find_closest(self, exact: str) -> ClosestMatch | None:
        """Return the words of the article that are most similar to `exact`, or None if none are similar enough."""
        quote = _fold_quote(exact)[:_QUOTE_LENGTH]
        if not quote:
            return None
        candidates = (self._find_closest_in(quote, number) for number in self._choose_passages(quote))
        best = max(candidates, key=lambda match: (match.score, -match.passage), default=None)
        return best if best and best.score >= _MIN_SCORE else None

    def _locate(self, start: int, end: int) -> QuotePosition:
        index = bisect_right(self._starts, start) - 1
        number, offset = self._numbers[index], self._starts[index]
        return QuotePosition(number, *self._folded[number].map_range(start - offset, end - offset))

    def _choose_passages(self, quote: str) -> list[int]:
        """Return the passages to compare with a quote: all of them if the text is short."""
        if len(self._joined) <= _MAX_FULL_SEARCH:
            return self._numbers
        shared_words: Counter[int] = Counter()
        for token in set(TOKEN.findall(quote.casefold())):
            shared_words.update(self._passages_by_word.get(token, ()))
        return [number for number, _ in shared_words.most_common(_MAX_PASSAGES)]

    def _find_closest_in(self, quote: str, number: int) -> ClosestMatch:
        folded = self._folded[number]
        text = folded.text[:_MAX_PASSAGE_LENGTH]
        aligned = fuzz.partial_ratio_alignment(quote, text)
        start, end = (aligned.dest_start, aligned.dest_end) if aligned else (0, len(text))
        start, end = _extend_to_words(text, quote, start, end)
        score = int(fuzz.ratio(quote, text[start:end]))
        start, end = folded.map_range(start, end)
        return ClosestMatch(number, start, end, self.texts[number][start:end], score)


def _fold_quote(quote: str | None) -> str:
    return fold(normalize("NFC", quote)).strip().text if quote else ""


def _find_occurrences(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of `words` in `text` as whole words; they may overlap."""
    start = text.find(words) if words else -1
    while start >= 0:
        end = start + len(words)
        if splits_word(text, start):
            # No match begins before the end of this word, which may be a megabyte long.
            start = text.find(words, find_word_end(text, start))
            continue
        if not splits_word(text, end):
            yield start, end
        start = text.find(words, start + 1)


def _extend_to_words(text: str, quote: str, start: int, end: int) -> tuple[int, int]:
    """Return the range near `start` to `end` that consists of whole tokens and is most similar to the quote."""
    reach = max(0, start - _REACH)
    starts = []
    ends = []
    for token in TOKEN.finditer(text, reach, end + _REACH):
        if token[0] == " ":
            continue
        if abs(token.start() - start) <= _REACH and token.start() < end and not splits_word(text, token.start()):
            starts.append(token.start())
        if abs(token.end() - end) <= _REACH and not splits_word(text, token.end()):
            ends.append(token.end())
    start = max(starts or [0], key=lambda position: fuzz.ratio(quote, text[position:end]))
    ends = ends[bisect_right(ends, start) :] or [len(text)]
    return start, max(ends, key=lambda position: fuzz.ratio(quote, text[start:position]))


def find_quotation_ranges(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the ranges in double and those in single quotation marks, with the marks; each list is in order."""
    double = [match.span() for match in _DOUBLE_MARKS.finditer(text)]
    single = [match.span() for match in _SINGLE_MARKS.finditer(text)]
    return double, single


def is_in_quotation_marks(text: str, start: int, end: int) -> bool:
    """Check whether `text[start:end]` is within a pair of quotation marks, which may be part of the range."""
    double, single = find_quotation_ranges(text)
    return any(range_start <= start and end <= range_end for range_start, range_end in (*double, *single))


@dataclass(frozen=True)
class ArticleWords:
    """The words of an article's passages in the form that `find_shared_run` compares: without case and punctuation."""

    texts: Sequence[str]

    @cached_property
    def joined(self) -> str:
        """All words, with a space around each and a line end between passages."""
        passages = (" ".join(_WORD_OR_CONTRACTION.findall(fold(text).text)) for text in self.texts)
        return " " + " \n ".join(passages).casefold() + " "

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different words."""
        return frozenset(self.joined.split())

    def contains(self, words: list[str]) -> bool:
        """Check whether a passage contains these words in a row."""
        return f" {' '.join(words)} " in self.joined


def find_shared_run(says: str, article: ArticleWords, length: int = 8) -> str | None:
    """Return the first run of at least `length` words that `says` shares with a passage, in its full length.

    Usually looks up each word of `says` once: runs are only searched among consecutive words that all occur in the
    article, in time linear in the article for each word. Scripts without spaces are not compared.
    """
    folded = fold(says)
    matches = list(_WORD_OR_CONTRACTION.finditer(folded.text))
    words = [match[0].casefold() for match in matches]
    other_words = [index for index, word in enumerate(words) if word not in article.vocabulary]
    for previous, limit in pairwise([-1, *other_words, len(words)]):
        for start in range(previous + 1, limit - length + 1):
            end = start + length
            if article.contains(words[start:end]):
                while end < limit and article.contains(words[start : end + 1]):
                    end += 1
                return says[slice(*folded.map_range(matches[start].start(), matches[end - 1].end()))]
    return None
