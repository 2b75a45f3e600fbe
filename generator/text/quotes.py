"""Quotes in prose: where the words that an editor copied stand in the article.

`QuoteFinder` binds a quote to its place, whatever spaces, quotation marks and hyphens either of them is
written with, as the W3C's TextQuoteSelector asks (exact words, and the words before and after them). Where a
quote is not found, it says what comes closest. `shared_run` is the reverse: words of the article that a
paraphrase should not repeat. What of this is a mistake, and how it is told, is decided elsewhere.
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

from generator.text.characters import TOKEN, WORD_FORM, end_of_word, fold, splits_word

_SEARCHED = 20_000
"""Characters of text in all of whose passages the closest words are looked for."""
_COMPARED, _COMPARED_LENGTH = 5, 4_000
"""Passages of a larger text that are looked at, those that share most words with the quote, and how far."""
_QUOTE_LENGTH = 300
"""Characters of a quote that are compared: more than its 25 words take."""
_REACH = 30
"""Characters by which the closest words may begin or end elsewhere than the alignment says."""
_NEAR = 55
"""What is less alike, in per cent, is chance."""

_DOUBLE_MARKS = re.compile(
    r"“[^”]*(?:”|\Z)|„[^“”]*(?:[“”]|\Z)|”[^”]*”"
    r"|«[^»]*(?:»|\Z)|»[^«»]*[«»]"
    r'|"[^"]*(?:"|\Z)'
    r"|「[^」]*(?:」|\Z)|『[^』]*(?:』|\Z)"
)
"""Each alternative begins with another mark and runs to the first that closes it: linear.

What is opened and not closed holds to the end: speech of several paragraphs is closed in the last alone.
"""
_SINGLE_MARKS = re.compile(
    r"‹[^›]*(?:›|\Z)"
    r"|(?<!\w)‘[^‘]*’(?!\w)"  # to the last that may close: officials’ is an apostrophe
    r"|‚[^‘]*(?:‘|\Z)"
    r"|(?<!\w)'(?=\S)[^']*(?:(?<=\w)'(?=\w)[^']*)*'"
)

_WORD_OR_CONTRACTION = re.compile(rf"{WORD_FORM}(?:'{WORD_FORM})*")


class Place(NamedTuple):
    """Where a quote stands: `text[start:end]` of the passage."""

    passage: int
    start: int
    end: int


class Near(NamedTuple):
    """The words that are most like a quote: `text[start:end]` of the passage; `score` is in per cent."""

    passage: int
    start: int
    end: int
    text: str
    score: int


@dataclass(frozen=True, slots=True)
class Folded:
    """Text as it is compared: folded, each run of spaces one space, none at the ends."""

    text: str
    offsets: tuple[int, ...] | None
    """The place of each character in the text itself; None where nothing was left out."""

    @classmethod
    def of(cls, text: str) -> "Folded":
        """The folded form of `text`."""
        plain = fold(text)
        if "  " not in plain and not plain.startswith(" ") and not plain.endswith(" "):
            return cls(plain, None)
        kept = [at for at, (before, here) in enumerate(pairwise(" " + plain)) if here != " " or before != " "]
        if kept and plain[kept[-1]] == " ":
            kept.pop()
        return cls("".join(plain[at] for at in kept), tuple(kept))

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The place in the text itself of folded characters, at least one, from `start` to `end`."""
        return (start, end) if self.offsets is None else (self.offsets[start], self.offsets[end - 1] + 1)


