"""The two closed vocabularies of the model: kinds of entity and kinds of attribution.

Both are tables, from which folders, addresses, the methodology page and the editors' schema are made. What a kind's
files may hold stands in `generator.model.entities` and `generator.model.briefing`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a file of content/ describes; the value is also the scheme of a hand-written link (`actor:hamas`)."""

    BRIEFING = "briefing"
    ACTOR = "actor"
    THEME = "theme"
    SOURCE = "source"
    QUESTION = "question"
    EVENT = "event"
    PLACE = "place"

    @property
    def folder(self) -> str:
        """Its folder, in content/ as in docs/."""
        return f"{self}s"

    @property
    def phrase(self) -> str:
        """Its name with the article: "an actor"."""
        return f"an {self}" if self[0] in "aeiou" else f"a {self}"


FOLDERS: dict[str, Kind] = {kind.folder: kind for kind in Kind}


class Ref(NamedTuple):
    """What names one thing in all of the content."""

    kind: Kind
    id: str

    @property
    def stem(self) -> str:
        """Its place below content/ and docs/, without an ending: `actors/hamas`."""
        return f"{self.kind}s/{self.id}"

    @property
    def record(self) -> str:
        """Its YAML file below content/: `actors/hamas.yml`, `briefings/truce/metadata.yml`."""
        return f"{self.stem}/metadata.yml" if self.kind is Kind.BRIEFING else f"{self.stem}.yml"


class AttributionKind(StrEnum):
    """How a statement stands to the facts, by what its voice does."""

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
    """How a kind of attribution is used: its one neutral verb on the pages, and what it means."""

    verb: str
    means: str


USAGE: dict[AttributionKind, Usage] = {
    AttributionKind.STATEMENT: Usage("said", "Something said or pledged."),
    AttributionKind.REPORT: Usage("reported", "Something given as having happened."),
    AttributionKind.ASSESSMENT: Usage("assessed", "A judgement or a forecast."),
    AttributionKind.HYPOTHESIS: Usage("raised the possibility", "Floated; nobody stands behind it."),
    AttributionKind.ALLEGATION: Usage("alleged", "That an identified actor did something wrongful."),
    AttributionKind.MOTIVE: Usage("ascribed", "A belief, feeling or aim that someone else ascribes to an actor."),
    AttributionKind.DENIAL: Usage("denied", "That something said of the voice is so."),
    AttributionKind.SILENCE: Usage("made no statement", "A notable absence of words."),
}
