"""The tallies of the lists of references: what pages show of a list without reading it."""

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.incremental.index_entries import CHANGED, POINTING, Entry
from generator.infra.serialization import Codec

V = TypeVar("V", int, str)


@dataclass(slots=True)
class Tallies:
    """The number of rows of each list, by its key and relation; and by key the last day of the relation `CHANGED`.

    Lists without entries have none. An update changes them in place.
    """

    counts: dict[str, dict[str, int]]
    last_days: dict[str, str]

    def replace(self, relation: str, key: str, entries: Sequence[Entry]) -> tuple[int | str | None, int | str | None]:
        """Store the tally of a changed list; return the previous and the new one, None for a list without a tally."""
        if relation == CHANGED:
            return _replace(self.last_days, key, entries[-1][2] if entries else None)
        is_counted = bool(entries) and relation != POINTING
        counts = self.counts.setdefault(key, {})
        change = _replace(counts, relation, count_rows(entries) if is_counted else None)
        if not counts:
            del self.counts[key]
        return change


TALLIES_CODEC = Codec(Tallies)


def count_rows(entries: Sequence[Entry]) -> int:
    """Return the number of rows that entries have together."""
    return sum(number for _, _, number in entries)


def _replace(values: MutableMapping[str, V], key: str, value: V | None) -> tuple[V | None, V | None]:
    """Set a value, or remove it if it is None; return the previous value and this one."""
    previous = values.pop(key, None)
    if value is not None:
        values[key] = value
    return previous, value
