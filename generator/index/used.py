"""Things as used: what an editor wrote, with every id resolved and every quote found.

Lists run from the newest briefing to the oldest, within one in the order of its text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.analysis import Analysis
from generator.model.briefing import Metadata, Voice
from generator.model.dates import EdtfDate
from generator.model.direction import Direction, direction
from generator.model.entities import Entity
from generator.model.kinds import AttributionKind, Kind, Ref
from generator.model.site import Site

WORDS_A_MINUTE = 220
"""Reading speed for prose, after Brysbaert (2019), rounded down."""


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
class Briefing:
    """A published briefing as used.

    `named` counts the mentions of each entity in it, the most often named first. `concerns` is all that it names,
    has statements about, or lists in its metadata: what its metadata lists comes first, then what it names.
    """

    ref: Ref
    metadata: Metadata
    analysis: Analysis
    language: str
    statements: tuple[Statement, ...]
    named: Mapping[Ref, int]
    concerns: tuple[Ref, ...]

    @property
    def withdrawn(self) -> bool:
        """Whether only the notice remains."""
        return self.metadata.status == "withdrawn"

    @property
    def direction(self) -> Direction:
        """Which way its text runs."""
        return direction(self.language)

    @property
    def minutes(self) -> int:
        """Reading time."""
        return max(1, round(self.analysis.words / WORDS_A_MINUTE))

    def of_kind(self, kind: Kind) -> tuple[Ref, ...]:
        """The entities of a kind that it concerns."""
        return tuple(ref for ref in self.concerns if ref.kind is kind)


class Related(NamedTuple):
    """Another briefing, and what both concern, rarest first."""

    briefing: Ref
    shared: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Everything that a page may ask for. A key without an entry has nothing that leads to it.

    `said_within` has what unnamed voices within an actor, or at a place, say; `pointing` has the records of entities
    that refer to one, with the key under which they do so.
    """

    site: Site
    entities: Mapping[Ref, Entity]
    by_id: Mapping[str, Ref]
    briefings: Mapping[Ref, Briefing]
    statements: Mapping[StatementKey, Statement]
    said: Mapping[Ref, Sequence[Statement]]
    said_within: Mapping[Ref, Sequence[Statement]]
    said_of: Mapping[Ref, Sequence[Statement]]
    accounts: Mapping[Ref, Sequence[Statement]]
    sourced: Mapping[Ref, Sequence[Statement]]
    disputed_by: Mapping[StatementKey, Sequence[Statement]]
    occurrences: Mapping[Ref, Sequence[Occurrence]]
    concerning: Mapping[Ref, Sequence[Briefing]]
    digested_in: Mapping[Ref, Sequence[Briefing]]
    pointing: Mapping[Ref, Sequence[tuple[str, Ref]]]
    named_with: Mapping[Ref, Mapping[Ref, int]]
    spoken_between: Mapping[Ref, Mapping[Ref, int]]
    related: Mapping[Ref, Sequence[Related]]

    def label(self, ref: Ref) -> str:
        """What the pages call it."""
        return self.briefings[ref].metadata.title if ref.kind is Kind.BRIEFING else self.entities[ref].label

    def by_name(self, refs: Sequence[Ref]) -> list[Ref]:
        """The same, in the order of their names."""
        return sorted(refs, key=lambda ref: (self.label(ref).casefold(), ref))

    def of_kind(self, kind: Kind) -> list[Ref]:
        """All entities of a kind, by name."""
        return self.by_name([ref for ref in self.entities if ref.kind is kind])

    def under(self, ref: Ref, *keys: str) -> list[Ref]:
        """What refers to `ref` under one of the keys, by name: the parts of an actor under `part_of`."""
        return self.by_name(list({source for key, source in self.pointing.get(ref, ()) if key in keys}))
