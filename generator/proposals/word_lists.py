"""The words of a language, from the YAML files in languages/.

A language is a folder there, named after its code. A file is read once, when it is first needed; comments in the
English files explain the keys. Without a file, a language has no proposals of the type that the file is for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache, cached_property, wraps
from importlib.resources import files
from itertools import filterfalse
from typing import Any, TypeVar
from unicodedata import combining, normalize

import yaml

from generator.proposals.token_patterns import index_tags
from generator.text.sentences import get_primary_language

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOT_PLAIN_LISTS = frozenset({"language", "collectives", "states", "state_initials"})
"""Fields of `NameWords` that are not a list of words in the file."""

TAGS = (
    "also",
    "articles",
    "at",
    "collectives",
    "collectives_alone",
    "collectives_before_adjectives",
    "common",
    "common_and_verbs",
    "complement_connectors",
    "conjunctions",
    "connectors",
    "directional",
    "events",
    "fields",
    "governments",
    "heads",
    "joins",
    "locatives",
    "media",
    "members",
    "modifiers",
    "organization_relatives",
    "particles",
    "parties",
    "person_prefixes",
    "phrase_ends",
    "place_with_direction",
    "person_relatives",
    "place_endings",
    "place_words_before",
    "prepositions_of",
    "public_bodies",
    "state_organs",
    "title_surnames",
    "titles",
    "unowned",
    "unowned_alone",
    "within_names",
)
"""The attributes of `NameWords` that are tags."""

WordList = frozenset[str]
Words = TypeVar("Words")


def cache_by_language(load: Callable[[str], Words]) -> Callable[[str], Words]:
    """Cache what a function loads for a language; the language may then be any BCP 47 tag."""
    load_cached = cache(load)

    @wraps(load)
    def load_for_tag(tag: str) -> Words:
        return load_cached(get_primary_language(tag))

    return load_for_tag


def read_word_file(language: str, name: str) -> Mapping[str, Any] | None:
    """Read the file `name`.yml of a language; return None if the language is empty or has no such file."""
    file = files("generator.proposals").joinpath("languages", language, f"{name}.yml")
    if not language or not file.is_file():
        return None
    tree: Mapping[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  # a SafeLoader
    return tree


@dataclass(frozen=True, kw_only=True)
class NameWords:
    """The words that a language puts around names, from `names.yml`: its comments explain each list."""

    language: str
    common: WordList
    common_endings: WordList
    openings: WordList
    not_names: WordList
    person_prefixes: WordList
    public_adjectives: WordList
    governments: WordList
    state_organs: WordList
    unowned: WordList
    unowned_alone: WordList
    collective_endings: WordList
    particles: WordList
    prefixes: WordList
    elisions: WordList
    connectors: WordList
    joins: WordList
    adjective_endings: WordList
    conjunctions: WordList
    articles: WordList
    locatives: WordList
    directional: WordList
    titles: WordList
    title_surnames: WordList
    parties: WordList
    qualifiers: WordList
    fields: WordList
    roles: WordList
    members: WordList
    public_members: WordList
    public_bodies: WordList
    organizations: WordList
    media: WordList
    media_words: WordList
    organization_words: WordList
    places: WordList
    place_words_before: WordList
    place_with_direction: WordList
    place_endings: WordList
    events: WordList
    works: WordList
    demonyms: WordList
    demonym_endings: WordList
    demonym_guesses: WordList
    acts: WordList
    person_relatives: WordList
    organization_relatives: WordList
    also: WordList
    within_names: WordList
    saints: WordList
    at: WordList
    collectives_alone: WordList
    same_fields: WordList
    collective_fields: WordList
    collectives: Mapping[str, str] = field(default_factory=dict)
    """The type of actor that each word makes."""
    states: tuple[tuple[str, str], ...] = ()
    """Codes of CLDR, each with a name that CLDR does not have."""
    state_initials: tuple[tuple[str, str], ...] = ()
    """Codes of CLDR, each with initials in capitals that abbreviate that state alone."""

    @cached_property
    def general(self) -> WordList:
        """Words that are not a name by themselves, even with a capital: Ministers, Opposition."""
        return frozenset().union(
            self.titles,
            self.qualifiers,
            self.fields,
            self.roles,
            self.members,
            self.media_words,
            self.places,
            self.organization_words,
            self.events,
            self.works,
            self.common,
            self.not_names,
            self.state_organs,
            self.collectives,
            self.place_words_before,
            self.locatives,
        )

    @cached_property
    def heads(self) -> WordList:
        """Head words of organizations' names, whatever their type."""
        return self.public_bodies | self.organizations | self.media

    @cached_property
    def modifiers(self) -> WordList:
        """Words for the field of a group, between its owner and its noun."""
        return self.fields | self.collective_fields

    @cached_property
    def title_parts(self) -> WordList:
        """Words that belong to a title beside its noun."""
        return self.fields | self.qualifiers

    @cached_property
    def function_words(self) -> WordList:
        """Words that begin a sentence without being part of a name."""
        return self.common | self.articles | self.locatives

    @cached_property
    def common_and_verbs(self) -> WordList:
        """Words after a name that are not adjectives in it."""
        return self.common | self.acts

    @cached_property
    def phrase_ends(self) -> WordList:
        """Words after a noun that show that it is not an attribute of a longer phrase."""
        return self.common_and_verbs | self.connectors | self.locatives | self.directional | self.parties

    @cached_property
    def prepositions_of(self) -> WordList:
        """Connectors that make a name the attribute of the noun before them."""
        return self.connectors - self.articles - self.joins

    @cached_property
    def tags_by_word(self) -> Mapping[str, frozenset[str]]:
        """The lists that each word is in, of those that are tags."""
        return index_tags({tag: getattr(self, tag) for tag in TAGS})

    @cached_property
    def complement_connectors(self) -> WordList:
        """Connectors before a complement in lower case, in languages that put adjectives after nouns."""
        return self.connectors - self.joins if self.adjective_endings else frozenset()

    @cached_property
    def collectives_before_adjectives(self) -> WordList:
        """Nouns for groups, in languages that put adjectives after nouns."""
        return frozenset(self.collectives) if self.adjective_endings else frozenset()


@cache_by_language
def load_name_words(language: str) -> NameWords | None:
    """Load the words around names in a language (BCP 47); return None if it has no file of them."""
    tree = read_word_file(language, "names")
    if tree is None:
        return None
    lists = {
        attribute.name: parse_word_list(tree.get(attribute.name))
        for attribute in fields(NameWords)
        if attribute.name not in _NOT_PLAIN_LISTS
    }
    collectives: dict[str, str] = {}
    for actor_type, listed in (tree.get("collectives") or {}).items():
        collectives.update(dict.fromkeys(parse_word_list(listed), actor_type))
    return NameWords(
        language=language,
        collectives=collectives,
        states=_parse_codes(tree.get("states")),
        state_initials=_parse_codes(tree.get("state_initials")),
        **lists,
    )


def _parse_codes(text: str | None) -> tuple[tuple[str, str], ...]:
    """Parse a list `CODE=Some_name CODE=…` into pairs of code and name."""
    pairs: list[tuple[str, str]] = []
    for entry in sorted(parse_word_list(text)):
        code, _, name = entry.replace("_", " ").partition("=")
        pairs.append((code, name))
    return tuple(pairs)


def parse_word_list(text: str | None) -> WordList:
    """Parse a list of words from a file, and add each word without its accents."""
    words = (text or "").split()
    return frozenset([*words, *map(_strip_accents, words)])


def _strip_accents(word: str) -> str:
    return "".join(filterfalse(combining, normalize("NFKD", word)))
