"""Infers the kind of simple statements from their tense: events are reports, forecasts are assessments.

A denial of one's own act, an own plan, and a present view are statements. Only the first verb is looked at.
"""

import re
from collections.abc import Sequence

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.candidate import AttributionCandidate
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.tagging import tag_word
from generator.proposals.token_patterns import Tags, TagText, TokenPattern
from generator.text.characters import WORD_FORM
from generator.text.folding import normalize_marks

_MAX_OPENING = 16
"""Words that contain the first verb."""
_MAX_READ = _MAX_OPENING + 3
"""Words that contain the first verb and its participle."""
_WORDS = re.compile(rf"{WORD_FORM}(?:['’-]{WORD_FORM})*")
_FIRST_VERB = TokenPattern("""
    (?P<future> [future|possible|future_ending] )
  | (?P<modal> [modals & !infinitive] )
  | (?P<auxiliary> [auxiliaries|past] )
  | (?P<past> [past_form & !^start|^determiners] )
""")
_EVENT = TokenPattern("[have|past] []{0,2} [past_form] | [past] []{0,2} [progressive_ending]")
"""An auxiliary and the words after it that express an event that has happened."""
_OWN_EVENT = TokenPattern("[have] []{0,2} [past_form] | [have & past] []{0,2} [progressive_ending]")
"""The same if the subject is the speaker, who may only deny or explain an act of its own."""


def infer_kind_by_tense(candidate: AttributionCandidate) -> AttributionKind:
    """Infer the kind of indirect speech; keep the candidate's own kind if no tense shows another."""
    sentence, start = candidate.sentence, candidate.start
    mention = sentence.tokens[start].mention
    is_own = sentence.has("self_", start) or (mention is not None and mention.id in candidate.speakers)
    return _infer_kind(sentence.tags[start : candidate.stop], is_own=is_own) or candidate.kind


def infer_kind_of_speech(candidate: AttributionCandidate, rules: Rules) -> AttributionKind:
    """Infer the kind of direct speech; keep the candidate's own kind if no tense shows another."""
    start, end = candidate.content_range
    text = candidate.sentence.text
    opening = _WORDS.search(text, start, end)
    if opening and normalize_marks(opening[0]).lower() in rules.conditions:
        start = max(start, text.find(",", start, end))
    words = [normalize_marks(match[0]).lower() for match in _WORDS.finditer(text, start, end)]
    tags = [tag_word(word, rules) for word in words[:_MAX_READ]]
    is_own = bool(tags) and "self_" in tags[0]
    return _infer_kind(tags, is_own=is_own) or candidate.kind


def _infer_kind(tags: Sequence[Tags], *, is_own: bool) -> AttributionKind | None:
    """Infer the kind from the first verb; return None if it shows none. `is_own`: the subject is the speaker."""
    opening = TagText(tags[:_MAX_READ])
    verb = opening.search(_FIRST_VERB, 0, _MAX_OPENING)
    if verb is None:
        return None
    if "future" in verb.groups:
        return AttributionKind.STATEMENT if is_own else AttributionKind.ASSESSMENT
    if "modal" in verb.groups:
        return AttributionKind.STATEMENT
    event = _OWN_EVENT if is_own else _EVENT
    is_event = "past" in verb.groups or opening.match(event, verb.start, _MAX_READ)
    return AttributionKind.REPORT if is_event else None
