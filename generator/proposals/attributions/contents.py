"""What is said: the part of a sentence that a verb of saying has as its content.

Each frame of a verb (languages/en/attributions.yml explains them) has a function that looks for it behind the verb;
`BEHIND` has them in the order in which they are tried.
"""

from collections.abc import Callable
from typing import NamedTuple

from generator.proposals.attributions.nouns import REACH, is_adverb, is_finite, phrase_after
from generator.proposals.attributions.rules import Rules, Verb
from generator.proposals.attributions.units import MARK, NAME, SPEECH, WORD, Sentence
from generator.proposals.attributions.verbs import Saying, opens_clause

_NEAR = 4
_OBJECT = 14
"""Units of the one who is told, urged or accused, at most."""


class Content(NamedTuple):
    """The units of what is said; `frame` tells how it was found, `toward` the units of the one it is said of or to."""

    first: int
    last: int
    frame: str
    toward: tuple[int, int] | None = None
    direct: bool = False


def behind(sentence: Sentence, rules: Rules, saying: Saying, end: int) -> tuple[Content, Verb] | None:
    """What stands behind the verb as its content, up to the unit `end`, and as which verb it takes it."""
    for look in _BEHIND:
        for verb in saying.senses:
            content = look(sentence, rules, saying, verb, end)
            if content and content.first < content.last:
                return content, verb
    return None


def _that(sentence: Sentence, rules: Rules, saying: Saying, verb: Verb, end: int) -> Content | None:
    if not verb.takes & {"clause", "that", "person"}:
        return None
    at = saying.after
    if at < end and sentence.lows[at] in rules.that:
        return Content(at + 1, end, "that")
    told = phrase_after(sentence, rules, at) if "person" in verb.takes else None
    if told and told[1] - told[0] < _OBJECT:
        that = _past_occasion(sentence, rules, told[1], end)
        if that < end and sentence.lows[that] in rules.that:
            return Content(that + 1, end, "that", told)
    at = _past_occasion(sentence, rules, at, end)
    if saying.after < at < end and sentence.lows[at] in rules.that:
        return Content(at + 1, end, "that")
    return None


def _past_occasion(sentence: Sentence, rules: Rules, at: int, end: int) -> int:
    """The unit behind words of time and occasion: "on Monday", "in an interview with the paper,"."""
    start = at
    while at < end and at - start < REACH:
        unit = sentence.units[at]
        low = unit.low
        if low == ",":
            at += 1
        elif low in rules.prepositions:
            at = _past_phrase(sentence, rules, at, end)
        elif is_adverb(low, rules) or low[:1].isdigit() or _is_occasion(sentence, rules, at):
            at += 1
        else:
            break
    return at


def _is_occasion(sentence: Sentence, rules: Rules, at: int) -> bool:
    """Whether here is a word of time or occasion, or the article of one."""
    near = sentence.lows[at : at + 3] if sentence.lows[at] in rules.determiners else sentence.lows[at : at + 1]
    return any(low in rules.calendar or low in rules.occasions for low in near)


def _past_phrase(sentence: Sentence, rules: Rules, at: int, end: int) -> int:
    """The unit behind a preposition and its noun."""
    at += 1
    while at < end:
        unit = sentence.units[at]
        if not unit.is_nominal or unit.low in rules.that or unit.low in rules.prepositions:
            return at
        at += 1
        if unit.sort == NAME or unit.low in rules.calendar or unit.low in rules.occasions:
            return at
        if is_finite(sentence, rules, at - 1):
            return at - 1
    return at


def _speech(sentence: Sentence, rules: Rules, saying: Saying, verb: Verb, end: int) -> Content | None:
    """Words in quotation marks directly behind the verb, or behind words of time, an audience, or a colon."""
    told = phrase_after(sentence, rules, saying.after) if verb.takes & {"person", "order", "clause"} else None
    for start in {saying.after, told[1] if told else saying.after}:
        at = _past_occasion(sentence, rules, start, end)
        while at < end and sentence.units[at].sort == MARK:
            at += 1
        if at < end and sentence.units[at].sort == SPEECH:
            return Content(at, at + 1, "quote", direct=True)
    return None


def _infinitive(sentence: Sentence, rules: Rules, saying: Saying, verb: Verb, end: int) -> Content | None:
    at = saying.after
    if "reflexive" in verb.takes:
        if at + 1 < end and sentence.lows[at] in rules.reflexives:
            return Content(at + 1, end, "infinitive")
        return None
    if "infinitive" not in verb.takes:
        return None
    at = at if at < end and sentence.lows[at] in rules.infinitive else _past_occasion(sentence, rules, at, end)
    return Content(at, end, "infinitive") if at < end and sentence.lows[at] in rules.infinitive else None


def _order(sentence: Sentence, rules: Rules, saying: Saying, verb: Verb, end: int) -> Content | None:
    if "order" not in verb.takes or saying.voice == "passive":
        return None
    ordered = phrase_after(sentence, rules, saying.after)
    if ordered and _is_to(sentence, rules, ordered[0]):
        return None
    if not ordered or ordered[1] - ordered[0] > _OBJECT or ordered[1] >= end:
        return None
    to = next((at for at in range(ordered[0] + 1, min(ordered[1] + 2, end)) if _is_to(sentence, rules, at)), None)
    return Content(saying.after, end, "order", (ordered[0], to)) if to else None


