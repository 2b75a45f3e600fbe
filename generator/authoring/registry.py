"""What is known, in the form that proposals are made from: the registry and the briefings that have their tags.

Drafts count: a name that a desk has once written down is known, whatever has been published. What could not be read
says nothing; mistakes are told by `check`.
"""

import re
from collections.abc import Iterator

from generator.content import Content, Piece, Record
from generator.model.briefing import Metadata
from generator.model.entities import Actor, Entity, Event, Named, Source
from generator.model.kinds import Kind, Ref
from generator.paths import RESERVED_FRAGMENTS
from generator.proposals.given import Known, Registry, Tagged, Text
from generator.text.article import parse

_PUBLISHED_BY = re.compile(r"^# Published by: (.+)$", re.MULTILINE)
_OF_IMPORT = re.compile(r"^published: \S+ # the file gives no date", re.MULTILINE)
"""What an import notes for editors, until they know better."""


def registry_of(written: Content, but: str = "") -> Registry:
    """All that `written` holds; of the briefing `but` nothing, as no text resembles another as it does itself."""
    things = (_known(ref, record) for ref, record in sorted(written.entities.items()) if _is_named(record))
    pieces = (piece for ref, piece in sorted(written.pieces.items()) if ref.id != but)
    return Registry(tuple(things), tuple(_tagged(pieces)))


def text_of(piece: Piece, written: Content) -> Text:
    """A briefing's article, and what its metadata says of it."""
    metadata = piece.metadata.value
    return Text(
        article=parse(piece.article, RESERVED_FRAGMENTS),
        language=metadata.language or written.site.value.language,
        title="" if piece.metadata.broken & {(), ("title",)} else metadata.title,
        published=_dated(piece.metadata, written),
        keywords=metadata.keywords,
        publisher=_publisher(piece.metadata, written),
    )


def _publisher(record: Record[Metadata], written: Content) -> str:
    """Who published the words: as its source says, or as the file said that was imported."""
    source = written.entities.get(Ref(Kind.SOURCE, record.value.based_on or ""))
    id_ = source.value.publisher if source and isinstance(source.value, Source) else None
    actor = written.entities.get(Ref(Kind.ACTOR, id_ or ""))
    noted = _PUBLISHED_BY.search(record.source.text)
    return actor.value.label if actor else noted[1].strip() if noted else ""


def _dated(record: Record[Metadata], written: Content) -> str | None:
    """When the words were published: those of someone else not when the desk published its digest of them."""
    metadata = record.value
    if metadata.based_on:
        source = written.entities.get(Ref(Kind.SOURCE, metadata.based_on))
        value = source.value if source and ("issued",) not in source.broken else None
        return value.issued.text if isinstance(value, Source) and value.issued else None
    if record.broken & {(), ("published",)} or _OF_IMPORT.search(record.source.text):
        return None
    return metadata.published.text


def _is_named(record: Record[Entity]) -> bool:
    return not record.broken & {(), ("name",), ("title",)}


def _known(ref: Ref, record: Record[Entity]) -> Known:
    value = record.value
    forms = (value.label, *value.forms) if isinstance(value, Named | Event) else (value.label,)
    date = value.date if isinstance(value, Event) and ("date",) not in record.broken else None
    return Known(
        ref=ref,
        forms=tuple(dict.fromkeys(forms)),
        type=value.type if isinstance(value, Actor) and ("type",) not in record.broken else "",
        date=date.text if date else None,
    )


def _tagged(pieces: Iterator[Piece]) -> Iterator[Tagged]:
    for piece in pieces:
        value, broken = piece.metadata.value, piece.metadata.broken
        if piece.ref.kind is Kind.BRIEFING and not any(path[:1] in {(), ("tags",)} for path in broken):
            yield Tagged(piece.ref.id, value.tags, f"{value.title}\n\n{value.summary}\n\n{piece.article.text}")
