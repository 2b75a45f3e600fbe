"""Attributions without a cue verb: "according to", "in her view", "the council’s claim that", "one theory is that"."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.candidate import AttributionCandidate
from generator.proposals.attributions.candidate_builder import SentenceContext
from generator.proposals.attributions.coreference import ProposedVoices
from generator.proposals.attributions.noun_phrases import NounPhrase, find_phrase_after, parse_noun_phrases
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.sentence import Sentence
from generator.proposals.attributions.tokens import NAME, SPEECH
from generator.proposals.proposal import UNATTRIBUTED_VOICE, Confidence
from generator.proposals.token_patterns import NO_TOKENS, TokenPattern, TokenSpan

_MAX_NEAR = 6
"""Tokens between the parts of a phrase, at most."""
_CLEAR_CATEGORIES = frozenset({NAME, "people", "bodies"})
"""Categories of noun phrases that are surely a source."""

_ACCORDING_TO = TokenPattern("{according_to}")
_PHRASE_START = TokenPattern("""
    (?= {according_to} ) [word|name]
  | [word|name & in_view_before|for_whom|said_noun_kinds|floated_kinds]
""")
_HEARSAY = TokenPattern("[word & hearsay_kinds] | [word & reportative] (?= []{0,2} [finite_ending] )")
_OPENING = TokenPattern("[comma|coordinators]?")
"""What may precede a phrase that opens its sentence."""
_SPEECH_BEFORE = TokenPattern("(?P<speech> [speech] ) [comma]?")
_COMMA = TokenPattern("[comma]?")
_THROUGH_COMMA = TokenPattern(f"[!comma]{{0,{2 * _MAX_NEAR - 1}}} [comma]")
_UP_TO_SEMICOLON = TokenPattern("[!semicolon]*")
_THROUGH_SEMICOLON = TokenPattern("[!semicolon]* [semicolon]")
_SENTENCE_ADVERB = TokenPattern("[adverbs] [comma]")
_OWNED_VIEW = TokenPattern("[in_view_before] (?P<owner> [!in_view]{0,3} [possessive & !in_view] ) [in_view]")
"""“In the council’s view”."""
_VIEW_OF = TokenPattern("[in_view_before] [!in_view]{0,4} [in_view] [of]")
"""“In the view of”."""
_FOR_WHOM = TokenPattern("[^start & for_whom]")
_OWNED_CLAIM = TokenPattern("[^possessive] [that]")
"""“The council’s claim that”."""
_CLAIM_BY = TokenPattern("[] [by|no_reply_from]")
_FLOATED = TokenPattern(r"""
    # "one hypothesis is that"
    [] [is_] [that]
  | # "rumor has it that"
    [] []{0,4}? [has_it] [impersonal_subject] [that] (?= [] )
