"""What the words around a name tell about it."""

from enum import Flag, auto

from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.piece import Piece
from generator.proposals.actors.tokens import OWN

_OPENING = frozenset('"“‘«')
_CLOSING = frozenset('"”’»')
_PAUSES = frozenset({",", ".", ";", ":", ""})
_APPOSED = 5
"""Words behind a comma in which the noun is looked for that says what a name is."""


class Sign(Flag):
    """What the words around one mention show."""

    NONE = 0
    TITLE = auto()
    """An office stands before it: a person."""
    PERSON = auto()
    """Something else that is said of persons alone."""
    WITHIN = auto()
    """Something is in or near it: a place."""
    TOWARDS = auto()
    """Something goes to or from it, or is of it: a place or not."""
    PLACE = auto()
    """The word of a place stands beside it."""
    GROUP = auto()
    """The word of an organisation stands before it."""
    MEDIUM = auto()
    """The word of a medium stands beside it."""
    MEMBERS = auto()
    """Words for its people stand behind it."""
    PUBLIC = auto()
    """Soldiers, police or the like are its people."""
    ARTICLE = auto()
    """`The` stands before it."""
    EVENT = auto()
    """The word of an event stands behind it."""
    STATE = auto()
    """It has what states have: an army, ministries."""
    AT = auto()
    """Something is at it, and it has several words: an organisation."""
    STRESSED = auto()
    """It is set in italics, as titles of newspapers are."""
    NATIONAL = auto()
    """The word for a people stands before it: the Israeli Mossad."""
    ACTS = auto()
    """It does, owns or is dealt with."""
    QUOTED = auto()
    """It stands alone in quotation marks."""


def signs(piece: Piece, lexicon: Lexicon, before: Sign = Sign.NONE, reach: int = -1) -> Sign:
    """What is around a piece; `before` are the signs of the piece that ends at token `reach`."""
    found = Sign.TITLE if piece.title else _ahead(piece, lexicon)
    beyond = _beyond(piece, lexicon)
    if found & (Sign.WITHIN | Sign.AT):
        # At the harbour, the pilot said …: he is not the harbour.
        beyond &= ~(Sign.TITLE | Sign.PERSON)
    found |= beyond | _behind(piece, lexicon)
    if before & (Sign.WITHIN | Sign.PLACE) and _is_beside(piece, reach, lexicon):
        found |= Sign.WITHIN
    line = piece.line
    opening = piece.first - 1 - (line.small(piece.first - 1) in lexicon.words.articles)
    if line.small(opening) in _OPENING and line.small(piece.end) in _CLOSING:
        found |= Sign.QUOTED
    return found


def _is_beside(piece: Piece, reach: int, lexicon: Lexicon) -> bool:
    """Whether a conjunction joins it to the name before, or it stands alone between commas behind that."""
    if reach != piece.first - 1:
        return False
    between, behind = piece.line.small(reach), piece.line.small(piece.end)
    if between == ",":
        return piece.end == piece.first + 1 and behind in {",", ".", ";"}
    return between in lexicon.words.conjunctions


def _ahead(piece: Piece, lexicon: Lexicon) -> Sign:
    """What stands before it."""
    line, words, found, at = piece.line, lexicon.words, Sign.NONE, piece.first - 1
    while at >= 0 and (line.small(at) in words.demonyms or lexicon.is_people(line.tokens[at])):
        at -= 1
        found = Sign.NATIONAL
    if line.small(at) == "," and line.small(piece.end) in _PAUSES:
        return _of_noun(line.small(at - 1), lexicon) & ~Sign.PLACE
    if line.small(at) == "." and line.small(at - 1) in words.titles:
        return Sign.TITLE
    found |= _of_noun(line.small(at), lexicon) & ~Sign.PLACE
    if line.small(at) in words.articles:
        found |= Sign.ARTICLE
        at -= 1
    return found | _of_preposition(line.small(at), line.small(at - 1), lexicon, alone=len(piece.tokens) == 1)


def _of_preposition(small: str, of: str, lexicon: Lexicon, *, alone: bool) -> Sign:
    """What the small word before a name says of it, and the word before that."""
    words, found = lexicon.words, Sign.NONE
    if small in words.connectors:
        found |= Sign.PLACE if of in words.place_words_before else Sign.NONE
        found |= Sign.STATE if of in words.state_organs else Sign.NONE
    leads = small in words.directional or small in words.connectors - words.articles - words.joins
    signs_ = (
        (small in words.at and not alone, Sign.AT),
        (small in words.locatives or (small in words.connectors and of in words.locatives), Sign.WITHIN),
        (leads and of in words.members and not alone, Sign.MEMBERS),
        (leads and of in words.governments, Sign.ACTS),
        (leads, Sign.TOWARDS),
        (small in words.parties, Sign.ACTS),
    )
    return found | next((sign for holds, sign in signs_ if holds), Sign.NONE)


def _of_noun(small: str, lexicon: Lexicon) -> Sign:
    """What a noun says of the name beside it."""
    words = lexicon.words
    kinds = (
        (words.titles, Sign.TITLE),
        (words.roles, Sign.PERSON),
        (words.media_words, Sign.MEDIUM),
        (words.organization_words, Sign.GROUP),
        (words.places, Sign.PLACE),
    )
    return next((sign for several, sign in kinds if small in several), Sign.NONE)


def _behind(piece: Piece, lexicon: Lexicon) -> Sign:
    """What the next word says of it."""
    line, words, at = piece.line, lexicon.words, piece.end
    small = line.small(at)
    if small in {"'s", "’s"} or (small in {"'", "’"} and piece.text[-1] in "sxz" and _touches(piece, at)):
        organs = any(line.small(index) in words.state_organs for index in range(at + 1, at + 4))
        return Sign.ACTS | (Sign.STATE if organs else Sign.NONE)
    dateline = small in {"—", "–"} and piece.first == 0
    if dateline or (small == "-" and line.small(at + 1) in words.place_endings):
        return Sign.PLACE
    if not line.is_joined(at) or line.tokens[at].mark or line.tokens[at].capital:
        return Sign.NONE
    found = Sign.NONE
    if small in words.members:
        found |= Sign.MEMBERS | (Sign.PUBLIC if small in words.public_members else Sign.NONE)
    if small in words.places and small not in words.acts:
        found |= Sign.PLACE
    if small in words.events:
        found |= Sign.EVENT
    if small in words.acts:
        found |= Sign.ACTS
    if small in words.person_relatives:
        found |= Sign.PERSON
    return found


def _beyond(piece: Piece, lexicon: Lexicon) -> Sign:
    """What is said of it behind a comma or in brackets: its age, `who`, `a research firm`."""
    line, words, at = piece.line, lexicon.words, piece.end + 1
    small = line.small(at)
    if line.small(at - 1) == "(" and small.isdigit() and len(small) < 3:
        return Sign.PERSON
    if line.small(at - 1) != ",":
        return Sign.NONE
    if small in words.person_relatives or (small.isdigit() and len(small) < 3 and line.small(at + 1) in _PAUSES):
        return Sign.PERSON
    if small in words.thing_relatives and len(piece.tokens) > 1:
        return Sign.GROUP
    if small in words.articles:
        for index in range(at + 1, at + 1 + _APPOSED):
            found = _of_noun(line.small(index), lexicon)
            if found and line.small(index + 1) not in OWN:
                return found
            if line.small(index) in words.connectors or line.small(index) in _PAUSES:
                break
    return Sign.NONE


def _touches(piece: Piece, at: int) -> bool:
    return piece.line.tokens[at].start == piece.span[1]
