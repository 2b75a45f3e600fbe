"""Work in several processes: on briefings, and on the pages of subjects. The number of processes changes no result.

A process is given once the data that its work depends on, and then names of briefings or subjects. It never writes to
the store. It writes the pages that it renders to a folder, so that no process has all of them in memory.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, TypeVar

from generator.images.encoding import encode_versions
from generator.incremental import briefing_work
from generator.incremental.briefing_work import BriefingResult, WorkContext
from generator.incremental.rendering import RenderedFiles, RenderedSubject, Renderer, RenderTask
from generator.infra.file_digests import compute_digest
from generator.infra.files import OutputError, wrap_os_error
from generator.infra.mappings import group_by
from generator.infra.process_pool import map_ordered
from generator.infra.progress import SILENT, Progress, count_items
from generator.infra.store import DamagedStoreError, Store
from generator.model.kinds import Ref
from generator.model.site import Site


class RenderFolders(NamedTuple):
    """The folder of the images that pages show, content/, and the one to which pages and images are written."""

    content: Path
    output: Path


T = TypeVar("T")
R = TypeVar("R")
ChunkWorker = Callable[[Sequence[T]], list[R]]

_MAX_CHUNK = 25
"""The maximum number of briefings, or subjects, that a process takes at a time."""
_MIN_CHUNKS = 8
"""The minimum number of chunks for each process: some subjects take a hundred times as long as others."""
_MIN_ITEMS = 20
"""The minimum number of items for which starting more processes saves time."""


def make_processor(
    jobs: int, progress: Progress = SILENT
) -> Callable[[Sequence[Ref], WorkContext], Iterator[BriefingResult]]:
    """Return a function that processes briefings in `jobs` processes."""

    def process(refs: Sequence[Ref], context: WorkContext) -> Iterator[BriefingResult]:
        def process_chunk(chunk: Sequence[Ref]) -> list[BriefingResult]:
            return [briefing_work.process_briefing(ref, context) for ref in chunk]

        with progress.stage("analyzing", len(refs)) as stage:
            yield from count_items(stage, _map_chunks(jobs, lambda: process_chunk, refs))

    return process


def render_subjects(
    jobs: int, store: Path, site: Site, tasks: Sequence[RenderTask], folders: RenderFolders
) -> Iterator[RenderedFiles]:
    """Render subjects from the committed data in `store`, and write their pages and images.

    Raise `OutputError` if an image changed since it was read.
    """
    return _map_chunks(jobs, lambda: _start_renderer(store, site, folders), tasks)


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


def _map_chunks(jobs: int, start_worker: Callable[[], ChunkWorker[T, R]], items: Sequence[T]) -> Iterator[R]:
    """Yield the results for all items in order; each process starts a worker of its own."""
    # Only after the fork, as a process opens the store for itself.
    get_worker = cache(start_worker)

    def work(chunk: Sequence[T]) -> list[R]:
        return get_worker()(chunk)

    size = max(1, min(_MAX_CHUNK, len(items) // (_MIN_CHUNKS * jobs)))
    chunks = (items[start : start + size] for start in range(0, len(items), size))
    for results in map_ordered(work, chunks, jobs if len(items) >= _MIN_ITEMS else 1):
        yield from results
