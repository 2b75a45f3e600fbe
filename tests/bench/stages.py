"""Measure the generator: the stages of an update of an empty store in one process, and the rendering of all pages.

The one place of the benchmark that names functions of the generator.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stored_index import process_briefings

from generator import pages
from generator.build.clock import read_now
from generator.content.visibility import View
from generator.incremental.dependency_tracker import DependencyTracker
from generator.incremental.index import build_index
from generator.incremental.update import update_store
from generator.infra.gc_pause import pause_gc
from generator.infra.progress import SILENT, Stage
from generator.infra.store import Store

PAGES = "pages"
"""The name of the last stage."""


class StageTimes:
    """A receiver of progress reports that measures the seconds of each stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Stage]:
        """See `Progress`."""
        started = time.perf_counter()
        with SILENT.stage(name, total) as stage:
            yield stage
        self.seconds[name] = time.perf_counter() - started


def measure_stages_of(root: Path) -> tuple[dict[str, float], dict[str, str]]:
    """Return the seconds of each stage, and the texts of all pages by path.

    Raise `SystemExit` if the content has errors: its figures would mislead.
    """
    times, store = StageTimes(), Store.in_memory()
    with pause_gc():
        started = time.perf_counter()
        update = update_store(root, store, process_briefings, View(read_now()), times)
        # The update measures the other stages; this one is what is left, as it runs in this process.
        analyzing = time.perf_counter() - started - sum(times.seconds.values())
        if update.diagnostics:
            wrong = [diagnostic.full_message for diagnostic in update.diagnostics[:10]]
            raise SystemExit("\n".join(["the synthetic content has errors:", *wrong]))
        with times.stage(PAGES):
            # Rendered at once, as they are written only when all of them exist.
            texts = {page.path: page.text for page in pages.render(build_index(DependencyTracker(store), update.site))}
    reading, linking, rendering = (times.seconds[name] for name in ("reading", "linking", PAGES))
    return {"reading": reading, "analyzing": analyzing, "linking": linking, PAGES: rendering}, texts
