"""The words of a language, from the files in languages/.

A language is a folder there, named after it; a file of it is read once, when it is first asked for. What its keys mean
is said in the English files. A language without a file has none of what that file is for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from typing import Any
from unicodedata import combining, normalize

import yaml

_PRIMARY = re.compile(r"[a-z]{2,3}(?![a-z])")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def primary(language: str) -> str:
    """The language of a BCP 47 tag without script and region; empty for what is no tag."""
    found = _PRIMARY.match(language.lower())
    return found[0] if found else ""


def read(language: str, name: str) -> Mapping[str, Any] | None:
    """The file `name`.yml of a language (BCP 47); None where the language has none."""
    file = files("generator.proposals").joinpath("languages", primary(language), f"{name}.yml")
    if not primary(language) or not file.is_file():
        return None
    tree: Mapping[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - it is a safe one
    return tree


Words = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWords:
    """What a language puts around names: `names.yml`, whose comments say what each list is for."""

    language: str
    common: Words
    common_endings: Words
    openings: Words
    never: Words
    person_prefixes: Words
    public_adjectives: Words
    governments: Words
    state_organs: Words
    unowned: Words
    unowned_alone: Words
    collective_endings: Words
    particles: Words
    prefixes: Words
    elisions: Words
    connectors: Words
    joins: Words
    adjective_endings: Words
    conjunctions: Words
    articles: Words
    locatives: Words
    directional: Words
    titles: Words
    title_surnames: Words
    parties: Words
    qualifiers: Words
    fields: Words
    roles: Words
    members: Words
    public_members: Words
    public_bodies: Words
    organizations: Words
    media: Words
    media_words: Words
    organization_words: Words
    places: Words
    place_words_before: Words
    place_with_direction: Words
    place_endings: Words
    events: Words
    works: Words
    demonyms: Words
    demonym_endings: Words
    demonym_guesses: Words
    acts: Words
    person_relatives: Words
    thing_relatives: Words
    also: Words
    within_names: Words
    saints: Words
    at: Words
    collectives_alone: Words
    same_fields: Words
    collective_fields: Words
    collectives: Mapping[str, str] = field(default_factory=dict)
    """The type of actor that each word makes."""
    states: tuple[tuple[str, str], ...] = ()
    """Code of CLDR and a name that it has not."""

    @property
    def general(self) -> Words:
        """Words that alone are no name, though a capital begins them: Ministers, Opposition."""
        lists = (self.titles, self.qualifiers, self.fields, self.roles, self.members, self.media_words, self.places)
        more = (self.organization_words, self.events, self.works, self.common, self.never, self.state_organs)
        return frozenset().union(*lists, *more, self.collectives, self.place_words_before, self.locatives)

    @property
    def heads(self) -> Words:
        """Words of organisations' names, whatever their type."""
        return self.public_bodies | self.organizations | self.media


@cache
def name_words(language: str) -> NameWords | None:
    """The words around names in a language (BCP 47), None where there is no file of them."""
    if language != primary(language):
        return name_words(primary(language)) if primary(language) else None
    tree = read(language, "names")
    if tree is None:
        return None
    apart = {"language", "collectives", "states"}
    lists = {one.name: words(tree.get(one.name)) for one in fields(NameWords) if one.name not in apart}
    collectives = {word: kind for kind, several in (tree.get("collectives") or {}).items() for word in words(several)}
    states = tuple(pair.replace("_", " ").split("=", 1) for pair in words(tree.get("states")))
    return NameWords(
        language=language, collectives=collectives, states=tuple((code, name) for code, name in states), **lists
    )


def words(text: str | None) -> Words:
    """The words of a list as it stands in a file, with those that accents are taken from beside them."""
    listed = (text or "").split()
    return frozenset([*listed, *map(_without_accents, listed)])


def _without_accents(word: str) -> str:
    return "".join(letter for letter in normalize("NFKD", word) if not combining(letter))