""")
_NOUN_WITH_THAT = TokenPattern("[] [that]")


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
    for match in sentence.find_all(_PHRASE_START):
        position = match.start
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
    hearsay = sentence.search(_HEARSAY)
    if hearsay is None:
        return None
    word = sentence.words[hearsay.start]
    cue = TokenSpan(hearsay.start, hearsay.start + 1)
    reason = f"“{word}”, and no source is named"
    match = _PhraseMatch(TokenSpan(0, len(sentence.tokens)), cue, reason, Confidence.LOW)
    return _build(sentence, rules.hearsay_kinds.get(word, AttributionKind.REPORT), match)


def _build(
    sentence: Sentence,
    kind: AttributionKind,
    match: _PhraseMatch,
    voices: ProposedVoices = (UNATTRIBUTED_VOICE,),
) -> AttributionCandidate | None:
    """Build a candidate whose kind does not depend on the content; return None without a speaker or a content."""
    if not voices or not match.content:
        return None
    return AttributionCandidate(
        sentence=sentence,
        kind=kind,
        voices=voices,
        start=match.content.start,
        stop=match.content.stop,
        cue=match.cue,
        reason=match.reason,
        confidence=match.confidence,
        has_fixed_kind=True,
    )


def _read_according_to(context: SentenceContext, position: int) -> AttributionCandidate | None:
    sentence, rules, discourse = context
    according_to = sentence.match(_ACCORDING_TO, position)
    if not according_to:
        return None
    source = find_phrase_after(sentence, according_to.stop)
    phrases = parse_noun_phrases(sentence, rules, source)
    content = _find_content_around(sentence, position, source.stop)
    voices = discourse.resolve_voices(sentence, phrases)
    if not voices or not content:
        return None
    is_report = phrases[-1].category == "publications"
    discourse.record_speakers(sentence, phrases, voices, is_report=is_report)
    cue = TokenSpan(position, according_to.stop)
    return AttributionCandidate(
        sentence=sentence,
        kind=AttributionKind.REPORT,
        voices=voices,
        start=content.start,
        stop=content.stop,
        cue=cue,
        reason=f"“{' '.join(sentence.words[slice(*cue)])}” with its speaker",
        confidence=_get_confidence(phrases),
        is_direct=_is_speech(sentence, content),
    )


def _is_speech(sentence: Sentence, content: TokenSpan) -> bool:
    return content.size == 1 and sentence.has(SPEECH, content.start)


def _get_confidence(phrases: Sequence[NounPhrase]) -> Confidence:
    are_clear = all(phrase.category in _CLEAR_CATEGORIES for phrase in phrases)
    return Confidence.HIGH if are_clear else Confidence.MEDIUM


def _find_content_around(sentence: Sentence, start: int, stop: int) -> TokenSpan:
    """Return the content before, after or around the phrase from `start` to `stop`."""
    opens_sentence = start <= sentence.find_run_stop(_OPENING, 0)
    if opens_sentence:
        content_start, content_stop = sentence.find_run_stop(_THROUGH_COMMA, stop), len(sentence.tokens)
    else:
        content_start, content_stop = _find_content_before_phrase(sentence, start)
    if content_stop - content_start > _MAX_NEAR:
        content_start = sentence.find_run_stop(_SENTENCE_ADVERB, content_start)
    if opens_sentence:
        return TokenSpan(content_start, sentence.find_run_stop(_UP_TO_SEMICOLON, content_start, content_stop))
    return TokenSpan(sentence.find_run_stop(_THROUGH_SEMICOLON, content_start, content_stop), content_stop)


def _find_content_before_phrase(sentence: Sentence, phrase_start: int) -> TokenSpan:
    """Return the content before a phrase: the speech right before it, else all words."""
    before = sentence.match_before(_SPEECH_BEFORE, phrase_start)
    return before.groups["speech"] if before else TokenSpan(0, sentence.find_run_start(_COMMA, phrase_start))


def _read_view(context: SentenceContext, position: int) -> AttributionCandidate | None:
    """Read "in the council’s view", "in the view of the council" or "For Berg, the …"."""
    sentence, rules, discourse = context
    source = _find_view_source(sentence, rules, position) or _find_person_with_view(sentence, rules, position)
    if source is None:
        return None
    voices = discourse.resolve_voices(sentence, source.phrases)
    content = _find_content_around(sentence, position, source.stop)
    match = _PhraseMatch(content, TokenSpan(position, source.stop), "a phrase that marks a view")
    return _build(sentence, AttributionKind.ASSESSMENT, match, voices)


def _find_view_source(sentence: Sentence, rules: Rules, preposition: int) -> _SourcePhrase | None:
    """Return the source of "in the council’s view" or "in the view of the council"."""
    if owned := sentence.match(_OWNED_VIEW, preposition):
        return _SourcePhrase(_parse_owner(sentence, rules, owned.groups["owner"]), owned.stop)
    view = sentence.match(_VIEW_OF, preposition)
    span = find_phrase_after(sentence, view.stop) if view else NO_TOKENS
    return _SourcePhrase(_parse_source(sentence, rules, span), span.stop) if span else None


def _find_person_with_view(sentence: Sentence, rules: Rules, preposition: int) -> _SourcePhrase | None:
    """Return the person of "For Berg, the …"."""
    for_whom = sentence.match(_FOR_WHOM, preposition)
    span = find_phrase_after(sentence, for_whom.stop) if for_whom else NO_TOKENS
    if not span or not sentence.has("comma", span.stop) or not _is_person(sentence, span):
        return None
    return _SourcePhrase(_parse_source(sentence, rules, span), span.stop)


def _is_person(sentence: Sentence, span: TokenSpan) -> bool:
    return sentence.has("named_person", span.stop - 1) or sentence.has_any("people", *span)


def _parse_source(sentence: Sentence, rules: Rules, span: TokenSpan) -> list[NounPhrase]:
    """Return the noun phrases of a source, which may be a possessive."""
    if sentence.tokens[span.stop - 1].is_possessive:
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
    source = _find_claimant(sentence, rules, position) if kind and position + 3 < len(words) else None
    if kind is None or source is None:
        return None
    voices = discourse.resolve_voices(sentence, source.phrases)
    reason = f"“{words[position]}” with its speaker, before the content"
    match = _PhraseMatch(TokenSpan(source.stop, len(words)), TokenSpan(position, position + 1), reason)
    return _build(sentence, kind, match, voices)


def _find_claimant(sentence: Sentence, rules: Rules, noun: int) -> _SourcePhrase | None:
    """Return the source of a claim before or after the noun; the content begins after its "that"."""
    if owned := sentence.match(_OWNED_CLAIM, noun):
        return _SourcePhrase(_parse_owner(sentence, rules, TokenSpan(noun - 1, noun)), owned.stop)
    claim = sentence.match(_CLAIM_BY, noun)
    span = find_phrase_after(sentence, claim.stop) if claim else NO_TOKENS
    if not span or not sentence.has("that", span.stop):
        return None
    return _SourcePhrase(parse_noun_phrases(sentence, rules, span), span.stop + 1)


def _read_floated(sentence: Sentence, rules: Rules, position: int) -> AttributionCandidate | None:
    """Read a possibility that nobody vouches for: "one hypothesis is that", "there is speculation that"."""
    words = sentence.words
    kind = rules.floated_kinds.get(words[position])
    if kind is None or position + 3 >= len(words) or sentence.has_any("possessive", position - 3, position):
        return None
    floated = sentence.match(_FLOATED, position)
    if floated is None and sentence.has_any("is_", position - 3, position):
        floated = sentence.match(_NOUN_WITH_THAT, position)
    if floated is None:
        return None
    reason = f"“{words[position]}”, and no source is named"
    cue = TokenSpan(position, floated.stop)
    return _build(sentence, kind, _PhraseMatch(TokenSpan(floated.stop, len(words)), cue, reason, Confidence.HIGH))
