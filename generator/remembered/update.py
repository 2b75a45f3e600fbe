"""An update: what of content/ has changed since the last build, and what follows from it, and no more.

Nothing is committed here. Where there are errors, the caller forgets what was put, the store stays as the last good
build left it, and the next run finds the same changes again. Units are worked on twice at most: what they say of
themselves (their attributions, whether they are drafts) depends on their own files alone, and others may need it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from generator import content, seen
from generator.analysis import registry_of
from generator.content import Layout
from generator.diagnostics import Diagnostic, has_errors, in_order
from generator.model.kinds import Kind, Ref
from generator.model.site import Site
from generator.packing import pack, pack_plain, same, unpack_plain
from generator.progress import SILENT, Progress
from generator.remembered import kin, shelf
from generator.remembered.entities import Entities
from generator.remembered.lists import Lists
from generator.remembered.shelf import GENERAL
from generator.remembered.stock import Stock
from generator.remembered.units import TEXTS, Surroundings, Worked, naming
from generator.store import Store

SIGHTS, SITE = "sights", "site"
"""Keys in the space `GENERAL`."""

Work = Callable[[Sequence[Ref], Surroundings], Iterable[Worked]]
"""Works on units, in whatever order and in however many processes."""


@dataclass(frozen=True, slots=True)
class Update:
    """What has become of the content; `changed` are the marks of what pages may have read, None where all is new."""

    diagnostics: list[Diagnostic]
    site: Site
    changed: AbstractSet[int] | None


def update(root: Path, store: Store, working: Work, progress: Progress = SILENT) -> Update:
    """Brings the store up to `root`/content. Raises `DamagedError`."""
    layout = content.lay_out(root)
    site, wrong = content.read_site(layout)
    kept = pack(site.value)
    if not same(store.get(GENERAL, SITE), kept):
        store.empty()
        store.put(GENERAL, {SITE: kept})
    return _Updating(root, store, working, layout, site.value, [*layout.diagnostics, *wrong]).run(progress)


@dataclass(slots=True)
class _Updating:
    root: Path
    store: Store
    working: Work
    layout: Layout
    site: Site
    diagnostics: list[Diagnostic]
    changed: set[int] = field(default_factory=set)

    def run(self, progress: Progress) -> Update:
        fresh = self.store.fresh
        with progress.stage("reading"):
            touched = self._touched()
            entities, stock = Entities(self.store), Stock(self.store)
            entities.take(self.layout, touched)
        worked = self._worked(touched, entities, stock)
        with progress.stage("linking"):
            self.diagnostics += entities.judged(stock, self.layout)
            self.diagnostics += stock.diagnostics
            if not has_errors(self.diagnostics):
                self._link(entities, stock, worked.values())
        return Update(in_order(self.diagnostics), self.site, None if fresh else self.changed)

    def _link(self, entities: Entities, stock: Stock, worked: Collection[Worked]) -> None:
        lists = Lists(self.store)
        self.changed |= set(entities.keep(lists))
        self.changed |= set(stock.keep(worked, lists))
        self.changed |= set(lists.carry_out())
        self._label({**entities.labels, **stock.labels})
        self.changed |= set(kin.relate(self.store, lists.features))

    def _touched(self) -> set[str]:
        """The files that are not what they were: changed, new, gone or not to be read."""
        files = [*self.layout.entities.values(), *self.layout.articles.values(), *self.layout.metadata.values()]
        before = seen.read(self.store.get(GENERAL, SIGHTS))
        sights = seen.look([file.relative for file in files], self.root / "content", before)
        if sights != before:
            self.store.put(GENERAL, {SIGHTS: seen.written(sights)})
        same = {path for path, sight in sights.items() if (old := before.get(path)) and old.digest == sight.digest}
        return {file.relative for file in files if file.relative not in same} | (before.keys() - same)

    def _label(self, changed: Mapping[str, str | None]) -> None:
        """Writes down what things are called, by stem; None for what is not there any more."""
        if changed:
            known = {**unpack_plain(self.store.get(GENERAL, shelf.LABELS)), **changed}
            labels = {stem: label for stem, label in sorted(known.items()) if label is not None}
            self.store.put(GENERAL, {shelf.LABELS: pack_plain(labels)})

    def _worked(self, touched: set[str], entities: Entities, stock: Stock) -> dict[Ref, Worked]:
        there = set(self.layout.briefings)
        known = stock.ids
        gone = known - {ref.id for ref in there}
        stock.lose(gone)
        stock.expect({ref.id for ref in there})
        asked = {ref for ref in there if ref.id not in known or not touched.isdisjoint(_files(ref))}
        asked |= self._named_anew(entities) | stock.needing(entities.changed_ids | gone)
        worked: dict[Ref, Worked] = {}
        while asked:
            around = Surroundings(
                self.layout, entities.names, entities.registry(stock), self.site.language, stock.drafts
            )
            done = {one.ref: one for one in self.working(sorted(asked & there), around)}
            worked |= done
            # Others may need to know what these say of themselves, and so may these among each other.
            asked = stock.needing(stock.take(done.values())) if done else set()
        return worked

    def _named_anew(self, entities: Entities) -> set[Ref]:
        """Briefings in which a name stands that was not there, or is no longer."""
        if self.store.fresh or not entities.changed_forms:
            return set()
        names = registry_of(entities.changed_forms)
        return {Ref(Kind.BRIEFING, id_) for id_ in naming(self.store.items(TEXTS), names)}


def _files(ref: Ref) -> tuple[str, str]:
    return f"{ref.stem}/article.md", f"{ref.stem}/metadata.yml"
