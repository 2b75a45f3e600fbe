"""Invented words, one for each text field of each record, so that any byte that leaks can be traced to its field.

A word has eleven letters and no English ending, and differs from all others in its first nine letters, so that it is
recognized even if a stemmer cuts it.
"""

import hashlib
from dataclasses import dataclass, field

DISTINCT = 9
"""The number of letters in which all words differ."""

_CONSONANTS = "bcdfghjkmpqvwxz"
_VOWELS = "aiou"


@dataclass(frozen=True)
class Origin:
    """The place in the content that a word was invented for: a story, a record's kind and a field."""

    story: str
    kind: str
    field: str


@dataclass
class Vocabulary:
    """The invented words, each with its origin."""

    origins: dict[str, Origin] = field(default_factory=dict)

    def invent(self, story: str, kind: str, field_name: str) -> str:
        """Return the word of a field; it is the same in each call."""
        word = _spell(f"{story}/{kind}/{field_name}")
        origin = Origin(story, kind, field_name)
        known = self.origins.setdefault(word[:DISTINCT], origin)
        assert known == origin, f"{known} and {origin} have the same word"
        return word


def _spell(seed: str) -> str:
    """Spell a word of eleven letters: consonants and vowels in turn, chosen by the digest of `seed`."""
    digest = hashlib.sha256(seed.encode()).digest()
    letters = [
        alphabet[digest[position] % len(alphabet)]
        for position, alphabet in enumerate([_CONSONANTS, _VOWELS] * 5 + [_CONSONANTS])
    ]
    return "".join(letters)
