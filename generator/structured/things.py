"""Actors, themes, sources, questions, events and places as nodes of schema.org, in full and in short.

A state is a country, and as an actor an organization: only so may it be the author of a claim. Of an event the
vocabulary knows whether it is planned or called off; what else the texts say of it stands in its description.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from generator.index.used import Index
from generator.model.entities import Actor, Entity, Event, Named, Place, Question, Role, SameAs, Source, Theme
from generator.model.kinds import Kind, Ref
from generator.paths import page_address
from generator.structured.node import HERE, Node, address, exact, known, line, node

_ACTORS: dict[str, str | tuple[str, ...]] = {
    "person": "Person",
    "organization": "Organization",
    "public-body": "GovernmentOrganization",
    "state": ("Country", "Organization"),
    "media": "NewsMediaOrganization",
    "collective": "Organization",
}
_SOURCES = {
    "webpage": "WebPage",
    "article-newspaper": "NewsArticle",
    "article-journal": "ScholarlyArticle",
    "report": "Report",
    "post": "SocialMediaPosting",
    "personal-communication": "Message",
}
"""Kinds of source that the vocabulary has a word for; the others are creative works of that genre."""

_KINDS = {Kind.THEME: "DefinedTerm", Kind.QUESTION: "Question", Kind.EVENT: "Event", Kind.PLACE: "Place"}
_STATUS = {"planned": "https://schema.org/EventScheduled", "cancelled": "https://schema.org/EventCancelled"}
_WIKIDATA = "https://www.wikidata.org/entity/"
_OPENSANCTIONS = "https://www.opensanctions.org/entities/"


def lines(index: Index, ref: Ref) -> list[str]:
    """The node of an entity as its own page has it, and in short what it refers to."""
    entity = index.entities[ref]
    properties, others = _VIEWS[ref.kind](_Page(index, ref), entity)
    full = node(_type(entity, ref), id_=HERE, **properties)
    return [line(full), *shorts(index, (one for one in others if one != ref))]


def shorts(index: Index, refs: Iterable[Ref]) -> Iterator[str]:
    """The lines of entities in short, each once, as the page of any other thing has them."""
    for ref in dict.fromkeys(refs):
        yield _short(_type(index.entities[ref], ref), ref, index.label(ref))


@lru_cache(maxsize=1 << 16)
def _short(type_: str | tuple[str, ...], ref: Ref, name: str) -> str:
    """What it is, where its page is, and its name."""
    return line(node(type_, id_=_address(ref), name=name))


@lru_cache(maxsize=1 << 16)
def _address(ref: Ref) -> str:
    """The address of a thing's page from that of any other thing: all of these are as deep."""
    return page_address(f"{ref.stem}.md", f"{ref.stem}.md")


def pointers(refs: Iterable[Ref], here: Ref) -> list[Node]:
    """References from the page of a thing to nodes of the same block."""
    return [{"@id": HERE if ref == here else _address(ref)} for ref in dict.fromkeys(refs)]


def publisher(index: Index) -> Node:
    """Who publishes the site."""
    return node("Organization", name=index.site.publisher)


def _type(entity: Entity, ref: Ref) -> str | tuple[str, ...]:
    match entity:
        case Actor():
            return _ACTORS[entity.type]
        case Source():
            return _SOURCES.get(entity.type, "CreativeWork")
    return _KINDS[ref.kind]


class _Page:
    """The page that the nodes stand on."""

    def __init__(self, index: Index, ref: Ref) -> None:
        self._index = index
        self.ref = ref

    def to(self, kind: Kind, *ids: str | None) -> list[Node]:
        """References to entities of a kind."""
        return pointers(_refs(kind, *ids), self.ref)

    def any_of(self, ids: Iterable[str]) -> list[Ref]:
        """Entities of several kinds."""
        return [self._index.by_id[id_] for id_ in ids]


_View = tuple[dict[str, Any], list[Ref]]


def _refs(kind: Kind, *ids: str | None) -> list[Ref]:
    return [Ref(kind, id_) for id_ in ids if id_]


