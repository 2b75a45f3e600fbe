"""From a text to the dates in it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.model.dates import DateError, EdtfDate, parse
from generator.proposals.dates.forms import DateWords, Form, date_words
from generator.proposals.dates.resolving import Found, Since, base_of, resolve
from generator.proposals.given import Text
from generator.proposals.proposal import Confidence, ProposedDate, Words
from generator.text.sentences import Range


class _Hit(NamedTuple):
    start: int
    end: int
    form: Form
    parts: dict[str, str]


def propose(text: Text) -> tuple[ProposedDate, ...]:
    """The dates of a text, in its order; relative ones only where the day they count from is known."""
    words = date_words(text.language)
    if words is None:
        return ()
    published = base_of(_read(text.published or ""))
    return tuple(
        date
        for number, passage in enumerate(text.article.passages)
        for date in _of_passage(number, passage.text, text.sentences[number], Since(published), words)
    )


def _of_passage(
    number: int, text: str, sentences: Sequence[Range], since: Since, words: DateWords
) -> Iterator[ProposedDate]:
    """The dates of one passage."""
    before = None
    at = 0
    for hit in _hits(text, words):
        while at + 1 < len(sentences) and sentences[at][1] <= hit.start:
            at += 1
        sentence = text[slice(*sentences[at])] if sentences else text
        ahead = bool(words.ahead & set(sentence.lower().split()))
        found = Found(hit.form, hit.parts)
        date = _read(resolve(found, Since(since.published, before, ahead), words))
        if date is None:
            continue
        before = date.anchor
        yield _proposed(Words(number, hit.start, hit.end), text[hit.start : hit.end], date, found)


def _proposed(where: Words, phrase: str, date: EdtfDate, found: Found) -> ProposedDate:
    relative = found.form.relative
    named = found.has("year") or found.has("decade")
    if relative:
        reason = "counts from the date before" if found.form.later else "counts from the day of publication"
        confidence = Confidence.LOW if found.form.later else Confidence.MEDIUM
    else:
        reason = "a date in words" if named else "the year is that of the publication, or next to it"
        confidence = Confidence.HIGH if named else Confidence.MEDIUM
    return ProposedDate(
        reason=reason,
        confidence=confidence,
        words=(where,),
        phrase=" ".join(phrase.split()),
        date=date.text,
        relative=relative,
    )


def _hits(text: str, words: DateWords) -> list[_Hit]:
    """The phrases of a passage that do not overlap: of several at one place the longest."""
    found: list[_Hit] = []
    for form in words.forms:
        for match in form.pattern.finditer(text):
            parts = {name: value for name, value in match.groupdict().items() if value}
            start, end = match.span("shown") if "shown" in parts else match.span()
            titled = form.relative and not {"weekday", "month"} & set(parts) and _is_titled(text, start)
            if not titled and not (set(parts) == {"year"} and _is_number(text, start, end, words)):
                found.append(_Hit(start, end, form, parts))
    kept: list[_Hit] = []
    for hit in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        at = bisect_left(kept, hit.start, key=lambda one: one.start)
        before, after = kept[at - 1 : at] if at else [], kept[at : at + 1]
        if all(one.end <= hit.start for one in before) and all(hit.end <= one.start for one in after):
            kept.insert(at, hit)
    return kept


def _is_titled(text: str, start: int) -> bool:
    """Whether a capital inside of a sentence makes the phrase part of a title: Nature Today."""
    before = text[:start].rstrip()
    return text[start].isupper() and bool(before) and before[-1].isalnum()


def _is_number(text: str, start: int, end: int, words: DateWords) -> bool:
    """Whether four digits are no year: in `some 2000 soldiers`."""
    before = text[max(0, start - 30) : start].lower().split()
    after = text[end : end + 30].lower().split()
    counted = bool(after) and after[0].strip(".,;") in words.not_year_before
    return counted or (bool(before) and before[-1].strip("(.") in words.not_year_after)


def _read(text: str) -> EdtfDate | None:
    try:
        return parse(text) if text else None
    except DateError:
        return None
