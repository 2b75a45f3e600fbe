"""Matches expected with proposed items, one to one, and counts the matches.

Nothing counts twice: of two proposals for one item the second is false, and a proposal for two items matches one of
them. Among all ways to match them the best is taken.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

import rustworkx

E = TypeVar("E")
P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Tally:
    """The number of expected items, of those that are matched, and of false proposals."""

    expected: int = 0
    matched: int = 0
    false: int = 0

    @property
    def precision(self) -> float | None:
        """The share of the proposals that is right; None if nothing is proposed."""
        return _divide(self.matched, self.matched + self.false)

    @property
    def recall(self) -> float | None:
        """The share of the expected items that is matched; None if nothing is expected."""
        return _divide(self.matched, self.expected)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.expected + other.expected, self.matched + other.matched, self.false + other.false)


class Pairs(NamedTuple, Generic[E, P]):
    """The matched pairs, the expected items that are missing, and the false proposals."""

    matched: list[tuple[E, P]]
    missing: list[E]
    false: list[P]

    @property
    def tally(self) -> Tally:
        """Their numbers."""
        return Tally(len(self.matched) + len(self.missing), len(self.matched), len(self.false))


def match_pairs(expected: Sequence[E], proposed: Sequence[P], weigh: Callable[[E, P], int]) -> Pairs[E, P]:
    """Return the pairs of an expected and a proposed item with the most weight in all; no pair has no weight."""
    graph: rustworkx.PyGraph[None, int] = rustworkx.PyGraph()
    graph.add_nodes_from([None] * (len(expected) + len(proposed)))
    for left, item in enumerate(expected):
        for right, proposal in enumerate(proposed, start=len(expected)):
            if weight := weigh(item, proposal):
                graph.add_edge(left, right, weight)
    # The choice among equal matchings must not depend on the run.
    edges = [(min(edge), max(edge)) for edge in rustworkx.max_weight_matching(graph, weight_fn=int)]
    partners = dict(sorted(edges))
    matched_nodes = set(partners.values())
    return Pairs(
        [(expected[left], proposed[right - len(expected)]) for left, right in partners.items()],
        [item for left, item in enumerate(expected) if left not in partners],
        [proposal for right, proposal in enumerate(proposed, start=len(expected)) if right not in matched_nodes],
    )


def _divide(part: int, whole: int) -> float | None:
    return part / whole if whole else None