def _names(entity: Named) -> dict[str, Any]:
    """Its name, and its other names, those in other scripts with their language."""
    translated = [{"@language": language, "@value": name} for language, name in entity.names.items()]
    return {"name": entity.name, "alternateName": [*entity.aliases, *translated]}


def _elsewhere(same_as: SameAs | None) -> list[str]:
    if same_as is None:
        return []
    found = [
        f"{_WIKIDATA}{same_as.wikidata}" if same_as.wikidata else "",
        f"{_OPENSANCTIONS}{same_as.opensanctions}" if same_as.opensanctions else "",
        same_as.url or "",
    ]
    return [one for one in found if one]


def _actor(page: _Page, actor: Actor) -> _View:
    person = actor.type == "person"
    above = page.to(Kind.ACTOR, actor.part_of)
    properties = _names(actor) | {"description": actor.description, "sameAs": _elsewhere(actor.same_as)}
    if not person:
        return properties | {"parentOrganization": above}, _refs(Kind.ACTOR, actor.part_of)
    offices = [role for role in actor.roles if role.of]
    properties |= {
        "memberOf": [*above, *(_office(page, role) for role in offices)],
        "deathDate": exact(actor.died),
    }
    return properties, _refs(Kind.ACTOR, actor.part_of, *(role.of for role in offices))


def _office(page: _Page, role: Role) -> Node:
    """An office, between a person and the organization, as schema.org has roles."""
    return node(
        "OrganizationRole",
        roleName=role.as_,
        startDate=exact(role.from_),
        endDate=exact(role.to),
        memberOf=page.to(Kind.ACTOR, role.of),
    )


def _theme(page: _Page, theme: Theme) -> _View:
    vocabulary = address(f"{Kind.THEME.folder}/index.md", f"{page.ref.stem}.md")
    properties = _names(theme) | {
        "description": theme.description,
        "sameAs": _elsewhere(theme.same_as),
        "inDefinedTermSet": vocabulary,
    }
    return properties, []


def _source(page: _Page, source: Source) -> _View:
    properties = {
        "name": source.label,
        "genre": None if source.type in _SOURCES else source.type.replace("-", " "),
        "creditText": ", ".join(source.authors),
        "publisher": page.to(Kind.ACTOR, source.publisher),
        "datePublished": exact(source.issued),
        "url": source.url,
        "archivedAt": source.archived,
        "inLanguage": source.language,
    }
    return properties, _refs(Kind.ACTOR, source.publisher)


def _question(page: _Page, question: Question) -> _View:
    about = page.any_of(question.about)
    properties = {"name": question.name, "description": question.description, "about": pointers(about, page.ref)}
    return properties, about


def _event(page: _Page, event: Event) -> _View:
    about = [*_refs(Kind.ACTOR, *event.actors), *_refs(Kind.THEME, *event.tags)]
    properties = {
        "name": event.name,
        "alternateName": list(event.aliases),
        "description": f"Status in the texts: {event.status}.",
        "startDate": known(event.date.start) if event.date else None,
        "endDate": known(event.date.end) if event.date and event.date.is_interval else None,
        "eventStatus": _STATUS.get(event.status),
        "location": page.to(Kind.PLACE, event.place),
        "about": pointers(about, page.ref),
    }
    return properties, [*about, *_refs(Kind.PLACE, event.place)]


def _place(page: _Page, place: Place) -> _View:
    above = page.to(Kind.PLACE, place.part_of)
    properties = _names(place) | {"containedInPlace": above, "sameAs": _elsewhere(place.same_as)}
    return properties, _refs(Kind.PLACE, place.part_of)


_VIEWS: dict[Kind, Callable[[_Page, Any], _View]] = {
    Kind.ACTOR: _actor,
    Kind.THEME: _theme,
    Kind.SOURCE: _source,
    Kind.QUESTION: _question,
    Kind.EVENT: _event,
    Kind.PLACE: _place,
}
