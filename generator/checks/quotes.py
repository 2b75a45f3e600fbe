"""Rules for quotes: each occurs once in the article, in one paragraph, and within marks if it is direct speech."""

from collections.abc import Iterator, Sequence

from generator.analysis.analyzer import Analysis
from generator.content.reader import BriefingSource
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.phrases import add_backticks, format_count, join_words
from generator.model.briefing import Attribution
from generator.model.kinds import AttributionKind
from generator.text.characters import count_words
from generator.text.quotes import QuoteFinder, QuotePosition, is_in_quotation_marks

MIN_WORDS, MAX_WORDS = 3, 25
"""The minimum and maximum number of words in a quote."""

MATCHES_SHOWN = 10
"""The maximum number of lines that a message names."""


def check_briefing(briefing: BriefingSource, analysis: Analysis) -> Iterator[Diagnostic]:
    """Check rules `quote-not-found`, `quote-ambiguous`, `quote-bounds` and `direct-unquoted`."""
    if not (briefing.has_article and analysis.passages):
        return
    finder = QuoteFinder(analysis.article.passage_texts)
    for position, attribution in enumerate(briefing.metadata.value.attributions):
        path = ("attributions", position, "quote", "exact")
        words = count_words(attribution.quote.exact)
        positions = analysis.quotes[position]
        if not MIN_WORDS <= words <= MAX_WORDS:
            message = f"the quote has {format_count(words, 'word')}, not {MIN_WORDS} to {MAX_WORDS}"
            advice = "copy the words around it too" if words < MIN_WORDS else "copy only the words that matter"
            yield from briefing.metadata.diagnose("quote-bounds", path, message, advice)
        elif not positions:
            yield from _report_missing_quote(briefing, analysis, finder, position)
        elif len(positions) > 1:
            message = f"the quote occurs {len(positions)} times in the article ({_format_lines(analysis, positions)})"
            advice = "copy more words, or add the words before it as `prefix`, with the quote as `exact`"
            yield from briefing.metadata.diagnose("quote-ambiguous", path, message, advice)
        else:
            yield from _check_direct(briefing, analysis, position, attribution)


def _format_lines(analysis: Analysis, positions: Sequence[QuotePosition]) -> str:
    """Return `line 3`, `lines 3, 5 and 8`, or as many of the lines as an editor will look at."""
    lines: dict[str, None] = {}
    for position in positions:
        lines[str(_get_line(analysis, position.passage, position.start))] = None
    if len(lines) > MATCHES_SHOWN:
        return f"lines {', '.join(list(lines)[:MATCHES_SHOWN])} …"
    return f"{'line' if len(lines) == 1 else 'lines'} {join_words(list(lines))}"


def _get_line(analysis: Analysis, passage: int, offset: int) -> int:
    return analysis.article.locate(passage, offset).line


def _report_missing_quote(
    briefing: BriefingSource, analysis: Analysis, finder: QuoteFinder, position: int
) -> Iterator[Diagnostic]:
    quote = briefing.metadata.value.attributions[position].quote
    path = ("attributions", position, "quote", "exact")
    matches = finder.find(quote.exact)
    if matches:
        sides = " and ".join(add_backticks(side for side in ("prefix", "suffix") if getattr(quote, side)))
        message = f"the quote occurs in the article ({_format_lines(analysis, matches)}), but not next to its {sides}"
        advice = "use the words directly before it as `prefix`, those directly after it as `suffix`"
        yield from briefing.metadata.diagnose("quote-not-found", path, message, advice)
        return
    crossing = finder.find_crossing(quote.exact)
    if crossing:
        start, end = crossing
        start_line, end_line = _get_line(analysis, start, 0), _get_line(analysis, end, 0)
        message = f"the quote runs across paragraphs, from line {start_line} to line {end_line} of `article.md`"
        yield from briefing.metadata.diagnose("quote-bounds", path, message, "quote from one of the paragraphs")
        return
    near = finder.find_closest(quote.exact)
    advice = "copy the words from `article.md`"
    if near:
        line = _get_line(analysis, near.passage, near.start)
        advice = f"the closest text, {near.score:.0f}% alike, is in line {line}: “{near.text}”"
    yield from briefing.metadata.diagnose("quote-not-found", path, "the quote is not in `article.md`", advice)


def _check_direct(
    briefing: BriefingSource, analysis: Analysis, position: int, attribution: Attribution
) -> Iterator[Diagnostic]:
    quote_position = analysis.quotes[position][0]
    text = analysis.passages[quote_position.passage].text
    is_speech = attribution.direct and attribution.kind is not AttributionKind.SILENCE
    if is_speech and not is_in_quotation_marks(text, quote_position.start, quote_position.end):
        message = "direct speech, but the quote is not inside quotation marks"
        advice = "quote words between quotation marks, or delete `direct: true`"
        path = ("attributions", position, "quote", "exact")
        yield from briefing.metadata.diagnose("direct-unquoted", path, message, advice)
