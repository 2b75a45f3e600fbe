"""What a language's file says of attributions, as the other modules look it up.

The words stand in languages/<language>/attributions.yml, each key explained there; a language without such a file has
no rules, and nothing is proposed of its texts.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files
from typing import Annotated, Literal, NamedTuple

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict

from generator.model.kinds import AttributionKind
from generator.text.characters import fold
from generator.text.sentences import primary_language

Frame = Literal[
    "clause", "that", "quote", "person", "thing", "infinitive", "order", "accused", "reflexive", "figure", "as"
]
FORMS = ("plural", "singular", "past", "gerund", "participle")


class Verb(NamedTuple):
    """One form of a verb of saying, judging or believing. `forms` are all that it can be: `said` is two."""

    kind: AttributionKind
    takes: frozenset[Frame]
    lemma: str
    forms: frozenset[str]
    particle: str = ""
    believed: bool = False
    contested: bool = False
    weak: bool = False
    needs: frozenset[str] = frozenset()


class Phrases:
    """Phrases of one word or several, looked for in a list of words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(map(fold, phrases), key=lambda phrase: -len(phrase.split())):
            first, *rest = phrase.split()
            self._by_first.setdefault(first, []).append(tuple(rest))

    def at(self, words: Sequence[str], index: int) -> int:
        """How many words the longest phrase at `index` has; 0 for none."""
        for rest in self._by_first.get(words[index], ()) if 0 <= index < len(words) else ():
            if tuple(words[index + 1 : index + 1 + len(rest)]) == rest:
                return 1 + len(rest)
        return 0


def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


Words = Annotated[frozenset[str], AfterValidator(_folded)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))


class VerbGroup(_File):
    """Verbs that are used alike."""

    kind: AttributionKind
    takes: frozenset[Frame]
    forms: tuple[str, ...]
    believed: bool = False
    contested: bool = False
    weak: bool = False
    needs: Words = frozenset()


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
    quantities: Words
    singular_quantities: Words
    own: Words
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
            for written in group.forms:
                for form, verb in _inflected(group, written):
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


def _inflected(group: VerbGroup, written: str) -> Iterable[tuple[str, Verb]]:
    words, _, particle = map(str.strip, fold(written).partition("+"))
    forms = words.split()
    named = dict(zip(FORMS, forms, strict=False))
    named.setdefault("participle", named.get("past", forms[0]))
    for form in dict.fromkeys(named.values()):
        slots = frozenset(slot for slot, word in named.items() if word == form)
        yield (
            form,
            Verb(
                group.kind,
                group.takes,
                forms[0],
                slots,
                particle,
                group.believed,
                group.contested,
                group.weak,
                group.needs,
            ),
        )


def rules_of(language: str) -> Rules | None:
    """The rules of a BCP 47 language, if there are any."""
    return _load(primary_language(language))


@cache
def _load(language: str) -> Rules | None:
    file = files("generator.proposals").joinpath("languages", language, "attributions.yml")
    if not language or not file.is_file():
        return None
    return Rules.model_validate(yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader))
