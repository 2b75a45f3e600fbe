"""Splits passages into sentences of tokens: words, names, marks and pieces of direct speech.

A name is one token, however many words it has. So is a piece of direct speech in quotation marks: its words are not
the text's own. Words in quotation marks that are no speech (“sleeper cells”) are ordinary words; their marks are left
out.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from generator.proposals.attributions.rules import Rules
from generator.proposals.inputs import EntityMention
from generator.text.characters import WORD_FORM, count_words
from generator.text.folding import normalize_marks
from generator.text.quotes import find_quotation_ranges
from generator.text.sentences import Range

WORD, MARK, NAME, PLACE, SPEECH = "word", "mark", "name", "place", "speech"

_MIN_SPEECH_WORDS = 3
"""Words of direct speech, at least: fewer words in quotation marks are a term."""
_MAX_TOKENS = 300
"""Tokens of a sentence. A longer one is not prose, and is read in pieces so that each takes bounded time."""
_MAX_GAP = 200
"""Characters before a quotation in which the mark before it is looked for."""
_CLOSING_MARKS = frozenset(".,!?…;—")
_QUOTATION_MARKS = frozenset('“”„‟«»‹›"‘‚')
_APOSTROPHES = frozenset("’'")
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")


class SentenceToken(NamedTuple):
    """Characters `start` to `end` of the passage; `folded` is their folded text in lower case."""

    start: int
    end: int
    folded: str
    category: str
    mention: EntityMention | None = None
    is_possessive: bool = False
    is_capitalized: bool = False

    @property
    def is_nominal(self) -> bool:
        """True if it may be part of a noun phrase."""
        return self.category in {WORD, NAME, PLACE}


@dataclass(frozen=True)
class Sentence:
    """A sentence, or several that one piece of speech joins. `number` counts them through the article."""

    number: int
    passage: int
    text: str
    """The text of the passage."""
    start: int
    end: int
    tokens: tuple[SentenceToken, ...]
    quotations: tuple[Range, ...] = ()
    """The ranges in quotation marks, with the marks."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded texts of the tokens; those of marks and speech are never a word."""
        return tuple(token.folded for token in self.tokens)

    def has_any(self, words: AbstractSet[str], start: int, stop: int) -> bool:
        """Check whether one of these words is among the tokens `start` to `stop`."""
        return not words.isdisjoint(self.words[start:stop])

    def find_first(self, words: AbstractSet[str], start: int, stop: int) -> int | None:
        """Return the first token from `start` to `stop` that is one of these words."""
        for position in range(start, min(stop, len(self.words))):
            if self.words[position] in words:
                return position
        return None

    def has_word(self, words: AbstractSet[str], position: int) -> bool:
        """Check whether a token exists and is one of these words."""
        return 0 <= position < len(self.words) and self.words[position] in words


class _SolidRange(NamedTuple):
    """A range that is one token: a mention, or direct speech (without a mention)."""

    start: int
    end: int
    mention: EntityMention | None


def find_quotations(text: str) -> list[Range]:
    """Return the outermost ranges in quotation marks, with the marks, in order."""
    double, single = find_quotation_ranges(text)
    trimmed = [(start, _find_single_end(text, start, end)) for start, end in single]
    outer_single = _exclude_inner(trimmed, double)
    if not outer_single:
        return double
    return sorted([*_exclude_inner(double, outer_single), *outer_single])


def _find_single_end(text: str, start: int, end: int) -> int:
    """Return the end of ‘…’: the first mark after punctuation, else the first that is not an apostrophe."""
    quotation = text[start:end]
    closing = re.search(r"[.,!?…]’(?!\w)", quotation) or re.search(r"(?<!s)’(?!\w)", quotation)
    return start + closing.end() if closing and quotation[0] == "‘" else end


def _exclude_inner(ranges: Sequence[Range], others: Sequence[Range]) -> list[Range]:
    """Return the ranges that begin in none of the others."""
    other_starts = [start for start, _ in others]
    outer: list[Range] = []
    for start, end in ranges:
        index = bisect_left(other_starts, start) - 1
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
    if end - 1 > start and text[end - 1] in _QUOTATION_MARKS | _APOSTROPHES:
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


