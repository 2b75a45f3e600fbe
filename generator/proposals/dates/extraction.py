"""Extracts the dated phrases of a text."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.model.dates import DateError, EdtfDate, PartialDate, parse_date
from generator.proposals.dates.outlook import Outlook, infer_outlook
from generator.proposals.dates.patterns import DatePattern, DateWords, load_date_words
from generator.proposals.dates.resolution import DatePhrase, ReferenceTime, get_anchor, resolve
from generator.proposals.inputs import ArticleInput
from generator.proposals.overlaps import select_longest
from generator.proposals.proposal import Confidence, ProposedDate, TextSpan

_CONTEXT_CHARACTERS = 30
"""Characters before and after four digits in which the words beside them are looked for."""


class _DateMatch(NamedTuple):
    span: TextSpan
    pattern: DatePattern
    components: dict[str, str]


def propose(text: ArticleInput) -> tuple[ProposedDate, ...]:
    """Propose the dates of a text, in order; relative dates only if the day that they count from is known."""
    words = load_date_words(text.language)
    if words is None:
        return ()
    published = get_anchor(_parse(text.published or ""))
    dates: list[ProposedDate] = []
    for number, _ in enumerate(text.article.passages):
        dates.extend(_propose_in_passage(text, number, published, words))
    return tuple(dates)


def _propose_in_passage(
    text: ArticleInput, number: int, published: PartialDate | None, words: DateWords
) -> Iterator[ProposedDate]:
    """Propose the dates of one passage."""
    previous_date = None
    for match in select_longest(_match_patterns(number, text.article.passages[number].text, words)):
        sentence = text.find_sentence(match.span)
        outlook = infer_outlook(
            text.get_text(sentence), match.span.start - sentence.start, match.span.end - sentence.start, words.tenses
        )
        phrase = DatePhrase(match.pattern, match.components)
        date = _parse(resolve(phrase, ReferenceTime(published, previous_date, outlook), words))
        if date is None:
            continue
        previous_date = date.anchor
        reason, confidence = _explain(phrase, outlook)
        yield ProposedDate(
            reason=reason,
            confidence=confidence,
            spans=(match.span,),
            phrase=" ".join(text.get_text(match.span).split()),
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


def _match_patterns(number: int, text: str, words: DateWords) -> Iterator[_DateMatch]:
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
            yield _DateMatch(TextSpan(number, start, end), pattern, components)


def _is_in_title(text: str, start: int) -> bool:
    """Check whether a capital inside a sentence makes the phrase part of a title: Nature Today."""
    return text[start].isupper() and text[:start].rstrip()[-1:].isalnum()


def _is_count(text: str, start: int, end: int, words: DateWords) -> bool:
    """Check whether four digits are a number of something and not a year, as in `some 2000 soldiers`."""
    word_before = "".join(text[max(0, start - _CONTEXT_CHARACTERS) : start].lower().split()[-1:])
    word_after = "".join(text[end : end + _CONTEXT_CHARACTERS].lower().split()[:1])
    return word_after.strip(".,;") in words.not_year_before or word_before.strip("(.") in words.not_year_after


def _parse(text: str) -> EdtfDate | None:
    """Parse a date in EDTF; return None for an empty text and for a date that does not exist."""
    try:
        return parse_date(text)
    except DateError:
        return None
