"""Finds the content of a cue verb: the part of the sentence that the source says.

Each frame of a verb (languages/en/attributions.yml explains them) has a function that looks for it after the verb;
`_MATCHERS` has these functions in the order in which they are tried.
"""

from collections.abc import Callable
from typing import NamedTuple

from generator.proposals.attributions.cue_verbs import VerbCue, is_clause_start
from generator.proposals.attributions.noun_phrases import (
    MAX_DISTANCE,
    TokenSpan,
    find_phrase_after,
    is_adverb,
    is_finite,
)
from generator.proposals.attributions.rules import CueVerb, Rules
from generator.proposals.attributions.tokens import MARK, NAME, SPEECH, WORD, Sentence

_MAX_NEAR = 4
_MAX_OBJECT = 14
"""Tokens of the person addressed, urged or accused, at most."""
_OPENING_QUOTES = frozenset('“«"„‘')


class ContentSpan(NamedTuple):
    """The tokens of the content; `frame` is how it was found, `target` the tokens of whom it is about or told to."""

    start: int
    stop: int
    frame: str
    target: TokenSpan | None = None
    is_direct: bool = False


class MatchedContent(NamedTuple):
    """The content of a cue, and the verb that takes it."""

    content: ContentSpan
    verb: CueVerb


def find_content_after(sentence: Sentence, rules: Rules, cue: VerbCue, stop: int) -> MatchedContent | None:
    """Find the content after a verb, up to the token `stop`."""
    for match in _MATCHERS:
        for verb in cue.verbs:
            content = match(sentence, rules, cue, verb, stop)
            if content and content.start < content.stop:
                return MatchedContent(content, verb)
    return None


def find_content_before(sentence: Sentence, start: int, stop: int) -> ContentSpan | None:
    """Find the content before a verb; `stop` is the mark or speech that ends it."""
    for position in range(stop, max(start, stop - _MAX_OBJECT) - 1, -1):
        if sentence.tokens[position].category == SPEECH:
            return ContentSpan(position, position + 1, "quote", is_direct=True)
    return ContentSpan(start, stop, "parenthesis") if stop - start >= 2 else None


def _match_that(sentence: Sentence, rules: Rules, cue: VerbCue, verb: CueVerb, stop: int) -> ContentSpan | None:
    """Match a clause with "that", also after the person addressed or words of time."""
    if not verb.takes & {"clause", "that", "person"}:
        return None
    if cue.stop < stop and sentence.has_word(rules.that, cue.stop):
        return ContentSpan(cue.stop + 1, stop, "that")
    told = _find_told(sentence, rules, cue, verb)
    if told and told[1] - told[0] < _MAX_OBJECT:
        position = _skip_occasion(sentence, rules, told[1], stop)
        if position < stop and sentence.has_word(rules.that, position):
            return ContentSpan(position + 1, stop, "that", told)
    position = _skip_occasion(sentence, rules, cue.stop, stop)
    if cue.stop < position < stop and sentence.has_word(rules.that, position):
        return ContentSpan(position + 1, stop, "that")
    return None


def _find_told(sentence: Sentence, rules: Rules, cue: VerbCue, verb: CueVerb) -> TokenSpan | None:
    """Find the person addressed, if the verb takes one."""
    return find_phrase_after(sentence, rules, cue.stop) if "person" in verb.takes else None


def _skip_occasion(sentence: Sentence, rules: Rules, position: int, stop: int) -> int:
    """Return the token after words of time and occasion: "on Monday", "in an interview with the paper,"."""
    start = position
    while position < stop and position - start < MAX_DISTANCE:
        word = sentence.words[position]
        if word in rules.prepositions:
            position = _skip_prepositional_phrase(sentence, rules, position, stop)
        elif word == "," or _is_time_or_occasion(sentence, rules, position):
            position += 1
        else:
            break
    return position


def _is_time_or_occasion(sentence: Sentence, rules: Rules, position: int) -> bool:
    """Check whether a word is an adverb, a number, a word of time or occasion, or the article of one."""
    word = sentence.words[position]
    if is_adverb(word, rules) or word[:1].isdigit():
        return True
    length = 3 if word in rules.determiners else 1
    return sentence.has_any(rules.time_words, position, position + length)


