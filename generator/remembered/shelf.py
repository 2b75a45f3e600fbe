"""What pages are made from, fetched from the store as it is asked for, and what was asked for is noted.

What is the same for many pages (labels, counts) is fetched once. A page whose marks are those of nothing that changed
is what it was.
"""

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Any

from generator.index.reads import Reads, mark
from generator.index.used import StatementKey
from generator.model.kinds import FOLDERS, Ref
from generator.packing import unpack, unpack_plain
from generator.remembered import entries
from generator.remembered.entries import WHOLE, Entry
from generator.store import Store

LABELS, TALLIES, IDS = "labels", "tallies", "ids"
"""Keys of what is fetched as a whole, in the space `GENERAL`."""
GENERAL = "general"
CARD, BRIEFING, SAID, SENTENCES, RELATED = "card", "briefing", "statements", "sentences", "related"
ENTITY = "entity"
LISTS = "lists"

_RECENT = 4096
"""Values of one kind that are kept at hand."""


def ref_of(stem: str) -> Ref:
    """The thing whose stem this is."""
    folder, _, id_ = stem.partition("/")
    return Ref(FOLDERS[folder], id_)


def key_of(name: str) -> StatementKey:
    """The statement that stands at `briefings/x#c01`."""
    stem, _, id_ = name.partition("#")
    return StatementKey(ref_of(stem), id_)


def name_of(key: StatementKey) -> str:
    """Where a statement stands, as `key_of` reads it."""
    return f"{key.briefing.stem}#{key.id}"


def lists_at(store: Store, key: str) -> dict[str, bytes]:
    """The lists of a thing by relation, each packed by itself: who asks for one seldom needs the others."""
    found: dict[str, bytes] = unpack_plain(store.get(LISTS, key))
    return found


class Shelf:
    """What the parts of the index share: the store, what is noted, and what is kept at hand."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.reads = Reads()
        self.briefing = lru_cache(64)(self._pickled(BRIEFING))
        self.card = lru_cache(_RECENT)(self._pickled(CARD))
        self.statements = lru_cache(_RECENT)(self._pickled(SAID))
        self.sentences = lru_cache(_RECENT // 4)(self._pickled(SENTENCES))
        self.entity = lru_cache(None)(self._pickled(ENTITY))
        self.entries = lru_cache(_RECENT // 4)(self._entries)
        self._lists = lru_cache(_RECENT)(lambda key: lists_at(store, key))

    def _pickled(self, space: str) -> Callable[[str], Any]:
        def fetched(key: str) -> Any:
            data = self.store.get(space, key)
            if data is None:
                raise KeyError(key)
            return unpack(data)

        return fetched

    def _entries(self, relation: str, key: str) -> Sequence[Entry]:
        """The list of a thing by one relation."""
        found: Sequence[Entry] = unpack_plain(self._lists(key).get(relation)) or ()
        return found

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each thing is called, by stem, in the order of stems."""
        labels: dict[str, str] = self._whole(LABELS)
        return labels

    @cached_property
    def tallies(self) -> dict[str, dict[str, Any]]:
        """How many of each relation lead to each key; of `CHANGED`, the day."""
        tallies: dict[str, dict[str, Any]] = self._whole(TALLIES)
        return tallies

    @cached_property
    def order(self) -> Sequence[str]:
        """The ids of all briefings, the newest first."""
        return [id_ for _, id_, _ in self.entries(entries.ALL, WHOLE)]

    @cached_property
    def ids(self) -> dict[str, str]:
        """The kind that each id of an entity is of."""
        ids: dict[str, str] = self._whole(IDS)
        return ids

    def _whole(self, key: str) -> Any:
        return unpack_plain(self.store.get(GENERAL, key))

    def note(self, space: str, key: object = "") -> None:
        """Notes that it was read."""
        self.reads.noted.add(mark(space, key))
