"""What a file of each kind of entity holds: actors, themes, sources, questions, events and places.

Terms follow FollowTheMoney and schema.org (actors), SKOS (themes), CSL-JSON (sources) and schema.org Event.
"""

from typing import Literal

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

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
from generator.model.written import Written

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
EventStatus = Literal["occurred", "ongoing", "planned", "cancelled", "alleged"]


def one_of(*keys: str) -> JsonDict:
    """JSON Schema: one of these keys, at least, is there."""
    return {"anyOf": [{"required": [key]} for key in keys]}


class SameAs(Written):
    """The same thing in other registers."""

    wikidata: Wikidata | None = None
    """Item of Wikidata: `Q42`."""
    opensanctions: Line | None = None
    """Id in OpenSanctions."""
    url: Url | None = None
    """Its own or another authoritative page."""


class Entity(Written):
    """What the files of all kinds share."""

    formerly: tuple[Id, ...] = ()
    """Ids that it had before; their addresses lead here."""

    @property
    def label(self) -> str:
        """What the pages call it."""
        raise NotImplementedError

    @property
    def forms(self) -> tuple[str, ...]:
        """The names by which texts call it."""
        return ()


class Named(Entity):
    """An entity with a name that is looked for in the texts."""

    name: Name = Field(examples=["Example name"])
    """The name that pages show."""
    names: dict[Language, Name] = Field(default_factory=dict)
    """Its name in other scripts, by language: `ar: حماس`."""
    aliases: tuple[Name, ...] = ()
    """Other forms of the name, as they stand in texts."""

    @property
    def label(self) -> str:
        """What the pages call it."""
        return self.name

    @property
    def forms(self) -> tuple[str, ...]:
        """The names by which texts call it."""
        return (self.name, *self.aliases, *self.names.values())


class Role(Written):
    """An office or function, and its time."""

    as_: Line = Field(alias="as", examples=["speaker"])
    """The office or function: `president`."""
    of: ActorId | None = None
    """The actor that it is an office of."""
    from_: Date | None = Field(default=None, alias="from")
    """Since when."""
    to: Date | None = None
    """Until when."""
    source: SourceId | None = None
    """Where that stands."""


class Actor(Named):
    """Who speaks, acts or is spoken of."""

    type: ActorType = Field(examples=["organization"])
    """What sort of actor it is."""
    description: Description | None = None
    """Office or field, without verbs of conduct."""
    roles: tuple[Role, ...] = ()
    """Offices and functions."""
    part_of: ActorId | None = None
    """The actor that it belongs to."""
    died: Date | None = None
    """When a person died, where a source gives it."""
    same_as: SameAs | None = None
    """The same actor in other registers."""


class Theme(Named):
    """What briefings are about: a concept of the desk's own small vocabulary."""

    description: Line | None = None
    """What falls under it."""
    broader: ThemeId | None = None
    """The theme above it."""
    related: tuple[ThemeId, ...] = ()
    """Themes to look at as well."""
    same_as: SameAs | None = None
    """The same concept in other registers."""


class Place(Named):
    """Where something happened."""

    part_of: PlaceId | None = None
    """The place that it lies in."""
    same_as: SameAs | None = None
    """The same place in other registers."""


class Event(Entity):
    """Something that happened, goes on or is planned."""

    model_config = ConfigDict(json_schema_extra=one_of("date", "date_note"))

    name: Name = Field(examples=["Example event"])
    """A neutral noun phrase: `Killing of …`, `Talks in …`."""
    aliases: tuple[Name, ...] = ()
    """Other forms of the name, as they stand in texts."""
    date: Date | None = None
    """When it was; this or `date_note` is required."""
    date_note: Line | None = None
    """What the texts say of the date, where they do not give it."""
    place: PlaceId | None = None
    """Where it was."""
    actors: tuple[ActorId, ...] = ()
    """Who took part, or was struck by it."""
    tags: tuple[ThemeId, ...] = ()
    """Its themes."""
    status: EventStatus = Field(examples=["occurred"])
    """Whether it is certain, under way, planned, called off or only alleged."""
    source: SourceId | None = None
    """Where it stands."""

    @property
    def label(self) -> str:
        """What the pages call it."""
        return self.name

    @property
    def forms(self) -> tuple[str, ...]:
        """The names by which texts call it."""
        return (self.name, *self.aliases)


class Question(Entity):
    """What accounts differ on: its page shows them side by side."""

    name: Name = Field(examples=["What happened?"])
    """The question, neutral, with its mark at the end."""
    description: Line | None = None
    """What exactly is asked."""
    about: tuple[QuestionAboutId, ...] = ()
    """Actors, events or themes that it concerns."""

    @property
    def label(self) -> str:
        """What the pages call it."""
        return self.name


class Source(Entity):
    """A publication or utterance in which something first appeared."""

    model_config = ConfigDict(json_schema_extra=one_of("title", "title_note"))

    type: SourceType = Field(examples=["webpage"])
    """What sort of publication it is."""
    title: Line | None = None
    """Its title; this or `title_note` is required."""
    title_note: Line | None = None
    """What stands for a title where there is none."""
    authors: tuple[Name, ...] = ()
    """Who wrote it, as it is signed."""
    publisher: ActorId | None = None
    """Who published it."""
    issued: Date | None = None
    """When it appeared."""
    url: Url | None = None
    """Its address."""
    archived: Url | None = None
    """The address of a kept copy."""
    accessed: Date | None = None
    """When the desk last read it there."""
    language: Language | None = None
    """The language it is written in."""
    seen: Flag = True
    """Whether the desk saw it itself; if not, `cited_in` says where it is quoted."""
    cited_in: SourceId | None = None
    """The source that quotes it."""

    @property
    def label(self) -> str:
        """What the pages call it."""
        return self.title or self.title_note or "untitled"


ENTITIES: dict[Kind, type[Entity]] = {
    Kind.ACTOR: Actor,
    Kind.THEME: Theme,
    Kind.SOURCE: Source,
    Kind.QUESTION: Question,
    Kind.EVENT: Event,
    Kind.PLACE: Place,
}
"""The type of a file, by the folder that it lies in."""
