"""What a language's file says of attributions, as the other modules look it up.

The words stand in languages/<language>/attributions.yml, each key explained there; a language without such a file has
no rules, and nothing is proposed of its texts.
"""

from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.lexicon import Frame, Phrases, Verb, VerbGroup, Words
from generator.text.sentences import primary_language

__all__ = ["Frame", "Rules", "Verb", "rules_of"]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))


class Pronouns(_File):
    """Words that stand for a voice named before."""

    person: Words
    thing: Words
    plural: Words


class Rules(_File):
    """All words of one language: the keys are explained in the file of English."""

    verbs: tuple[VerbGroup, ...]
    denied_things: Words
    that: Words
    about_words: Words
    auxiliaries: Words
    passive: Words
    have: Words
    modals: Words
    negations: Words
    by: Words
    goes_on: Words
    reflexives: Words
    infinitive: Words
    conditions: Words
    embedding: Words
    subordinators: Words
    conjunctions: Words
    contrast: Words
    relatives: Words
    prepositions: Words
    determiners: Words
    definite: Words
    noun_after: Words
    adverbs: Words
    adverb_endings: tuple[str, ...]
    plural_endings: tuple[str, ...]
    finite_endings: tuple[str, ...]
    elisions: Words
    head_first: bool
    calendar: Words
    occasions: Words
    pronouns: Pronouns
    nobody: Words
    people: Words
    bodies: Words
    publications: Words
    judges: Words
    anaphors: Mapping[str, Words]
    according_to: Words
    quoted: Words
    in_view: Words
    in_view_before: Words
    of: Words
    issued_by: Words
    for_whom: Words
    as_: Words
    floated: Mapping[AttributionKind, Words]
    judged: Words
    indefinite: Words
    further: Words
    demonstratives: Words
    is_: Words
    impersonal: Mapping[AttributionKind, Words]
    impersonal_subject: Words
    impersonal_adverbs: Mapping[AttributionKind, Words]
    reportative: Words
    said_nouns: Mapping[AttributionKind, Words]
    unsaid: Words
    refusals: Words
    unsaid_things: Words
    sent: Words
    said_nothing: Words
    negated_alone: Words
    qualities: Words
    generic: Words
    quantities: Words
    singular_quantities: Words
    own: Words
    authors: Words
    figures: Words
    figure_at: Words
    irregular_pasts: Words
    future: Words
    past: Words
    progressive_endings: tuple[str, ...]
    future_endings: tuple[str, ...]
    possible: Words
    self_: Words
    has_it: Words
    so: Words
    officeholders: Words
    former: Words
    distributive: Words
    possessives: Mapping[str, Words]
    convinced: Words
    seen: Words
    gave: Words
    no_words: Words
    dodged: Words
    questions: Words
    kept: Words
    silent: Words
    no_reply_from: Words
    states: Words
    wrongs: tuple[str, ...]

    @cached_property
    def verb_forms(self) -> Mapping[str, tuple[Verb, ...]]:
        """The verbs that each form may be one of."""
        found: dict[str, list[Verb]] = {}
        for group in self.verbs:
            for form, verb in group.inflected():
                found.setdefault(form, []).append(verb)
        return {form: tuple(verbs) for form, verbs in found.items()}

    @cached_property
    def phrases(self) -> Mapping[str, Phrases]:
        """The lists that hold phrases of several words, by their key."""
        keys = ("according_to", "goes_on", "embedding", "refusals", "kept", "said_nothing")
        return {key: Phrases(getattr(self, key)) for key in keys}

    @cached_property
    def impersonal_kinds(self) -> Mapping[str, AttributionKind]:
        """The kind of what "is believed", by the participle."""
        return {word: kind for kind, words in self.impersonal.items() for word in words}

    @cached_property
    def floated_kinds(self) -> Mapping[str, AttributionKind]:
        """The kind of what nobody stands behind, by the noun."""
        return {word: kind for kind, words in self.floated.items() for word in words}

    @cached_property
    def unowned(self) -> frozenset[str]:
        """The participles of what is believed or seen, and nobody is named who does."""
        return self.seen | frozenset(self.impersonal_kinds)

    @cached_property
    def said_noun_kinds(self) -> Mapping[str, AttributionKind]:
        """The kind of what somebody's "claim" holds, by the noun."""
        return {word: kind for kind, words in self.said_nouns.items() for word in words}

    @cached_property
    def roles(self) -> frozenset[str]:
        """All nouns for those who speak."""
        return self.people | self.bodies | self.publications

    def role(self, noun: str) -> str:
        """Which list the noun for a voice stands in."""
        return "people" if noun in self.people else "bodies" if noun in self.bodies else "publications"

    @cached_property
    def all_pronouns(self) -> frozenset[str]:
        """Those that may be a voice."""
        return self.pronouns.person | self.pronouns.thing | self.pronouns.plural


def rules_of(language: str) -> Rules | None:
    """The rules of a BCP 47 language, if there are any."""
    return _load(primary_language(language))


@cache
def _load(language: str) -> Rules | None:
    file = files("generator.proposals").joinpath("languages", language, "attributions.yml")
    if not language or not file.is_file():
        return None
    return Rules.model_validate(yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader))
