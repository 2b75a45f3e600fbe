"""The docs stage: brings docs/ up to date with content/. It updates the store, renders stale pages and writes them.

Results are committed in two steps: after the update, the new states together with the subjects that they make stale;
after the pages are written, that these subjects are up to date. If a run is killed between the two, the next run
renders the stale subjects.
"""

import contextlib
import datetime as dt
import shutil
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator.build.docs_result import DocsResult
from generator.content.visibility import View
from generator.diagnostics.diagnostic import Diagnostic, has_errors, has_strict_errors, sort_diagnostics
from generator.incremental import stale_subjects
from generator.incremental.briefing_work import make_processor
from generator.incremental.dependency_tracker import GENERAL, DependencyTracker
from generator.incremental.index import build_index
from generator.incremental.stale_subjects import RenderedFiles, RenderTask
from generator.incremental.update import update_store
from generator.incremental.version import compute_versions
from generator.infra import file_digests
from generator.infra.file_digests import FileDigest
from generator.infra.files import PublicDisk, wrap_os_error
from generator.infra.process_pool import run_in_background
from generator.infra.progress import SILENT, Progress, Stage, count_items
from generator.infra.store import DamagedStoreError, Store, remove_store
from generator.model.site import Site
from generator.site.output import docs_tree
from generator.site.output.docs_links import find_outside_links
from generator.site.output.manifest import MANIFEST
from generator.site.output.state import describe_damage, open_store

STATE = Path(".cache") / "content.db"
"""The store with the states of content/ and of its pages, below the root."""
RENDERED = Path(".cache") / "pages"
"""The folder for rendered pages until all of them are complete, below the root."""

PUBLISHED = (Path("site"), Path(".cache") / "site", STATE)
"""Paths below the root of which one exists if something was published, or is about to be."""

HIDES = "hides"
"""The key, in the space `GENERAL`, that exists from when something is hidden until all data about it is removed."""

RENDERED_BY = "rendered by"
"""The key, in the space `GENERAL`, of the version of the program that rendered the pages."""

PAGE_DIGESTS = "page digests"
"""The key, in the space `GENERAL`, of the digests of the generated pages in docs/ at the last build."""


class _Options(NamedTuple):
    """The options of a run. `was_built` is true if a site may exist: before that, nothing can become hidden."""

    view: View
    strict: bool
    jobs: int
    was_built: bool
    progress: Progress
    changed: AbstractSet[str] | None


def write_docs(  # noqa: PLR0913  # the options of a build
    root: Path,
    view: View,
    *,
    strict: bool,
    full: bool,
    jobs: int,
    progress: Progress = SILENT,
    changed: AbstractSet[str] | None = None,
) -> DocsResult:
    """Make the generated part of docs/ that of content/, as it is shown in a view.

    With `full`, the store is removed first. `changed` has the paths below content/ of the only files of content/ and
    docs/ that changed since the last build; None if these are not known. Raise `OutputError` if a file cannot be read
    or written.
    """
    was_built = any((root / path).exists() for path in PUBLISHED)
    options = _Options(view, strict, jobs, was_built, progress, changed)
    try:
        if full:
            remove_store(root / STATE)
        try:
            return _run(root, options)
        except DamagedStoreError:
            remove_store(root / STATE)
            try:
                return _run(root, options._replace(changed=None))
            except DamagedStoreError as error:
                raise describe_damage(root / STATE, error) from error
    except OSError as error:
        raise wrap_os_error("write", Path(error.filename or root / STATE), error) from error


def purge_hidden(root: Path) -> None:
    """Remove all data in the store about what is no longer published; call it when the site is published.

    Raise `OutputError` if a file cannot be written.
    """
    with contextlib.suppress(DamagedStoreError), open_store(root, STATE, compute_versions().states) as store:
        store.put(GENERAL, {HIDES: None})
        store.compact()


