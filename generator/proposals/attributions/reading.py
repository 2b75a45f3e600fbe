"""From the verbs of a sentence to findings: who is the subject, and what is said."""

from collections.abc import Iterator, Sequence

from generator.model.kinds import AttributionKind
from generator.proposals.attributions import contents
from generator.proposals.attributions.contents import Content
from generator.proposals.attributions.discourse import Discourse
from generator.proposals.attributions.finding import Finding
from generator.proposals.attributions.nouns import Noun, Span, is_finite, nouns, phrase_after, subject
from generator.proposals.attributions.rules import Rules, Verb
from generator.proposals.attributions.units import MARK, NAME, PLACE, SPEECH, WORD, Sentence
from generator.proposals.attributions.verbs import Saying, is_supposed, sayings
from generator.proposals.proposal import NOBODYS, Confidence

_BY = 6
"""Units between a passive verb and its "by", at most."""


def read_verbs(sentence: Sentence, rules: Rules, discourse: Discourse) -> Iterator[Finding]:
    """The findings that the sentence's verbs of saying make, in order."""
    found = list(sayings(sentence, rules))
    begin = 0
    for number, saying in enumerate(found):
        end = _end(sentence, rules, found, number)
        if saying.voice == "passive":
            finding = _passive(sentence, rules, discourse, saying, end)
        else:
            finding = _spoken(sentence, rules, discourse, saying, (begin, end))
        if finding:
            begin = max(begin, finding.last) if finding.first > saying.at else saying.after
            yield finding


def _end(sentence: Sentence, rules: Rules, found: Sequence[Saying], number: int) -> int:
    """Where what a verb says ends at the latest: at the next voice's clause, or at a contrast."""
    saying = found[number]
    lows = sentence.lows
    end = len(lows)
    for at in range(saying.after, end):
        if lows[at] == ";" or (lows[at] == "," and at + 1 < end and lows[at + 1] in rules.contrast):
            end = at
            break
    for other in found[number + 1 :]:
        if other.edge >= end or other.voice == "passive":
            break
        span = subject(sentence, rules, other.edge)
        if other.voice == "gerund" and lows[other.edge - 1] == ",":
            return other.edge - 1
        if lows[other.edge - 1] in rules.conjunctions:
            return other.edge - 1
        if span and span[0] > saying.after and lows[span[0] - 1] in rules.conjunctions | rules.contrast:
            return span[0] - 1
    return end


def _spoken(sentence: Sentence, rules: Rules, discourse: Discourse, saying: Saying, bounds: Span) -> Finding | None:
    """A finding of an active verb: its subject before it, or behind it after what is said."""
    if saying.voice == "gerund":
        found = _main_subject(sentence, rules, saying)
        behind = contents.behind(sentence, rules, saying, bounds[1]) if found else None
        return _finding(sentence, rules, discourse, saying, found, behind) if behind else None
    if inverted := _inverted(sentence, rules, saying, bounds[0]):
        content, span = inverted
        return _finding(sentence, rules, discourse, saying, nouns(sentence, rules, span), (content, saying.senses[0]))
    span = _subject(sentence, rules, saying)
    if not span or is_supposed(sentence, rules, span[0]):
        return None
    behind = contents.behind(sentence, rules, saying, bounds[1])
    parenthesis = _parenthesis(sentence, rules, saying, span, bounds[0])
    chosen = _longer(sentence, behind, parenthesis)
    return _finding(sentence, rules, discourse, saying, nouns(sentence, rules, span), chosen) if chosen else None


def _subject(sentence: Sentence, rules: Rules, saying: Saying) -> Span | None:
    """The subject; of the second of two verbs ("said …, and warned …") that of the first."""
    span = subject(sentence, rules, saying.edge)
    before = sentence.lows[saying.edge - 1] if saying.edge else ""
    if span or before not in rules.conjunctions | rules.contrast:
        return span
    main = _first_noun(sentence, rules)
    return (main.first, main.last) if main else None


