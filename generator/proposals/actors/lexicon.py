"""Properties of single words, by the language's lists and by how this text uses the words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from generator.proposals.actors.signs import Sign, index_following_words, index_nouns
from generator.proposals.actors.tokens import NO_TOKEN, POSSESSIVE_ENDINGS, Token, TokenizedPassage
from generator.proposals.territories import Territory, get_calendar_words, get_language_names, get_territories
from generator.proposals.word_lists import NameWords, WordList
from generator.text.folding import fold_name

_MIN_STEM = 4
"""Letters that a demonym shares with the name of its country, at least."""
_MAX_COUNTRY_ENDING = 3
"""Letters of the country's name after these, at most: Kessar-ia, Kessar-ian."""
_MIN_GUESSED_STEM = 3
"""Letters before the ending of a demonym of an unknown country, at least."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Answers questions about the words of one text."""

    words: NameWords
    general: WordList
    head_types: Mapping[str, str]
    """What a name with a head noun names: a type of actor, `place`, `event` or `work`."""
    lowercase: frozenset[str]
    """Words that the text writes in lower case."""
    capitalized: frozenset[str]
    """Words that the text writes with a capital inside a sentence."""
    unowned: frozenset[str]
    """Words with a capital that occur without an apostrophe after them."""
    stems: Mapping[str, frozenset[str]]
    """Capitalized words, which may be names of countries, by each of their beginnings."""
    endings: tuple[str, ...]
    """Endings of demonyms, short ones first."""
    noun_signs: Mapping[str, Sign]
    following_signs: Mapping[str, Sign]
    countries: frozenset[str]
    """Words with a capital to which the text has a demonym."""

    @classmethod
    def build(cls, passages: Iterable[TokenizedPassage], words: NameWords) -> "Lexicon":
        """Build the lexicon of a text."""
        lowercase: set[str] = set()
        capitalized: set[str] = set()
        unowned: set[str] = set()
        for token, following in _pair_words(passages):
            if not token.is_capitalized:
                lowercase.add(token.folded)
                continue
            if not token.is_sentence_start:
                capitalized.add(token.folded)
            if following.folded not in POSSESSIVE_ENDINGS:
                unowned.add(token.folded)
        lexicon = cls(
            words=words,
            general=words.general,
            head_types=_index_heads(words),
            lowercase=frozenset(lowercase),
            capitalized=frozenset(capitalized),
            unowned=frozenset(unowned),
            stems=_index_stems(capitalized),
            endings=tuple(sorted(words.demonym_endings, key=lambda ending: (len(ending), ending))),
            noun_signs=index_nouns(words),
            following_signs=index_following_words(words),
            countries=frozenset(),
        )
        countries = frozenset(filter(None, map(lexicon.find_country, capitalized)))
        return replace(lexicon, countries=countries)

    def get_noun_sign(self, word: str) -> Sign:
        """Return the sign of a noun beside a name."""
        return self.noun_signs.get(word, Sign.NONE)

    def get_following_sign(self, word: str) -> Sign:
        """Return the signs of a word after a name."""
        return self.following_signs.get(word, Sign.NONE)

    def find_territory(self, text: str) -> Territory | None:
        """Return the state or region with this name."""
        territories = get_territories(self.words.language)
        if territory := territories.get(fold_name(text)):
            return territory
        initials = text.replace(".", "")
        return territories.get(initials) if initials.isupper() else None

    def is_calendar(self, token: Token) -> bool:
        """Check whether a token is a month or a weekday."""
        return token.folded in get_calendar_words(self.words.language) and token.is_capitalized

    def is_demonym(self, token: Token) -> bool:
        """Check whether a token is a word for a people, a faith or a language, as Israeli, which is not a name."""
        return not token.is_mark and all(map(self._is_demonym, token.folded.split("-")))

    def _is_demonym(self, word: str) -> bool:
        if word in self.words.demonyms or word in get_language_names(self.words.language):
            return True
        if self.find_territory(word):
            return False
        return self._is_in_territory(word) or bool(self.find_country(word))

    def _is_in_territory(self, word: str) -> bool:
        """Check whether a word is the adjective in the name of a territory of several words."""
        has_ending = word.endswith(tuple(self.words.demonym_guesses))
        return has_ending and word in _get_words_of_territories(self.words.language)

    def find_country(self, word: str) -> str:
        """Return the country whose demonym a word may be; an empty string if there is none."""
        territory_stems = _index_territory_stems(self.words.language)
        for ending in self.endings:
            stem = word.removesuffix(ending)
            if stem == word or len(stem) < _MIN_STEM:
                continue
            countries = self.stems.get(stem, frozenset()) | territory_stems.get(stem, frozenset())
            fitting = [
                country
                for country in countries
                if len(country) - len(stem) <= _MAX_COUNTRY_ENDING and not country.startswith(word)
            ]
            if fitting:
                return min(fitting, key=lambda country: (len(country), country))
        return ""

    def may_be_demonym(self, token: Token) -> bool:
        """Check whether a token is a demonym, or has the ending of one of an unknown country."""
        has_ending = token.folded[_MIN_GUESSED_STEM:].endswith(tuple(self.words.demonym_guesses))
        return has_ending or self.is_demonym(token)

    def is_general(self, token: Token) -> bool:
        """Check whether a token is a word that is not a name by itself."""
        if token.acronym:
            return False
        word = token.folded.replace("’", "'")
        return not self.general.isdisjoint((word, word.partition("'")[0], word.removesuffix("s")))

    def is_common(self, token: Token) -> bool:
        """Check whether the first word of a sentence is not part of a name."""
        words, word = self.words, token.folded
        if word in words.openings:
            return False
        if word in words.function_words:
            return True
        if word in self.capitalized or self.find_territory(token.text) or token.acronym:
            return False
        return word in self.lowercase or word.endswith(tuple(words.common_endings))

    def is_title(self, token: Token) -> bool:
        """Check whether a token is a title before a name."""
        return token.folded.rstrip(".") in self.words.titles

    def is_part_of_title(self, token: Token) -> bool:
        """Check whether a token may be among the words of a title."""
        word = token.folded.removeprefix("ex-").removeprefix("vice-")
        return self.is_title(token) or word in self.words.title_parts

    def has_prefix(self, token: Token) -> bool:
        """Check whether a token is like `al-Majd`."""
        prefix, _, rest = token.text.partition("-")
        return prefix in self.words.prefixes and rest[:1].isupper()

    def is_head(self, token: Token) -> bool:
        """Check whether a name with this word is that of an organization, a place, an event or a work."""
        return token.folded in self.head_types


