"""Proposals of actors that a text names: known actors, and actors to be created.

`extraction` is the entry point. It uses known names (`gazetteer`), spans of capitalized words (`capitalized_spans`)
and the names in them (`span_splitting`), the words around a name (`context`, `signs`), the type of each
name (`entity_typing`), the names that belong to one actor (`coreference`, `clusters`), and groups and bodies in lower
case (`collectives`, `lowercase_orgs`).
"""

from generator.proposals.actors.extraction import propose

__all__ = ["propose"]
