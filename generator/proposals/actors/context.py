"""Finds the signs of a name's type in the words around it."""

from collections.abc import Sequence

from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.name_span import NameSpan
from generator.proposals.actors.signs import Sign
from generator.proposals.token_patterns import TokenPattern

_Rules = Sequence[tuple[TokenPattern, Sign]]
"""Patterns with the signs that they give; the first pattern that matches counts."""

_AT: _Rules = [(TokenPattern("[at]"), Sign.AT)]
_LOCATION: _Rules = [(TokenPattern("[locatives] | [connectors & ^locatives]"), Sign.WITHIN)]
_MEMBERS: _Rules = [(TokenPattern("[directional|prepositions_of & ^members]"), Sign.MEMBERS)]
_DIRECTION: _Rules = [
    (TokenPattern("[directional|prepositions_of & ^governments]"), Sign.ACTS),
    (TokenPattern("[directional|prepositions_of]"), Sign.TOWARDS),
    (TokenPattern("[parties]"), Sign.ACTS),
]
_BEFORE_WORD: _Rules = [*_LOCATION, *_DIRECTION]
"""Prepositions before a name of one word, with the governor before them."""
_BEFORE_WORDS: _Rules = [*_AT, *_LOCATION, *_MEMBERS, *_DIRECTION]
"""Prepositions before a name of several words."""
_PLACE_GOVERNOR: _Rules = [(TokenPattern("[connectors & ^place_words_before]"), Sign.PLACE)]
_STATE_GOVERNOR: _Rules = [(TokenPattern("[connectors & ^state_organs]"), Sign.STATE)]

_POSSESSIVE = "(?: [possessive_ending & !apostrophe] | [apostrophe & touching & ^sibilant] )"
"""A possessive ending after a name; an apostrophe alone follows an “s” directly."""
_AFTER_NAME: _Rules = [
    (TokenPattern(f"{_POSSESSIVE} []{{0,2}} [state_organs]"), Sign.ACTS | Sign.STATE),
    (TokenPattern(_POSSESSIVE), Sign.ACTS),
    (TokenPattern("[hyphen] [place_endings]"), Sign.PLACE),
]
_DATELINE = TokenPattern("[dash]")
_PERSON = "[opening_bracket] [age] | [comma] [person_relatives] | [comma] [age] (?: [pause] | \\Z )"
_APPOSITION_OF_WORD: _Rules = [(TokenPattern(_PERSON), Sign.PERSON)]
"""Additions to a name of one word, after a comma or in brackets: an age, `who`."""
_APPOSITION_OF_WORDS: _Rules = [
    (TokenPattern(_PERSON), Sign.PERSON),
    (TokenPattern("[comma] [organization_relatives]"), Sign.GROUP),
]
_NOUN_APPOSITION = TokenPattern("""
    [comma] [articles] [!connectors|pause]{0,4}? (?P<noun> [type_noun] ) (?! [possessive_ending] )
""")
"""An addition with a noun: a Danish research firm."""
_OPENING_QUOTE = TokenPattern("[opening_quote] [articles]?")
_PAUSE = TokenPattern("[pause] | \\Z")
_SINGLE_WORD_IN_LIST = TokenPattern("[comma] [] [comma|period|semicolon]")


def find_signs(name: NameSpan, lexicon: Lexicon, previous_signs: Sign = Sign.NONE, previous_stop: int = -1) -> Sign:
    """Find the signs around a name; `previous_signs` are those of the name before, which ends at `previous_stop`."""
    passage = name.passage
    signs = Sign.TITLE if name.title else _find_signs_before(name, lexicon)
    apposition = _read_apposition(name, lexicon)
    if signs & (Sign.WITHIN | Sign.AT):
        # At the harbour, the pilot said …: he is not the harbour.
        apposition &= ~(Sign.TITLE | Sign.PERSON)
    signs |= apposition | _find_signs_after(name, lexicon)
    if previous_signs & (Sign.WITHIN | Sign.PLACE) and _is_coordinated(name, previous_stop):
        signs |= Sign.WITHIN
    is_quote_open = passage.match_before(_OPENING_QUOTE, name.start, name.start - 2)
    if is_quote_open and passage.has("closing_quote", name.stop):
        signs |= Sign.QUOTED
    return signs


def _is_coordinated(name: NameSpan, previous_stop: int) -> bool:
    """Check whether a conjunction joins a name to the one before, or it is alone between commas after that."""
    if previous_stop != name.start - 1:
        return False
    if name.passage.has("conjunctions", previous_stop):
        return True
    return len(name.tokens) == 1 and name.passage.match(_SINGLE_WORD_IN_LIST, previous_stop) is not None


def _find_signs_before(name: NameSpan, lexicon: Lexicon) -> Sign:
    """Find the signs in the words before a name."""
    passage = name.passage
    signs = Sign.NONE
    position = name.start - 1
    while passage.has("demonym", position):
        position -= 1
        signs = Sign.NATIONAL
    noun_sign_before = lexicon.get_noun_sign(passage.get_folded(position - 1)) & ~Sign.PLACE
    if passage.has("comma", position) and passage.match(_PAUSE, name.stop):
        return noun_sign_before
    if passage.has("period", position) and passage.has("titles", position - 1):
        return Sign.TITLE
    signs |= lexicon.get_noun_sign(passage.get_folded(position)) & ~Sign.PLACE
    if passage.has("articles", position):
        signs |= Sign.ARTICLE
        position -= 1
    return signs | _read_preposition(name, position)


def _read_preposition(name: NameSpan, position: int) -> Sign:
    """Return the signs of a preposition before a name and of its governor, the word before that."""
    prepositions = _BEFORE_WORD if len(name.tokens) == 1 else _BEFORE_WORDS
    signs = Sign.NONE
    for rules in (_PLACE_GOVERNOR, _STATE_GOVERNOR, prepositions):
        signs |= name.passage.apply_first(rules, position, position + 1, Sign.NONE)
    return signs


def _find_signs_after(name: NameSpan, lexicon: Lexicon) -> Sign:
    """Find the signs in the word after a name."""
    passage, position = name.passage, name.stop
    if name.start == 0 and passage.match(_DATELINE, position):
        return Sign.PLACE
    following = passage.get_folded(position) if passage.has("lowercase", position) else ""
    return passage.apply_first(_AFTER_NAME, position, None, Sign.NONE) | lexicon.get_following_sign(following)


def _read_apposition(name: NameSpan, lexicon: Lexicon) -> Sign:
    """Return the sign of an addition after a comma or in brackets: an age, `who`, `a research firm`."""
    passage = name.passage
    rules = _APPOSITION_OF_WORD if len(name.tokens) == 1 else _APPOSITION_OF_WORDS
    sign = passage.apply_first(rules, name.stop, None, Sign.NONE)
    apposition = passage.match(_NOUN_APPOSITION, name.stop)
    if sign or not apposition:
        return sign
    return lexicon.get_noun_sign(passage.get_folded(apposition.groups["noun"].start))
