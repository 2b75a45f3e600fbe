"""Things as used: what an editor wrote, with every id resolved and every quote found.

Lists run from the newest briefing to the oldest, within one in the order of its text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from generator.index.links import Links, Rows
from generator.index.reads import Reads
from generator.model.briefing import AUTHOR, Metadata, Voice
from generator.model.dates import EdtfDate
from generator.model.direction import Direction, direction
from generator.model.entities import Entity
from generator.model.kinds import AttributionKind, Kind, Ref
from generator.model.site import Site

WORDS_A_MINUTE = 220
"""Reading speed for prose, after Brysbaert (2019), rounded down."""


class VoiceSort(IntEnum):
    """What sort of voice stands behind a statement, in the order in which pages group them."""

    NAMED = 0
    UNNAMED = 1
    AUTHOR = 2
    NONE = 3


class StatementKey(NamedTuple):
    """What names one attribution in all of the content."""

    briefing: Ref
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An attribution as used: who says what about whom, and the words that show it.

    `number` counts from 1 in the order of the text; `anchor` is the fragment of the paragraph; `words` are the quoted
    words as the article has them.
    """

    key: StatementKey
    number: int
    kind: AttributionKind
    voices: tuple[Voice, ...]
    says: str
    words: str
    anchor: str
    about: tuple[Ref, ...]
    date: EdtfDate | None
    answers: Ref | None
    disputes: tuple[StatementKey, ...]
    implied: bool
    direct: bool
    sources: tuple[Ref, ...]

    @property
    def speakers(self) -> tuple[Ref, ...]:
        """The named actors among its voices."""
        return tuple(Ref(Kind.ACTOR, voice.named) for voice in self.voices if voice.named)

    @property
    def voice_sort(self) -> VoiceSort:
        """The sort of its first voice."""
        voice = self.voices[0]
        if voice.named:
            return VoiceSort.NAMED
        return VoiceSort.UNNAMED if voice.unnamed else VoiceSort.AUTHOR if voice.actor == AUTHOR else VoiceSort.NONE

    @property
    def homes(self) -> tuple[Ref, ...]:
        """The actors and places that its unnamed voices belong to."""
        within = [Ref(Kind.ACTOR, voice.within) for voice in self.voices if voice.within]
        places = [Ref(Kind.PLACE, voice.place) for voice in self.voices if voice.place]
        return tuple(dict.fromkeys([*within, *places]))


class Occurrence(NamedTuple):
    """A sentence that names an entity; `spans` are half-open ranges of its names within the sentence."""

    briefing: Ref
    anchor: str
    sentence: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What lists and other pages say of a briefing: all but its words.

    `concerns` is all that it names, has statements about, or lists in its metadata: what its metadata lists comes
    first, then what it names. `statements` counts them; `asked` are the questions that they answer, `changed` is when
    it was last changed by the desk's own account.
    """

    ref: Ref
    title: str
    summary: str
    type: str
    published: EdtfDate
    changed: EdtfDate
    withdrawn: bool
    language: str
    tags: tuple[str, ...]
    statements: int
    concerns: tuple[Ref, ...]
    asked: tuple[Ref, ...]
    based_on: Ref | None

    @property
    def order(self) -> tuple[int, str]:
        """Sort key: the newest first."""
        day = self.published.earliest or self.published.latest
        return (-day.toordinal() if day else 0, self.ref.id)

    def of_kind(self, kind: Kind) -> tuple[Ref, ...]:
        """The entities of a kind that it concerns."""
        return tuple(ref for ref in self.concerns if ref.kind is kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """A published briefing as used.

    `body` is the prose as Markdown, `words` counts its words; `named` counts the mentions of each entity in it, the
    most often named first.
    """

    card: Card
    metadata: Metadata
    body: str
    words: int
    statements: tuple[Statement, ...]
    named: Mapping[Ref, int]

    @property
    def ref(self) -> Ref:
        """What names it."""
        return self.card.ref

    @property
    def withdrawn(self) -> bool:
        """Whether only the notice remains."""
        return self.card.withdrawn

    @property
    def language(self) -> str:
        """The language of its article."""
        return self.card.language

    @property
    def direction(self) -> Direction:
        """Which way its text runs."""
        return direction(self.language)

    @property
    def minutes(self) -> int:
        """Reading time."""
        return max(1, round(self.words / WORDS_A_MINUTE))

    def of_kind(self, kind: Kind) -> tuple[Ref, ...]:
        """The entities of a kind that it concerns."""
        return self.card.of_kind(kind)


class Related(NamedTuple):
    """Another briefing, and what both concern, rarest first."""

    briefing: Ref
    shared: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Everything that a page may ask for.

    `cards` and `newest` run from the newest briefing to the oldest. `said_within` has what unnamed voices within an
    actor, or at a place, say; `concerning` and `digested_in` have briefings; `pointing` has the records of entities
    that refer to one, with the key under which they do so. `voices` counts statements by the sort of their voice;
    `changed` has for briefings and what they concern, the day on which their pages were last changed, in ISO 8601; for
    None that of the last change of all.
    """

    site: Site
    entities: Mapping[Ref, Entity]
    labels: Mapping[Ref, str]
    by_id: Mapping[str, Ref]
    cards: Mapping[Ref, Card]
    newest: Rows[Ref]
    briefings: Mapping[Ref, Briefing]
    statements: Mapping[StatementKey, Statement]
    voices: Mapping[VoiceSort, int]
    said: Links[Ref, Statement]
    said_within: Links[Ref, Statement]
    said_of: Links[Ref, Statement]
    accounts: Links[Ref, Statement]
    sourced: Links[Ref, Statement]
    disputed_by: Links[StatementKey, Statement]
    occurrences: Links[Ref, Occurrence]
    concerning: Links[Ref, Ref]
    digested_in: Links[Ref, Ref]
    pointing: Links[Ref, tuple[str, Ref]]
    named_with: Mapping[Ref, Mapping[Ref, int]]
    spoken_between: Mapping[Ref, Mapping[Ref, int]]
    related: Links[Ref, Related]
    changed: Mapping[Ref | None, str]
    reads: Reads = field(default_factory=Reads)
    """What is noted of what is read from it; of an index in memory, nothing is."""

    def label(self, ref: Ref) -> str:
        """What the pages call it."""
        return self.labels[ref]

    def by_name(self, refs: Sequence[Ref]) -> list[Ref]:
        """The same, in the order of their names."""
        return sorted(refs, key=lambda ref: (self.label(ref).casefold(), ref))

    def of_kind(self, kind: Kind) -> list[Ref]:
        """All entities of a kind, by name."""
        return self.by_name([ref for ref in self.entities if ref.kind is kind])

    def under(self, ref: Ref, *keys: str) -> list[Ref]:
        """What refers to `ref` under one of the keys, by name: the parts of an actor under `part_of`."""
        return self.by_name(list({source for key, source in self.pointing.get(ref, ()) if key in keys}))
