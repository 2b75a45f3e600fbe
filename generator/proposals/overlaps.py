"""Candidates whose spans overlap in a text, of which only the longest remain."""

from collections.abc import Iterable
from itertools import repeat
from typing import Protocol, TypeVar

from generator.proposals.proposal import TextSpan


class HasSpan(Protocol):
    """A value with a span."""

    @property
    def span(self) -> TextSpan:
        """The characters of the text that it is about."""


Candidate = TypeVar("Candidate", bound=HasSpan)


def select_longest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Select the candidates that do not overlap a longer one, in the order of the text.

    Of two with the same length, the one that begins first remains; of two with the same span, the first candidate.
    """
    taken: set[tuple[int, int]] = set()
    selected: list[Candidate] = []
    for candidate in sorted(candidates, key=_rank):
        passage, start, end = candidate.span
        characters = set(zip(repeat(passage), range(start, end)))
        if taken.isdisjoint(characters):
            taken |= characters
            selected.append(candidate)
    return sorted(selected, key=lambda candidate: candidate.span)


def _rank(candidate: HasSpan) -> tuple[int, TextSpan]:
    return candidate.span.start - candidate.span.end, candidate.span
