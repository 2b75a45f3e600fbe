"""Silence: that somebody did not condemn, declined to comment, made no statement, or said nothing."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.discourse import Discourse
from generator.proposals.attributions.finding import Finding
from generator.proposals.attributions.nouns import Span, nouns, phrase_after
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.subjects import subject
from generator.proposals.attributions.units import WORD, Sentence
from generator.proposals.attributions.verbs import is_supposed
from generator.proposals.proposal import Confidence

_NEAR = 5
"""Units between a negation and what is not said, at most."""
_FAR = 14
"""The same where the voices stand between them."""


class _Silent(NamedTuple):
    """The units that show silence; `edge` is the first of the verb, which the subject ends before."""

    edge: int
    last: int
    voice: Span | None = None


def read_silence(sentence: Sentence, rules: Rules, discourse: Discourse) -> Iterator[Finding]:
    """The sentence's silences: one for each subject, as one silence is mostly told in two verbs."""
    seen: set[Span] = set()
    for at, unit in enumerate(sentence.units):
        if unit.sort != WORD:
            continue
        silent = _negated(sentence, rules, at) or _refused(sentence, rules, at) or _kept(sentence, rules, at)
        silent = silent or _neither(sentence, rules, at) or _absent(sentence, rules, at)
        if not silent:
            continue
        span = silent.voice or subject(sentence, rules, silent.edge)
        if not span or span in seen:
            continue
        seen.add(span)
        found = nouns(sentence, rules, span)
        voices = discourse.voices(sentence, found)
        discourse.note(sentence, found, voices, reports=False)
        if voices and not is_supposed(sentence, rules, span[0]):
            yield Finding(
                sentence=sentence,
                kind=AttributionKind.SILENCE,
                voices=voices,
                first=_first(sentence, rules, min(span[0], silent.edge)),
                last=len(sentence.units),
                cue=(silent.edge, silent.last),
                reason="the text says that these words were not spoken",
                confidence=Confidence.HIGH if found[0].sort != "pronoun" else Confidence.MEDIUM,
                settled=True,
            )


def _first(sentence: Sentence, rules: Rules, at: int) -> int:
    return at - 1 if at and sentence.lows[at - 1] in rules.negated_alone else at


def _edge(sentence: Sentence, rules: Rules, at: int) -> int:
    """Where the verb at `at` begins, with auxiliaries and adverbs."""
    lows = sentence.lows
    while at > 0 and (
        (lows[at - 1] in rules.auxiliaries | rules.modals | rules.negations and lows[at - 1] not in rules.infinitive)
        or lows[at - 1].endswith(rules.adverb_endings)
    ):
        at -= 1
    return at


def _negated(sentence: Sentence, rules: Rules, at: int) -> _Silent | None:
    """Words such as "did not condemn", "has not commented", "didn't send condolences"."""
    lows = sentence.lows
    contracted = lows[at].endswith("n't") and len(lows[at]) > 3
    if not contracted and lows[at] not in rules.negations - rules.no_words:
        return None
    first = _edge(sentence, rules, at)
    if first == at and not contracted and lows[at] not in rules.negated_alone:
        return None
    for verb in range(at + 1, min(at + _NEAR, len(lows))):
        if lows[verb] in rules.unsaid:
            return _Silent(first, verb + 1)
        if lows[verb] in rules.sent and _has_thing(sentence, rules, verb + 1):
            return _Silent(first, verb + 1)
        if lows[verb] not in rules.adverbs | rules.auxiliaries and not lows[verb].endswith(rules.adverb_endings):
            return None
    return None


def _neither(sentence: Sentence, rules: Rules, at: int) -> _Silent | None:
    """Words such as "neither the council nor the union would say"."""
    lows = sentence.lows
    if lows[at] not in rules.negated_alone or not sentence.units[at].capital:
        return None
    for verb in range(at + 2, min(at + _FAR, len(lows))):
        if lows[verb] in rules.unsaid:
            edge = _edge(sentence, rules, verb)
            return _Silent(edge, verb + 1, (at + 1, edge))
    return None


def _has_thing(sentence: Sentence, rules: Rules, at: int) -> bool:
    return any(low in rules.unsaid_things for low in sentence.lows[at : at + _NEAR])


def _refused(sentence: Sentence, rules: Rules, at: int) -> _Silent | None:
    """Words such as "declined to comment", "has yet to answer", "made no statement", "said nothing"."""
    lows = sentence.lows
    length = rules.phrases["refusals"].at(lows, at)
    to = at + length
    if length and lows[to : to + 1] and lows[to] in rules.infinitive:
        verb = next((end for end in range(to + 1, min(to + _NEAR, len(lows))) if lows[end] in rules.unsaid), None)
        if verb is not None:
            return _Silent(_edge(sentence, rules, at), verb + 1)
        if lows[to + 1 : to + 2] and lows[to + 1] in rules.sent and _has_thing(sentence, rules, to + 2):
            return _Silent(_edge(sentence, rules, at), to + 2)
    gave = lows[at] in rules.gave and at + 2 < len(lows) and lows[at + 1] in rules.no_words
    if gave and _has_thing(sentence, rules, at + 2):
        return _Silent(_edge(sentence, rules, at), at + 3)
    if lows[at] in rules.dodged and any(low in rules.questions for low in lows[at + 1 : at + _NEAR]):
        return _Silent(_edge(sentence, rules, at), at + 1)
    if rules.phrases["said_nothing"].at(lows, at):
        return _Silent(_edge(sentence, rules, at), at + rules.phrases["said_nothing"].at(lows, at))
    return None


def _kept(sentence: Sentence, rules: Rules, at: int) -> _Silent | None:
    """Words such as "remained silent", "has kept quiet"."""
    length = rules.phrases["kept"].at(sentence.lows, at)
    end = at + length
    while length and end < len(sentence.lows) and sentence.lows[end].endswith(rules.adverb_endings):
        end += 1
    if length and end < len(sentence.lows) and sentence.lows[end] in rules.silent:
        return _Silent(_edge(sentence, rules, at), end + 1)
    return None


def _absent(sentence: Sentence, rules: Rules, at: int) -> _Silent | None:
    """Words such as "there was no comment from the council"."""
    lows = sentence.lows
    if lows[at] not in rules.no_words or not _has_thing(sentence, rules, at + 1):
        return None
    for end in range(at + 2, min(at + 2 + _NEAR, len(lows))):
        if lows[end] in rules.no_reply_from:
            voice = phrase_after(sentence, rules, end + 1)
            return _Silent(at, end, voice) if voice else None
    return None
