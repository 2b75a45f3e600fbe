"""Related entities: actors that occur in the same briefings, and briefings that concern the same entities.

The cost is linear in the content: an entity that a thousand briefings concern relates each of them to its nearest
neighbors in time only, and a briefing joins only the actors that it concerns most.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import permutations, product

from generator.index.model import Card, Occurrence, Related, Statement
from generator.model.kinds import Kind, Ref, select_kind
from generator.model.page_paths import is_passage_anchor

NEIGHBOR_LIMIT = 3
"""Briefings before and after, among those that share an entity, that may be related to a briefing."""
RELATED_LIMIT = 5
"""Related briefings that a page names."""
JOINED_ACTOR_LIMIT = 40
"""Actors of a briefing that are joined with each other."""


def list_spoken_pairs(statement: Statement) -> set[tuple[Ref, Ref]]:
    """Return the pairs of a speaker and an actor that a statement is about, each in ascending order."""
    subjects = set(select_kind(statement.about, Kind.ACTOR))
    pairs = set()
    for speaker, subject in product(statement.speakers, subjects):
        if speaker != subject:
            pairs.add((min(speaker, subject), max(speaker, subject)))
    return pairs


def list_named_pairs(card: Card, occurrences: Iterable[tuple[Ref, Occurrence]]) -> Iterator[tuple[Ref, Ref]]:
    """Yield the ordered pairs of joined actors that a passage names, once for each passage."""
    joined = set(list_joined_actors(card))
    actors_by_passage: dict[str, set[Ref]] = defaultdict(set)
    for ref, occurrence in occurrences:
        if ref in joined and is_passage_anchor(occurrence.anchor):
            actors_by_passage[occurrence.anchor].add(ref)
    for actors in actors_by_passage.values():
        yield from permutations(actors, 2)


def list_joined_actors(card: Card) -> Sequence[Ref]:
    """Return the actors of a briefing that are joined with each other: those that it concerns most."""
    return card.select_kind(Kind.ACTOR)[:JOINED_ACTOR_LIMIT]


def list_borne_pairs(statement: Statement) -> Iterator[tuple[Ref, Ref]]:
    """Yield the pairs of a theme that a statement bears and an actor or question that it has to do with.

    Pairs of a theme and an actor are yielded in both orders.
    """
    actors = select_kind([*statement.speakers, *statement.affiliations, *statement.about], Kind.ACTOR)
    return _pair_themes(statement.themes, dict.fromkeys([*actors, *statement.answered]))


def list_tagged_pairs(card: Card) -> Iterator[tuple[Ref, Ref]]:
    """Yield the pairs of a tag of a briefing and an actor or question that it concerns, in the same orders."""
    return _pair_themes(card.select_kind(Kind.THEME), [*card.select_kind(Kind.ACTOR), *card.select_kind(Kind.QUESTION)])


def _pair_themes(themes: Iterable[Ref], refs: Iterable[Ref]) -> Iterator[tuple[Ref, Ref]]:
    for theme, ref in product(themes, refs):
        yield theme, ref
        if ref.kind is Kind.ACTOR:
            yield ref, theme


def list_features(card: Card) -> Sequence[Ref]:
    """Return the entities by which a briefing may be related to others."""
    return (
        *card.select_kind(Kind.THEME),
        *list_joined_actors(card),
        *card.select_kind(Kind.EVENT),
    )


def rank_related(candidates: Mapping[Ref, Sequence[Ref]], holder_counts: Mapping[Ref, int]) -> list[Related]:
    """Return the candidates that share most, best first.

    `candidates` has the shared features of each briefing, `holder_counts` the number of briefings with each feature.
    """
    frequencies: dict[Ref, int] = {}
    for features in candidates.values():
        for feature in features:
            frequencies[feature] = measure_frequency(holder_counts[feature])

    def order_briefing(ref: Ref) -> tuple[float, Ref]:
        return (-sum(2.0 ** -frequencies[feature] for feature in candidates[ref]), ref)

    def order_feature(ref: Ref) -> tuple[int, Ref]:
        return (frequencies[ref], ref)

    best = nsmallest(RELATED_LIMIT, candidates, key=order_briefing)
    return [Related(ref, tuple(sorted(candidates[ref], key=order_feature))) for ref in best]


def measure_frequency(holder_count: int) -> int:
    """Return the frequency of a feature as the exponent of a power of two.

    So one more briefing with a feature seldom changes the relations of all others.
    """
    return holder_count.bit_length()
