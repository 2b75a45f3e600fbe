"""The types of proposals. Each has a reason, a confidence, and the spans of text that it rests on."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from generator.model.briefing import UNATTRIBUTED
from generator.model.kinds import AttributionKind


class Confidence(StrEnum):
    """The confidence of a proposal in three steps: rules cannot justify exact probabilities."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class TextSpan(NamedTuple):
    """The characters `start` to `end` of a passage's text; `passage` is its number in `Article.passages`, from 0."""

    passage: int
    start: int
    end: int

    def overlaps(self, other: "TextSpan") -> bool:
        """Check whether the spans have a character in common."""
        return self.passage == other.passage and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The fields of every proposal. `reason` is one line for the editor; `spans` are in the order of the text."""

    reason: str
    confidence: Confidence
    spans: tuple[TextSpan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedActor(Proposal):
    """An actor that the text names, known or to be created. `spans` are all mentions of it."""

    id: str
    """The id of a known actor, or an id made from the name."""
    name: str
    """The fullest form in the text, or the name of the known actor."""
    type: str
    """As in an actor's record: person, organization, public-body, state, media, collective."""
    aliases: tuple[str, ...] = ()
    """Other forms in the text that the record of a known actor does not have, or that a new record should have."""
    known: bool = False
    resembles: tuple[str, ...] = ()
    """Ids of known actors that this actor may be, under another spelling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedTag(Proposal):
    """A known theme that fits the article."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedDate(Proposal):
    """A phrase that names a date, with that date in EDTF; a relative date is marked `~`."""

    phrase: str
    date: str
    relative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedEvent(Proposal):
    """An event that happened or is planned, known or to be created."""

    id: str
    name: str
    date: str | None = None
    actors: tuple[str, ...] = ()
    known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedPlace(Proposal):
    """A place to be created; known places are not proposed. `spans` are all mentions of it."""

    id: str
    name: str


class ProposedVoice(NamedTuple):
    """A speaker as `by` takes it: an actor's id, `author`, `unattributed`, or an unnamed voice in the text's words."""

    actor: str | None = None
    unnamed: str | None = None
    within: str | None = None
    place: str | None = None


UNATTRIBUTED_VOICE = ProposedVoice(actor=UNATTRIBUTED)


class QuoteSelector(NamedTuple):
    """Words copied from the article, and the text before and after them if the words occur more than once."""

    exact: str
    prefix: str | None = None
    suffix: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedAttribution(Proposal):
    """An attribution without its paraphrase, which the editor writes. `spans` are the sentence (or its clause)."""

    kind: AttributionKind
    by: tuple[ProposedVoice, ...]
    quote: QuoteSelector
    """Passes the check of quotes: 3 to 25 words of one passage that occur exactly once."""
    cue: str = ""
    """The words that show the attribution, as “said” or “according to”; empty if it is implied."""
    about: tuple[str, ...] = ()
    date: str | None = None
    implied: bool = False
    direct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """All proposals for one article, each type in the order of the text."""

    actors: tuple[ProposedActor, ...] = ()
    tags: tuple[ProposedTag, ...] = ()
    dates: tuple[ProposedDate, ...] = ()
    events: tuple[ProposedEvent, ...] = ()
    places: tuple[ProposedPlace, ...] = ()
    attributions: tuple[ProposedAttribution, ...] = ()
