"""Refusals to comment: an actor did not condemn, declined to comment, made no statement, or said nothing."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.candidate import AttributionCandidate
from generator.proposals.attributions.candidate_builder import SentenceContext
from generator.proposals.attributions.cue_verbs import is_hypothetical
from generator.proposals.attributions.noun_phrases import find_phrase_after, parse_noun_phrases
from generator.proposals.attributions.sentence import Sentence
from generator.proposals.attributions.subjects import find_subject
from generator.proposals.proposal import Confidence
from generator.proposals.token_patterns import NO_TOKENS, TokenMatch, TokenPattern, TokenSpan

_NEGATION = TokenPattern("[negated_alone]?")
_VERB_GROUP = TokenPattern("[verb_group_words|adverb_ending]*")
_SILENT_VERB = r"""(?:
    # "did not condemn", "has not commented", "didn't send condolences"
    (?: [contraction] | [negations & !no_words & negated_alone|^verb_group_words|^adverb_ending] )
    [auxiliaries|adverb]{0,3}? (?: [unsaid] | [sent] (?= []{0,4} [comment_nouns] ) )
  | # "declined to comment", "has yet to answer"
    {refusals} [infinitive] []{0,3}? [unsaid]
  | # "refused to give a statement"
    {refusals} [infinitive] [sent] (?= []{0,4} [comment_nouns] )
  | # "made no statement"
    [gave] [no_words] (?= []{0,4} [comment_nouns] ) []
  | # "dodged the question"
    [dodged] (?= []{0,3} [questions] )
  | # "could not be reached"
    {said_nothing}
  | # "remained silent", "has kept quiet"
    {remained} [adverb_ending]*+ [silent]
)"""
_NEITHER = "(?: [negated_alone & capitalized] [] []{0,11}? [unsaid] )"
"""“Neither the council nor the union would say”."""
_NO_COMMENT = "(?: [no_words] (?= []{0,4} [comment_nouns] ) [] []{0,4}? (?= [no_reply_from] ) )"
"""“There was no comment from the council”: the words before the preposition."""
_SILENCE = TokenPattern(f"(?P<verb> {_SILENT_VERB} ) | (?P<neither> {_NEITHER} ) | {_NO_COMMENT}")
_SILENCE_START = TokenPattern(f"(?= {_SILENT_VERB} | {_NEITHER} | {_NO_COMMENT} ) [word]")


class _SilenceCue(NamedTuple):
    """The tokens that show silence: the verb begins at `start`, and the subject ends there unless `subject` is set."""

    start: int
    stop: int
    subject: TokenSpan = NO_TOKENS


def find_silences(context: SentenceContext) -> Iterator[AttributionCandidate]:
    """Find the silences of a sentence, one for each subject: one silence is often expressed in two verbs."""
    sentence, rules, discourse = context
    subjects: set[TokenSpan] = set()
    for cue in _find_cues(sentence):
        subject = cue.subject or find_subject(sentence, rules, cue.start)
        if not subject or subject in subjects:
            continue
        subjects.add(subject)
        phrases = parse_noun_phrases(sentence, rules, subject)
        voices = discourse.resolve_voices(sentence, phrases)
        discourse.record_speakers(sentence, phrases, voices, is_report=False)
        if voices and not is_hypothetical(sentence, subject.start):
            yield AttributionCandidate(
                sentence=sentence,
                kind=AttributionKind.SILENCE,
                voices=voices,
                start=sentence.find_run_start(_NEGATION, min(subject.start, cue.start)),
                stop=len(sentence.tokens),
                cue=TokenSpan(cue.start, cue.stop),
                reason="the text says that they did not comment",
                confidence=Confidence.HIGH if phrases[0].category != "pronoun" else Confidence.MEDIUM,
                has_fixed_kind=True,
            )


def _find_cues(sentence: Sentence) -> Iterator[_SilenceCue]:
    """Find the cues of silence, which may overlap, in order."""
    for first_word in sentence.find_all(_SILENCE_START):
        silence = sentence.match(_SILENCE, first_word.start)
        cue = _build_cue(sentence, silence) if silence else None
        if cue:
            yield cue


def _build_cue(sentence: Sentence, silence: TokenMatch) -> _SilenceCue | None:
    position, stop = silence.start, silence.stop
    if "verb" in silence.groups:
        return _SilenceCue(sentence.find_run_start(_VERB_GROUP, position), stop)
    if "neither" in silence.groups:
        verb = sentence.find_run_start(_VERB_GROUP, stop - 1)
        return _SilenceCue(verb, stop, TokenSpan(position + 1, verb))
    subject = find_phrase_after(sentence, stop + 1)
    return _SilenceCue(position, stop, subject) if subject else None
