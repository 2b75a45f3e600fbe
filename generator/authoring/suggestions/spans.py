"""Spans of an article: their words, and how much two of them have in common."""

from collections.abc import Iterable

from generator.proposals.proposal import TextSpan
from generator.text.article import Article


def list_words(article: Article, spans: Iterable[TextSpan]) -> list[str]:
    """Return the words of each span."""
    return [article.passages[span.passage].text[span.start : span.end] for span in spans]


def measure_length(span: TextSpan) -> int:
    """Return the number of characters of a span."""
    return span.end - span.start


def count_overlap(first: TextSpan, second: TextSpan) -> int:
    """Return the number of characters that two spans have in common."""
    if first.passage != second.passage:
        return 0
    return max(0, min(first.end, second.end) - max(first.start, second.start))
