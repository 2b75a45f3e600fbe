"""From the verbs of a sentence to findings: who is the subject, and what is said."""

from collections.abc import Iterator, Sequence

from generator.proposals.attributions import contents
from generator.proposals.attributions.attributing import Reading, Said, finding
from generator.proposals.attributions.contents import Content
from generator.proposals.attributions.finding import Finding
from generator.proposals.attributions.nouns import Noun, Span, first_noun, is_finite, nouns, phrase_after
from generator.proposals.attributions.passives import read_passive
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.subjects import subject
from generator.proposals.attributions.units import MARK, NAME, SPEECH, Sentence
from generator.proposals.attributions.verbs import Saying, is_supposed, sayings

_FOLLOWING = 3
"""Verbs behind a verb that may end what it says."""
_QUOTED = 10
"""Units between "quoted" and "as", at most."""


def read_verbs(reading: Reading) -> Iterator[Finding]:
    """The findings that the sentence's verbs of saying make, in order."""
    found = list(sayings(reading.sentence, reading.rules))
    begin = 0
    for number, saying in enumerate(found):
        end = _end(reading.sentence, reading.rules, found, number)
        made = read_passive(reading, saying, end) if saying.voice == "passive" else _active(reading, saying, begin, end)
        if made:
            begin = max(begin, made.last) if made.first > saying.at else saying.after
            yield made


def _end(sentence: Sentence, rules: Rules, found: Sequence[Saying], number: int) -> int:
    """Where what a verb says ends at the latest: at the next voice's clause, or at a contrast."""
    saying = found[number]
    lows = sentence.lows
    end = _clause_end(sentence, rules, saying, found[-1].edge)
    joining = rules.conjunctions | rules.contrast
    for other in found[number + 1 : number + 1 + _FOLLOWING]:
        if other.edge >= end or other.voice == "passive":
            break
        before = lows[other.edge - 1]
        if before in joining or (other.voice == "gerund" and before == ","):
            return other.edge - 1
        span = subject(sentence, rules, other.edge)
        if span and span[0] > saying.after and lows[span[0] - 1] in joining:
            return span[0] - 1
    return end


def _clause_end(sentence: Sentence, rules: Rules, saying: Saying, last: int) -> int:
    """The mark that ends what is said: in an aside the next comma, else one before a contrast or another voice."""
    lows = sentence.lows
    relative = saying.edge > 0 and lows[saying.edge - 1] in rules.relatives
    for at in range(saying.after, len(lows)):
        contrast = lows[at + 1 : at + 2] and lows[at + 1] in rules.contrast - rules.so
        if lows[at] == ";" or (lows[at] == ":" and at < last) or (lows[at] == "," and (relative or contrast)):
            return at
    return len(lows)


def _active(reading: Reading, saying: Saying, begin: int, end: int) -> Finding | None:
    """A finding of an active verb: its subject before it, or behind it after what is said."""
    sentence, rules, _ = reading
    if saying.voice == "gerund":
        main = _main_subject(sentence, rules, saying)
        behind = contents.behind(sentence, rules, saying, end) if main else None
        return finding(reading, saying, main, Said(*behind)) if behind else None
    if inverted := _inverted(sentence, rules, saying, begin):
        content, span = inverted
        return finding(reading, saying, nouns(sentence, rules, span), Said(content, saying.senses[0]))
    before = subject(sentence, rules, saying.edge)
    if not before or is_supposed(sentence, rules, before[0]):
        return None
    said = _said(sentence, rules, saying, before, (begin, end))
    return finding(reading, saying, nouns(sentence, rules, before), said) if said else None


def _said(sentence: Sentence, rules: Rules, saying: Saying, before: Span, bounds: Span) -> Said | None:
    """What is said where the subject stands before the verb: behind it, or around both."""
    if sentence.lows[before[0]] in rules.as_:
        aside = _aside(sentence, saying, before)
        return Said(aside, saying.senses[0]) if aside else None
    behind = contents.behind(sentence, rules, saying, bounds[1])
    parenthesis = _parenthesis(sentence, rules, saying, before, bounds[0])
    return _longer(sentence, Said(*behind) if behind else None, parenthesis)


def _aside(sentence: Sentence, saying: Saying, span: Span) -> Content | None:
    """What is said where the verb stands in an aside: "As Berg said, …", "…, as the council demanded"."""
    units = sentence.units
    if span[0] > 2:
        return Content(0, span[0] - (units[span[0] - 1].sort == MARK), "parenthesis")
    comma = next((at for at in range(saying.after, len(units)) if units[at].low == ","), None)
    return Content(comma + 1, len(units), "parenthesis") if comma and comma + 3 < len(units) else None


