"""Runs of capitalised words, and the names in them: without titles, peoples and first words of sentences."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.tokens import Line, Token

_LONGEST = 12
"""Words of a name; a longer run is a heading or a line in capitals."""


class Piece(NamedTuple):
    """A name in a line, as numbers of tokens; `title` are the words of an office before it."""

    line: Line
    first: int
    end: int
    title: str = ""

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its words."""
        return self.line.tokens[self.first : self.end]

    @property
    def span(self) -> tuple[int, int]:
        """Its range in the passage."""
        return self.line.tokens[self.first].start, self.line.tokens[self.end - 1].end

    @property
    def text(self) -> str:
        """Its words as they stand there."""
        start, end = self.span
        return " ".join(self.line.text[start:end].split())


def pieces(line: Line, lexicon: Lexicon, barred: Collection[int]) -> Iterator[Piece]:
    """The names in a line, in order; `barred` are tokens that stand in none."""
    at = 0
    while at < len(line.tokens):
        if at in barred or not _may_begin(line, at, lexicon):
            at += 1
            continue
        end = _run(line, at, lexicon, barred)
        if end - at <= _LONGEST:
            yield from names(Piece(line, at, end), lexicon)
        at = end


def _may_begin(line: Line, at: int, lexicon: Lexicon) -> bool:
    token = line.tokens[at]
    if token.mark or not (token.capital or _is_prefixed(token, lexicon)):
        return False
    if lexicon.is_calendar(token):
        return line.is_joined(at + 1) and line.small(at + 1) in lexicon.words.media
    return True


def _is_prefixed(token: Token, lexicon: Lexicon) -> bool:
    """Whether it is like `al-Majd`."""
    first, hyphen, rest = token.text.partition("-")
    return bool(hyphen) and first in lexicon.words.prefixes and rest[:1].isupper()


def _run(line: Line, at: int, lexicon: Lexicon, barred: Collection[int]) -> int:
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
    tokens, last = line.tokens, line.tokens[end - 1]
    if _is_stop_of_title(line, end, lexicon):
        return end + 2 if end + 1 < len(tokens) and tokens[end + 1].capital else 0
    if not line.is_joined(end):
        return 0
    if owned := _over_possessive(line, start, end, lexicon):
        return owned
    token = tokens[end]
    if token.mark:
        return end + 2 if token.text == "&" and _is_capital(line, end + 1) else 0
    if _continues(line, end, lexicon):
        return end + 1
    if token.text.isdigit() and len(token.text) < 4 and lexicon.is_head(last):
        return end + 1
    if lexicon.is_people(last) and end - start == 1:
        return 0
    if token.small in lexicon.words.particles and not lexicon.is_head(last):
        return _over(line, end, lexicon.words.particles)
    if token.small in lexicon.words.connectors and _leads_on(line, start, end, lexicon):
        return _over(line, end, lexicon.words.connectors)
    return 0


def _is_stop_of_title(line: Line, end: int, lexicon: Lexicon) -> bool:
    """Whether the token is the stop of `Dr.` or of an initial before a capital."""
    last = line.tokens[end - 1]
    short = len(last.text) == 1 or (lexicon.is_title(last) and len(last.text) < 5)
    return short and line.small(end) == "." and line.is_joined(end) and line.is_joined(end + 1)


def _over_possessive(line: Line, start: int, end: int, lexicon: Lexicon) -> int:
    """The end of a name that goes on behind an apostrophe: Women’s League, Dockers’ and Allied Trades Union."""
    last, mark = line.tokens[end - 1], line.tokens[end]
    if mark.small not in {"'", "’", "'s", "’s"} or mark.start != last.end:
        return 0
    at = end + 1 + (line.small(end + 1) in lexicon.words.joins)
    stop = at
    while stop < min(len(line.tokens), at + _LONGEST) and _is_capital(line, stop):
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


def _over(line: Line, at: int, small: Collection[str]) -> int:
    """The end behind the capital that up to three small words lead to; 0 where there is none."""
    for end in range(at, min(at + 3, len(line.tokens))):
        if not line.is_joined(end):
            return 0
        token = line.tokens[end]
        if end > at and token.capital:
            return end + 1
        if token.small not in small:
            return token.capital and end + 1 or 0
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


