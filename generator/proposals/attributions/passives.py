"""Cue verbs in the passive: with a speaker after "by", or without one."""

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.candidate import AttributionCandidate
from generator.proposals.attributions.candidate_builder import SentenceContext
from generator.proposals.attributions.cue_verbs import VerbCue, is_hypothetical
from generator.proposals.attributions.noun_phrases import find_phrase_after, parse_noun_phrases
from generator.proposals.attributions.sentence import Sentence
from generator.proposals.attributions.subjects import find_subject
from generator.proposals.proposal import UNATTRIBUTED_VOICE, Confidence
from generator.proposals.token_patterns import NO_TOKENS, TokenPattern, TokenSpan

_MAX_BY_DISTANCE = 6
"""Tokens between a passive verb and its "by", at most."""

_VIEW_OPENING = TokenPattern("[as_] (?! [have] [verb] )")
_BELIEF_OPENING = TokenPattern("[infinitive] (?! [have] [verb] )")
"""Words before the content, unless the subject is believed "to have told" something, and so is the speaker."""


def read_passive(context: SentenceContext, cue: VerbCue, stop: int) -> AttributionCandidate | None:
    """Read "was accused by the council of …", or "it is believed that", which has no speaker."""
    sentence = context.sentence
    if cue.is_negated:
        return None
    by = sentence.find_first("by", cue.stop, min(cue.stop + _MAX_BY_DISTANCE, stop))
    if by is not None and cue.verbs:
        return _read_with_speaker(context, cue, by, stop)
    if sentence.has("impersonal_participles", cue.position):
        return _read_impersonal(context, cue, stop)
    return None


def _read_with_speaker(context: SentenceContext, cue: VerbCue, by: int, stop: int) -> AttributionCandidate | None:
    sentence, rules, discourse = context
    verb = cue.verbs[0]
    phrases = parse_noun_phrases(sentence, rules, find_phrase_after(sentence, by + 1))
    voices = discourse.resolve_voices(sentence, phrases)
    if not voices or not verb.takes & {"accused", "clause", "object"} or "person" in verb.takes:
        return None
    subject = find_subject(sentence, rules, cue.start) or TokenSpan(cue.start, cue.stop)
    discourse.record_speakers(sentence, phrases, voices, is_report=False)
    return AttributionCandidate(
        sentence=sentence,
        kind=verb.kind,
        voices=voices,
        start=subject.start,
        stop=stop,
        cue=TokenSpan(cue.start, cue.stop),
        reason=f"“{sentence.words[cue.position]}” in the passive, with the speaker after “{sentence.words[by]}”",
        confidence=Confidence.MEDIUM,
        has_fixed_kind=verb.kind == AttributionKind.ALLEGATION,
        target=subject if "accused" in verb.takes else NO_TOKENS,
    )


def _read_impersonal(context: SentenceContext, cue: VerbCue, stop: int) -> AttributionCandidate | None:
    sentence, rules, _ = context
    participle = sentence.words[cue.position]
    subject = find_subject(sentence, rules, cue.start)
    if not subject or cue.stop >= stop or is_hypothetical(sentence, subject.start):
        return None
    start = _find_content_start(sentence, cue, subject, stop)
    if start is None:
        return None
    is_view = participle in rules.seen
    return AttributionCandidate(
        sentence=sentence,
        kind=AttributionKind.ASSESSMENT if is_view else rules.impersonal_kinds[participle],
        voices=(UNATTRIBUTED_VOICE,),
        start=start,
        stop=stop,
        cue=TokenSpan(cue.start, cue.stop),
        reason=f"“{participle}” in the passive, and no source is named",
        confidence=Confidence.MEDIUM,
        has_fixed_kind=True,
    )


def _find_content_start(sentence: Sentence, cue: VerbCue, subject: TokenSpan, stop: int) -> int | None:
    """Return the start of the content: after "it is believed that", or the subject of "she is believed to"."""
    if sentence.has("impersonal_subject", subject.start):
        return cue.stop + 1 if sentence.has("that", cue.stop) else None
    opening = _VIEW_OPENING if sentence.has("seen", cue.position) else _BELIEF_OPENING
    return subject.start if sentence.match(opening, cue.stop, stop) else None
