"""The rebuild of the site from changed and stored pages, and its publication.

The order of the steps allows a build to end anywhere: the published site is always either the old or the new one, and
the stored state never claims more than was built.
"""

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from operator import attrgetter, itemgetter
from pathlib import Path

from generator.infra import file_digests
from generator.infra.files import EngineError
from generator.infra.mappings import find_changed_keys, map_values, remove_keys, select_keys
from generator.infra.process_pool import run_in_background
from generator.infra.serialization import Codec
from generator.infra.store import Store
from generator.site.engine import Engine, build_site
from generator.site.engine_choice import MKDOCS
from generator.site.external_engines import build_with_program
from generator.site.output import ownership, staging, state
from generator.site.output.docs_files import DocsFiles
from generator.site.output.docs_scan import DocsScan, scan_docs
from generator.site.output.ownership import ensure_owned
from generator.site.output.publish import ensure_exchangeable, publish
from generator.site.output.staging import PageWriting, SiteFile
from generator.site.output.state import CACHE, HTML, Project, PublishedFile, State, StoredPages
from generator.site.postprocess import css_bundle, css_purge, host_headers
from generator.site.postprocess.css_bundle import CssBundle
from generator.site.postprocess.pages import SharedHead, collect_css_names, compute_policy
from generator.site.postprocess.script_comments import find_theme_scripts
from generator.site.postprocess.theme_scripts import find_unused_scripts
from generator.site.preload import STAGING, Preload
from generator.site.search_index.search_bundle import StaleIndexError, update_index
from generator.site.search_index.search_data import SearchData, read_search_data
from generator.site.site_content import SiteContent, collect_content, collect_full_build

_PENDING_CODEC = Codec(list[str])
"""The codec of the pages that the search index must update."""

SEARCH = CACHE / "search"
FULL_BUILD = CACHE / "whole"
"""The folder for engines that build the whole site: programs, and MkDocs with plugins, whose pages cannot be reused."""


def rebuild_site(project: Project, store: Store, ready: Preload, files: DocsFiles) -> None:
    """Rebuild the site of docs/, which has these files, and publish it; record its inputs in `store`.

    Raise `EngineError` if the engine fails, `InlineError` if a page has an inline script or style that is not the
    theme's, `OutputError` if a file cannot be read or written, and `DamagedStoreError` if the store is damaged.
    """
    root, previous = project.root, ready.previous
    engine = _load_engine(project, ready)
    existing, record = ready.site_files or {}, ownership.read_record(root)
    ensure_exchangeable(root / CACHE, root / "site")
    if record and not record.is_moved:
        # With a record, the check does not depend on the new site, so that it can come before the build.
        ensure_owned(root / "site", existing, record, ())
    with state.open_store(root, HTML, ready.fingerprint.digest) as html, _create_temporary_folder(root / FULL_BUILD):
        state.delete_unused_pages(html, state.list_used_digests(previous))
        docs, content = _collect_content(project, engine, previous, files, html)
        html.commit()
        pages = StoredPages(html, _list_page_digests(content.html))
        policy = compute_policy({path: content.traits[key] for path, (_, key) in content.html.items()})
        bundle = _create_bundle(content, pages, previous.bundle)
        head = SharedHead(policy, bundle[1] if bundle else None)
        changed = _record_changes(store, _find_changed_pages(content, previous, files))
        index = partial(_index, project, pages.digests, content.sources, changed)
        with run_in_background(index, project.jobs) as indexing:
            listing = (ready.staging_walk or staging.walk_staging(root / STAGING)).finish()
            wanted = _list_content_files(root, content, head)
            search_files = indexing()
        wanted |= _list_search_files(root, search_files) | _list_host_files(content, head, search_files)
        ensure_owned(root / "site", existing, record, wanted)
        writing = PageWriting(pages, head, project.jobs, project.progress)
        published = staging.compose_tree(listing, root / "site", wanted, previous.published, writing)
        # The record covers both sites, so that it holds even if the build ends right after the exchange.
        _publish(project, {*existing, *wanted}, has_previous=bool(previous.published))
        store.put("search", {"pending": None})
        current = _create_state(project, engine, files, docs, content, bundle, published)
        state.save_state(store, current, previous)
        staging.create_staging(root / STAGING, root / "site", published)


def _publish(project: Project, paths: AbstractSet[str], *, has_previous: bool) -> None:
    """Record the paths of the site, and exchange it for the staging tree."""
    root = project.root
    with project.progress.stage("publishing"):
        ownership.write_record(root, paths)
        publish(root / STAGING, root / "site")
    if not has_previous:
        # The folders of an unknown build may have other modes.
        shutil.rmtree(root / STAGING, ignore_errors=True)


def _load_engine(project: Project, ready: Preload) -> Engine | None:
    """Return MkDocs, or None if the project has another engine."""
    if project.engine != MKDOCS:
        return None
    engine: Engine | None = ready.engine
    return engine or Engine.load(project.root)


def _create_state(  # noqa: PLR0913, PLR0917  # a state has this many sources
    project: Project,
    engine: Engine | None,
    files: DocsFiles,
    docs: DocsScan,
    content: SiteContent,
    bundle: tuple[str, CssBundle] | None,
    published: Mapping[str, PublishedFile],
) -> State:
    return State(
        epoch=project.epoch,
        navigation=engine.navigation if engine else "",
        docs_digests=files.digests,
        handwritten=files.handwritten,
        excluded=docs.excluded,
        theme=docs.theme,
        pages=content.records,
        html=content.html,
        traits=content.traits,
        theme_output=content.theme_output,
        anchors=content.anchors,
        bundle=bundle,
        published=published,
    )


