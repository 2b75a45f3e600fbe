"""The content of entity files: actors, themes, sources, questions, events and places.

Terms follow FollowTheMoney and schema.org (actors), SKOS (themes), CSL-JSON (sources) and schema.org Event.
"""

from typing import Literal

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from generator.model.dates import EdtfDate
from generator.model.fields import (
    ActorId,
    Date,
    Description,
    Flag,
    Id,
    Language,
    Line,
    Name,
    PlaceId,
    QuestionAboutId,
    SourceId,
    ThemeId,
    Url,
    Wikidata,
)
from generator.model.kinds import Kind
from generator.model.lenient import ContentModel

ActorType = Literal["person", "organization", "public-body", "state", "media", "collective"]
SourceType = Literal[
    "webpage",
    "article-newspaper",
    "article-journal",
    "report",
    "broadcast",
    "interview",
    "post",
    "speech",
    "document",
    "personal-communication",
]
NameMatching = Literal["names", "marked"]
EventStatus = Literal["occurred", "ongoing", "planned", "cancelled", "alleged"]


def require_any_of(*keys: str) -> JsonDict:
    """Return the JSON Schema that requires at least one of these keys."""
    return {"anyOf": [{"required": [key]} for key in keys]}


class SameAs(ContentModel):
    """The same entity in other registers."""

    wikidata: Wikidata | None = None
    """The item in Wikidata: `Q42`."""
    opensanctions: Line | None = None
    """The id in OpenSanctions."""
    url: Url | None = None
    """The entity's own page, or another authoritative one."""


class Entity(ContentModel):
    """The base of all entities, with the keys that all of their files have."""

    formerly: tuple[Id, ...] = ()
    """Former ids; their URLs redirect here."""
    listed: Flag = False
    """True if it has a page even if no published briefing refers to it."""

    @property
    def label(self) -> str:
        """The name on pages."""
        raise NotImplementedError

    @property
    def forms(self) -> tuple[str, ...]:
        """The names that it has in texts."""
        return ()

    @property
    def is_found_by_name(self) -> bool:
        """True if its names are found in texts; otherwise, only editors' links refer to it."""
        return False

    @property
    def own_date(self) -> EdtfDate | None:
        """The date that lists and search results show with it; None if it has none of its own."""
        return None

    @property
    def theme_ids(self) -> tuple[str, ...]:
        """The ids that lead to themes: of themes, or of events that have themes. Other ids may be among them."""
        return ()

    @property
    def own_type(self) -> str:
        """The type among those of its kind; empty if the kind has none."""
        own_type: str = getattr(self, "type", "")
        return own_type


class NamedEntity(Entity):
    """An entity whose names are found in texts."""

    name: Name = Field(examples=["Example name"])
    """The name on pages."""
    names: dict[Language, Name] = Field(default_factory=dict)
    """The name in other scripts, by language: `ar: حماس`."""
    aliases: tuple[Name, ...] = ()
    """Other forms of the name, as they are written in texts."""
    match: NameMatching = "names"
    """How texts refer to it: `names` by its names, `marked` only by a link, as `[May](actor:june-may)`."""

    @property
    def label(self) -> str:
        """The name on pages."""
        return self.name

    @property
    def forms(self) -> tuple[str, ...]:
        """The names that it has in texts."""
        return (self.name, *self.aliases, *self.names.values())

    @property
    def is_found_by_name(self) -> bool:
        """True if its names are found in texts."""
        return self.match == "names"


class Role(ContentModel):
    """An office or function, with its dates."""

    as_: Line = Field(alias="as", examples=["speaker"])
    """The office or function: `president`."""
    of: ActorId | None = None
    """The actor in which the office is held."""
    from_: Date | None = Field(default=None, alias="from")
    """The date on which it began."""
    to: Date | None = None
    """The date on which it ended."""
    source: SourceId | None = None
    """The source of this information."""


class Actor(NamedEntity):
    """A person, organization, state or group that speaks, acts or is mentioned."""

    type: ActorType = Field(examples=["organization"])
    """The type of actor."""
    description: Description | None = None
    """The office or field, without verbs of conduct."""
    roles: tuple[Role, ...] = ()
    """The offices and functions."""
    part_of: ActorId | None = None
    """The actor that it belongs to."""
    died: Date | None = None
    """The date of a person's death, if a source gives it."""
    same_as: SameAs | None = None
    """The same actor in other registers."""


