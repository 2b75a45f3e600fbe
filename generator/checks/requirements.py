"""Rules for keys that depend on other keys of the same record."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.analysis.analyzer import Analysis
from generator.content.reader import BriefingSource, Record
from generator.diagnostics.diagnostic import Diagnostic
from generator.model.briefing import Attribution, Metadata
from generator.model.entities import Entity, Event, Question, Source
from generator.model.kinds import AttributionKind
from generator.model.lenient import ContentModel
from generator.model.messages import KeyPath
from generator.model.page_paths import RESERVED_FRAGMENTS, is_passage_anchor

_NEEDS_ABOUT = {
    AttributionKind.ALLEGATION: "add the accused as `about: […]`",
    AttributionKind.MOTIVE: "add the person or group whose motive it is as `about: […]`",
}


class _RequiredKey(NamedTuple):
    """A key of a model that is required, unless the record has the `note` in its place."""

    model: type[ContentModel]
    key: str
    note: str
    advice: str


_REQUIRED_KEYS = (
    _RequiredKey(Event, "date", "date_note", "add a date, or what the text says about it as `date_note: …`"),
    _RequiredKey(Source, "title", "title_note", "add a title, or a description in its place as `title_note: …`"),
    _RequiredKey(
        Metadata,
        "authors",
        "author_note",
        "add them as `authors: […]`, or say in `author_note` why there is no name",
    ),
)

_QUESTION_MARKS = ("?", "؟", "？", ";")


def check_entity(record: Record[Entity]) -> Iterator[Diagnostic]:
    """Check rule `missing-key` for keys that require another key, and that a question ends in a question mark."""
    yield from _check_required_keys(record)
    value = record.value
    if isinstance(value, Source) and not (value.seen or value.cited_in):
        yield from _report_missing(record, (), "cited_in", "add the source that quotes it, or delete `seen: false`")
    elif isinstance(value, Question) and not value.name.endswith(_QUESTION_MARKS):
        message = "the question does not end with a question mark"
        yield from record.diagnose("bad-value", ("name",), message, "write it as a question, such as `What happened?`")


def check_briefing(briefing: BriefingSource, analysis: Analysis) -> Iterator[Diagnostic]:
    """Check rule `missing-key` for keys that require another key, and the ids of attributions."""
    record, fragments = briefing.metadata, RESERVED_FRAGMENTS | analysis.article.anchors
    yield from _check_required_keys(record)
    positions: dict[str, int] = {}
    for position, attribution in enumerate(record.value.attributions):
        path, id_ = ("attributions", position), attribution.id
        earlier = positions.setdefault(id_, position)
        if earlier != position:
            message = f"`{id_}` is already the id of attribution {earlier + 1}"
            advice = "use an id that no other attribution of this file has"
            yield from record.diagnose("duplicate-id", (*path, "id"), message, advice)
        if id_ in fragments or is_passage_anchor(id_):
            message = f"`{id_}` is already the anchor of another part of the page"
            yield from record.diagnose("bad-id", (*path, "id"), message, "use another id, such as `c01`")
        yield from _check_attribution(record, path, attribution)


def _check_required_keys(record: Record[ContentModel]) -> Iterator[Diagnostic]:
    for model, key, note, advice in _REQUIRED_KEYS:
        if isinstance(record.value, model) and not (getattr(record.value, key) or getattr(record.value, note)):
            yield from _report_missing(record, (), key, advice)


def _check_attribution(record: Record[Metadata], path: KeyPath, attribution: Attribution) -> Iterator[Diagnostic]:
    kind = attribution.kind
    if kind in _NEEDS_ABOUT and not attribution.about:
        yield from _report_missing(record, path, "about", _NEEDS_ABOUT[kind])
    if kind is AttributionKind.DENIAL and not (attribution.disputes or attribution.denies):
        yield from _check_rejection(record, path)


def _check_rejection(record: Record[Metadata], path: KeyPath) -> Iterator[Diagnostic]:
    """Report a denial that names nothing it rejects, unless its key is invalid and reported already."""
    has_error = record.has_invalid_part((*path, "disputes")) or record.has_invalid_part((*path, "denies"))
    if not has_error:
        message = "a denial does not name what it rejects"
        advice = "add the attribution as `disputes: [c12]`, or what it rejects in your own words as `denies: …`"
        yield from record.diagnose("missing-key", path, message, advice)


def _report_missing(record: Record[ContentModel], path: KeyPath, key: str, advice: str) -> Iterator[Diagnostic]:
    yield from record.diagnose("missing-key", path, f"`{key}` is missing", advice, depends_on=((*path, key),))
