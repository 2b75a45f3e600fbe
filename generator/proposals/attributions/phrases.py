"""Attributions without a cue verb: "according to", "in her view", "the council’s claim that", "one theory is that"."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.candidate import AttributionCandidate
from generator.proposals.attributions.candidate_builder import SentenceContext
from generator.proposals.attributions.coreference import ProposedVoices
from generator.proposals.attributions.noun_phrases import (
    NounPhrase,
    TokenSpan,
    find_phrase_after,
    make_span,
    parse_noun_phrases,
)
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.tokens import NAME, SPEECH, WORD, Sentence
from generator.proposals.proposal import UNATTRIBUTED_VOICE, Confidence

_MAX_NEAR = 6
"""Tokens between the parts of a phrase, at most."""


class _PhraseMatch(NamedTuple):
    """The tokens of the content and of the cue, and the reason."""

    content: TokenSpan
    cue: TokenSpan
    reason: str
    confidence: Confidence = Confidence.MEDIUM


class _SourcePhrase(NamedTuple):
    """The noun phrases of a source, and the token after the whole phrase."""

    phrases: list[NounPhrase]
    stop: int


def read_phrases(context: SentenceContext) -> Iterator[AttributionCandidate]:
    """Yield the candidates of such phrases, in order."""
    sentence, rules, _ = context
    for position, token in enumerate(sentence.tokens):
        if token.category not in {WORD, NAME}:
            continue
        candidate = (
            _read_according_to(context, position)
            or _read_view(context, position)
            or _read_said_noun(context, position)
            or _read_floated(sentence, rules, position)
        )
        if candidate:
            yield candidate


def read_hearsay(sentence: Sentence, rules: Rules) -> AttributionCandidate | None:
    """Read a word that marks a report without a source: "allegedly", or a verb in the form for hearsay."""
    for position, token in enumerate(sentence.tokens):
        kind = _get_hearsay_kind(sentence, rules, position)
        if kind is not None and token.category == WORD:
            reason = f"“{token.folded}”, and no source is named"
            content = (0, len(sentence.tokens))
            match = _PhraseMatch(content, (position, position + 1), reason, Confidence.LOW)
            return _build(sentence, kind, match)
    return None


def _get_hearsay_kind(sentence: Sentence, rules: Rules, position: int) -> AttributionKind | None:
    word = sentence.words[position]
    for kind, adverbs in rules.impersonal_adverbs.items():
        if word in adverbs:
            return kind
    if word not in rules.reportative:
        return None
    following = sentence.words[position + 1 : position + 4]
    has_participle = any(item.endswith(rules.finite_endings) for item in following)
    return AttributionKind.REPORT if has_participle else None


def _build(
    sentence: Sentence,
    kind: AttributionKind,
    match: _PhraseMatch,
    voices: ProposedVoices = (UNATTRIBUTED_VOICE,),
) -> AttributionCandidate:
    """Build a candidate whose kind does not depend on the content."""
    return AttributionCandidate(
        sentence=sentence,
        kind=kind,
        voices=voices,
        start=match.content[0],
        stop=match.content[1],
        cue=match.cue,
        reason=match.reason,
        confidence=match.confidence,
        has_fixed_kind=True,
    )


def _read_according_to(context: SentenceContext, position: int) -> AttributionCandidate | None:
    sentence, rules, discourse = context
    length = rules.phrases["according_to"].match_length(sentence.words, position)
    source = find_phrase_after(sentence, rules, position + length) if length else None
    if not source:
        return None
    phrases = parse_noun_phrases(sentence, rules, source)
    content = _find_content_around(sentence, rules, position, source[1])
    voices = discourse.resolve_voices(sentence, phrases)
    if not voices or not content:
        return None
    is_report = phrases[-1].category == "publications"
    discourse.record_speakers(sentence, phrases, voices, is_report=is_report)
    cue = (position, position + length)
    return AttributionCandidate(
        sentence=sentence,
        kind=AttributionKind.REPORT,
        voices=voices,
        start=content[0],
        stop=content[1],
        cue=cue,
        reason=f"“{' '.join(sentence.words[slice(*cue)])}” with its speaker",
        confidence=_get_confidence(phrases),
        is_direct=_is_speech(sentence, content),
    )


def _is_speech(sentence: Sentence, content: TokenSpan) -> bool:
    return content[1] - content[0] == 1 and sentence.tokens[content[0]].category == SPEECH


def _get_confidence(phrases: Sequence[NounPhrase]) -> Confidence:
    are_clear = all(phrase.category in {NAME, "people", "bodies"} for phrase in phrases)
    return Confidence.HIGH if are_clear else Confidence.MEDIUM


def _find_content_around(sentence: Sentence, rules: Rules, start: int, stop: int) -> TokenSpan | None:
    """Return the content before, after or around the phrase from `start` to `stop`."""
    words = sentence.words
    opens_sentence = start == 0 or (start == 1 and (words[0] == "," or words[0] in rules.coordinators))
    if opens_sentence:
        content_start, content_stop = _find_after_comma(sentence, stop), len(words)
    else:
        content_start, content_stop = _find_content_before_phrase(sentence, start)
    is_long = content_stop - content_start > _MAX_NEAR
    if is_long and words[content_start] in rules.adverbs and words[content_start + 1] == ",":
        content_start += 2
    semicolon = sentence.find_first({";"}, content_start, content_stop)
    if semicolon is not None and opens_sentence:
        content_stop = semicolon
    elif semicolon is not None:
        content_start = semicolon + 1
    return make_span(content_start, content_stop)


def _find_after_comma(sentence: Sentence, position: int) -> int:
    """Return the token after the next comma; the position itself if no comma is near."""
    comma = sentence.find_first({","}, position, position + 2 * _MAX_NEAR)
    return position if comma is None else comma + 1


def _find_content_before_phrase(sentence: Sentence, phrase_start: int) -> TokenSpan:
    """Return the content before a phrase: the speech right before it, else all words."""
    stop = phrase_start
    if sentence.words[stop - 1] == ",":
        stop -= 1
    is_speech = stop >= 1 and sentence.tokens[stop - 1].category == SPEECH
    return (stop - 1, stop) if is_speech else (0, stop)


def _read_view(context: SentenceContext, position: int) -> AttributionCandidate | None:
    """Read "in the council’s view", "in the view of the council" or "For Berg, the …"."""
    sentence, rules, discourse = context
    source = None
    if sentence.words[position] in rules.in_view_before:
        source = _find_view_source(sentence, rules, position)
    elif position == 0 and sentence.words[position] in rules.for_whom:
        source = _find_person_with_view(sentence, rules)
    if source is None:
        return None
    voices = discourse.resolve_voices(sentence, source.phrases)
    content = _find_content_around(sentence, rules, position, source.stop)
    if not voices or not content:
        return None
    match = _PhraseMatch(content, (position, source.stop), "a phrase that marks a view")
    return _build(sentence, AttributionKind.ASSESSMENT, match, voices)


def _find_view_source(sentence: Sentence, rules: Rules, preposition: int) -> _SourcePhrase | None:
    """Return the source of "in the council’s view" or "in the view of the council"."""
    noun = sentence.find_first(rules.in_view, preposition + 1, preposition + _MAX_NEAR)
    if noun is None:
        return None
    if noun > preposition + 1 and sentence.tokens[noun - 1].is_possessive:
        return _SourcePhrase(_parse_owner(sentence, rules, (preposition + 1, noun)), noun + 1)
    if not sentence.has_word(rules.of, noun + 1):
        return None
    span = find_phrase_after(sentence, rules, noun + 2)
    return _SourcePhrase(_parse_source(sentence, rules, span), span[1]) if span else None


def _find_person_with_view(sentence: Sentence, rules: Rules) -> _SourcePhrase | None:
    """Return the person of "For Berg, the …"."""
    span = find_phrase_after(sentence, rules, 1)
    if not span or not sentence.has_word({","}, span[1]) or not _is_person(sentence, rules, span):
        return None
    return _SourcePhrase(_parse_source(sentence, rules, span), span[1])


def _is_person(sentence: Sentence, rules: Rules, span: TokenSpan) -> bool:
    mention = sentence.tokens[span[1] - 1].mention
    if mention and mention.type == "person":
        return True
    return sentence.has_any(rules.people, *span)


def _parse_source(sentence: Sentence, rules: Rules, span: TokenSpan) -> list[NounPhrase]:
    """Return the noun phrases of a source, which may be a possessive."""
    if sentence.tokens[span[1] - 1].is_possessive:
        return _parse_owner(sentence, rules, span)
    return parse_noun_phrases(sentence, rules, span)


def _parse_owner(sentence: Sentence, rules: Rules, span: TokenSpan) -> list[NounPhrase]:
    """Return the noun phrase whose last token is possessive, parsed as if it were not."""
    start, stop = span
    head = stop - 1
    token = sentence.tokens[head]
    if token.category == NAME:
        return [NounPhrase(start, stop, head, NAME, is_plural=False)]
    noun = token.folded.removesuffix("'s")
    is_plural = noun.endswith(rules.plural_endings)
    if noun in rules.people:
        return [NounPhrase(start, stop, head, "people", is_plural)]
    return [NounPhrase(start, stop, head, "bodies", is_plural)] if noun in rules.bodies else []


def _read_said_noun(context: SentenceContext, position: int) -> AttributionCandidate | None:
    """Read "the council’s claim that …" or "claims by the council that …"."""
    sentence, rules, discourse = context
    words = sentence.words
    kind = rules.said_noun_kinds.get(words[position])
    if kind is None or position + 3 >= len(words):
        return None
    source = _find_claimant(sentence, rules, position)
    if source is None:
        return None
    voices = discourse.resolve_voices(sentence, source.phrases)
    if not voices or source.stop >= len(words):
        return None
    reason = f"“{words[position]}” with its speaker, before the content"
    match = _PhraseMatch((source.stop, len(words)), (position, position + 1), reason)
    return _build(sentence, kind, match, voices)


def _find_claimant(sentence: Sentence, rules: Rules, noun: int) -> _SourcePhrase | None:
    """Return the source of a claim before or after the noun; the content begins after its "that"."""
    words = sentence.words
    following = words[noun + 1]
    if noun and sentence.tokens[noun - 1].is_possessive and following in rules.that:
        return _SourcePhrase(_parse_owner(sentence, rules, (noun - 1, noun)), noun + 2)
    if following not in rules.by and following not in rules.no_reply_from:
        return None
    span = find_phrase_after(sentence, rules, noun + 2)
    if not span or not sentence.has_word(rules.that, span[1]):
        return None
    return _SourcePhrase(parse_noun_phrases(sentence, rules, span), span[1] + 1)


def _read_floated(sentence: Sentence, rules: Rules, position: int) -> AttributionCandidate | None:
    """Read a possibility that nobody vouches for: "one hypothesis is that", "there is speculation that"."""
    words = sentence.words
    kind = rules.floated_kinds.get(words[position])
    if kind is None or position + 3 >= len(words):
        return None
    if any(token.is_possessive for token in sentence.tokens[max(0, position - 3) : position]):
        return None
    start = _find_floated_content(sentence, rules, position)
    if not start:
        return None
    reason = f"“{words[position]}”, and no source is named"
    return _build(sentence, kind, _PhraseMatch((start, len(words)), (position, start), reason, Confidence.HIGH))


def _find_floated_content(sentence: Sentence, rules: Rules, noun: int) -> int:
    """Return the start of the content of a noun such as "hypothesis"; 0 if there is none."""
    words = sentence.words
    if words[noun + 1] in rules.is_ and words[noun + 2] in rules.that:
        return noun + 3
    if start := _find_rumored_content(sentence, rules, noun):
        return start
    has_be_before = sentence.has_any(rules.is_, max(0, noun - 3), noun)
    return noun + 2 if words[noun + 1] in rules.that and has_be_before else 0


def _find_rumored_content(sentence: Sentence, rules: Rules, noun: int) -> int:
    """Return the start of what a rumor "has it that"; 0 if there is none."""
    words = sentence.words
    for verb in range(noun + 1, min(noun + _MAX_NEAR, len(words) - 3)):
        has_it = words[verb] in rules.has_it and words[verb + 1] in rules.impersonal_subject
        if has_it and words[verb + 2] in rules.that:
            return verb + 3
    return 0