class Theme(NamedEntity):
    """A topic of briefings: a concept of the desk's own small vocabulary."""

    description: Line | None = None
    """A description of what it includes."""
    broader: ThemeId | None = None
    """The broader theme."""
    related: tuple[ThemeId, ...] = ()
    """Related themes."""
    same_as: SameAs | None = None
    """The same concept in other registers."""


class Place(NamedEntity):
    """A place of events and speakers."""

    part_of: PlaceId | None = None
    """The place that contains it."""
    same_as: SameAs | None = None
    """The same place in other registers."""


class Event(Entity):
    """An event that happened, is ongoing or is planned."""

    model_config = ConfigDict(json_schema_extra=require_any_of("date", "date_note"))

    name: Name = Field(examples=["Example event"])
    """A neutral noun phrase: `Killing of …`, `Talks in …`."""
    aliases: tuple[Name, ...] = ()
    """Other forms of the name, as they are written in texts."""
    match: NameMatching = "names"
    """How texts refer to it: `names` by its names, `marked` only by a link, as `[the talks](event:talks)`."""
    date: Date | None = None
    """The date of the event; this or `date_note` is required."""
    date_note: Line | None = None
    """A note on the date, if the texts do not give it."""
    place: PlaceId | None = None
    """The place of the event."""
    actors: tuple[ActorId, ...] = ()
    """The actors who took part in it or were affected by it."""
    tags: tuple[ThemeId, ...] = ()
    """The themes of the event; their pages show the statements about it."""
    status: EventStatus = Field(examples=["occurred"])
    """The status: it occurred, is ongoing or planned, was cancelled, or is only alleged."""
    source: SourceId | None = None
    """The source of this information."""

    @property
    def label(self) -> str:
        """The name on pages."""
        return self.name

    @property
    def forms(self) -> tuple[str, ...]:
        """The names that it has in texts."""
        return (self.name, *self.aliases)

    @property
    def theme_ids(self) -> tuple[str, ...]:
        """The ids of its themes."""
        return self.tags

    @property
    def is_found_by_name(self) -> bool:
        """True if its names are found in texts."""
        return self.match == "names"

    @property
    def own_date(self) -> EdtfDate | None:
        """The date of the event."""
        return self.date


class Question(Entity):
    """A question on which accounts differ; its page shows them side by side."""

    name: Name = Field(examples=["What happened?"])
    """The question in neutral words, with a question mark at the end."""
    description: Line | None = None
    """A precise description of the question."""
    about: tuple[QuestionAboutId, ...] = ()
    """The actors, events or themes that it concerns; the pages of themes show its accounts."""

    @property
    def label(self) -> str:
        """The name on pages."""
        return self.name

    @property
    def theme_ids(self) -> tuple[str, ...]:
        """The ids of the actors, events and themes that it concerns."""
        return self.about


class Source(Entity):
    """A publication or utterance in which something first appeared."""

    model_config = ConfigDict(json_schema_extra=require_any_of("title", "title_note"))

    type: SourceType = Field(examples=["webpage"])
    """The type of publication."""
    title: Line | None = None
    """The title; this or `title_note` is required."""
    title_note: Line | None = None
    """A description in place of a missing title."""
    authors: tuple[Name, ...] = ()
    """The authors, as the source names them."""
    publisher: ActorId | None = None
    """The publisher."""
    issued: Date | None = None
    """The date of publication."""
    url: Url | None = None
    """The URL."""
    archived: Url | None = None
    """The URL of an archived copy."""
    accessed: Date | None = None
    """The date on which the desk last read it at that URL."""
    language: Language | None = None
    """The language of the source."""
    seen: Flag = True
    """True if the desk saw it itself; if not, `cited_in` names the source that quotes it."""
    cited_in: SourceId | None = None
    """The source that quotes it."""

    @property
    def label(self) -> str:
        """The name on pages."""
        return self.title or self.title_note or "untitled"

    @property
    def own_date(self) -> EdtfDate | None:
        """The date of publication."""
        return self.issued


NamedInTexts = NamedEntity | Event
"""Entities with names and aliases that are found in texts; those of events have no forms in other scripts."""


ENTITIES: dict[Kind, type[Entity]] = {
    Kind.ACTOR: Actor,
    Kind.THEME: Theme,
    Kind.SOURCE: Source,
    Kind.QUESTION: Question,
    Kind.EVENT: Event,
    Kind.PLACE: Place,
}
"""The model of each kind of entity."""
