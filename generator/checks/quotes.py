"""Rules of quotes: each stands in the article, once, in one paragraph, and within marks where it is direct speech."""

from collections.abc import Iterator, Sequence

from generator.analysis import Analysis
from generator.content import Piece
from generator.diagnostics import Diagnostic
from generator.model.briefing import Attribution
from generator.text.characters import word_count
from generator.text.quotes import Place, QuoteFinder, inside_quotation_marks

SHORTEST, LONGEST = 3, 25
"""Words of a quote."""

SHOWN = 10
"""Lines that a message names at most."""


def check_piece(piece: Piece, analysis: Analysis) -> Iterator[Diagnostic]:
    """Rules `quote-not-found`, `quote-ambiguous`, `quote-bounds` and `direct-unquoted`."""
    if not piece.has_article:
        return
    finder: QuoteFinder | None = None
    for position, attribution in enumerate(piece.metadata.value.attributions):
        path = ("attributions", position, "quote", "exact")
        words = word_count(attribution.quote.exact)
        places = analysis.quotes[position]
        if not SHORTEST <= words <= LONGEST:
            message = f"the quote has {words} {'word' if words == 1 else 'words'}, not {SHORTEST} to {LONGEST}"
            advice = "copy the words around it too" if words < SHORTEST else "copy those words alone that matter"
            yield from piece.metadata.diagnostic("quote-bounds", path, message, advice)
        elif not places:
            finder = finder or QuoteFinder([passage.text for passage in analysis.passages])
            yield from _explain_absence(piece, analysis, finder, position)
        elif len(places) > 1:
            message = f"the quote stands in the article {len(places)} times, {_in_lines(analysis, places)}"
            advice = "copy more words, or write it as `exact`, with the words before it as `prefix`"
            yield from piece.metadata.diagnostic("quote-ambiguous", path, message, advice)
        else:
            yield from _check_direct(piece, analysis, position, attribution)


def _in_lines(analysis: Analysis, places: Sequence[Place]) -> str:
    """`in line 3`, `in lines 3, 5 and 8`, or as many of them as an editor will look at."""
    lines = [str(line) for line in dict.fromkeys(_line(analysis, place.passage, place.start) for place in places)]
    if len(lines) == 1:
        return f"in line {lines[0]}"
    shown = lines[:SHOWN]
    return (
        f"in lines {', '.join(shown)} …" if len(lines) > SHOWN else f"in lines {', '.join(shown[:-1])} and {shown[-1]}"
    )


def _line(analysis: Analysis, passage: int, offset: int) -> int:
    return analysis.passages[passage].span(offset).line


def _explain_absence(piece: Piece, analysis: Analysis, finder: QuoteFinder, position: int) -> Iterator[Diagnostic]:
    quote = piece.metadata.value.attributions[position].quote
    path = ("attributions", position, "quote", "exact")
    alone = finder.find(quote.exact)
    if alone:
        sides = " and ".join(f"`{side}`" for side in ("prefix", "suffix") if getattr(quote, side))
        message = f"the quote stands {_in_lines(analysis, alone)}, but not next to its {sides}"
        advice = "`prefix` has the words directly before it, `suffix` those directly after it"
        yield from piece.metadata.diagnostic("quote-not-found", path, message, advice)
        return
    crossing = finder.crosses(quote.exact)
    if crossing:
        first, last = (_line(analysis, passage, 0) for passage in crossing)
        message = f"the quote runs across paragraphs, from line {first} to line {last} of `article.md`"
        yield from piece.metadata.diagnostic("quote-bounds", path, message, "quote from one of them")
        return
    near = finder.closest(quote.exact)
    advice = "copy the words from `article.md`"
    if near:
        line = _line(analysis, near.passage, near.start)
        advice = f"closest, {near.score:.0f} % alike, in line {line}: “{near.text}”"
    yield from piece.metadata.diagnostic("quote-not-found", path, "the quote is not in `article.md`", advice)


def _check_direct(piece: Piece, analysis: Analysis, position: int, attribution: Attribution) -> Iterator[Diagnostic]:
    place = analysis.quotes[position][0]
    text = analysis.passages[place.passage].text
    if attribution.direct and not inside_quotation_marks(text, place.start, place.end):
        message = "direct speech, but the quote stands outside quotation marks"
        advice = "quote words between the marks, or delete `direct: true`"
        path = ("attributions", position, "quote", "exact")
        yield from piece.metadata.diagnostic("direct-unquoted", path, message, advice)
