"""Sorted ranges of a text, with a search for those that overlap another range."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from generator.text.sentences import Range


class Spans:
    """Ranges in order that do not overlap one another."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self._ranges = sorted(ranges)
        self._starts = [start for start, _ in self._ranges]

    def find_overlapping(self, start: int, end: int) -> list[Range]:
        """Return the ranges that share a character with the range from `start` to `end`."""
        nearest = max(bisect_right(self._starts, start) - 1, 0)
        candidates = self._ranges[nearest : bisect_left(self._starts, end)]
        return [span for span in candidates if span[1] > start]

    def is_covered(self, position: int) -> bool:
        """Check whether a range contains the character at `position`."""
        return bool(self.find_overlapping(position, position + 1))
