"""Finds the signs of a name's type in the words around it."""

from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.name_span import NameSpan
from generator.proposals.actors.signs import Sign
from generator.proposals.actors.tokens import POSSESSIVE_ENDINGS

_OPENING_QUOTES = frozenset('"“‘«')
_CLOSING_QUOTES = frozenset('"”’»')
_PAUSES = frozenset({",", ".", ";", ":", ""})
_DASHES = frozenset({"—", "–"})
_MAX_APPOSITION = 5
"""Words after a comma that may contain the noun of an apposition."""
_MAX_ORGAN_DISTANCE = 3
"""Words after a possessive that may contain a state's organ."""
_MAX_AGE_DIGITS = 2


def find_signs(name: NameSpan, lexicon: Lexicon, previous_signs: Sign = Sign.NONE, previous_stop: int = -1) -> Sign:
    """Find the signs around a name; `previous_signs` are those of the name before, which ends at `previous_stop`."""
    passage = name.passage
    signs = Sign.TITLE if name.title else _find_signs_before(name, lexicon)
    apposition = _read_apposition(name, lexicon)
    if signs & (Sign.WITHIN | Sign.AT):
        # At the harbour, the pilot said …: he is not the harbour.
        apposition &= ~(Sign.TITLE | Sign.PERSON)
    signs |= apposition | _find_signs_after(name, lexicon)
    if previous_signs & (Sign.WITHIN | Sign.PLACE) and _is_coordinated(name, previous_stop, lexicon):
        signs |= Sign.WITHIN
    opening = name.start - 1
    if passage.get_folded(opening) in lexicon.words.articles:
        opening -= 1
    if passage.get_folded(opening) in _OPENING_QUOTES and passage.get_folded(name.stop) in _CLOSING_QUOTES:
        signs |= Sign.QUOTED
    return signs


def _is_coordinated(name: NameSpan, previous_stop: int, lexicon: Lexicon) -> bool:
    """Check whether a conjunction joins a name to the one before, or it is alone between commas after that."""
    if previous_stop != name.start - 1:
        return False
    joint = name.passage.get_folded(previous_stop)
    if joint == ",":
        return name.stop == name.start + 1 and name.passage.get_folded(name.stop) in {",", ".", ";"}
    return joint in lexicon.words.conjunctions


def _find_signs_before(name: NameSpan, lexicon: Lexicon) -> Sign:
    """Find the signs in the words before a name."""
    passage, words = name.passage, lexicon.words
    signs = Sign.NONE
    position = name.start - 1
    while lexicon.is_demonym(passage.get_token(position)):
        position -= 1
        signs = Sign.NATIONAL
    word = passage.get_folded(position)
    word_before = passage.get_folded(position - 1)
    if word == "," and passage.get_folded(name.stop) in _PAUSES:
        return lexicon.get_noun_sign(word_before) & ~Sign.PLACE
    if word == "." and word_before in words.titles:
        return Sign.TITLE
    signs |= lexicon.get_noun_sign(word) & ~Sign.PLACE
    if word in words.articles:
        signs |= Sign.ARTICLE
        position -= 1
    is_single_word = len(name.tokens) == 1
    preposition, governor = passage.get_folded(position), passage.get_folded(position - 1)
    return signs | _read_preposition(preposition, governor, lexicon, is_single_word=is_single_word)


def _read_preposition(preposition: str, governor: str, lexicon: Lexicon, *, is_single_word: bool) -> Sign:
    """Return the signs of a preposition before a name and of its governor, the word before that."""
    words = lexicon.words
    signs = Sign.NONE
    governor_of_connector = governor if preposition in words.connectors else ""
    if governor_of_connector in words.place_words_before:
        signs |= Sign.PLACE
    if governor_of_connector in words.state_organs:
        signs |= Sign.STATE
    leads = preposition in words.directional or preposition in words.prepositions_of
    is_location = preposition in words.locatives or governor_of_connector in words.locatives
    rules = (
        (preposition in words.at and not is_single_word, Sign.AT),
        (is_location, Sign.WITHIN),
        (leads and governor in words.members and not is_single_word, Sign.MEMBERS),
        (leads and governor in words.governments, Sign.ACTS),
        (leads, Sign.TOWARDS),
        (preposition in words.parties, Sign.ACTS),
    )
    return signs | next((sign for applies, sign in rules if applies), Sign.NONE)


def _find_signs_after(name: NameSpan, lexicon: Lexicon) -> Sign:
    """Find the signs in the word after a name."""
    passage, words, position = name.passage, lexicon.words, name.stop
    word = passage.get_folded(position)
    if _is_possessive(name, word):
        following = range(position + 1, position + 1 + _MAX_ORGAN_DISTANCE)
        has_organ = not words.state_organs.isdisjoint(map(passage.get_folded, following))
        return Sign.ACTS | Sign.STATE if has_organ else Sign.ACTS
    is_dateline = word in _DASHES and name.start == 0
    if is_dateline or (word == "-" and passage.get_folded(position + 1) in words.place_endings):
        return Sign.PLACE
    return lexicon.get_following_sign(word) if passage.is_adjacent_lowercase(position) else Sign.NONE


def _is_possessive(name: NameSpan, word: str) -> bool:
    """Check whether the word after a name is its possessive ending; an apostrophe alone follows an “s” directly."""
    if word in {"'s", "’s"}:
        return True
    is_after_name = name.passage.get_token(name.stop).start == name.char_range[1]
    return is_after_name and word in {"'", "’"} and name.text[-1] in "sxz"


def _read_apposition(name: NameSpan, lexicon: Lexicon) -> Sign:
    """Return the sign of an addition after a comma or in brackets: an age, `who`, `a research firm`."""
    passage, words, position = name.passage, lexicon.words, name.stop + 1
    mark, word = passage.get_folded(name.stop), passage.get_folded(position)
    is_age = word.isdigit() and len(word) <= _MAX_AGE_DIGITS
    if mark != ",":
        return Sign.PERSON if mark == "(" and is_age else Sign.NONE
    if word in words.person_relatives or (is_age and passage.get_folded(position + 1) in _PAUSES):
        return Sign.PERSON
    if word in words.organization_relatives and len(name.tokens) > 1:
        return Sign.GROUP
    if word not in words.articles:
        return Sign.NONE
    ends = words.connectors | _PAUSES
    for index in range(position + 1, position + 1 + _MAX_APPOSITION):
        noun = passage.get_folded(index)
        sign = lexicon.get_noun_sign(noun)
        if sign and passage.get_folded(index + 1) not in POSSESSIVE_ENDINGS:
            return sign
        if noun in ends:
            break
    return Sign.NONE
