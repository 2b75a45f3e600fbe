"""The specification of each kind of entity: what pages, search, checks, JSON-LD and commands need to know of it.

A new kind is a member of `generator.model.kinds.Kind`, its fields in `generator.model.entities`, and its specification
here. This is plain data: names of fields, and of lists that `generator.pages.entity_lists` computes. What only one kind
has, such as the rule that a question ends with a question mark, is in the module with that job.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Literal

from generator.model.kinds import Kind

SchemaType = str | tuple[str, ...]
"""A type of schema.org, or several that a node has together."""


class ListSource(Enum):
    """The data of a list on an entity's page."""

    STATEMENTS_BY = auto()
    """Statements by it, and by unnamed speakers within it."""
    STATEMENTS_WITHIN = auto()
    """Statements by unnamed speakers within it."""
    STATEMENTS_ABOUT = auto()
    """Statements of others about it, by the sort of their speakers."""
    STATEMENTS_FROM = auto()
    """Statements that first appeared in it."""
    STATEMENTS_BEARING = auto()
    """The statements that bear it, by question, and folded the others of the briefings with its tag."""
    ACCOUNTS = auto()
    """The statements that answer it, to be shown side by side."""
    OCCURRENCES = auto()
    """The sentences that name it."""
    BRIEFINGS = auto()
    """The briefings that concern it."""
    DIGESTS = auto()
    """The briefings that are based on it."""
    ANSWERING_BRIEFINGS = auto()
    """The briefings with statements that answer it."""
    REFERRERS = auto()
    """The records of certain kinds that refer to it under a key."""
    OFFICES = auto()
    """The persons with a role in it."""
    NAMED_WITH = auto()
    """The actors that the same passages name, folded those of the same briefings, with a network."""
    ACTORS = auto()
    """The actors in the statements that bear it, and folded those of its briefings."""
    THEMES = auto()
    """The themes of the statements by it or about it, and folded those of its briefings."""
    EVENTS = auto()
    """The events that refer to it under a key."""
    EVENTS_OF_SPEAKER = auto()
    """The same, and the events that its own statements are about."""
    QUESTIONS_OF_SPEAKER = auto()
    """The questions about it, and those that its own statements answer."""
    QUESTIONS_OF_SUBJECT = auto()
    """The questions about it, and those that statements about it answer."""
    QUESTIONS_OF_THEME = auto()
    """The questions about it, those that statements that bear it answer, and folded those of its briefings."""


@dataclass(frozen=True, slots=True)
class EntityList:
    """A list on the page of an entity: its data, its fragment, and its title, in which `{name}` is the entity's name.

    The default title is that of `page_paths.SECTIONS`. Records of `kinds` that refer to the entity have it under `key`.
    """

    source: ListSource
    slug: str
    title: str = ""
    key: str = ""
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KindIndex:
    """The page that lists all entities of a kind.

    Its list is a tree along the kind's chain, or is split by the values of `type` with a heading for each, or is plain.
    `details` are the fields whose values are after a name, before the count.
    """

    intro: str
    slug: str = "all"
    title: str = ""
    """The title of the list; by default "All actors"."""
    details: tuple[str, ...] = ()
    types: Mapping[str, str] = field(default_factory=dict)
    is_tree: bool = False
    is_dated: bool = False
    """True if its rows have the date of the entity itself, rather than that of the newest briefing that concerns it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLd:
    """The node of an entity in the vocabulary of schema.org.

    `types` has the type of the node by the entity's own type; entities with another one have `type`, and their own type
    as the genre. `terms` has the field that gives the value of each property; the name and other names need none.
    """

    type: SchemaType
    types: Mapping[str, SchemaType] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityKind:
    """The specification of a kind of entity."""

    stub: str
    """The text of a new record; `{name}` is its name in quotation marks."""
    synonyms: tuple[str, ...] = ()
    """Other words for the kind that editors may try in commands."""
    json_ld: JsonLd
    chain: str = ""
    """The field that leads to an entity of the same kind, and so may lead in a circle."""
    chain_contains: bool = False
    """True if the chain leads to what contains the entity, so that breadcrumbs have it."""

    facts: Mapping[str, str]
    """The facts at the head of its page: label → field, or a name that `generator.pages.entity_facts` computes."""
    lists: tuple[EntityList, ...]
    """The lists on its page, in their order."""

    index: KindIndex | None
    """Its index page; None if `index_path` is a page with its own module."""
    index_path: str = ""
    """The path of the index page, if it is not that in the kind's folder."""
    counted: Literal["briefing", "account", "attribution"] = "briefing"
    """The unit that indexes count for each entity."""
    is_counted_at_home: bool = False
    """True if the home page has the number of its entities."""

    is_facet: bool = False
    """True if the search can be narrowed to pages that have to do with an entity of the kind."""
    has_feed: bool = False
    """True if each of its entities has a feed of what changed."""
    facet_fields: tuple[str, ...] = ()
    """The fields with entities in whose facets its page is, besides its own."""
    names_are_phrases: bool = False
    """True if its names are phrases rather than proper names, so that their first letter may be lower case in texts."""