def _main_subject(sentence: Sentence, rules: Rules, saying: Saying) -> list[Noun]:
    """The subject of a gerund, that of the sentence: "Berg left, saying …", "by committing itself to …"."""
    before = sentence.lows[saying.edge - 1] if saying.edge else ","
    if before != "," and before not in rules.by:
        return []
    main = _first_noun(sentence, rules)
    return [main] if main else []


def _first_noun(sentence: Sentence, rules: Rules) -> Noun | None:
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


def _inverted(sentence: Sentence, rules: Rules, saying: Saying, begin: int) -> tuple[Content, Span] | None:
    """What is said, then the verb, then the voice: “…,” said Berg."""
    units, edge = sentence.units, saying.edge
    if edge < 1 or saying.after >= len(units):
        return None
    comma = edge - 1
    spoken = units[comma].sort == SPEECH or (
        comma > 0 and units[comma].sort == MARK and units[comma - 1].sort == SPEECH
    )
    if not spoken and units[comma].low != ",":
        return None
    span = phrase_after(sentence, rules, saying.after)
    voices = nouns(sentence, rules, span) if span else []
    if not span or not voices or (not spoken and not _closes(sentence, rules, span[1], begin, comma)):
        return None
    if voices[0].sort == "other" and not units[voices[0].first].capital and not spoken:
        return None
    content = contents.before(sentence, comma, begin)
    return (content, span) if content else None


def _closes(sentence: Sentence, rules: Rules, end: int, begin: int, comma: int) -> bool:
    """Whether the voice ends the sentence, and a clause stands before it."""
    units = sentence.units
    closed = end >= len(units) or units[end].sort == MARK
    return closed and any(is_finite(sentence, rules, at) for at in range(begin, comma))


def _parenthesis(
    sentence: Sentence, rules: Rules, saying: Saying, span: Span, begin: int
) -> tuple[Content, Verb] | None:
    """What stands before ", officials said." and around ", officials said,"."""
    units = sentence.units
    verb = next((verb for verb in saying.senses if verb.takes & {"clause", "that", "quote", "person"}), None)
    left = span[0] - 1
    if (
        not verb
        or left < 1
        or not (units[left].low == "," or units[left].sort == SPEECH or units[left - 1].sort == SPEECH)
    ):
        return None
    if not verb.takes & {"clause", "that"} and units[left].sort != SPEECH and units[left - 1].sort != SPEECH:
        return None
    content = contents.before(sentence, left, begin)
    if not content:
        return None
    after = units[saying.after] if saying.after < len(units) else None
    if not content.direct and after and after.low == "," and len(units) - saying.after > left - begin:
        return Content(saying.after + 1, len(units), "parenthesis"), verb
    return content, verb


def _longer(
    sentence: Sentence, behind: tuple[Content, Verb] | None, before: tuple[Content, Verb] | None
) -> tuple[Content, Verb] | None:
    """Of what stands behind and before the verb what is said: speech rather than not, then the longer."""
    if not behind or not before:
        return behind or before
    if behind[0].direct != before[0].direct:
        return behind if behind[0].direct else before
    if not behind[0].direct:
        return behind

    def length(found: tuple[Content, Verb]) -> int:
        return sentence.units[found[0].last - 1].end - sentence.units[found[0].first].start

    return behind if length(behind) > length(before) else before


def _agrees(sentence: Sentence, saying: Saying, found: Sequence[Noun], verb: Verb) -> bool:
    """Whether number fits: "the ministry report" is no sentence; and whether such a voice has such a verb."""
    forms = verb.forms
    if forms == {"plural"} and len(found) == 1 and saying.edge == saying.at:
        return found[0].plural or found[0].sort == NAME
    return not (verb.weak and found[0].sort in {"other", "publications"})


