"""Entities as nodes of schema.org, complete and short, by the types and terms in the specification of their kind.

A state is a country, and as an actor also an organization, because only then can it be the author of a claim. The
vocabulary has a status for planned and cancelled events only; the description has the status in the texts.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from generator.index.model import Index, build_refs
from generator.jsonld.node import (
    THIS_PAGE,
    Node,
    build_node,
    encode_node,
    format_exact_date,
    format_exact_end,
    get_address,
)
from generator.model.dates import EdtfDate
from generator.model.entities import Actor, Entity, Event, NamedEntity, Role, SameAs, Theme
from generator.model.entity_kinds import ENTITY_KINDS, SchemaType, get_index_path
from generator.model.kinds import Kind, Ref
from generator.model.page_paths import get_relative_url

_STATUS = {"planned": "https://schema.org/EventScheduled", "cancelled": "https://schema.org/EventCancelled"}
_WIKIDATA = "https://www.wikidata.org/entity/"
_OPENSANCTIONS = "https://www.opensanctions.org/entities/"


class _NodeContent(NamedTuple):
    """The properties of a node, and the entities that they refer to."""

    properties: dict[str, Any]
    references: list[Ref]


@dataclass(frozen=True, slots=True)
class _NodeContext:
    """The page that a node is on."""

    index: Index
    ref: Ref

    def point_to_kind(self, kind: Kind, *ids: str | None) -> list[Node]:
        """Return references to entities of a kind."""
        return point_to(build_refs(kind, ids), self.ref)


_ContentBuilder = Callable[[_NodeContext, Any], _NodeContent]


def build_lines(index: Index, ref: Ref) -> list[str]:
    """Return the complete node of an entity for its own page, and short nodes of the entities that it refers to."""
    entity = index.entities[ref]
    build_content: _ContentBuilder = _CONTENTS.get(ref.kind, _build_from_terms)
    content = build_content(_NodeContext(index, ref), entity)
    node = build_node(_get_type(entity, ref), id_=THIS_PAGE, **content.properties)
    references = dict.fromkeys(content.references)
    references.pop(ref, None)
    return [encode_node(node), *build_references(index, references)]


def build_references(index: Index, refs: Iterable[Ref]) -> Iterator[str]:
    """Yield short nodes of entities for the pages of other records, without duplicates."""
    for ref in dict.fromkeys(refs):
        yield _encode_reference(_get_type(index.entities[ref], ref), ref, index.label(ref))


@lru_cache(maxsize=1 << 16)
def _encode_reference(type_: SchemaType, ref: Ref, name: str) -> str:
    """Return a short node: the type of an entity, the address of its page, and its name."""
    return encode_node(build_node(type_, id_=_get_address_from_record(ref), name=name))


@lru_cache(maxsize=1 << 16)
def _get_address_from_record(ref: Ref) -> str:
    """Return the address of a record's page from the page of any other record, all of which have the same depth."""
    return get_relative_url(f"{ref.stem}.md", f"{ref.stem}.md")


def point_to(refs: Iterable[Ref], page: Ref) -> list[Node]:
    """Return references from the page of a record to nodes of the same block, without duplicates."""
    return [{"@id": THIS_PAGE if ref == page else _get_address_from_record(ref)} for ref in dict.fromkeys(refs)]


def build_publisher(index: Index) -> Node:
    """Return the publisher of the site."""
    return build_node("Organization", name=index.site.publisher)


def _get_type(entity: Entity, ref: Ref) -> SchemaType:
    json_ld = ENTITY_KINDS[ref.kind].json_ld
    return json_ld.types.get(entity.own_type, json_ld.type)


def _build_names(entity: Entity) -> dict[str, Any]:
    """Return the name of an entity and its other names; those in other scripts have their language."""
    if not isinstance(entity, NamedEntity):
        return {"name": entity.label}
    translated = [{"@language": language, "@value": name} for language, name in entity.names.items()]
    return {"name": entity.name, "alternateName": [*entity.aliases, *translated]}


