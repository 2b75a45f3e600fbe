"""How many briefings use each record, tag, question and language, before and after an update.

The rules over all records need to know only what is used at all, so most changes of counts do not concern them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from generator.checks.global_rules import GlobalFacts
from generator.incremental.dependency_tracker import parse_stem

_FIELDS = ("used", "tags", "answered", "languages")
_USED_AT_ALL = ("used", "tags", "languages")
"""Fields of which the rules ask whether a key is there, not how often."""


class FactCounts:
    """The counts of all briefings: those of the last build, changed by the facts that `old` and `new` states have."""

    def __init__(
        self, stored: Mapping[str, Mapping[str, int]], old: Iterable[GlobalFacts], new: Iterable[GlobalFacts]
    ) -> None:
        self._before = {name: stored.get(name, {}) for name in _FIELDS}
        self._old, self._new = tuple(old), tuple(new)
        self._changes = {name: Counter[str]() for name in _FIELDS}
        for facts in self._old:
            for name, keys in _list_keys(facts):
                self._changes[name].subtract(keys)
        for facts in self._new:
            for name, keys in _list_keys(facts):
                self._changes[name].update(keys)

    @property
    def changed(self) -> bool:
        """True if the rules over all records may give another result than at the last build.

        What an invalid value hides is not counted. Every state that hides something is processed again in each update,
        so that it is in `new`; in `old`, it was hidden at the last build.
        """
        hides = any(facts.hidden for facts in (*self._old, *self._new))
        return self._came_or_went or any(self._changes["answered"].values()) or hides or self._is_partial

    @property
    def _came_or_went(self) -> bool:
        """True if a key is used for the first time, or no longer."""
        for name in _USED_AT_ALL:
            previous = self._before[name]
            for key, change in self._changes[name].items():
                number = previous.get(key, 0)
                if (number == 0) != (number + change == 0):
                    return True
        return False

    @property
    def _is_partial(self) -> bool:
        """True if a briefing refers to a record that is missing: an error, so that no state of `old` does."""
        return any(facts.is_partial for facts in self._new)

    @cached_property
    def after(self) -> dict[str, dict[str, int]]:
        """The counts after the update, by field and key."""
        counts: dict[str, dict[str, int]] = {}
        for name in _FIELDS:
            total = Counter(self._before[name])
            total.update(self._changes[name])
            counts[name] = dict(+total)
        return counts

    @property
    def facts(self) -> GlobalFacts:
        """The facts of all briefings together."""
        counts = self.after
        return GlobalFacts(
            used=frozenset(map(parse_stem, counts["used"])),
            tags=frozenset(counts["tags"]),
            answered=tuple(Counter(counts["answered"]).elements()),
            languages=frozenset(counts["languages"]),
            hidden=frozenset().union(*(facts.hidden for facts in self._new)),
            is_partial=self._is_partial,
        )


def _list_keys(facts: GlobalFacts) -> Iterator[tuple[str, Iterable[str]]]:
    yield "used", [ref.stem for ref in facts.used]
    yield "tags", facts.tags
    yield "answered", facts.answered
    yield "languages", facts.languages
