"""The checks: what content means, held against the rules of `generator.rules`.

Single values are checked where they are read (generator.model); here are the rules that look at several at once: from
a record to another, from an attribution to the words of its article, and over the whole.
"""

from collections.abc import Iterator, Mapping

from generator.analysis import Analysis
from generator.checks import prose, quotes, references, requirements, whole
from generator.checks.registry import Registry
from generator.content import Content
from generator.diagnostics import Diagnostic, in_order
from generator.model.kinds import Ref


def check(content: Content, analyses: Mapping[Ref, Analysis]) -> list[Diagnostic]:
    """Everything that is wrong with the content, by file and line."""
    return in_order([*content.diagnostics, *_across(content, analyses)])


def _across(content: Content, analyses: Mapping[Ref, Analysis]) -> Iterator[Diagnostic]:
    registry = Registry.of(content)
    yield from references.check(content, analyses, registry)
    yield from requirements.check(content, analyses)
    yield from whole.check(content, analyses, registry)
    for ref, piece in content.pieces.items():
        analysis = analyses[ref]
        yield from analysis.diagnostics
        yield from quotes.check(piece, analysis)
        yield from prose.check(content, piece, analysis)