def _is_to(sentence: Sentence, rules: Rules, at: int) -> bool:
    return sentence.lows[at] in rules.infinitive or sentence.lows[at] in rules.negations


def _accused(sentence: Sentence, rules: Rules, saying: Saying, verb: Verb, end: int) -> Content | None:
    at = saying.after
    if "accused" not in verb.takes or at >= end or not sentence.units[at].is_nominal:
        return None
    if sentence.lows[at] in rules.prepositions:
        return None
    first = next((to for to in range(at + 1, min(at + _OBJECT, end)) if sentence.lows[to] in rules.prepositions), None)
    return Content(at, end, "accused", (at, first)) if first else None


def _judged(sentence: Sentence, rules: Rules, saying: Saying, verb: Verb, end: int) -> Content | None:
    """The object of "called it a whitewash", "described the decision as hard" or "put the cost at a million"."""
    at = saying.after
    if not verb.takes & {"as", "figure"} or at + 2 >= end or not sentence.units[at].is_nominal:
        return None
    near = sentence.lows[at : min(end, at + _OBJECT)]
    if "figure" in verb.takes:
        named = any(low in rules.figures for low in near[:_NEAR])
        return Content(at, end, "figure") if named and any(low in rules.figure_at for low in near) else None
    if near[0] in rules.prepositions | rules.infinitive:
        return None
    as_at = next((at + number for number, low in enumerate(near) if low in rules.as_), None)
    judges = "call" in verb.lemma and any(low in rules.determiners for low in near[1:])
    judges = judges or any(low in rules.said_noun_kinds for low in near[:-1])
    return (
        Content(at, end, "as", (at, as_at or min(at + _NEAR, end)))
        if as_at or judges or _speaks(sentence, at + 1, end)
        else None
    )


def _speaks(sentence: Sentence, first: int, end: int) -> bool:
    """Whether words in quotation marks follow, spoken or not."""
    text = sentence.text[sentence.units[first - 1].end : sentence.units[min(end, first + _OBJECT) - 1].end]
    return any(mark in text for mark in '“«"„‘')


def _thing(sentence: Sentence, rules: Rules, saying: Saying, verb: Verb, end: int) -> Content | None:
    at = saying.after
    if not verb.takes & {"thing", "about"} or at >= end or not sentence.units[at].is_nominal:
        return None
    unit = sentence.units[at]
    if "about" in verb.takes and unit.low in rules.about_words:
        return Content(at, end, "thing")
    if "thing" not in verb.takes:
        return None
    if unit.sort == WORD and unit.low in rules.prepositions | rules.infinitive | rules.relatives | rules.conjunctions:
        return None
    if verb.kind == "denial" and "clause" not in verb.takes:
        denied = phrase_after(sentence, rules, at)
        words = sentence.lows[slice(*denied)] if denied else ()
        if not any(word in rules.denied_things for word in words):
            return None
    return Content(at, end, "thing")


def _clause(sentence: Sentence, rules: Rules, saying: Saying, verb: Verb, end: int) -> Content | None:
    """A clause without "that"."""
    if "clause" not in verb.takes:
        return None
    told = phrase_after(sentence, rules, saying.after) if "person" in verb.takes else None
    starts = [told[1] if told else end] if told and _is_told(sentence, rules, told) else []
    starts.append(_past_occasion(sentence, rules, saying.after, end))
    starts.append(saying.after)
    for start in starts:
        if start < end and opens_clause(sentence, rules, start) and _has_verb(sentence, rules, start, end):
            return Content(start, end, "clause")
    return None


def _is_told(sentence: Sentence, rules: Rules, told: tuple[int, int]) -> bool:
    units = sentence.units[told[0] : told[1]]
    return units[-1].sort == NAME or units[-1].low in rules.roles or units[-1].low in rules.occasions


def _has_verb(sentence: Sentence, rules: Rules, start: int, end: int) -> bool:
    """Whether a verb follows: verbs of other kinds are not known, so any form that may be one counts."""
    return any(
        is_finite(sentence, rules, at)
        or (sentence.units[at].sort == WORD and at > start and sentence.lows[at].endswith(rules.plural_endings[:1]))
        for at in range(start, min(end, start + REACH))
    )


_Look = Callable[[Sentence, Rules, Saying, Verb, int], Content | None]
_BEHIND: tuple[_Look, ...] = (_that, _speech, _infinitive, _accused, _judged, _order, _thing, _clause)


def before(sentence: Sentence, comma: int, start: int) -> Content | None:
    """What stands before a verb that follows what is said: `comma` is the mark or speech that ends it."""
    units = sentence.units
    for at in range(comma, max(start, comma - _OBJECT) - 1, -1):
        if units[at].sort == SPEECH:
            return Content(at, at + 1, "quote", direct=True)
    return Content(start, comma, "parenthesis") if comma - start >= 2 else None
