"""The checks: what content means, held against the rules of `generator.rules`.

Single values are checked where they are read (generator.model); here are the rules that look at several at once: from
a record to another, from an attribution to the words of its article, and over the whole.
"""

from collections.abc import Iterator, Mapping

from generator.analysis import Analysis
from generator.checks import prose, quotes, references, requirements, whole
from generator.checks.registry import Registry
from generator.content import Content, Piece, Record, allowing_drafts
from generator.diagnostics import Diagnostic, in_order
from generator.model.entities import Entity
from generator.model.kinds import Ref


def check(content: Content, analyses: Mapping[Ref, Analysis]) -> list[Diagnostic]:
    """Everything that is wrong with the content, by file and line."""
    return in_order([*content.diagnostics, *_across(content, analyses)])


def _across(content: Content, analyses: Mapping[Ref, Analysis]) -> Iterator[Diagnostic]:
    registry = Registry.of(content)
    facts = []
    for record in content.entities.values():
        yield from check_entity(record, registry)
        facts.append(whole.facts_of_entity(record, registry))
    for ref, piece in content.pieces.items():
        yield from check_piece(piece, analyses[ref], registry)
        facts.append(whole.facts_of_piece(piece, analyses[ref], registry))
    yield from whole.check(content.entities, whole.Facts.together(facts))


def check_entity(record: Record[Entity], registry: Registry) -> Iterator[Diagnostic]:
    """The rules that one record of an entity can break, beyond its single values."""
    yield from references.check_entity(record, registry)
    yield from requirements.check_entity(record)


def check_piece(piece: Piece, analysis: Analysis, registry: Registry) -> Iterator[Diagnostic]:
    """The rules that one briefing can break, beyond its single values."""
    yield from analysis.diagnostics
    yield from references.check_piece(piece, analysis, registry)
    yield from allowing_drafts(piece.metadata, requirements.check_piece(piece, analysis))
    yield from quotes.check_piece(piece, analysis)
    yield from prose.check_piece(piece, analysis, registry.labels)
