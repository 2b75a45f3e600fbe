"""Spans of capitalized words, with the small words that lead from one to the next."""

from collections.abc import Collection
from collections.abc import Set as AbstractSet

from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.tokens import POSSESSIVE_ENDINGS, Token, TokenizedPassage

MAX_NAME_TOKENS = 12
"""Tokens of a name; a longer span is a heading or a line in capitals."""
_MAX_SMALL_WORDS = 3
"""Small words from one capital to the next, at most."""
_MAX_DIGITS = 3
"""Digits of a number in a name: Channel 10."""
_MAX_ABBREVIATED_TITLE = 4
"""Letters of a title with a period: Prof."""


def is_span_start(passage: TokenizedPassage, position: int, lexicon: Lexicon) -> bool:
    """Check whether a span begins at a token."""
    token = passage.tokens[position]
    words = lexicon.words
    if token.is_mark or not (token.is_capitalized or _has_prefix(token, lexicon)):
        return token.folded in words.public_bodies and _leads_to_field(passage, position, lexicon)
    if lexicon.is_calendar(token):
        return passage.is_adjacent(position + 1) and passage.get_folded(position + 1) in words.media
    return True


def _leads_to_field(passage: TokenizedPassage, position: int, lexicon: Lexicon) -> bool:
    """Check whether a word in lower case is the head of a name: the ministry of Defence."""
    connectors = lexicon.words.connectors
    if passage.get_folded(position + 1) not in connectors:
        return False
    stop = _skip_small_words(passage, position + 1, connectors)
    return stop > 0 and passage.get_folded(stop - 1) in lexicon.words.fields


def _has_prefix(token: Token, lexicon: Lexicon) -> bool:
    """Check whether a token is like `al-Majd`."""
    prefix, hyphen, rest = token.text.partition("-")
    return bool(hyphen) and prefix in lexicon.words.prefixes and rest[:1].isupper()


def find_span_end(passage: TokenizedPassage, start: int, lexicon: Lexicon, excluded: AbstractSet[int]) -> int:
    """Return the end of the span that begins at a token; it has none of the `excluded` tokens."""
    stop = start + 1
    while extended := _extend(passage, start, stop, lexicon):
        if not excluded.isdisjoint(range(stop, extended)):
            break
        stop = extended
    return stop


def _extend(passage: TokenizedPassage, start: int, stop: int, lexicon: Lexicon) -> int:
    """Return the end of a span that is one word longer; 0 if the span ends."""
    if _is_abbreviation_period(passage, stop, lexicon):
        return stop + 2 if passage.tokens[stop + 1].is_capitalized else 0
    token, last_token = passage.get_token(stop), passage.tokens[stop - 1]
    if not token.is_adjacent:
        return 0
    if token.is_mark:
        if token.text == "&" and passage.is_adjacent_capitalized(stop + 1):
            return stop + 2
        return _extend_over_possessive(passage, start, stop, lexicon)
    is_number = token.text.isdigit() and len(token.text) <= _MAX_DIGITS and lexicon.is_head(last_token)
    if is_number or _continues(passage, stop, lexicon):
        return stop + 1
    return 0 if token.is_capitalized else _extend_over_small_words(passage, start, stop, lexicon)


def _extend_over_small_words(passage: TokenizedPassage, start: int, stop: int, lexicon: Lexicon) -> int:
    """Return the end of a span that goes on with words in lower case; 0 if it ends."""
    words = lexicon.words
    last_token, word = passage.tokens[stop - 1], passage.get_folded(stop)
    if tail := _find_lowercase_tail(passage, start, stop, lexicon):
        return tail
    if lexicon.is_demonym(last_token) and stop - start == 1:
        return 0
    if word in words.particles and not lexicon.is_head(last_token):
        return _skip_small_words(passage, stop, words.particles)
    if word in words.connectors and _is_connected(passage, start, stop, lexicon):
        return _skip_small_words(passage, stop, words.connectors)
    return 0


def _is_abbreviation_period(passage: TokenizedPassage, position: int, lexicon: Lexicon) -> bool:
    """Check whether a token is the period of `Dr.` or of an initial, and a word follows."""
    period, last_token = passage.get_token(position), passage.tokens[position - 1]
    if period.folded != "." or not period.is_adjacent or not passage.is_adjacent(position + 1):
        return False
    max_letters = _MAX_ABBREVIATED_TITLE if lexicon.is_title(last_token) else 1
    return len(last_token.text) <= max_letters


