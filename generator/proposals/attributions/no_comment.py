"""Refusals to comment: an actor did not condemn, declined to comment, made no statement, or said nothing."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.candidate import AttributionCandidate
from generator.proposals.attributions.candidate_builder import SentenceContext
from generator.proposals.attributions.cue_verbs import is_hypothetical
from generator.proposals.attributions.noun_phrases import (
    TokenSpan,
    find_phrase_after,
    is_adverb,
    parse_noun_phrases,
)
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.subjects import find_subject
from generator.proposals.attributions.tokens import WORD, Sentence
from generator.proposals.proposal import Confidence

_MAX_NEAR = 5
"""Tokens between a negation and its verb, at most."""
_MAX_WITH_SUBJECTS = 14
"""The same if the subjects are between them."""


class _SilenceCue(NamedTuple):
    """The tokens that show silence: the verb begins at `start`, and the subject ends there unless `subject` is set."""

    start: int
    stop: int
    subject: TokenSpan | None = None


def find_silences(context: SentenceContext) -> Iterator[AttributionCandidate]:
    """Find the silences of a sentence, one for each subject: one silence is often expressed in two verbs."""
    sentence, rules, discourse = context
    subjects: set[TokenSpan] = set()
    for position, token in enumerate(sentence.tokens):
        cue = _match_cue(sentence, rules, position) if token.category == WORD else None
        if cue is None:
            continue
        subject = cue.subject or find_subject(sentence, rules, cue.start)
        if not subject or subject in subjects:
            continue
        subjects.add(subject)
        phrases = parse_noun_phrases(sentence, rules, subject)
        voices = discourse.resolve_voices(sentence, phrases)
        discourse.record_speakers(sentence, phrases, voices, is_report=False)
        if voices and not is_hypothetical(sentence, rules, subject[0]):
            yield AttributionCandidate(
                sentence=sentence,
                kind=AttributionKind.SILENCE,
                voices=voices,
                start=_include_negation(sentence, rules, min(subject[0], cue.start)),
                stop=len(sentence.tokens),
                cue=(cue.start, cue.stop),
                reason="the text says that they did not comment",
                confidence=Confidence.HIGH if phrases[0].category != "pronoun" else Confidence.MEDIUM,
                has_fixed_kind=True,
            )


def _match_cue(sentence: Sentence, rules: Rules, position: int) -> _SilenceCue | None:
    return (
        _match_negated(sentence, rules, position)
        or _match_refusal(sentence, rules, position)
        or _match_remained_silent(sentence, rules, position)
        or _match_neither(sentence, rules, position)
        or _match_no_comment(sentence, rules, position)
    )


def _include_negation(sentence: Sentence, rules: Rules, start: int) -> int:
    """Return the start with the "neither" before it."""
    return start - 1 if start and sentence.words[start - 1] in rules.negated_alone else start


def _find_verb_start(sentence: Sentence, rules: Rules, verb: int) -> int:
    """Return the first token of a verb with its auxiliaries and adverbs."""
    start = verb
    while start > 0 and _is_in_verb_group(sentence.words[start - 1], rules):
        start -= 1
    return start


def _is_in_verb_group(word: str, rules: Rules) -> bool:
    return word in rules.verb_group_words or word.endswith(rules.adverb_endings)


def _match_negated(sentence: Sentence, rules: Rules, position: int) -> _SilenceCue | None:
    """Match "did not condemn", "has not commented", "didn't send condolences"."""
    words = sentence.words
    word = words[position]
    is_contraction = word.endswith("n't") and len(word) > 3
    is_negation = word in rules.negations and word not in rules.no_words
    if not is_contraction and not is_negation:
        return None
    start = _find_verb_start(sentence, rules, position)
    if start == position and not is_contraction and word not in rules.negated_alone:
        return None
    for verb in range(position + 1, min(position + _MAX_NEAR, len(words))):
        if words[verb] in rules.unsaid:
            return _SilenceCue(start, verb + 1)
        if words[verb] in rules.sent and _has_comment(sentence, rules, verb + 1):
            return _SilenceCue(start, verb + 1)
        if words[verb] not in rules.auxiliaries and not is_adverb(words[verb], rules):
            return None
    return None


def _match_neither(sentence: Sentence, rules: Rules, position: int) -> _SilenceCue | None:
    """Match "Neither the council nor the union would say"."""
    if sentence.words[position] not in rules.negated_alone or not sentence.tokens[position].is_capitalized:
        return None
    verb = sentence.find_first(rules.unsaid, position + 2, position + _MAX_WITH_SUBJECTS)
    if verb is None:
        return None
    start = _find_verb_start(sentence, rules, verb)
    return _SilenceCue(start, verb + 1, (position + 1, start))


def _has_comment(sentence: Sentence, rules: Rules, position: int) -> bool:
    """Check whether a noun such as "comment" or "condolences" follows."""
    return sentence.has_any(rules.comment_nouns, position, position + _MAX_NEAR)


def _match_refusal(sentence: Sentence, rules: Rules, position: int) -> _SilenceCue | None:
    """Match "declined to comment", "has yet to answer", "made no statement", "said nothing"."""
    words = sentence.words
    stop = (
        _find_refused_verb(sentence, rules, position)
        or _find_missing_comment(sentence, rules, position)
        or _find_dodged_question(sentence, rules, position)
    )
    if not stop:
        length = rules.phrases["said_nothing"].match_length(words, position)
        stop = position + length if length else 0
    return _SilenceCue(_find_verb_start(sentence, rules, position), stop) if stop else None


def _find_refused_verb(sentence: Sentence, rules: Rules, position: int) -> int:
    """Return the end of "declined to comment" or "refused to give a statement"; 0 if there is none."""
    length = rules.phrases["refusals"].match_length(sentence.words, position)
    to = position + length
    if not length or not sentence.has_word(rules.infinitive, to):
        return 0
    verb = sentence.find_first(rules.unsaid, to + 1, to + _MAX_NEAR)
    if verb is not None:
        return verb + 1
    is_sending = sentence.has_word(rules.sent, to + 1)
    return to + 2 if is_sending and _has_comment(sentence, rules, to + 2) else 0


def _find_missing_comment(sentence: Sentence, rules: Rules, position: int) -> int:
    """Return the end of "made no statement"; 0 if there is none."""
    words = sentence.words
    if words[position] not in rules.gave or position + 2 >= len(words) or words[position + 1] not in rules.no_words:
        return 0
    return position + 3 if _has_comment(sentence, rules, position + 2) else 0


def _find_dodged_question(sentence: Sentence, rules: Rules, position: int) -> int:
    """Return the end of the verb in "dodged the question"; 0 if there is none."""
    if sentence.words[position] not in rules.dodged:
        return 0
    return position + 1 if sentence.has_any(rules.questions, position + 1, position + _MAX_NEAR) else 0


def _match_remained_silent(sentence: Sentence, rules: Rules, position: int) -> _SilenceCue | None:
    """Match "remained silent", "has kept quiet"."""
    words = sentence.words
    length = rules.phrases["remained"].match_length(words, position)
    if not length:
        return None
    adjective = position + length
    while adjective < len(words) and words[adjective].endswith(rules.adverb_endings):
        adjective += 1
    if not sentence.has_word(rules.silent, adjective):
        return None
    return _SilenceCue(_find_verb_start(sentence, rules, position), adjective + 1)


def _match_no_comment(sentence: Sentence, rules: Rules, position: int) -> _SilenceCue | None:
    """Match "there was no comment from the council"."""
    if sentence.words[position] not in rules.no_words or not _has_comment(sentence, rules, position + 1):
        return None
    preposition = sentence.find_first(rules.no_reply_from, position + 2, position + 2 + _MAX_NEAR)
    if preposition is None:
        return None
    subject = find_phrase_after(sentence, rules, preposition + 1)
    return _SilenceCue(position, preposition, subject) if subject else None
