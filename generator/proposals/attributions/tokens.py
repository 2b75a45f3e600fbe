"""Tokens of a sentence: words, names, marks and pieces of direct speech.

A name is one token, however many words it has. So is a piece of direct speech in quotation marks: its words are not
the text's own. Words in quotation marks that are no speech (“sleeper cells”) are ordinary words; their marks are left
out.
"""

from typing import NamedTuple

from generator.proposals.inputs import EntityMention

WORD, MARK, NAME, PLACE, SPEECH = "word", "mark", "name", "place", "speech"


class SentenceToken(NamedTuple):
    """Characters `start` to `end` of the passage; `folded` is their folded text in lower case."""

    start: int
    end: int
    folded: str
    category: str
    mention: EntityMention | None = None
    is_possessive: bool = False
    is_capitalized: bool = False

    @property
    def is_nominal(self) -> bool:
        """True if it may be part of a noun phrase."""
        return self.category in {WORD, NAME, PLACE}
