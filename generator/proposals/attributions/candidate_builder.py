"""Builds a candidate from a cue verb, its source and its content, if such a source may say so by such a verb."""

from collections.abc import Sequence
from typing import NamedTuple

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.candidate import AttributionCandidate
from generator.proposals.attributions.content import ContentSpan, MatchedContent
from generator.proposals.attributions.coreference import Discourse, ProposedVoices
from generator.proposals.attributions.cue_verbs import VerbCue
from generator.proposals.attributions.kinds import OPEN_KINDS
from generator.proposals.attributions.lexicon import ContentFrame
from generator.proposals.attributions.noun_phrases import NounPhrase, parse_noun_phrases
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.sentence import Sentence
from generator.proposals.attributions.tokens import NAME, PLACE
from generator.proposals.proposal import Confidence
from generator.proposals.token_patterns import TokenPattern, TokenSpan

_AUTHOR = TokenPattern(r"[definite] [authors] \Z")
"""The words of "the author", without a name or attribute."""
_OWN_WORK = TokenPattern(r"(?= [demonstratives] ) []* [own_works] \Z")
"""The author's work: "this paper"."""
_PLEDGE_FRAMES: frozenset[ContentFrame] = frozenset({"clause", "infinitive"})
"""Frames of a verb that binds its source, whatever the content is."""
_KINDS_IF_NEGATED = {
    AttributionKind.ASSESSMENT: AttributionKind.ASSESSMENT,
    AttributionKind.DENIAL: AttributionKind.STATEMENT,
}
"""Kinds whose verbs also report if they are negated, and what they report then: "does not dispute" grants."""
_FRAMES_WITH_VERB = frozenset({"as", "denied", "figure", "object"})
"""Frames whose content is quoted with its verb."""
_FIXED_FRAMES = frozenset({"infinitive", "order", "object"})
"""Frames whose content does not change the kind."""


class SentenceContext(NamedTuple):
    """The sentence that is read, the rules, and the discourse before it."""

    sentence: Sentence
    rules: Rules
    discourse: Discourse


def build_candidate(
    context: SentenceContext, cue: VerbCue, sources: Sequence[NounPhrase], matched: MatchedContent | None
) -> AttributionCandidate | None:
    """Build the candidate that these sources say this content; return None if one is missing or they do not fit."""
    sentence = context.sentence
    if matched is None or not sources or not _may_report(context, cue, sources, matched):
        return None
    content, verb = matched
    voices = context.discourse.resolve_voices(sentence, sources)
    if not voices or (verb.group.believed and not _may_believe(context, sources, voices)):
        return None
    is_report = verb.kind == AttributionKind.REPORT
    context.discourse.record_speakers(sentence, sources, voices, is_report=is_report)
    cue_text = sentence.text[sentence.tokens[cue.position].start : sentence.tokens[cue.stop - 1].end]
    is_gerund = cue.construction == "gerund"
    is_unsure = is_gerund or verb.group.believed
    return AttributionCandidate(
        sentence=sentence,
        kind=_get_kind(cue, matched),
        voices=voices,
        start=cue.position if content.frame in _FRAMES_WITH_VERB else content.start,
        stop=content.stop,
        cue=TokenSpan(cue.position, cue.stop),
        reason=f"“{cue_text}” with its subject and {'direct speech' if content.is_direct else 'content'}",
        confidence=Confidence.LOW if is_unsure else _get_confidence(sources, content),
        has_fixed_kind=cue.is_negated or _has_fixed_kind(matched),
        is_contested=verb.group.contested,
        is_belief=verb.group.believed,
        is_direct=content.is_direct,
        is_implied=is_gerund and content.frame == "infinitive",
        target=content.target,
        target_actors=_resolve_target(context, content),
    )


def _may_report(context: SentenceContext, cue: VerbCue, sources: Sequence[NounPhrase], matched: MatchedContent) -> bool:
    """Check whether such sources may say the content by the verb, which is not the author's own word."""
    if _is_author(context.sentence, sources[0]) or not _agrees(context, cue, sources, matched):
        return False
    if cue.is_negated and matched.verb.kind not in _KINDS_IF_NEGATED:
        return False
    tokens = context.sentence.tokens
    has_unknown = any(source.category == "other" and not tokens[source.head].is_capitalized for source in sources)
    return not has_unknown or _accepts_any_source(matched)


