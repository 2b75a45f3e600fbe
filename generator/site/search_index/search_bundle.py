"""The search bundle of a site, made with Pagefind's program; the theme's scripts use it.

A page is indexed if the theme marks its article with `data-pagefind-body`; its facets, names and day come from docs/.
Pages are distributed over shards, of which only those with a changed page are indexed again; then all are merged into
one bundle. The search in the browser is documented in `generator/theme/assets/search/`.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping
from importlib.metadata import version
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from generator.infra.files import DISK, Disk, wrap_os_error
from generator.infra.mappings import remove_keys
from generator.infra.progress import SILENT, Progress, count_items
from generator.site.search_index import shards
from generator.site.search_index.extract import extract_article, read_language
from generator.site.search_index.search_data import SearchData
from generator.site.search_index.shard_cache import (
    IndexManifest,
    StaleIndexError,
    finish_update,
    read_index_manifest,
    remove_unused,
    start_update,
    verify_files,
)
from generator.site.search_index.shard_merge import BUNDLE, merge_shards
from generator.site.search_index.shards import (
    FRAGMENTS,
    PAGES,
    SHARDS,
    WASM,
    IndexOptions,
    get_page_path,
    hash_page,
    index_shards,
)

__all__ = ["BUNDLE", "StaleIndexError", "index_site", "update_index"]

_FORMAT = 6
"""The version of the index: increase it when the same pages get another index. (A build makes all of it again if the
program has changed; this is for callers of `update_index` alone.)"""


class _SearchedPage(NamedTuple):
    """The searchable content of a page, and the digest of it and of the search data."""

    html: bytes
    digest: str


def update_index(  # noqa: PLR0913  # the options are keywords
    state: Path,
    pages: Mapping[str, bytes],
    removed: Collection[str],
    read_data: Callable[[str], SearchData],
    *,
    jobs: int = 1,
    disk: Disk = DISK,
    progress: Progress = SILENT,
) -> Mapping[str, str]:
    """Update the search bundle; return its files: path in the site (`pagefind/…`) → file below `state`.

    `pages` are those that are new or changed since the last call, as MkDocs wrote them, by their path in the site, and
    `removed` the paths of removed pages. `read_data` returns the search data of any page, also of an unchanged one; a
    page is changed too if its search data is. `state` is a folder that belongs to this function. A file that was
    returned is never written in place: other content gets another file; the next call removes files that are no longer
    used. The same pages give the same bytes, whatever the previous state and the number of `jobs`.

    Raise `StaleIndexError` if the folder is damaged, half written, or of another version: delete it, and pass all
    pages. Raise `EngineError` with Pagefind's messages, and `OutputError` if the disk refuses; the folder is then
    stale.
    """
    try:
        return _update(state, pages, removed, IndexOptions(read_data, jobs, disk, progress))
    except OSError as error:
        raise wrap_os_error("write", Path(error.filename or state), error) from error


def index_site(tree: Path, read_data: Callable[[str], SearchData], *, disk: Disk = DISK) -> None:
    """Add the search bundle to `tree`, which must have none yet; `read_data` returns the search data of a page.

    Raise `EngineError` if the engine fails, and `OutputError` if a file cannot be read or written.
    """
    pages = {file.relative_to(tree).as_posix(): file.read_bytes() for file in sorted(tree.rglob("*.html"))}
    with tempfile.TemporaryDirectory() as state:
        files = update_index(Path(state), pages, (), read_data, jobs=os.cpu_count() or 1, disk=disk)
        for path, file in files.items():
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(state, file), tree / path)


def _update(
    state: Path, pages: Mapping[str, bytes], removed: Collection[str], options: IndexOptions
) -> Mapping[str, str]:
    disk = options.disk
    previous = read_index_manifest(state, f"{_FORMAT}, pagefind {version('pagefind')}")
    articles = _extract_articles(pages, options)
    outdated = {*removed, *pages}
    entries = remove_keys(previous.pages, outdated)
    for path, article in articles.items():
        entries[path] = (article.digest, read_language(pages[path]))
    if entries == previous.pages and previous.files:
        return verify_files(state, previous.files)
    if not entries:
        # If the owner's theme marks no article, Pagefind would report an error.
        shutil.rmtree(state, ignore_errors=True)
        return {}
    start_update(state, disk)
    _place_pages(state, previous, entries, articles, disk)
    manifest = index_shards(state, previous, entries, options)
    with options.progress.stage("joining the index"):
        manifest = merge_shards(state, manifest, disk)
    files = verify_files(state, manifest.files)
    finish_update(state, manifest, disk)
    _remove_unused_files(state, manifest, disk)
    return files


def _extract_articles(pages: Mapping[str, bytes], options: IndexOptions) -> dict[str, _SearchedPage]:
    """Return the searchable content of the pages that have any."""
    articles = {}
    with options.progress.stage("reading for the search", len(pages)) as stage:
        for path, page in count_items(stage, pages.items()):
            data = options.read_data(path)
            article = extract_article(page, data)
            if article is not None:
                articles[path] = _SearchedPage(article, hash_page(article, data))
    return articles


def _place_pages(
    state: Path,
    previous: IndexManifest,
    entries: Mapping[str, tuple[str, str]],
    articles: Mapping[str, _SearchedPage],
    disk: Disk,
) -> None:
    """Write changed pages into the folders of their shards; if the number of shards changed, move all pages."""
    previous_count, count = len(previous.shards), shards.count_shards(len(entries))
    for path in previous.pages.keys() - entries.keys():
        file = state / get_page_path(path, previous_count)
        disk.remove(file)
        disk.remove_empty(file.parent)
    if previous_count not in {0, count}:
        for path in previous.pages.keys() & entries.keys():
            target = state / get_page_path(path, count)
            target.parent.mkdir(parents=True, exist_ok=True)
            (state / get_page_path(path, previous_count)).replace(target)
        shutil.rmtree(state / PAGES / str(previous_count))
    for path, article in articles.items():
        if entries[path] != previous.pages.get(path):
            disk.put(state / get_page_path(path, count), article.html)


def _remove_unused_files(state: Path, manifest: IndexManifest, disk: Disk) -> None:
    used = set(map(itemgetter(0), manifest.files.values()))
    for shard in manifest.shards:
        used.update(shard.values())
    for folder in (SHARDS, FRAGMENTS, WASM, BUNDLE, f"{BUNDLE}/index", f"{BUNDLE}/facets", f"{BUNDLE}/pages"):
        remove_unused(state, folder, used, disk)
