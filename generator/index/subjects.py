"""Subjects: what is rendered at a time, a record or one of the site's own pages, with all pages of its lists.

The name of a subject is the path of its page without the ending.
"""

from operator import attrgetter

from generator.index.model import Index
from generator.infra.mappings import index_by
from generator.model.entity_kinds import ENTITY_KINDS
from generator.model.kinds import Kind

GENERAL = (
    "index",
    "changes",
    "timeline",
    "network",
    "methodology",
    "search",
    "statements/index",
    "compare/index",
)
"""Pages that are not about a single record."""

LISTED_KINDS = (Kind.BRIEFING, *filter(lambda kind: ENTITY_KINDS[kind].index, ENTITY_KINDS))
"""Kinds with an index page in their folder: all except events, which have the timeline."""

INDEXES = index_by(lambda kind: f"{kind.folder}/index", LISTED_KINDS)
"""Kinds by the name of the subject that lists their records."""


def list_subjects(index: Index) -> list[str]:
    """Return the names of all subjects."""
    records = (*index.cards, *index.notices, *index.entities)
    return [*GENERAL, *INDEXES, *map(attrgetter("stem"), records)]
