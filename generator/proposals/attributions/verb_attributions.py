"""Reads the attributions of a sentence's cue verbs: finds the subject and the content of each verb."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.proposals.attributions.candidate import AttributionCandidate
from generator.proposals.attributions.candidate_builder import SentenceContext, build_candidate
from generator.proposals.attributions.content import (
    ContentSpan,
    MatchedContent,
    find_content_after,
    find_content_before,
)
from generator.proposals.attributions.cue_verbs import VerbCue, find_verb_cues, is_hypothetical
from generator.proposals.attributions.noun_phrases import (
    NounPhrase,
    TokenSpan,
    find_main_noun_phrase,
    find_phrase_after,
    is_finite,
    parse_noun_phrases,
)
from generator.proposals.attributions.passives import read_passive
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.subjects import find_subject
from generator.proposals.attributions.tokens import MARK, NAME, SPEECH, Sentence

_MAX_FOLLOWING_VERBS = 3
"""Verbs after a cue that may end its content."""
_MAX_QUOTED_DISTANCE = 10
"""Tokens between "quoted" and "as", at most."""


class _InvertedClause(NamedTuple):
    """The content of an inverted clause, and the tokens of its speaker."""

    content: ContentSpan
    speaker: TokenSpan


def read_verbs(context: SentenceContext) -> Iterator[AttributionCandidate]:
    """Yield the candidates of the sentence's cue verbs, in order."""
    cues = list(find_verb_cues(context.sentence, context.rules))
    start = 0
    for index, cue in enumerate(cues):
        stop = _find_content_stop(context.sentence, context.rules, cues, index)
        if cue.construction == "passive":
            candidate = read_passive(context, cue, stop)
        elif cue.construction == "gerund":
            candidate = _read_gerund(context, cue, stop)
        else:
            candidate = _read_active(context, cue, start, stop)
        if candidate:
            start = max(start, candidate.stop) if candidate.start > cue.position else cue.stop
            yield candidate


def _find_content_stop(sentence: Sentence, rules: Rules, cues: Sequence[VerbCue], index: int) -> int:
    """Return the last possible end of a verb's content: at the next speaker's clause, or at a contrast."""
    cue, words = cues[index], sentence.words
    stop = _find_clause_stop(sentence, rules, cue, cues[-1].start)
    for other in cues[index + 1 : index + 1 + _MAX_FOLLOWING_VERBS]:
        if other.start >= stop or other.construction == "passive":
            break
        word_before = words[other.start - 1]
        is_second_gerund = other.construction == "gerund" and word_before == ","
        if is_second_gerund or word_before in rules.coordinators:
            return other.start - 1
        subject = find_subject(sentence, rules, other.start)
        if subject and subject[0] > cue.stop and words[subject[0] - 1] in rules.coordinators:
            return subject[0] - 1
    return stop


def _find_clause_stop(sentence: Sentence, rules: Rules, cue: VerbCue, last_verb: int) -> int:
    """Return the mark that ends the content: in an aside the next comma, else one before a contrast or a speaker."""
    words = sentence.words
    is_relative = sentence.has_word(rules.relatives, cue.start - 1)
    for position in range(cue.stop, len(words)):
        word = words[position]
        if word == ";" or (word == ":" and position < last_verb):
            return position
        if word == "," and (is_relative or sentence.has_word(rules.strict_contrast, position + 1)):
            return position
    return len(words)


def _read_gerund(context: SentenceContext, cue: VerbCue, stop: int) -> AttributionCandidate | None:
    """Read a gerund, which has the subject of the sentence."""
    sentence, rules, _ = context
    speakers = _find_gerund_speakers(sentence, rules, cue)
    matched = find_content_after(sentence, rules, cue, stop) if speakers else None
    return build_candidate(context, cue, speakers, matched) if matched else None


