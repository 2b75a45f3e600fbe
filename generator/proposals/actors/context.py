"""Signs of a name's type in the words around it."""

from enum import Flag, auto

from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.name_span import NameSpan
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


class Sign(Flag):
    """Signs in the words around one mention."""

    NONE = 0
    TITLE = auto()
    """A title precedes it: a person."""
    PERSON = auto()
    """Other words that are only used for persons."""
    WITHIN = auto()
    """Something is in or near it: a place."""
    TOWARDS = auto()
    """Something goes to or from it, or is of it: a place or not."""
    PLACE = auto()
    """A noun for places is beside it."""
    GROUP = auto()
    """A noun for organizations precedes it."""
    MEDIUM = auto()
    """A noun for media is beside it."""
    MEMBERS = auto()
    """A noun for its members follows it."""
    PUBLIC = auto()
    """Its members are soldiers, police or the like."""
    ARTICLE = auto()
    """`The` precedes it."""
    EVENT = auto()
    """A noun for events follows it."""
    STATE = auto()
    """It has an army, ministries or other organs of a state."""
    AT = auto()
    """Something is at it, and it has several words: an organization."""
    STRESSED = auto()
    """It is set in italics, as titles of newspapers are."""
    NATIONAL = auto()
    """A demonym precedes it: the Israeli Mossad."""
    ACTS = auto()
    """It acts, owns something, or others deal with it."""
    QUOTED = auto()
    """It is alone in quotation marks."""


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
    while position >= 0 and (
        passage.get_folded(position) in words.demonyms or lexicon.is_demonym(passage.tokens[position])
    ):
        position -= 1
        signs = Sign.NATIONAL
    word = passage.get_folded(position)
    word_before = passage.get_folded(position - 1)
    if word == "," and passage.get_folded(name.stop) in _PAUSES:
        return _read_noun(word_before, lexicon) & ~Sign.PLACE
    if word == "." and word_before in words.titles:
        return Sign.TITLE
    signs |= _read_noun(word, lexicon) & ~Sign.PLACE
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
    if preposition in words.connectors and governor in words.place_words_before:
        signs |= Sign.PLACE
    if preposition in words.connectors and governor in words.state_organs:
        signs |= Sign.STATE
    is_connector = preposition in words.connectors - words.articles - words.joins
    leads = preposition in words.directional or is_connector
    is_location = preposition in words.locatives or (preposition in words.connectors and governor in words.locatives)
    rules = (
        (preposition in words.at and not is_single_word, Sign.AT),
        (is_location, Sign.WITHIN),
        (leads and governor in words.members and not is_single_word, Sign.MEMBERS),
        (leads and governor in words.governments, Sign.ACTS),
        (leads, Sign.TOWARDS),
        (preposition in words.parties, Sign.ACTS),
    )
    return signs | next((sign for applies, sign in rules if applies), Sign.NONE)


def _read_noun(noun: str, lexicon: Lexicon) -> Sign:
    """Return the sign of a noun beside a name."""
    words = lexicon.words
    signs_by_list = (
        (words.titles, Sign.TITLE),
        (words.roles, Sign.PERSON),
        (words.media_words, Sign.MEDIUM),
        (words.organization_words, Sign.GROUP),
        (words.places, Sign.PLACE),
    )
    return next((sign for nouns, sign in signs_by_list if noun in nouns), Sign.NONE)


def _find_signs_after(name: NameSpan, lexicon: Lexicon) -> Sign:
    """Find the signs in the word after a name."""
    passage, words, position = name.passage, lexicon.words, name.stop
    word = passage.get_folded(position)
    if _is_possessive(name, word):
        following = range(position + 1, position + 1 + _MAX_ORGAN_DISTANCE)
        has_organ = any(passage.get_folded(index) in words.state_organs for index in following)
        return Sign.ACTS | (Sign.STATE if has_organ else Sign.NONE)
    is_dateline = word in _DASHES and name.start == 0
    if is_dateline or (word == "-" and passage.get_folded(position + 1) in words.place_endings):
        return Sign.PLACE
    if not passage.is_adjacent_lowercase(position):
        return Sign.NONE
    signs = Sign.NONE
    if word in words.members:
        signs |= Sign.MEMBERS
        if word in words.public_members:
            signs |= Sign.PUBLIC
    if word in words.places and word not in words.acts:
        signs |= Sign.PLACE
    if word in words.events:
        signs |= Sign.EVENT
    if word in words.acts:
        signs |= Sign.ACTS
    if word in words.person_relatives:
        signs |= Sign.PERSON
    return signs


def _is_possessive(name: NameSpan, word: str) -> bool:
    """Check whether the word after a name is its possessive ending; an apostrophe alone follows an “s” directly."""
    if word in {"'s", "’s"}:
        return True
    if word not in {"'", "’"} or name.text[-1] not in "sxz":
        return False
    return name.passage.tokens[name.stop].start == name.char_range[1]


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
    for index in range(position + 1, position + 1 + _MAX_APPOSITION):
        noun = passage.get_folded(index)
        sign = _read_noun(noun, lexicon)
        if sign and passage.get_folded(index + 1) not in POSSESSIVE_ENDINGS:
            return sign
        if noun in words.connectors or noun in _PAUSES:
            break
    return Sign.NONE
