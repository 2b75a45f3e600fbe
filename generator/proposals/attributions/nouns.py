"""Noun phrases that may be a voice, as they stand before a verb or behind words such as "according to".

There is no parser here, and none is needed: a voice is a name, a pronoun, or a noun for people, bodies or publications
with the words around it, and small words tell where it ends.
"""

from typing import NamedTuple

from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.units import NAME, PLACE, WORD, Sentence, Unit

REACH = 40
"""Units that are looked at on either side of a verb."""

_AND_ARTICLE = 2
"""Units of a word for how many and its article: "a third"."""

Span = tuple[int, int]
"""Units, half-open."""


class Noun(NamedTuple):
    """A noun phrase: its units, where its head is, and what its head is.

    `sort` is name, place, pronoun, people, bodies, publications, or other where the head is in no list.
    """

    first: int
    last: int
    head: int
    sort: str
    plural: bool


def span_of(first: int, last: int) -> Span | None:
    """The span, if it holds a unit."""
    return (first, last) if first < last else None


def is_past(sentence: Sentence, rules: Rules, at: int) -> bool:
    """Whether the word has the form of a past, and stands where a verb may."""
    unit = sentence.units[at]
    before = sentence.units[at - 1] if at else None
    return (
        unit.sort == WORD
        and unit.low.endswith(rules.finite_endings)
        and len(unit.low) > 3
        and before is not None
        and before.is_nominal
        and before.low not in rules.determiners
        and before.low not in rules.prepositions
    )


def is_finite(sentence: Sentence, rules: Rules, at: int) -> bool:
    """Whether the word is, as far as its form tells, the verb of a clause."""
    unit = sentence.units[at]
    if unit.sort != WORD:
        return False
    if unit.low in rules.auxiliaries or unit.low in rules.modals:
        return unit.low not in rules.infinitive
    before = sentence.units[at - 1] if at else None
    if before is None or not before.is_nominal or before.low in rules.noun_after or before.possessive:
        return False
    forms = {form for verb in rules.verb_forms.get(unit.low, ()) for form in verb.forms}
    if "plural" in forms and before.low in rules.roles and before.low.endswith(rules.plural_endings):
        return True
    return bool(forms & {"past", "singular"}) or is_past(sentence, rules, at)


def is_adverb(low: str, rules: Rules) -> bool:
    """Whether the word only adds to a verb."""
    return low in rules.adverbs or low.endswith(rules.adverb_endings)


def first_noun(sentence: Sentence, rules: Rules) -> Noun | None:
    """The noun that the sentence is about: the first that no preposition stands before."""
    for at, unit in enumerate(sentence.units[:REACH]):
        if unit.possessive or (at and sentence.lows[at - 1] in rules.prepositions):
            continue
        if unit.sort == NAME:
            return Noun(at, at + 1, at, NAME, plural=False)
        if unit.sort == WORD and unit.low in rules.all_pronouns:
            return Noun(at, at + 1, at, "pronoun", unit.low in rules.pronouns.plural)
        if unit.sort == WORD and unit.low in rules.roles:
            return _around(sentence, rules, at)
    return None


def _around(sentence: Sentence, rules: Rules, at: int) -> Noun | None:
    """The noun phrase that the unit is part of."""
    span = phrase_after(sentence, rules, at)
    first = at
    while first and sentence.units[first - 1].is_nominal and sentence.lows[first - 1] not in rules.prepositions:
        first -= 1
    found = nouns(sentence, rules, (first, span[1])) if span else []
    return found[0] if found else None


def phrase_after(sentence: Sentence, rules: Rules, start: int) -> Span | None:
    """The phrase that begins at `start`, up to a mark, a verb or another clause."""
    at = start
    while at < len(sentence.units) and at - start < REACH and not _ends_phrase(sentence, rules, start, at):
        at += 1
    while at > start and sentence.units[at - 1].low in rules.conjunctions | rules.prepositions:
        at -= 1
    return span_of(start, at)


def _ends_phrase(sentence: Sentence, rules: Rules, start: int, at: int) -> bool:
    unit = sentence.units[at]
    low = unit.low
    if not unit.is_nominal or low in rules.relatives or low in rules.modals:
        return True
    if at == start:
        return False
    if low in rules.prepositions:
        return _is_time(sentence, rules, at + 1) or sentence.units[at - 1].sort == NAME
    small = low in rules.subordinators or low in rules.calendar or low in rules.adverbs
    return unit.sort == WORD and (small or is_finite(sentence, rules, at))


