"""The rendering of subjects that are out of date, in several processes; their reads are stored for the next build.

A process opens the store for itself, and writes the pages that it renders to a folder, so that no process has all of
them in memory.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import pages
from generator.incremental.dependency_tracker import DependencyTracker
from generator.incremental.index import build_index
from generator.incremental.parallel import ChunkWorker, map_chunks
from generator.incremental.stale_subjects import REST, SHARED, Reads, RenderedFiles, RenderTask, pack_hashes
from generator.infra import file_digests
from generator.infra.store import DamagedStoreError, Store
from generator.model.site import Site
from generator.pages.page import DeferredPage, Page
from generator.pages.page_context import SiteContext


@dataclass(frozen=True, slots=True)
class RenderedSubject:
    """A subject with its rendered pages, the paths of those that were up to date, and its reads."""

    subject: str
    pages: tuple[Page, ...]
    current_paths: tuple[str, ...]
    reads: Reads

    @property
    def digests(self) -> dict[str, str]:
        """The digests of its rendered pages, by path."""
        return {page.path: file_digests.compute_digest(page.text.encode()) for page in self.pages}


class Renderer:
    """Renders subjects with one index, which caches the data that several pages read."""

    def __init__(self, store: Store, site: Site) -> None:
        self._index = build_index(DependencyTracker(store), site)
        self._context = SiteContext(self._index)

    def render(self, task: RenderTask) -> RenderedSubject:
        """Render the pages of a subject, which must exist."""
        with self._index.tracker.track() as rest_reads:
            subject_pages = list(pages.render_subject(self._context, task.subject))
        rendered = [page for page in subject_pages if isinstance(page, Page)]
        shared_reads: set[int] = set()
        reads = {REST: pack_hashes(rest_reads)}
        current_paths: list[str] = []
        for page in subject_pages:
            if not isinstance(page, DeferredPage):
                continue
            shared_reads |= page.shared_reads
            if page.path in task.current_paths:
                current_paths.append(page.path)
                continue
            with self._index.tracker.track() as page_reads:
                rendered.append(page.render())
            reads[page.path] = pack_hashes(page_reads)
        reads[SHARED] = pack_hashes(shared_reads)
        return RenderedSubject(task.subject, tuple(rendered), tuple(current_paths), reads)


def render_subjects(
    jobs: int, store: Path, site: Site, tasks: Sequence[RenderTask], folder: Path
) -> Iterator[RenderedFiles]:
    """Render subjects from the committed data in `store`, and write their pages below `folder`."""
    return map_chunks(jobs, lambda: _start_renderer(store, site, folder), tasks)


def _start_renderer(store: Path, site: Site, folder: Path) -> ChunkWorker[RenderTask, RenderedFiles]:
    """Return a function that renders subjects with one index, so that data that pages share is read once."""
    renderer = Renderer(Store.open_read_only(store), site)
    return lambda tasks: [_write_pages(renderer.render(task), folder) for task in tasks]


def _write_pages(rendered: RenderedSubject, folder: Path) -> RenderedFiles:
    """Write the pages below `folder`. Raise `DamagedStoreError` for a path that leads out of it: no id allows that."""
    for page in rendered.pages:
        if ".." in page.path.split("/"):
            raise DamagedStoreError
        file = folder / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page.text.encode())
    return RenderedFiles(rendered.subject, rendered.digests, rendered.current_paths, rendered.reads)
