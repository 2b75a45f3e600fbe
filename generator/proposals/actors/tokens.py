"""The words and marks of a passage, with what names are told by: capitals, and where sentences begin."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.proposals.territories import plain
from generator.proposals.words import NameWords
from generator.text.characters import WORD_FORM, fold
from generator.text.sentences import Range

_TOKEN = re.compile(
    r"(?P<dotted>(?:[^\W\d_]\.){2,})"
    r"|(?P<own>'[sS](?!\w))"
    rf"|(?P<word>{WORD_FORM}(?:(?:-|'(?![sS](?!\w)))(?:{WORD_FORM}))*)"
    r"|(?P<mark>[^\s\w]|_)"
)
_ELIDED = re.compile(r"([^\W\d_]{1,7})'(?=\w)")
OWN = frozenset({"'s", "’s", "'", "’"})
"""What ends an owner."""
_OPENING = frozenset("\"':([—•")


class Token(NamedTuple):
    """`text` at `start` to `end` of the passage; `small` as it is compared; `mark` for what is no word."""

    start: int
    end: int
    text: str
    small: str
    mark: bool = False
    first: bool = False
    """Whether a capital says nothing, as a sentence begins here."""
    sentence: int = 0

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()

    @property
    def acronym(self) -> str:
        """Its letters where all are capitals and there are two to eight; else empty."""
        letters = self.text.replace(".", "").replace("-", "")
        return letters if 2 <= len(letters) <= 8 and letters.isupper() and letters[0].isalpha() else ""


@dataclass(frozen=True, slots=True)
class Line:
    """A passage as tokens; `quoted` are ranges in quotation marks as numbers of tokens."""

    number: int
    text: str
    tokens: tuple[Token, ...]

    def small(self, index: int) -> str:
        """The word or mark at a number, small; empty outside of the line."""
        return self.tokens[index].small if 0 <= index < len(self.tokens) else ""

    def is_joined(self, index: int) -> bool:
        """Whether nothing but one space is between the token and the one before, in the same sentence."""
        if not 0 < index < len(self.tokens):
            return False
        before, token = self.tokens[index - 1], self.tokens[index]
        return token.start - before.end <= 1 and token.sentence == before.sentence


def line_of(number: int, text: str, sentences: Sequence[Range], words: NameWords) -> Line:
    """The tokens of a passage."""
    return Line(number, text, tuple(_tokens(text, sentences, words)))


def _tokens(text: str, sentences: Sequence[Range], words: NameWords) -> Iterator[Token]:
    starts = [start for start, _ in sentences]
    sentence, first, before = -1, True, ""
    for start, end, mark in _cut(fold(text), words):
        while sentence + 1 < len(starts) and start >= starts[sentence + 1]:
            sentence += 1
            first = True
        shown = text[start:end]
        begins = not mark and (first or before in _OPENING)
        yield Token(start, end, shown, shown if mark else plain(shown) or shown.lower(), mark, begins, sentence)
        first = first and (mark or _is_elision(shown, words))
        before = fold(shown)


def _is_elision(shown: str, words: NameWords) -> bool:
    return shown[-1] in "'’" and shown[:-1].lower() in words.elisions


def _cut(folded: str, words: NameWords) -> Iterator[tuple[int, int, bool]]:
    """The ranges of tokens, and whether each is a mark. Parts in small letters are cut off: Hamas-run."""
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        if match["word"] is None:
            yield start, end, match["dotted"] is None
            continue
        elided = _ELIDED.match(folded, start, end)
        if elided and elided[1].lower() in words.elisions:
            yield start, elided.end(), False
            start = elided.end()
        cut = _small_part(folded[start:end], words)
        yield start, start + cut, False
        if start + cut < end:
            yield start + cut, start + cut + 1, True
            yield start + cut + 1, end, False


def _small_part(word: str, words: NameWords) -> int:
    """Where the part of a word with a capital ends that has a small part behind a hyphen."""
    first, hyphen, rest = word.partition("-")
    if hyphen and first[:1].isupper() and rest[:1].islower() and first.lower() not in words.prefixes:
        return len(first)
    return len(word)
