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
    find_main_noun_phrase,
    find_phrase_after,
    parse_noun_phrases,
)
from generator.proposals.attributions.passives import read_passive
from generator.proposals.attributions.rules import ContentFrame, CueVerb, Rules
from generator.proposals.attributions.sentence import Sentence
from generator.proposals.attributions.subjects import find_subject
from generator.proposals.attributions.tokens import MARK, NAME, SPEECH
from generator.proposals.token_patterns import TokenPattern, TokenSpan

_MAX_FOLLOWING_VERBS = 3
"""Verbs after a cue that may end its content."""
_MAX_QUOTED_DISTANCE = 10
"""Tokens between "quoted" and "as", at most."""

_MARK = TokenPattern("[mark]?")
_ASIDE = TokenPattern("[!semicolon|comma]*")
_CLAUSE_BEFORE_CONTRAST = TokenPattern("(?: [!semicolon|comma] | [comma] (?! [strict_contrast] ) )*")
_AFTER_ASIDE = TokenPattern("[!comma]* [comma] (?= [] [] [] )")
"""An aside at the beginning, "As Berg said,", before enough words for a content."""
# "Berg left, saying", "by committing itself"
_GERUND_CLAUSE = TokenPattern("[^start|^comma|^by]")
# "quoted the mayor" before "as saying"
_QUOTED = TokenPattern("[quoted] [!quoted]*")
_AUXILIARIES = TokenPattern("[auxiliaries]*")
_SPEECH_END = TokenPattern("[speech] [mark]?")
# ", Anna Berg." after "said its director"
_NAME_AFTER_TITLE = TokenPattern(r"[comma] (?P<name> [name] ) (?: [mark] | \Z )")
_CLAUSE = TokenPattern("[!prepositions] | []*? [finite|irregular_pasts]")
"""Words that have a verb, or are not only words of time or place."""
_PARENTHESIS_FRAMES: frozenset[ContentFrame] = frozenset({"clause", "that", "quote", "person"})


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
    cue = cues[index]
    stop = _find_clause_stop(sentence, cue, cues[-1].start)
    for other in cues[index + 1 : index + 1 + _MAX_FOLLOWING_VERBS]:
        if other.start >= stop or other.construction == "passive":
            break
        is_second_gerund = other.construction == "gerund" and sentence.has("comma", other.start - 1)
        if is_second_gerund or sentence.has("coordinators", other.start - 1):
            return other.start - 1
        subject = find_subject(sentence, rules, other.start)
        if subject and subject.start > cue.stop and sentence.has("coordinators", subject.start - 1):
            return subject.start - 1
    return stop


def _find_clause_stop(sentence: Sentence, cue: VerbCue, last_verb: int) -> int:
    """Return the mark that ends the content: in an aside the next comma, else one before a contrast or a speaker."""
    is_relative = sentence.has("relatives", cue.start - 1)
    stop = sentence.find_run_stop(_ASIDE if is_relative else _CLAUSE_BEFORE_CONTRAST, cue.stop)
    colon = sentence.find_first("colon", cue.stop, min(stop, last_verb))
    return stop if colon is None else colon


def _read_gerund(context: SentenceContext, cue: VerbCue, stop: int) -> AttributionCandidate | None:
    """Read a gerund, which has the subject of the sentence."""
    sentence, rules, _ = context
    speakers = _find_gerund_speakers(sentence, rules, cue)
    return build_candidate(context, cue, speakers, find_content_after(sentence, cue, stop))


def _read_active(context: SentenceContext, cue: VerbCue, start: int, stop: int) -> AttributionCandidate | None:
    """Read an active verb: its subject is before it; or, if the content comes first, after it."""
    sentence, rules, _ = context
    if inverted := _read_inverted(sentence, rules, cue, start):
        speakers = parse_noun_phrases(sentence, rules, inverted.speaker)
        return build_candidate(context, cue, speakers, MatchedContent(inverted.content, cue.verbs[0]))
    subject = find_subject(sentence, rules, cue.start)
    if not subject or is_hypothetical(sentence, subject.start):
        return None
    matched = _find_content(sentence, cue, subject, TokenSpan(start, stop))
    return build_candidate(context, cue, parse_noun_phrases(sentence, rules, subject), matched)


def _find_content(sentence: Sentence, cue: VerbCue, subject: TokenSpan, bounds: TokenSpan) -> MatchedContent | None:
    """Return the content of a verb with its subject before it: after the verb, or around both."""
    if sentence.has("as_", subject.start):
        content = _find_around_aside(sentence, cue, subject)
        return MatchedContent(content, cue.verbs[0]) if content else None
    after = find_content_after(sentence, cue, bounds.stop)
    parenthesis = _find_around_parenthesis(sentence, cue, subject, bounds.start)
    return _choose_longer(sentence, after, parenthesis)