def _list_page_digests(html: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Return path in the site → digest of the page as MkDocs wrote it."""
    return map_values(itemgetter(0), html)


@contextlib.contextmanager
def _create_temporary_folder(folder: Path) -> Iterator[None]:
    """Remove the folder before and after the block."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _collect_content(
    project: Project, engine: Engine | None, previous: State, files: DocsFiles, html: Store
) -> tuple[DocsScan, SiteContent]:
    """Build the pages that must be built; return the scan of docs/ and the content of the site."""
    # Each build has its own folder, because a program may outlive a build that is killed.
    folder = project.root / FULL_BUILD / str(os.getpid())
    if engine is None:
        with project.progress.stage("building"):
            site = build_with_program(project, files.digests, folder)
        return DocsScan(), collect_full_build(site, files.digests, html)
    if engine.needs_full_build:
        with project.progress.stage("building"):
            build_site(project.root, folder, epoch=project.epoch)
        return DocsScan(), collect_full_build(folder, files.digests, html)
    docs = scan_docs(project, engine, previous, files)
    return docs, collect_content(engine, docs, previous, html, project)


def _create_bundle(
    content: SiteContent, pages: StoredPages, previous: tuple[str, CssBundle] | None
) -> tuple[str, CssBundle] | None:
    """Return the site's style sheet with the digest of its inputs.

    The previous one is reused if its inputs are the same, because parsing style sheets takes long.
    """
    names = collect_css_names(content.traits.values())
    sheets = css_bundle.find_stylesheets(pages[css_bundle.HOME]) if css_bundle.HOME in pages else {}
    for path in sheets:
        if path not in content.copies:
            raise EngineError((f"the home page links `{path}`, which is not a file of the site",))
    scripts = sorted(filter(css_bundle.is_script, content.copies))
    inputs = select_keys(content.copies, (*sheets, *scripts))
    origins = list(map(attrgetter("origin"), inputs.values()))
    key = file_digests.compute_digest(json.dumps([list(sheets.items()), origins, sorted(names)]).encode())
    if previous and previous[0] == key:
        return previous
    texts = map_values(lambda file: file.read().decode(), inputs)
    bundle = css_purge.join_css(select_keys(texts, sheets), select_keys(texts, scripts).values(), names, sheets)
    return (key, bundle) if bundle else None


def _find_changed_pages(content: SiteContent, previous: State, files: DocsFiles) -> set[str]:
    """Return the pages that the search index must update: those added, changed or removed.

    A page is changed if its HTML is, or its file in docs/, which has its search data.
    """
    changed = find_changed_keys(_list_page_digests(previous.html), _list_page_digests(content.html))
    changed_docs = find_changed_keys(previous.docs_digests, files.digests)
    for path, source in content.sources.items():
        if source in changed_docs and path in content.html:
            changed.add(path)
    return changed


def _record_changes(store: Store, changed_pages: AbstractSet[str]) -> set[str]:
    """Return the pages that the search index must update: these, and those of builds that did not finish.

    They are recorded in the store, so that the next build repeats them if this one does not finish.
    """
    changed = set(_PENDING_CODEC.decode_or(store.get("search", "pending"), []))
    changed |= changed_pages
    if changed:
        store.put("search", {"pending": _PENDING_CODEC.encode(sorted(changed))})
        store.commit()
    return changed


def _index(
    project: Project, digests: Mapping[str, str], sources: Mapping[str, str], changed: AbstractSet[str]
) -> Mapping[str, str]:
    """Update the search index to the pages with these digests and sources, of which some have changed."""
    root, jobs, progress = project.root, project.jobs, project.progress
    folder = root / SEARCH
    read_data = partial(_read_search_data, root / "docs", sources)
    # The connection must be a new one, as this function may run in another process.
    with Store.open_read_only(root / HTML) as html:
        pages = StoredPages(html, digests)
        if folder.exists():
            with contextlib.suppress(StaleIndexError):
                removed = sorted(changed - digests.keys())
                return update_index(folder, pages.select(changed), removed, read_data, jobs=jobs, progress=progress)
            shutil.rmtree(folder)
        return update_index(folder, pages, (), read_data, jobs=jobs, progress=progress)


def _read_search_data(docs: Path, sources: Mapping[str, str], path: str) -> SearchData:
    """Return the search data of a page of the site; a page that is not made from docs/ has none."""
    source = sources.get(path)
    return read_search_data((docs / source).read_bytes()) if source else SearchData()


def _list_content_files(root: Path, content: SiteContent, head: SharedHead) -> dict[str, SiteFile]:
    """Return the files of the site that do not depend on the search index."""
    scripts = select_keys(content.copies, find_theme_scripts(root, content.copies))
    copies = {**content.copies, **map_values(staging.publish_script, scripts)}
    has_reference = any(map(attrgetter("has_script_reference"), content.traits.values()))
    unused = find_unused_scripts(root, copies.keys(), lambda path: copies[path].read(), has_reference=has_reference)
    pages = staging.list_page_files(_list_page_digests(content.html), head)
    return {**remove_keys(copies, unused), **pages, **_create_files(head.files)}


def _list_host_files(content: SiteContent, head: SharedHead, search_files: Iterable[str]) -> dict[str, SiteFile]:
    """Return the configuration files for web hosts."""
    own = content.copies.get(host_headers.NETLIFY)
    own_headers = own.read() if own else b""
    return _create_files(host_headers.render_host_files(head.policy, [*head.files, *search_files], own_headers))


def _create_files(contents: Mapping[str, bytes]) -> dict[str, SiteFile]:
    return map_values(staging.copy_data, contents)


def _list_search_files(root: Path, files: Mapping[str, str]) -> dict[str, SiteFile]:
    """Return the files of the search index; a file with other content has another name."""
    folder = root / SEARCH
    return {path: SiteFile(f"search {file}", f"{folder}/{file}") for path, file in files.items()}
