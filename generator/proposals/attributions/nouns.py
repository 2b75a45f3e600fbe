"""Noun phrases that may be a voice: what stands before a verb as its subject, and what a phrase such as "according to"
names.

There is no parser here, and none is needed: a voice is a name, a pronoun, or a noun for people, bodies or publications
with the words around it, and small words tell where it ends.
"""

from collections.abc import Iterator
from typing import NamedTuple

from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.units import MARK, NAME, PLACE, SPEECH, WORD, Sentence, Unit

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


def subject(sentence: Sentence, rules: Rules, edge: int) -> Span | None:
    """The units of the subject of a verb whose first unit is `edge`: as written, with all that belongs to it.

    The second of two verbs ("said …, and warned …") has that of the first. A relative clause without a comma
    ("those who say") tells which people are meant, and is no statement of anybody's.
    """
    at = edge - 1
    units = sentence.units
    if at < 0:
        return None
    if units[at].low in rules.relatives:
        return _antecedent(sentence, rules, at - 1) if at and units[at - 1].low == "," else None
    if units[at].low == ",":
        return _before_apposition(sentence, rules, at)
    if units[at].low in rules.conjunctions | rules.contrast:
        return _main(sentence, rules)
    return _before_relative(sentence, rules, edge) or _phrase_before(sentence, rules, edge)


def _antecedent(sentence: Sentence, rules: Rules, comma: int) -> Span | None:
    """Whom "who" or "which" behind a comma means: the name before it, unless that only belongs to a noun for people."""
    span = _phrase_before(sentence, rules, comma)
    named = span and sentence.units[comma - 1].sort == NAME
    if span and named and not any(low in rules.roles for low in sentence.lows[slice(*span)]):
        return comma - 1, comma
    return span


def _main(sentence: Sentence, rules: Rules) -> Span | None:
    main = first_noun(sentence, rules)
    return (main.first, main.last) if main else None


def _before_relative(sentence: Sentence, rules: Rules, edge: int) -> Span | None:
    """The noun before "who" where a whole relative clause stands between it and its verb."""
    for at in range(edge - 1, max(-1, edge - REACH), -1):
        unit = sentence.units[at]
        if not unit.is_nominal:
            return None
        if unit.low in rules.relatives:
            clause = range(at + 1, edge)
            if any(is_finite(sentence, rules, inner) for inner in clause):
                return _phrase_before(sentence, rules, at)
            return None
    return None


def _before_apposition(sentence: Sentence, rules: Rules, comma: int) -> Span | None:
    """The noun before a comma that another noun, or a clause, stands between: "Berg, the mayor, said"."""
    start = comma
    while start > 0 and comma - start < REACH and sentence.units[start - 1].sort != SPEECH:
        if sentence.units[start - 1].low in {";", ":", "—", "–"}:
            break
        start -= 1
    segments = [part for part in _segments(sentence, start, comma) if part[0] < part[1]]
    while segments and sentence.lows[segments[-1][0]] in rules.prepositions and len(segments) > 1:
        segments.pop()
    if segments and _goes_on(sentence, rules, segments[-1]):
        return _main(sentence, rules)
    while len(segments) > 1 and not _may_open(sentence, rules, segments[0]):
        segments.pop(0)
    if not segments:
        return None
    name = segments[-1] if len(segments) > 1 else segments[0]
    if len(segments) > 1 and _is_name(sentence, rules, name) and not _is_name(sentence, rules, segments[-2]):
        return name[1] - 1, name[1]
    return _phrase_before(sentence, rules, segments[0][1])


def _goes_on(sentence: Sentence, rules: Rules, segment: Span) -> bool:
    """Whether a part ends with an "and" or "and then": what follows has the subject of what is before."""
    lows = sentence.lows[segment[0] : segment[1]]
    return lows[-1] in rules.conjunctions or (
        len(lows) > 1 and lows[-2] in rules.conjunctions and lows[-1] in rules.adverbs
    )


def _is_name(sentence: Sentence, rules: Rules, segment: Span) -> bool:
    """Whether a part is a name, alone or behind an office: "the mayor, former judge Anna Berg,"."""
    units = sentence.units[slice(*segment)]
    return units[-1].sort == NAME and not any(unit.low in rules.prepositions for unit in units)


def _segments(sentence: Sentence, start: int, end: int) -> Iterator[Span]:
    first = start
    for at in range(start, end):
        if sentence.units[at].low == ",":
            yield first, at
            first = at + 1
    yield first, end


def _may_open(sentence: Sentence, rules: Rules, segment: Span) -> bool:
    """Whether a subject may stand in a part between commas: "On Monday," holds none."""
    low = sentence.units[segment[0]].low
    if low in rules.prepositions or (low in rules.subordinators and low not in rules.contrast):
        return False
    return not (segment[1] - segment[0] == 1 and sentence.units[segment[0]].sort == WORD and _is_adverb(low, rules))


def _phrase_before(sentence: Sentence, rules: Rules, edge: int) -> Span | None:
    """The phrase that ends before `edge`, as far to the left as it may go."""
    joined = -1
    at = edge
    while at > 0 and edge - at < REACH:
        unit = sentence.units[at - 1]
        if not unit.is_nominal:
            if unit.low != "," or not _is_list(sentence, rules, at - 1, joined):
                break
        elif unit.sort == WORD and _ends_clause(sentence, rules, at - 1):
            parts = unit.low not in rules.subordinators and joined >= at and joined + 1 < edge
            return (joined + 1, edge) if parts else _span(at, edge)
        elif unit.low in rules.conjunctions:
            joined = at - 1 if joined < 0 or joined >= at else joined
        at -= 1
    return _span(at, edge)


