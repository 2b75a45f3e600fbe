"""Rules for the words of an article: ambiguous names, reported speech without attribution, copied words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from generator.analysis.analyzer import Analysis, find_sentence
from generator.content.reader import BriefingSource
from generator.diagnostics.diagnostic import Diagnostic
from generator.model.kinds import Ref
from generator.text.article import Passage
from generator.text.quotes import ArticleWords, QuoteFinder, find_shared_run
from generator.text.sentences import Cue, Range, find_cues

COPIED_WORDS = 8
"""The number of words in a row that make a paraphrase a copy of the article."""


def check_briefing(briefing: BriefingSource, analysis: Analysis, labels: Mapping[Ref, str]) -> Iterator[Diagnostic]:
    """Check rules `ambiguous-name`, `unattributed-cue` and `paraphrase-copies`."""
    yield from _check_names(analysis, labels)
    yield from _check_cues(briefing, analysis)
    yield from _check_paraphrases(briefing, analysis)


def _check_names(analysis: Analysis, labels: Mapping[Ref, str]) -> Iterator[Diagnostic]:
    for mention in analysis.ambiguous:
        text = analysis.segments[mention.segment].text
        word = text[mention.start : mention.end]
        owners = [f"`{ref.id}` ({labels[ref]})" for ref in mention.refs]
        message = f"`{word}` is a name of {' and '.join(owners)}"
        ref = mention.refs[0]
        advice = f"mark which one is meant: `[{word}]({ref.kind}:{ref.id})`"
        span = analysis.article.locate(mention.segment, mention.start, mention.end)
        yield analysis.source.diagnose("ambiguous-name", span, message, advice=advice)


def find_unattributed_cues(briefing: BriefingSource, analysis: Analysis) -> Iterator[tuple[int, Range, Cue]]:
    """Yield sentences that report speech and contain no quote: the passage, the sentence, and its first cue."""
    if briefing.metadata.has_invalid_part(("attributions",)):
        return  # an invalid attribution may belong to any sentence
    quotes = _collect_quoted_ranges(briefing, analysis)
    for index, passage in enumerate(analysis.passages):
        reported_start = -1
        for cue in find_cues(passage.text, analysis.language):
            sentence = find_sentence(analysis.sentences[index], cue.start)
            if sentence[0] == reported_start or _is_protected(passage, cue.start):
                continue
            if not _has_quote(sentence, quotes[index]):
                reported_start = sentence[0]
                yield index, sentence, cue


def _has_quote(sentence: Range, quotes: Iterable[Range]) -> bool:
    start, end = sentence
    return any(quote_start < end and start < quote_end for quote_start, quote_end in quotes)


def _check_cues(briefing: BriefingSource, analysis: Analysis) -> Iterator[Diagnostic]:
    for index, _, cue in find_unattributed_cues(briefing, analysis):
        message = f"`{cue.text}` reports speech, and no attribution quotes this sentence"
        advice = "add an attribution to `metadata.yml`, with a quote from this sentence"
        span = analysis.article.locate(index, cue.start, cue.end)
        yield analysis.source.diagnose("unattributed-cue", span, message, advice=advice)


def _is_protected(passage: Passage, offset: int) -> bool:
    """Check whether an offset is in code, a link or a URL."""
    ranges = (*passage.protected, *passage.linked_ranges())
    return any(start <= offset < end for start, end in ranges)


def _collect_quoted_ranges(briefing: BriefingSource, analysis: Analysis) -> dict[int, set[Range]]:
    """Return the ranges of quotes in each passage; of a quote that is not found, the range of the closest words."""
    ranges: dict[int, set[Range]] = defaultdict(set)
    finder = QuoteFinder(analysis.article.passage_texts)
    for attribution, positions in zip(briefing.metadata.value.attributions, analysis.quotes, strict=True):
        for position in positions:
            ranges[position.passage].add((position.start, position.end))
        nearest = None if positions else finder.find_closest(attribution.quote.exact)
        if nearest:
            ranges[nearest.passage].add((nearest.start, nearest.end))
    return ranges


def _check_paraphrases(briefing: BriefingSource, analysis: Analysis) -> Iterator[Diagnostic]:
    words = ArticleWords(analysis.article.passage_texts)
    for position, attribution in enumerate(briefing.metadata.value.attributions):
        run = find_shared_run(attribution.says, words, COPIED_WORDS)
        if run:
            message = f"the paraphrase repeats the article: “{run}”"
            path = ("attributions", position, "says")
            yield from briefing.metadata.diagnose("paraphrase-copies", path, message, "write it in your own words")
