"""Finds the cue verbs of a sentence, and how they are used.

A form is not always a verb ("the claim that", "the reported attack"), and a verb does not always report: it may be
negated, planned, hypothetical or part of a question.
"""

from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from generator.proposals.attributions.rules import CueVerb, Rules
from generator.proposals.attributions.sentence import Sentence
from generator.proposals.token_patterns import TokenPattern

_MAX_VERB_GROUP = 8
"""Auxiliaries and adverbs before a verb, at most."""
_MAX_NEEDED_DISTANCE = 14
"""Words after a verb that must contain a word that it needs."""
_MAX_EMBEDDING_DISTANCE = 3
"""Tokens before a clause that show how the clause is embedded."""

_FORM = TokenPattern("[word & verb|impersonal_participles & !^negative_conjunctions]")
_AUXILIARIES = TokenPattern("[helping_verbs|negating] [helping_verbs|negating|adverb]*")
_ADVERBS = TokenPattern("[adverb & !reflexives]*")
_OWNED = TokenPattern("[^possessive|^determiners]")
"""A gerund that is a noun."""
_NOUN = TokenPattern("[^start|^possessive|^noun_after]")
"""A verb form that is a noun or an adjective."""
_AFTER_ENCLITIC = TokenPattern("[^enclitic]")
_BEGINNING = TokenPattern("[passive] [impersonal_kinds] | {goes_on}")
"""Words before an infinitive of saying that really reports: "is said to have", "went on to say"."""
_CONDITION = TokenPattern("[conditions] []* | {embedding}")
_QUESTION = TokenPattern("[question_mark & !^speech]")


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


def find_verb_cues(sentence: Sentence, rules: Rules) -> Iterator[VerbCue]:
    """Find the verbs by which a source says something, or does not, in order."""
    for form in sentence.find_all(_FORM):
        cue = _parse_cue(sentence, rules, form.start)
        if cue:
            yield cue


def _parse_cue(sentence: Sentence, rules: Rules, position: int) -> VerbCue | None:
    """Return the cue at a token, if the form is a verb there and reports."""
    verbs = _find_verbs(sentence.words, rules, position)
    forms = frozenset(form for verb in verbs for form in verb.forms)
    auxiliaries = sentence.match_before(_AUXILIARIES, position, position - _MAX_VERB_GROUP + 1)
    start = auxiliaries.start if auxiliaries else _find_adverbs(sentence, position)
    cue = VerbCue(
        position=position,
        start=start,
        stop=position + 1 + (len(verbs[0].particle) if verbs else 0),
        verbs=verbs,
        construction=_get_construction(sentence, forms, start, position),
        is_negated=sentence.has_any("negating", start, position),
    )
    has_modal = sentence.has_any("modals", start, position)
    if cue.construction == "passive":
        return None if has_modal else cue
    if not verbs:
        return None
    if cue.construction == "gerund":
        return None if sentence.match(_OWNED, position) else cue
    if has_modal:
        return _parse_after_modal(sentence, cue)
    return cue if auxiliaries else _parse_without_auxiliary(sentence, cue, forms)


def _find_adverbs(sentence: Sentence, position: int) -> int:
    """Return the start of the adverbs right before a verb, or the verb if the sentence begins with them."""
    start = sentence.find_run_start(_ADVERBS, position, position - _MAX_VERB_GROUP)
    return start if start > 0 else position


def _parse_without_auxiliary(sentence: Sentence, cue: VerbCue, forms: frozenset[str]) -> VerbCue | None:
    """Return a cue without auxiliaries if it is neither a noun nor a participle; before "by" it is in the passive."""
    if "participle" in forms and sentence.has("by", cue.stop):
        return cue._replace(construction="passive")
    is_participle = forms == {"participle"} and not sentence.match(_AFTER_ENCLITIC, cue.start)
    is_noun = cue.start == cue.position and sentence.match(_NOUN, cue.position)
    return None if is_participle or is_noun else cue


def _get_construction(sentence: Sentence, forms: frozenset[str], start: int, position: int) -> str:
    """Return the construction of the verb at a token with auxiliaries from `start` on: active, passive or gerund."""
    has_be = sentence.has_any("passive", start, position)
    if "gerund" in forms:
        return "active" if has_be else "gerund"
    may_be_passive = "participle" in forms or sentence.has("impersonal_participles", position)
    return "passive" if has_be and may_be_passive else "active"


def _find_verbs(words: tuple[str, ...], rules: Rules, position: int) -> tuple[CueVerb, ...]:
    """Return the verbs that a form may belong to; of verbs with particles ("point out") only the longest."""
    verbs = [verb for verb in rules.verb_forms.get(words[position], ()) if _is_complete(words, position + 1, verb)]
    return tuple(takewhile(lambda verb: len(verb.particle) == len(verbs[0].particle), verbs))


def _is_complete(words: tuple[str, ...], stop: int, verb: CueVerb) -> bool:
    """Check whether the particles and the needed words of a verb follow it."""
    if words[stop : stop + len(verb.particle)] != verb.particle:
        return False
    needed = verb.group.needs
    return not needed or not needed.isdisjoint(words[stop : stop + _MAX_NEEDED_DISTANCE])


def _parse_after_modal(sentence: Sentence, cue: VerbCue) -> VerbCue | None:
    """Return a cue after a modal if it reports: "went on to say" does; planned, possible or ordered speech does not."""
    if not sentence.has("infinitive", cue.start):
        return None
    beginning = sentence.match_before(_BEGINNING, cue.start, cue.start - _MAX_EMBEDDING_DISTANCE)
    return cue._replace(start=beginning.start) if beginning else None


def is_hypothetical(sentence: Sentence, start: int) -> bool:
    """Check whether the clause whose subject begins at `start` is a condition, a question, or the author's reason."""
    if sentence.match_before(_CONDITION, start, start - _MAX_EMBEDDING_DISTANCE):
        return True
    return sentence.match(_QUESTION, len(sentence.tokens) - 1) is not None
