"""Pairing what is noted with what is proposed, one to one, and counting what comes of it.

Nothing counts twice: of two proposals of one thing the second is false, and a proposal of two things finds one of
them. Among all ways to pair them the best is taken.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

import rustworkx

N = TypeVar("N")
P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are noted, how many of them are found, and how many proposals are false."""

    noted: int = 0
    found: int = 0
    false: int = 0

    @property
    def precision(self) -> float | None:
        """The part of the proposals that is right; None where nothing is proposed."""
        return _part(self.found, self.found + self.false)

    @property
    def recall(self) -> float | None:
        """The part of what is noted that is found; None where nothing is noted."""
        return _part(self.found, self.noted)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.noted + other.noted, self.found + other.found, self.false + other.false)


class Pairs(NamedTuple, Generic[N, P]):
    """Who found what: the pairs that count, what is missing, and the proposals that are false."""

    found: list[tuple[N, P]]
    missing: list[N]
    false: list[P]

    @property
    def tally(self) -> Tally:
        """Their numbers."""
        return Tally(len(self.found) + len(self.missing), len(self.found), len(self.false))


def paired(noted: Sequence[N], proposed: Sequence[P], weight: Callable[[N, P], int]) -> Pairs[N, P]:
    """The pairs of most weight in all, of which each has one noted and one proposed thing; no weight, no pair."""
    graph: rustworkx.PyGraph[None, int] = rustworkx.PyGraph()
    graph.add_nodes_from([None] * (len(noted) + len(proposed)))
    for left, one in enumerate(noted):
        for right, other in enumerate(proposed, start=len(noted)):
            if heavy := weight(one, other):
                graph.add_edge(left, right, heavy)
    # Which of equal ways is taken must not depend on the run.
    chosen = dict(sorted(tuple(sorted(pair)) for pair in rustworkx.max_weight_matching(graph, weight_fn=int)))
    taken = set(chosen.values())
    return Pairs(
        [(noted[left], proposed[right - len(noted)]) for left, right in chosen.items()],
        [one for left, one in enumerate(noted) if left not in chosen],
        [one for right, one in enumerate(proposed, start=len(noted)) if right not in taken],
    )


def _part(part: int, whole: int) -> float | None:
    return part / whole if whole else None
