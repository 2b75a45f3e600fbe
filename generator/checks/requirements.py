"""Rules of keys that depend on other keys of the same record."""

from collections.abc import Iterator

from generator.analysis import Analysis
from generator.content import Piece, Record
from generator.diagnostics import Diagnostic
from generator.model.briefing import Attribution, Metadata
from generator.model.entities import Entity, Event, Question, Source
from generator.model.kinds import AttributionKind
from generator.model.written import Written
from generator.paths import RESERVED_FRAGMENTS, is_passage_anchor

_NEEDS_ABOUT = {
    AttributionKind.ALLEGATION: "an allegation is against someone: write whom as `about: […]`",
    AttributionKind.MOTIVE: "a motive is ascribed to someone: write whom as `about: […]`",
}


def check_entity(record: Record[Entity]) -> Iterator[Diagnostic]:
    """Rule `missing-key` where one key asks for another; the form of questions."""
    value = record.value
    if isinstance(value, Event) and not (value.date or value.date_note):
        yield from _missing(record, (), "date", "write one, or what the text says of it as `date_note: …`")
    elif isinstance(value, Source):
        if not (value.title or value.title_note):
            yield from _missing(record, (), "title", "write one, or what stands for it as `title_note: …`")
        if not value.seen and not value.cited_in:
            yield from _missing(record, (), "cited_in", "name the source that quotes it, or delete `seen: false`")
    elif isinstance(value, Question) and not value.name.endswith(("?", "؟", "？", ";")):
        message = "the question does not end in a question mark"
        yield from record.diagnostic("bad-value", ("name",), message, "write it as a question: `What happened?`")


def check_piece(piece: Piece, analysis: Analysis) -> Iterator[Diagnostic]:
    """Rule `missing-key` where one key asks for another; ids of attributions."""
    record, fragments = piece.metadata, RESERVED_FRAGMENTS | analysis.fragments
    if not (record.value.authors or record.value.author_note):
        advice = "name them as `authors: […]`, or say in `author_note` why there is no name"
        yield from _missing(record, (), "authors", advice)
    lines: dict[str, int] = {}
    for position, attribution in enumerate(record.value.attributions):
        yield from _check_attribution_id(record, position, attribution.id, lines)
        if attribution.id in fragments or is_passage_anchor(attribution.id):
            message = f"`{attribution.id}` is the address of another part of the page"
            yield from record.diagnostic(
                "bad-id", ("attributions", position, "id"), message, "choose another, like `c01`"
            )
        yield from _check_attribution(record, position, attribution)


def _check_attribution_id(
    record: Record[Metadata], position: int, attribution_id: str, seen: dict[str, int]
) -> Iterator[Diagnostic]:
    path = ("attributions", position, "id")
    if attribution_id in seen:
        message = f"the id `{attribution_id}` is that of attribution {seen[attribution_id] + 1} already"
        yield from record.diagnostic("duplicate-id", path, message, "ids of attributions are unique in their file")
    seen.setdefault(attribution_id, position)


def _check_attribution(record: Record[Metadata], position: int, attribution: Attribution) -> Iterator[Diagnostic]:
    path = ("attributions", position)
    kind = attribution.kind
    if kind in _NEEDS_ABOUT and not attribution.about:
        yield from _missing(record, path, "about", _NEEDS_ABOUT[kind])
    if kind is AttributionKind.DENIAL and not attribution.disputes:
        yield from _missing(record, path, "disputes", "name the attributions that are denied: `disputes: [c12]`")


def _missing(record: Record[Written], path: tuple[str | int, ...], key: str, advice: str) -> Iterator[Diagnostic]:
    if (*path, key) not in record.broken:
        yield from record.diagnostic("missing-key", path, f"`{key}` is missing", advice)
