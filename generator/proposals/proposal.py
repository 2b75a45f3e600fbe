"""The types of proposals: each has its reason in words, its confidence, and the words that it rests on."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from generator.model.briefing import UNATTRIBUTED
from generator.model.kinds import AttributionKind


class Confidence(StrEnum):
    """How often proposals of this sort are right, in three steps: numbers would promise more than rules can hold."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Words(NamedTuple):
    """The characters `start` to `end` of a passage's text; `passage` is its number in `Article.passages`, from 0."""

    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What all have. `reason` is one line for the editor; `words` are in the order of the text."""

    reason: str
    confidence: Confidence
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedActor(Proposal):
    """An actor that the text names: a known one, or one to be created. `words` are all mentions of it."""

    id: str
    """Of a known actor its own, else one made from the name."""
    name: str
    """The fullest form in the text, or the name of the known actor."""
    type: str
    """As in an actor's record: person, organization, public-body, state, media, collective."""
    aliases: tuple[str, ...] = ()
    """Other forms in the text that the record of a known actor does not have, or that a new one should."""
    known: bool = False
    resembles: tuple[str, ...] = ()
    """Ids of known actors that this may be, under another spelling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedTag(Proposal):
    """A known theme that fits."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedDate(Proposal):
    """A dated phrase, with its date in the form that content/ takes (EDTF); a relative one is marked `~`."""

    phrase: str
    date: str
    relative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedEvent(Proposal):
    """Something that happened or is planned: a known event, or one to be created."""

    id: str
    name: str
    date: str | None = None
    actors: tuple[str, ...] = ()
    known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedPlace(Proposal):
    """A place to be created; known ones are not proposed. `words` are all mentions of it."""

    id: str
    name: str


class ProposedVoice(NamedTuple):
    """A voice as `by` takes it: an actor's id, `author`, `unattributed`, or an unnamed voice in the text's words."""

    actor: str | None = None
    unnamed: str | None = None
    within: str | None = None
    place: str | None = None


NOBODYS = ProposedVoice(actor=UNATTRIBUTED)


class Wording(NamedTuple):
    """A quote: words copied from the article, and what stands around them where they occur more than once."""

    exact: str
    prefix: str | None = None
    suffix: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedAttribution(Proposal):
    """Who says what, all but the paraphrase, which is the desk's to write. `words` is the sentence (or its clause)."""

    kind: AttributionKind
    by: tuple[ProposedVoice, ...]
    quote: Wording
    """Passes the check of quotes: 3 to 25 words of one passage, found exactly once."""
    cue: str = ""
    """The words that show it: “said”, “according to”; empty where it is implied."""
    about: tuple[str, ...] = ()
    date: str | None = None
    implied: bool = False
    direct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """All that is proposed of one article, each in the order of the text."""

    actors: tuple[ProposedActor, ...] = ()
    tags: tuple[ProposedTag, ...] = ()
    dates: tuple[ProposedDate, ...] = ()
    events: tuple[ProposedEvent, ...] = ()
    places: tuple[ProposedPlace, ...] = ()
    attributions: tuple[ProposedAttribution, ...] = ()
