"""The work on one briefing: its files read, its words analysed and checked, and what pages need of it made ready.

A unit depends on its two files, on the names that its article has, on what the ids in it mean, and on the language of
the site; `needs` are these ids. Nothing here knows other units, so they can be worked on in any order, and in several
processes.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator import checks, content
from generator.analysis import Analysis, analyse
from generator.checks.references import named_attributions
from generator.checks.registry import Registry, attributions_of
from generator.checks.whole import Facts, facts_of_piece
from generator.content import Layout, Piece
from generator.diagnostics import Diagnostic, has_errors
from generator.index.briefing import Used, used
from generator.model.kinds import Ref
from generator.model.references import references
from generator.packing import pack, pack_plain, unpack_plain
from generator.remembered import shelf
from generator.remembered.entries import Entries, of_briefing
from generator.text.names import Names

UNIT, TEXTS, BROUGHT = "unit", "texts", "brought"
"""Spaces of the store with the unit itself, the texts of its passages, and its entries."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is remembered of a briefing besides what its pages show.

    `attributions` are their ids, None where a mistake hides one; `draft` says that it has no page; `formerly` are ids
    that it had before.
    """

    diagnostics: tuple[Diagnostic, ...]
    facts: Facts
    needs: tuple[str, ...]
    attributions: tuple[str, ...] | None
    draft: bool
    formerly: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a unit is held against."""

    layout: Layout
    names: Names[Ref]
    registry: Registry
    language: str
    drafts: Collection[Ref]


@dataclass(frozen=True, slots=True)
class Worked:
    """A unit, and its bytes by space of the store; those that only a sound unit with a page has may be missing."""

    ref: Ref
    unit: Unit
    kept: Mapping[str, bytes]


def work(ref: Ref, around: Surroundings) -> Worked:
    """Everything that is to be known of one briefing."""
    piece, diagnostics = content.read_piece(ref, around.layout)
    analysis = analyse(piece, around.names, around.language, around.drafts)
    diagnostics += checks.check_piece(piece, analysis, around.registry)
    unit = Unit(
        diagnostics=tuple(diagnostics),
        facts=facts_of_piece(piece, analysis, around.registry),
        needs=tuple(sorted(set(_needs(piece, analysis)))),
        attributions=attributions_of(piece.metadata),
        draft=piece.metadata.value.status == "draft",
        formerly=piece.metadata.value.formerly,
    )
    texts = pack_plain([passage.text for passage in analysis.passages])
    kept = {UNIT: pack(unit), TEXTS: texts}
    if not (has_errors(unit.diagnostics) or unit.draft or piece.missing):
        meant = {id_: around.registry.ids.get(id_) for id_ in unit.needs}
        by_id = {id_: refs[0] for id_, refs in meant.items() if refs}
        kept |= _shown(used(piece, analysis, by_id, around.language))
    return Worked(ref, unit, kept)


def _needs(piece: Piece, analysis: Analysis) -> Iterator[str]:
    """The ids in it; what they mean decides about diagnostics, links and facts."""
    metadata = piece.metadata.value
    yield from (reference.id for reference in references(metadata))
    yield from metadata.formerly
    yield from (word.rpartition("/")[0] for _, word in named_attributions(metadata) if "/" in word)
    yield from (link.id for passage in analysis.passages for link in passage.links)
    yield from (mention.ref.id for mention in analysis.mentions)
    yield from (ref.id for ambiguity in analysis.ambiguous for ref in ambiguity.refs)


def _shown(found: Used) -> dict[str, bytes]:
    briefing = found.briefing
    sentences: dict[Ref, list[object]] = {}
    for ref, occurrence in found.occurrences:
        sentences.setdefault(ref, []).append(occurrence)
    return {
        shelf.CARD: pack(briefing.card),
        shelf.BRIEFING: pack(briefing),
        shelf.SAID: pack({one.key.id: one for one in briefing.statements}),
        shelf.SENTENCES: pack(sentences),
        BROUGHT: written(of_briefing(found)),
    }


SHOWN = (shelf.CARD, shelf.BRIEFING, shelf.SAID, shelf.SENTENCES, BROUGHT)
"""Spaces of what pages need."""


def written(entries: Entries) -> bytes:
    """Entries as bytes."""
    return pack_plain({relation: found for relation, found in entries.items() if found})


def naming(texts: Iterable[tuple[str, bytes]], names: Names[Ref]) -> Iterator[str]:
    """Of briefings with the texts of their passages, those in which one of the names stands."""
    for id_, data in texts:
        if any(names.find(text) for text in unpack_plain(data)):
            yield id_
