"""The names in runs of capitals: without titles, peoples and the first words of sentences."""

from collections.abc import Collection, Iterator

from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.piece import Piece
from generator.proposals.actors.runs import LONGEST, may_begin, run
from generator.proposals.actors.tokens import Line, Token


def pieces(line: Line, lexicon: Lexicon, barred: Collection[int]) -> Iterator[Piece]:
    """The names in a line, in order; `barred` are tokens that stand in none."""
    at = 0
    while at < len(line.tokens):
        if at in barred or not may_begin(line, at, lexicon):
            at += 1
            continue
        end = run(line, at, lexicon, barred)
        if end - at <= LONGEST:
            yield from _names(Piece(line, at, end), lexicon)
        at = end


def _names(whole: Piece, lexicon: Lexicon) -> Iterator[Piece]:
    """The names in a run, in order."""
    line, first, end = whole.line, whole.first, whole.end
    first = _without_first_words(line, first, end, lexicon)
    if first == end:
        return
    parted = _title(line, first, end, lexicon)
    if parted is None:
        yield from _whole(Piece(line, first, end), lexicon)
        return
    title_first, title_end = parted
    if title_end == end - 1 and line.small(title_end) in lexicon.words.heads:
        yield Piece(line, first, end)  # The General Staff is no general.
        return
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
    if bare > first and (
        headless or title or lexicon.territory(line.text[line.tokens[bare].start : line.tokens[end - 1].end])
    ):
        first = bare
    if end - first > 1 or not lexicon.is_general(line.tokens[first]):
        yield Piece(line, first, end, title)
