"""The content in the form that proposals are made from: a registry of entities, and the briefings with their tags.

Drafts count: a name that the desk has written down once is known, published or not. Whatever could not be read is left
out; `check` reports the errors.
"""

import re
from collections.abc import Iterator

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
        if not record.invalid_paths & {(), ("name",), ("title",)}:
            entities.append(_build_known(ref, record))
    briefings = [briefing for ref, briefing in sorted(content.briefings.items()) if ref.id != except_briefing]
    return EntityRegistry(tuple(entities), tuple(_iter_tagged(briefings)))


def build_text(briefing: BriefingSource, content: Content) -> ArticleInput:
    """Return a briefing's article with the facts in its metadata."""
    metadata = briefing.metadata.value
    return ArticleInput(
        article=parse_article(briefing.article, RESERVED_FRAGMENTS),
        language=metadata.language or content.site.value.language,
        title="" if briefing.metadata.invalid_paths & {(), ("title",)} else metadata.title,
        published=_find_date(briefing.metadata, content),
        keywords=metadata.keywords,
        publisher=_find_publisher(briefing.metadata, content),
    )


def _find_publisher(record: Record[Metadata], content: Content) -> str:
    """Return who published the words: from the briefing's source, or from the file that was imported."""
    source = content.entities.get(Ref(Kind.SOURCE, record.value.based_on or ""))
    publisher_id = source.value.publisher if source and isinstance(source.value, Source) else None
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
        source = content.entities.get(Ref(Kind.SOURCE, metadata.based_on))
        value = source.value if source and ("issued",) not in source.invalid_paths else None
        return value.issued.text if isinstance(value, Source) and value.issued else None
    if record.invalid_paths & {(), ("published",)} or _DATE_OF_IMPORT.search(record.source.text):
        return None
    return metadata.published.text


def _build_known(ref: Ref, record: Record[Entity]) -> KnownEntity:
    value = record.value
    forms = (value.label, *value.forms) if isinstance(value, NamedInTexts) else (value.label,)
    date = value.date if isinstance(value, Event) and ("date",) not in record.invalid_paths else None
    return KnownEntity(
        ref=ref,
        forms=tuple(dict.fromkeys(forms)),
        type=value.type if isinstance(value, Actor) and ("type",) not in record.invalid_paths else "",
        date=date.text if date else None,
        is_marked=isinstance(value, NamedInTexts) and not value.is_found_by_name,
    )


def _iter_tagged(briefings: list[BriefingSource]) -> Iterator[TaggedBriefing]:
    for briefing in briefings:
        metadata, broken = briefing.metadata.value, briefing.metadata.invalid_paths
        has_broken_tags = any(path[:1] in {(), ("tags",)} for path in broken)
        if briefing.ref.kind is Kind.BRIEFING and not has_broken_tags:
            words = f"{metadata.title}\n\n{metadata.summary}\n\n{briefing.article.text}"
            yield TaggedBriefing(briefing.ref.id, metadata.tags, words)
