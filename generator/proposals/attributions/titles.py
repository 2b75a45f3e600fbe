"""Offices that stand beside a name: by them the text goes on to call the person ("the mayor")."""

from collections.abc import Sequence

from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.units import WORD, Unit

_NEAR = 30
"""Units of an office beside its name, at most."""
_SHORT = 6
"""Units that stand behind a name as its office without an article, fewer than."""


def titles(units: Sequence[Unit], at: int, rules: Rules) -> list[str]:
    """The nouns for the office of the person that the unit at `at` names."""
    return [*_before(units, at, rules), *_after(units, at, rules)]


def _before(units: Sequence[Unit], at: int, rules: Rules) -> list[str]:
    """The office in "Mayor Anna Berg", "the harbour’s spokesman Jon Lind" and "the mayor, Anna Berg,"."""
    if at and units[at - 1].low == ",":
        at -= 1
        start = at
        while start and units[start - 1].is_nominal and at - start < _NEAR:
            start -= 1
        if start == at or units[start].low not in rules.definite:
            return []
        words = [unit for unit in units[start:at] if unit.sort == WORD]
        found = [unit.low for unit in words if unit.low in rules.people]
        return found[:1]
    before = units[at - 1] if at else None
    return [before.low] if before and before.low in rules.people else []


def _after(units: Sequence[Unit], at: int, rules: Rules) -> list[str]:
    """The office in "Anna Berg, the mayor of the town,"."""
    if at + 1 >= len(units) or units[at + 1].low != ",":
        return []
    words = []
    for unit in units[at + 2 : at + 2 + _NEAR]:
        if not unit.is_nominal or unit.low in rules.relatives:
            break
        words.append(unit.low)
    found = [word for word in words if word in rules.people]
    starts = bool(words) and (words[0] in rules.determiners or words[0] in rules.people)
    return found[:1] if starts or len(words) < _SHORT else []
