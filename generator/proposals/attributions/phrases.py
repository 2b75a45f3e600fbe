"""Voices that have no verb: "according to", "in her view", "the council’s claim that", "one theory is that"."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.discourse import Discourse, Voices
from generator.proposals.attributions.finding import Finding
from generator.proposals.attributions.nouns import Noun, Span, nouns, phrase_after
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.units import NAME, SPEECH, WORD, Sentence
from generator.proposals.proposal import NOBODYS, Confidence

_NEAR = 6
"""Units between the parts of a phrase, at most."""


def read_phrases(sentence: Sentence, rules: Rules, discourse: Discourse) -> Iterator[Finding]:
    """The findings that such phrases make, in order."""
    for at, unit in enumerate(sentence.units):
        if unit.sort not in {WORD, NAME}:
            continue
        finding = (
            _according(sentence, rules, discourse, at)
            or _view(sentence, rules, discourse, at)
            or _said_noun(sentence, rules, discourse, at)
            or _floated(sentence, rules, at)
        )
        if finding:
            yield finding


def read_hearsay(sentence: Sentence, rules: Rules) -> Iterator[Finding]:
    """Words that say that something is only reported, by nobody: "allegedly", a verb in the form for hearsay."""
    for at, unit in enumerate(sentence.units):
        kind = next((kind for kind, words in rules.impersonal_adverbs.items() if unit.low in words), None)
        if kind is None and unit.low in rules.reportative and _has_participle(sentence, rules, at + 1):
            kind = AttributionKind.REPORT
        if kind is None or unit.sort != WORD:
            continue
        reason = f"“{unit.low}”, and nobody is named who says so"
        yield _found(sentence, kind, _Shown((0, len(sentence.units)), (at, at + 1), reason, Confidence.LOW))
        return


def _has_participle(sentence: Sentence, rules: Rules, at: int) -> bool:
    return any(low.endswith(rules.finite_endings) for low in sentence.lows[at : at + 3])


class _Shown(NamedTuple):
    """What shows a voice: the units of what is said, those of the cue, and why."""

    content: Span
    cue: Span
    reason: str
    confidence: Confidence = Confidence.MEDIUM


def _found(sentence: Sentence, kind: AttributionKind, shown: _Shown, voices: Voices = (NOBODYS,)) -> Finding:
    """A finding whose kind does not depend on what is said."""
    return Finding(
        sentence=sentence,
        kind=kind,
        voices=voices,
        first=shown.content[0],
        last=shown.content[1],
        cue=shown.cue,
        reason=shown.reason,
        confidence=shown.confidence,
        settled=True,
    )


def _according(sentence: Sentence, rules: Rules, discourse: Discourse, at: int) -> Finding | None:
    length = rules.phrases["according_to"].at(sentence.lows, at)
    voice = phrase_after(sentence, rules, at + length) if length else None
    if not voice:
        return None
    found = nouns(sentence, rules, voice)
    content = _around(sentence, rules, at, voice[1])
    voices = discourse.voices(sentence, found)
    if not voices or not content:
        return None
    discourse.note(sentence, found, voices, reports=found[-1].sort == "publications")
    cue = (at, at + length)
    return Finding(
        sentence=sentence,
        kind=AttributionKind.REPORT,
        voices=voices,
        first=content[0],
        last=content[1],
        cue=cue,
        reason=f"“{' '.join(sentence.lows[slice(*cue)])}” with a voice behind it",
        confidence=_sureness(found),
        direct=_is_speech(sentence, content),
    )


def _is_speech(sentence: Sentence, content: Span) -> bool:
    return content[1] - content[0] == 1 and sentence.units[content[0]].sort == SPEECH


def _sureness(found: list[Noun]) -> Confidence:
    return Confidence.HIGH if all(noun.sort in {NAME, "people", "bodies"} for noun in found) else Confidence.MEDIUM


def _around(sentence: Sentence, rules: Rules, first: int, last: int) -> Span | None:
    """What is said, with the phrase from `first` to `last` before, behind or within it."""
    lows = sentence.lows
    opens = first == 0 or (first == 1 and lows[0] in rules.contrast | rules.conjunctions | {","})
    if opens:
        comma = next((at for at in range(last, min(last + 2 * _NEAR, len(lows))) if lows[at] == ","), last - 1)
        start, end = comma + 1, len(lows)
    else:
        start, end = 0, first
        if lows[end - 1] == ",":
            end -= 1
        if end >= 1 and sentence.units[end - 1].sort == SPEECH:
            start = end - 1
    if end - start > _NEAR and lows[start] in rules.adverbs and lows[start + 1] == ",":
        start += 2
    for at in range(start, end):
        if lows[at] == ";":
            start, end = (start, at) if opens else (at + 1, end)
            break
    return (start, end) if end - start >= 1 else None


def _view(sentence: Sentence, rules: Rules, discourse: Discourse, at: int) -> Finding | None:
    """The voice of "in the council’s view", "in the view of the council" or "For Berg, the …"."""
    lows = sentence.lows
    voice: Span | None = None
    last = at
    if lows[at] in rules.in_view_before:
        last = next((end for end in range(at + 1, min(at + _NEAR, len(lows))) if lows[end] in rules.in_view), at)
        owner = sentence.units[last - 1]
        if last > at + 1 and owner.possessive:
            voice = (at + 1, last)
        elif last > at and lows[last + 1 : last + 2] and lows[last + 1] in rules.of:
            voice = phrase_after(sentence, rules, last + 2)
            last = voice[1] - 1 if voice else last
    elif at == 0 and lows[at] in rules.for_whom:
        voice = phrase_after(sentence, rules, 1)
        last = voice[1] - 1 if voice else 0
        if not voice or lows[last + 1 : last + 2] != (",",) or not _is_person(sentence, rules, voice):
            return None
    if not voice:
        return None
    owned = sentence.units[voice[1] - 1].possessive
    found = _owners(sentence, rules, voice) if owned else nouns(sentence, rules, voice)
    voices = discourse.voices(sentence, found)
    content = _around(sentence, rules, at, last + 1)
    if not voices or not content:
        return None
    cue = (at, last + 1)
    reason = "what follows is given as someone’s view"
    return _found(sentence, AttributionKind.ASSESSMENT, _Shown(content, cue, reason), voices)


def _is_person(sentence: Sentence, rules: Rules, voice: Span) -> bool:
    units = sentence.units[slice(*voice)]
    last = units[-1]
    return bool(last.mention and last.mention.type == "person") or any(unit.low in rules.people for unit in units)


def _owners(sentence: Sentence, rules: Rules, voice: Span) -> list[Noun]:
    """The noun whose last unit is possessive, read as if it were not."""
    head = voice[1] - 1
    unit = sentence.units[head]
    if unit.sort == NAME:
        return [Noun(voice[0], voice[1], head, NAME, plural=False)]
    low = unit.low.removesuffix("'s")
    sort = next((key for key in ("people", "bodies") if low in getattr(rules, key)), "")
    return [Noun(voice[0], voice[1], head, sort, low.endswith(rules.plural_endings))] if sort else []


def _said_noun(sentence: Sentence, rules: Rules, discourse: Discourse, at: int) -> Finding | None:
    """The voice of "the council’s claim that …" or "claims by the council that …"."""
    lows = sentence.lows
    kind = rules.said_noun_kinds.get(lows[at])
    if kind is None or at + 3 >= len(lows):
        return None
    if at and sentence.units[at - 1].possessive and lows[at + 1] in rules.that:
        found = _owners(sentence, rules, (at - 1, at))
        start = at + 2
    elif lows[at + 1] in rules.by or lows[at + 1] in rules.no_reply_from:
        voice = phrase_after(sentence, rules, at + 2)
        if not voice or lows[voice[1] : voice[1] + 1] == () or lows[voice[1]] not in rules.that:
            return None
        found = nouns(sentence, rules, voice)
        start = voice[1] + 1
    else:
        return None
    voices = discourse.voices(sentence, found)
    if not voices or start >= len(lows):
        return None
    reason = f"“{lows[at]}” with its voice, before what is said"
    return _found(sentence, kind, _Shown((start, len(lows)), (at, at + 1), reason), voices)


def _floated(sentence: Sentence, rules: Rules, at: int) -> Finding | None:
    """What nobody stands behind: "one hypothesis is that", "there is speculation that"."""
    lows = sentence.lows
    kind = rules.floated_kinds.get(lows[at])
    if kind is None or at + 3 >= len(lows):
        return None
    if any(unit.possessive for unit in sentence.units[max(0, at - 3) : at]):
        return None
    if lows[at + 1] in rules.is_ and lows[at + 2] in rules.that:
        start = at + 3
    elif has_it := _has_it(sentence, rules, at):
        start = has_it
    elif lows[at + 1] in rules.that and any(low in rules.is_ for low in lows[max(0, at - 3) : at]):
        start = at + 2
    else:
        return None
    reason = f"“{lows[at]}”, and nobody is named who holds it"
    return _found(sentence, kind, _Shown((start, len(lows)), (at, start), reason, Confidence.HIGH))


def _has_it(sentence: Sentence, rules: Rules, at: int) -> int:
    """Where what a rumour "has it that" begins; 0 for none."""
    lows = sentence.lows
    for has in range(at + 1, min(at + _NEAR, len(lows) - 3)):
        if lows[has] in rules.has_it and lows[has + 1] in rules.impersonal_subject and lows[has + 2] in rules.that:
            return has + 3
    return 0
