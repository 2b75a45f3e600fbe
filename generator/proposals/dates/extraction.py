"""Extracts the dated phrases of a text."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.model.dates import DateError, EdtfDate, parse_date
from generator.proposals.dates.outlook import Outlook, infer_outlook
from generator.proposals.dates.patterns import DatePattern, DateWords, load_date_words
from generator.proposals.dates.resolution import DatePhrase, ReferenceTime, get_anchor, resolve
from generator.proposals.inputs import ArticleInput
from generator.proposals.proposal import Confidence, ProposedDate, TextSpan
from generator.text.sentences import Range

_CONTEXT_CHARACTERS = 30
"""Characters before and after four digits in which the words beside them are looked for."""


class _DateMatch(NamedTuple):
    start: int
    end: int
    pattern: DatePattern
    components: dict[str, str]


def propose(text: ArticleInput) -> tuple[ProposedDate, ...]:
    """Propose the dates of a text, in order; relative dates only if the day that they count from is known."""
    words = load_date_words(text.language)
    if words is None:
        return ()
    published = get_anchor(_parse(text.published or ""))
    dates: list[ProposedDate] = []
    for number, passage in enumerate(text.article.passages):
        reference = ReferenceTime(published)
        dates.extend(_propose_in_passage(number, passage.text, text.sentences[number], reference, words))
    return tuple(dates)


def _propose_in_passage(
    number: int, text: str, sentences: Sequence[Range], reference: ReferenceTime, words: DateWords
) -> Iterator[ProposedDate]:
    """Propose the dates of one passage."""
    previous_date = None
    index = 0
    for match in _find_phrases(text, words):
        while index + 1 < len(sentences) and sentences[index][1] <= match.start:
            index += 1
        start, end = sentences[index] if sentences else (0, len(text))
        outlook = infer_outlook(text[start:end], match.start - start, match.end - start, words.tenses)
        phrase = DatePhrase(match.pattern, match.components)
        date = _parse(resolve(phrase, ReferenceTime(reference.published, previous_date, outlook), words))
        if date is None:
            continue
        previous_date = date.anchor
        reason, confidence = _explain(phrase, outlook)
        yield ProposedDate(
            reason=reason,
            confidence=confidence,
            spans=(TextSpan(number, match.start, match.end),),
            phrase=" ".join(text[match.start : match.end].split()),
            date=date.text,
            relative=match.pattern.relative,
        )


def _explain(phrase: DatePhrase, outlook: Outlook) -> tuple[str, Confidence]:
    """Return the reason and the confidence of a date."""
    if phrase.pattern.relative and phrase.pattern.later:
        return "counts from the date before", Confidence.LOW
    if phrase.pattern.relative:
        return "counts from the day of publication", Confidence.MEDIUM
    if phrase.has("year") or phrase.has("decade"):
        return "a date in words", Confidence.HIGH
    confidence = Confidence.LOW if outlook is Outlook.EITHER else Confidence.MEDIUM
    return "the year is that of the publication, or next to it", confidence


def _find_phrases(text: str, words: DateWords) -> list[_DateMatch]:
    """Find the dated phrases of a passage; of overlapping phrases keep the longest."""
    matches = list(_match_patterns(text, words))
    matches.sort(key=lambda match: (match.start - match.end, match.start))
    phrases: list[_DateMatch] = []
    for match in matches:
        index = bisect_left(phrases, match.start, key=lambda phrase: phrase.start)
        is_after_previous = index == 0 or phrases[index - 1].end <= match.start
        is_before_next = index == len(phrases) or match.end <= phrases[index].start
        if is_after_previous and is_before_next:
            phrases.insert(index, match)
    return phrases


def _match_patterns(text: str, words: DateWords) -> Iterator[_DateMatch]:
    """Yield the matches of all patterns, pattern by pattern."""
    for pattern in words.patterns:
        for match in pattern.pattern.finditer(text):
            components = {name: value for name, value in match.groupdict().items() if value}
            start, end = match.span("shown") if "shown" in components else match.span()
            names_day = "weekday" in components or "month" in components
            if pattern.relative and not names_day and _is_in_title(text, start):
                continue
            if set(components) == {"year"} and _is_count(text, start, end, words):
                continue
            yield _DateMatch(start, end, pattern, components)


def _is_in_title(text: str, start: int) -> bool:
    """Check whether a capital inside a sentence makes the phrase part of a title: Nature Today."""
    before = text[:start].rstrip()
    return text[start].isupper() and bool(before) and before[-1].isalnum()


def _is_count(text: str, start: int, end: int, words: DateWords) -> bool:
    """Check whether four digits are a number of something and not a year, as in `some 2000 soldiers`."""
    words_before = text[max(0, start - _CONTEXT_CHARACTERS) : start].lower().split()
    words_after = text[end : end + _CONTEXT_CHARACTERS].lower().split()
    if words_after and words_after[0].strip(".,;") in words.not_year_before:
        return True
    return bool(words_before) and words_before[-1].strip("(.") in words.not_year_after


def _parse(text: str) -> EdtfDate | None:
    """Parse a date in EDTF; return None for an empty text and for a date that does not exist."""
    try:
        return parse_date(text) if text else None
    except DateError:
        return None
