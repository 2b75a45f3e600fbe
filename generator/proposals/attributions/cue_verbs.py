"""Finds the cue verbs of a sentence, and how they are used.

A form is not always a verb ("the claim that", "the reported attack"), and a verb does not always report: it may be
negated, planned, hypothetical or part of a question.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.proposals.attributions.noun_phrases import MAX_DISTANCE, is_adverb
from generator.proposals.attributions.rules import CueVerb, Rules
from generator.proposals.attributions.tokens import WORD, Sentence

_MAX_VERB_GROUP = 8
"""Auxiliaries and adverbs before a verb, at most."""

_MAX_NEEDED_DISTANCE = 14
"""Words after a verb that must contain a word that it needs."""


class VerbCue(NamedTuple):
    """A cue verb at token `position`; with its auxiliaries and particles it spans the tokens `start` to `stop`.

    `construction` is active, passive or gerund; `verbs` are the verbs that the form may belong to.
    """

    position: int
    start: int
    stop: int
    verbs: tuple[CueVerb, ...]
    construction: str
    is_negated: bool = False


class _VerbGroupStart(NamedTuple):
    """The first token of a verb with its auxiliaries, and these auxiliaries."""

    start: int
    auxiliaries: list[str]


def find_verb_cues(sentence: Sentence, rules: Rules) -> Iterator[VerbCue]:
    """Find the verbs by which a source says something, or does not, in order."""
    for position, token in enumerate(sentence.tokens):
        if token.category != WORD:
            continue
        if token.folded in rules.verb_forms or token.folded in rules.impersonal_participles:
            cue = _parse_cue(sentence, rules, position)
            if cue:
                yield cue


def _parse_cue(sentence: Sentence, rules: Rules, position: int) -> VerbCue | None:
    """Return the cue at a token, if the form is a verb there and reports."""
    words = sentence.words
    if position and words[position - 1] in rules.conjunctions & rules.negations:
        return None
    verbs = _find_verbs(words, rules, position)
    start, auxiliaries = _find_verb_group(words, rules, position)
    forms = frozenset(form for verb in verbs for form in verb.forms)
    cue = VerbCue(
        position=position,
        start=start,
        stop=position + 1 + (len(verbs[0].particle.split()) if verbs else 0),
        verbs=verbs,
        construction=_get_construction(words[position], rules, forms, auxiliaries),
        is_negated=any(is_negation(word, rules) for word in auxiliaries),
    )
    has_modal = not rules.modals.isdisjoint(auxiliaries)
    if cue.construction == "passive":
        return None if has_modal else cue
    if not verbs:
        return None
    if cue.construction == "gerund":
        return None if _is_owned(sentence, rules, position) else cue
    if has_modal:
        return _parse_after_modal(sentence, rules, cue)
    return cue if auxiliaries else _parse_without_auxiliary(sentence, rules, cue, forms)


def _is_owned(sentence: Sentence, rules: Rules, position: int) -> bool:
    """Check whether a gerund is a noun with an owner or a determiner."""
    if position == 0:
        return False
    previous = sentence.tokens[position - 1]
    return previous.is_possessive or previous.folded in rules.determiners


def _parse_without_auxiliary(sentence: Sentence, rules: Rules, cue: VerbCue, forms: frozenset[str]) -> VerbCue | None:
    """Return a cue without auxiliaries if it is neither a noun nor a participle; before "by" it is in the passive."""
    words = sentence.words
    if "participle" in forms and sentence.has_word(rules.by, cue.stop):
        return cue._replace(construction="passive")
    previous = words[cue.start - 1] if cue.start > 0 else ""
    has_enclitic = "-" in previous and previous in rules.all_pronouns
    if forms == {"participle"} and not has_enclitic:
        return None
    is_bare = cue.start == cue.position
    return None if is_bare and _is_noun(sentence, rules, cue.position) else cue


def _get_construction(word: str, rules: Rules, forms: frozenset[str], auxiliaries: Sequence[str]) -> str:
    """Return the construction: active, passive or gerund."""
    has_be = not rules.passive.isdisjoint(auxiliaries)
    if "gerund" in forms:
        return "active" if has_be else "gerund"
    may_be_passive = word in rules.impersonal_participles or "participle" in forms
    return "passive" if has_be and may_be_passive else "active"


def _find_verbs(words: Sequence[str], rules: Rules, position: int) -> tuple[CueVerb, ...]:
    """Return the verbs that a form may belong to; of verbs with particles ("point out") only the longest."""
    verbs = [verb for verb in rules.verb_forms.get(words[position], ()) if _is_complete(words, position + 1, verb)]
    longest = max((len(verb.particle.split()) for verb in verbs), default=0)
    return tuple(verb for verb in verbs if len(verb.particle.split()) == longest)


def _is_complete(words: Sequence[str], stop: int, verb: CueVerb) -> bool:
    """Check whether the particles and the needed words of a verb follow it."""
    particle = tuple(verb.particle.split())
    if tuple(words[stop : stop + len(particle)]) != particle:
        return False
    needed = verb.group.needs
    return not needed or not needed.isdisjoint(words[stop : stop + _MAX_NEEDED_DISTANCE])


def is_negation(word: str, rules: Rules) -> bool:
    """Check whether a word negates a verb."""
    return word in rules.negations or word.endswith("n't")


def _find_verb_group(words: Sequence[str], rules: Rules, position: int) -> _VerbGroupStart:
    """Find the auxiliaries of a verb, else the adverbs right before it."""
    start = position
    auxiliaries: list[str] = []
    for index in range(position - 1, max(-1, position - _MAX_VERB_GROUP), -1):
        word = words[index]
        if word in rules.helping_verbs or is_negation(word, rules):
            auxiliaries.append(word)
            start = index
        elif not is_adverb(word, rules):
            break
    if auxiliaries:
        return _VerbGroupStart(start, auxiliaries)
    while start > 0 and position - start < _MAX_VERB_GROUP:
        word = words[start - 1]
        if not is_adverb(word, rules) or word in rules.reflexives:
            break
        start -= 1
    return _VerbGroupStart(start if start > 0 else position, auxiliaries)


def _parse_after_modal(sentence: Sentence, rules: Rules, cue: VerbCue) -> VerbCue | None:
    """Return a cue after a modal if it reports: "went on to say" does; planned, possible or ordered speech does not."""
    words, start = sentence.words, cue.start
    if words[start] not in rules.infinitive:
        return None
    if start > 1 and words[start - 1] in rules.impersonal_kinds and words[start - 2] in rules.passive:
        return cue._replace(start=start - 2)
    for phrase_start in range(max(0, start - 3), start):
        length = rules.phrases["goes_on"].match_length(words, phrase_start)
        if length and phrase_start + length == start:
            return cue._replace(start=phrase_start)
    return None


def _is_noun(sentence: Sentence, rules: Rules, position: int) -> bool:
    """Check whether a form is a noun or an adjective."""
    if not position:
        return True
    previous = sentence.tokens[position - 1]
    return previous.is_possessive or previous.folded in rules.noun_after


def is_hypothetical(sentence: Sentence, rules: Rules, start: int) -> bool:
    """Check whether the clause whose subject begins at `start` is a condition, a question, or the author's reason."""
    words = sentence.words
    for position in range(max(0, start - 3), start):
        if words[position] in rules.conditions:
            return True
        length = rules.phrases["embedding"].match_length(words, position)
        if length and position + length == start:
            return True
    is_question = bool(words) and words[-1] == "?"
    return is_question and "“”" not in words[-2:]


def is_clause_start(sentence: Sentence, rules: Rules, position: int) -> bool:
    """Check whether a clause may begin at a token, and goes on to a verb."""
    tokens = sentence.tokens
    if position >= len(tokens) or not tokens[position].is_nominal:
        return False
    word = tokens[position].folded
    is_function_word = word in rules.helping_verbs or word in rules.conjunctions
    if tokens[position].category == WORD and is_function_word:
        return False
    if word in rules.prepositions and word not in rules.conditions:
        return "," in sentence.words[position : position + MAX_DISTANCE]
    return len(tokens) - position >= 3
