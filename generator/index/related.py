"""What goes with what: actors named in the same briefings, and briefings that concern the same things.

Both stay linear in the content: an entity that a thousand briefings concern relates each of them only to its nearest
neighbours in time, and a briefing joins only the actors that it concerns most.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest

from generator.index.used import Card, Related, Statement
from generator.model.kinds import Kind, Ref

NEIGHBOURS = 3
"""Briefings before and after, among those of an entity, that may be related to one."""
RELATED = 5
"""Related briefings that a page names."""
JOINED = 40
"""Actors of a briefing that are joined with one another."""


def named_with(cards: Sequence[Card]) -> dict[Ref, Counter[Ref]]:
    """For each actor the others that the same briefings concern, with the count of these."""
    pairs: dict[Ref, Counter[Ref]] = defaultdict(Counter)
    for card in cards:
        actors = card.of_kind(Kind.ACTOR)[:JOINED]
        for actor in actors:
            pairs[actor].update(actors)
    for actor, counts in pairs.items():
        del counts[actor]
    return dict(pairs)


def spoken_between(statements: Iterable[Statement]) -> dict[Ref, Counter[Ref]]:
    """For each actor the others of whom it speaks, or who speak of it, with the count of these statements."""
    pairs: dict[Ref, Counter[Ref]] = defaultdict(Counter)
    for statement in statements:
        others = {ref for ref in statement.about if ref.kind is Kind.ACTOR}
        joined = {(min(one, other), max(one, other)) for one in statement.speakers for other in others if one != other}
        for one, other in joined:
            pairs[one][other] += 1
            pairs[other][one] += 1
    return dict(pairs)


def related_briefings(cards: Sequence[Card]) -> dict[Ref, list[Related]]:
    """For each briefing those that share most with it; what few briefings concern counts for more."""
    holders: dict[Ref, list[Ref]] = defaultdict(list)
    for card in cards:
        for ref in features(card):
            holders[ref].append(card.ref)
    shared: dict[Ref, dict[Ref, list[Ref]]] = defaultdict(lambda: defaultdict(list))
    for ref, refs in holders.items():
        for position, briefing_ref in enumerate(refs):
            near = refs[max(0, position - NEIGHBOURS) : position] + refs[position + 1 : position + 1 + NEIGHBOURS]
            for other in near:
                shared[briefing_ref][other].append(ref)
    numbers = {ref: len(refs) for ref, refs in holders.items()}
    return {ref: best_related(others, numbers) for ref, others in shared.items()}


def features(card: Card) -> Sequence[Ref]:
    """The things by which a briefing may be related to others."""
    return (
        *card.of_kind(Kind.THEME),
        *card.of_kind(Kind.ACTOR)[:JOINED],
        *card.of_kind(Kind.EVENT),
    )


def best_related(others: Mapping[Ref, Sequence[Ref]], holders: Mapping[Ref, int]) -> list[Related]:
    """Of other briefings, each with what it shares, those that share most; `holders` says how common a thing is."""
    ranks = {feature: frequency(holders[feature]) for shared in others.values() for feature in shared}

    def order(ref: Ref) -> tuple[float, Ref]:
        return (-sum(2.0 ** -ranks[feature] for feature in others[ref]), ref)

    best = nsmallest(RELATED, others, key=order)
    return [Related(ref, tuple(sorted(others[ref], key=lambda one: (ranks[one], one)))) for ref in best]


def frequency(holders: int) -> int:
    """How common something is, to a power of two: one briefing more seldom changes what is related to all others."""
    return holders.bit_length()
