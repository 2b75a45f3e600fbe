"""The whole build, from content/ to the published site.

Each stage returns a value that the next one uses. Nothing is written before everything is checked, and the published
site is replaced only when the new one is complete.
"""

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator import pages
from generator.build.clock import read_now
from generator.build.docs_stage import STATE, purge_hidden, write_docs
from generator.build.preview import prepare_preview
from generator.build.watched import WatchedChanges, begin_build, end_build
from generator.content.visibility import View
from generator.diagnostics.diagnostic import Diagnostic, has_errors, sort_diagnostics
from generator.incremental import parallel
from generator.incremental.dependency_tracker import DependencyTracker
from generator.incremental.index import build_index
from generator.incremental.update import update_store
from generator.incremental.version import compute_versions
from generator.index.model import Index
from generator.infra.gc_pause import pause_gc
from generator.infra.lock import lock_project
from generator.infra.process_pool import count_cores, run_in_background
from generator.infra.progress import SILENT, Progress
from generator.infra.store import DamagedStoreError, Store
from generator.pages.page_context import SiteContext
from generator.site.build import update_site
from generator.site.engine_choice import MKDOCS, ensure_installed
from generator.site.output import docs_tree
from generator.site.output.docs_links import find_outside_links
from generator.site.output.git_tracking import ensure_untracked
from generator.site.output.ownership import remove_published
from generator.site.output.state import CACHE, Project
from generator.site.preload import load_inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """The result of a build: all diagnostics, and what was written if none of them is an error."""

    diagnostics: list[Diagnostic]
    pages: docs_tree.WriteSummary | None = None
    briefings: int = 0
    published: bool = False
    """True if a new site was published; if not, the published one is up to date, or there are errors."""
    next_change: dt.datetime | None = None
    """The next moment at which the result changes without an edit, in UTC: an embargo ends, or a briefing expires."""
    build_id: str = ""
    """The id of a build that ended well, for the next one (`WatchedChanges`)."""


def check(
    root: Path, progress: Progress = SILENT, *, now: dt.datetime | None = None
) -> tuple[list[Diagnostic], Index | None]:
    """Check the content of `root`; return all diagnostics, and the index if none of them is an error.

    It processes what changed since the last build, on a copy of the build's store in memory; nothing is written.
    `now` is the moment for which it is checked: by default `SOURCE_DATE_EPOCH`, or the clock.
    """
    view = View(now or read_now())
    process = parallel.make_processor(count_cores(), progress)
    with pause_gc():
        try:
            store = Store.copy_to_memory(root / STATE, compute_versions().states)
            update = update_store(root, store, process, view, progress)
        except DamagedStoreError:
            store = Store.in_memory()
            update = update_store(root, store, process, view, progress)
        diagnostics = sort_diagnostics([*update.diagnostics, *find_outside_links(root / "docs")])
        return diagnostics, None if has_errors(diagnostics) else build_index(DependencyTracker(store), update.site)


def check_pages(root: Path, site_index: Index) -> list[Diagnostic]:
    """Return the errors that a build would find in the hand-written pages of docs/, beside the pages of an index."""
    # It imports the engine, which a build that changes nothing does without.
    from generator.site import handwritten_pages  # noqa: PLC0415

    context = SiteContext(site_index)

    def render(subject: str) -> dict[str, str]:
        return {page.path: page.text for page in pages.render_texts(context, subject)}

    generated = handwritten_pages.GeneratedPages(frozenset(pages.list_subjects(site_index)), render)
    return handwritten_pages.check_pages(root, generated)


def build(  # noqa: PLR0913  # the options of a build
    root: Path,
    *,
    strict: bool = False,
    full: bool = False,
    now: dt.datetime | None = None,
    preview: bool = False,
    out: Path | None = None,
    jobs: int | None = None,
    engine: str = MKDOCS,
    watched: WatchedChanges | None = None,
    waiting: Callable[[], None] = lambda: None,
    progress: Progress = SILENT,
) -> BuildResult:
    """Publish the content of `root` as its site/.

    With `strict`, warnings stop the build as errors do; with `full`, everything is built again although nothing has
    changed. The content is shown as of `now`: by default the moment of `SOURCE_DATE_EPOCH`, or of the clock. A
    `preview` also shows briefings that are hidden at that moment; it is published to the folder `out`, or below
    `preview.PREVIEW`. The work is done by `jobs` processes, by default one for each core. With `watched`, only the
    files whose changes a watcher reported are looked at. While another build of `root` runs, this one calls `waiting`
    once and waits.

    Raise `MissingEngineError` if the engine is not installed, `OutputError` if a file cannot be read or written,
    `EngineError` if the engine or Pagefind fails, and `InlineError` if a page has an inline script or style that is not
    the theme's. The published site then remains unchanged.
    """
    ensure_installed(engine)
    ensure_untracked(root)
    if preview:
        root = prepare_preview(root, out)
    jobs = jobs or count_cores()
    view = View(now or read_now(), preview)
    with lock_project(root, waiting), pause_gc():
        changed = begin_build(root, None if full else watched)
        docs_stage = partial(
            write_docs, root, view, strict=strict, full=full, jobs=jobs, progress=progress, changed=changed
        )
        with run_in_background(docs_stage, jobs) as get_docs:
            preloaded = None
            if not full and jobs > 1:
                is_unchanged = changed is not None
                preloaded = load_inputs(root, engine, lambda: not get_docs.is_done(), is_unchanged=is_unchanged)
            docs = get_docs()
        result = BuildResult(
            diagnostics=list(docs.diagnostics),
            pages=docs.pages,
            briefings=docs.briefings,
            next_change=docs.next_change,
        )
        if docs.pages is None:
            return result
        project = Project(root, docs.last_changed, jobs, engine, progress)
        published = update_site(project, docs.pages, full=full, ready=preloaded, purges=docs.hides)
        if docs.hides:
            purge_hidden(root)
        return replace(result, published=published, build_id=end_build(root))


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanResult:
    """The files that `clean` removed from docs/, and those that it left because the generator did not write them."""

    removed: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    """Pages of docs/ that were edited by hand."""
    strays: tuple[str, ...] = ()
    """Files of site/ that this program did not publish."""


def clean(root: Path, *, waiting: Callable[[], None] = lambda: None) -> CleanResult:
    """Remove everything that builds wrote: the generated pages of docs/, site/ and .cache/. Content is never touched.

    While a build of `root` runs, it waits as `build` does. Raise `OutputError` if a file cannot be removed.
    """
    ensure_untracked(root)
    with lock_project(root, waiting):
        strays = remove_published(root)
        shutil.rmtree(root / CACHE, ignore_errors=True)
        docs = docs_tree.remove_pages(root / "docs")
        return CleanResult(removed=docs.removed, edited=docs.edited, strays=strays)
