"""Verbs of saying in a sentence: which words are one, and how it is used.

A form is not always a verb ("the claim that", "the reported attack"), and a verb does not always say that something
was said: it may be negated, asked, planned or supposed.
"""

from collections.abc import Iterator
from typing import NamedTuple

from generator.proposals.attributions.nouns import REACH
from generator.proposals.attributions.rules import Rules, Verb
from generator.proposals.attributions.units import WORD, Sentence

_GROUP = 8
"""Units that a verb has before it as its auxiliaries and adverbs, at most."""

_NEEDED = 14
"""Units behind a verb in which a word that it needs must stand."""


class Saying(NamedTuple):
    """A verb of saying at unit `at`, whose auxiliaries begin at `edge`; `after` is the first unit behind it.

    `voice` is active, passive or gerund; `senses` are the verbs that the form may be.
    """

    at: int
    edge: int
    after: int
    senses: tuple[Verb, ...]
    voice: str
    negated: bool = False


def sayings(sentence: Sentence, rules: Rules) -> Iterator[Saying]:
    """The verbs by which somebody says something, or does not, in order."""
    for at, unit in enumerate(sentence.units):
        if unit.sort != WORD:
            continue
        if unit.low in rules.verb_forms or unit.low in rules.unowned:
            saying = _used(sentence, rules, at)
            if saying:
                yield saying


def _used(sentence: Sentence, rules: Rules, at: int) -> Saying | None:
    """How the form at `at` is used, if it is a verb of saying there."""
    lows = sentence.lows
    if at and lows[at - 1] in rules.conjunctions & rules.negations:
        return None
    senses = _senses(lows, rules, at)
    after = at + 1 + (len(senses[0].particle.split()) if senses else 0)
    edge, auxiliaries = _group(lows, rules, at)
    forms = frozenset(form for verb in senses for form in verb.forms)
    negated = any(_negates(word, rules) for word in auxiliaries)
    saying = Saying(at, edge, after, senses, _voice(lows[at], rules, forms, auxiliaries), negated)
    planned = any(word in rules.modals for word in auxiliaries)
    if saying.voice == "passive":
        return None if planned else saying
    if not senses:
        return None
    if saying.voice == "gerund":
        owned = at > 0 and (sentence.units[at - 1].possessive or lows[at - 1] in rules.determiners)
        return None if owned else saying
    if planned:
        return _after_modal(sentence, rules, saying)
    return saying if auxiliaries else _without_auxiliary(sentence, rules, saying, forms)


def _without_auxiliary(sentence: Sentence, rules: Rules, saying: Saying, forms: frozenset[str]) -> Saying | None:
    """A verb that stands alone, if it is no noun and no participle; before "by" it is one in the passive."""
    lows, at = sentence.lows, saying.at
    by = lows[saying.after : saying.after + 1]
    if "participle" in forms and by and by[0] in rules.by:
        return saying._replace(voice="passive")
    bound = saying.edge > 0 and "-" in lows[saying.edge - 1] and lows[saying.edge - 1] in rules.all_pronouns
    if forms == {"participle"} and not bound:
        return None
    return None if saying.edge == at and _is_noun(sentence, rules, at) else saying


def _voice(low: str, rules: Rules, forms: frozenset[str], auxiliaries: list[str]) -> str:
    """The voice: active, passive or gerund."""
    bound = any(word in rules.passive for word in auxiliaries)
    if "gerund" in forms:
        return "active" if bound else "gerund"
    return "passive" if bound and (low in rules.unowned or "participle" in forms) else "active"


def _senses(lows: tuple[str, ...], rules: Rules, at: int) -> tuple[Verb, ...]:
    """The verbs that the form may be here; of those with other words behind them ("point out") the longest."""
    senses = [verb for verb in rules.verb_forms.get(lows[at], ()) if _is_whole(lows, at + 1, verb)]
    longest = max((len(verb.particle.split()) for verb in senses), default=0)
    return tuple(verb for verb in senses if len(verb.particle.split()) == longest)


def _is_whole(lows: tuple[str, ...], after: int, verb: Verb) -> bool:
    """Whether the other words of the verb stand behind it."""
    particle = tuple(verb.particle.split())
    if lows[after : after + len(particle)] != particle:
        return False
    return not verb.group.needs or any(low in verb.group.needs for low in lows[after : after + _NEEDED])


def _negates(word: str, rules: Rules) -> bool:
    return word in rules.negations or word.endswith("n't")


def _group(lows: tuple[str, ...], rules: Rules, at: int) -> tuple[int, list[str]]:
    """Where the verb's auxiliaries begin, and which they are."""
    edge = at
    found: list[str] = []
    for before in range(at - 1, max(-1, at - _GROUP), -1):
        low = lows[before]
        if low in rules.auxiliaries or low in rules.modals or _negates(low, rules):
            found.append(low)
            edge = before
        elif low not in rules.adverbs and not low.endswith(rules.adverb_endings):
            break
    if found:
        return edge, found
    while (
        edge > 0
        and at - edge < _GROUP
        and (lows[edge - 1] in rules.adverbs or lows[edge - 1].endswith(rules.adverb_endings))
        and lows[edge - 1] not in rules.reflexives
    ):
        edge -= 1
    return (edge if edge > 0 else at), found


def _after_modal(sentence: Sentence, rules: Rules, saying: Saying) -> Saying | None:
    """A verb that is only planned, possible or ordered says nothing; "went on to say" does."""
    lows = sentence.lows
    if lows[saying.edge] in rules.infinitive:
        if (
            saying.edge > 1
            and lows[saying.edge - 1] in rules.impersonal_kinds
            and lows[saying.edge - 2] in rules.passive
        ):
            return saying._replace(edge=saying.edge - 2)
        for start in range(max(0, saying.edge - 3), saying.edge):
            length = rules.phrases["goes_on"].at(lows, start)
            if length and start + length == saying.edge:
                return saying._replace(edge=start)
    return None


def _is_noun(sentence: Sentence, rules: Rules, at: int) -> bool:
    """Whether the form is a noun or an adjective here."""
    if not at:
        return True
    before = sentence.units[at - 1]
    return before.possessive or before.low in rules.noun_after


def is_supposed(sentence: Sentence, rules: Rules, first: int) -> bool:
    """Whether the clause whose subject begins at `first` is a condition, a question, or a reason of the author's."""
    lows = sentence.lows
    for at in range(max(0, first - 3), first):
        if lows[at] in rules.conditions:
            return True
        length = rules.phrases["embedding"].at(lows, at)
        if length and at + length == first:
            return True
    ends_asked = bool(lows) and lows[-1] == "?"
    return ends_asked and not any(low == "“”" for low in lows[-2:])


def opens_clause(sentence: Sentence, rules: Rules, at: int) -> bool:
    """Whether a clause may begin at `at`, and goes on to a verb."""
    units = sentence.units
    if at >= len(units) or not units[at].is_nominal:
        return False
    low = units[at].low
    if units[at].sort == WORD and (low in rules.auxiliaries or low in rules.modals or low in rules.conjunctions):
        return False
    if low in rules.prepositions and low not in rules.conditions:
        return any(unit.low == "," for unit in units[at : at + REACH])
    return len(units) - at >= 3
