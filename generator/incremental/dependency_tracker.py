"""The data that pages are made from, read from the store on demand, with a record of every read.

Data that many pages need (labels, counts) is read once. A page is up to date if none of its read hashes belongs to data
that changed.
"""

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Any

from generator.incremental import index_entries
from generator.incremental.index_entries import WHOLE, Entry
from generator.index.dependencies import ReadTracker, hash_read
from generator.index.model import StatementKey
from generator.infra.serialization import unpack, unpack_plain
from generator.infra.store import Store
from generator.model.kinds import FOLDERS, Ref

GENERAL = "general"
"""The space of values that are read as a whole."""
LABELS, TALLIES, IDS = "labels", "tallies", "ids"
"""Keys in the space `GENERAL`."""
CARD, BRIEFING, ARTICLE, NOTICE = "card", "briefing", "article", "notice"
STATEMENTS, SENTENCES = "statements", "sentences"
"""Spaces by id of a briefing."""
RELATED = "related"
"""The space of related briefings, by id of a briefing."""
ENTITY, POSTINGS = "entity", "postings"
"""Spaces by stem: the records of entities, and the lists of references to a record."""

_CACHE_SIZE = 4096
"""The number of values of one space that are cached."""


def parse_stem(stem: str) -> Ref:
    """Return the reference with this stem, which `Ref.stem` gave.

    Unlike `parse_path`, it keeps an id as an editor wrote it, also one that no record can have.
    """
    folder, _, id_ = stem.partition("/")
    return Ref(FOLDERS[folder], id_)


def parse_statement_name(name: str) -> StatementKey:
    """Return the key of the statement with the name `briefings/x#c01`."""
    stem, _, id_ = name.partition("#")
    return StatementKey(parse_stem(stem), id_)


def name_statement(key: StatementKey) -> str:
    """Return the name of a statement, as `parse_statement_name` reads it."""
    return f"{key.briefing.stem}#{key.id}"


def read_postings(store: Store, key: str) -> dict[str, bytes]:
    """Return the lists at a key by relation; each is packed by itself, as most readers need only one."""
    postings: dict[str, bytes] = unpack_plain(store.get(POSTINGS, key))
    return postings


class DependencyTracker:
    """The store as the parts of the index share it: with a cache, and a record of all reads."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.reads = ReadTracker()
        self.get_briefing = lru_cache(64)(self._make_reader(BRIEFING))
        self.get_article = lru_cache(1)(self._make_reader(ARTICLE))
        self.get_card = lru_cache(_CACHE_SIZE)(self._make_reader(CARD))
        self.get_notice = lru_cache(None)(self._make_reader(NOTICE))
        self.get_statements = lru_cache(_CACHE_SIZE)(self._make_reader(STATEMENTS))
        self.get_sentences = lru_cache(_CACHE_SIZE // 4)(self._make_reader(SENTENCES))
        self.get_entity = lru_cache(None)(self._make_reader(ENTITY))
        self.get_entries = lru_cache(_CACHE_SIZE // 4)(self._read_entries)
        self._get_postings = lru_cache(_CACHE_SIZE)(lambda key: read_postings(store, key))

    def _make_reader(self, space: str) -> Callable[[str], Any]:
        def read(key: str) -> Any:
            data = self.store.get(space, key)
            if data is None:
                raise KeyError(key)
            return unpack(data)

        return read

    def _read_entries(self, relation: str, key: str) -> Sequence[Entry]:
        """Return the entries at a key by one relation."""
        entries: Sequence[Entry] = unpack_plain(self._get_postings(key).get(relation)) or ()
        return entries

    @cached_property
    def labels(self) -> dict[str, str]:
        """The labels of all records that have a page, by stem, in the order of stems."""
        labels: dict[str, str] = self._read_general(LABELS)
        return labels

    @cached_property
    def tallies(self) -> dict[str, dict[str, Any]]:
        """The number of rows by key and relation; of the relation `CHANGED`, the day."""
        tallies: dict[str, dict[str, Any]] = self._read_general(TALLIES)
        return tallies

    def list_counted(self, relation: str) -> list[str]:
        """Return the sorted keys at which a relation has rows."""
        return sorted(key for key, tally in self.tallies.items() if relation in tally)

    @cached_property
    def briefing_ids(self) -> Sequence[str]:
        """The ids of all briefings, the newest first."""
        return [id_ for _, id_, _ in self.get_entries(index_entries.ALL, WHOLE)]

    @cached_property
    def notice_ids(self) -> Sequence[str]:
        """The ids of briefings that a notice or a redirect replaces, the newest first."""
        return [id_ for _, id_, _ in self.get_entries(index_entries.NOTICES, WHOLE)]

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kinds of all visible records, by id."""
        kinds: dict[str, str] = self._read_general(IDS)
        return kinds

    def _read_general(self, key: str) -> Any:
        return unpack_plain(self.store.get(GENERAL, key))

    def record_read(self, space: str, key: object = "") -> None:
        """Record that a page read a key of a space."""
        self.reads.recorded.add(hash_read(space, key))
