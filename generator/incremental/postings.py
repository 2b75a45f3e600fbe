"""The postings: lists of references to each record. An update edits them entry by entry, and yields the changes."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.incremental import index_entries
from generator.incremental.dependency_tracker import GENERAL, POSTINGS, TALLIES, read_postings
from generator.incremental.index_entries import Entries, Entry
from generator.incremental.stored_links import BLOCKS, list_blocks
from generator.index.dependencies import hash_read
from generator.infra.serialization import pack_plain, unpack_plain
from generator.infra.store import Store

_DATED = frozenset({index_entries.CHANGED})
"""Relations of which the tally is the value of the last entry, not a number."""
_UNCOUNTED = frozenset({index_entries.POINTING})


@dataclass(slots=True)
class _Edit:
    """The changes of one list."""

    removed: list[Entry] = field(default_factory=list)
    added: list[Entry] = field(default_factory=list)


class PostingsUpdate:
    """Collects the changes of all lists, and then writes them, all lists of a key at once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._edits: dict[str, dict[str, _Edit]] = defaultdict(lambda: defaultdict(_Edit))
        self.features: dict[str, list[Entry]] = defaultdict(list)
        """By record, the entries of briefings that were added to or removed from its holders."""
        self.reach_changed = False
        """True if `write` gave a record its first briefing, or removed its last."""

    def replace(self, previous: Entries, current: Entries) -> None:
        """Replace the entries of an owner."""
        for relation in previous.keys() | current.keys():
            old, new = previous.get(relation, {}), current.get(relation, {})
            for key in old.keys() | new.keys():
                old_entries, new_entries = old.get(key, ()), new.get(key, ())
                removed = [entry for entry in old_entries if entry not in new_entries]
                added = [entry for entry in new_entries if entry not in old_entries]
                if removed or added:
                    self._add_edit(relation, key, removed, added)

    def _add_edit(self, relation: str, key: str, removed: list[Entry], added: list[Entry]) -> None:
        edit = self._edits[key][relation]
        edit.removed.extend(removed)
        edit.added.extend(added)
        if relation == index_entries.FEATURES:
            self.features[key] += [*removed, *added]

    def write(self) -> Iterator[int]:
        """Write the lists and the tallies; yield the read hashes of the changes."""
        if not self._edits:
            return
        tallies: dict[str, dict[str, Any]] = unpack_plain(self._store.get(GENERAL, TALLIES))
        packed: dict[str, bytes | None] = {}
        for key, edits in self._edits.items():
            lists = read_postings(self._store, key)
            tally = tallies.setdefault(key, {})
            for relation, edit in edits.items():
                yield from self._edit_list(key, relation, edit, lists, tally)
            if not tally:
                del tallies[key]
            packed[key] = pack_plain(lists) if lists else None
        self._store.put(POSTINGS, packed)
        self._store.put(GENERAL, {TALLIES: pack_plain(tallies)})

    def _edit_list(
        self, key: str, relation: str, edit: _Edit, lists: dict[str, bytes], tally: dict[str, Any]
    ) -> Iterator[int]:
        """Change one list and its number in place; yield the read hashes of the changes."""
        entries: list[Entry] = list(unpack_plain(lists.pop(relation, None)))
        changed_rows = _find_changed_rows(relation, entries, edit.removed)
        _apply(entries, edit)
        changed_rows += _find_changed_rows(relation, entries, edit.added)
        yield hash_read(relation, key)
        if changed_rows:
            for block in list_blocks(relation, key, min(changed_rows), max(changed_rows)):
                yield hash_read(BLOCKS, block)
        previous, current = tally.pop(relation, None), _count(relation, entries)
        if current is not None:
            tally[relation] = current
        if relation in index_entries.REACHING and (previous is None) != (current is None):
            self.reach_changed = True
        if previous != current:
            yield hash_read("number", f"{relation} {key}")
            yield hash_read("numbers", relation)
        if entries:
            lists[relation] = pack_plain(entries)


def _find_changed_rows(relation: str, entries: list[Entry], edited: list[Entry]) -> list[int]:
    """Return the affected row range, counted from the end of the list; nothing if pages read the list as a whole.

    Rows after the last edited entry keep their positions from the end, and all rows before it move.
    """
    if not edited or relation not in index_entries.LISTED:
        return []
    end = bisect_right(entries, max(edited))
    rows_after = _count_rows(entries[end:])
    rows_before = _count_rows(entries[:end])
    return [rows_after, rows_after + rows_before]


def _apply(entries: list[Entry], edit: _Edit) -> None:
    for entry in edit.removed:
        del entries[bisect_left(entries, entry)]
    if len(edit.added) > len(entries) // 8:
        entries += edit.added
        entries.sort()
    else:
        for entry in edit.added:
            insort(entries, entry)


def _count(relation: str, entries: list[Entry]) -> Any:
    """Return the tally of a list: its number of rows, or the last day; None if it has none."""
    if not entries or relation in _UNCOUNTED:
        return None
    if relation in _DATED:
        return entries[-1][2]
    return _count_rows(entries)


def _count_rows(entries: Sequence[Entry]) -> int:
    return sum(number for _, _, number in entries)