def _find_around_aside(sentence: Sentence, cue: VerbCue, subject: TokenSpan) -> ContentSpan | None:
    """Return the content around an aside: "As Berg said, …", "…, as the council demanded"."""
    if subject.start > 2:
        return ContentSpan(0, sentence.find_run_start(_MARK, subject.start), "parenthesis")
    aside = sentence.match(_AFTER_ASIDE, cue.stop)
    return ContentSpan(aside.stop, len(sentence.tokens), "parenthesis") if aside else None


def _find_gerund_speakers(sentence: Sentence, rules: Rules, cue: VerbCue) -> list[NounPhrase]:
    """Return the subject of a gerund, that of the sentence: "Berg left, saying …", "by committing itself to …"."""
    if sentence.has("as_", cue.start - 1):
        return _find_quoted_speakers(sentence, rules, cue.start - 1)
    main_phrase = find_main_noun_phrase(sentence, rules)
    return [main_phrase] if main_phrase and sentence.match(_GERUND_CLAUSE, cue.start) else []


def _find_quoted_speakers(sentence: Sentence, rules: Rules, as_position: int) -> list[NounPhrase]:
    """Return the speaker of "was quoted as saying", the subject, or of "quoted the mayor as saying", the object."""
    quoted = sentence.match_before(_QUOTED, as_position, as_position - _MAX_QUOTED_DISTANCE + 1)
    if quoted is None:
        return []
    verb = sentence.find_run_start(_AUXILIARIES, quoted.start)
    speaker = TokenSpan(quoted.start + 1, as_position) or find_subject(sentence, rules, verb)
    return parse_noun_phrases(sentence, rules, speaker)


def _read_inverted(sentence: Sentence, rules: Rules, cue: VerbCue, start: int) -> _InvertedClause | None:
    """Read a content, then the verb, then the speaker: “…,” said Berg."""
    mark = cue.start - 1
    has_speech = sentence.match_before(_SPEECH_END, cue.start, cue.start - 2)
    if not has_speech and not sentence.has("comma", mark):
        return None
    span = find_phrase_after(sentence, cue.stop)
    speakers = parse_noun_phrases(sentence, rules, span)
    if not speakers:
        return None
    if not has_speech and not _is_inverted_clause(sentence, speakers[0], span.stop, TokenSpan(start, mark)):
        return None
    content = find_content_before(sentence, start, mark)
    return _InvertedClause(content, _prefer_name(sentence, speakers, span)) if content else None


def _is_inverted_clause(sentence: Sentence, speaker: NounPhrase, speaker_stop: int, content: TokenSpan) -> bool:
    """Check whether a clause without speech precedes the verb, and its speaker ends the sentence."""
    if speaker.category == "other" and not sentence.has("capitalized", speaker.start):
        return False
    is_last = speaker_stop >= len(sentence.tokens) or sentence.has(MARK, speaker_stop)
    return is_last and sentence.has_any("finite", *content)


def _prefer_name(sentence: Sentence, speakers: Sequence[NounPhrase], span: TokenSpan) -> TokenSpan:
    """Return the name after a comma if a title precedes it: "said its director, Anna Berg."."""
    name = sentence.match(_NAME_AFTER_TITLE, span.stop)
    return name.groups["name"] if name and speakers[0].category != NAME else span


def _find_around_parenthesis(sentence: Sentence, cue: VerbCue, subject: TokenSpan, start: int) -> MatchedContent | None:
    """Return the content before ", officials said." and around ", officials said,"."""
    mark = subject.start - 1
    verb = next((verb for verb in cue.verbs if verb.takes & _PARENTHESIS_FRAMES), None)
    if not verb or not _may_be_parenthesis(sentence, verb, mark):
        return None
    content = find_content_before(sentence, start, mark)
    if not content or not (content.is_direct or sentence.match(_CLAUSE, content.start, content.stop)):
        return None
    following = len(sentence.tokens) - cue.stop
    if not content.is_direct and sentence.has("comma", cue.stop) and following > mark - start:
        content = ContentSpan(cue.stop + 1, len(sentence.tokens), "parenthesis")
    return MatchedContent(content, verb)


def _may_be_parenthesis(sentence: Sentence, verb: CueVerb, mark: int) -> bool:
    """Check whether speech, or a comma that separates a clause, precedes a subject and its verb."""
    if mark >= 0 and sentence.has_any(SPEECH, mark - 1, mark + 1):
        return True
    return sentence.has("comma", mark) and not verb.group.weak and bool(verb.takes & {"clause", "that"})


def _choose_longer(
    sentence: Sentence, after: MatchedContent | None, before: MatchedContent | None
) -> MatchedContent | None:
    """Choose between the content after and before a verb: the longer speech, else the content after the verb."""
    speeches = [matched for matched in (before, after) if matched and matched.content.is_direct]
    if speeches:
        return max(speeches, key=lambda matched: _measure(sentence, matched))
    return after or before


def _measure(sentence: Sentence, matched: MatchedContent) -> int:
    """Return the characters of the content."""
    tokens = sentence.tokens
    return tokens[matched.content.stop - 1].end - tokens[matched.content.start].start
