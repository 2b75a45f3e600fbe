"""The records of entities before and after an update, and the changes of ids, names and labels."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from generator import checks
from generator.analysis.analyzer import build_finder, list_forms
from generator.checks import global_rules
from generator.checks.global_rules import GlobalFacts
from generator.checks.registry import Registry
from generator.content import reader
from generator.content.reader import ContentLayout, Record
from generator.content.visibility import find_visible_records
from generator.diagnostics.diagnostic import Diagnostic
from generator.incremental.briefing_state import BriefingStates
from generator.incremental.briefing_work import ENTRIES
from generator.incremental.dependency_tracker import (
    ENTITY,
    GENERAL,
    IDS,
    IDS_CODEC,
    RECORD_CODECS,
    RecordRead,
    decode_record,
    parse_stem,
    read_record,
    read_tallies,
)
from generator.incremental.index_entries import (
    REACHING,
    Entries,
    collect_entity_entries,
    pack_entries,
    unpack_entries,
)
from generator.incremental.postings import PostingsUpdate
from generator.index.dependencies import hash_read
from generator.infra.mappings import map_values, remove_keys
from generator.infra.serialization import Codec
from generator.infra.store import DamagedStoreError, Store
from generator.model.entities import Entity
from generator.model.kinds import Ref
from generator.model.references import find_references
from generator.text.names import NameFinder

REGISTRY, NAMES, STEMS, CHECKED, GLOBAL_CHECKED = "registry", "names", "stems", "checked", "global_checked"
"""Keys in the space `GENERAL`: the registry, the names, the stems of all records, and the results of the checks of
single records and of the rules over all records."""
VISIBLE, REFERENCES, THEME_IDS = "visible", "references", "theme_ids"
"""Also keys in `GENERAL`: the stems of visible records, the references of records, and the ids that lead to themes."""

REGISTRY_CODEC = Codec(Registry)
NAMES_CODEC = Codec(NameFinder[Ref])
STEMS_CODEC = Codec(list[str])
"""The codec of the stems of all records, and of visible ones."""
CHECKED_CODEC = Codec(tuple[list[Diagnostic], GlobalFacts])
THEME_IDS_CODEC = Codec(dict[str, tuple[str, ...]])
"""The codec of `Entity.theme_ids` of the records that have any, by stem."""
GLOBAL_CHECKED_CODEC = Codec(tuple[bool, list[Diagnostic]])
"""The codec of the results of the rules over all records; the flag is `ContentLayout.is_partial`."""


class EntityStates:
    """The records of all entities; a record is read from the store when it is needed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._before: dict[Ref, RecordRead] = {}
        self._after: dict[Ref, RecordRead] = {}
        self._removed: set[Ref] = set()
        self._registry: Registry | None = None
        self._is_registry_rebuilt = False
        self._changed_values: dict[str, bytes | None] = {}
        self.hides = False
        """True if `save` removed the page of a record that had one."""
        self.labels: dict[str, str | None] = {}
        """The labels of changed records by stem, after `save`; None for those without a page."""

    def read(self, layout: ContentLayout, changed_files: set[str]) -> None:
        """Read the records whose files changed, and their states at the last build."""
        for ref, file in layout.entities.items():
            if file.relative_path in changed_files:
                self._after[ref] = reader.read_entity(ref, file)
        known_refs = set(map(parse_stem, self._stems))
        self._removed = known_refs - layout.entities.keys()
        for ref in (self._after.keys() & known_refs) | self._removed:
            read = read_record(self._store, ref)
            if read is not None:
                self._before[ref] = read

    @cached_property
    def _stems(self) -> list[str]:
        return STEMS_CODEC.decode_or(self._store.get(GENERAL, STEMS), [])

    @property
    def _changed_refs(self) -> AbstractSet[Ref]:
        """The records that changed, were added or removed."""
        return self._after.keys() | self._removed

    @property
    def has_changes(self) -> bool:
        """True if any record changed, was added or removed."""
        return bool(self._after or self._removed)

    @cached_property
    def records(self) -> Mapping[Ref, RecordRead]:
        """All records after the update."""
        records: dict[Ref, RecordRead] = {}
        changed = self._changed_refs
        for stem, data in self._store.items(ENTITY):
            ref = parse_stem(stem)
            if ref not in changed:
                records[ref] = decode_record(ref, data)
        return dict(sorted((records | self._after).items()))

    @property
    def values(self) -> Mapping[Ref, Record[Entity]]:
        """All records, without their diagnostics."""
        return {ref: record for ref, (record, _) in self.records.items()}

    @property
    def changed_ids(self) -> set[str]:
        """Ids that refer to another record now, or to one of which others depend on a part that changed."""
        changed = self._before.keys() ^ self._after.keys()
        for ref in self._before.keys() & self._after.keys():
            if _get_signature(self._before[ref]) != _get_signature(self._after[ref]):
                changed.add(ref)
        ids = _list_ids(changed)
        for records in (self._before, self._after):
            for ref in changed & records.keys():
                record, _ = records[ref]
                ids.update(record.value.formerly)
        return ids

    @property
    def changed_forms(self) -> set[tuple[str, Ref]]:
        """Names that were added or removed."""
        return set(_iterate_forms(self._before)) ^ set(_iterate_forms(self._after))

    @cached_property
    def names(self) -> NameFinder[Ref]:
        """The names of all records, as articles are searched for them."""
        data = None if self.changed_forms else self._store.get(GENERAL, NAMES)
        if data is not None:
            return NAMES_CODEC.decode(data)
        names = build_finder(_iterate_forms(self.records))
        self._changed_values[NAMES] = NAMES_CODEC.encode(names)
        return names

    @cached_property
    def theme_ids(self) -> Mapping[str, tuple[str, ...]]:
        """The ids that lead from records to themes, by stem of the record."""
        stored = THEME_IDS_CODEC.decode_or(self._store.get(GENERAL, THEME_IDS), {})
        if not self.has_changes:
            return stored
        theme_ids = remove_keys(stored, _list_stems(self._changed_refs))
        for ref, (record, _) in self._after.items():
            if record.value.theme_ids:
                theme_ids[ref.stem] = record.value.theme_ids
        self._changed_values[THEME_IDS] = THEME_IDS_CODEC.encode(theme_ids)
        return theme_ids

    def get_registry(self, briefings: BriefingStates) -> Registry:
        """Return the registry of all records and of the briefings."""
        attributions, former_ids = briefings.attributions, briefings.former_ids
        if self._registry is None and not self.has_changes:
            data = self._store.get(GENERAL, REGISTRY)
            self._registry = REGISTRY_CODEC.decode(data) if data else None
        registry = self._registry
        if registry is None or registry.attributions.keys() != attributions.keys() or registry.moved != former_ids:
            registry = Registry.build(self.values, attributions, former_ids)
            self._is_registry_rebuilt = True
        elif registry.attributions != attributions:
            registry = replace(registry, attributions=attributions)
            # Packed in `check`, when it no longer changes.
            self._changed_values[REGISTRY] = b""
        self._registry = registry
        return registry

    def check(self, briefings: BriefingStates, layout: ContentLayout) -> list[Diagnostic]:
        """Check all records, one by one and together, if their last results may have changed."""
        registry = self.get_registry(briefings)
        packed_results = None if self._is_registry_rebuilt else self._store.get(GENERAL, CHECKED)
        if packed_results:
            diagnostics, facts = CHECKED_CODEC.decode(packed_results)
        else:
            diagnostics, facts = self._check_records(registry, layout)
        is_current = packed_results is not None and not briefings.fact_counts.changed
        packed_global = self._store.get(GENERAL, GLOBAL_CHECKED) if is_current else None
        was_partial, global_diagnostics = GLOBAL_CHECKED_CODEC.decode(packed_global) if packed_global else (None, [])
        if was_partial is not layout.is_partial:
            unread = GlobalFacts(is_partial=layout.is_partial)
            all_facts = GlobalFacts.combine([facts, briefings.fact_counts.facts, unread])
            global_diagnostics = list(global_rules.check(self.values, all_facts))
            packed_global = GLOBAL_CHECKED_CODEC.encode((layout.is_partial, global_diagnostics))
        self._changed_values[CHECKED] = packed_results or CHECKED_CODEC.encode((diagnostics, facts))
        if packed_global:
            self._changed_values[GLOBAL_CHECKED] = packed_global
        if self._is_registry_rebuilt or REGISTRY in self._changed_values:
            self._changed_values[REGISTRY] = REGISTRY_CODEC.encode(registry)
        return [*diagnostics, *global_diagnostics]

    def _check_records(self, registry: Registry, layout: ContentLayout) -> tuple[list[Diagnostic], GlobalFacts]:
        diagnostics: list[Diagnostic] = []
        facts: list[GlobalFacts] = []
        for record, file_diagnostics in self.records.values():
            diagnostics += [*file_diagnostics, *checks.check_entity(record, registry)]
            facts.append(global_rules.collect_entity_facts(record, registry))
        diagnostics += reader.find_repeated_ids(self.values, layout.metadata)
        return diagnostics, GlobalFacts.combine(facts)

    def save(self, postings: PostingsUpdate, *, reach_changed: bool) -> Iterator[int]:
        """Write all changes to the store and to `postings`; yield the read hashes of the changes.

        The postings of briefings must be in the store already, as they determine which records are visible;
        `reach_changed` is true if a record got its first briefing, or lost its last.
        """
        self._store.put(GENERAL, self._changed_values)
        if not (self.has_changes or reach_changed):
            return
        previous, current = self._visible_before, self._visible_after
        self.hides = bool(previous - current)
        yield from self._save_records(postings, previous, current)
        changed = set(map(parse_stem, previous ^ current)) | self._before.keys() | self._after.keys()
        for ref in changed:
            yield from self._hash_changes(ref, visibility_changed=(ref.stem in previous) != (ref.stem in current))
        visible = sorted(current)
        kinds = {ref.id: ref.kind for ref in map(parse_stem, visible)}
        self._store.put(
            GENERAL,
            {
                STEMS: STEMS_CODEC.encode(sorted(self._stem_by_id.values())),
                VISIBLE: STEMS_CODEC.encode(visible),
                IDS: IDS_CODEC.encode(kinds),
                REFERENCES: REFERENCES_CODEC.encode(self._references),
            },
        )

    def _save_records(
        self, postings: PostingsUpdate, previous: AbstractSet[str], current: AbstractSet[str]
    ) -> Iterator[int]:
        """Write the changed records to the store, and the entries of visible ones to the postings."""
        refs_by_id = map_values(parse_stem, self._stem_by_id)
        packed: dict[str, bytes | None] = dict.fromkeys(ref.stem for ref in self._before)
        for ref, read in self._after.items():
            packed[ref.stem] = RECORD_CODECS[ref.kind].encode(read)
        self._store.put(ENTITY, packed)
        packed_entries: dict[str, bytes | None] = {}
        for stem in packed.keys() | (previous ^ current) | self._referring_to_moved:
            old_entries = unpack_entries(self._store.get(ENTRIES, stem))
            new_entries: Entries = {}
            packed_entries[stem] = self.labels[stem] = None
            if stem in current:
                ref = parse_stem(stem)
                value = self._get_record(ref).value
                new_entries = collect_entity_entries(ref, value, refs_by_id)
                packed_entries[stem] = pack_entries(new_entries)
                self.labels[stem] = value.label
            postings.replace(old_entries, new_entries)
        self._store.put(ENTRIES, packed_entries)
        yield from postings.write()

    def _get_record(self, ref: Ref) -> Record[Entity]:
        """Return a record after the update."""
        if ref in self._after:
            return self._after[ref][0]
        read = read_record(self._store, ref)
        if read is None:
            raise DamagedStoreError
        return read[0]

    def _hash_changes(self, ref: Ref, *, visibility_changed: bool) -> Iterator[int]:
        yield hash_read("entity", ref.stem)
        if visibility_changed:
            yield hash_read("entities")
            yield hash_read("id", ref.id)
        previous, current = self._before.get(ref), self._after.get(ref)
        if visibility_changed or (previous and current and previous[0].value.label != current[0].value.label):
            yield hash_read("label", ref.stem)

    @cached_property
    def _visible_before(self) -> set[str]:
        return set(STEMS_CODEC.decode_or(self._store.get(GENERAL, VISIBLE), []))

    @cached_property
    def _visible_after(self) -> set[str]:
        """The stems of all records that a visible briefing or record refers to, or that are listed."""
        references, stem_by_id = self._references, self._stem_by_id
        counts = read_tallies(self._store).counts
        reached = {stem for stem, by_relation in counts.items() if not REACHING.isdisjoint(by_relation)}
        roots = [*references.listed, *(reached & references.ids_by_stem.keys())]
        return find_visible_records(roots, lambda stem: [stem_by_id[id_] for id_ in references.ids_by_stem[stem]])

    @cached_property
    def _stem_by_id(self) -> dict[str, str]:
        """The stems of all records by id."""
        stems = _list_stems(self._after).union(self._stems) - _list_stems(self._removed)
        return {stem.partition("/")[2]: stem for stem in stems}

    @property
    def _referring_to_moved(self) -> set[str]:
        """The stems of records that refer to an id which belonged to a record of another kind."""
        moved = _list_ids(self._removed) & _list_ids(self._after)
        if not moved:
            return set()
        return {stem for stem, ids in self._references.ids_by_stem.items() if not moved.isdisjoint(ids)}

    @cached_property
    def _references(self) -> "References":
        """The references of all records after the update."""
        stored = REFERENCES_CODEC.decode_or(self._store.get(GENERAL, REFERENCES), References({}, []))
        changed = _list_stems(self._changed_refs)
        ids_by_stem = remove_keys(stored.ids_by_stem, changed)
        listed = [stem for stem in stored.listed if stem not in changed]
        for ref, (record, _) in self._after.items():
            ids_by_stem[ref.stem] = [reference.id for reference in find_references(record.value)]
            if record.value.listed:
                listed.append(ref.stem)
        return References(ids_by_stem, listed)


def _list_stems(refs: Iterable[Ref]) -> set[str]:
    return {ref.stem for ref in refs}


def _list_ids(refs: Iterable[Ref]) -> set[str]:
    return {ref.id for ref in refs}


class References(NamedTuple):
    """The ids that each record refers to, by stem; and the stems of the records with `listed: true`."""

    ids_by_stem: dict[str, list[str]]
    listed: list[str]


REFERENCES_CODEC = Codec(References)


def _get_signature(read: RecordRead) -> tuple[object, ...]:
    """Return the part of a record that other records depend on."""
    record, _ = read
    return (record.value.label, record.value.formerly, record.value.theme_ids, record.invalid_paths)


def _iterate_forms(records: Mapping[Ref, RecordRead]) -> Iterator[tuple[str, Ref]]:
    """Yield the forms of the names of records."""
    for ref, (record, _) in records.items():
        for form in list_forms(ref, record):
            yield form, ref
