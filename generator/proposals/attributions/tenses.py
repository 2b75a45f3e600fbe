"""The kind of what is simply said, by its tense: events are reports, forecasts are assessments.

What a voice says it did not do, will do, or holds at present is its statement. Only the first verb is looked at.
"""

import re

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.finding import Finding
from generator.proposals.attributions.rules import Rules
from generator.text.characters import WORD_FORM, fold

_OPENING = 16
"""Words in which the first verb stands."""
_NEXT = 3
"""Words behind an auxiliary in which its participle stands."""
_WORDS = re.compile(rf"{WORD_FORM}(?:['’-]{WORD_FORM})*")


def by_tense(finding: Finding, rules: Rules) -> AttributionKind:
    """The kind of indirect speech; the finding's own where no tense is seen."""
    units = finding.sentence.units[finding.first : finding.last]
    voices = {voice.actor for voice in finding.voices}
    own = bool(units) and (units[0].low in rules.self_ or bool(units[0].mention and units[0].mention.id in voices))
    return _kind([unit.low for unit in units], rules, finding.kind, own=own)


def by_speech(finding: Finding, rules: Rules) -> AttributionKind:
    """The kind of direct speech."""
    first, last = finding.content
    text = finding.sentence.text
    opening = _WORDS.search(text, first, last)
    if opening and fold(opening[0]).lower() in rules.conditions:
        first = max(first, text.find(",", first, last))
    words = [fold(found[0]).lower() for found in _WORDS.finditer(finding.sentence.text, first, last)]
    return _kind(words, rules, finding.kind, own=bool(words) and words[0] in rules.self_)


def _kind(words: list[str], rules: Rules, otherwise: AttributionKind, *, own: bool) -> AttributionKind:
    for at, low in enumerate(words[:_OPENING]):
        after = words[at + 1 : at + 1 + _NEXT]
        if low in rules.future or low in rules.possible or low.endswith(rules.future_endings):
            return AttributionKind.STATEMENT if own else AttributionKind.ASSESSMENT
        if low in rules.modals and low not in rules.infinitive:
            return AttributionKind.STATEMENT
        if low in rules.auxiliaries or low in rules.past:
            acted = any(_is_past(word, rules) for word in after) or (
                low in rules.past and any(word.endswith(rules.progressive_endings) for word in after)
            )
            happened = acted and (low in rules.have or (low in rules.past and not own))
            return AttributionKind.REPORT if happened else otherwise
        if at and _is_past(low, rules) and words[at - 1] not in rules.determiners:
            return AttributionKind.REPORT
    return otherwise


def _is_past(word: str, rules: Rules) -> bool:
    return word in rules.irregular_pasts or (word.endswith(rules.finite_endings) and len(word) > 4)
