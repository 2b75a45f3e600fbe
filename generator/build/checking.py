"""The check of content/ and of the hand-written pages of docs/, without a build."""

import datetime as dt
from pathlib import Path

from generator import pages
from generator.build.clock import read_now
from generator.build.docs_stage import STATE
from generator.content.visibility import View
from generator.diagnostics.diagnostic import Diagnostic, has_errors, sort_diagnostics
from generator.incremental.briefing_work import make_processor
from generator.incremental.dependency_tracker import DependencyTracker
from generator.incremental.index import build_index
from generator.incremental.update import update_store
from generator.incremental.version import compute_versions
from generator.index.model import Index
from generator.index.subjects import list_subjects
from generator.infra.gc_pause import pause_gc
from generator.infra.process_pool import count_cores
from generator.infra.progress import SILENT, Progress
from generator.infra.store import DamagedStoreError, Store
from generator.pages.page_context import SiteContext
from generator.site import handwritten_pages
from generator.site.output.docs_links import find_outside_links


def check(
    root: Path, progress: Progress = SILENT, *, now: dt.datetime | None = None
) -> tuple[list[Diagnostic], Index | None]:
    """Check the content of `root`; return all diagnostics, and the index if none of them is an error.

    It processes what changed since the last build, on a copy of the build's store in memory; nothing is written.
    `now` is the moment for which it is checked: by default `SOURCE_DATE_EPOCH`, or the clock.
    """
    view = View(now or read_now())
    process = make_processor(count_cores(), progress)
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
    context = SiteContext(site_index)

    def render(subject: str) -> dict[str, str]:
        return {page.path: page.text for page in pages.render_texts(context, subject)}

    generated = handwritten_pages.GeneratedPages(frozenset(list_subjects(site_index)), render)
    return handwritten_pages.check_pages(root, generated)
