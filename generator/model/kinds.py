"""The two closed vocabularies of the model: kinds of record and kinds of attribution.

Folders, addresses, the methodology page and the editors' schema are made from both. What pages, search, checks and
commands need of a kind of entity is in its specification (`generator.model.entity_kinds`). The fields of each kind of
file are defined in `generator.model.entities` and `generator.model.briefing`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Self


class Kind(StrEnum):
    """The kind of a file of content/. The value is also the scheme of a hand-written link (`actor:hamas`).

    A kind whose plural does not end in -s has it as a second value: `STUDY = "study", "studies"`.
    """

    folder: str
    """The plural, and the folder of this kind, in content/ and in docs/."""

    def __new__(cls, value: str, folder: str = "") -> Self:
        """Create a kind of this name."""
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.folder = folder or f"{value}s"
        return kind

    BRIEFING = "briefing"
    ACTOR = "actor"
    THEME = "theme"
    SOURCE = "source"
    QUESTION = "question"
    EVENT = "event"
    PLACE = "place"

    @property
    def heading(self) -> str:
        """The plural with a capital letter: "Actors"."""
        return self.folder.capitalize()

    @property
    def phrase(self) -> str:
        """The name with its article: "an actor"."""
        return f"an {self}" if self[0] in "aeiou" else f"a {self}"


FOLDERS: dict[str, Kind] = {kind.folder: kind for kind in Kind}


class Ref(NamedTuple):
    """The kind and id of one record, unique in all of the content."""

    kind: Kind
    id: str

    @classmethod
    def of_briefing(cls, id_: str) -> Self:
        """Return the reference to a briefing."""
        return cls(Kind.BRIEFING, id_)

    @property
    def stem(self) -> str:
        """The path below content/ and docs/, without a suffix: `actors/hamas`."""
        return f"{self.kind.folder}/{self.id}"

    @property
    def record(self) -> str:
        """The YAML file below content/: `actors/hamas.yml`, `briefings/truce/metadata.yml`."""
        return f"{self.stem}/metadata.yml" if self.kind is Kind.BRIEFING else f"{self.stem}.yml"


def select_kind(refs: Iterable[Ref], kind: Kind) -> Iterator[Ref]:
    """Yield the references to records of a kind."""
    for ref in refs:
        if ref.kind is kind:
            yield ref


class AttributionKind(StrEnum):
    """The relation of a statement to the facts, by the act of its speaker."""

    STATEMENT = "statement"
    REPORT = "report"
    ASSESSMENT = "assessment"
    HYPOTHESIS = "hypothesis"
    ALLEGATION = "allegation"
    MOTIVE = "motive"
    DENIAL = "denial"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Usage:
    """The use of a kind of attribution: its neutral verb on the pages, and its meaning for readers."""

    verb: str
    meaning: str


USAGE: dict[AttributionKind, Usage] = {
    AttributionKind.STATEMENT: Usage("said", "Something said or pledged."),
    AttributionKind.REPORT: Usage("reported", "Something given as having happened."),
    AttributionKind.ASSESSMENT: Usage("assessed", "A judgment or a forecast."),
    AttributionKind.HYPOTHESIS: Usage("raised the possibility", "Raised as a possibility; nobody vouches for it."),
    AttributionKind.ALLEGATION: Usage("alleged", "That an identified actor did something wrongful."),
    AttributionKind.MOTIVE: Usage("ascribed", "A belief, feeling or aim that someone else ascribes to an actor."),
    AttributionKind.DENIAL: Usage("denied", "A rejection of what others say, named before what the speaker says."),
    AttributionKind.SILENCE: Usage("made no statement", "A notable absence of words."),
}
