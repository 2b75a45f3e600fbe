"""From the verbs of a sentence to findings: who is the subject, and what is said."""

from collections.abc import Iterator, Sequence

from generator.model.kinds import AttributionKind
from generator.proposals.attributions import contents
from generator.proposals.attributions.contents import Content
from generator.proposals.attributions.discourse import Discourse, Voices
from generator.proposals.attributions.finding import Finding
from generator.proposals.attributions.nouns import Noun, Span, first_noun, is_finite, nouns, phrase_after, subject
from generator.proposals.attributions.rules import Frame, Rules, Verb
from generator.proposals.attributions.units import MARK, NAME, PLACE, SPEECH, WORD, Sentence
from generator.proposals.attributions.verbs import Saying, is_supposed, sayings
from generator.proposals.proposal import NOBODYS, Confidence

_QUOTED = 10
"""Units between "quoted" and "as", at most."""
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
    if saying.edge and lows[saying.edge - 1] in rules.relatives:
        end = next((at for at in range(saying.after, end) if lows[at] == ","), end)
    for at in range(saying.after, end):
        more = lows[at] == ":" and any(other.edge > at for other in found[number + 1 :])
        if more or lows[at] == ";" or (lows[at] == "," and at + 1 < end and lows[at + 1] in rules.contrast - rules.so):
            end = at
            break
    for other in found[number + 1 :]:
        if other.edge >= end or other.voice == "passive":
            break
        span = subject(sentence, rules, other.edge)
        if other.voice == "gerund" and lows[other.edge - 1] == ",":
            return other.edge - 1
        if lows[other.edge - 1] in rules.conjunctions | rules.contrast:
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
    span = subject(sentence, rules, saying.edge)
    if not span or is_supposed(sentence, rules, span[0]):
        return None
    if sentence.lows[span[0]] in rules.as_:
        aside = _aside(sentence, saying, span)
        return (
            _finding(sentence, rules, discourse, saying, nouns(sentence, rules, span), (aside, saying.senses[0]))
            if aside
            else None
        )
    behind = contents.behind(sentence, rules, saying, bounds[1])
    parenthesis = _parenthesis(sentence, rules, saying, span, bounds[0])
    chosen = _longer(sentence, behind, parenthesis)
    return _finding(sentence, rules, discourse, saying, nouns(sentence, rules, span), chosen) if chosen else None


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
            span = (
                (at + 1, as_at) if at + 1 < as_at else subject(sentence, rules, _first_auxiliary(sentence, rules, at))
            )
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
    return (content, _named(sentence, voices, span)) if content else None


def _named(sentence: Sentence, voices: Sequence[Noun], span: Span) -> Span:
    """The name behind a comma, where an office stands before it: "said its director, Anna Berg."."""
    units, at = sentence.units, span[1]
    closed = at + 2 >= len(units) or units[at + 2].sort == MARK
    if (
        voices[0].sort != NAME
        and at + 1 < len(units)
        and units[at].low == ","
        and units[at + 1].sort == NAME
        and closed
    ):
        return at + 1, at + 2
    return span


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
    if not verb or left < 0:
        return None
    spoken = SPEECH in {units[left].sort, units[max(0, left - 1)].sort}
    if not spoken and (units[left].low != "," or not verb.takes & {"clause", "that"}):
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


def _agrees(sentence: Sentence, rules: Rules, saying: Saying, found: Sequence[Noun], said: Content, verb: Verb) -> bool:
    """Whether number fits: "the ministry report" is no sentence; and whether such a voice has such a verb."""
    forms = verb.forms
    if forms == {"plural"} and len(found) == 1 and saying.edge == saying.at and not found[0].plural:
        mention = sentence.units[found[0].head].mention
        if sentence.lows[saying.at] not in rules.said_noun_kinds:
            return found[0].sort == NAME
        single = found[0].last - found[0].first == 1 and found[0].sort == NAME
        return bool(single and mention and mention.type != "person" and said.frame == "that")
    return not (verb.weak and found[0].sort == "other")


def _suits_any(content: Content, verb: Verb) -> bool:
    """Whether the words show speech so clearly that any noun may be the voice."""
    return content.direct or bool(verb.takes & {"clause", "accused"}) or (content.frame == "that" and not verb.weak)


def _may_believe(sentence: Sentence, rules: Rules, discourse: Discourse, found: Sequence[Noun], voices: Voices) -> bool:
    """Whether a belief is its holder's own word: of those whose office is to judge, or who speak in the text.

    What others believe the author cannot know but by guessing, and so says of them.
    """
    if discourse.have_spoken(voices) and not any(noun.sort == NAME and _is_body(sentence, noun) for noun in found):
        return True
    for noun in found:
        unit = sentence.units[noun.head]
        words = unit.low.split() if unit.mention else [unit.low]
        if not any(word in rules.judges for word in words) and not (unit.mention and unit.mention.type == "collective"):
            return False
    return True


