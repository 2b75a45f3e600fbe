"""The tokens of a passage, with the features of names: capitals, and the beginnings of sentences."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from generator.proposals.proposal import TextSpan
from generator.proposals.word_lists import NameWords
from generator.text.characters import WORD_FORM
from generator.text.folding import fold_name, normalize_marks, strip_invisible
from generator.text.sentences import Range

_TOKEN = re.compile(
    r"(?P<dotted>(?:[^\W\d_]\.){2,})"
    r"|(?P<possessive>'[sS](?!\w))"
    rf"|(?P<word>{WORD_FORM}(?:(?:-|'(?![sS](?!\w)))(?:{WORD_FORM}))*)"
    r"|(?P<mark>[^\s\w]|_)"
)
_ELIDED = re.compile(r"([^\W\d_]{1,7})'(?=\w)")
POSSESSIVE_ENDINGS = frozenset({"'s", "’s", "'", "’"})
_OPENING_MARKS = frozenset("\"':([—•")
_MAX_ACRONYM = 8
"""Letters of an acronym, at most."""


class Token(NamedTuple):
    """A word or mark at characters `start` to `end` of the passage; `folded` is its text as it is compared."""

    start: int
    end: int
    text: str
    folded: str
    is_mark: bool = False
    is_sentence_start: bool = False
    """True if a capital means nothing, as a sentence begins here."""
    is_adjacent: bool = False
    """True if at most one space separates it from the token before, in the same sentence."""

    @property
    def is_capitalized(self) -> bool:
        """True if it begins with a capital."""
        return self.text[:1].isupper()

    @property
    def acronym(self) -> str:
        """Its letters if they are two to eight capitals, else an empty string."""
        letters = self.text.replace(".", "").replace("-", "")
        is_acronym = 2 <= len(letters) <= _MAX_ACRONYM and letters.isupper() and letters[0].isalpha()
        return letters if is_acronym else ""


NO_TOKEN = Token(-1, -1, "", "", is_mark=True)
"""The token before the first and after the last one of a passage, which is in no list of words."""


@dataclass(frozen=True, slots=True)
class TokenizedPassage:
    """A passage as tokens; `number` is its number in `Article.passages`."""

    number: int
    text: str
    tokens: tuple[Token, ...]

    def get_token(self, index: int) -> Token:
        """Return a token; `NO_TOKEN` outside the passage."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else NO_TOKEN

    def get_folded(self, index: int) -> str:
        """Return the folded text of a token; an empty string outside the passage."""
        return self.get_token(index).folded

    def is_adjacent(self, index: int) -> bool:
        """Check whether at most one space separates a token from the token before, in the same sentence."""
        return self.get_token(index).is_adjacent

    def get_span(self, start: int, stop: int) -> TextSpan:
        """Return the characters of the tokens `start` to `stop`."""
        return TextSpan(self.number, self.tokens[start].start, self.tokens[stop - 1].end)

    def get_text(self, start: int, stop: int) -> str:
        """Return the text of the tokens `start` to `stop`, on one line."""
        tokens = self.tokens[start:stop]
        return self.get_line(tokens[0].start, tokens[-1].end) if tokens else ""

    def get_line(self, start: int, end: int) -> str:
        """Return the text of a range of characters, on one line."""
        return " ".join(self.text[start:end].split())


class _RawToken(NamedTuple):
    start: int
    end: int
    is_mark: bool


def tokenize_passage(number: int, text: str, sentences: Sequence[Range], words: NameWords) -> TokenizedPassage:
    """Split a passage into tokens."""
    return TokenizedPassage(number, text, tuple(_iterate_tokens(text, sentences, words)))


def _iterate_tokens(text: str, sentences: Sequence[Range], words: NameWords) -> Iterator[Token]:
    previous_sentence = -1
    previous_end = -2  # so far before the text that the first token is not adjacent
    is_first_word = True
    previous_text = ""
    visible = strip_invisible(text)
    for raw in _split(normalize_marks(visible.text), words):
        start, end = visible.map_range(raw.start, raw.end)
        sentence = bisect_right(sentences, start, key=itemgetter(0)) - 1
        is_same_sentence = sentence == previous_sentence
        is_first_word = is_first_word or not is_same_sentence
        token_text = visible.text[raw.start : raw.end]
        folded = token_text if raw.is_mark else fold_name(token_text) or token_text.lower()
        is_sentence_start = not raw.is_mark and (is_first_word or previous_text in _OPENING_MARKS)
        is_adjacent = is_same_sentence and start - previous_end <= 1
        yield Token(start, end, token_text, folded, raw.is_mark, is_sentence_start, is_adjacent)
        is_first_word = is_first_word and (raw.is_mark or _is_elision(token_text, words))
        previous_text = normalize_marks(token_text)
        previous_sentence, previous_end = sentence, end


def _is_elision(text: str, words: NameWords) -> bool:
    return text[-1] in "'’" and text[:-1].lower() in words.elisions


def _split(text: str, words: NameWords) -> Iterator[_RawToken]:
    """Split a text into raw tokens; a part in lower case after a hyphen is a token of its own: Hamas-run."""
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match["word"] is None:
            yield _RawToken(start, end, is_mark=match["dotted"] is None)
            continue
        elided = _ELIDED.match(text, start, end)
        if elided and elided[1].lower() in words.elisions:
            yield _RawToken(start, elided.end(), is_mark=False)
            start = elided.end()
        hyphen = start + _find_lowercase_part(text[start:end], words)
        yield _RawToken(start, hyphen, is_mark=False)
        if hyphen < end:
            yield _RawToken(hyphen, hyphen + 1, is_mark=True)
            yield _RawToken(hyphen + 1, end, is_mark=False)


def _find_lowercase_part(word: str, words: NameWords) -> int:
    """Return the position of the hyphen before a part in lower case; the word's length if there is none."""
    prefix, hyphen, suffix = word.partition("-")
    if hyphen and prefix[:1].isupper() and suffix[:1].islower() and prefix.lower() not in words.prefixes:
        return len(prefix)
    return len(word)
