"""The build of the published site from docs/: a check whether anything changed, and the rebuild if so.

This module has the code of a build that finds no changes. The rebuild itself is in `generator.site.rebuild`.
"""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

from generator.infra.files import wrap_os_error
from generator.infra.mappings import map_values, remove_keys
from generator.infra.store import DamagedStoreError, Store
from generator.site.output import staging, state
from generator.site.output.cache_purge import purge_cache
from generator.site.output.docs_files import DocsFiles, scan_handwritten
from generator.site.output.docs_tree import WriteSummary
from generator.site.output.state import HTML, SITE, Project, PublishedFile, PublishedStamp, State
from generator.site.preload import Preload, read_inputs


def update_site(
    project: Project, pages: WriteSummary, *, full: bool, ready: Preload | None = None, purges: bool = False
) -> bool:
    """Publish the site of the pages in docs/; return False if the published site is current already.

    `pages` are the generated pages; all other files of docs/ are looked at. With `full`, the state of the last build is
    ignored. `ready` is the result of `load_inputs`, if it was called. With `purges`, data that is no longer published
    is removed from the cache. Raise `OutputError` if a file cannot be read or written, `EngineError` if the engine
    fails, and `InlineError` if a page has an inline script or style that is not the theme's; the published site is then
    unchanged.
    """
    try:
        try:
            return _update(project, pages, ready or _read_inputs(project), full=full, purges=purges)
        except DamagedStoreError:
            state.remove_stores(project.root)
            try:
                return _update(project, pages, _read_inputs(project), full=True, purges=purges)
            except DamagedStoreError as error:
                raise state.describe_damage(project.root / state.CACHE, error) from error
    except OSError as error:
        # A file disappeared while the site was built.
        raise wrap_os_error("read", Path(error.filename or project.root), error) from error


def _read_inputs(project: Project) -> Preload:
    with project.progress.stage("reading docs/"):
        return read_inputs(project.root, project.engine)


def _update(project: Project, pages: WriteSummary, ready: Preload, *, full: bool, purges: bool) -> bool:
    docs = scan_handwritten(project.root / "docs", ready.docs_paths, pages, ready.previous.handwritten)
    with state.open_store(project.root, SITE, ready.fingerprint.digest) as store:
        is_published = _rebuild_if_changed(project, store, ready, docs, full=full)
        if purges:
            with state.open_store(project.root, HTML, ready.fingerprint.digest) as html:
                purge_cache(project.root, store, html)
        return is_published


def _rebuild_if_changed(project: Project, store: Store, ready: Preload, docs: DocsFiles, *, full: bool) -> bool:
    root = project.root
    previous = ready.previous
    if full or store.is_fresh or (ready.fingerprint.is_dated and previous.epoch != project.epoch):
        store.clear()
        previous = State()
    if ready.site_files is None:
        ready = ready._replace(site_files=staging.list_files(root / "site", hidden=True))
    if _is_current(project, previous, ready, docs):
        if docs.handwritten != previous.handwritten:
            # Files with new times but the same content were read; the next build need not read them again.
            state.save_state(store, replace(previous, handwritten=docs.handwritten), previous)
        return False
    # It imports the engine, which takes longer than all of the above.
    from generator.site.rebuild import rebuild_site  # noqa: PLC0415

    if store.is_fresh:
        shutil.rmtree(root / state.CACHE / "search", ignore_errors=True)
    rebuild_site(project, store, ready._replace(previous=previous), docs)
    return True


def _is_current(project: Project, previous: State, ready: Preload, docs: DocsFiles) -> bool:
    """Check whether docs/ and site/ are the same as when the site was published."""
    return (
        previous.epoch == project.epoch
        and bool(previous.published)
        and previous.docs_digests == docs.digests
        and _is_unchanged(ready.site_files or {}, previous.published)
    )


def _is_unchanged(stamps: Mapping[str, PublishedStamp], published: Mapping[str, PublishedFile]) -> bool:
    """Check whether the files of the site are those that were published, apart from dotfiles."""
    unknown = stamps.keys() - published.keys()
    return all(map(_is_hidden, unknown)) and remove_keys(stamps, unknown) == map_values(attrgetter("stamp"), published)


def _is_hidden(path: str) -> bool:
    return path.startswith(".") or "/." in path