def _skip_prepositional_phrase(sentence: Sentence, rules: Rules, preposition: int, stop: int) -> int:
    """Return the token after a preposition and its noun."""
    position = preposition + 1
    while position < stop:
        token = sentence.tokens[position]
        if not token.is_nominal or token.folded in rules.that or token.folded in rules.prepositions:
            return position
        if token.category == NAME or token.folded in rules.time_words:
            return position + 1
        if is_finite(sentence, rules, position):
            return position
        position += 1
    return position


def _match_speech(sentence: Sentence, rules: Rules, cue: VerbCue, verb: CueVerb, stop: int) -> ContentSpan | None:
    """Match speech directly after the verb, or after words of time, an audience, or a colon."""
    audience = None
    if verb.takes & {"person", "order", "clause"}:
        audience = find_phrase_after(sentence, rules, cue.stop)
    for start in {cue.stop, audience[1] if audience else cue.stop}:
        position = _skip_occasion(sentence, rules, start, stop)
        while position < stop and sentence.tokens[position].category == MARK:
            position += 1
        if position < stop and sentence.tokens[position].category == SPEECH:
            return ContentSpan(position, position + 1, "quote", is_direct=True)
    return None


def _match_infinitive(sentence: Sentence, rules: Rules, cue: VerbCue, verb: CueVerb, stop: int) -> ContentSpan | None:
    """Match an infinitive ("pledged to repair"), or the reflexive pronoun of "committed itself to"."""
    position = cue.stop
    if "reflexive" in verb.takes:
        if position + 1 < stop and sentence.words[position] in rules.reflexives:
            return ContentSpan(position + 1, stop, "infinitive")
        return None
    if "infinitive" not in verb.takes:
        return None
    if position >= stop or sentence.words[position] not in rules.infinitive:
        position = _skip_occasion(sentence, rules, position, stop)
    has_infinitive = position < stop and sentence.words[position] in rules.infinitive
    return ContentSpan(position, stop, "infinitive") if has_infinitive else None


def _match_order(sentence: Sentence, rules: Rules, cue: VerbCue, verb: CueVerb, stop: int) -> ContentSpan | None:
    """Match a person and an infinitive: "urged the council to close the pier"."""
    if "order" not in verb.takes or cue.construction == "passive":
        return None
    person = find_phrase_after(sentence, rules, cue.stop)
    if not person or sentence.words[person[0]] in rules.infinitive_openings:
        return None
    if person[1] - person[0] > _MAX_OBJECT or person[1] >= stop:
        return None
    infinitive = sentence.find_first(rules.infinitive_openings, person[0] + 1, min(person[1] + 2, stop))
    if infinitive is None:
        return None
    return ContentSpan(cue.stop, stop, "order", (person[0], infinitive))


def _match_accused(sentence: Sentence, rules: Rules, cue: VerbCue, verb: CueVerb, stop: int) -> ContentSpan | None:
    """Match a person and a preposition: "accused the council of hiding a survey"."""
    start = cue.stop
    if "accused" not in verb.takes or start >= stop or not sentence.tokens[start].is_nominal:
        return None
    if sentence.words[start] in rules.prepositions:
        return None
    preposition = sentence.find_first(rules.prepositions, start + 1, min(start + _MAX_OBJECT, stop))
    if preposition is None:
        return None
    return ContentSpan(start, stop, "accused", (start, preposition))