def _span(first: int, last: int) -> Span | None:
    return (first, last) if first < last else None


def _is_list(sentence: Sentence, rules: Rules, comma: int, joined: int) -> bool:
    """Whether a comma parts the names of a list: "Berg, Holm and Lind said"."""
    return (
        joined > comma
        and comma > 0
        and sentence.units[comma - 1].sort == NAME
        and all(unit.sort == NAME or unit.low == "," for unit in sentence.units[comma + 1 : joined])
    )


def _ends_clause(sentence: Sentence, rules: Rules, at: int) -> bool:
    """Whether what stands left of here is another clause."""
    low = sentence.units[at].low
    if low in rules.prepositions and low not in rules.conditions:
        return False
    return (
        low in rules.subordinators
        or low in rules.relatives
        or low in rules.auxiliaries
        or low in rules.modals
        or (low in rules.verb_forms and is_finite(sentence, rules, at))
        or (_is_past(sentence, rules, at) and _joins_clauses(sentence, rules, at))
    )


def _joins_clauses(sentence: Sentence, rules: Rules, at: int) -> bool:
    """Whether an "and" follows, so that what is before it is a clause and no noun: "three died and police said"."""
    return any(
        unit.low in rules.conjunctions for unit in sentence.units[at + 1 : at + REACH] if unit.sort in {WORD, MARK}
    )


def _is_past(sentence: Sentence, rules: Rules, at: int) -> bool:
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
    return bool(forms & {"past", "singular"}) or _is_past(sentence, rules, at)


def _is_adverb(low: str, rules: Rules) -> bool:
    return low in rules.adverbs or low.endswith(rules.adverb_endings)


def first_noun(sentence: Sentence, rules: Rules) -> Noun | None:
    """The noun that the sentence is about: the first that no preposition stands before."""
    for at, unit in enumerate(sentence.units[:40]):
        before = sentence.lows[at - 1] if at else ""
        if unit.possessive or before in rules.prepositions:
            continue
        if unit.sort == NAME or (unit.sort == WORD and unit.low in rules.all_pronouns):
            return Noun(
                at, at + 1, at, unit.sort if unit.sort == NAME else "pronoun", unit.low in rules.pronouns.plural
            )
        if unit.sort == WORD and unit.low in rules.roles:
            span = phrase_after(sentence, rules, at)
            first = at
            while first and sentence.units[first - 1].is_nominal and sentence.lows[first - 1] not in rules.prepositions:
                first -= 1
            found = nouns(sentence, rules, (first, span[1])) if span else []
            return found[0] if found else None
    return None


def phrase_after(sentence: Sentence, rules: Rules, start: int) -> Span | None:
    """The phrase that begins at `start`, up to a mark, a verb or another clause."""
    at = start
    while at < len(sentence.units) and at - start < REACH:
        unit = sentence.units[at]
        if not unit.is_nominal or unit.low in rules.relatives or unit.low in rules.modals:
            break
        if unit.low in rules.prepositions and at > start:
            if _is_time(sentence, rules, at + 1) or sentence.units[at - 1].sort == NAME:
                break
        elif at > start and unit.sort == WORD and (unit.low in rules.subordinators or is_finite(sentence, rules, at)):
            break
        elif at > start and unit.sort == WORD and unit.low in rules.calendar | rules.adverbs:
            break
        at += 1
    while at > start and sentence.units[at - 1].low in rules.conjunctions | rules.prepositions:
        at -= 1
    return _span(start, at)


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
        _is_adverb(low, rules) and low not in rules.all_pronouns and low not in rules.determiners
    )


def _is_trailing(unit: Unit, rules: Rules) -> bool:
    return _is_adverb(unit.low, rules) or unit.low in rules.calendar or unit.low in rules.prepositions


def _from_head(sentence: Sentence, rules: Rules, first: int, last: int) -> int:
    """Where the noun begins in words that also end a phrase of time: "on Monday the minister", "after the talks Berg"."""
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
    first, end = chunk
    units = sentence.units
    tail = units[end - 1]
    if tail.possessive and last == end:
        return None
    if tail.sort in {NAME, PLACE}:
        return Noun(first, last, end - 1, tail.sort, plural=False)
    if tail.low in rules.all_pronouns:
        return Noun(end - 1, end, end - 1, "pronoun", plural=tail.low in rules.pronouns.plural)
    if tail.low in rules.quantities and end - first <= _AND_ARTICLE:
        return Noun(first, last, end - 1, "people", tail.low not in rules.singular_quantities)
    heads = [at for at in range(first, end) if units[at].sort == WORD and units[at].low in rules.roles]
    many = tail.low.endswith(rules.plural_endings)
    if heads:
        head = heads[0] if rules.head_first else heads[-1]
        low = units[head].low
        if rules.head_first or head == end - 1 or not many or low.endswith(rules.plural_endings):
            return Noun(first, last, head, rules.role(low), low.endswith(rules.plural_endings))
    if tail.low in rules.nobody or tail.low in rules.determiners or not tail.low[:1].isalpha():
        return None
    return Noun(first, last, end - 1, "people" if heads else "other", many)