_MENTIONS = EntityList(ListSource.OCCURRENCES, "mentions")
_BRIEFINGS = EntityList(ListSource.BRIEFINGS, "briefings")

ENTITY_KINDS: Mapping[Kind, EntityKind] = {
    Kind.ACTOR: EntityKind(
        stub="type: organization # or person, public-body, state, media, collective\nname: {name}\n",
        synonyms=("person", "people", "organization", "organisation", "party", "speaker", "voice"),
        json_ld=JsonLd(
            type="Organization",
            types={
                "person": "Person",
                "organization": "Organization",
                "public-body": "GovernmentOrganization",
                "state": ("Country", "Organization"),
                "media": "NewsMediaOrganization",
                "collective": "Organization",
            },
            terms={"description": "description", "sameAs": "same_as"},
        ),
        chain="part_of",
        chain_contains=True,
        facts={
            "Type": "type",
            "By name": "statements",
            "Roles": "roles",
            "Part of": "part_of",
            "Died": "died",
            "Also written": "aliases",
            "Elsewhere": "same_as",
        },
        lists=(
            EntityList(ListSource.STATEMENTS_BY, "says", "What {name} says"),
            EntityList(ListSource.STATEMENTS_ABOUT, "said-of", "What others say about {name}"),
            _MENTIONS,
            EntityList(ListSource.NAMED_WITH, "named-with"),
            EntityList(ListSource.REFERRERS, "parts", key="part_of", kinds=(Kind.ACTOR,)),
            EntityList(ListSource.OFFICES, "people", "Offices"),
            EntityList(ListSource.THEMES, "themes"),
            EntityList(ListSource.EVENTS_OF_SPEAKER, "events", key="actors", kinds=(Kind.EVENT,)),
            EntityList(ListSource.QUESTIONS_OF_SPEAKER, "questions"),
            EntityList(ListSource.REFERRERS, "sources", "Publications", key="publisher", kinds=(Kind.SOURCE,)),
            _BRIEFINGS,
        ),
        index=KindIndex(
            intro="Persons and organizations that speak, act or are spoken of, by type.",
            types={
                "person": "Persons",
                "organization": "Organizations",
                "public-body": "Public bodies",
                "state": "States",
                "media": "Media",
                "collective": "Collectives",
            },
        ),
        is_counted_at_home=True,
        is_facet=True,
        has_feed=True,
    ),
    Kind.THEME: EntityKind(
        stub="name: {name}\n",
        synonyms=("topic", "tag", "subject", "keyword", "category"),
        json_ld=JsonLd(type="DefinedTerm", terms={"description": "description", "sameAs": "same_as"}),
        chain="broader",
        chain_contains=True,
        facts={
            "Broader theme": "broader",
            "Narrower themes": "narrower",
            "See also": "related",
            "Also written": "aliases",
            "Elsewhere": "same_as",
        },
        lists=(
            EntityList(ListSource.STATEMENTS_BEARING, "says", "Who says what"),
            EntityList(ListSource.QUESTIONS_OF_THEME, "questions"),
            EntityList(ListSource.ACTORS, "actors"),
            EntityList(ListSource.EVENTS, "events", key="tags", kinds=(Kind.EVENT,)),
            _MENTIONS,
            _BRIEFINGS,
        ),
        index=KindIndex(intro="The themes of the briefings.", is_tree=True),
        is_counted_at_home=True,
        is_facet=True,
        has_feed=True,
        names_are_phrases=True,
    ),
    Kind.PLACE: EntityKind(
        stub="name: {name}\n",
        synonyms=("location", "city", "country", "region"),
        json_ld=JsonLd(type="Place", terms={"containedInPlace": "part_of", "sameAs": "same_as"}),
        chain="part_of",
        chain_contains=True,
        facts={"Part of": "part_of", "Also written": "aliases", "Elsewhere": "same_as"},
        lists=(
            EntityList(ListSource.STATEMENTS_WITHIN, "says", "Unnamed speakers in {name}"),
            EntityList(ListSource.STATEMENTS_ABOUT, "said-of", "What is said about it"),
            EntityList(ListSource.EVENTS, "events", key="place", kinds=(Kind.EVENT,)),
            _MENTIONS,
            EntityList(ListSource.REFERRERS, "parts", key="part_of", kinds=(Kind.PLACE,)),
            _BRIEFINGS,
        ),
        index=KindIndex(intro="Places named in the briefings."),
    ),
    Kind.EVENT: EntityKind(
        stub=(
            "name: {name}\n"
            "date: # such as 2017-03-26; if no text gives a date, say so in `date_note: …`\n"
            "status: occurred # or ongoing, planned, …\n"
        ),
        synonyms=("incident", "meeting", "date"),
        json_ld=JsonLd(type="Event"),
        facts={
            "Date": "date",
            "On the date": "date_note",
            "Status in the texts": "status",
            "Place": "place",
            "Actors": "actors",
            "Themes": "tags",
            "Source": "source",
            "Also written": "aliases",
        },
        lists=(
            EntityList(ListSource.STATEMENTS_ABOUT, "said-of", "What is said about it"),
            _MENTIONS,
            EntityList(ListSource.QUESTIONS_OF_SUBJECT, "questions"),
            _BRIEFINGS,
        ),
        index=None,
        index_path="timeline.md",
        facet_fields=("actors", "tags", "source"),
        names_are_phrases=True,
    ),
    Kind.SOURCE: EntityKind(
        stub="type: webpage # or report, article-newspaper, broadcast, interview, document, …\ntitle: {name}\n",
        synonyms=("publication", "link", "url", "website", "document"),
        json_ld=JsonLd(
            type="CreativeWork",
            types={
                "webpage": "WebPage",
                "article-newspaper": "NewsArticle",
                "article-journal": "ScholarlyArticle",
                "report": "Report",
                "post": "SocialMediaPosting",
                "personal-communication": "Message",
            },
            terms={
                "creditText": "authors",
                "publisher": "publisher",
                "datePublished": "issued",
                "url": "url",
                "archivedAt": "archived",
                "inLanguage": "language",
            },
        ),
        chain="cited_in",
        facts={
            "Type": "type",
            "Authors": "authors",
            "Published by": "publisher",
            "Issued": "issued",
            "Address": "url",
            "Archived copy": "archived",
            "Accessed": "accessed",
            "Language": "language",
            "Seen by the desk": "seen",
            "Cited in": "cited_in",
        },
        lists=(
            EntityList(ListSource.DIGESTS, "briefings", "Briefings based on it"),
            EntityList(ListSource.STATEMENTS_FROM, "says", "Statements that first appeared in it"),
            _MENTIONS,
            EntityList(ListSource.REFERRERS, "sources", "Cites", key="cited_in", kinds=(Kind.SOURCE,)),
            EntityList(ListSource.REFERRERS, "names", "Source for", key="source", kinds=(Kind.EVENT, Kind.ACTOR)),
        ),
        index=KindIndex(
            intro="Where statements first appeared, and the texts that the briefings are based on.",
            details=("publisher", "issued"),
            is_dated=True,
        ),
        counted="attribution",
        is_counted_at_home=True,
        is_facet=True,
        facet_fields=("publisher",),
    ),
    Kind.QUESTION: EntityKind(
        stub="name: {name}\n",
        json_ld=JsonLd(type="Question", terms={"description": "description", "about": "about"}),
        facts={"About": "about", "Accounts by speaker": "speakers"},
        lists=(
            EntityList(ListSource.ACCOUNTS, "accounts"),
            _MENTIONS,
            EntityList(ListSource.ANSWERING_BRIEFINGS, "briefings"),
        ),
        index=KindIndex(
            intro="Questions on which accounts differ. The page of each shows the accounts side by side.",
            slug="questions",
            title="Questions",
        ),
        counted="account",
        is_counted_at_home=True,
        has_feed=True,
        facet_fields=("about",),
    ),
}
"""The specification of each kind of entity, in the order in which messages and the home page name the kinds."""