def names(run: Piece, lexicon: Lexicon) -> Iterator[Piece]:
    """The names in a run, in order."""
    line, first, end = run.line, run.first, run.end
    first = _without_first_words(line, first, end, lexicon)
    if first == end:
        return
    parted = _title(line, first, end, lexicon)
    if parted is None:
        yield from _whole(Piece(line, first, end), lexicon)
        return
    title_first, title_end = parted
    if title_first > first:
        yield from _whole(Piece(line, first, title_first), lexicon)
    if title_end < end:
        title = line.text[line.tokens[title_first].start : line.tokens[title_end - 1].end]
        yield from _whole(Piece(line, title_end, end, " ".join(title.split())), lexicon)


def _without_first_words(line: Line, first: int, end: int, lexicon: Lexicon) -> int:
    while first < end:
        token = line.tokens[first]
        if token.small in lexicon.words.articles or _is_elided(token, lexicon):
            first += 1
        elif token.first and lexicon.is_common(token) and not _is_led_on(line, first, end, lexicon):
            first += 1
            while first < end and line.tokens[first].small in lexicon.words.connectors:
                first += 1
        else:
            break
    return first


def _is_elided(token: Token, lexicon: Lexicon) -> bool:
    return token.small[-1] == "'" and token.small[:-1] in lexicon.words.elisions


def _is_led_on(line: Line, first: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the first word of a sentence is the head of a longer name: Ministry of …."""
    return first + 1 < end and lexicon.is_head(line.tokens[first]) and line.small(first) not in lexicon.words.common


def _title(line: Line, first: int, end: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The range of the last title in a run; None where there is none, or where it belongs to an office's name."""
    led = line.small(first) in lexicon.words.heads and line.small(first + 1) in lexicon.words.connectors
    if led and lexicon.is_of_title(line.tokens[end - 1]):
        return None
    for last in range(end - 1, first - 1, -1):
        if not lexicon.is_title(line.tokens[last]):
            continue
        begin = last
        while begin > first and _is_of_title(line, begin - 1, first, lexicon):
            begin -= 1
        if line.tokens[last].small in lexicon.words.title_surnames and not _is_apart(line, first, begin, lexicon):
            continue
        stop = last + 1
        while stop < end and line.tokens[stop].mark:
            stop += 1
        while stop + 1 < end and line.small(stop) in lexicon.words.connectors:
            stop += 1 if line.small(stop + 1) in lexicon.words.connectors else 2
        return begin, min(stop, end)
    return None


def _is_of_title(line: Line, at: int, first: int, lexicon: Lexicon) -> bool:
    token = line.tokens[at]
    between = token.mark or token.small in lexicon.words.connectors
    return lexicon.is_of_title(token) or (between and at > first and lexicon.is_of_title(line.tokens[at - 1]))


def _is_apart(line: Line, first: int, end: int, lexicon: Lexicon) -> bool:
    """Whether what is before a word is surely not the beginning of a person's name."""
    tokens = line.tokens[first:end]
    text = line.text[tokens[0].start : tokens[-1].end] if tokens else ""
    return (
        not tokens
        or all(lexicon.is_people(token) for token in tokens)
        or lexicon.territory(text) is not None
        or lexicon.is_head(tokens[-1])
        or bool(tokens[-1].acronym)
    )


def _whole(piece: Piece, lexicon: Lexicon) -> Iterator[Piece]:
    """The piece without what is no part of a name at its ends, if a name is left."""
    line, first, end, title = piece
    while first < end and (line.tokens[first].mark or line.small(first) in lexicon.words.connectors):
        first += 1
    while first < end and (line.tokens[end - 1].mark or line.small(end - 1) in lexicon.words.connectors):
        end -= 1
    if first == end:
        return
    bare = first
    while bare < end and lexicon.is_people(line.tokens[bare]):
        bare += 1
    if bare == end:
        return
    headless = not any(lexicon.is_head(token) for token in line.tokens[bare:end])
    if bare > first and (headless or title or lexicon.territory(line.text[line.tokens[bare].start : line.tokens[end - 1].end])):
        first = bare
    if end - first > 1 or not lexicon.is_general(line.tokens[first]):
        yield Piece(line, first, end, title)