def _run(root: Path, options: _Options) -> DocsResult:
    # The process in the background inherits them from the cache.
    compute_versions()
    # In a process of its own, as memory is not given back: the processes that render would start with all of it.
    with run_in_background(partial(_update, root, options), options.jobs) as get_update:
        # Loaded while the other process works; the update does without it.
        import generator.incremental.rendering  # noqa: F401, PLC0415

        update = get_update()
    diagnostics, next_change = update.diagnostics, update.next_change
    if options.changed is None and (outside := find_outside_links(root / "docs")):
        return DocsResult(diagnostics=sort_diagnostics([*diagnostics, *outside]), next_change=next_change)
    if update.site is None:
        return DocsResult(diagnostics=diagnostics, next_change=next_change)
    with open_store(root, STATE, compute_versions().states) as store:
        summary = _render_and_write(root, store, update.site, options)
        if not isinstance(summary, docs_tree.WriteSummary):
            return DocsResult(diagnostics=[*diagnostics, *summary], next_change=next_change)
        return DocsResult(
            diagnostics=diagnostics,
            pages=summary,
            briefings=update.briefings,
            last_changed=_convert_to_seconds(update.last_changed),
            next_change=next_change,
            hides=store.get(GENERAL, HIDES) is not None,
        )


class _Update(NamedTuple):
    """The outcome of the update: `site` has the settings of the site, None if it is not to be built.

    `last_changed` is the day of the last change to a briefing in ISO 8601; empty if there is none.
    """

    diagnostics: Sequence[Diagnostic]
    next_change: dt.datetime | None
    site: Site | None = None
    briefings: int = 0
    last_changed: str = ""


def _update(root: Path, options: _Options) -> _Update:
    """Bring the store up to date, and commit it unless diagnostics stop the build."""
    with open_store(root, STATE, compute_versions().states) as store:
        processor = make_processor(options.jobs, options.progress)
        result = update_store(root, store, processor, options.view, options.progress, changed=options.changed)
        if has_errors(result.diagnostics) or (options.strict and has_strict_errors(result.diagnostics)):
            return _Update(result.diagnostics, result.next_change)
        changed = None if _replace_rendering_version(store) else result.changed
        stale_subjects.mark_stale(store, result.site, changed)
        if result.hides and options.was_built:
            store.put(GENERAL, {HIDES: b""})
        store.commit()
        index = build_index(DependencyTracker(store), result.site)
        last_changed = index.last_changed.get(None, "")
        return _Update(result.diagnostics, result.next_change, result.site, len(index.cards), last_changed)


def _replace_rendering_version(store: Store) -> bool:
    """Store the version of the code that renders pages, and return whether it is another one."""
    version = compute_versions().rendering.encode()
    if store.get(GENERAL, RENDERED_BY) == version:
        return False
    store.put(GENERAL, {RENDERED_BY: version})
    return True


def _render_and_write(
    root: Path, store: Store, site: Site, options: _Options
) -> docs_tree.WriteSummary | tuple[Diagnostic, ...]:
    """Render the stale subjects and write their pages; return diagnostics if a file is in the way."""
    docs, folder = root / "docs", root / RENDERED
    progress = options.progress
    pages = _PageStates.read(store, docs, is_unchanged=options.changed is not None)
    tasks = stale_subjects.list_tasks(store, site, pages.stale, pages.intact)
    shutil.rmtree(folder, ignore_errors=True)
    with progress.stage("rendering", len(tasks)) as stage:
        rendered = list(count_items(stage, _render(root, site, tasks, options.jobs)))
    files = _RenderedData(folder, [path for subject in rendered for path in subject.digests])
    unchanged = pages.select_unchanged(rendered)
    with progress.stage("writing", len(files)) as stage:
        summary = docs_tree.write_pages(docs, files, unchanged, disk=_CountingDisk(stage))
    unchanged_on_disk = {path: pages.on_disk[path] for path in unchanged}
    if isinstance(summary, docs_tree.WriteSummary) and (pages.stale or unchanged_on_disk != pages.on_disk_before):
        stale_subjects.save_rendered(store, rendered, pages.stale.keys())
        store.put(GENERAL, {PAGE_DIGESTS: file_digests.DIGESTS_CODEC.encode(unchanged_on_disk)})
        store.commit()
    shutil.rmtree(folder, ignore_errors=True)
    return summary