@dataclass(frozen=True)
class QuoteFinder:
    """Finds quotes in the passages of one article: `texts` are their visible texts, in NFC."""

    texts: Sequence[str]

    @cached_property
    def _folded(self) -> list[Folded]:
        return [Folded.of(text) for text in self.texts]

    @cached_property
    def _numbers(self) -> list[int]:
        """The passages that hold text."""
        return [number for number, folded in enumerate(self._folded) if folded.text]

    @cached_property
    def _joined(self) -> str:
        """All passages, parted by what no quote holds: a folded text has no line ends."""
        return "\n".join(self._folded[number].text for number in self._numbers)

    @cached_property
    def _starts(self) -> list[int]:
        """Where each passage with text begins in the joined text."""
        lengths = (len(self._folded[number].text) + 1 for number in self._numbers)
        return list(accumulate(lengths, initial=0))[:-1]

    @cached_property
    def _passages_by_word(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number in self._numbers:
            for token in set(TOKEN.findall(self._folded[number].text.casefold())):
                found.setdefault(token, []).append(number)
        return found

    def find(self, exact: str, prefix: str = "", suffix: str = "") -> list[Place]:
        """Every place where the words `exact` stand directly after `prefix` and before `suffix`.

        Only whole words count as `exact`. Case matters; spaces next to `prefix` and `suffix` do not.
        """
        return list(self.places(exact, prefix, suffix))

    def places(self, exact: str, prefix: str = "", suffix: str = "") -> Iterator[Place]:
        """The places that `find` gives, one by one, for who needs to know the first few."""
        before, after = _comparable(prefix), _comparable(suffix)
        for start, end in _occurrences(self._joined, _comparable(exact)):
            left = start - (start > 0 and self._joined[start - 1] == " ")
            right = end + self._joined.startswith(" ", end)
            if self._joined.endswith(before, 0, left) and self._joined.startswith(after, right):
                yield self._place(start, end)

    def crosses(self, exact: str) -> tuple[int, int] | None:
        """The first and the last passage of a quote that stands across them, read as one text."""
        for start, end in _occurrences(self._joined.replace("\n", " "), _comparable(exact)):
            first, last = (bisect_right(self._starts, at) - 1 for at in (start, end - 1))
            if first != last:
                return self._numbers[first], self._numbers[last]
        return None

    def closest(self, exact: str) -> Near | None:
        """The words of the article that are most like `exact`, if any are near enough to name."""
        quote = _comparable(exact)[:_QUOTE_LENGTH]
        if not quote:
            return None
        candidates = (self._nearest_in(number, quote) for number in self._likely(quote))
        best = max(candidates, key=lambda near: (near.score, -near.passage), default=None)
        return best if best and best.score >= _NEAR else None

    def _place(self, start: int, end: int) -> Place:
        found = bisect_right(self._starts, start) - 1
        number, offset = self._numbers[found], self._starts[found]
        return Place(number, *self._folded[number].range(start - offset, end - offset))

    def _likely(self, quote: str) -> list[int]:
        """The passages to compare with a quote: all of them where that takes no time."""
        if len(self._joined) <= _SEARCHED:
            return self._numbers
        shared = Counter(
            number for token in set(TOKEN.findall(quote.casefold())) for number in self._passages_by_word.get(token, ())
        )
        return [number for number, _ in shared.most_common(_COMPARED)]

    def _nearest_in(self, number: int, quote: str) -> Near:
        folded = self._folded[number]
        text = folded.text[:_COMPARED_LENGTH]
        aligned = fuzz.partial_ratio_alignment(quote, text)
        start, end = (aligned.dest_start, aligned.dest_end) if aligned else (0, len(text))
        start, end = _whole_words(text, quote, start, end)
        score = int(fuzz.ratio(quote, text[start:end]))
        start, end = folded.range(start, end)
        return Near(number, start, end, self.texts[number][start:end], score)


def _comparable(quote: str) -> str:
    return Folded.of(normalize("NFC", quote)).text if quote else ""


def _occurrences(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where `words` stand in `text` as whole words; places may overlap."""
    start = text.find(words) if words else -1
    while start >= 0:
        end = start + len(words)
        if splits_word(text, start):
            # No place begins before the end of this word, which may be a megabyte long.
            start = text.find(words, end_of_word(text, start))
            continue
        if not splits_word(text, end):
            yield start, end
        start = text.find(words, start + 1)


def _whole_words(text: str, quote: str, start: int, end: int) -> tuple[int, int]:
    """The range near `start` to `end` that begins and ends with a token and is most like the quote."""
    reach = max(0, start - _REACH)
    tokens = [found for found in TOKEN.finditer(text, reach, end + _REACH) if found[0] != " "]
    starts = [found.start() for found in tokens if not splits_word(text, found.start())]
    ends = [found.end() for found in tokens if not splits_word(text, found.end())]
    firsts = [at for at in starts if abs(at - start) <= _REACH and at < end] or [0]
    start = max(firsts, key=lambda at: fuzz.ratio(quote, text[at:end]))
    lasts = [at for at in ends if abs(at - end) <= _REACH and at > start] or [len(text)]
    return start, max(lasts, key=lambda at: fuzz.ratio(quote, text[start:at]))


def quotation_ranges(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The ranges in double and those in single quotation marks, with the marks; each list is in order."""
    double, single = ([found.span() for found in marks.finditer(text)] for marks in (_DOUBLE_MARKS, _SINGLE_MARKS))
    return double, single


def inside_quotation_marks(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` lies within a pair of quotation marks, which may be part of the range."""
    return any(first <= start and end <= last for ranges in quotation_ranges(text) for first, last in ranges)


@dataclass(frozen=True)
class ArticleWords:
    """The words of an article's passages, as `shared_run` compares them: without case and punctuation."""

    texts: Sequence[str]

    @cached_property
    def flowing(self) -> str:
        """All words, with a space around each and a line end between passages."""
        passages = (" ".join(_WORD_OR_CONTRACTION.findall(fold(text))) for text in self.texts)
        return " " + " \n ".join(passages).casefold() + " "

    @cached_property
    def known(self) -> frozenset[str]:
        """Each word once."""
        return frozenset(self.flowing.split())


def shared_run(says: str, article: ArticleWords, length: int = 8) -> str | None:
    """The first run of `length` words or more that `says` shares with a passage, as long as it goes.

    Mostly one look at each word of `says`: a run is searched only among neighbours that all occur in the
    article, and then linear in the article for each word. Scripts without spaces are not compared.
    """
    found = list(_WORD_OR_CONTRACTION.finditer(fold(says)))
    words = [match[0].casefold() for match in found]
    strange = [at for at, word in enumerate(words) if word not in article.known]
    for before, after in pairwise([-1, *strange, len(words)]):
        for first in range(before + 1, after - length + 1):
            last = first + length
            if _stands_in(article, words[first:last]):
                while last < after and _stands_in(article, words[first : last + 1]):
                    last += 1
                return says[found[first].start() : found[last - 1].end()]
    return None


def _stands_in(article: ArticleWords, words: list[str]) -> bool:
    return f" {' '.join(words)} " in article.flowing
