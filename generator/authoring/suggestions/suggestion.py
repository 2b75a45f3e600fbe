"""The types: a suggestion is a proposal with an id and the changes to files that accepting it would make."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from generator.infra.mappings import group_by, select_keys
from generator.model.kinds import Ref
from generator.proposals.proposal import Confidence, ProposedAttribution, TextSpan


class SuggestionGroup(Enum):
    """The groups of suggestions, in the order in which they are shown; the value is the heading."""

    TAG = "Tags that fit"
    ACTOR = "Actors without a record"
    ALIAS = "Names that a record lacks"
    PRINCIPAL = "Principal actors"
    EVENT = "Events without a record"
    PLACE = "Places without a record"
    DATE = "Dates"
    SAID = "Attributions"
    ANSWER = "Questions with another account"
    CUE = "Reported speech without an attribution"


class NewItem(NamedTuple):
    """A new text in the list under `key` of the file `path` of content/."""

    path: str
    key: str
    value: str


class NewAttribution(NamedTuple):
    """A new attribution in a metadata.yml; `sentence` helps the editor to write the paraphrase."""

    path: str
    attribution: ProposedAttribution
    sentence: str


class NewKey(NamedTuple):
    """A new key of a file, or of its attribution of the id `attribution` if that is not empty."""

    path: str
    attribution: str
    key: str
    value: str


class NewAttributionKey(NamedTuple):
    """A key for an attribution that is itself suggested, with the id `suggestion_id`, for the file `path`."""

    path: str
    suggestion_id: str
    key: str
    value: str


class NewRecord(NamedTuple):
    """A record of an entity that does not exist, with its keys in order."""

    ref: Ref
    keys: tuple[tuple[str, str | tuple[str, ...]], ...]

    @property
    def path(self) -> str:
        """The path of the new file."""
        return f"content/{self.ref.stem}.yml"


Change: TypeAlias = NewItem | NewAttribution | NewKey | NewAttributionKey | NewRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An addition that an editor may accept; `title` describes it in a few words, `spans` are the words it is based on.

    `needs` are the ids of other suggestions that are accepted with it, as it refers to the records that they create. Of
    each tuple in `either`, one must be accepted too, and only an editor can know which: a record for a proposed actor,
    or the alias by which it is a known one. Such an alias has the id of the proposed and of the known actor in
    `instead`.
    """

    id: str
    group: SuggestionGroup
    title: str
    reason: str
    confidence: Confidence
    spans: tuple[TextSpan, ...]
    changes: tuple[Change, ...] = ()
    needs: tuple[str, ...] = ()
    either: tuple[tuple[str, ...], ...] = ()
    instead: tuple[str, str] | None = None


def group_suggestions(suggestions: Iterable[Suggestion]) -> Mapping[SuggestionGroup, Sequence[Suggestion]]:
    """Return the suggestions of each group that has any, in the order of the groups."""
    return select_keys(group_by(attrgetter("group"), suggestions), SuggestionGroup)


def drop_duplicate_ids(suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Return the first suggestion of each id."""
    by_id: dict[str, Suggestion] = {}
    for suggestion in suggestions:
        by_id.setdefault(suggestion.id, suggestion)
    return tuple(by_id.values())
