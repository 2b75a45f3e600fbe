"""Ranges of a text that do not overlap, to be asked which of them touch another."""

from bisect import bisect_right
from collections.abc import Iterable

from generator.text.sentences import Range


class Spans:
    """Ranges in order, of which none overlaps another."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self._ranges = sorted(ranges)
        self._starts = [start for start, _ in self._ranges]

    def over(self, start: int, end: int) -> list[Range]:
        """Those that have a character in common with a range."""
        at = max(bisect_right(self._starts, start) - 1, 0)
        found = []
        while at < len(self._ranges) and self._ranges[at][0] < end:
            if self._ranges[at][1] > start:
                found.append(self._ranges[at])
            at += 1
        return found
