"""The words that a proposal quotes: the core of what is said, as the check of quotes will take it."""

import re

from generator.proposals.attributions.finding import Finding
from generator.proposals.attributions.units import inner_range
from generator.proposals.proposal import Wording
from generator.text.characters import WORD_FORM, word_count
from generator.text.quotes import Place, QuoteFinder
from generator.text.sentences import Range

SHORTEST, LONGEST = 3, 25
"""Words of a quote, as the check of quotes has it."""
_WANTED = 18
"""Words up to which all of what is said is quoted."""
_SHORT_SENTENCE = 12
"""Words up to which a sentence is quoted whole, where what is said is too short."""
_FEWEST = 6
"""Words that a part of a long quote has at least."""
_SIDE = 4
"""Words that tell two equal quotes apart."""
_MANY = 20
"""Places of equal words among which it is not worth while to tell one apart."""

_RUN = re.compile(rf"{WORD_FORM}(?:['’.-]{WORD_FORM})*")
_PART_END = re.compile(r"[,;:—](?=\s)")


def wording(finding: Finding, finder: QuoteFinder) -> tuple[Wording, bool] | None:
    """A quote of what was found, 3 to 25 words found exactly once, and whether it is direct speech; or none."""
    text = finding.sentence.text
    bounds = (finding.sentence.start, finding.sentence.end)
    wanted = finding.content
    ranges = [_core(text, wanted)] if finding.direct else [*_words_of(finding), _core(text, wanted), wanted, bounds]
    for span in ranges:
        start, end = span
        if word_count(text[start:end]) < SHORTEST:
            start, end = _widened(text, span, bounds)
        start, end = _core(text, (start, end))
        if not SHORTEST <= word_count(text[start:end]) <= LONGEST:
            continue
        quote = _told_apart(text, (start, end), finding.sentence.passage, finder)
        if quote:
            return quote, any(first <= start and end <= last for first, last in finding.sentence.marked)
    return None


def _words_of(finding: Finding) -> list[Range]:
    """What stands in quotation marks in what is said, if it is enough: nothing is more the voice’s own."""
    first, last = finding.content
    text = finding.sentence.text
    inner = [
        inner_range(text, marked) for marked in finding.sentence.marked if first <= marked[0] and marked[1] <= last + 1
    ]
    return [span for span in inner if word_count(text[slice(*span)]) > SHORTEST][:1]


def _core(text: str, span: Range) -> Range:
    """The span, or its beginning up to a mark or a number of words, where it is long."""
    start, end = span
    words = list(_RUN.finditer(text, start, min(end, start + 2_000)))
    if len(words) <= _WANTED:
        return _trimmed(text, start, end)
    limit = words[_WANTED - 1].end()
    least = words[_FEWEST - 1].end()
    parts = [found.start() for found in _PART_END.finditer(text, least, limit)]
    return _trimmed(text, start, parts[-1] if parts else limit)


def _trimmed(text: str, start: int, end: int) -> Range:
    """The span without marks and spaces at its ends, but whole quotation marks."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–-(.“„"):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in ",;:—–-).”…"):
        start += 1
    return start, end


def _widened(text: str, span: Range, bounds: Range) -> Range:
    """A span that is too short, with words to its left, and then to its right."""
    start, end = span
    before = list(_RUN.finditer(text, max(bounds[0], start - 500), start))
    if word_count(text[slice(*bounds)]) <= _SHORT_SENTENCE:
        return bounds
    missing = SHORTEST + 1 - word_count(text[start:end])
    if len(before) >= missing > 0:
        return before[-missing].start(), end
    start = before[0].start() if before else start
    after = list(_RUN.finditer(text, end, min(bounds[1], end + 500)))
    missing = SHORTEST - word_count(text[start:end])
    return start, after[min(missing, len(after)) - 1].end() if after and missing > 0 else end


def _told_apart(text: str, span: Range, passage: int, finder: QuoteFinder) -> Wording | None:
    """The words, with those around them where they stand in the article more than once."""
    exact = text[slice(*span)]
    places = _few(finder, exact)
    if len(places) == 1:
        return Wording(exact)
    if not places or len(places) > _MANY:
        return None
    before = list(_RUN.finditer(text, max(0, span[0] - 200), span[0]))
    after = list(_RUN.finditer(text, span[1], span[1] + 200))
    prefix = text[before[-min(_SIDE, len(before))].start() : span[0]].strip() if before else ""
    suffix = text[span[1] : after[min(_SIDE, len(after)) - 1].end()].strip() if after else ""
    for left, right in ((prefix, ""), ("", suffix), (prefix, suffix)):
        found = _few(finder, exact, left, right) if left or right else []
        if len(found) == 1 and found[0].passage == passage:
            return Wording(exact, left or None, right or None)
    return None


def _few(finder: QuoteFinder, exact: str, prefix: str = "", suffix: str = "") -> list[Place]:
    """The places of the words, as many as matter."""
    places = []
    for place in finder.places(exact, prefix, suffix):
        places.append(place)
        if len(places) > _MANY:
            break
    return places
