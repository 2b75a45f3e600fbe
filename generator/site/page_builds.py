"""The build of pages by the engine, in several processes.

Workers get pages in chunks of a hundred, and send them back compressed, so that few pages are in memory at a time. The
warnings about pages do not depend on the chunks.
"""

import gc
from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from generator.infra import file_digests
from generator.infra.files import EngineError
from generator.infra.gc_pause import pause_gc
from generator.infra.mappings import map_values
from generator.infra.process_pool import map_ordered, split_into_chunks
from generator.infra.store import Store
from generator.site.engine import Engine, RenderedPage
from generator.site.output import state
from generator.site.output.state import Project
from generator.site.postprocess.pages import PageTraits, read_traits

CHUNK_SIZE = 100
FEW = 8
"""The number of pages up to which workers do not pay off."""


class BuiltPage(NamedTuple):
    """A page that was built, without its bytes."""

    dest: str
    digest: str
    """The digest of the page as MkDocs wrote it; empty if it has no file."""
    traits: PageTraits
    modified: Any
    targets: frozenset[str]
    anchors: Mapping[str, Mapping[str, str]]


class _PageResult(NamedTuple):
    """A page as a worker sends it; `page` has no bytes, as `compressed` has them."""

    page: RenderedPage
    digest: str
    traits: PageTraits
    compressed: bytes


Anchors = Mapping[str, tuple[str, list[str]]]
"""Pages that have links to their anchors: path → digest of the Markdown, anchors."""


def build_pages(
    engine: Engine, paths: Sequence[str], handwritten: Collection[str], html: Store, project: Project
) -> tuple[dict[str, BuiltPage], list[str]]:
    """Build the pages of docs/ at `paths` and store them in `html`; return them with the warnings of MkDocs.

    Raise `EngineError` if a page cannot be built.
    """

    def build_chunk(chunk: list[str]) -> list[_PageResult]:
        shared: dict[PageTraits, PageTraits] = {}
        with pause_gc():
            answers = [_create_answer(page, shared) for page in engine.build_pages(chunk, linking=handwritten)]
        if len(chunk) > FEW:
            # Once for each chunk, rather than again and again while its pages are built.
            gc.collect()
        return answers

    workers = project.jobs if len(paths) > FEW else 1
    built: dict[str, BuiltPage] = {}
    warnings: list[str] = []
    shared: dict[PageTraits, PageTraits] = {}
    with project.progress.stage("building", len(paths)) as stage:
        for answers in map_ordered(build_chunk, split_into_chunks(paths, workers, CHUNK_SIZE), workers):
            compressed_pages: dict[str, bytes] = {}
            for page, digest, traits, compressed in answers:
                warnings += page.warnings
                if page.failed:
                    raise EngineError(tuple(warnings))
                shared_traits = shared.setdefault(traits, traits)
                built[page.path] = BuiltPage(
                    page.dest, digest, shared_traits, page.modified, page.targets, page.anchors
                )
                if digest:
                    compressed_pages[digest] = compressed
            state.store_pages(html, compressed_pages)
            stage.advance(len(answers))
    return built, warnings


def _create_answer(page: RenderedPage, shared: dict[PageTraits, PageTraits]) -> _PageResult:
    """Return the answer for a page; pages with equal traits share one object, which is sent once."""
    traits = read_traits(page.html)
    page_without_bytes = page._replace(html=b"")
    if not page.html:
        return _PageResult(page_without_bytes, "", traits, b"")
    digest = file_digests.compute_digest(page.html)
    return _PageResult(page_without_bytes, digest, shared.setdefault(traits, traits), state.compress_page(page.html))


def check_anchors(
    engine: Engine, built: Mapping[str, BuiltPage], digests: Mapping[str, str], previous: Anchors
) -> tuple[dict[str, tuple[str, list[str]]], list[str]]:
    """Return the anchors of pages that have links to them, and the warnings of MkDocs about links to missing anchors.

    `digests`: page of docs/ → digest of its Markdown; `previous`: the anchors in the last build.
    """
    targets = sorted({target for page in built.values() for target in page.anchors})
    anchors = {target: _find_anchors(engine, target, digests[target], previous) for target in targets}
    ids = map_values(itemgetter(1), anchors)
    warnings: list[str] = []
    for path, page in built.items():
        if page.anchors:
            warnings += engine.check_anchors(path, page.anchors, ids)
    return anchors, warnings


def _find_anchors(engine: Engine, target: str, digest: str, previous: Anchors) -> tuple[str, list[str]]:
    known = previous.get(target)
    if known and known[0] == digest:
        return known
    return digest, engine.list_anchors(target)
