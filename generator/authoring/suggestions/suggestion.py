"""The types: a suggestion is a proposal with an id, and with the changes to files that it stands for."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, TypeAlias

from generator.model.kinds import Ref
from generator.proposals.proposal import Confidence, ProposedAttribution, Words


class Group(Enum):
    """The sorts of suggestion, in the order in which they are shown; the value is the heading."""

    TAG = "Tags that fit"
    ACTOR = "Actors without a record"
    ALIAS = "Names that a record lacks"
    PRINCIPAL = "Principal actors"
    EVENT = "Events without a record"
    PLACE = "Places without a record"
    DATE = "Dates"
    SAID = "Attributions"
    ANSWER = "Questions with a further account"
    CUE = "Reported speech that no rule makes an attribution of"


class Item(NamedTuple):
    """One more text in the list under `key` of a file of content/, which `path` names."""

    path: str
    key: str
    value: str


class Entry(NamedTuple):
    """One more attribution in a metadata.yml; `sentence` is for whoever writes the paraphrase."""

    path: str
    attribution: ProposedAttribution
    sentence: str


class Key(NamedTuple):
    """A key that a file lacks, or its attribution of the id `attribution`."""

    path: str
    attribution: str
    key: str
    value: str


class Fact(NamedTuple):
    """A key that an attribution gets which is itself suggested, as `said`."""

    said: str
    key: str
    value: str


class NewRecord(NamedTuple):
    """A record of an entity that is not there, with its keys in order."""

    ref: Ref
    keys: tuple[tuple[str, str | tuple[str, ...]], ...]

    @property
    def path(self) -> str:
        """The file."""
        return f"content/{self.ref.stem}.yml"


Change: TypeAlias = Item | Entry | Key | Fact | NewRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What an editor may accept. `title` says in a few words what it is.

    `needs` are the ids of others that are accepted with it, as it refers to what they create. `either` are pairs of
    which one must be accepted too, as only an editor can tell which: a record for a proposed actor, or the alias by
    which it is a known one. Such an alias has the two ids in `instead`.
    """

    id: str
    group: Group
    title: str
    reason: str
    confidence: Confidence
    words: tuple[Words, ...]
    changes: tuple[Change, ...] = ()
    needs: tuple[str, ...] = ()
    either: tuple[tuple[str, ...], ...] = ()
    instead: tuple[str, str] | None = None


def unique(suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """The first of each id."""
    found: dict[str, Suggestion] = {}
    for one in suggestions:
        found.setdefault(one.id, one)
    return tuple(found.values())