def _index_heads(words: NameWords) -> Mapping[str, str]:
    """Return what each head noun stands for; of a noun in several lists, the last one counts."""
    return {
        **dict.fromkeys(words.places, "place"),
        **dict.fromkeys(words.organizations, "organization"),
        **dict.fromkeys(words.media, "media"),
        **dict.fromkeys(words.public_bodies, "public-body"),
        **dict.fromkeys(words.works, "work"),
        **dict.fromkeys(words.events, "event"),
    }


def _pair_words(passages: Iterable[TokenizedPassage]) -> Iterator[tuple[Token, Token]]:
    """Yield each word of the passages with the token after it."""
    for passage in passages:
        for token, following in pairwise((*passage.tokens, NO_TOKEN)):
            if not token.is_mark:
                yield token, following


def _index_stems(names: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the names by each of their beginnings."""
    stems: dict[str, set[str]] = {}
    for name in names:
        for end in range(_MIN_STEM, len(name) + 1):
            stems.setdefault(name[:end], set()).add(name)
    return {stem: frozenset(matching) for stem, matching in stems.items()}


@cache
def _index_territory_stems(language: str) -> Mapping[str, frozenset[str]]:
    return _index_stems(name for name in get_territories(language) if " " not in name)


@cache
def _get_words_of_territories(language: str) -> WordList:
    """Return the words of the names that have several words."""
    words: set[str] = set()
    for name in get_territories(language):
        if " " in name:
            words.update(name.split())
    return frozenset(words)
