"""What suggestions are made of: a text, what is known, what is proposed, and what the briefing has already."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.authoring.suggestions.ids import alias_id
from generator.model.kinds import Kind
from generator.proposals.given import Registry, Text
from generator.proposals.proposal import Proposals, ProposedVoice, Words


class Quoted(NamedTuple):
    """An attribution that is there: where its quote stands, and its voices."""

    words: Words
    by: tuple[ProposedVoice, ...]


@dataclass(frozen=True, slots=True)
class Present:
    """What a briefing has already: `path` is its metadata.yml, `tags` are with the themes above them.

    Of an article that is being imported nothing is there.
    """

    path: str
    tags: frozenset[str] = frozenset()
    actors: tuple[str, ...] = ()
    quoted: tuple[Quoted, ...] = ()


@dataclass(frozen=True)
class Case:
    """All of it."""

    text: Text
    registry: Registry
    proposals: Proposals
    present: Present

    @cached_property
    def known(self) -> frozenset[str]:
        """All ids that are taken."""
        return frozenset(known.ref.id for known in self.registry.things)

    @cached_property
    def new(self) -> dict[str, str]:
        """For the id of each thing to be created, that of the suggestion that creates it."""
        forms = {(one.ref.kind, form.casefold()) for one in self.registry.things for form in one.forms}
        actors = {one.id: f"{Kind.ACTOR}:{one.id}" for one in self.proposals.actors if not one.known}
        # A text may tell of an event without its name, so that nothing finds there what has been created for it.
        new = [one for one in self.proposals.events if (Kind.EVENT, one.name.casefold()) not in forms and not one.known]
        events = {one.id: f"{Kind.EVENT}:{one.id}" for one in new}
        places = {one.id: f"{Kind.PLACE}:{one.id}" for one in self.proposals.places}
        return {id_: suggestion for id_, suggestion in (places | events | actors).items() if id_ not in self.known}

    @cached_property
    def likenesses(self) -> dict[str, tuple[str, ...]]:
        """For the id of each actor to be created that may be a known one, the suggestions that say so."""
        actors = [one for one in self.proposals.actors if one.id in self.new and one.resembles]
        return {one.id: tuple(alias_id(known, one.name) for known in one.resembles) for one in actors}

    def usable(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Those that lead to something, or will."""
        return tuple(id_ for id_ in ids if id_ in self.known or id_ in self.new)

    def asks(self, ids: Iterable[str]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """What is to be accepted with what refers to these ids: `needs` and `either` of a suggestion."""
        new = [id_ for id_ in dict.fromkeys(ids) if id_ in self.new]
        needs = tuple(self.new[id_] for id_ in new if id_ not in self.likenesses)
        return needs, tuple((self.new[id_], *self.likenesses[id_]) for id_ in new if id_ in self.likenesses)
