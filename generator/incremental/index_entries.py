"""The index entries of a briefing or of the record of an entity, by relation and key.

An entry is three plain values: its sort key in its list, its owner, and its value. So lists can be stored as bytes and
edited entry by entry, and the result is the same in whatever order changes happen.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, permutations, product
from operator import attrgetter
from typing import Any

from generator.index.briefing import LinkedBriefing
from generator.index.model import STATEMENT_RELATIONS, Card, Change, ChangeKind, Notice, Statement
from generator.index.related import (
    list_borne_pairs,
    list_features,
    list_joined_actors,
    list_named_pairs,
    list_spoken_pairs,
    list_tagged_pairs,
)
from generator.infra.mappings import map_values
from generator.infra.serialization import Codec
from generator.infra.store import DamagedStoreError
from generator.model.dates import EdtfDate
from generator.model.entities import Entity
from generator.model.kinds import Kind, Ref
from generator.model.references import find_references

Entry = tuple[Any, Any, Any]
"""The sort key, the owner and the value; `_LIST_TYPES` has their types by relation."""
Entries = dict[str, dict[str, list[Entry]]]
"""By relation, then by key: the stem of a record, the name of a statement, or `WHOLE`."""

WHOLE = ""
"""The key of entries about the site as a whole."""

DISPUTED, OCCURRENCES, CONCERNING, DIGESTED = "disputed_by", "occurrences", "concerning", "digested_in"
FEATURES, CHANGED, TOGETHER, ABOUT, POINTING = "features", "changed", "together", "about", "pointing"
BESIDE, PASSAGES, BORNE_WITH, TAGGED_WITH = "beside", "passages", "borne_with", "tagged_with"
ALL, STATED, VOICES, NOTICES = "all", "stated", "voices", "notices"
ACCOUNTS = "accounts"
CHANGES, CHANGES_OF = "changes", "changes_of"
"""The reported changes: all, and those of an entity. The owner of an entry is the name of a change."""
REACHING = frozenset({CONCERNING, DIGESTED, OCCURRENCES})
"""Relations by which a visible briefing makes a record visible."""

LISTED = frozenset({*STATEMENT_RELATIONS, BESIDE, OCCURRENCES, CONCERNING, DIGESTED, ALL, STATED, CHANGES, CHANGES_OF})
"""Relations of which a page may read some rows and not others; the value of an entry is its number of rows."""

_COUNTED = list[tuple[int, str, int]]
"""The entries of briefings: day, id and number of rows."""
_PAIRS = list[tuple[str, str, int]]
"""The entries of pairs of records: the other record, id of the briefing, and number of pairs.

