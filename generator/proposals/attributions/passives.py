"""Verbs of saying in the passive: with a voice behind "by", or with none at all."""

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.attributing import Reading
from generator.proposals.attributions.finding import Finding
from generator.proposals.attributions.nouns import Span, nouns, phrase_after
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.subjects import subject
from generator.proposals.attributions.units import Sentence
from generator.proposals.attributions.verbs import Saying, is_supposed
from generator.proposals.proposal import NOBODYS, Confidence

_BY = 6
"""Units between a passive verb and its "by", at most."""


def read_passive(reading: Reading, saying: Saying, end: int) -> Finding | None:
    """The finding of "was accused by the council of …", or of "it is believed that", which nobody says."""
    sentence, rules, discourse = reading
    lows = sentence.lows
    if saying.negated:
        return None
    by = next((at for at in range(saying.after, min(saying.after + _BY, end)) if lows[at] in rules.by), None)
    span = subject(sentence, rules, saying.edge)
    if by is None or not saying.senses:
        return _impersonal(reading, saying, span, end) if lows[saying.at] in rules.unowned else None
    verb = saying.senses[0]
    voice = phrase_after(sentence, rules, by + 1)
    found = nouns(sentence, rules, voice) if voice else []
    voices = discourse.voices(sentence, found) if found else ()
    if not voices or not verb.takes & {"accused", "clause", "thing"} or "person" in verb.takes:
        return None
    if not span:
        span = (saying.edge, saying.after)
    discourse.note(sentence, found, voices, reports=False)
    return Finding(
        sentence=sentence,
        kind=verb.kind,
        voices=voices,
        first=span[0],
        last=end,
        cue=(saying.edge, saying.after),
        reason=f"“{lows[saying.at]}” in the passive, with the voice after “{lows[by]}”",
        confidence=Confidence.MEDIUM,
        settled=verb.kind == AttributionKind.ALLEGATION,
        toward=span if "accused" in verb.takes else None,
    )


def _tells(sentence: Sentence, rules: Rules, at: int, end: int) -> bool:
    """Whether it is said of someone that he has said something, who is then the voice: "to have told"."""
    lows = sentence.lows
    return at + 2 < end and lows[at + 1] in rules.have and lows[at + 2] in rules.verb_forms


def _impersonal(reading: Reading, saying: Saying, span: Span | None, end: int) -> Finding | None:
    sentence, rules, _ = reading
    low = sentence.lows[saying.at]
    kind = AttributionKind.ASSESSMENT if low in rules.seen else rules.impersonal_kinds[low]
    if not span or saying.after >= end or is_supposed(sentence, rules, span[0]):
        return None
    first = sentence.lows[span[0]]
    opens = sentence.lows[saying.after]
    if first in rules.impersonal_subject and opens in rules.that:
        start = saying.after + 1
    elif first not in rules.impersonal_subject and opens in (rules.as_ if low in rules.seen else rules.infinitive):
        if _tells(sentence, rules, saying.after, end):
            return None
        start = span[0]
    else:
        return None
    return Finding(
        sentence=sentence,
        kind=kind,
        voices=(NOBODYS,),
        first=start,
        last=end,
        cue=(saying.edge, saying.after),
        reason=f"“{low}” in the passive, and nobody is named who does",
        confidence=Confidence.MEDIUM,
        settled=True,
    )
