"""The input of suggestions: a text, the known entities, the proposals, and the metadata that the briefing has."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.authoring.suggestions.ids import make_alias_id
from generator.infra.mappings import remove_keys
from generator.model.kinds import Kind, Ref
from generator.proposals.inputs import ArticleInput, EntityRegistry, KnownEntity
from generator.proposals.proposal import Proposals, ProposedVoice, TextSpan


class PresentAttribution(NamedTuple):
    """An attribution that the briefing has: the span of its quote, and its voices."""

    span: TextSpan
    voices: tuple[ProposedVoice, ...]


@dataclass(frozen=True, slots=True)
class PresentContent:
    """The metadata that a briefing has already: `path` is its metadata.yml, `tags` include the broader themes.

    `records` are the ids of all entities, also of those that cannot be read. An article that is being imported has
    nothing yet.
    """

    path: str
    tags: frozenset[str] = frozenset()
    actors: tuple[str, ...] = ()
    attributions: tuple[PresentAttribution, ...] = ()
    records: frozenset[str] = frozenset()


class Requirements(NamedTuple):
    """The fields `needs` and `either` of a suggestion."""

    needs: tuple[str, ...]
    either: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class SuggestionContext:
    """Everything that suggestions are made from."""

    text: ArticleInput
    registry: EntityRegistry
    proposals: Proposals
    present: PresentContent

    @cached_property
    def taken_ids(self) -> frozenset[str]:
        """All ids that are taken."""
        return self.present.records.union(ref.id for ref in self.known)

    @cached_property
    def known(self) -> dict[Ref, KnownEntity]:
        """The known entities by reference."""
        return {entity.ref: entity for entity in self.registry.entities}

    @cached_property
    def creating(self) -> dict[str, str]:
        """The id of the suggestion that creates it, for the id of each entity to be created."""
        suggestions: dict[str, str] = {}
        for place in self.proposals.places:
            suggestions[place.id] = f"{Kind.PLACE}:{place.id}"
        for event in self.proposals.events:
            # A text may report an event without its name, and then proposals do not find the record created for it.
            if not event.known and event.name.casefold() not in self._event_names:
                suggestions[event.id] = f"{Kind.EVENT}:{event.id}"
        for actor in self.proposals.actors:
            if not actor.known:
                suggestions[actor.id] = f"{Kind.ACTOR}:{actor.id}"
        return remove_keys(suggestions, self.taken_ids)

    @cached_property
    def _event_names(self) -> set[str]:
        names: set[str] = set()
        for entity in self.registry.entities:
            if entity.ref.kind is Kind.EVENT:
                names.update(map(str.casefold, entity.forms))
        return names

    @cached_property
    def known_actors(self) -> dict[str, tuple[str, ...]]:
        """The suggestions that an actor to be created is a known one, by the id of each that may be."""
        suggestions = {}
        for actor in self.proposals.actors:
            if actor.id in self.creating and actor.resembles:
                suggestions[actor.id] = tuple(make_alias_id(known_id, actor.name) for known_id in actor.resembles)
        return suggestions

    def select_usable(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of entities that exist or will be created."""
        return tuple(id_ for id_ in ids if id_ in self.taken_ids or id_ in self.creating)

    def find_requirements(self, ids: Iterable[str]) -> Requirements:
        """Return the suggestions that must be accepted together with a reference to these ids."""
        needs: list[str] = []
        either: list[tuple[str, ...]] = []
        for id_ in dict.fromkeys(ids):
            if id_ in self.known_actors:
                either.append((self.creating[id_], *self.known_actors[id_]))
            elif id_ in self.creating:
                needs.append(self.creating[id_])
        return Requirements(tuple(needs), tuple(either))
