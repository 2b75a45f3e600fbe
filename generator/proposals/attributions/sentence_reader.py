"""Splits passages into sentences of tokens."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise, starmap
from operator import itemgetter
from typing import NamedTuple

from generator.proposals.attributions.quotations import APOSTROPHES, QUOTATION_MARKS, find_quotations, is_speech
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.sentence import Sentence
from generator.proposals.attributions.tagging import tag_tokens
from generator.proposals.attributions.tokens import MARK, NAME, PLACE, SPEECH, WORD, SentenceToken
from generator.proposals.inputs import EntityMention
from generator.text.characters import WORD_FORM
from generator.text.folding import normalize_marks
from generator.text.sentences import Range

_MAX_TOKENS = 300
"""Tokens of a sentence. A longer one is not prose, and is read in pieces so that each takes bounded time."""
_POSSESSIVE = re.compile(r"['’](?:s|(?<=[sxz].))(?!\w)")
"""A possessive ending after a name; an apostrophe alone follows a sibilant."""


class _SolidRange(NamedTuple):
    """A range that is one token: a mention, or direct speech (without a mention)."""

    start: int
    end: int
    mention: EntityMention | None = None


class SentenceReader:
    """Splits passages one by one into sentences; `mentions` are valid and in order."""

    def __init__(self, rules: Rules, mentions: Sequence[EntityMention]) -> None:
        self._rules = rules
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
        speeches = list(filter(partial(is_speech, text), quotations))
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
                tags = tag_tokens(piece, self._rules)
                yield Sentence(self._count, passage, text, *piece_range, piece, tags, inner_quotations)
                self._count += 1

    def _list_solid_ranges(self, passage: int, speeches: Sequence[Range]) -> list[_SolidRange]:
        """Return the speeches of a passage and the mentions outside them, in order."""
        solid_ranges = list(starmap(_SolidRange, speeches))
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
            category = PLACE if mention.kind == "place" else NAME
            folded = normalize_marks(text[start:end]).lower()
            yield SentenceToken(start, end, folded, category, mention, ending is not None, is_capitalized=True)
            position = ending.end() if ending else end
        yield from self._tokenize_words(text, position, sentence_end, sentence_end)

    def _tokenize_words(self, text: str, start: int, end: int, sentence_end: int) -> Iterator[SentenceToken]:
        """Yield the words and marks between two solid ranges."""
        for match in self._token.finditer(text, start, max(start, end)):
            token = match[0]
            if token[0] in QUOTATION_MARKS:
                continue
            if not token[0].isalnum():
                if not _is_inner_mark(text, match, sentence_end):
                    yield SentenceToken(*match.span(), token, MARK)
                continue
            folded = normalize_marks(token).lower()
            ends_in_apostrophe = folded.endswith("s") and text.startswith(("' ", "’ "), match.end())
            is_possessive = folded.endswith("'s") or ends_in_apostrophe
            yield SentenceToken(*match.span(), folded, WORD, None, is_possessive, token[0].isupper())


def _is_inner_mark(text: str, match: re.Match[str], sentence_end: int) -> bool:
    """Check whether a mark is an apostrophe, or the point of an abbreviation."""
    if match[0] in APOSTROPHES:
        return True
    following = text[match.end() : min(match.end() + 4, sentence_end)]
    return match[0] == "." and bool(following.strip("”’\"' \n"))


def _select_starting_in(ranges: Sequence[Range], outer: Range) -> tuple[Range, ...]:
    """Return the ranges that begin in the outer range."""
    start, end = outer
    return tuple(ranges[bisect_left(ranges, (start, 0)) : bisect_left(ranges, (end, 0))])


def _exclude_quoted(mentions: Sequence[EntityMention], speeches: Sequence[Range]) -> Iterator[EntityMention]:
    """Yield the mentions that overlap no speech: names in speech are the speaker's words."""
    for mention in mentions:
        index = bisect_left(speeches, mention.start + 1, key=itemgetter(1))
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
