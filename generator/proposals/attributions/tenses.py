"""Infers the kind of simple statements from their tense: events are reports, forecasts are assessments.

A denial of one's own act, an own plan, and a present view are statements. Only the first verb is looked at.
"""

import re
from collections.abc import Sequence

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.candidate import AttributionCandidate
from generator.proposals.attributions.rules import Rules
from generator.text.characters import WORD_FORM
from generator.text.folding import normalize_marks

_MAX_OPENING = 16
"""Words that contain the first verb."""
_MAX_PARTICIPLE_DISTANCE = 3
"""Words after an auxiliary that contain its participle."""
_MIN_PAST = 5
"""Letters of a word that only its ending shows as a past, at least."""
_WORDS = re.compile(rf"{WORD_FORM}(?:['’-]{WORD_FORM})*")


def infer_kind_by_tense(candidate: AttributionCandidate, rules: Rules) -> AttributionKind:
    """Infer the kind of indirect speech; keep the candidate's own kind if no tense shows another."""
    tokens = candidate.sentence.tokens[candidate.start : candidate.stop]
    is_own = False
    if tokens:
        subject = tokens[0]
        speakers = {voice.actor for voice in candidate.voices}
        is_own = subject.folded in rules.self_ or bool(subject.mention and subject.mention.id in speakers)
    words = [token.folded for token in tokens]
    return _infer_kind(words, rules, is_own=is_own) or candidate.kind


def infer_kind_of_speech(candidate: AttributionCandidate, rules: Rules) -> AttributionKind:
    """Infer the kind of direct speech; keep the candidate's own kind if no tense shows another."""
    start, end = candidate.content_range
    text = candidate.sentence.text
    opening = _WORDS.search(text, start, end)
    if opening and normalize_marks(opening[0]).lower() in rules.conditions:
        start = max(start, text.find(",", start, end))
    words = [normalize_marks(match[0]).lower() for match in _WORDS.finditer(text, start, end)]
    is_own = bool(words) and words[0] in rules.self_
    return _infer_kind(words, rules, is_own=is_own) or candidate.kind


def _infer_kind(words: Sequence[str], rules: Rules, *, is_own: bool) -> AttributionKind | None:
    """Infer the kind from the first verb; return None if it shows none. `is_own`: the subject is the speaker."""
    for position, word in enumerate(words[:_MAX_OPENING]):
        if word in rules.future or word in rules.possible or word.endswith(rules.future_endings):
            return AttributionKind.STATEMENT if is_own else AttributionKind.ASSESSMENT
        if word in rules.modals and word not in rules.infinitive:
            return AttributionKind.STATEMENT
        if word in rules.auxiliaries or word in rules.past:
            following = words[position + 1 : position + 1 + _MAX_PARTICIPLE_DISTANCE]
            is_event = _is_event(word, following, rules, is_own=is_own)
            return AttributionKind.REPORT if is_event else None
        if position and _is_past(word, rules) and words[position - 1] not in rules.determiners:
            return AttributionKind.REPORT
    return None


def _is_event(auxiliary: str, following: Sequence[str], rules: Rules, *, is_own: bool) -> bool:
    """Check whether an auxiliary and the words after it express an event that has happened."""
    is_past = auxiliary in rules.past
    if auxiliary not in rules.have and (not is_past or is_own):
        return False
    if any(_is_past(word, rules) for word in following):
        return True
    return is_past and any(word.endswith(rules.progressive_endings) for word in following)


def _is_past(word: str, rules: Rules) -> bool:
    return word in rules.irregular_pasts or (word.endswith(rules.finite_endings) and len(word) >= _MIN_PAST)
