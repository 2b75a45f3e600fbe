"""Rules of an article's words: names that two entities share, reported speech without attribution, copied words."""

from collections.abc import Iterator, Mapping

from generator.analysis import Analysis, sentence_with
from generator.content import Piece
from generator.diagnostics import Diagnostic
from generator.model.kinds import Ref
from generator.text.article import Passage
from generator.text.quotes import ArticleWords, QuoteFinder, shared_run
from generator.text.sentences import Cue, Range, cues

COPIED = 8
"""Words in a row that a paraphrase has in common with the article, at which it is called a copy."""


def check_piece(piece: Piece, analysis: Analysis, labels: Mapping[Ref, str]) -> Iterator[Diagnostic]:
    """Rules `ambiguous-name`, `unattributed-cue` and `paraphrase-copies`."""
    yield from _check_names(analysis, labels)
    yield from _check_cues(piece, analysis)
    yield from _check_paraphrases(piece, analysis)


def _check_names(analysis: Analysis, labels: Mapping[Ref, str]) -> Iterator[Diagnostic]:
    for mention in analysis.ambiguous:
        passage = analysis.passages[mention.passage_index]
        word = passage.text[mention.start : mention.end]
        owners = [f"`{ref.id}` ({labels[ref]})" for ref in mention.refs]
        message = f"`{word}` names {' and '.join(owners)}"
        ref = mention.refs[0]
        advice = f"mark which one is meant: `[{word}]({ref.kind}:{ref.id})`"
        yield analysis.source.diagnostic(
            "ambiguous-name", passage.span(mention.start, mention.end), message, advice=advice
        )


def unattributed(piece: Piece, analysis: Analysis) -> Iterator[tuple[int, Range, Cue]]:
    """Sentences that report what someone says and hold no quote: passage, sentence, and the first cue in it."""
    if any(path[:1] in {(), ("attributions",)} for path in piece.metadata.broken):
        return  # which sentence a broken attribution belongs to is not known
    anchored = set(_anchored(piece, analysis))
    for index, passage in enumerate(analysis.passages):
        done = -1
        for cue in cues(passage.text, analysis.language):
            start, end = sentence_with(analysis.sentences[index], cue.start)
            if (
                start == done
                or _is_protected(passage, cue.start)
                or any(at == index and first < end and start < last for at, first, last in anchored)
            ):
                continue
            done = start
            yield index, (start, end), cue


def _check_cues(piece: Piece, analysis: Analysis) -> Iterator[Diagnostic]:
    for index, _, cue in unattributed(piece, analysis):
        message = f"`{cue.text}` reports what someone says, and no attribution has a quote in this sentence"
        advice = "attribute it in `metadata.yml`, with a quote from this sentence"
        span = analysis.passages[index].span(cue.start, cue.end)
        yield analysis.source.diagnostic("unattributed-cue", span, message, advice=advice)


def _is_protected(passage: Passage, offset: int) -> bool:
    """Whether it stands in code, a link or an address."""
    return any(first <= offset < last for first, last in passage.protected)


def _anchored(piece: Piece, analysis: Analysis) -> Iterator[tuple[int, int, int]]:
    """Where quotes stand: passage, start and end. Of one that is not found, the words that it most likely means."""
    for places in analysis.quotes:
        yield from ((place.passage, place.start, place.end) for place in places)
    lost = [
        attribution.quote.exact
        for attribution, places in zip(piece.metadata.value.attributions, analysis.quotes, strict=True)
        if not places
    ]
    finder = QuoteFinder([passage.text for passage in analysis.passages]) if lost else None
    for quote in lost:
        near = finder.closest(quote) if finder else None
        if near:
            yield near.passage, near.start, near.end


def _check_paraphrases(piece: Piece, analysis: Analysis) -> Iterator[Diagnostic]:
    words = ArticleWords([passage.text for passage in analysis.passages])
    for position, attribution in enumerate(piece.metadata.value.attributions):
        run = shared_run(attribution.says, words, COPIED)
        if run:
            message = f"the paraphrase repeats the article: “{run}”"
            path = ("attributions", position, "says")
            yield from piece.metadata.diagnostic("paraphrase-copies", path, message, "say it in the desk's own words")
