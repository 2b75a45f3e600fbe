"""The postings: lists of references to each record. An update edits them entry by entry, and yields the changes."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.incremental import index_entries
from generator.incremental.dependency_tracker import GENERAL, POSTINGS, TALLIES, read_postings, read_tallies
from generator.incremental.index_entries import LIST_CODECS, PACKED_CODEC, Entries, Entry
from generator.incremental.stored_links import BLOCKS, list_blocks
from generator.incremental.tallies import TALLIES_CODEC, Tallies, count_rows
from generator.index.dependencies import hash_read
from generator.infra.store import DamagedStoreError, Store


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
        self.answered: set[str] = set()
        """The stems of the questions to which accounts were added or from which they were removed."""
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
        elif relation == index_entries.ACCOUNTS:
            self.answered.add(key)

    def write(self) -> Iterator[int]:
        """Write the lists and the tallies; yield the read hashes of the changes."""
        if not self._edits:
            return
        tallies = read_tallies(self._store)
        packed: dict[str, bytes | None] = {}
        for key, edits in self._edits.items():
            lists = read_postings(self._store, key)
            for relation, edit in edits.items():
                yield from self._edit_list(key, relation, edit, lists, tallies)
            packed[key] = PACKED_CODEC.encode(lists) if lists else None
        self._store.put(POSTINGS, packed)
        self._store.put(GENERAL, {TALLIES: TALLIES_CODEC.encode(tallies)})

    def _edit_list(
        self, key: str, relation: str, edit: _Edit, lists: dict[str, bytes], tallies: Tallies
    ) -> Iterator[int]:
        """Change one list and its tally in place; yield the read hashes of the changes."""
        codec = LIST_CODECS[relation]
        entries = codec.decode_or(lists.pop(relation, None), [])
        changed_rows = _find_changed_rows(relation, entries, edit.removed)
        _apply(entries, edit)
        changed_rows += _find_changed_rows(relation, entries, edit.added)
        yield hash_read(relation, key)
        if changed_rows:
            for block in list_blocks(relation, key, min(changed_rows), max(changed_rows)):
                yield hash_read(BLOCKS, block)
        previous, current = tallies.replace(relation, key, entries)
        if relation in index_entries.REACHING and (previous is None) != (current is None):
            self.reach_changed = True
        if previous != current:
            yield hash_read("number", f"{relation} {key}")
            yield hash_read("numbers", relation)
        if entries:
            lists[relation] = codec.encode(entries)


def _find_changed_rows(relation: str, entries: list[Entry], edited: list[Entry]) -> list[int]:
    """Return the affected row range, counted from the end of the list; nothing if pages read the list as a whole.

    Rows after the last edited entry keep their positions from the end, and all rows before it move.
    """
    if not edited or relation not in index_entries.LISTED:
        return []
    end = bisect_right(entries, max(edited))
    rows_after = count_rows(entries[end:])
    rows_before = count_rows(entries[:end])
    return [rows_after, rows_after + rows_before]


def _apply(entries: list[Entry], edit: _Edit) -> None:
    """Change a list in place. Raise `DamagedStoreError` if it lacks an entry that is removed."""
    for entry in edit.removed:
        position = bisect_left(entries, entry)
        if entries[position : position + 1] != [entry]:
            raise DamagedStoreError
        del entries[position]
    if len(edit.added) > len(entries) // 8:
        entries += edit.added
        entries.sort()
    else:
        for entry in edit.added:
            insort(entries, entry)
