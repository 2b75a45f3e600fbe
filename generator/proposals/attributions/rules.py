"""The rules for attributions in a language, from languages/<language>/attributions.yml.

Comments in the English file explain each key. A language without such a file has no rules, and its texts get no
proposals of attributions.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.lexicon import ContentFrame, CueVerb, FoldedWords, Phrases, VerbGroup
from generator.proposals.token_patterns import NO_TAGS, Tags, index_tags
from generator.proposals.word_lists import cache_by_language, read_word_file

__all__ = ["ContentFrame", "CueVerb", "Rules", "load_rules"]


_JOINED_LISTS = (
    "roles",
    "helping_verbs",
    "time_words",
    "coordinators",
    "linking_words",
    "phrase_ends",
    "clause_words",
    "all_pronouns",
    "verb_group_words",
    "not_objects",
    "infinitive_openings",
    "strict_contrast",
    "impersonal_kinds",
    "negative_conjunctions",
    "hearsay_kinds",
    "impersonal_participles",
    "said_noun_kinds",
    "floated_kinds",
)
"""Properties of `Rules` that join several lists, and are tags too."""

PHRASE_LISTS = ("according_to", "goes_on", "embedding", "refusals", "remained", "said_nothing")
"""The lists of `Rules` that have phrases of several words."""


class _RuleModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))


class Pronouns(_RuleModel):
    """Pronouns for a source that was named before."""

    person: FoldedWords
    nonhuman: FoldedWords
    plural: FoldedWords


class Rules(_RuleModel):
    """All words of one language; the English file explains the keys."""

    verbs: tuple[VerbGroup, ...]
    claim_nouns: FoldedWords
    that: FoldedWords
    about_words: FoldedWords
    auxiliaries: FoldedWords
    passive: FoldedWords
    have: FoldedWords
    modals: FoldedWords
    negations: FoldedWords
    by: FoldedWords
    goes_on: FoldedWords
    reflexives: FoldedWords
    infinitive: FoldedWords
    conditions: FoldedWords
    embedding: FoldedWords
    subordinators: FoldedWords
    conjunctions: FoldedWords
    contrast: FoldedWords
    relatives: FoldedWords
    prepositions: FoldedWords
    determiners: FoldedWords
    definite: FoldedWords
    noun_after: FoldedWords
    adverbs: FoldedWords
    adverb_endings: tuple[str, ...]
    plural_endings: tuple[str, ...]
    finite_endings: tuple[str, ...]
    elisions: FoldedWords
    head_first: bool
    calendar: FoldedWords
    occasions: FoldedWords
    pronouns: Pronouns
    never_sources: FoldedWords
    people: FoldedWords
    bodies: FoldedWords
    publications: FoldedWords
    judges: FoldedWords
    anaphors: Mapping[str, FoldedWords]
    according_to: FoldedWords
    quoted: FoldedWords
    in_view: FoldedWords
    in_view_before: FoldedWords
    of: FoldedWords
    issued_by: FoldedWords
    for_whom: FoldedWords
    as_: FoldedWords
    floated: Mapping[AttributionKind, FoldedWords]
    judged: FoldedWords
    further: FoldedWords
    demonstratives: FoldedWords
    is_: FoldedWords
    impersonal: Mapping[AttributionKind, FoldedWords]
    impersonal_subject: FoldedWords
    impersonal_adverbs: Mapping[AttributionKind, FoldedWords]
    reportative: FoldedWords
    said_nouns: Mapping[AttributionKind, FoldedWords]
    unsaid: FoldedWords
    refusals: FoldedWords
    comment_nouns: FoldedWords
    sent: FoldedWords
    said_nothing: FoldedWords
    negated_alone: FoldedWords
    qualities: FoldedWords
    generic: FoldedWords
    quantities: FoldedWords
    singular_quantities: FoldedWords
    own_works: FoldedWords
    authors: FoldedWords
    figures: FoldedWords
    figure_at: FoldedWords
    irregular_pasts: FoldedWords
    future: FoldedWords
    past: FoldedWords
    progressive_endings: tuple[str, ...]
    future_endings: tuple[str, ...]
    possible: FoldedWords
    self_: FoldedWords
    has_it: FoldedWords
    so: FoldedWords
    officeholders: FoldedWords
    former: FoldedWords
    distributive: FoldedWords
    possessives: Mapping[str, FoldedWords]
    seen: FoldedWords
    gave: FoldedWords
    no_words: FoldedWords
    dodged: FoldedWords
    questions: FoldedWords
    remained: FoldedWords
    silent: FoldedWords
    no_reply_from: FoldedWords
    states: FoldedWords
    wrongs: tuple[str, ...]

    @cached_property
    def verb_forms(self) -> Mapping[str, tuple[CueVerb, ...]]:
        """The verbs that each form may belong to, those with the most particles first."""
        forms: dict[str, list[CueVerb]] = {}
        for group in self.verbs:
            for form, verb in group.iterate_forms():
                forms.setdefault(form, []).append(verb)
        return {form: tuple(sorted(verbs, key=_count_particles, reverse=True)) for form, verbs in forms.items()}

    @cached_property
    def tags_by_word(self) -> Mapping[str, Tags]:
        """The tags that each word has, wherever it is: the lists that it is in, and the forms of cue verbs."""
        lists: dict[str, Iterable[str]] = {key: value for key, value in self if isinstance(value, frozenset)}
        lists |= {key: getattr(self, key) for key in _JOINED_LISTS}
        tags = index_tags(lists)
        for form, verbs in self.verb_forms.items():
            verb_tags = {"verb", *(f"{name}_verb" for verb in verbs for name in verb.forms)}
            tags[form] = tags.get(form, NO_TAGS) | verb_tags
        return tags

    @cached_property
    def phrases(self) -> Phrases:
        """The lists that have phrases of several words."""
        return Phrases({key: getattr(self, key) for key in PHRASE_LISTS})

    @cached_property
    def impersonal_kinds(self) -> Mapping[str, AttributionKind]:
        """The kind of "it is believed", by the participle."""
        return _invert(self.impersonal)

    @cached_property
    def hearsay_kinds(self) -> Mapping[str, AttributionKind]:
        """The kind of a report without a source, by the adverb that shows it."""
        return _invert(self.impersonal_adverbs)

    @cached_property
    def floated_kinds(self) -> Mapping[str, AttributionKind]:
        """The kind of a possibility that nobody vouches for, by the noun."""
        return _invert(self.floated)

    @cached_property
    def impersonal_participles(self) -> frozenset[str]:
        """The participles of beliefs and views without a named source."""
        return self.seen | frozenset(self.impersonal_kinds)

    @cached_property
    def said_noun_kinds(self) -> Mapping[str, AttributionKind]:
        """The kind of somebody's "claim", by the noun."""
        return _invert(self.said_nouns)

    @cached_property
    def types_by_anaphor(self) -> Mapping[str, frozenset[str]]:
        """The types of actors that a noun may refer back to: "the ministry"."""
        return index_tags(self.anaphors)

    @cached_property
    def pronouns_by_possessive(self) -> Mapping[str, str]:
        """A pronoun with the same antecedents as a possessive: "it" for "its"."""
        pronouns: dict[str, str] = {}
        for name, possessives in self.possessives.items():
            pronouns.update(dict.fromkeys(possessives, min(getattr(self.pronouns, name))))
        return pronouns

    @cached_property
    def roles(self) -> frozenset[str]:
        """All nouns for sources."""
        return self.people | self.bodies | self.publications

    def get_role(self, noun: str) -> str:
        """Return the list that a noun for sources is in."""
        if noun in self.people:
            return "people"
        return "bodies" if noun in self.bodies else "publications"

    @cached_property
    def helping_verbs(self) -> frozenset[str]:
        """Auxiliaries and modals."""
        return self.auxiliaries | self.modals

    @cached_property
    def time_words(self) -> frozenset[str]:
        """Words of time and occasion."""
        return self.calendar | self.occasions

    @cached_property
    def coordinators(self) -> frozenset[str]:
        """Words that join clauses or oppose them."""
        return self.conjunctions | self.contrast

    @cached_property
    def negative_conjunctions(self) -> frozenset[str]:
        """Words that join a clause and negate it: nor."""
        return self.conjunctions & self.negations

    @cached_property
    def strict_contrast(self) -> frozenset[str]:
        """Words of contrast that always end the content before them."""
        return self.contrast - self.so

    @cached_property
    def linking_words(self) -> frozenset[str]:
        """Words that cannot end a phrase."""
        return self.conjunctions | self.prepositions

    @cached_property
    def phrase_ends(self) -> frozenset[str]:
        """Words that end a noun phrase before them."""
        return self.subordinators | self.calendar | self.adverbs

    @cached_property
    def clause_words(self) -> frozenset[str]:
        """Words that belong to another clause than the subject after them."""
        return self.subordinators | self.relatives | self.helping_verbs

    @cached_property
    def not_objects(self) -> frozenset[str]:
        """Words that do not begin the object of a verb."""
        return self.prepositions | self.infinitive | self.relatives | self.conjunctions

    @cached_property
    def verb_group_words(self) -> frozenset[str]:
        """Words that may precede a verb as part of it."""
        return (self.helping_verbs | self.negations) - self.infinitive

    @cached_property
    def infinitive_openings(self) -> frozenset[str]:
        """Words that may open an infinitive, also a negated one."""
        return self.infinitive | self.negations

    @cached_property
    def all_pronouns(self) -> frozenset[str]:
        """The pronouns that may be a source."""
        return self.pronouns.person | self.pronouns.nonhuman | self.pronouns.plural


def _count_particles(verb: CueVerb) -> int:
    return len(verb.particle)


def _invert(words_by_kind: Mapping[AttributionKind, FoldedWords]) -> dict[str, AttributionKind]:
    """Return the kind of each word."""
    kinds: dict[str, AttributionKind] = {}
    for kind, words in words_by_kind.items():
        kinds.update(dict.fromkeys(words, kind))
    return kinds


@cache_by_language
def load_rules(language: str) -> Rules | None:
    """Load the rules of a BCP 47 language; return None if it has none."""
    tree = read_word_file(language, "attributions")
    return Rules.model_validate(tree) if tree else None
