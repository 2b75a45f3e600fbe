"""The shards of the search index: the distribution of pages, and the calls of Pagefind's program.

A site with fewer than `FEW` pages has one shard; a larger one has so many that their size grows like their number. The
shard of a page depends only on its path and on the number of shards. Pagefind has a Python interface too, but that
takes a tenth of a second for each page, so that its program is called.
"""

import hashlib
import math
import os
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import NamedTuple

from pagefind_bin import get_executable

from generator.infra.files import Disk, EngineError
from generator.infra.mappings import find_changed_keys, map_values
from generator.infra.progress import Progress, count_items
from generator.site.search_index.extract import NO_TEXT, NOT_TEXT
from generator.site.search_index.facet_files import collect_facets, list_rows
from generator.site.search_index.pagefind_format import ShardIndex, read_shard
from generator.site.search_index.search_data import SearchData
from generator.site.search_index.shard_cache import (
    DIGITS,
    IndexManifest,
    StaleIndexError,
    hash_content,
    read_file,
    write_value,
)

FEW = 500
SIZE = 2

PAGES, FRAGMENTS, SHARDS, WASM = "pages", "fragment", "shards", "wasm"
"""The folders of the cache."""
_RUNS = "run"
_ONE_FILE = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(2**40)}
"""A setting to write all words of a shard into one file, as they are split into ranges later anyway."""


class IndexOptions(NamedTuple):
    """The reader of the search data of a page, the number of processes for the index, the disk, and the progress."""

    read_data: Callable[[str], SearchData]
    jobs: int
    disk: Disk
    progress: Progress


class _IndexedShard(NamedTuple):
    """A shard that Pagefind has indexed: its number, its content, and the search data of its pages by address."""

    number: int
    content: ShardIndex
    data: Mapping[str, SearchData]


class _Task(NamedTuple):
    """A shard to be indexed: its number, its folder of pages below the cache, and the digests of its pages."""

    number: int
    folder: str
    pages: Mapping[str, str]


