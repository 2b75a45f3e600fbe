"""Which briefings are related, after some have come, gone or changed: only those are looked at whose neighbours did."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.index.reads import mark
from generator.index.related import NEIGHBOURS, best_related, features, frequency
from generator.index.used import Related
from generator.model.kinds import Kind, Ref
from generator.packing import pack, same
from generator.remembered import entries
from generator.remembered.entries import Entry
from generator.remembered.shelf import RELATED, Shelf
from generator.store import Store


def relate(store: Store, edited: Mapping[str, Sequence[Entry]]) -> Iterator[int]:
    """Writes what is related anew; `edited` has, by thing, the entries of briefings that came or went as its holders.

    Gives the marks of what has changed.
    """
    shelf = Shelf(store)
    kept: dict[str, bytes | None] = {}
    for id_ in _concerned(shelf, edited):
        found = _related(shelf, id_)
        data = pack(found) if found else None
        if not same(data, store.get(RELATED, id_)):
            kept[id_] = data
            yield mark(RELATED, f"briefings/{id_}")
    store.put(RELATED, kept)


def _concerned(shelf: Shelf, edited: Mapping[str, Sequence[Entry]]) -> set[str]:
    concerned: set[str] = set()
    for key, changed in edited.items():
        holders = _holders(shelf, key)
        # How many there were before is not known; a power of two lies at most this far away where it was crossed.
        if any(frequency(len(holders) + step) != frequency(len(holders)) for step in (-len(changed), len(changed))):
            concerned |= {id_ for _, id_, _ in holders}
        for entry in changed:
            place = bisect_left(holders, entry)
            concerned.add(entry[1])
            concerned |= {id_ for _, id_, _ in holders[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1]}
    return concerned


def _related(shelf: Shelf, id_: str) -> list[Related]:
    """What is related to a briefing; nothing to one that is not there any more."""
    try:
        card = shelf.card(id_)
    except KeyError:
        return []
    day, _ = card.order
    shared: dict[Ref, list[Ref]] = defaultdict(list)
    numbers: dict[Ref, int] = {}
    for feature in dict.fromkeys(features(card)):
        holders = _holders(shelf, feature.stem)
        numbers[feature] = len(holders)
        place = bisect_left(holders, (day, id_, 0))
        near = [*holders[max(0, place - NEIGHBOURS) : place], *holders[place + 1 : place + 1 + NEIGHBOURS]]
        for _, other, _ in near:
            shared[Ref(Kind.BRIEFING, other)].append(feature)
    return best_related(shared, numbers)


def _holders(shelf: Shelf, key: str) -> Sequence[Entry]:
    return shelf.entries(entries.FEATURES, key)