def _build_from_terms(context: _NodeContext, entity: Entity) -> _NodeContent:
    """Return the properties that are fields of the entity, as the specification of its kind says."""
    json_ld = ENTITY_KINDS[context.ref.kind].json_ld
    properties = _build_names(entity)
    references: list[Ref] = []
    if entity.own_type not in json_ld.types:
        properties["genre"] = entity.own_type.replace("-", " ")
    for term, name in json_ld.terms.items():
        refs = context.index.resolve_field(entity, name)
        value = getattr(entity, name)
        encode = _ENCODERS.get(type(value))
        properties[term] = point_to(refs, context.ref) or (encode(value) if encode else value)
        references += refs
    return _NodeContent(properties, references)


def _list_same_as(same_as: SameAs) -> list[str]:
    ids = {_WIKIDATA: same_as.wikidata, _OPENSANCTIONS: same_as.opensanctions, "": same_as.url}
    addresses = []
    for prefix, id_ in ids.items():
        if id_:
            addresses.append(f"{prefix}{id_}")
    return addresses


_ENCODERS: dict[type, Callable[[Any], Any]] = {
    EdtfDate: format_exact_date,
    SameAs: _list_same_as,
    tuple: ", ".join,
}
"""The functions that convert values of fields to values of properties, by type; other values stay as they are."""


def _build_actor(context: _NodeContext, actor: Actor) -> _NodeContent:
    properties = _build_from_terms(context, actor).properties
    memberships = context.point_to_kind(Kind.ACTOR, actor.part_of)
    references = build_refs(Kind.ACTOR, [actor.part_of])
    if actor.type != "person":
        return _NodeContent(properties | {"parentOrganization": memberships}, references)
    for role in actor.roles:
        if role.of:
            memberships.append(_build_office(context, role))
            references.append(Ref(Kind.ACTOR, role.of))
    properties |= {"memberOf": memberships, "deathDate": format_exact_date(actor.died)}
    return _NodeContent(properties, references)


def _build_office(context: _NodeContext, role: Role) -> Node:
    """Return an office between a person and an organization, as schema.org has roles."""
    return build_node(
        "OrganizationRole",
        roleName=role.as_,
        startDate=format_exact_date(role.from_),
        endDate=format_exact_date(role.to),
        memberOf=context.point_to_kind(Kind.ACTOR, role.of),
    )


def _build_theme(context: _NodeContext, theme: Theme) -> _NodeContent:
    content = _build_from_terms(context, theme)
    vocabulary = get_address(get_index_path(Kind.THEME), f"{context.ref.stem}.md")
    return content._replace(properties=content.properties | {"inDefinedTermSet": vocabulary})


def _build_event(context: _NodeContext, event: Event) -> _NodeContent:
    about = [*build_refs(Kind.ACTOR, event.actors), *build_refs(Kind.THEME, event.tags)]
    properties = {
        "name": event.name,
        "alternateName": list(event.aliases),
        "description": f"Status in the texts: {event.status}.",
        **_build_period(event.date),
        "eventStatus": _STATUS.get(event.status),
        "location": context.point_to_kind(Kind.PLACE, event.place),
        "about": point_to(about, context.ref),
    }
    return _NodeContent(properties, [*about, *build_refs(Kind.PLACE, [event.place])])


def _build_period(date: EdtfDate | None) -> dict[str, Any]:
    """Return the first day of an event, and its last day if it has another."""
    if date is None:
        return {}
    end = date.end if date.is_interval else None
    return {"startDate": format_exact_end(date.start), "endDate": format_exact_end(end)}


_CONTENTS: dict[Kind, _ContentBuilder] = {
    Kind.ACTOR: _build_actor,
    Kind.EVENT: _build_event,
    Kind.THEME: _build_theme,
}
"""The functions of kinds whose nodes have more than the terms of their specification."""
