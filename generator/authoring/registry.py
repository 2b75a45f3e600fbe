"""The content in the form that proposals are made from: a registry of entities, and the briefings with their tags.

Drafts count: a name that the desk has written down once is known, published or not. Whatever could not be read is left
out; `check` reports the errors.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from generator.content.reader import BriefingSource, Content, Record
from generator.model.briefing import Metadata
from generator.model.entities import Actor, Entity, Event, NamedInTexts, Source
from generator.model.kinds import Kind, Ref
from generator.model.page_paths import RESERVED_FRAGMENTS
from generator.proposals.inputs import ArticleInput, EntityRegistry, KnownEntity, TaggedBriefing
from generator.text.article import parse_article

_PUBLISHED_BY = re.compile(r"^# Published by: (.+)$", re.MULTILINE)
_DATE_OF_IMPORT = re.compile(r"^published: \S+ # the file gives no date", re.MULTILINE)
"""Comments that an import leaves for editors, until they know better."""


def build_registry(content: Content, except_briefing: str = "") -> EntityRegistry:
    """Return all entities and briefings of `content`.

    A briefing of the id `except_briefing` is left out, as no text is as similar to another as to itself.
    """
    entities = []
    for ref, record in sorted(content.entities.items()):
        if not (record.is_invalid(("name",)) or record.is_invalid(("title",))):
            entities.append(_build_known(ref, record))
    tagged = _iter_tagged(briefing for ref, briefing in sorted(content.briefings.items()) if ref.id != except_briefing)
    return EntityRegistry(tuple(entities), tuple(tagged))


def build_text(briefing: BriefingSource, content: Content) -> ArticleInput:
    """Return a briefing's article with the facts in its metadata."""
    metadata = briefing.metadata.value
    return ArticleInput(
        article=parse_article(briefing.article, RESERVED_FRAGMENTS),
        language=metadata.language or content.site.value.language,
        title="" if briefing.metadata.is_invalid(("title",)) else metadata.title,
        published=_find_date(briefing.metadata, content),
        keywords=metadata.keywords,
        publisher=_find_publisher(briefing.metadata, content),
    )


def _find_publisher(record: Record[Metadata], content: Content) -> str:
    """Return who published the words: from the briefing's source, or from the file that was imported."""
    publisher_id = _get_valid(_find_source(record, content), Source, "publisher")
    actor = content.entities.get(Ref(Kind.ACTOR, publisher_id or ""))
    if actor:
        return actor.value.label
    comment = _PUBLISHED_BY.search(record.source.text)
    return comment[1].strip() if comment else ""


def _find_date(record: Record[Metadata], content: Content) -> str | None:
    """Return when the words were published, as EDTF.

    If they are someone else's, that is the date of the source, not the day on which the desk published its digest.
    """
    metadata = record.value
    if metadata.based_on:
        return _get_date_text(_find_source(record, content), Source, "issued")
    if record.is_invalid(("published",)) or _DATE_OF_IMPORT.search(record.source.text):
        return None
    return metadata.published.text


def _find_source(record: Record[Metadata], content: Content) -> Record[Entity] | None:
    """Return the source that a briefing is based on, None if there is none."""
    return content.entities.get(Ref(Kind.SOURCE, record.value.based_on or ""))


def _build_known(ref: Ref, record: Record[Entity]) -> KnownEntity:
    value = record.value
    return KnownEntity(
        ref=ref,
        forms=tuple(dict.fromkeys((value.label, *value.forms))),
        type=_get_valid(record, Actor, "type") or "",
        date=_get_date_text(record, Event, "date"),
        is_marked=isinstance(value, NamedInTexts) and not value.is_found_by_name,
    )


def _get_date_text(record: Record[Entity] | None, model: type[Entity], key: str) -> str | None:
    """Return the date under a key that only one kind of entity has, as EDTF; None if it has no valid one."""
    date = _get_valid(record, model, key)
    return date.text if date else None


def _get_valid(record: Record[Entity] | None, model: type[Entity], key: str) -> Any:
    """Return the value of a key that only one kind of entity has; None for other kinds, or if the value is invalid."""
    if record and isinstance(record.value, model) and not record.is_invalid((key,)):
        return getattr(record.value, key)
    return None


def _iter_tagged(briefings: Iterable[BriefingSource]) -> Iterator[TaggedBriefing]:
    for briefing in briefings:
        metadata = briefing.metadata.value
        if not briefing.metadata.has_invalid_part(("tags",)):
            words = f"{metadata.title}\n\n{metadata.summary}\n\n{briefing.article.text}"
            yield TaggedBriefing(briefing.ref.id, metadata.tags, words)