def count_shards(pages: int) -> int:
    """Return the number of shards for a number of pages.

    It is a power of two, and a shard has at least `SIZE` times as many pages as there are shards. A changed page costs
    time for the pages of its shard, and for the number of shards; this way, both grow like the square root of the
    number of pages.
    """
    return 1 if pages < FEW else 1 << (math.isqrt(pages // SIZE).bit_length() - 1)


def get_shard_number(path: str, count: int) -> int:
    """Return the number of the shard that contains the page, of so many shards."""
    return int.from_bytes(hashlib.sha256(path.encode()).digest()[:4], "big") % count


def get_page_path(path: str, count: int) -> str:
    """Return the path of a page below the cache: each shard has a folder, because Pagefind reads a whole folder."""
    return f"{_get_folder(get_shard_number(path, count), count)}/{path}"


def hash_page(article: bytes, data: SearchData) -> str:
    """Return the digest of what the index has of a page: its article and its search data."""
    return hash_content(article + repr([data.day, sorted(data.facets.items())]).encode())


def index_shards(
    state: Path, previous: IndexManifest, pages: Mapping[str, tuple[str, str]], options: IndexOptions
) -> IndexManifest:
    """Index the shards of `pages` that changed; return the new manifest.

    Raise `StaleIndexError` if the cache is damaged.
    """
    count = count_shards(len(pages))
    language = _find_main_language(map(itemgetter(1), pages.values()))
    changed = set(range(count))
    if count == len(previous.shards) and language == previous.language:
        changed_pages = find_changed_keys(previous.pages, pages)
        changed = {get_shard_number(path, count) for path in changed_pages}
    shards = [{} if number in changed else previous.shards[number] for number in range(count)]
    metadata = previous.metadata if len(changed) < count else {}
    tasks = list(_list_tasks(pages, changed, count))
    with options.progress.stage("indexing", len(tasks)) as stage:
        for shard in count_items(stage, _run_pagefind(state, tasks, language, options)):
            shards[shard.number] = _store_shard(state, shard, options.disk)
            metadata = {**shard.content.entry, **_store_wasm(state, shard.content, options.disk)}
    return replace(previous, pages=pages, language=language, shards=tuple(shards), metadata=metadata)


def _list_tasks(pages: Mapping[str, tuple[str, str]], changed: set[int], count: int) -> Iterator[_Task]:
    """Yield the shards to be indexed.

    An empty shard is skipped if there are others. If the whole site has no page, Pagefind is called to report it.
    """
    pages_by_shard: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for path, (digest, _) in sorted(pages.items()):
        pages_by_shard[get_shard_number(path, count)][path] = digest
    for number in sorted(changed):
        if pages_by_shard[number] or count == 1:
            yield _Task(number, _get_folder(number, count), pages_by_shard[number])


def _find_main_language(languages: Iterable[str]) -> str:
    """Return the language of most pages: the index has only one."""
    page_counts = Counter(languages)
    return min(page_counts, key=lambda name: (-page_counts[name], name), default="")


def _run_pagefind(state: Path, tasks: list[_Task], language: str, options: IndexOptions) -> Iterator[_IndexedShard]:
    """Yield each shard with its index. Raise `StaleIndexError` if the cache is damaged."""
    limits = {"RAYON_NUM_THREADS": "1"} if min(options.jobs, len(tasks)) > 1 else {}
    pool = ThreadPoolExecutor(max_workers=options.jobs)
    try:
        # All pages are verified before Pagefind reads the first one.
        for task in tasks:
            _verify_pages(state, task, options.read_data)

        def call(task: _Task) -> Path:
            output = state / _RUNS / str(task.number)
            _call(state / task.folder, output, language, limits)
            return output

        for task, output in zip(tasks, pool.map(call, tasks), strict=True):
            data = {_get_address(path): options.read_data(path) for path in task.pages}
            days = map_values(attrgetter("day"), data)
            yield _IndexedShard(task.number, read_shard(output, days=days), data)
    finally:
        pool.shutdown(cancel_futures=True)
        shutil.rmtree(state / _RUNS, ignore_errors=True)


def _verify_pages(state: Path, task: _Task, read_data: Callable[[str], SearchData]) -> None:
    """Raise `StaleIndexError` if the pages of a shard, or their search data, are not those in the manifest."""
    if sum(len(files) for _, _, files in os.walk(state / task.folder)) != len(task.pages):
        raise StaleIndexError(f"`{task.folder}` has other pages")
    for path, digest in task.pages.items():
        article = read_file(state, f"{task.folder}/{path}")
        if hash_page(article, read_data(path)) != digest:
            raise StaleIndexError(f"`{task.folder}/{path}` is damaged")


def _call(site: Path, output: Path, language: str, limits: Mapping[str, str]) -> None:
    """Index the pages in a folder with Pagefind, with `limits` in its environment.

    Raise `EngineError` with its messages.
    """
    command = [str(get_executable()), "--site", str(site), "--output-path", str(output), "--silent"]
    for selector in (*map(".{}".format, NOT_TEXT), *NO_TEXT):
        command += ["--exclude-selectors", selector]
    command += ["--force-language", language] if language else []
    process = subprocess.run(command, capture_output=True, check=False, env={**os.environ, **_ONE_FILE, **limits})
    if process.returncode:
        lines = map(str.strip, process.stderr.decode(errors="replace").split("\n"))
        raise EngineError(("the search index could not be built", *filter(None, lines)))


def _store_shard(state: Path, indexed: _IndexedShard, disk: Disk) -> dict[str, str]:
    """Store the parts of the shard; return the file of each."""
    number, shard = indexed.number, indexed.content
    (state / FRAGMENTS).mkdir(exist_ok=True)
    sizes = map_values(lambda file: file.stat().st_size, shard.fragments)
    existing = set(os.listdir(state / FRAGMENTS))  # noqa: PTH208  # of thousands
    for name, file in shard.fragments.items():
        if f"{name}.pf_fragment" not in existing:
            file.replace(state / FRAGMENTS / f"{name}.pf_fragment")
    parts = {
        "pages": [[*page, sizes[page.fragment]] for page in shard.pages],
        "facets": list_rows(collect_facets(indexed.data[page.address] for page in shard.pages)),
        "weights": map_values(itemgetter(0), shard.words),
        "words": shard.words,
    }
    return {name: write_value(state, f"{SHARDS}/{number}.{name}", value, disk) for name, value in parts.items()}


def _store_wasm(state: Path, shard: ShardIndex, disk: Disk) -> dict[str, str | int]:
    """Store the WebAssembly for the language of all pages; return its metadata."""
    data = shard.wasm.read_bytes()
    name = hash_content(data)[:DIGITS]
    file = f"{WASM}/{name}.pagefind"
    if not (state / file).exists():
        disk.put(state / file, data)
    return {"wasm": name, "wasm_file": file, "wasm_size": len(data)}


def _get_folder(number: int, count: int) -> str:
    return f"{PAGES}/{count}/{number}"


def _get_address(path: str) -> str:
    """Return the address that Pagefind gives a page."""
    return "/" + (path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path)
