"""The content of the site: its pages as MkDocs wrote them, new and stored ones, and its other files.

Pages are not post-processed here, and nothing is published.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from generator.infra import file_digests
from generator.infra.files import EngineError
from generator.infra.mappings import map_values, remove_keys
from generator.infra.store import Store
from generator.model.page_paths import get_site_path
from generator.site.engine import Engine, get_walk_key
from generator.site.output import staging, state
from generator.site.output.docs_scan import DocsScan
from generator.site.output.staging import SiteFile, copy_data, copy_file
from generator.site.output.state import PageRecord, Project, State
from generator.site.page_builds import BuiltPage, build_pages, check_anchors
from generator.site.postprocess.pages import PageTraits, read_traits

_HTML = (".html", ".htm")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteContent:
    """All files of the site except those that are made from all pages."""

    records: Mapping[str, PageRecord]
    """The pages of docs/."""
    html: Mapping[str, tuple[str, str]]
    """Path in the site → digest of the page, which is in the store, and digest of its traits."""
    sources: Mapping[str, str]
    """Path in the site → the page of docs/ from which it was made; pages of the theme have none."""
    traits: Mapping[str, PageTraits]
    copies: Mapping[str, SiteFile]
    """Path in the site → a file that is not a page."""
    theme_output: tuple[str, Mapping[str, str]]
    """The digest of the inputs of the theme's own files, and their digests by path; the files are in the store."""
    anchors: Mapping[str, tuple[str, list[str]]]


class _ThemeOutput(NamedTuple):
    """The theme's own files (404.html, the sitemap), and the digest of their inputs."""

    key: str
    files: Mapping[str, bytes]


_Pages = dict[str, tuple[str, PageTraits]]
"""Path in the site → digest of the page as MkDocs wrote it, and its traits."""


def collect_content(engine: Engine, docs: DocsScan, previous: State, html: Store, project: Project) -> SiteContent:
    """Build the pages that must be built, and add those that are stored. Raise `EngineError` if the engine fails."""
    handwritten = docs.digests.keys() - docs.generated
    built, page_warnings = build_pages(engine, docs.pages_to_build, handwritten, html, project)
    anchors, anchor_warnings = check_anchors(engine, built, docs.digests, previous.anchors)
    if warnings := (*docs.warnings, *page_warnings, *anchor_warnings):
        raise EngineError((*warnings, f"Aborted with {len(warnings)} warnings in strict mode!"))
    records = {
        path: _create_record(digest, built.get(path), docs, previous.pages.get(path))
        for path, digest in docs.digests.items()
    }
    theme_output = _render_theme(engine, _list_dates(records, built), previous, html)
    new_pages: _Pages = {page.dest: (page.digest, page.traits) for page in built.values() if page.digest}
    new_pages |= _read_static_pages(docs, previous, theme_output.files, html)
    pages = {}
    for path, record in records.items():
        if path not in built and record.dest in previous.html:
            pages[record.dest] = previous.html[record.dest]
    pages |= {dest: (digest, traits.digest) for dest, (digest, traits) in new_pages.items()}
    return SiteContent(
        records=records,
        html=pages,
        sources={record.dest: path for path, record in records.items()},
        traits=_collect_traits(pages, new_pages, previous),
        copies=_list_copies(docs, theme_output, pages),
        theme_output=(theme_output.key, map_values(file_digests.compute_digest, theme_output.files)),
        anchors=anchors,
    )


def _list_dates(records: Mapping[str, PageRecord], built: Mapping[str, BuiltPage]) -> list[tuple[str, Any]]:
    """Return the path in the site and the date of each page, in the order of MkDocs."""
    latest: Mapping[str, PageRecord | BuiltPage] = {**records, **built}
    return [(records[path].dest, latest[path].modified) for path in sorted(records, key=get_walk_key)]


def _collect_traits(pages: Mapping[str, tuple[str, str]], new_pages: _Pages, previous: State) -> dict[str, PageTraits]:
    """Return the traits of all pages by digest, sorted."""
    new_traits = {traits.digest: traits for _, traits in new_pages.values()}
    keys = {key for _, key in pages.values()}
    traits = {**previous.traits, **new_traits}
    return {key: traits[key] for key in sorted(keys)}


def _list_copies(docs: DocsScan, theme_output: _ThemeOutput, pages: Mapping[str, object]) -> dict[str, SiteFile]:
    """Return the files that are not pages."""
    return remove_keys({**docs.copies, **map_values(copy_data, theme_output.files)}, pages)


def _render_theme(engine: Engine, dates: list[tuple[str, Any]], previous: State, html: Store) -> _ThemeOutput:
    """Return the theme's own files; they are rendered again only if their inputs changed."""
    key = file_digests.compute_digest(repr([engine.epoch, engine.navigation, dates]).encode())
    previous_key, previous_digests = previous.theme_output
    if previous_key == key:
        return _ThemeOutput(key, dict(state.StoredPages(html, previous_digests)))
    files = engine.render_templates(dates)
    state.store_pages(html, {file_digests.compute_digest(data): state.compress_page(data) for data in files.values()})
    return _ThemeOutput(key, files)


def _create_record(digest: str, built: BuiltPage | None, docs: DocsScan, previous: PageRecord | None) -> PageRecord:
    if built is None:
        assert previous is not None  # noqa: S101  # a page without a record is built
        return previous
    targets = tuple(sorted(built.targets - docs.generated))
    return PageRecord(digest, built.dest, built.modified if isinstance(built.modified, str) else None, targets)


def _read_static_pages(docs: DocsScan, previous: State, theme_files: Mapping[str, bytes], html: Store) -> _Pages:
    """Return the pages that are not Markdown: the theme's, and HTML files of docs/, such as redirects."""
    static_pages: _Pages = {}
    for path, file in {**docs.copies, **map_values(copy_data, theme_files)}.items():
        if not path.endswith(_HTML):
            continue
        known = previous.html.get(path)
        if known and isinstance(file.source, str) and file == copy_file(known[0], file.source):
            static_pages[path] = (known[0], previous.traits[known[1]])
            continue
        data = file.read()
        digest = file_digests.compute_digest(data)
        static_pages[path] = (digest, read_traits(data))
        state.store_pages(html, {digest: state.compress_page(data)})
    return static_pages


def collect_full_build(folder: Path, docs_paths: Iterable[str], html: Store) -> SiteContent:
    """Return the content of a site that an engine built in a folder all at once, from the files of docs/ at paths."""
    pages, copies, traits_by_digest = {}, {}, {}
    for path in staging.list_files(folder):
        data = (folder / path).read_bytes()
        digest = file_digests.compute_digest(data)
        if path.endswith(_HTML):
            traits = read_traits(data)
            traits_by_digest[traits.digest] = traits
            pages[path] = (digest, traits.digest)
            state.store_pages(html, {digest: state.compress_page(data)})
        else:
            copies[path] = copy_file(digest, f"{folder}/{path}")
    return SiteContent(
        records={},
        html=pages,
        sources={get_site_path(path): path for path in docs_paths},
        traits=traits_by_digest,
        copies=copies,
        theme_output=("", {}),
        anchors={},
    )
