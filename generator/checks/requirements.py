"""Rules for keys that depend on other keys of the same record."""

from collections.abc import Iterator

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


def check_entity(record: Record[Entity]) -> Iterator[Diagnostic]:
    """Check rule `missing-key` for keys that require another key, and that a question ends in a question mark."""
    value = record.value
    if isinstance(value, Event) and not (value.date or value.date_note):
        yield from _report_missing(record, (), "date", "add a date, or what the text says about it as `date_note: …`")
    elif isinstance(value, Source):
        if not (value.title or value.title_note):
            yield from _report_missing(
                record, (), "title", "add a title, or a description in its place as `title_note: …`"
            )
        if not value.seen and not value.cited_in:
            yield from _report_missing(record, (), "cited_in", "add the source that quotes it, or delete `seen: false`")
    elif isinstance(value, Question) and not value.name.endswith(("?", "؟", "？", ";")):
        message = "the question does not end with a question mark"
        yield from record.diagnose("bad-value", ("name",), message, "write it as a question, such as `What happened?`")


def check_briefing(briefing: BriefingSource, analysis: Analysis) -> Iterator[Diagnostic]:
    """Check rule `missing-key` for keys that require another key, and the ids of attributions."""
    record, fragments = briefing.metadata, RESERVED_FRAGMENTS | analysis.article.anchors
    if not (record.value.authors or record.value.author_note):
        advice = "add them as `authors: […]`, or say in `author_note` why there is no name"
        yield from _report_missing(record, (), "authors", advice)
    lines: dict[str, int] = {}
    for position, attribution in enumerate(record.value.attributions):
        yield from _check_attribution_id(record, position, attribution.id, lines)
        if attribution.id in fragments or is_passage_anchor(attribution.id):
            message = f"`{attribution.id}` is already the anchor of another part of the page"
            yield from record.diagnose(
                "bad-id", ("attributions", position, "id"), message, "use another id, such as `c01`"
            )
        yield from _check_attribution(record, position, attribution)


def _check_attribution_id(
    record: Record[Metadata], position: int, attribution_id: str, seen: dict[str, int]
) -> Iterator[Diagnostic]:
    path = ("attributions", position, "id")
    if attribution_id in seen:
        message = f"`{attribution_id}` is already the id of attribution {seen[attribution_id] + 1}"
        yield from record.diagnose(
            "duplicate-id", path, message, "use an id that no other attribution of this file has"
        )
    seen.setdefault(attribution_id, position)


def _check_attribution(record: Record[Metadata], position: int, attribution: Attribution) -> Iterator[Diagnostic]:
    path = ("attributions", position)
    kind = attribution.kind
    if kind in _NEEDS_ABOUT and not attribution.about:
        yield from _report_missing(record, path, "about", _NEEDS_ABOUT[kind])
    if kind is AttributionKind.DENIAL and not (attribution.disputes or attribution.denies):
        yield from _check_rejection(record, path)


def _check_rejection(record: Record[Metadata], path: KeyPath) -> Iterator[Diagnostic]:
    """Report a denial that names nothing it rejects, unless its key is invalid and reported already."""
    rejected = ((*path, "disputes"), (*path, "denies"))
    if not any(path_of_error[: len(key)] == key for path_of_error in record.invalid_paths for key in rejected):
        message = "a denial does not name what it rejects"
        advice = "add the attribution as `disputes: [c12]`, or what it rejects in your own words as `denies: …`"
        yield from record.diagnose("missing-key", path, message, advice)


def _report_missing(record: Record[ContentModel], path: KeyPath, key: str, advice: str) -> Iterator[Diagnostic]:
    if (*path, key) not in record.invalid_paths:
        yield from record.diagnose("missing-key", path, f"`{key}` is missing", advice)