def _resolve_target(context: SentenceContext, content: ContentSpan) -> tuple[str, ...]:
    """Return the actors that "the group" means in "blamed the group for …"."""
    phrases = parse_noun_phrases(context.sentence, context.rules, content.target)
    voices = context.discourse.resolve_voices(context.sentence, phrases)
    return tuple(voice.actor for voice in voices if voice.actor)


def _has_fixed_kind(matched: MatchedContent) -> bool:
    """Check whether the kind is the verb's, whatever the content is."""
    content, verb = matched
    is_pledge = verb.takes >= _PLEDGE_FRAMES and not verb.group.contested
    return verb.kind not in OPEN_KINDS or content.frame in _FIXED_FRAMES or is_pledge


def _agrees(context: SentenceContext, cue: VerbCue, sources: Sequence[NounPhrase], matched: MatchedContent) -> bool:
    """Check whether verb and source agree ("the ministry report" is not a sentence), and fit each other."""
    source, verb = sources[0], matched.verb
    is_bare_plural = verb.forms == {"plural"} and cue.start == cue.position
    if is_bare_plural and len(sources) == 1 and not source.is_plural:
        return _may_take_plural(context, cue, source, matched)
    return not (verb.group.weak and source.category == "other")


def _may_take_plural(context: SentenceContext, cue: VerbCue, source: NounPhrase, matched: MatchedContent) -> bool:
    """Check whether a name may have a verb in the plural: the name of a group, "Hamas claim that"."""
    sentence = context.sentence
    if source.category != NAME:
        return False
    if not sentence.has("said_noun_kinds", cue.position):
        return True
    is_group = sentence.has("named_body", source.head) and source.stop - source.start == 1
    return is_group and matched.content.frame == "that"


def _accepts_any_source(matched: MatchedContent) -> bool:
    """Check whether the words show speech so clearly that any noun may be the source."""
    content, verb = matched
    if content.is_direct or verb.takes & {"clause", "accused"}:
        return True
    return content.frame == "that" and not verb.group.weak


def _may_believe(context: SentenceContext, sources: Sequence[NounPhrase], voices: ProposedVoices) -> bool:
    """Check whether a belief is its holder's own word: a person's, or that of a body whose office is to judge.

    The author can only guess what another body believes, so that such a sentence is the author's word.
    """
    sentence, rules, discourse = context
    has_body = any(sentence.has("named_body", source.head) for source in sources)
    if not has_body and (_list_categories(sources) == {NAME} or discourse.have_spoken(voices)):
        return True
    return all(_is_judge(sentence, rules, source) for source in sources)


def _is_judge(sentence: Sentence, rules: Rules, source: NounPhrase) -> bool:
    """Check whether a source is a collective, or is named as one whose office is to judge."""
    words = sentence.words[source.head].split()
    return sentence.has("named_collective", source.head) or not rules.judges.isdisjoint(words)


def _is_author(sentence: Sentence, source: NounPhrase) -> bool:
    """Check whether a source is the author, or the author's own work: "the author adds", "this paper argues"."""
    has_author = sentence.match(_AUTHOR, source.start, source.stop) is not None
    return has_author or sentence.match(_OWN_WORK, source.start, source.head + 1) is not None


def _get_kind(cue: VerbCue, matched: MatchedContent) -> AttributionKind:
    """Return the verb's kind, except if it is negated, or if it denies: "called the claim a lie"."""
    content, verb = matched
    if content.frame == "denied":
        return AttributionKind.DENIAL
    return _KINDS_IF_NEGATED[verb.kind] if cue.is_negated else verb.kind


def _get_confidence(sources: Sequence[NounPhrase], content: ContentSpan) -> Confidence:
    categories = _list_categories(sources)
    if categories & {"other", PLACE}:
        return Confidence.LOW
    is_clear = content.frame in {"that", "quote", "accused"}
    return Confidence.HIGH if is_clear and "pronoun" not in categories else Confidence.MEDIUM


def _list_categories(sources: Sequence[NounPhrase]) -> set[str]:
    return {source.category for source in sources}