def _read_active(context: SentenceContext, cue: VerbCue, start: int, stop: int) -> AttributionCandidate | None:
    """Read an active verb: its subject is before it; or, if the content comes first, after it."""
    sentence, rules, _ = context
    if inverted := _read_inverted(sentence, rules, cue, start):
        speakers = parse_noun_phrases(sentence, rules, inverted.speaker)
        return build_candidate(context, cue, speakers, MatchedContent(inverted.content, cue.verbs[0]))
    subject = find_subject(sentence, rules, cue.start)
    if not subject or is_hypothetical(sentence, rules, subject[0]):
        return None
    matched = _find_content(sentence, rules, cue, subject, (start, stop))
    return build_candidate(context, cue, parse_noun_phrases(sentence, rules, subject), matched) if matched else None


def _find_content(
    sentence: Sentence, rules: Rules, cue: VerbCue, subject: TokenSpan, bounds: TokenSpan
) -> MatchedContent | None:
    """Return the content of a verb with its subject before it: after the verb, or around both."""
    if sentence.words[subject[0]] in rules.as_:
        content = _find_around_aside(sentence, cue, subject)
        return MatchedContent(content, cue.verbs[0]) if content else None
    after = find_content_after(sentence, rules, cue, bounds[1])
    parenthesis = _find_around_parenthesis(sentence, rules, cue, subject, bounds[0])
    return _choose_longer(sentence, after, parenthesis)


def _find_around_aside(sentence: Sentence, cue: VerbCue, subject: TokenSpan) -> ContentSpan | None:
    """Return the content around an aside: "As Berg said, …", "…, as the council demanded"."""
    tokens = sentence.tokens
    if subject[0] > 2:
        has_mark = tokens[subject[0] - 1].category == MARK
        return ContentSpan(0, subject[0] - 1 if has_mark else subject[0], "parenthesis")
    comma = sentence.find_first({","}, cue.stop, len(tokens))
    if comma is None or comma + 3 >= len(tokens):
        return None
    return ContentSpan(comma + 1, len(tokens), "parenthesis")


def _find_gerund_speakers(sentence: Sentence, rules: Rules, cue: VerbCue) -> list[NounPhrase]:
    """Return the subject of a gerund, that of the sentence: "Berg left, saying …", "by committing itself to …"."""
    word_before = sentence.words[cue.start - 1] if cue.start else ","
    if word_before in rules.as_:
        return _find_quoted_speakers(sentence, rules, cue.start - 1)
    if word_before != "," and word_before not in rules.by:
        return []
    main_phrase = find_main_noun_phrase(sentence, rules)
    return [main_phrase] if main_phrase else []


def _find_quoted_speakers(sentence: Sentence, rules: Rules, as_position: int) -> list[NounPhrase]:
    """Return the speaker of "was quoted as saying", the subject, or of "quoted the mayor as saying", the object."""
    for position in range(as_position - 1, max(-1, as_position - _MAX_QUOTED_DISTANCE), -1):
        if sentence.words[position] not in rules.quoted:
            continue
        speaker: TokenSpan | None = (position + 1, as_position)
        if position + 1 >= as_position:
            speaker = find_subject(sentence, rules, _find_first_auxiliary(sentence, rules, position))
        return parse_noun_phrases(sentence, rules, speaker) if speaker else []
    return []


def _find_first_auxiliary(sentence: Sentence, rules: Rules, verb: int) -> int:
    start = verb
    while start and sentence.words[start - 1] in rules.auxiliaries:
        start -= 1
    return start


def _read_inverted(sentence: Sentence, rules: Rules, cue: VerbCue, start: int) -> _InvertedClause | None:
    """Read a content, then the verb, then the speaker: “…,” said Berg."""
    tokens = sentence.tokens
    mark = cue.start - 1
    if mark < 0 or cue.stop >= len(tokens):
        return None
    has_speech = _ends_with_speech(sentence, mark)
    if not has_speech and tokens[mark].folded != ",":
        return None
    span = find_phrase_after(sentence, rules, cue.stop)
    speakers = parse_noun_phrases(sentence, rules, span) if span else []
    if not span or not speakers:
        return None
    if not has_speech and not _is_inverted_clause(sentence, rules, speakers[0], span[1], (start, mark)):
        return None
    content = find_content_before(sentence, start, mark)
    return _InvertedClause(content, _prefer_name(sentence, speakers, span)) if content else None


