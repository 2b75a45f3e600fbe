"""Keeps the search bundle of a site, with Pagefind's program; how it is used is the theme's affair.

A page is indexed where the theme marks its article with `data-pagefind-body`. Pages are spread over shards, of which
only those are indexed anew that have a page with other words; then all are put together to one bundle. How the browser
searches it is written in `generator/theme/assets/search/`.
"""

import os
import shutil
import tempfile
from collections.abc import Collection, Mapping
from importlib.metadata import version
from pathlib import Path

from generator.progress import SILENT, Progress, counted
from generator.site import shards
from generator.site.bundle import BUNDLE, bundled
from generator.site.files import DISK, Disk, refusal
from generator.site.kept import Manifest, StaleState, begin, digest_of, end, opened, sized, sweep
from generator.site.lean import language, lean
from generator.site.shards import FRAGMENTS, PAGES, SHARDS, WASM, Manner, indexed, place

__all__ = ["BUNDLE", "StaleState", "index_site", "update_index"]

_FORMAT = 2
"""To be counted up where the same pages come to have another index."""


def update_index(  # noqa: PLR0913  # what is to be indexed, and by name how
    state: Path,
    pages: Mapping[str, bytes],
    removed: Collection[str],
    *,
    jobs: int = 1,
    disk: Disk = DISK,
    progress: Progress = SILENT,
) -> Mapping[str, str]:
    """Brings the search bundle up to date; returns its files: path in the site (`pagefind/…`) → file below `state`.

    `pages` are those that are new or changed since the last call, as MkDocs wrote them, by their path in the site, and
    `removed` the paths of those that are gone. `state` is a folder that belongs to this function. A file that was
    returned is never written in place: another content has another file; the next call removes what is no longer
    used. The same pages give the same bytes, whatever was there before and however many `jobs` run at a time.

    Raises `StaleState` where the folder is damaged or was left half written, or another version made it: delete it, and
    pass all pages. Raises `EngineError` with what Pagefind says, and `OutputError` if the disk refuses; the folder is
    then stale.
    """
    try:
        return _updated(state, pages, removed, Manner(jobs, disk, progress))
    except OSError as error:
        raise refusal("write", Path(error.filename or state), error) from error


def _lay(
    state: Path, before: Manifest, now: Mapping[str, tuple[str, str]], articles: Mapping[str, bytes], disk: Disk
) -> None:
    """Puts pages where the shards have them; where the number of shards is another, all of them."""
    was, number = len(before.shards), shards.number_of(len(now))
    for path in before.pages.keys() - now.keys():
        disk.remove(state / place(path, was))
        disk.remove_empty((state / place(path, was)).parent)
    if was not in {0, number}:
        for path in before.pages.keys() & now.keys():
            (state / place(path, number)).parent.mkdir(parents=True, exist_ok=True)
            (state / place(path, was)).replace(state / place(path, number))
        shutil.rmtree(state / PAGES / str(was))
    for path, article in articles.items():
        if now[path] != before.pages.get(path):
            disk.put(state / place(path, number), article)


def index_site(tree: Path, *, disk: Disk = DISK) -> None:
    """Adds the search bundle to `tree`, which must have none yet. Raises `EngineError` and `OutputError`."""
    pages = {file.relative_to(tree).as_posix(): file.read_bytes() for file in sorted(tree.rglob("*.html"))}
    with tempfile.TemporaryDirectory() as state:
        for path, file in update_index(Path(state), pages, (), jobs=os.cpu_count() or 1, disk=disk).items():
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(state, file), tree / path)


def _updated(state: Path, pages: Mapping[str, bytes], removed: Collection[str], manner: Manner) -> Mapping[str, str]:
    disk = manner.disk
    before = opened(state, f"{_FORMAT}, pagefind {version('pagefind')}")
    with manner.progress.stage("reading for the search", len(pages)) as stage:
        read = counted(stage, pages.items())
        articles = {path: article for path, page in read if (article := lean(page)) is not None}
    gone = {*removed, *pages}
    now = {path: entry for path, entry in before.pages.items() if path not in gone}
    now |= {path: (digest_of(article), language(pages[path])) for path, article in articles.items()}
    if now == before.pages and before.files:
        return sized(state, before.files)
    if not now:
        # A theme of the desk's own that marks no article: Pagefind would take that for a mistake.
        shutil.rmtree(state, ignore_errors=True)
        return {}
    begin(state, disk)
    _lay(state, before, now, articles, disk)
    after = indexed(state, before, now, manner)
    with manner.progress.stage("joining the index"):
        after = bundled(state, after, disk)
    found = sized(state, after.files)
    end(state, after, disk)
    used = {file for shard in after.shards for file in shard.values()} | {file for file, _ in after.files.values()}
    for folder in (SHARDS, FRAGMENTS, WASM, BUNDLE, f"{BUNDLE}/index", f"{BUNDLE}/filter"):
        sweep(state, folder, used, disk)
    return found