class SentenceReader:
    """Splits passages one by one into sentences; `mentions` are valid and in order."""

    def __init__(self, rules: Rules, mentions: Sequence[EntityMention]) -> None:
        self._mentions: dict[int, list[EntityMention]] = {}
        for mention in mentions:
            self._mentions.setdefault(mention.passage, []).append(mention)
        elisions = "|".join(sorted(map(re.escape, rules.elisions), key=len, reverse=True)) or r"(?!)"
        word = rf"{WORD_FORM}(?:['’-]{WORD_FORM})*"
        self._token = re.compile(rf"(?:{elisions})['’](?={WORD_FORM})|{word}|\S", re.IGNORECASE)
        self._count = 0

    def read_sentences(self, passage: int, text: str, ranges: Sequence[Range]) -> Iterator[Sentence]:
        """Yield the sentences of a passage; sentences that speech spans are one."""
        quotations = find_quotations(text)
        speeches = [quotation for quotation in quotations if is_speech(text, quotation)]
        solid_ranges = self._list_solid_ranges(passage, speeches)
        index = 0
        for start, end in _join_sentences(ranges, solid_ranges):
            first_index = index
            while index < len(solid_ranges) and solid_ranges[index].start < end:
                index += 1
            tokens = tuple(self._tokenize(text, (start, end), solid_ranges[first_index:index]))
            for offset in range(0, max(1, len(tokens)), _MAX_TOKENS):
                piece = tokens[offset : offset + _MAX_TOKENS]
                piece_range = (piece[0].start, piece[-1].end) if len(tokens) > _MAX_TOKENS else (start, end)
                inner_quotations = _select_starting_in(quotations, piece_range)
                yield Sentence(self._count, passage, text, *piece_range, piece, inner_quotations)
                self._count += 1

    def _list_solid_ranges(self, passage: int, speeches: Sequence[Range]) -> list[_SolidRange]:
        """Return the speeches of a passage and the mentions outside them, in order."""
        solid_ranges = [_SolidRange(start, end, None) for start, end in speeches]
        mentions = _exclude_quoted(self._mentions.get(passage, ()), speeches)
        solid_ranges += [_SolidRange(mention.start, mention.end, mention) for mention in mentions]
        solid_ranges.sort(key=lambda solid: solid.start)
        return solid_ranges

    def _tokenize(self, text: str, sentence: Range, solid_ranges: Sequence[_SolidRange]) -> Iterator[SentenceToken]:
        """Yield the tokens of a sentence; each solid range is one token."""
        position, sentence_end = sentence
        for start, end, mention in solid_ranges:
            yield from self._tokenize_words(text, position, start, sentence_end)
            if mention is None:
                yield SentenceToken(start, end, "“”", SPEECH)
                position = end
                continue
            ending = _POSSESSIVE.match(text, end)
            is_apostrophe = ending is not None and ending[0] in {"'", "’"}
            is_possessive = ending is not None and (not is_apostrophe or text[end - 1] in "sxz")
            category = PLACE if mention.kind == "place" else NAME
            folded = normalize_marks(text[start:end]).lower()
            yield SentenceToken(start, end, folded, category, mention, is_possessive, is_capitalized=True)
            position = ending.end() if ending and is_possessive else end
        yield from self._tokenize_words(text, position, sentence_end, sentence_end)

    def _tokenize_words(self, text: str, start: int, end: int, sentence_end: int) -> Iterator[SentenceToken]:
        """Yield the words and marks between two solid ranges."""
        for match in self._token.finditer(text, start, max(start, end)):
            token = match[0]
            if token[0] in _QUOTATION_MARKS:
                continue
            if not token[0].isalnum():
                if not _is_inner_mark(text, match, sentence_end):
                    yield SentenceToken(*match.span(), token, MARK)
                continue
            folded = normalize_marks(token).lower()
            following = text[match.end() : match.end() + 2]
            ends_in_apostrophe = folded.endswith("s") and following[:1] in {"'", "’"} and following[1:] == " "
            is_possessive = folded.endswith("'s") or ends_in_apostrophe
            yield SentenceToken(*match.span(), folded, WORD, None, is_possessive, token[0].isupper())


def _is_inner_mark(text: str, match: re.Match[str], sentence_end: int) -> bool:
    """Check whether a mark is an apostrophe, or the point of an abbreviation."""
    if match[0] in _APOSTROPHES:
        return True
    following = text[match.end() : min(match.end() + 4, sentence_end)]
    return match[0] == "." and bool(following.strip("”’\"' \n"))


def _select_starting_in(ranges: Sequence[Range], outer: Range) -> tuple[Range, ...]:
    """Return the ranges that begin in the outer range."""
    start, end = outer
    return tuple(ranges[bisect_left(ranges, (start, 0)) : bisect_left(ranges, (end, 0))])


def _exclude_quoted(mentions: Sequence[EntityMention], speeches: Sequence[Range]) -> Iterator[EntityMention]:
    """Yield the mentions that overlap no speech: names in speech are the speaker's words."""
    speech_ends = [end for _, end in speeches]
    for mention in mentions:
        index = bisect_left(speech_ends, mention.start + 1)
        if index == len(speeches) or speeches[index][0] >= mention.end:
            yield mention


def _join_sentences(ranges: Sequence[Range], solid_ranges: Sequence[_SolidRange]) -> Iterator[Range]:
    """Yield the ranges of sentences, joined if a solid range reaches over the end of one."""
    if not ranges:
        return
    index = reach = 0
    start, end = ranges[0]
    for next_start, next_end in ranges[1:]:
        while index < len(solid_ranges) and solid_ranges[index].start < end:
            reach = max(reach, solid_ranges[index].end)
            index += 1
        if reach <= next_start:
            yield start, end
            start = next_start
        end = next_end
    yield start, end


def filter_valid_mentions(mentions: Sequence[EntityMention], texts: Sequence[str]) -> list[EntityMention]:
    """Return the mentions with valid positions, in order and without overlaps."""
    valid = sorted(
        mention
        for mention in mentions
        if 0 <= mention.passage < len(texts) and 0 <= mention.start < mention.end <= len(texts[mention.passage])
    )
    separate = valid[:1]
    for _, mention in pairwise(valid):
        previous = separate[-1]
        if mention.passage != previous.passage or mention.start >= previous.end:
            separate.append(mention)
    return separate
