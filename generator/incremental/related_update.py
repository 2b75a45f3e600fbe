"""The update of related briefings: only those of which a neighbor changed are computed again."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from generator.incremental import index_entries
from generator.incremental.dependency_tracker import RELATED, RELATED_CODEC, DependencyTracker
from generator.incremental.index_entries import Entry
from generator.index.dependencies import hash_read
from generator.index.model import Related
from generator.index.related import NEIGHBOR_LIMIT, list_features, measure_frequency, rank_related
from generator.infra.store import Store
from generator.model.kinds import Kind, Ref

_get_owner = itemgetter(1)
"""The owner of an entry: the id of a briefing."""


def update_related(store: Store, edited: Mapping[str, Sequence[Entry]]) -> Iterator[int]:
    """Write the related briefings that changed; yield the read hashes of the changes.

    `edited` has, by record, the entries of briefings that were added to or removed from its holders.
    """
    tracker = DependencyTracker(store)
    changed: dict[str, bytes | None] = {}
    for id_ in _find_affected(tracker, edited):
        related = _compute_related(tracker, id_)
        data = RELATED_CODEC.encode(related) if related else None
        if data != store.get(RELATED, id_):
            changed[id_] = data
            yield hash_read(RELATED, f"briefings/{id_}")
    store.put(RELATED, changed)


def _find_affected(tracker: DependencyTracker, edited: Mapping[str, Sequence[Entry]]) -> set[str]:
    """Return the ids of briefings whose neighbors, or the frequency of whose features, may have changed."""
    affected: set[str] = set()
    for key, entries in edited.items():
        holders = _get_holders(tracker, key)
        if _may_change_frequency(len(holders), len(entries)):
            affected.update(map(_get_owner, holders))
        for entry in entries:
            position = bisect_left(holders, entry)
            neighbors = holders[max(0, position - NEIGHBOR_LIMIT) : position + NEIGHBOR_LIMIT + 1]
            affected.update(map(_get_owner, (entry, *neighbors)))
    return affected


def _may_change_frequency(number: int, changes: int) -> bool:
    """Check whether a frequency limit lies within `changes` of a number.

    The number before the update is not known; if it was on the other side of a power of two, that is at most this far
    away.
    """
    frequency = measure_frequency(number)
    return not measure_frequency(number - changes) == frequency == measure_frequency(number + changes)


def _compute_related(tracker: DependencyTracker, id_: str) -> list[Related]:
    """Return the related briefings of a briefing; nothing if the briefing no longer exists."""
    try:
        card = tracker.get_card(id_)
    except KeyError:
        return []
    day, _ = card.order
    shared: dict[Ref, list[Ref]] = defaultdict(list)
    numbers: dict[Ref, int] = {}
    for feature in dict.fromkeys(list_features(card)):
        holders = _get_holders(tracker, feature.stem)
        numbers[feature] = len(holders)
        position = bisect_left(holders, (day, id_, 0))
        preceding = holders[max(0, position - NEIGHBOR_LIMIT) : position]
        following = holders[position + 1 : position + 1 + NEIGHBOR_LIMIT]
        for _, neighbor_id, _ in (*preceding, *following):
            shared[Ref(Kind.BRIEFING, neighbor_id)].append(feature)
    return rank_related(shared, numbers)


def _get_holders(tracker: DependencyTracker, key: str) -> Sequence[Entry]:
    """Return the entries of the briefings that have a record as a feature."""
    return tracker.get_entries(index_entries.FEATURES, key)
