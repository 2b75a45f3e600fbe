"""The data that pages are made from, read from the store on demand, with a record of every read.

Data that many pages need (labels, counts) is read once. A page is up to date if none of its read hashes belongs to data
that changed.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeVar

from generator.content.reader import Record
from generator.diagnostics.diagnostic import Diagnostic
from generator.incremental import index_entries
from generator.incremental.index_entries import LIST_CODECS, PACKED_CODEC, WHOLE, Entry
from generator.incremental.tallies import TALLIES_CODEC, Tallies
from generator.index.dependencies import ReadTracker, hash_read
from generator.index.model import ArticleText, Briefing, Card, Change, Notice, Related, Statement, StatementKey
from generator.infra.serialization import Codec
from generator.infra.store import DamagedStoreError, Store
from generator.model.entities import ENTITIES, Entity
from generator.model.kinds import FOLDERS, Kind, Ref

T = TypeVar("T")

GENERAL = "general"
"""The space of values that are read as a whole."""
LABELS, TALLIES, IDS, ADDRESS = "labels", "tallies", "ids", "address"
"""Keys in the space `GENERAL`."""
CARD, BRIEFING, ARTICLE, NOTICE = "card", "briefing", "article", "notice"
STATEMENTS, SENTENCES, CHANGES = "statements", "sentences", "changes"
"""Spaces by id of a briefing."""
RELATED = "related"
"""The space of related briefings, by id of a briefing."""
ENTITY, POSTINGS = "entity", "postings"
"""Spaces by stem: the records of entities, and the lists of references to a record."""


class StoredSentence(NamedTuple):
    """A sentence that names a record: an `Occurrence` without the briefing, which is the key of the store."""

    anchor: str
    sentence: str
    spans: tuple[tuple[int, int], ...]


LABELS_CODEC = Codec(dict[str, str])
"""The codec of the labels of all records that have a page, by stem."""
IDS_CODEC = Codec(dict[str, Kind])
"""The codec of the kinds of visible records, by id."""
CARD_CODEC = Codec(Card)
BRIEFING_CODEC = Codec(Briefing)
ARTICLE_CODEC = Codec(ArticleText)
NOTICE_CODEC = Codec(Notice)
STATEMENTS_CODEC = Codec(dict[str, Statement])
"""The codec of the statements of a briefing, by id."""
SENTENCES_CODEC = Codec(dict[Ref, list[StoredSentence]])
"""The codec of the sentences of a briefing, by the record that they name."""
CHANGES_CODEC = Codec(dict[str, Change])
"""The codec of the changes of a briefing, by slug; those with new accounts are shown only if the question is old."""
RELATED_CODEC = Codec(list[Related])

RecordRead = tuple[Record[Entity], list[Diagnostic]]
"""A record, and the diagnostics of its file alone."""
RECORD_CODECS: Mapping[Kind, Codec[RecordRead]] = {
    kind: Codec(tuple[Record[model], list[Diagnostic]])  # type: ignore[valid-type]  # mypy knows no models by kind
    for kind, model in ENTITIES.items()
}
"""The codec of the records of each kind."""

_CACHE_SIZE = 4096
"""The number of values of one space that are cached."""


def parse_stem(stem: str) -> Ref:
    """Return the reference with this stem, which `Ref.stem` gave.

    Unlike `parse_path`, it keeps an id as an editor wrote it, also one that no record can have. Raise
    `DamagedStoreError` if a reference has no such stem.
    """
    folder, _, id_ = stem.partition("/")
    if folder not in FOLDERS:
        raise DamagedStoreError
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
    return PACKED_CODEC.decode_or(store.get(POSTINGS, key), {})


def read_tallies(store: Store) -> Tallies:
    """Return the tallies of all lists."""
    return TALLIES_CODEC.decode_or(store.get(GENERAL, TALLIES), Tallies({}, {}))


def read_record(store: Store, ref: Ref) -> RecordRead | None:
    """Return the record of an entity; None if the store has none."""
    data = store.get(ENTITY, ref.stem)
    return None if data is None else decode_record(ref, data)


def decode_record(ref: Ref, data: bytes) -> RecordRead:
    """Return the record of an entity from its bytes. Raise `DamagedStoreError` if no such record has them."""
    codec = RECORD_CODECS.get(ref.kind)
    if codec is None:
        raise DamagedStoreError
    return codec.decode(data)


class DependencyTracker:
    """The store as the parts of the index share it: with a cache, and a record of all reads."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.reads = ReadTracker()
        self.get_briefing = lru_cache(64)(self._make_reader(BRIEFING, BRIEFING_CODEC))
        self.get_article = lru_cache(1)(self._make_reader(ARTICLE, ARTICLE_CODEC))
        self.get_card = lru_cache(_CACHE_SIZE)(self._make_reader(CARD, CARD_CODEC))
        self.get_notice = lru_cache(None)(self._make_reader(NOTICE, NOTICE_CODEC, lambda: self.notice_ids))
        self.get_statements = lru_cache(_CACHE_SIZE)(self._make_reader(STATEMENTS, STATEMENTS_CODEC))
        self.get_sentences = lru_cache(_CACHE_SIZE // 4)(self._make_reader(SENTENCES, SENTENCES_CODEC))
        self.get_changes = lru_cache(_CACHE_SIZE)(self._make_reader(CHANGES, CHANGES_CODEC, self._list_all_ids))
        self.get_entity = lru_cache(None)(self._read_entity)
        self.get_entries = lru_cache(_CACHE_SIZE // 4)(self._read_entries)
        self._get_postings = lru_cache(_CACHE_SIZE)(lambda key: read_postings(store, key))

    def _make_reader(
        self, space: str, codec: Codec[T], list_ids: Callable[[], Collection[str]] | None = None
    ) -> Callable[[str], T]:
        """Return a function that reads a value by the id of a briefing.

        The briefings of `list_ids`, by default all with their full text, have a value, unless the store is damaged.
        """

        def read(id_: str) -> T:
            data = self.store.get(space, id_)
            if data is not None:
                return codec.decode(data)
            if id_ in (list_ids() if list_ids else self.briefing_ids):
                raise DamagedStoreError
            raise KeyError(id_)

        return read

    def _read_entity(self, ref: Ref) -> Entity:
        """Return the record of an entity with a page."""
        read = read_record(self.store, ref)
        if read is None:
            raise DamagedStoreError
        return read[0].value

    def _read_entries(self, relation: str, key: str) -> Sequence[Entry]:
        """Return the entries at a key by one relation."""
        return LIST_CODECS[relation].decode_or(self._get_postings(key).get(relation), [])

    @cached_property
    def labels(self) -> dict[str, str]:
        """The labels of all records that have a page, by stem, in the order of stems."""
        return LABELS_CODEC.decode_or(self.store.get(GENERAL, LABELS), {})

    @cached_property
    def tallies(self) -> Tallies:
        """The tallies of all lists."""
        return read_tallies(self.store)

    def list_counted(self, relation: str) -> list[str]:
        """Return the sorted keys at which a relation has rows."""
        return sorted(key for key, counts in self.tallies.counts.items() if relation in counts)

    @cached_property
    def briefing_ids(self) -> Sequence[str]:
        """The ids of all briefings, the newest first."""
        return [id_ for _, id_, _ in self.get_entries(index_entries.ALL, WHOLE)]

    @property
    def address(self) -> str:
        """The address of the site, with a slash at its end; empty if it has none."""
        return (self.store.get(GENERAL, ADDRESS) or b"").decode()

    @cached_property
    def notice_ids(self) -> Sequence[str]:
        """The ids of briefings that a notice or a redirect replaces, the newest first."""
        return [id_ for _, id_, _ in self.get_entries(index_entries.NOTICES, WHOLE)]

    def _list_all_ids(self) -> Sequence[str]:
        return (*self.briefing_ids, *self.notice_ids)

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """The kinds of all visible records, by id."""
        return IDS_CODEC.decode_or(self.store.get(GENERAL, IDS), {})

    def record_read(self, space: str, key: object = "") -> None:
        """Record that a page read a key of a space."""
        self.reads.recorded.add(hash_read(space, key))