def _render(root: Path, site: Site, tasks: Sequence[RenderTask], jobs: int) -> Iterator[RenderedFiles]:
    """Render subjects, and write their pages and images to the folder for rendered files."""
    from generator.incremental.rendering import RenderFolders, render_subjects  # noqa: PLC0415  # see `_run`

    return render_subjects(jobs, root / STATE, site, tasks, RenderFolders(root / "content", root / RENDERED))


class _PageStates(NamedTuple):
    """The pages of the last build by subject, with their digests; and the subjects that have to be rendered again.

    `on_disk` has the digests of these pages in docs/ now, `on_disk_before` those at the end of the last build.
    """

    by_subject: Mapping[str, Mapping[str, str]]
    stale: Mapping[str, stale_subjects.StalePaths]
    on_disk: Mapping[str, FileDigest]
    on_disk_before: Mapping[str, FileDigest]
    intact: AbstractSet[str]
    """The paths of the files of the last build that are still in docs/ as it left them."""

    @classmethod
    def read(cls, store: Store, docs: Path, *, is_unchanged: bool) -> "_PageStates":
        """Read the states from the store, and scan docs/; a subject with a lost or edited page is stale.

        With `is_unchanged`, docs/ is as the last build left it, and only new pages are looked at.
        """
        by_subject = stale_subjects.read_page_digests(store)
        digests: dict[str, str] = {}
        for subject_digests in by_subject.values():
            digests |= subject_digests
        on_disk_before = file_digests.DIGESTS_CODEC.decode_or(store.get(GENERAL, PAGE_DIGESTS), {})
        changed: AbstractSet[str] | None = frozenset() if is_unchanged else None
        on_disk = file_digests.scan_files(digests, docs, on_disk_before, changed)
        lost = {path for path, digest in digests.items() if path not in on_disk or on_disk[path].digest != digest}
        stale = stale_subjects.read_stale(store)
        for subject, subject_digests in by_subject.items():
            if not lost.isdisjoint(subject_digests):
                stale[subject] = None
        return cls(by_subject, stale, on_disk, on_disk_before, digests.keys() - lost)

    def select_unchanged(self, rendered: Sequence[RenderedFiles]) -> dict[str, str]:
        """Return the digests of the pages that are up to date, by path."""
        unchanged: dict[str, str] = {}
        for subject, digests in self.by_subject.items():
            if subject not in self.stale:
                unchanged |= digests
        for files in rendered:
            for path in files.current_paths:
                unchanged[path] = self.by_subject[files.subject][path]
        return unchanged


class _CountingDisk(PublicDisk):
    """A disk that advances a progress stage with each page."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def put(self, path: Path, data: bytes, *, durable: bool = False) -> None:
        """See `Disk`."""
        super().put(path, data, durable=durable)
        if path.name != MANIFEST:
            self._stage.advance()


class _RenderedData(Mapping[str, bytes]):
    """The bytes of files in a folder by path; a file is read when its bytes are needed."""

    def __init__(self, folder: Path, paths: Sequence[str]) -> None:
        self._folder = folder
        self._paths = dict.fromkeys(paths)

    def __getitem__(self, path: str) -> bytes:
        if path not in self._paths:
            raise KeyError(path)
        return (self._folder / path).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _convert_to_seconds(day: str) -> int:
    """Return the first moment of a day, month or year in ISO 8601, in seconds since 1970; 0 for an empty text."""
    if not day:
        return 0
    year, month, day_of_month = ([int(number) for number in day.split("-")] + [1, 1])[:3]
    return max(0, int(dt.datetime(year, month, day_of_month, tzinfo=dt.UTC).timestamp()))