def _main_subject(sentence: Sentence, rules: Rules, saying: Saying) -> list[Noun]:
    """The subject of a gerund, that of the sentence: "Berg left, saying …", "by committing itself to …"."""
    before = sentence.lows[saying.edge - 1] if saying.edge else ","
    if before in rules.as_:
        return _quoted(sentence, rules, saying.edge - 1)
    if before != "," and before not in rules.by:
        return []
    main = first_noun(sentence, rules)
    return [main] if main else []


def _quoted(sentence: Sentence, rules: Rules, as_at: int) -> list[Noun]:
    """The voice of "was quoted as saying", the subject, and of "quoted the mayor as saying", the object."""
    for at in range(as_at - 1, max(-1, as_at - _QUOTED), -1):
        if sentence.lows[at] in rules.quoted:
            edge = _first_auxiliary(sentence, rules, at)
            span = (at + 1, as_at) if at + 1 < as_at else subject(sentence, rules, edge)
            return nouns(sentence, rules, span) if span else []
    return []


def _first_auxiliary(sentence: Sentence, rules: Rules, at: int) -> int:
    while at and sentence.lows[at - 1] in rules.auxiliaries:
        at -= 1
    return at


def _inverted(sentence: Sentence, rules: Rules, saying: Saying, begin: int) -> tuple[Content, Span] | None:
    """What is said, then the verb, then the voice: “…,” said Berg."""
    units, edge = sentence.units, saying.edge
    if edge < 1 or saying.after >= len(units):
        return None
    comma = edge - 1
    spoken = SPEECH in {units[comma].sort, units[max(0, comma - 1)].sort if units[comma].sort == MARK else ""}
    if not spoken and units[comma].low != ",":
        return None
    span = phrase_after(sentence, rules, saying.after)
    voices = nouns(sentence, rules, span) if span else []
    if not span or not voices or (not spoken and not _closes(sentence, rules, span[1], begin, comma)):
        return None
    if voices[0].sort == "other" and not units[voices[0].first].capital and not spoken:
        return None
    content = contents.before(sentence, comma, begin)
    return (content, _named(sentence, voices, span)) if content else None


def _named(sentence: Sentence, voices: Sequence[Noun], span: Span) -> Span:
    """The name behind a comma, where an office stands before it: "said its director, Anna Berg."."""
    at = span[1]
    sorts = [unit.sort for unit in sentence.units[at : at + 3]]
    named = sorts[1:2] == [NAME] and sentence.lows[at] == "," and (sorts[2:] in ([], [MARK]))
    return (at + 1, at + 2) if named and voices[0].sort != NAME else span


def _closes(sentence: Sentence, rules: Rules, end: int, begin: int, comma: int) -> bool:
    """Whether the voice ends the sentence, and a clause stands before it."""
    units = sentence.units
    closed = end >= len(units) or units[end].sort == MARK
    return closed and any(is_finite(sentence, rules, at) for at in range(begin, comma))


def _parenthesis(sentence: Sentence, rules: Rules, saying: Saying, span: Span, begin: int) -> Said | None:
    """What stands before ", officials said." and around ", officials said,"."""
    units = sentence.units
    verb = next((verb for verb in saying.senses if verb.takes & {"clause", "that", "quote", "person"}), None)
    left = span[0] - 1
    if not verb or left < 0:
        return None
    spoken = SPEECH in {units[left].sort, units[max(0, left - 1)].sort}
    if not spoken and (units[left].low != "," or verb.group.weak or not verb.takes & {"clause", "that"}):
        return None
    content = contents.before(sentence, left, begin)
    if not content or not (content.direct or _is_clause(sentence, rules, content)):
        return None
    after = units[saying.after] if saying.after < len(units) else None
    if not content.direct and after and after.low == "," and len(units) - saying.after > left - begin:
        content = Content(saying.after + 1, len(units), "parenthesis")
    return Said(content, verb)


def _is_clause(sentence: Sentence, rules: Rules, content: Content) -> bool:
    """Whether it holds a verb, and is not only words of time or place."""
    opens = sentence.lows[content.first] in rules.prepositions
    near = range(content.first, content.last)
    known = any(is_finite(sentence, rules, at) or sentence.lows[at] in rules.irregular_pasts for at in near)
    return known or not opens


def _longer(sentence: Sentence, behind: Said | None, before: Said | None) -> Said | None:
    """Of what stands behind and before the verb what is said: speech rather than not, then the longer."""
    if not behind or not before:
        return behind or before
    if behind.content.direct != before.content.direct:
        return behind if behind.content.direct else before
    if not behind.content.direct:
        return behind

    def length(said: Said) -> int:
        return sentence.units[said.content.last - 1].end - sentence.units[said.content.first].start

    return behind if length(behind) > length(before) else before
