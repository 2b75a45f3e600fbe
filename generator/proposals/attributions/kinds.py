"""The kind of an attribution, where what is said decides it and not the verb alone.

To report that somebody did wrong is to allege it; to say what somebody else feels or wants is to ascribe a motive.
Verbs of judging keep their kind whatever is judged.
"""

from collections.abc import Iterator
from dataclasses import replace

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.finding import Finding
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.tenses import by_speech, by_tense
from generator.proposals.attributions.units import NAME, WORD, Sentence
from generator.proposals.proposal import Confidence

_NEAR = 5
"""Units between an actor and its verb, at most."""


def settle(finding: Finding, rules: Rules) -> Finding:
    """The finding with the kind that what is said asks for."""
    if finding.direct:
        return replace(finding, kind=by_speech(finding, rules)) if not finding.settled else finding
    if finding.kind in _OPEN and not finding.implied and _motive(finding, rules):
        return replace(finding, kind=AttributionKind.MOTIVE, reason=f"{finding.reason}; it tells of another’s mind")
    if finding.settled:
        return finding
    if _wrong(finding, rules) or (finding.contested and _deed(finding, rules)):
        reason = f"{finding.reason}; it tells of a wrong that an actor did"
        return replace(finding, kind=AttributionKind.ALLEGATION, reason=reason)
    return replace(finding, kind=by_tense(finding, rules))


def parted(finding: Finding, rules: Rules) -> list[Finding]:
    """The finding, or one for each part of what is said where these are of different kinds.

    Parts are the clauses of "said that …, and that …", and the judgement behind ", so it is …".
    """
    whole = settle(finding, rules)
    parts = []
    rest = finding
    for at in range(finding.first + 2, finding.last - 3):
        if _begins_part(finding, rules, at):
            parts.append(settle(replace(rest, last=at), rules))
            rest = _rest(rest, rules, at)
    parts.append(settle(rest, rules))
    return parts if len({part.kind for part in parts}) > 1 else [whole]


def _rest(finding: Finding, rules: Rules, at: int) -> Finding:
    if finding.sentence.lows[at] in rules.conjunctions:
        return replace(finding, first=at + 2)
    kind = AttributionKind.STATEMENT if finding.contested else finding.kind
    return replace(finding, first=at + 1, kind=kind, contested=False)


def _begins_part(finding: Finding, rules: Rules, at: int) -> bool:
    lows = finding.sentence.lows
    if lows[at] in rules.conjunctions:
        return lows[at + 1] in rules.that and lows[finding.first - 1] in rules.that
    return lows[at] in rules.so and lows[at + 1] in rules.impersonal_subject and lows[at + 2] in rules.is_


_OPEN = frozenset({AttributionKind.STATEMENT, AttributionKind.REPORT})


def about(finding: Finding) -> tuple[str, ...]:
    """The actors whom it is said of: the accused first, then all others that are named there, but no voice of it."""
    units = finding.sentence.units
    spans = [finding.toward] if finding.toward else []
    spans.append((finding.first, finding.last))
    voices = {voice.actor for voice in finding.voices} | {voice.within for voice in finding.voices}
    found = (unit.mention.id for span in spans for unit in units[slice(*span)] if unit.sort == NAME and unit.mention)
    return tuple(dict.fromkeys(actor for actor in (*finding.accused, *found) if actor not in voices))


def _agents(finding: Finding, rules: Rules) -> Iterator[int]:
    """The units of actors that are the subject of a verb in what is said."""
    sentence = finding.sentence
    voices = {voice.actor for voice in finding.voices} | {voice.within for voice in finding.voices}
    for at in range(finding.first, finding.last):
        unit = sentence.units[at]
        if unit.sort != NAME or unit.possessive or not unit.mention or unit.mention.id in voices:
            continue
        if at > finding.first and sentence.lows[at - 1] in rules.prepositions:
            continue
        yield at


def _acts(sentence: Sentence, rules: Rules, at: int, last: int) -> bool:
    """Whether the name at `at` is followed by a verb in the active that tells what was or is done."""
    lows = sentence.lows
    after = at + 1
    while after < last and lows[after].endswith(rules.adverb_endings):
        after += 1
    if after >= last or sentence.units[after].sort != WORD or lows[after] in rules.modals:
        return False
    if lows[after] in rules.passive:
        return not any(low.endswith(rules.finite_endings) for low in lows[after + 1 : after + 3])
    past = lows[after] in rules.irregular_pasts or lows[after].endswith(rules.finite_endings)
    return past or lows[after] in rules.auxiliaries or _is_wrong(lows[after], rules)


def _deed(finding: Finding, rules: Rules) -> bool:
    return any(_acts(finding.sentence, rules, at, finding.last) for at in _agents(finding, rules))


def _wrong(finding: Finding, rules: Rules) -> bool:
    """Whether the subject of what is said is an actor, and a word for a wrong follows."""
    sentence = finding.sentence
    for at in _agents(finding, rules):
        if not _acts(sentence, rules, at, finding.last):
            continue
        for low in sentence.lows[at + 1 : finding.last]:
            if low in rules.that:
                break
            if _is_wrong(low, rules):
                return True
        break
    return False


def _is_wrong(low: str, rules: Rules) -> bool:
    return low.startswith(rules.wrongs)


def _motive(finding: Finding, rules: Rules) -> bool:
    """Whether what is said begins with an actor and a state of mind: "Berg is furious"."""
    sentence = finding.sentence
    lows = sentence.lows
    for at in _agents(finding, rules):
        if at - finding.first > _NEAR:
            return False
        after = at + 1
        while after < min(finding.last, at + _NEAR):
            if lows[after] in rules.states:
                return True
            if lows[after] not in rules.auxiliaries and lows[after] not in rules.adverbs:
                return False
            after += 1
        return False
    return False


def sureness(finding: Finding) -> Confidence:
    """The finding's confidence, lower where an allegation names nobody whom it is about."""
    needy = finding.kind in {AttributionKind.ALLEGATION, AttributionKind.MOTIVE}
    return Confidence.LOW if needy and not about(finding) else finding.confidence
