"""The subject of an entity's page: the entity, the context of the page, and what several of its facts and lists need.

Each value is read from the index when it is first asked for, and once.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.index.model import Index, Statement
from generator.model.entity_kinds import ENTITY_KINDS, EntityKind
from generator.model.kinds import Kind, Ref, select_kind
from generator.pages.page_context import PageContext


@dataclass(frozen=True)
class EntitySubject:
    """The entity that a page is about, and the context of the page."""

    context: PageContext
    ref: Ref
    entity: Any
    """A value of the model of its kind."""

    @property
    def index(self) -> Index:
        """The index."""
        return self.context.index

    @property
    def kind(self) -> EntityKind:
        """The specification of its kind."""
        return ENTITY_KINDS[self.ref.kind]

    @cached_property
    def statements_by(self) -> list[Statement]:
        """The statements that the entity makes."""
        return list(self.index.statements_by.get(self.ref, ()))

    @cached_property
    def statements_within(self) -> list[Statement]:
        """The statements of unnamed speakers within the entity."""
        return list(self.index.statements_within.get(self.ref, ()))

    @cached_property
    def statements_about(self) -> list[Statement]:
        """The statements about the entity."""
        return list(self.index.statements_about.get(self.ref, ()))

    @cached_property
    def accounts(self) -> list[Statement]:
        """The statements that answer the entity."""
        return list(self.index.accounts.get(self.ref, ()))

    @property
    def own_statements(self) -> list[Statement]:
        """The statements of the entity, and of unnamed speakers within it."""
        return self.statements_by + self.statements_within

    def list_referrers(self, key: str, *kinds: Kind) -> list[Ref]:
        """Return the records that refer to the entity under a key: by kind, in the given order, and then by name."""
        referrers = self.index.list_referrers(self.ref, key)
        sorted_referrers: list[Ref] = []
        for kind in kinds:
            sorted_referrers += select_kind(referrers, kind)
        return sorted_referrers
