"""The merge of all shards into the bundle that a browser searches as one index.

The files have the names of Pagefind 1.5, and contain the data that the browser reads. All pages have one order, in
time; the number of a page is its position there, the oldest first. The list that each search loads first has:

- the number of the shard of each page, in this order. A shard numbers its own pages in the same order, so that this
  leads from the words of a shard to the pages of the site;
- the files with the names of the pages' texts, `PAGES_IN_FILE` pages each: a browser reads only the names of the pages
  that it shows;
- the first word, the last word and the file of each range of words (`generator.site.search_index.chunks`);
- the files of the facets (`generator.site.search_index.facet_files`).

There is one WebAssembly file and no script, because `generator/theme/assets/search/` has its own. Names are digests, so
that a browser caches unchanged files; only the entry always has the same name.
"""

import gzip
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import cbor2

from generator.infra.files import Disk
from generator.site.search_index.chunks import END, Range, build_chunks, list_last_words, split_into_ranges
from generator.site.search_index.facet_files import FacetPages, FacetRow, merge_facets, render_facet
from generator.site.search_index.pagefind_format import ENTRY, SIGNATURE, sort_by_time
from generator.site.search_index.shard_cache import DIGITS, IndexManifest, hash_content, read_value, write_value

BUNDLE = "pagefind"
"""The bundle's folder, at the root of the site, and in the cache."""

PAGES_IN_FILE = 256
"""The pages of which one file has the names; `theme/assets/search/bundle_files.js` counts in the same way."""


class _MergedPage(NamedTuple):
    """A page as it is in the cache, with the number of its shard."""

    shard: int
    fragment: str
    address: str
    day: str
    fragment_size: int


class _WordRange(NamedTuple):
    """A range of words in the list: its first word, its last word, and the name of its file."""

    first_word: str
    last_word: str
    file: str


_Shard = dict[str, str]
"""The file of each part of a shard."""


class _BundleWriter:
    """A writer of the bundle's files into the cache, with a list of them for the manifest."""

    def __init__(self, state: Path, disk: Disk) -> None:
        self._state = state
        self._disk = disk
        self.files: dict[str, tuple[str, int]] = {}
        """Path in the site → file and its size."""

    def write(self, path: str, data: bytes) -> str:
        """Write a file, unless it exists; return the digest that replaces `{}` in its path.

        A file whose path is fixed has the digest in its name in the cache alone.
        """
        name = hash_content(data)[:DIGITS]
        cached = path.format(name) if "{}" in path else f"{name}.{path}"
        if not (self._state / BUNDLE / cached).exists():
            self._disk.put(self._state / BUNDLE / cached, data)
        self.files[f"{BUNDLE}/{path.format(name)}"] = (f"{BUNDLE}/{cached}", len(data))
        return name


def merge_shards(state: Path, manifest: IndexManifest, disk: Disk) -> IndexManifest:
    """Write the bundle of the manifest's shards; return the manifest with its files.

    Raise `StaleIndexError` if the cache is damaged.
    """
    writer = _BundleWriter(state, disk)
    shards, index = _write_words(state, manifest.shards, writer, disk)
    pages: list[_MergedPage] = []
    facets: list[list[FacetRow]] = []
    for number, shard in enumerate(shards):
        pages += _read_pages(state, number, shard)
        facets.append(_read_part(state, shard, "facets", []))
    pages = sort_by_time(pages)
    page_shards = [page.shard for page in pages]
    facet_files = _write_facets(merge_facets(page_shards, facets), writer)
    metadata = manifest.metadata
    contents = [page_shards, _write_page_names(pages, writer), index, list(facet_files.items())]
    name = writer.write("pagefind.{}.pf_meta", _pack(contents))
    writer.write(ENTRY, _render_entry(name, len(pages), metadata))
    files = writer.files
    files[f"{BUNDLE}/wasm.{metadata['wasm']}.pagefind"] = (metadata["wasm_file"], metadata["wasm_size"])
    for page in pages:
        fragment = f"fragment/{page.fragment}.pf_fragment"
        files[f"{BUNDLE}/{fragment}"] = (fragment, page.fragment_size)
    return replace(manifest, shards=shards, files=files)


def _read_pages(state: Path, number: int, shard: _Shard) -> list[_MergedPage]:
    return [_MergedPage(number, *page) for page in _read_part(state, shard, "pages", [])]


def _read_part(state: Path, shard: _Shard, name: str, default: Any) -> Any:
    """Return a part of a shard; the default if the shard has none, as an empty one."""
    return read_value(state, shard[name]) if name in shard else default


def _write_words(
    state: Path, shards: Sequence[_Shard], writer: _BundleWriter, disk: Disk
) -> tuple[tuple[_Shard, ...], list[_WordRange]]:
    """Write the files of all ranges; return the shards with their chunks, and the ranges."""
    weights: Counter[str] = Counter()
    for shard in shards:
        weights.update(_read_part(state, shard, "weights", {}))
    ranges = split_into_ranges(weights)
    shards_with_chunks, chunks_by_shard = [], []
    for number, shard in enumerate(shards):
        shard_with_chunks, chunks = _update_chunks(state, number, shard, ranges, disk)
        shards_with_chunks.append(shard_with_chunks)
        chunks_by_shard.append(chunks)
    index = []
    for word_range, last_word in zip(ranges, list_last_words(weights, ranges), strict=True):
        data = b"".join(chunks.get(word_range, b"") for chunks in chunks_by_shard) + END
        index.append(_WordRange(word_range[0], last_word, writer.write("index/{}.pf_index", data)))
    return tuple(shards_with_chunks), index


def _update_chunks(
    state: Path, number: int, shard: _Shard, ranges: Sequence[Range], disk: Disk
) -> tuple[_Shard, Mapping[Range, bytes]]:
    """Return the shard with its chunks in the cache, and the chunks; only chunks of new ranges are built."""
    if not shard:
        return shard, {}
    rows = _read_part(state, shard, "chunks", ())
    known = {(start, next_start): chunk for start, next_start, chunk in rows}
    if list(known) == list(ranges):
        return shard, known
    chunks = build_chunks(number, read_value(state, shard["words"]), ranges, known)
    file = write_value(
        state, f"shards/{number}.chunks", [(*word_range, chunk) for word_range, chunk in chunks.items()], disk
    )
    return shard | {"chunks": file}, chunks


def _write_page_names(pages: Sequence[_MergedPage], writer: _BundleWriter) -> list[str]:
    """Write the names of the pages' texts, as bytes; return the names of the files."""
    files = []
    for start in range(0, len(pages), PAGES_IN_FILE):
        digits = "".join(page.fragment for page in pages[start : start + PAGES_IN_FILE])
        files.append(writer.write("pages/{}.pf_names", bytes.fromhex(digits)))
    return files


def _write_facets(facets: FacetPages, writer: _BundleWriter) -> dict[str, str]:
    """Write the file of each facet; return the facets' names → names of the files."""
    names = {}
    for facet, values in sorted(facets.items()):
        names[facet] = writer.write("facets/{}.json.gz", render_facet(values))
    return names


def _render_entry(name: str, page_count: int, metadata: Mapping[str, Any]) -> bytes:
    """Return the file that leads to the list with that name; only this one is requested again and again."""
    language = {"hash": name, "wasm": metadata["wasm"], "page_count": page_count}
    entry = {
        "version": metadata["version"],
        "include_characters": metadata["include_characters"],
        "languages": {metadata["language"]: language},
    }
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _pack(value: object) -> bytes:
    return gzip.compress(SIGNATURE + cbor2.dumps(value), compresslevel=6, mtime=0)