def _ends_with_speech(sentence: Sentence, position: int) -> bool:
    """Check whether a token is speech, or a mark after speech."""
    category = sentence.tokens[position].category
    if category == MARK:
        category = sentence.tokens[max(0, position - 1)].category
    return category == SPEECH


def _is_inverted_clause(
    sentence: Sentence, rules: Rules, speaker: NounPhrase, speaker_stop: int, content: TokenSpan
) -> bool:
    """Check whether a clause without speech precedes the verb, and its speaker ends the sentence."""
    tokens = sentence.tokens
    if speaker.category == "other" and not tokens[speaker.start].is_capitalized:
        return False
    is_last = speaker_stop >= len(tokens) or tokens[speaker_stop].category == MARK
    return is_last and any(is_finite(sentence, rules, position) for position in range(*content))


def _prefer_name(sentence: Sentence, speakers: Sequence[NounPhrase], span: TokenSpan) -> TokenSpan:
    """Return the name after a comma if a title precedes it: "said its director, Anna Berg."."""
    stop = span[1]
    following = [token.category for token in sentence.tokens[stop : stop + 3]]
    is_name = following[1:2] == [NAME] and sentence.words[stop] == "," and following[2:] in ([], [MARK])
    return (stop + 1, stop + 2) if is_name and speakers[0].category != NAME else span


def _find_around_parenthesis(
    sentence: Sentence, rules: Rules, cue: VerbCue, subject: TokenSpan, start: int
) -> MatchedContent | None:
    """Return the content before ", officials said." and around ", officials said,"."""
    tokens = sentence.tokens
    mark = subject[0] - 1
    verb = next((verb for verb in cue.verbs if verb.takes & {"clause", "that", "quote", "person"}), None)
    if not verb or mark < 0:
        return None
    has_speech = SPEECH in {tokens[mark].category, tokens[max(0, mark - 1)].category}
    may_be_parenthesis = tokens[mark].folded == "," and not verb.group.weak and verb.takes & {"clause", "that"}
    if not has_speech and not may_be_parenthesis:
        return None
    content = find_content_before(sentence, start, mark)
    if not content or not (content.is_direct or _is_clause(sentence, rules, content)):
        return None
    is_followed = sentence.has_word({","}, cue.stop)
    if not content.is_direct and is_followed and len(tokens) - cue.stop > mark - start:
        content = ContentSpan(cue.stop + 1, len(tokens), "parenthesis")
    return MatchedContent(content, verb)


def _is_clause(sentence: Sentence, rules: Rules, content: ContentSpan) -> bool:
    """Check whether content has a verb, and is not only words of time or place."""
    if sentence.words[content.start] not in rules.prepositions:
        return True
    return any(
        is_finite(sentence, rules, position) or sentence.words[position] in rules.irregular_pasts
        for position in range(content.start, content.stop)
    )


def _choose_longer(
    sentence: Sentence, after: MatchedContent | None, before: MatchedContent | None
) -> MatchedContent | None:
    """Choose between the content after and before a verb: speech if only one is speech, else the longer."""
    if not after or not before:
        return after or before
    if after.content.is_direct != before.content.is_direct:
        return after if after.content.is_direct else before
    if after.content.is_direct:
        return before if _measure(sentence, before) >= _measure(sentence, after) else after
    return after


def _measure(sentence: Sentence, matched: MatchedContent) -> int:
    """Return the characters of the content."""
    tokens = sentence.tokens
    return tokens[matched.content.stop - 1].end - tokens[matched.content.start].start