def _extend_over_possessive(passage: TokenizedPassage, start: int, mark: int, lexicon: Lexicon) -> int:
    """Return the end of a name that goes on after an apostrophe: Women’s League, Dockers’ and Allied Trades Union."""
    words = lexicon.words
    owner, ending = passage.tokens[mark - 1], passage.tokens[mark]
    if ending.folded not in POSSESSIVE_ENDINGS or ending.start != owner.end:
        return 0
    next_word = passage.skip_words(mark + 1, mark + 2, words.joins)
    stop = next_word
    while stop < next_word + MAX_NAME_TOKENS and passage.is_adjacent_capitalized(stop):
        stop += 1
    if stop == next_word or passage.get_folded(stop - 1) not in words.heads:
        return 0
    is_saint = passage.get_folded(start).rstrip(".") in words.saints
    if owner.folded in words.within_names or is_saint:
        return stop
    is_plural = len(ending.text) == 1 and owner.folded.endswith("s") and not owner.acronym
    return stop if is_plural and owner.folded not in lexicon.unowned else 0


def _continues(passage: TokenizedPassage, position: int, lexicon: Lexicon) -> bool:
    """Check whether a word continues a span: it has a capital, and is not a date."""
    token = passage.tokens[position]
    if lexicon.is_calendar(token):
        is_date = passage.get_folded(position + 1)[:1].isdigit()
        return not is_date and token.folded in lexicon.lowercase
    return token.is_capitalized or _has_prefix(token, lexicon)


def _find_lowercase_tail(passage: TokenizedPassage, start: int, stop: int, lexicon: Lexicon) -> int:
    """Return the end of words in lower case that belong to the name; 0 if there are none.

    Examples: Nations unies, Ligue des droits civiques.
    """
    words = lexicon.words
    last_token, token = passage.tokens[stop - 1], passage.tokens[stop]
    extended_text = passage.text[passage.tokens[start].start : token.end]
    names_two_fields = last_token.is_capitalized and {last_token.folded, token.folded} <= words.fields
    if names_two_fields or lexicon.find_territory(extended_text):
        return stop + 1
    if not words.adjective_endings or not last_token.is_capitalized or last_token.folded not in words.heads:
        return 0
    adjective_stop = stop + 1 if _is_adjective(passage, stop, lexicon) else stop
    noun = adjective_stop
    while passage.get_folded(noun) in words.connectors - words.joins and passage.is_adjacent(noun):
        noun += 1
    has_noun = noun > adjective_stop and passage.is_adjacent(noun) and not passage.tokens[noun].is_mark
    if not has_noun or passage.get_folded(noun) in words.common:
        return adjective_stop if adjective_stop > stop else 0
    if not passage.tokens[noun].is_capitalized and _is_adjective(passage, noun + 1, lexicon):
        return noun + 2
    return noun + 1


def _is_adjective(passage: TokenizedPassage, position: int, lexicon: Lexicon) -> bool:
    """Check whether a token is an adjective in lower case."""
    words = lexicon.words
    if not passage.is_adjacent_lowercase(position):
        return False
    word = passage.get_folded(position)
    return word not in words.common_and_verbs and word.removesuffix("s").endswith(tuple(words.adjective_endings))


def _skip_small_words(passage: TokenizedPassage, position: int, small_words: Collection[str]) -> int:
    """Return the end after the capital that up to three small words lead to; 0 if there is none."""
    for stop in range(position, position + _MAX_SMALL_WORDS):
        token = passage.get_token(stop)
        is_small = token.folded in small_words
        if not token.is_adjacent:
            return 0
        if token.is_capitalized and (stop > position or not is_small):
            return stop + 1
        if not is_small:
            return 0
    return 0


def _is_connected(passage: TokenizedPassage, start: int, connector: int, lexicon: Lexicon) -> bool:
    """Check whether a name goes on after a connector: after the head of an organization, or the noun of an office."""
    words = lexicon.words
    leads_to_field = passage.get_folded(connector + 1) in words.fields
    if passage.get_folded(connector) in words.joins:
        words_before = {token.folded for token in passage.tokens[start:connector]}
        return leads_to_field and not words.connectors.isdisjoint(words_before)
    last_token = passage.tokens[connector - 1]
    return leads_to_field if lexicon.is_title(last_token) else lexicon.is_head(last_token)
