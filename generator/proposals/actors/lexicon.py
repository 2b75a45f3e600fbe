"""What is known of single words: of the language, and of this text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from generator.proposals.actors.tokens import Line, Token
from generator.proposals.territories import Territory, calendar_words, languages, plain, territories
from generator.proposals.words import NameWords, Words

_SHARED = 4
"""Letters that the word for a people has in common with the name of its land, at least."""
_OWN = 3
"""Letters that the land's name has besides these, at most: Kessar-ia, Kessar-ian."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Answers about words of one text.

    `written_small` are the words that it writes with a small letter, `written_large` those with a capital where no
    sentence begins, `unowned` those of them that stand without an apostrophe. `stems` leads from the beginnings of
    names of lands, and of what may be one, to these.
    """

    words: NameWords
    general: Words
    heads: Words
    written_small: frozenset[str]
    written_large: frozenset[str]
    unowned: frozenset[str]
    stems: Mapping[str, frozenset[str]]
    endings: tuple[str, ...]
    """Endings of words for peoples, short ones first."""
    lands: frozenset[str]
    """Words with a capital to which the text has a word for the people."""

    @classmethod
    def of(cls, lines: Iterable[Line], words: NameWords) -> "Lexicon":
        """The lexicon of a text."""
        tokens = [
            (line.small(at + 1), token) for line in lines for at, token in enumerate(line.tokens) if not token.mark
        ]
        small = frozenset(token.small for _, token in tokens if not token.capital)
        large = frozenset(token.small for _, token in tokens if token.capital and not token.first)
        unowned = frozenset(
            token.small for after, token in tokens if token.capital and after not in {"'", "’", "'s", "’s"}
        )
        heads = words.heads | words.places | words.events | words.works
        endings = tuple(sorted(words.demonym_endings, key=lambda one: (len(one), one)))
        first = cls(words, words.general, heads, small, large, unowned, _stems(large), endings, frozenset())
        return replace(first, lands=frozenset(land for word in large if (land := first.land_of(word))))

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
        return not token.mark and all(self._is_people(part) for part in token.small.split("-"))

    def _is_people(self, small: str) -> bool:
        words = self.words
        if small in words.demonyms or small in languages(words.language):
            return True
        return not self.territory(small) and bool(self._in_territory(small) or self.land_of(small))

    def _in_territory(self, small: str) -> bool:
        """Whether it is the adjective in the name of a territory of several words."""
        ends = small.endswith(tuple(self.words.demonym_guesses) or "\0")
        return ends and small in _words_of_territories(self.words.language)

    def land_of(self, small: str) -> str:
        """The land of which a word may name the people; empty where it is no such word."""
        for ending in self.endings:
            stem = small.removesuffix(ending)
            if stem == small or len(stem) < _SHARED:
                continue
            lands = self.stems.get(stem, frozenset()) | _territory_stems(self.words.language).get(stem, frozenset())
            fitting = [land for land in lands if len(land) - len(stem) <= _OWN and not land.startswith(small)]
            if fitting:
                return min(fitting, key=lambda land: (len(land), land))
        return ""

    def may_be_people(self, token: Token) -> bool:
        """Whether it has the ending of such a word, though its land is not known."""
        return self.is_people(token) or any(
            token.small.endswith(ending) and len(token.small) > len(ending) + 2 for ending in self.words.demonym_guesses
        )

    def is_general(self, token: Token) -> bool:
        """Whether it is a word that alone is no name."""
        small = token.small.replace("’", "'")
        alone = small.partition("'")[0] if not token.acronym else ""
        return any(one in self.general for one in (small, alone, small.removesuffix("s"))) and not token.acronym

    def is_common(self, token: Token) -> bool:
        """Whether the first word of a sentence is none of a name."""
        words = self.words
        if token.small in words.openings:
            return False
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
        return token.small in self.heads


def _stems(names: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name in names:
        for end in range(_SHARED, len(name) + 1):
            found.setdefault(name[:end], set()).add(name)
    return {stem: frozenset(several) for stem, several in found.items()}


@cache
def _territory_stems(language: str) -> Mapping[str, frozenset[str]]:
    return _stems(name for name in territories(language) if " " not in name)


@cache
def _words_of_territories(language: str) -> Words:
    return frozenset(word for name in territories(language) if " " in name for word in name.split())
