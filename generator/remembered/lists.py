"""The lists of things, kept up to what owners bring: entries that came and went, and the marks of what has changed."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from generator.index.reads import mark
from generator.packing import pack_plain, unpack_plain
from generator.remembered import entries, links, shelf
from generator.remembered.entries import Entries, Entry
from generator.store import Store

_Edits = tuple[list[Entry], list[Entry]]
"""Entries of one list that went, and those that came."""

_DATED = frozenset({entries.CHANGED})
"""Relations of whose entries not the number counts but what the last one says."""
_UNCOUNTED = frozenset({entries.POINTING})


class Lists:
    """Collects what changes in the lists, and then changes them, all of one key at once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._edits: dict[str, dict[str, _Edits]] = defaultdict(lambda: defaultdict(lambda: ([], [])))
        self.features: dict[str, list[Entry]] = defaultdict(list)
        """By thing, the entries of briefings that came or went as its holders."""

    def replace(self, before: Entries, after: Entries) -> None:
        """An owner brings `after` where it brought `before`."""
        for relation in before.keys() | after.keys():
            old, new = before.get(relation, {}), after.get(relation, {})
            for key in old.keys() | new.keys():
                went = [one for one in old.get(key, ()) if one not in new.get(key, ())]
                came = [one for one in new.get(key, ()) if one not in old.get(key, ())]
                if went or came:
                    self._edit(relation, key, went, came)

    def _edit(self, relation: str, key: str, went: list[Entry], came: list[Entry]) -> None:
        edits = self._edits[key][relation]
        edits[0].extend(went)
        edits[1].extend(came)
        if relation == entries.FEATURES:
            self.features[key] += [*went, *came]

    def carry_out(self) -> Iterator[int]:
        """Writes the lists and the tallies; gives the marks of what has changed in them."""
        if not self._edits:
            return
        tallies: dict[str, dict[str, Any]] = unpack_plain(self._store.get(shelf.GENERAL, shelf.TALLIES))
        kept: dict[str, bytes | None] = {}
        for key, by_relation in self._edits.items():
            lists = shelf.lists_at(self._store, key)
            tally = tallies.setdefault(key, {})
            for relation, (went, came) in by_relation.items():
                found: list[Entry] = list(unpack_plain(lists.pop(relation, None)))
                reached = [*_reached(relation, found, went)]
                _apply(found, went, came)
                reached += _reached(relation, found, came)
                yield mark(relation, key)
                if reached:
                    touched = links.blocks(relation, key, min(reached), max(reached))
                    yield from (mark(links.BLOCKS, block) for block in touched)
                before, after = tally.pop(relation, None), _tally(relation, found)
                if after is not None:
                    tally[relation] = after
                if before != after:
                    yield mark("number", f"{relation} {key}")
                    yield mark("numbers", relation)
                if found:
                    lists[relation] = pack_plain(found)
            if not tally:
                del tallies[key]
            kept[key] = pack_plain(lists) if lists else None
        self._store.put(shelf.LISTS, kept)
        self._store.put(shelf.GENERAL, {shelf.TALLIES: pack_plain(tallies)})


def _reached(relation: str, found: list[Entry], edited: list[Entry]) -> Iterator[int]:
    """From where to where the rows of a list change with these entries of it, as positions from the end."""
    if edited and relation in entries.LISTED:
        after = bisect_right(found, max(edited))
        behind = sum(number for _, _, number in found[after:])
        yield from (behind, behind + sum(number for _, _, number in found[:after]))


def _apply(found: list[Entry], went: list[Entry], came: list[Entry]) -> None:
    for one in went:
        del found[bisect_left(found, one)]
    if len(came) > len(found) // 8:
        found += came
        found.sort()
    else:
        for one in came:
            insort(found, one)


def _tally(relation: str, found: list[Entry]) -> Any:
    if not found or relation in _UNCOUNTED:
        return None
    return found[-1][2] if relation in _DATED else sum(number for _, _, number in found)
