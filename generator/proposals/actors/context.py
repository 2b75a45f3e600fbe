"""What the words around a name tell about it."""

from enum import Flag, auto

from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.runs import Piece


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
    ACTS = auto()
    """It does, owns or is dealt with."""
    QUOTED = auto()
    """It stands alone in quotation marks."""


def signs(piece: Piece, lexicon: Lexicon, before: Sign = Sign.NONE, reach: int = -1) -> Sign:
    """What is around a piece; `before` are the signs of the piece that ends at token `reach`."""
    found = (Sign.TITLE if piece.title else Sign.NONE) | _ahead(piece, lexicon) | _behind(piece, lexicon)
    if before & (Sign.WITHIN | Sign.PLACE) and _is_beside(piece, reach, lexicon):
        found |= Sign.WITHIN
    line = piece.line
    if line.small(piece.first - 1) in {'"', "“", "‘", "«"} and line.small(piece.end) in {'"', "”", "’", "»"}:
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
    line, words, found = piece.line, lexicon.words, Sign.NONE
    if piece.title:
        return found
    at = piece.first - 1
    while at >= 0 and (line.small(at) in words.demonyms or lexicon.is_people(line.tokens[at])):
        at -= 1
    small = line.small(at)
    stop = small == "." and line.small(at - 1) in words.titles
    if (stop or small in words.titles or small in words.roles) and not (at >= 0 and line.tokens[at].mark and not stop):
        found |= Sign.PERSON if small in words.roles else Sign.TITLE
    if small in words.media_words:
        found |= Sign.MEDIUM
    if small in words.organization_words:
        found |= Sign.GROUP
    if small in words.articles:
        found |= Sign.ARTICLE
        small = line.small(at - 1)
        at -= 1
    if small in words.connectors and line.small(at - 1) in words.place_words_before:
        found |= Sign.PLACE
    if small in words.locatives:
        found |= Sign.WITHIN
    elif small in words.directional or small in words.connectors - words.articles - words.joins:
        found |= Sign.TOWARDS
    elif small in words.parties:
        found |= Sign.ACTS
    return found


def _behind(piece: Piece, lexicon: Lexicon) -> Sign:
    """What stands after it."""
    line, words, at = piece.line, lexicon.words, piece.end
    small = line.small(at)
    following = line.small(at + 1)
    if small in {"'s", "’s"} or (small in {"'", "’"} and piece.text[-1] in "sxz" and _touches(piece, at)):
        return Sign.ACTS
    if not line.is_joined(at):
        return Sign.NONE
    if small == ",":
        age = following.isdigit() and line.small(at + 2) == ","
        return Sign.PERSON if age or following in words.person_relatives else Sign.NONE
    if small in words.person_relatives:
        return Sign.PERSON
    if small == "(" and following.isdigit() and len(following) < 3:
        return Sign.PERSON
    if line.tokens[at].mark or line.tokens[at].capital:
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
    return found


def _touches(piece: Piece, at: int) -> bool:
    return piece.line.tokens[at].start == piece.span[1]
