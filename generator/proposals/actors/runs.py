"""Runs of capitalised words, with the small words that lead from one to the next."""

from collections.abc import Collection

from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.tokens import OWN, Line, Token

LONGEST = 12
"""Words of a name; a longer run is a heading or a line in capitals."""


def may_begin(line: Line, at: int, lexicon: Lexicon) -> bool:
    """Whether a run begins at a token."""
    token = line.tokens[at]
    if token.mark or not (token.capital or _is_prefixed(token, lexicon)):
        return token.small in lexicon.words.public_bodies and _leads_to_field(line, at, lexicon)
    if lexicon.is_calendar(token):
        return line.is_joined(at + 1) and line.small(at + 1) in lexicon.words.media
    return True


def _leads_to_field(line: Line, at: int, lexicon: Lexicon) -> bool:
    """Whether a small word is the head of a name: the ministry of Defence."""
    end = _over(line, at + 1, lexicon.words.connectors) if line.small(at + 1) in lexicon.words.connectors else 0
    return end > 0 and line.small(end - 1) in lexicon.words.fields


def _is_prefixed(token: Token, lexicon: Lexicon) -> bool:
    """Whether it is like `al-Majd`."""
    first, hyphen, rest = token.text.partition("-")
    return bool(hyphen) and first in lexicon.words.prefixes and rest[:1].isupper()


def run(line: Line, at: int, lexicon: Lexicon, barred: Collection[int]) -> int:
    """The end of the run that begins at a token."""
    end = at + 1
    while end < len(line.tokens):
        following = _next(line, at, end, lexicon)
        if not following or any(index in barred for index in range(end, following)):
            break
        end = following
    return end


def _next(line: Line, start: int, end: int, lexicon: Lexicon) -> int:
    """Where the run goes on to with one more word; 0 where it ends."""
    if _is_stop_of_title(line, end, lexicon):
        return end + 2 if line.tokens[end + 1].capital else 0
    if not line.is_joined(end):
        return 0
    token, last = line.tokens[end], line.tokens[end - 1]
    if token.mark:
        joins = token.text == "&" and _is_capital(line, end + 1)
        return end + 2 if joins else _over_possessive(line, start, end, lexicon)
    numbered = token.text.isdigit() and len(token.text) < 4 and lexicon.is_head(last)
    if numbered or _continues(line, end, lexicon):
        return end + 1
    return 0 if token.capital else _over_small(line, start, end, lexicon)


def _over_small(line: Line, start: int, end: int, lexicon: Lexicon) -> int:
    """Where a run goes on to with small words; 0 where it ends."""
    last, small, words = line.tokens[end - 1], line.small(end), lexicon.words
    if tail := _small_tail(line, start, end, lexicon):
        return tail
    if lexicon.is_people(last) and end - start == 1:
        return 0
    if small in words.particles and not lexicon.is_head(last):
        return _over(line, end, words.particles)
    if small in words.connectors and _leads_on(line, start, end, lexicon):
        return _over(line, end, words.connectors)
    return 0


def _is_stop_of_title(line: Line, end: int, lexicon: Lexicon) -> bool:
    """Whether the token is the stop of `Dr.` or of an initial before a capital."""
    last = line.tokens[end - 1]
    short = len(last.text) == 1 or (lexicon.is_title(last) and len(last.text) < 5)
    return short and line.small(end) == "." and line.is_joined(end) and line.is_joined(end + 1)


def _over_possessive(line: Line, start: int, end: int, lexicon: Lexicon) -> int:
    """The end of a name that goes on behind an apostrophe: Women’s League, Dockers’ and Allied Trades Union."""
    last, mark = line.tokens[end - 1], line.tokens[end]
    if mark.small not in OWN or mark.start != last.end:
        return 0
    at = end + 1 + (line.small(end + 1) in lexicon.words.joins)
    stop = at
    while stop < min(len(line.tokens), at + LONGEST) and _is_capital(line, stop):
        stop += 1
    if stop == at or line.small(stop - 1) not in lexicon.words.heads:
        return 0
    plural = len(mark.text) == 1 and last.small.endswith("s") and last.small not in lexicon.unowned and not last.acronym
    named = last.small in lexicon.words.within_names or line.small(start).rstrip(".") in lexicon.words.saints
    return stop if named or plural else 0


def _is_capital(line: Line, at: int) -> bool:
    return line.is_joined(at) and not line.tokens[at].mark and line.tokens[at].capital


def _continues(line: Line, at: int, lexicon: Lexicon) -> bool:
    token = line.tokens[at]
    if lexicon.is_calendar(token):
        following = line.small(at + 1)
        return not following[:1].isdigit() and token.small in lexicon.written_small
    return token.capital or _is_prefixed(token, lexicon)


def _small_tail(line: Line, start: int, end: int, lexicon: Lexicon) -> int:
    """The end of words in small letters that belong to the name: Nations unies, Ligue des droits civiques."""
    words, last = lexicon.words, line.tokens[end - 1]
    text = line.text[line.tokens[start].start : line.tokens[end].end]
    if lexicon.territory(text) or (last.capital and {last.small, line.small(end)} <= words.fields):
        return end + 1
    if not words.adjective_endings or not last.capital or last.small not in words.heads:
        return 0
    stop = end + _is_adjective(line, end, lexicon)
    noun = stop
    while line.small(noun) in words.connectors - words.joins and line.is_joined(noun):
        noun += 1
    if noun == stop or not line.is_joined(noun) or line.tokens[noun].mark or line.small(noun) in words.common:
        return stop if stop > end else 0
    return noun + 1 + _is_adjective(line, noun + 1, lexicon) if not line.tokens[noun].capital else noun + 1


def _is_adjective(line: Line, at: int, lexicon: Lexicon) -> bool:
    """Whether an adjective in small letters follows."""
    if not line.is_joined(at) or line.tokens[at].mark or line.tokens[at].capital:
        return False
    small = line.small(at)
    known = small in lexicon.words.common or small in lexicon.words.acts
    return not known and small.removesuffix("s").endswith(tuple(lexicon.words.adjective_endings))


def _over(line: Line, at: int, small: Collection[str]) -> int:
    """The end behind the capital that up to three small words lead to; 0 where there is none."""
    for end in range(at, min(at + 3, len(line.tokens))):
        if not line.is_joined(end):
            return 0
        token = line.tokens[end]
        if end > at and token.capital:
            return end + 1
        if token.small not in small:
            return (token.capital and end + 1) or 0
    return 0


def _leads_on(line: Line, start: int, at: int, lexicon: Lexicon) -> bool:
    """Whether a name goes on behind a small word: behind the head of an organisation, or the word of an office."""
    tokens = line.tokens[start:at]
    following = line.tokens[at + 1] if at + 1 < len(line.tokens) else None
    if line.small(at) in lexicon.words.joins:
        led = any(token.small in lexicon.words.connectors for token in tokens)
        return led and following is not None and following.small in lexicon.words.fields
    last = tokens[-1]
    if lexicon.is_title(last):
        return following is not None and following.small in lexicon.words.fields
    return lexicon.is_head(last)
