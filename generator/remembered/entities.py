"""The records of entities as they were and as they are, and what changes with them: ids, names, labels."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from generator import checks, content
from generator.analysis import forms_of, registry_of
from generator.checks import whole
from generator.checks.registry import Registry
from generator.content import Layout, Record
from generator.diagnostics import Diagnostic
from generator.index.reads import mark
from generator.model.entities import Entity
from generator.model.kinds import Ref
from generator.packing import pack, pack_plain, unpack, unpack_plain
from generator.remembered import shelf
from generator.remembered.entries import Entries, of_entity
from generator.remembered.lists import Lists
from generator.remembered.shelf import ENTITY, GENERAL, ref_of
from generator.remembered.stock import Stock
from generator.remembered.units import BROUGHT, written
from generator.store import Store
from generator.text.names import Names

REGISTRY, NAMES, STEMS, JUDGED, WHOLE = "registry", "names", "stems", "judged", "whole"
"""Keys in the space `GENERAL`: what ids and names lead to, and what was said of the records and of the whole."""

Read = tuple[Record[Entity], list[Diagnostic]]
"""A record, and what is wrong with its file alone."""


class Entities:
    """All records; only those that are asked for are fetched."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._before: dict[Ref, Read] = {}
        self._after: dict[Ref, Read] = {}
        self._gone: set[Ref] = set()
        self._registry: Registry | None = None
        self._remade = False
        self._kept: dict[str, bytes | None] = {}

    def take(self, layout: Layout, touched: set[str]) -> None:
        """Reads the records whose files are among those touched."""
        for ref, file in layout.entities.items():
            if file.relative in touched:
                self._after[ref] = content.read_entity(ref, file)
        known = {ref_of(stem) for stem in self._stems}
        self._gone = known - layout.entities.keys()
        for ref in (self._after.keys() & known) | self._gone:
            data = self._store.get(ENTITY, ref.stem)
            if data is not None:
                self._before[ref] = unpack(data)

    @cached_property
    def _stems(self) -> list[str]:
        data = self._store.get(GENERAL, STEMS)
        return unpack_plain(data) if data else []

    @property
    def touched(self) -> bool:
        """Whether any record is not what it was."""
        return bool(self._after or self._gone)

    @cached_property
    def records(self) -> Mapping[Ref, Read]:
        """All that there are now."""
        kept = {ref_of(stem): data for stem, data in self._store.items(ENTITY)}
        there = {ref: unpack(data) for ref, data in kept.items() if ref not in self._after and ref not in self._gone}
        return dict(sorted((there | self._after).items()))

    @property
    def values(self) -> Mapping[Ref, Record[Entity]]:
        """All records, without what is wrong with them."""
        return {ref: record for ref, (record, _) in self.records.items()}

    @property
    def changed_ids(self) -> set[str]:
        """Ids that mean another thing now, or one that is called otherwise."""
        changed = self._before.keys() ^ self._after.keys()
        changed |= {
            ref
            for ref in self._before.keys() & self._after.keys()
            if _face(self._before[ref]) != _face(self._after[ref])
        }
        known = [found[ref] for found in (self._before, self._after) for ref in changed if ref in found]
        return {ref.id for ref in changed}.union(*(record.value.formerly for record, _ in known))

    @property
    def changed_forms(self) -> set[tuple[str, Ref]]:
        """Names that came or went."""
        return _forms(self._before) ^ _forms(self._after)

    @cached_property
    def names(self) -> Names[Ref]:
        """The names of all."""
        data = None if self.changed_forms else self._store.get(GENERAL, NAMES)
        if data is not None:
            found: Names[Ref] = unpack(data)
            return found
        names = registry_of((form, ref) for ref, record in self.values.items() for form in forms_of(ref, record))
        self._kept[NAMES] = pack(names)
        return names

    def registry(self, stock: Stock) -> Registry:
        """What ids lead to, with these briefings."""
        attributions, moved = stock.attributions, stock.moved
        if self._registry is None and not self.touched:
            data = self._store.get(GENERAL, REGISTRY)
            self._registry = unpack(data) if data else None
        known = self._registry
        if known is None or known.attributions.keys() != attributions.keys() or known.moved != moved:
            known = Registry.made(self.values, attributions, moved)
            self._remade = True
        elif known.attributions != attributions:
            known = replace(known, attributions=attributions)
            self._kept[REGISTRY] = b""
        self._registry = known
        return known

    def judged(self, stock: Stock, layout: Layout) -> list[Diagnostic]:
        """What is wrong with records, one by one and as a whole."""
        registry = self.registry(stock)
        kept = None if self._remade else self._store.get(GENERAL, JUDGED)
        own, facts = unpack(kept) if kept else self._judge(registry, layout)
        told = None if kept is None or stock.facts_changed else self._store.get(GENERAL, WHOLE)
        found = unpack(told) if told else list(whole.check(self.values, whole.Facts.together([facts, stock.facts])))
        self._kept |= {JUDGED: kept or pack((own, facts)), WHOLE: told or pack(found)}
        if self._remade or REGISTRY in self._kept:
            self._kept[REGISTRY] = pack(registry)
        return [*own, *found]

    def _judge(self, registry: Registry, layout: Layout) -> tuple[list[Diagnostic], whole.Facts]:
        found: list[Diagnostic] = []
        for record, wrong in self.records.values():
            found += [*wrong, *checks.check_entity(record, registry)]
        found += content.repeated_ids(self.values, layout.metadata)
        facts = [whole.facts_of_entity(record, registry) for record in self.values.values()]
        return found, whole.Facts.together(facts)

    @property
    def labels(self) -> dict[str, str | None]:
        """What records that changed are called now, by stem; None for those that are gone."""
        gone: dict[str, str | None] = {ref.stem: None for ref in self._gone}
        return gone | {ref.stem: record.value.label for ref, (record, _) in self._after.items()}

    def keep(self, lists: Lists) -> Iterator[int]:
        """Puts what has changed into the store and the lists; gives the marks of it."""
        self._store.put(GENERAL, self._kept)
        if not self.touched:
            return
        by_id = {ref.id: ref for ref in self.values}
        kept: dict[str, bytes | None] = {}
        brought: dict[str, bytes | None] = {}
        for ref in self._before.keys() | self._after.keys():
            one, other = self._before.get(ref), self._after.get(ref)
            kept[ref.stem] = pack(other) if other else None
            old: Entries = unpack_plain(self._store.get(BROUGHT, ref.stem))
            new: Entries = of_entity(ref, other[0].value, by_id) if other else {}
            lists.replace(old, new)
            brought[ref.stem] = written(new) if other else None
            yield mark("entity", ref.stem)
            if one is None or other is None:
                yield mark("entities")
                yield mark("id", ref.id)
            if one is None or other is None or one[0].value.label != other[0].value.label:
                yield mark("label", ref.stem)
        self._store.put(ENTITY, kept)
        self._store.put(BROUGHT, brought)
        stems = sorted({*self._stems, *(ref.stem for ref in self._after)} - {ref.stem for ref in self._gone})
        kinds = {id_: str(ref.kind) for id_, ref in by_id.items()}
        self._store.put(GENERAL, {STEMS: pack_plain(stems), shelf.IDS: pack_plain(kinds)})


def _face(found: Read) -> tuple[object, ...]:
    """What others see of a record."""
    record, _ = found
    return (record.value.label, record.value.formerly, record.broken)


def _forms(found: Mapping[Ref, Read]) -> set[tuple[str, Ref]]:
    return {(form, ref) for ref, (record, _) in found.items() for form in forms_of(ref, record)}