NAMED_KINDS = (Kind.ACTOR, Kind.PLACE, Kind.EVENT, Kind.THEME)
"""Kinds whose names are searched for in texts, in the order in which the page of a briefing lists the names."""

FACET_KINDS = tuple(kind for kind, entity_kind in ENTITY_KINDS.items() if entity_kind.is_facet)
"""Kinds that are a facet of the search each; the facet has the name of the kind."""

FEED_KINDS = frozenset(kind for kind, entity_kind in ENTITY_KINDS.items() if entity_kind.has_feed)
"""Kinds whose entities have feeds."""

MENU = (Kind.BRIEFING, Kind.ACTOR, Kind.THEME, Kind.QUESTION, Kind.PLACE, Kind.SOURCE, Kind.EVENT)
"""All kinds in the order in which menus link their indexes."""


def get_kind_index(kind: Kind) -> KindIndex | None:
    """Return the specification of a kind's index page; None for briefings, and for a page with its own module."""
    entity_kind = ENTITY_KINDS.get(kind)
    return entity_kind.index if entity_kind else None


def get_index_path(kind: Kind) -> str:
    """Return the path of the page that lists all records of a kind, relative to docs/."""
    entity_kind = ENTITY_KINDS.get(kind)
    return (entity_kind and entity_kind.index_path) or f"{kind.folder}/index.md"


def get_index_title(kind: Kind) -> str:
    """Return the title of the page that lists all records of a kind."""
    return get_index_path(kind).removesuffix(".md").removesuffix("/index").capitalize()