def _is_time(sentence: Sentence, rules: Rules, at: int) -> bool:
    words = sentence.lows[at : at + 3]
    return any(word in rules.calendar or word in rules.occasions or word[:1].isdigit() for word in words)


def nouns(sentence: Sentence, rules: Rules, span: Span) -> list[Noun]:
    """The noun phrases of a span, joined by "and" or commas; only those that have a head."""
    parts: list[Span] = []
    first = span[0]
    for at in range(*span):
        if sentence.units[at].low in rules.conjunctions or sentence.units[at].low == ",":
            parts.append((first, at))
            first = at + 1
    parts.append((first, span[1]))
    read = (_noun(sentence, rules, *part) for part in parts if part[0] < part[1])
    return [noun for noun in read if noun]


def _noun(sentence: Sentence, rules: Rules, first: int, last: int) -> Noun | None:
    units = sentence.units
    while first < last and units[first].sort == WORD and (_leads(units[first], rules) or units[first].low in rules.as_):
        first += 1
    while first < last and units[last - 1].sort == WORD and _is_trailing(units[last - 1], rules):
        last -= 1
    if (
        last - first > 1
        and units[first].low.endswith(rules.finite_endings)
        and units[first + 1].low in rules.prepositions
    ):
        first += 1
    if first >= last:
        return None
    if units[first].low in rules.prepositions:
        chunks = [at for at in range(first, last) if units[at].low in rules.prepositions]
        first = _from_head(sentence, rules, chunks[-1] + 1, last)
        if first >= last:
            return None
    end = next((at for at in range(first, last) if units[at].low in rules.prepositions), last)
    return _headed(sentence, rules, (first, end), last)


def _leads(unit: Unit, rules: Rules) -> bool:
    low = unit.low
    return low in rules.contrast or (
        is_adverb(low, rules) and low not in rules.all_pronouns and low not in rules.determiners
    )


def _is_trailing(unit: Unit, rules: Rules) -> bool:
    return is_adverb(unit.low, rules) or unit.low in rules.calendar or unit.low in rules.prepositions


def _from_head(sentence: Sentence, rules: Rules, first: int, last: int) -> int:
    """Where the noun begins in words that also end a phrase of time: "on Monday the minister"."""
    units = sentence.units
    if units[last - 1].sort == NAME:
        return last - 1
    for at in range(last - 1, first - 1, -1):
        if units[at].low in rules.determiners:
            return at
    while first < last and (units[first].low in rules.calendar or units[first].low[:1].isdigit()):
        first += 1
    return first


def _headed(sentence: Sentence, rules: Rules, chunk: Span, last: int) -> Noun | None:
    """The noun phrase of a chunk, which ends at `last` with all that follows on prepositions."""
    first, end = chunk
    tail = sentence.units[end - 1]
    if tail.possessive and last == end:
        return None
    if tail.sort in {NAME, PLACE}:
        return Noun(first, last, end - 1, tail.sort, plural=False)
    if tail.low in rules.all_pronouns:
        return Noun(end - 1, end, end - 1, "pronoun", plural=tail.low in rules.pronouns.plural)
    if tail.low in rules.quantities and end - first <= _AND_ARTICLE:
        return Noun(first, last, end - 1, "people", tail.low not in rules.singular_quantities)
    return _common(sentence, rules, chunk, last)


def _common(sentence: Sentence, rules: Rules, chunk: Span, last: int) -> Noun | None:
    """The phrase of a common noun: one for voices, or any other that ends the chunk."""
    first, end = chunk
    units = sentence.units
    tail = units[end - 1].low
    many = tail.endswith(rules.plural_endings)
    heads = [at for at in range(first, end) if units[at].sort == WORD and units[at].low in rules.roles]
    if heads:
        head = heads[0] if rules.head_first else heads[-1]
        low = units[head].low
        if rules.head_first or head == end - 1 or not many or low.endswith(rules.plural_endings):
            return Noun(first, last, head, rules.role(low), low.endswith(rules.plural_endings))
    if tail in rules.nobody or tail in rules.determiners or not tail[:1].isalpha():
        return None
    return Noun(first, last, end - 1, "people" if heads else "other", many)
