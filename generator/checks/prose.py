"""Rules of an article's words: names that two entities share, reported speech without attribution, copied words."""

from collections.abc import Iterator

from generator.analysis import Analysis
from generator.content import Content, Piece
from generator.diagnostics import Diagnostic
from generator.text.quotes import ArticleWords, shared_run
from generator.text.sentences import cues

COPIED = 8
"""Words in a row that a paraphrase has in common with the article, at which it is called a copy."""


def check(content: Content, piece: Piece, analysis: Analysis) -> Iterator[Diagnostic]:
    """Rules `ambiguous-name`, `unattributed-cue` and `paraphrase-copies`."""
    yield from _check_names(content, analysis)
    yield from _check_cues(analysis)
    yield from _check_paraphrases(piece, analysis)


def _check_names(content: Content, analysis: Analysis) -> Iterator[Diagnostic]:
    for mention in analysis.ambiguous:
        passage = analysis.passages[mention.passage_index]
        word = passage.text[mention.start : mention.end]
        owners = [f"`{ref.id}` ({content.entities[ref].value.label})" for ref in mention.refs]
        message = f"`{word}` names {' and '.join(owners)}"
        ref = mention.refs[0]
        advice = f"mark which one is meant: `[{word}]({ref.kind}:{ref.id})`"
        yield analysis.source.diagnostic(
            "ambiguous-name", passage.span(mention.start, mention.end), message, advice=advice
        )


def _check_cues(analysis: Analysis) -> Iterator[Diagnostic]:
    anchored = {(place.passage, place.start, place.end) for places in analysis.quotes for place in places[:1]}
    for index, passage in enumerate(analysis.passages):
        quotes = [(start, end) for at, start, end in anchored if at == index]
        for start, end in analysis.sentences[index]:
            if any(quote_start < end and start < quote_end for quote_start, quote_end in quotes):
                continue
            for cue in cues(passage.text[start:end], analysis.language)[:1]:
                span = passage.span(start + cue.start, start + cue.end)
                message = f"`{cue.text}` reports what someone says, and no attribution has a quote in this sentence"
                advice = "attribute it in `metadata.yml`, with a quote from this sentence"
                yield analysis.source.diagnostic("unattributed-cue", span, message, advice=advice)


def _check_paraphrases(piece: Piece, analysis: Analysis) -> Iterator[Diagnostic]:
    words = ArticleWords([passage.text for passage in analysis.passages])
    for position, attribution in enumerate(piece.metadata.value.attributions):
        run = shared_run(attribution.says, words, COPIED)
        if run:
            message = f"the paraphrase repeats the article: “{run}”"
            path = ("attributions", position, "says")
            yield from piece.metadata.diagnostic("paraphrase-copies", path, message, "say it in the desk's own words")