def _is_own(sentence: Sentence, rules: Rules, noun: Noun) -> bool:
    """Whether it is the author's own work: "this paper argues"."""
    first = sentence.lows[noun.first]
    return first in rules.demonstratives and sentence.lows[noun.head] in rules.own


def _is_body(sentence: Sentence, noun: Noun) -> bool:
    mention = sentence.units[noun.head].mention
    return mention is not None and mention.type != "person"


def _finding(
    sentence: Sentence,
    rules: Rules,
    discourse: Discourse,
    saying: Saying,
    found: list[Noun],
    said: tuple[Content, Verb],
) -> Finding | None:
    content, verb = said
    if (
        not found
        or _is_own(sentence, rules, found[0])
        or not _agrees(sentence, rules, saying, found, content, verb)
        or (saying.negated and verb.kind not in _NEGATED)
    ):
        return None
    strange = any(noun.sort == "other" and not sentence.units[noun.head].capital for noun in found)
    if strange and not _suits_any(content, verb):
        return None
    voices = discourse.voices(sentence, found)
    if not voices or (verb.believed and not _may_believe(sentence, rules, discourse, found, voices)):
        return None
    discourse.note(sentence, found, voices, reports=verb.kind == AttributionKind.REPORT)
    gerund = saying.voice == "gerund"
    cue = sentence.text[sentence.units[saying.at].start : sentence.units[saying.after - 1].end]
    return Finding(
        sentence=sentence,
        kind=_kind(sentence, rules, saying, content, verb),
        voices=voices,
        first=content.first,
        last=content.last,
        cue=(saying.at, saying.after),
        reason=f"“{cue}” with its subject before words in quotation marks"
        if content.direct
        else f"“{cue}” with its subject",
        confidence=_confidence(found, content, gerund=gerund),
        settled=saying.negated
        or verb.kind not in {AttributionKind.STATEMENT, AttributionKind.REPORT}
        or content.frame in {"infinitive", "order", "thing"}
        or (_PLEDGE <= verb.takes and not verb.contested),
        contested=verb.contested,
        direct=content.direct,
        implied=gerund and content.frame == "infinitive",
        toward=content.toward if content.frame == "accused" else None,
    )


def _kind(sentence: Sentence, rules: Rules, saying: Saying, content: Content, verb: Verb) -> AttributionKind:
    """The verb's kind, but "called the claim a lie" denies, and who "does not dispute" grants."""
    if content.frame == "as" and content.toward:
        named = sentence.lows[slice(*content.toward)]
        return AttributionKind.DENIAL if any(low in rules.said_noun_kinds for low in named) else verb.kind
    granted = saying.negated and verb.kind == AttributionKind.DENIAL
    return AttributionKind.STATEMENT if granted else verb.kind


_PLEDGE: frozenset[Frame] = frozenset({"clause", "infinitive"})
"""What a verb takes that binds its voice, whatever it says."""
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
        return _impersonal(sentence, rules, saying, span, end) if lows[saying.at] in rules.unowned else None
    verb = saying.senses[0]
    voice = phrase_after(sentence, rules, by + 1)
    found = nouns(sentence, rules, voice) if voice else []
    voices = discourse.voices(sentence, found) if found else ()
    if not voices or not verb.takes & {"accused", "clause", "thing"} or "person" in verb.takes:
        return None
    if not span:
        span = (saying.edge, saying.after)
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


def _tells(sentence: Sentence, rules: Rules, at: int, end: int) -> bool:
    """Whether it is said of someone that he has said something, who is then the voice: "to have told"."""
    lows = sentence.lows
    return at + 2 < end and lows[at + 1] in rules.have and lows[at + 2] in rules.verb_forms


def _impersonal(sentence: Sentence, rules: Rules, saying: Saying, span: Span | None, end: int) -> Finding | None:
    low = sentence.lows[saying.at]
    kind = AttributionKind.ASSESSMENT if low in rules.seen else rules.impersonal_kinds[low]
    if not span or saying.after >= end or is_supposed(sentence, rules, span[0]):
        return None
    first = sentence.lows[span[0]]
    opens = sentence.lows[saying.after]
    if first in rules.impersonal_subject and opens in rules.that:
        start = saying.after + 1
    elif first not in rules.impersonal_subject and opens in (rules.as_ if low in rules.seen else rules.infinitive):
        if _tells(sentence, rules, saying.after, end):
            return None
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