def _match_judged(sentence: Sentence, rules: Rules, cue: VerbCue, verb: CueVerb, stop: int) -> ContentSpan | None:
    """Match the object of "called it a whitewash", "described the decision as hard" or "put the cost at a million"."""
    start = cue.stop
    if not verb.takes & {"as", "figure"} or start + 2 >= stop or not sentence.tokens[start].is_nominal:
        return None
    limit = min(stop, start + _MAX_OBJECT)
    if "figure" in verb.takes:
        names_figure = sentence.has_any(rules.figures, start, min(limit, start + _MAX_NEAR))
        has_amount = sentence.has_any(rules.figure_at, start, limit)
        return ContentSpan(start, stop, "figure") if names_figure and has_amount else None
    if sentence.words[start] in rules.prepositions or sentence.words[start] in rules.infinitive:
        return None
    as_position = sentence.find_first(rules.as_, start, limit)
    if as_position is not None:
        return ContentSpan(start, stop, "as", (start, as_position))
    calls = "call" in verb.lemma and sentence.has_any(rules.determiners, start + 1, limit)
    names_claim = sentence.has_any(rules.said_noun_kinds.keys(), start, limit - 1)
    if calls or names_claim or _has_quotation(sentence, start + 1, stop):
        return ContentSpan(start, stop, "as", (start, min(start + _MAX_NEAR, stop)))
    return None


def _has_quotation(sentence: Sentence, start: int, stop: int) -> bool:
    """Check whether words in quotation marks follow, spoken or not."""
    last_token = sentence.tokens[min(stop, start + _MAX_OBJECT) - 1]
    text = sentence.text[sentence.tokens[start - 1].end : last_token.end]
    return any(mark in text for mark in _OPENING_QUOTES)


def _match_object(sentence: Sentence, rules: Rules, cue: VerbCue, verb: CueVerb, stop: int) -> ContentSpan | None:
    """Match a noun: "rejected the claim"; or words such as "about" after "spoke"."""
    start = cue.stop
    if not verb.takes & {"object", "about"} or start >= stop or not sentence.tokens[start].is_nominal:
        return None
    token = sentence.tokens[start]
    if "about" in verb.takes and token.folded in rules.about_words:
        return ContentSpan(start, stop, "object")
    if "object" not in verb.takes:
        return None
    if token.category == WORD and token.folded in rules.not_objects:
        return None
    if verb.kind == "denial" and "clause" not in verb.takes and not _names_claim(sentence, rules, start):
        return None
    return ContentSpan(start, stop, "object")


def _names_claim(sentence: Sentence, rules: Rules, start: int) -> bool:
    """Check whether the phrase at a token names something that can be denied."""
    span = find_phrase_after(sentence, rules, start)
    return span is not None and sentence.has_any(rules.claim_nouns, *span)


def _match_clause(sentence: Sentence, rules: Rules, cue: VerbCue, verb: CueVerb, stop: int) -> ContentSpan | None:
    """Match a clause without "that"."""
    if "clause" not in verb.takes:
        return None
    starts: list[int] = []
    told = _find_told(sentence, rules, cue, verb)
    if told and _may_be_told(sentence, rules, told):
        starts.append(told[1])
    starts.append(_skip_occasion(sentence, rules, cue.stop, stop))
    starts.append(cue.stop)
    for start in starts:
        if start < stop and is_clause_start(sentence, rules, start) and _has_verb(sentence, rules, start, stop):
            return ContentSpan(start, stop, "clause")
    return None


def _may_be_told(sentence: Sentence, rules: Rules, span: TokenSpan) -> bool:
    """Check whether a phrase ends with a possible addressee, or an occasion."""
    token = sentence.tokens[span[1] - 1]
    return token.category == NAME or token.folded in rules.roles or token.folded in rules.occasions


def _has_verb(sentence: Sentence, rules: Rules, start: int, stop: int) -> bool:
    """Check whether a verb follows. The rules do not know all verbs, so any form that may be one counts."""
    for position in range(start, min(stop, start + MAX_DISTANCE)):
        if is_finite(sentence, rules, position):
            return True
        is_inner_word = position > start and sentence.tokens[position].category == WORD
        if is_inner_word and sentence.words[position].endswith(rules.plural_endings[:1]):
            return True
    return False


_Matcher = Callable[[Sentence, Rules, VerbCue, CueVerb, int], ContentSpan | None]
_MATCHERS: tuple[_Matcher, ...] = (
    _match_that,
    _match_speech,
    _match_infinitive,
    _match_accused,
    _match_judged,
    _match_order,
    _match_object,
    _match_clause,
)
