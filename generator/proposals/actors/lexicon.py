"""What is known of single words: of the language, and of this text."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.proposals.actors.tokens import Line, Token
from generator.proposals.territories import Territory, calendar_words, languages, plain, territories
from generator.proposals.words import NameWords

_SHARED = 4
"""Letters that the word for a people has in common with the name of its land, at least."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Answers about words of one text. `written_small` and `written_large` are its words as it writes them.

    `written_large` has those with a capital where no sentence begins; `stems` are beginnings of names of lands.
    """

    words: NameWords
    written_small: frozenset[str]
    written_large: frozenset[str]
    stems: frozenset[str]

    @classmethod
    def of(cls, lines: Iterable[Line], words: NameWords) -> "Lexicon":
        """The lexicon of a text."""
        tokens = [token for line in lines for token in line.tokens if not token.mark]
        small = frozenset(token.small for token in tokens if not token.capital)
        large = frozenset(token.small for token in tokens if token.capital and not token.first)
        named = {word for name in territories(words.language) for word in plain(name).split()}
        stems = frozenset(word[:end] for word in named | large for end in range(_SHARED, len(word) + 1))
        return cls(words, small, large, stems)

    def territory(self, text: str) -> Territory | None:
        """The state or region that a text names."""
        known = territories(self.words.language)
        letters = text.replace(".", "")
        return known.get(plain(text)) or (known.get(letters) if letters.isupper() else None)

    def is_calendar(self, token: Token) -> bool:
        """Whether it is a month or a day of the week."""
        return token.small in calendar_words(self.words.language) and token.capital

    def is_people(self, token: Token) -> bool:
        """Whether it is a word for a people, a faith or a language, such as Israeli, which is no name."""
        return all(self._is_people(part) for part in token.small.split("-"))

    def _is_people(self, small: str) -> bool:
        words = self.words
        if small in words.demonyms or small in languages(words.language):
            return True
        if self.territory(small):
            return False
        return any(
            small.endswith(ending) and self._has_land(small.removesuffix(ending)) for ending in words.demonym_endings
        )

    def _has_land(self, stem: str) -> bool:
        return len(stem) >= _SHARED and stem in self.stems

    def may_be_people(self, token: Token) -> bool:
        """Whether it has the ending of such a word, though its land is not known."""
        return self.is_people(token) or any(
            token.small.endswith(ending) and len(token.small) > len(ending) + 2 for ending in self.words.demonym_guesses
        )

    def is_common(self, token: Token) -> bool:
        """Whether the first word of a sentence is none of a name."""
        words = self.words
        if token.small in words.common or token.small in words.articles or token.small in words.locatives:
            return True
        if token.small in self.written_large or self.territory(token.text) or token.acronym:
            return False
        return token.small in self.written_small or token.small.endswith(tuple(words.common_endings) or "\0")

    def is_title(self, token: Token) -> bool:
        """Whether it is a word of an office that stands before a name."""
        return token.small.rstrip(".") in self.words.titles

    def is_of_title(self, token: Token) -> bool:
        """Whether it may stand among the words of an office."""
        small = token.small.removeprefix("ex-").removeprefix("vice-")
        return self.is_title(token) or small in self.words.fields or small in self.words.qualifiers

    def is_head(self, token: Token) -> bool:
        """Whether a name that has this word is an organisation's, a place's, an event's or a work's."""
        words = self.words
        return any(token.small in kind for kind in (words.heads, words.places, words.events, words.works))
