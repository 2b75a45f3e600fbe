"""The subject of a verb: the noun phrase before it, past relative clauses, appositions and words of time."""

from collections.abc import Iterator

from generator.proposals.attributions.nouns import REACH, Span, first_noun, is_adverb, is_finite, is_past, span_of
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.units import MARK, NAME, SPEECH, WORD, Sentence


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
    """Whom "who" behind a comma means: the name before it, unless that only belongs to a noun for people."""
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
    while len(segments) > 1 and sentence.lows[segments[-1][0]] in rules.prepositions:
        segments.pop()
    if segments and _goes_on(sentence, rules, segments[-1]):
        return _main(sentence, rules)
    while len(segments) > 1 and not _may_open(sentence, rules, segments[0]):
        segments.pop(0)
    if not segments:
        return None
    last = segments[-1]
    if len(segments) > 1 and _is_name(sentence, rules, last) and not _is_name(sentence, rules, segments[-2]):
        return last[1] - 1, last[1]
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
    return not (segment[1] - segment[0] == 1 and sentence.units[segment[0]].sort == WORD and is_adverb(low, rules))


def _phrase_before(sentence: Sentence, rules: Rules, edge: int) -> Span | None:
    """The phrase that ends before `edge`, as far to the left as it may go."""
    joined = -1
    at = edge
    while at > 0 and edge - at < REACH:
        unit = sentence.units[at - 1]
        if not unit.is_nominal:
            if unit.low != "," or not _is_list(sentence, at - 1, joined):
                break
        elif unit.sort == WORD and _ends_clause(sentence, rules, at - 1):
            parts = unit.low not in rules.subordinators and joined >= at and joined + 1 < edge
            return (joined + 1, edge) if parts else span_of(at, edge)
        elif unit.low in rules.conjunctions:
            joined = at - 1 if joined < 0 or joined >= at else joined
        at -= 1
    return span_of(at, edge)


def _is_list(sentence: Sentence, comma: int, joined: int) -> bool:
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
    if low in rules.prepositions and (low not in rules.subordinators or low in rules.as_):
        return False
    return (
        low in rules.subordinators
        or low in rules.relatives
        or low in rules.auxiliaries
        or low in rules.modals
        or (low in rules.verb_forms and is_finite(sentence, rules, at))
        or (is_past(sentence, rules, at) and _joins_clauses(sentence, rules, at))
    )


def _joins_clauses(sentence: Sentence, rules: Rules, at: int) -> bool:
    """Whether an "and" follows, so that what is before it is a clause and no noun: "three died and police said"."""
    return any(
        unit.low in rules.conjunctions for unit in sentence.units[at + 1 : at + REACH] if unit.sort in {WORD, MARK}
    )
