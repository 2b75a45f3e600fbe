"""The update of the store: the changes of content/ since the last build, and everything that depends on them.

Nothing is committed here. If there are errors, the caller discards the changes, the store remains as the last good
build left it, and the next run finds the same changes again. A briefing is processed at most twice: its signature (its
attributions, its publication state) depends on its own files alone, and other briefings may need it.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from generator import checks
from generator.analysis.analyzer import build_finder
from generator.content import reader
from generator.content.reader import ContentLayout
from generator.content.site_address import read_address
from generator.content.visibility import View
from generator.diagnostics.diagnostic import Diagnostic, has_errors, merge_causes
from generator.incremental.briefing_state import BriefingStates
from generator.incremental.briefing_work import TEXTS, BriefingResult, WorkContext, find_briefings_naming
from generator.incremental.dependency_tracker import ADDRESS, GENERAL, LABELS, LABELS_CODEC
from generator.incremental.entity_state import EntityStates
from generator.incremental.new_accounts import update_new_accounts
from generator.incremental.postings import PostingsUpdate
from generator.incremental.related_update import update_related
from generator.infra import file_digests
from generator.infra.file_digests import FileDigest
from generator.infra.mappings import index_by
from generator.infra.progress import SILENT, Progress
from generator.infra.serialization import Codec
from generator.infra.store import Store
from generator.model.kinds import Ref
from generator.model.site import Site

SITE_FILE = "site.yml"
"""The path below content/ of the settings of the site."""

DIGESTS, SITE = "digests", "site"
"""Keys in the space `GENERAL`: the digests of the files of content/, and the settings of the site."""

SITE_CODEC = Codec(Site)

Processor = Callable[[Sequence[Ref], WorkContext], Iterable[BriefingResult]]
"""Processes briefings, in any order and in any number of processes."""


@dataclass(frozen=True, slots=True)
class UpdateResult:
    """The result of an update; `changed` has the read hashes of the changes, None if everything is new.

    `next_change` is the next moment at which the result changes without an edit; `hides` is true if something is no
    longer published.
    """

    diagnostics: list[Diagnostic]
    site: Site
    changed: AbstractSet[int] | None
    next_change: dt.datetime | None = None
    hides: bool = False


def update_store(  # noqa: PLR0913  # an update has this many inputs
    root: Path,
    store: Store,
    process: Processor,
    view: View,
    progress: Progress = SILENT,
    *,
    changed: AbstractSet[str] | None = None,
) -> UpdateResult:
    """Bring the store up to date with `root`/content, as it is shown in a view.

    `changed` has the paths below content/ of the only files that may have changed since the last update; None if these
    are not known. Raise `DamagedStoreError` if the store is damaged.

    The store of a preview must not be used for anything else.
    """
    layout = None if changed is None else _arrange_known_files(root, store, changed)
    if layout is None:
        layout, changed = reader.scan_content(root), None
    site, site_diagnostics = reader.read_site(layout)
    packed_site = SITE_CODEC.encode(site.value)
    settings = {SITE: packed_site, ADDRESS: read_address(root).encode()}
    if any(store.get(GENERAL, key) != value for key, value in settings.items()):
        store.clear()
        store.put(GENERAL, settings)
    site_diagnostics += checks.check_site(site, reader.read_settings(layout))
    diagnostics = [*layout.diagnostics, *site_diagnostics]
    return _Updater(root, store, process, view, layout, changed, site.value, diagnostics).run(progress)


def _arrange_known_files(root: Path, store: Store, changed: AbstractSet[str]) -> ContentLayout | None:
    """Return the layout of the files that content/ had at the last update.

    Return None if that is not known, as in a new store; or if one of the paths that changed is not such a file: it was
    added, removed or renamed, or is a folder.
    """
    known_paths = {*_read_digests(store), SITE_FILE}
    are_known = not store.is_fresh and changed <= known_paths
    is_same_files = are_known and all((root / "content" / path).is_file() for path in changed)
    return reader.arrange_known_files(root, known_paths) if is_same_files else None


def _read_digests(store: Store) -> dict[str, FileDigest]:
    return file_digests.DIGESTS_CODEC.decode_or(store.get(GENERAL, DIGESTS), {})


@dataclass(slots=True)
class _Updater:
    """The steps of one update."""

    root: Path
    store: Store
    process: Processor
    view: View
    layout: ContentLayout
    changed_paths: AbstractSet[str] | None
    site: Site
    diagnostics: list[Diagnostic]
    changed: set[int] = field(default_factory=set)

    def run(self, progress: Progress) -> UpdateResult:
        was_empty = self.store.is_fresh
        with progress.stage("reading"):
            changed_files = self._find_changed_files()
            entities, briefings = EntityStates(self.store), BriefingStates(self.store)
            entities.read(self.layout, changed_files)
        results = self._process_briefings(changed_files, entities, briefings)
        with progress.stage("linking"):
            self.diagnostics += entities.check(briefings, self.layout)
            self.diagnostics += briefings.diagnostics
            if not has_errors(self.diagnostics):
                self._save(entities, briefings, results.values())
        return UpdateResult(
            diagnostics=merge_causes(self.diagnostics),
            site=self.site,
            changed=None if was_empty else self.changed,
            next_change=briefings.next_change,
            # An empty store does not show what was published before.
            hides=was_empty or briefings.hides or entities.hides,
        )

    def _save(self, entities: EntityStates, briefings: BriefingStates, results: Collection[BriefingResult]) -> None:
        """Write the new states, and all data that depends on them, to the store."""
        postings = PostingsUpdate(self.store)
        self.changed |= set(briefings.save(results, postings))
        self.changed |= set(postings.write())
        self.changed |= set(update_new_accounts(self.store, postings.answered, briefings.changed_ids))
        entity_postings = PostingsUpdate(self.store)
        self.changed |= set(entities.save(entity_postings, reach_changed=postings.reach_changed))
        self._save_labels({**entities.labels, **briefings.labels})
        self.changed |= set(update_related(self.store, postings.features))

    def _find_changed_files(self) -> set[str]:
        """Return the files that are changed, new, removed or not readable, by path below content/."""
        layout = self.layout
        texts = [*layout.entities.values(), *layout.articles.values(), *layout.metadata.values()]
        files = [*texts, *layout.image_files]
        previous = _read_digests(self.store)
        paths = [file.relative_path for file in files]
        digests = file_digests.scan_files(paths, self.root / "content", previous, self.changed_paths)
        if digests != previous:
            self.store.put(GENERAL, {DIGESTS: file_digests.DIGESTS_CODEC.encode(digests)})
        unchanged: set[str] = set()
        for path, digest in digests.items():
            digest_before = previous.get(path)
            if digest_before and digest_before.digest == digest.digest:
                unchanged.add(path)
        return (previous.keys() | paths) - unchanged

    def _save_labels(self, changed: Mapping[str, str | None]) -> None:
        """Store the labels of changed records, by stem; None for records that no longer have a page."""
        if changed:
            all_labels = {**LABELS_CODEC.decode_or(self.store.get(GENERAL, LABELS), {}), **changed}
            labels = {stem: label for stem, label in sorted(all_labels.items()) if label is not None}
            self.store.put(GENERAL, {LABELS: LABELS_CODEC.encode(labels)})

    def _process_briefings(
        self, changed_files: set[str], entities: EntityStates, briefings: BriefingStates
    ) -> dict[Ref, BriefingResult]:
        """Process the briefings that changed, and in rounds those that depend on a changed signature."""
        existing = set(self.layout.briefings)
        existing_ids = {ref.id for ref in existing}
        known_ids = briefings.ids
        removed = known_ids - existing_ids
        briefings.remove(removed)
        briefings.announce(existing_ids)
        outdated = self._find_renamed_in(entities, briefings)
        changed_folders = {path.rpartition("/")[0] for path in changed_files}
        for ref in existing:
            if ref.id not in known_ids or ref.stem in changed_folders:
                outdated.add(ref)
        outdated |= briefings.find_dependents(entities.changed_ids | removed)
        outdated |= briefings.find_outdated(self.view.now) | briefings.unpublished
        results: dict[Ref, BriefingResult] = {}
        while outdated:
            context = WorkContext(
                layout=self.layout,
                names=entities.names,
                registry=entities.get_registry(briefings),
                theme_ids=entities.theme_ids,
                language=self.site.language,
                destinations=briefings.destinations,
                view=self.view,
            )
            round_results = index_by(attrgetter("ref"), self.process(sorted(outdated & existing), context))
            results |= round_results
            # Other briefings may depend on the new signatures, and so may these on each other's.
            changed_ids = briefings.record(round_results.values())
            outdated = briefings.find_dependents(changed_ids) if round_results else set()
        return results

    def _find_renamed_in(self, entities: EntityStates, briefings: BriefingStates) -> set[Ref]:
        """Return the briefings in which a name occurs that is new or removed.

        The texts of hidden briefings are not in the store, so all of these are returned too.
        """
        if self.store.is_fresh or not entities.changed_forms:
            return set()
        names = build_finder(entities.changed_forms)
        without_text = briefings.ids.difference(self.store.keys(TEXTS))
        ids = {*find_briefings_naming(self.store.items(TEXTS), names), *without_text}
        return set(map(Ref.of_briefing, ids))