def _may_judge(sentence: Sentence, rules: Rules, found: Sequence[Noun]) -> bool:
    """Whether it is the office of these voices to judge: what others believe is said of them by the author."""
    for noun in found:
        unit = sentence.units[noun.head]
        words = unit.low.split() if unit.mention else [unit.low]
        if not any(word in rules.judges for word in words) and not (unit.mention and unit.mention.type == "collective"):
            return False
    return True


def _finding(
    sentence: Sentence,
    rules: Rules,
    discourse: Discourse,
    saying: Saying,
    found: list[Noun],
    said: tuple[Content, Verb],
) -> Finding | None:
    content, verb = said
    if not found or not _agrees(sentence, saying, found, verb) or (saying.negated and verb.kind not in _NEGATED):
        return None
    if verb.believed and not _may_judge(sentence, rules, found):
        return None
    if any(noun.sort == "other" for noun in found) and not (content.direct or verb.takes & {"clause", "accused"}):
        return None
    voices = discourse.voices(sentence, found)
    if not voices:
        return None
    discourse.note(sentence, found, voices, reports=verb.kind == AttributionKind.REPORT)
    gerund = saying.voice == "gerund"
    cue = sentence.text[sentence.units[saying.at].start : sentence.units[saying.after - 1].end]
    return Finding(
        sentence=sentence,
        kind=verb.kind,
        voices=voices,
        first=content.first,
        last=content.last,
        cue=(saying.at, saying.after),
        reason=f"“{cue}” with its subject before words in quotation marks"
        if content.direct
        else f"“{cue}” with its subject",
        confidence=_confidence(found, content, gerund=gerund),
        settled=verb.kind not in {AttributionKind.STATEMENT, AttributionKind.REPORT}
        or content.frame in {"infinitive", "order"},
        contested=verb.contested,
        direct=content.direct,
        implied=gerund and content.frame == "infinitive",
        toward=content.toward if content.frame == "accused" else None,
    )


_NEGATED = frozenset({AttributionKind.ASSESSMENT, AttributionKind.DENIAL})
"""Kinds whose verbs say something when they are negated too: "does not expect that"."""


def _confidence(found: Sequence[Noun], content: Content, *, gerund: bool) -> Confidence:
    if gerund or any(noun.sort in {"other", PLACE} for noun in found):
        return Confidence.LOW
    sure = content.frame in {"that", "quote", "accused"} and all(noun.sort != "pronoun" for noun in found)
    return Confidence.HIGH if sure else Confidence.MEDIUM


def _passive(sentence: Sentence, rules: Rules, discourse: Discourse, saying: Saying, end: int) -> Finding | None:
    """ "Was accused by the council of …"; and "it is believed that", which nobody says."""
    lows = sentence.lows
    if saying.negated:
        return None
    by = next((at for at in range(saying.after, min(saying.after + _BY, end)) if lows[at] in rules.by), None)
    span = subject(sentence, rules, saying.edge)
    if by is None or not saying.senses:
        return _impersonal(sentence, rules, saying, span, end)
    verb = saying.senses[0]
    voice = phrase_after(sentence, rules, by + 1)
    found = nouns(sentence, rules, voice) if voice else []
    voices = discourse.voices(sentence, found) if found else ()
    if not voices or not span or not verb.takes & {"accused", "clause"} or "person" in verb.takes:
        return None
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


def _impersonal(sentence: Sentence, rules: Rules, saying: Saying, span: Span | None, end: int) -> Finding | None:
    low = sentence.lows[saying.at]
    kind = rules.impersonal_kinds.get(low)
    if kind is None or not span or saying.after >= end or is_supposed(sentence, rules, span[0]):
        return None
    first = sentence.lows[span[0]]
    opens = sentence.lows[saying.after]
    if first in rules.impersonal_subject and opens in rules.that:
        start = saying.after + 1
    elif first not in rules.impersonal_subject and opens in rules.infinitive:
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
