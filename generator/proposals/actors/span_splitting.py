"""Splits spans of capitalized words into names, without titles, demonyms and the first words of sentences."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import takewhile
from typing import NamedTuple

from generator.proposals.actors.capitalized_spans import MAX_NAME_TOKENS, find_span_end, is_span_start
from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.name_span import NameSpan
from generator.proposals.actors.tokens import Token, TokenizedPassage


class _TitleSpan(NamedTuple):
    start: int
    stop: int


def find_names(passage: TokenizedPassage, lexicon: Lexicon, excluded: AbstractSet[int]) -> Iterator[NameSpan]:
    """Find the names in a passage, in order; `excluded` are tokens that belong to no name."""
    position = 0
    while position < len(passage.tokens):
        if position in excluded or not is_span_start(passage, position, lexicon):
            position += 1
            continue
        stop = find_span_end(passage, position, lexicon, excluded)
        if stop - position <= MAX_NAME_TOKENS:
            yield from _split_span(NameSpan(passage, position, stop), lexicon)
        position = stop


def _split_span(span: NameSpan, lexicon: Lexicon) -> Iterator[NameSpan]:
    """Yield the names in a span, in order."""
    passage, stop = span.passage, span.stop
    start = _skip_sentence_opening(span, lexicon)
    if start == stop:
        return
    title = _find_title(passage, start, stop, lexicon)
    if title is None:
        yield from _trim(NameSpan(passage, start, stop), lexicon)
        return
    if title.stop == stop - 1 and passage.get_folded(title.stop) in lexicon.words.heads:
        yield NameSpan(passage, start, stop)  # “General” in “General Staff” is not a title.
        return
    if title.start > start:
        yield from _trim(NameSpan(passage, start, title.start), lexicon)
    if title.stop < stop:
        title_text = passage.text[passage.tokens[title.start].start : passage.tokens[title.stop - 1].end]
        yield from _trim(NameSpan(passage, title.stop, stop, " ".join(title_text.split())), lexicon)


def _skip_sentence_opening(span: NameSpan, lexicon: Lexicon) -> int:
    """Return the start of the name after articles and common first words of a sentence."""
    passage, start, stop = span.passage, span.start, span.stop
    while start < stop:
        token = passage.tokens[start]
        if token.folded in lexicon.words.articles or _is_elided_article(token, lexicon):
            start += 1
        elif _is_opening_word(passage, start, stop, lexicon):
            start = passage.skip_words(start + 1, stop, lexicon.words.connectors)
        else:
            break
    return start


def _is_elided_article(token: Token, lexicon: Lexicon) -> bool:
    return token.folded[-1] == "'" and token.folded[:-1] in lexicon.words.elisions


def _is_opening_word(passage: TokenizedPassage, position: int, stop: int, lexicon: Lexicon) -> bool:
    """Check whether a common word opens a sentence, and is not the head of a longer name: Ministry of …."""
    token = passage.tokens[position]
    if not token.is_sentence_start or not lexicon.is_common(token):
        return False
    is_head = lexicon.is_head(token) and token.folded not in lexicon.words.common
    return not (is_head and position + 1 < stop)


def _find_title(passage: TokenizedPassage, start: int, stop: int, lexicon: Lexicon) -> _TitleSpan | None:
    """Return the last title in a span; None if there is none, or if it belongs to the name of an office."""
    words = lexicon.words
    is_office = passage.get_folded(start) in words.heads and passage.get_folded(start + 1) in words.connectors
    if is_office and lexicon.is_part_of_title(passage.tokens[stop - 1]):
        return None
    for position in range(stop - 1, start - 1, -1):
        token = passage.tokens[position]
        if not lexicon.is_title(token):
            continue
        title_start = position
        while title_start > start and _continues_title(passage, title_start - 1, start, lexicon):
            title_start -= 1
        is_surname = token.folded in words.title_surnames
        if is_surname and not _is_separate(passage, start, title_start, lexicon):
            continue
        return _TitleSpan(title_start, _find_title_stop(passage, position + 1, stop, lexicon))
    return None


def _find_title_stop(passage: TokenizedPassage, position: int, stop: int, lexicon: Lexicon) -> int:
    """Return the end of a title with the marks and the field after it: Minister of Defence."""
    connectors = lexicon.words.connectors
    while position < stop and passage.tokens[position].is_mark:
        position += 1
    while position + 1 < stop and passage.get_folded(position) in connectors:
        position += 1 if passage.get_folded(position + 1) in connectors else 2
    return min(position, stop)


def _continues_title(passage: TokenizedPassage, position: int, start: int, lexicon: Lexicon) -> bool:
    """Check whether a token is part of a title, or a mark or connector within one."""
    token = passage.tokens[position]
    if lexicon.is_part_of_title(token):
        return True
    is_inner = token.is_mark or token.folded in lexicon.words.connectors
    return is_inner and position > start and lexicon.is_part_of_title(passage.tokens[position - 1])


def _is_separate(passage: TokenizedPassage, start: int, stop: int, lexicon: Lexicon) -> bool:
    """Check whether the tokens before a word are surely not the beginning of a person's name."""
    tokens = passage.tokens[start:stop]
    if all(map(lexicon.is_demonym, tokens)):
        return True
    text = passage.text[tokens[0].start : tokens[-1].end]
    return lexicon.find_territory(text) is not None or lexicon.is_head(tokens[-1]) or bool(tokens[-1].acronym)


def _trim(name: NameSpan, lexicon: Lexicon) -> Iterator[NameSpan]:
    """Yield the name without marks, connectors and demonyms at its ends, if a name remains."""
    passage, start, stop, title = name
    content = [position for position in range(start, stop) if not _is_trimmed(passage.tokens[position], lexicon)]
    if not content:
        return
    start, stop = content[0], content[-1] + 1
    demonyms = list(takewhile(lexicon.is_demonym, passage.tokens[start:stop]))
    bare_start = start + len(demonyms)
    if bare_start == stop:
        return
    if bare_start > start and not _keeps_demonym(NameSpan(passage, bare_start, stop, title), lexicon):
        start = bare_start
    if stop - start > 1 or not lexicon.is_general(passage.tokens[start]):
        yield NameSpan(passage, start, stop, title)


def _is_trimmed(token: Token, lexicon: Lexicon) -> bool:
    return token.is_mark or token.folded in lexicon.words.connectors


def _keeps_demonym(name: NameSpan, lexicon: Lexicon) -> bool:
    """Check whether a demonym before a name is part of it, as in the name of an organization."""
    has_head = any(map(lexicon.is_head, name.tokens))
    start, end = name.char_range
    return has_head and not name.title and not lexicon.find_territory(name.passage.text[start:end])
