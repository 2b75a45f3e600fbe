"""Signs of a name's type, and the words beside a name that are such signs."""

from collections.abc import Mapping
from enum import Flag, auto

from generator.proposals.word_lists import NameWords


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


def index_nouns(words: NameWords) -> Mapping[str, Sign]:
    """Return the signs of nouns that may be on either side of a name; of a noun in several lists, the last one's."""
    return {
        **dict.fromkeys(words.places, Sign.PLACE),
        **dict.fromkeys(words.organization_words, Sign.GROUP),
        **dict.fromkeys(words.media_words, Sign.MEDIUM),
        **dict.fromkeys(words.roles, Sign.PERSON),
        **dict.fromkeys(words.titles, Sign.TITLE),
    }


def index_following_words(words: NameWords) -> Mapping[str, Sign]:
    """Return the signs of words that may follow a name; a word in several lists has all of their signs."""
    lists = (
        (words.members, Sign.MEMBERS),
        (words.members & words.public_members, Sign.PUBLIC),
        (words.places - words.acts, Sign.PLACE),
        (words.events, Sign.EVENT),
        (words.acts, Sign.ACTS),
        (words.person_relatives, Sign.PERSON),
    )
    signs: dict[str, Sign] = {}
    for listed, sign in lists:
        for word in listed:
            signs[word] = signs.get(word, Sign.NONE) | sign
    return signs
