"""Implicit attributions: sentences that go on with the content of an earlier one without a cue of their own.

The rules are conservative and need words that show it: direct speech without a speaker; "the other scenario is that",
which needs a first scenario; and "these collaborators", if the collaborators were first mentioned in the content of
an attribution, so that the text knows them only from there.
"""

from dataclasses import replace

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.candidate import AttributionCandidate
from generator.proposals.attributions.coreference import Discourse, ProposedVoices
from generator.proposals.attributions.noun_phrases import find_main_noun_phrase
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.sentence import Sentence
from generator.proposals.proposal import UNATTRIBUTED_VOICE, Confidence
from generator.proposals.token_patterns import NO_TOKENS, TokenPattern, TokenSpan

_MAX_SENTENCES_BACK = 4
"""Sentences back to the attribution that a sentence goes on with."""
_MIN_NOUN = 5
"""Letters of a noun that is repeated, at least."""

_FURTHER_ASSESSMENT = TokenPattern("(?= []{6} ) [] [!judged]{0,4} (?P<noun> [judged] ) [is_] [that]")
_DEMONSTRATIVE = TokenPattern("[demonstratives] [word] []{4}")
_WORD = TokenPattern("[word]")
_SPEECH = TokenPattern("[speech]")
_NOMINAL = TokenPattern("[nominal]")


class ImplicitAttributions:
    """The latest sentence and its last candidate, and how a sentence without a cue may go on with them."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._previous_candidate: AttributionCandidate | None = None
        self._last_assessment: AttributionCandidate | None = None
        self._previous_sentence: Sentence | None = None

    def record(self, sentence: Sentence, candidates: list[AttributionCandidate]) -> None:
        """Record a sentence and its candidates."""
        self._previous_sentence = sentence
        self._previous_candidate = candidates[-1] if candidates else None
        for candidate in candidates:
            if candidate.kind == AttributionKind.ASSESSMENT:
                self._last_assessment = candidate

    def find_continuation(self, sentence: Sentence, discourse: Discourse) -> AttributionCandidate | None:
        """Return the candidate of a sentence without any other candidate."""
        return (
            self._continue_speech(sentence, discourse)
            or self._continue_assessment(sentence)
            or self._continue_report(sentence)
        )

    def _continue_speech(self, sentence: Sentence, discourse: Discourse) -> AttributionCandidate | None:
        """Read direct speech that is alone, or after a colon."""
        speeches = list(sentence.find_all(_SPEECH))
        if len(speeches) != 1:
            return None
        speech = speeches[0].start
        is_alone = sentence.search(_NOMINAL) is None
        if is_alone:
            voices = self._find_previous_speaker(sentence, discourse)
            reason = "direct speech after a sentence of the same speaker"
        else:
            voices = self._find_speaker_before_colon(sentence, discourse, speech)
            reason = "direct speech after a colon, and its subject"
        if not voices:
            return None
        return AttributionCandidate(
            sentence=sentence,
            kind=AttributionKind.STATEMENT,
            voices=voices,
            start=speech,
            stop=speech + 1,
            cue=TokenSpan(speech, speech),
            reason=reason,
            confidence=Confidence.MEDIUM,
            is_direct=True,
            is_implied=is_alone,
            speaker_sentence=self._previous_sentence if is_alone else None,
        )

    def _find_speaker_before_colon(self, sentence: Sentence, discourse: Discourse, speech: int) -> ProposedVoices:
        """Return the person that the sentence is about: "Berg disagreed: “…”"."""
        subject = find_main_noun_phrase(sentence, self._rules)
        if not subject or subject.stop >= speech or sentence.words[speech - 1] != ":":
            return ()
        mention = sentence.tokens[subject.head].mention
        is_person = mention.type == "person" if mention else subject.category in {"people", "pronoun"}
        voices = discourse.resolve_voices(sentence, [subject]) if is_person else ()
        discourse.record_speakers(sentence, [subject], voices, is_report=False)
        return voices

    def _find_previous_speaker(self, sentence: Sentence, discourse: Discourse) -> ProposedVoices:
        """Return the speaker of the sentence before, or the only person that it names."""
        previous = self._previous_candidate
        if previous and _has_source(previous):
            return previous.voices
        return discourse.find_only_person(sentence)

    def _continue_assessment(self, sentence: Sentence) -> AttributionCandidate | None:
        """Read a sentence such as "the other scenario is that"."""
        last = self._last_assessment
        assessment = sentence.match(_FURTHER_ASSESSMENT, 0)
        if not last or not assessment or sentence.number - last.sentence.number > _MAX_SENTENCES_BACK:
            return None
        noun, start = assessment.groups["noun"].start, assessment.stop
        if not sentence.has_any("further", 0, noun):
            return None
        return _continue(
            last, sentence, start, TokenSpan(0, start), f"“{sentence.words[noun]}” that follows on another"
        )

    def _continue_report(self, sentence: Sentence) -> AttributionCandidate | None:
        """Read a sentence on "these collaborators", whom the text knows only from the content before."""
        previous = self._previous_candidate
        if not previous or not _has_source(previous) or previous.is_direct:
            return None
        demonstrative, noun = sentence.words[:2] if sentence.match(_DEMONSTRATIVE, 0) else ("", "")
        if len(noun) < _MIN_NOUN or not _introduces(previous, noun):
            return None
        reason = f"“{demonstrative} {noun}” are known only from the speaker before"
        return _continue(previous, sentence, 0, TokenSpan(0, 2), reason)


def _has_source(candidate: AttributionCandidate) -> bool:
    return candidate.voices != (UNATTRIBUTED_VOICE,)


def _introduces(candidate: AttributionCandidate, noun: str) -> bool:
    """Check whether the content has a noun, and always without a definite article."""
    sentence, start = candidate.sentence, candidate.start
    words = sentence.find_all(_WORD, start, candidate.stop)
    nouns = [word.start for word in words if sentence.words[word.start] == noun]
    return bool(nouns) and not any(sentence.has_any("definite", max(start, noun - 1), noun) for noun in nouns)


def _continue(
    candidate: AttributionCandidate, sentence: Sentence, start: int, cue: TokenSpan, reason: str
) -> AttributionCandidate:
    """Return a candidate for a sentence with the speaker and kind of an earlier one."""
    return replace(
        candidate,
        sentence=sentence,
        start=start,
        stop=len(sentence.tokens),
        cue=cue,
        reason=reason,
        confidence=Confidence.LOW,
        has_fixed_kind=True,
        is_implied=True,
        is_direct=False,
        target=NO_TOKENS,
        speaker_sentence=candidate.sentence,
    )