The other record is given by its stem; in pairs of actors, which are the most, by its id."""
_LIST_TYPES: Mapping[str, Any] = {
    **dict.fromkeys([*LISTED, DISPUTED, FEATURES, VOICES, NOTICES], _COUNTED),
    CHANGED: list[tuple[str, str, str]],
    TOGETHER: _PAIRS,
    **dict.fromkeys([ABOUT, PASSAGES, BORNE_WITH, TAGGED_WITH], _PAIRS),
    POINTING: list[tuple[str, int, str]],
}
"""The types of the lists of entries, by relation."""
LIST_CODECS: Mapping[str, Codec[list[Entry]]] = map_values(Codec, _LIST_TYPES)
"""The codecs of lists of entries, by relation."""
_OWNED_CODECS: Mapping[str, Codec[dict[str, list[Entry]]]] = {
    relation: Codec(dict[str, list_type])  # type: ignore[valid-type]  # a type that is chosen by the relation
    for relation, list_type in _LIST_TYPES.items()
}
"""The codecs of the entries of one owner by key, by relation."""
PACKED_CODEC = Codec(dict[str, bytes])
"""The codec of lists or entries by relation, of which each relation is packed by itself."""


_get_id = attrgetter("id")
_get_stem = attrgetter("stem")


def pack_entries(entries: Entries) -> bytes:
    """Pack the entries of one owner, without relations that have none."""
    packed: dict[str, bytes] = {}
    for relation, by_key in entries.items():
        if by_key:
            packed[relation] = _OWNED_CODECS[relation].encode(by_key)
    return PACKED_CODEC.encode(packed)


def unpack_entries(data: bytes | None) -> Entries:
    """Return the entries that `pack_entries` got; none for None. Raise `DamagedStoreError` if there are others."""
    entries: Entries = {}
    for relation, packed in PACKED_CODEC.decode_or(data, {}).items():
        codec = _OWNED_CODECS.get(relation)
        if codec is None:
            raise DamagedStoreError
        entries[relation] = codec.decode(packed)
    return entries


def collect_briefing_entries(linked: LinkedBriefing) -> Entries:
    """Return the entries of a briefing; the value of an entry in a list is its number of rows."""
    card, statements = linked.briefing.card, linked.briefing.statements
    entries: Entries = {}
    for relation, get_refs in STATEMENT_RELATIONS.items():
        entries[relation] = _count_refs(card, chain.from_iterable(map(get_refs, statements)))
    entries[BESIDE] = _count_keys(card, _list_beside(card, statements))
    entries[DISPUTED] = _count_keys(card, _list_disputed(statements))
    entries[OCCURRENCES] = _count_refs(card, (ref for ref, _ in linked.occurrences))
    entries[CONCERNING] = _count_refs(card, card.concerns)
    entries[FEATURES] = _count_refs(card, dict.fromkeys(list_features(card)))
    entries[DIGESTED] = _count_refs(card, card.originals)
    entries[ALL] = _count_keys(card, [WHOLE])
    entries[STATED] = _count_keys(card, [WHOLE] * len(statements))
    entries[VOICES] = _count_keys(card, (str(int(statement.voice_sort)) for statement in statements))
    changed_entry = (_format_sort_key(card.changed), card.ref.id, card.changed.last_iso)
    entries[CHANGED] = {WHOLE: [changed_entry]}
    for ref in linked.briefing.shown_on:
        entries[CHANGED][ref.stem] = [changed_entry]
    entries[TOGETHER] = _count_pairs(card, _pair_actors(card), _get_id)
    entries[ABOUT] = _count_pairs(card, _pair_speakers(statements), _get_id)
    entries[PASSAGES] = _count_pairs(card, list_named_pairs(card, linked.occurrences), _get_id)
    entries[BORNE_WITH] = _count_pairs(card, chain.from_iterable(map(list_borne_pairs, statements)), _get_stem)
    entries[TAGGED_WITH] = _count_pairs(card, list_tagged_pairs(card), _get_stem)
    return entries | collect_change_entries(change for change in linked.changes if change.kind != ChangeKind.ACCOUNTS)


def collect_change_entries(changes: Iterable[Change]) -> Entries:
    """Return the entries of changes, each in the list of all changes and in those of the entities that it concerns."""
    all_entries: list[Entry] = []
    by_entity: dict[str, list[Entry]] = defaultdict(list)
    for change in changes:
        entry = (*change.order, 1)
        all_entries.append(entry)
        for ref in change.concerns:
            by_entity[ref.stem].append(entry)
    return {CHANGES: {WHOLE: all_entries} if all_entries else {}, CHANGES_OF: dict(by_entity)}


def collect_notice_entries(notice: Notice, changes: Iterable[Change]) -> Entries:
    """Return the entries of the notice that replaces a briefing: the notice itself, its day of change, its changes."""
    day, id_ = notice.order
    changed_entry = (_format_sort_key(notice.changed), id_, notice.changed.last_iso)
    entries: Entries = {NOTICES: {WHOLE: [(day, id_, 1)]}, CHANGED: {WHOLE: [changed_entry]}}
    return entries | collect_change_entries(changes)


def collect_entity_entries(ref: Ref, entity: Entity, by_id: Mapping[str, Ref]) -> Entries:
    """Return the entries of the record of an entity: its references to other records."""
    pointing: dict[str, list[Entry]] = defaultdict(list)
    for position, reference in enumerate(find_references(entity)):
        pointing[by_id[reference.id].stem].append((f"{ref.kind} {ref.id}", position, reference.key))
    return {POINTING: dict(pointing)}


def _list_disputed(statements: Iterable[Statement]) -> Iterator[str]:
    for statement in statements:
        for key in statement.disputes:
            yield f"{key.briefing.stem}#{key.id}"


def _list_beside(card: Card, statements: Iterable[Statement]) -> Iterator[str]:
    """Yield the stem of each tag of a briefing once for each statement that does not bear the theme."""
    for theme, statement in product(card.select_kind(Kind.THEME), statements):
        if theme not in statement.themes:
            yield theme.stem


def _count_keys(card: Card, keys: Iterable[str]) -> dict[str, list[Entry]]:
    day, id_ = card.order
    return {key: [(day, id_, number)] for key, number in Counter(keys).items()}


def _count_refs(card: Card, refs: Iterable[Ref]) -> dict[str, list[Entry]]:
    return _count_keys(card, (ref.stem for ref in refs))


def _format_sort_key(date: EdtfDate) -> str:
    earliest, flag, latest, suffix = date.sort_key
    return f"{earliest.isoformat()} {int(flag)} {latest.isoformat()} {suffix}"


def _pair_actors(card: Card) -> Iterator[tuple[Ref, Ref]]:
    """Yield the ordered pairs of actors that a briefing concerns."""
    return permutations(list_joined_actors(card), 2)


def _pair_speakers(statements: Iterable[Statement]) -> Iterator[tuple[Ref, Ref]]:
    """Yield the ordered pairs of a speaker and an actor that a statement is about, in both orders."""
    for statement in statements:
        for low, high in list_spoken_pairs(statement):
            yield low, high
            yield high, low


def _count_pairs(card: Card, pairs: Iterable[tuple[Ref, Ref]], to_text: Callable[[Ref], str]) -> dict[str, list[Entry]]:
    """Return for each record the other records, as texts, with the number of pairs."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    for (ref, neighbor), number in Counter(pairs).items():
        entries[ref.stem].append((to_text(neighbor), card.ref.id, number))
    return dict(entries)
