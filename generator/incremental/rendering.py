"""The rendering of subjects that are out of date, in several processes; their reads are stored for the next build.

A process opens the store for itself, and writes the pages that it renders to a folder, so that no process has all of
them in memory.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from generator import pages
from generator.images.encoding import encode_versions
from generator.incremental.dependency_tracker import DependencyTracker
from generator.incremental.index import build_index
from generator.incremental.parallel import ChunkWorker, map_chunks
from generator.incremental.stale_subjects import REST, SHARED, Reads, RenderedFiles, RenderTask, pack_hashes
from generator.infra.file_digests import compute_digest
from generator.infra.files import OutputError, wrap_os_error
from generator.infra.mappings import group_by
from generator.infra.store import DamagedStoreError, Store
from generator.model.site import Site
from generator.pages.page import DeferredPage, ImageFile, Page
from generator.pages.page_context import SiteContext


class RenderFolders(NamedTuple):
    """The folder of the images that pages show, content/, and the one to which pages and images are written."""

    content: Path
    output: Path


@dataclass(frozen=True, slots=True)
class RenderedSubject:
    """A subject with its rendered pages, its images, the paths of those that were up to date, and its reads."""

    subject: str
    pages: tuple[Page, ...]
    images: tuple[ImageFile, ...]
    current_paths: tuple[str, ...]
    reads: Reads


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
        images: list[ImageFile] = []
        for page in subject_pages:
            if isinstance(page, ImageFile):
                if page.path in task.current_paths:
                    current_paths.append(page.path)
                else:
                    images.append(page)
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
        return RenderedSubject(task.subject, tuple(rendered), tuple(images), tuple(current_paths), reads)


def render_subjects(
    jobs: int, store: Path, site: Site, tasks: Sequence[RenderTask], folders: RenderFolders
) -> Iterator[RenderedFiles]:
    """Render subjects from the committed data in `store`, and write their pages and images.

    Raise `OutputError` if an image changed since it was read.
    """
    return map_chunks(jobs, lambda: _start_renderer(store, site, folders), tasks)


def _start_renderer(store: Path, site: Site, folders: RenderFolders) -> ChunkWorker[RenderTask, RenderedFiles]:
    """Return a function that renders subjects with one index, so that data that pages share is read once."""
    renderer = Renderer(Store.open_read_only(store), site)
    return lambda tasks: [_write_files(renderer.render(task), folders) for task in tasks]


def _write_files(rendered: RenderedSubject, folders: RenderFolders) -> RenderedFiles:
    """Write the pages and images of a subject.

    Raise `DamagedStoreError` for a path that leads out of the folder: no id allows that.
    """
    digests: dict[str, str] = {}
    for path, data in _list_data(rendered, folders.content):
        if ".." in path.split("/"):
            raise DamagedStoreError
        file = folders.output / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        digests[path] = compute_digest(data)
    return RenderedFiles(rendered.subject, digests, rendered.current_paths, rendered.reads)


def _list_data(rendered: RenderedSubject, content: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of each file; an image is decoded once for all of its versions."""
    for page in rendered.pages:
        yield page.path, page.text.encode()
    for source, files in group_by(attrgetter("source"), rendered.images).items():
        data = _read_image(content / source, files[0].digest)
        for file, encoded in zip(files, encode_versions(data, [file.version for file in files]), strict=True):
            yield file.path, encoded


def _read_image(path: Path, digest: str) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise wrap_os_error("read", path, error) from error
    if compute_digest(data) != digest:
        raise OutputError(f"`{path}` changed while the site was built; build it again")
    return data
