"""Puts the shards together to the bundle that a browser searches as one index.

Its files are those of Pagefind 1.5, with these differences. The list that each search begins with has the pages of all
shards, one shard's after the other's, and at its end how many pages each has; the order in time, a quarter of that
list, is a file of its own, in the form of a facet with one value. Words are in ranges with a piece of each shard
(`generator.site.pieces`). There is one WebAssembly and no script: `generator/theme/assets/search/` has its own. Names
are digests, so that a browser keeps what has not changed; only the entry has always the same.
"""

import gzip
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any

import cbor2

from generator.site.files import Disk
from generator.site.kept import DIGITS, Manifest, digest_of, get, put
from generator.site.pieces import END, Range, cut, last_words, ranges
from generator.site.settled import ENTRY, FIELDS, SIGNATURE

BUNDLE = "pagefind"
"""The bundle's folder, at the root of the site, and in the state."""

_BY_DATE = "date"

Pages = Sequence[tuple[str, int, str, str, int]]
"""Of each page of a shard: the name of its fragment, its number of words, its address, its day, its fragment's size."""
Facets = Mapping[str, Mapping[str, list[int]]]
Files = dict[str, tuple[str, int]]
"""As in the manifest."""
Kept = dict[str, str]
"""The files in which the parts of a shard are kept."""


def bundled(state: Path, manifest: Manifest, disk: Disk) -> Manifest:
    """What the folder holds when the bundle is that of its shards. Raises `StaleState`."""
    pages: list[Pages] = [get(state, shard["pages"]) if shard else [] for shard in manifest.shards]
    facets: list[Facets] = [get(state, shard["facets"]) if shard else {} for shard in manifest.shards]
    shards, index, files = _index(state, manifest.shards, disk)
    filters = {}
    for name, values in sorted(_facets(pages, facets).items()):
        data = _packed([name, sorted(values.items())])
        filters[name] = _put(state, files, "filter/{}.pf_filter", data, disk)
    sizes = [len(shard) for shard in pages]
    listed = [one[:2] for shard in pages for one in shard]
    about = manifest.about
    contents = [about["version"], listed, index, list(filters.items()), [], list(FIELDS), sizes]
    name = _put(state, files, "pagefind.{}.pf_meta", _packed(contents), disk)
    _put(state, files, ENTRY, _entry(name, len(listed), about), disk)
    files |= {f"{BUNDLE}/wasm.{about['wasm']}.pagefind": (about["wasm_file"], about["wasm_size"])}
    files |= {f"{BUNDLE}/fragment/{one[0]}.pf_fragment": _fragment(one) for shard in pages for one in shard}
    return replace(manifest, shards=shards, files=files)


def _index(
    state: Path, shards: Sequence[Kept], disk: Disk
) -> tuple[tuple[Kept, ...], list[tuple[str, str, str]], Files]:
    """The shards with their pieces; the first and the last word of each range, and what its file is named after."""
    weights: Counter[str] = Counter()
    for shard in shards:
        weights.update(get(state, shard["weights"]) if shard else {})
    parts = ranges(weights)
    done = [_with_pieces(state, number, shard, parts, disk) for number, shard in enumerate(shards)]
    files: Files = {}
    names = [
        _put(state, files, "index/{}.pf_index", b"".join([*(pieces.get(part, b"") for _, pieces in done), END]), disk)
        for part in parts
    ]
    first_words = [first for first, _ in parts]
    index = list(zip(first_words, last_words(weights, parts), names, strict=True))
    return tuple(shard for shard, _ in done), index, files


def _with_pieces(
    state: Path, number: int, shard: Kept, parts: Sequence[Range], disk: Disk
) -> tuple[Kept, Mapping[Range, bytes]]:
    """The shard with its pieces kept as well; only ranges that it was not cut into before are cut anew."""
    if not shard:
        return shard, {}
    known = {
        (first, after): piece for first, after, piece in (get(state, shard["pieces"]) if "pieces" in shard else ())
    }
    if list(known) == list(parts):
        return shard, known
    pieces = cut(number, get(state, shard["words"]), parts, known)
    kept = put(state, f"shards/{number}.pieces", [(*part, piece) for part, piece in pieces.items()], disk)
    return shard | {"pieces": kept}, pieces


def _facets(pages: Sequence[Pages], facets: Sequence[Facets]) -> dict[str, dict[str, list[int]]]:
    """The values of the facets, and the order in time, with the numbers of all pages."""
    merged: dict[str, dict[str, list[int]]] = {}
    for start, found in zip(accumulate((len(shard) for shard in pages), initial=0), facets, strict=False):
        for name, values in found.items():
            together = merged.setdefault(name, {})
            for value, numbers in values.items():
                together.setdefault(value, []).extend([start + number for number in numbers])
    return merged | {_BY_DATE: {"": _by_date([page for shard in pages for page in shard])}}


def _by_date(pages: Pages) -> list[int]:
    """The numbers of pages, the oldest first; of one day, by address, so that the newest first reads from a to z."""
    by_address = sorted(range(len(pages)), key=lambda number: pages[number][2], reverse=True)
    return sorted(by_address, key=lambda number: pages[number][3])


def _entry(name: str, pages: int, about: Mapping[str, Any]) -> bytes:
    """What leads to the list of that name, and is the only file that a browser asks for again and again."""
    language = {"hash": name, "wasm": about["wasm"], "page_count": pages}
    entry = {key: about[key] for key in ("version", "include_characters")} | {
        "languages": {about["language"]: language}
    }
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _fragment(page: tuple[str, int, str, str, int]) -> tuple[str, int]:
    return f"fragment/{page[0]}.pf_fragment", page[4]


def _put(state: Path, files: Files, path: str, data: bytes, disk: Disk) -> str:
    """Writes a file of the bundle, unless it is there, and notes it; returns the digest that stands in its name."""
    name = digest_of(data)[:DIGITS]
    kept = path.format(name) if "{}" in path else f"{name}.{path}"
    if not (state / BUNDLE / kept).exists():
        disk.put(state / BUNDLE / kept, data)
    files[f"{BUNDLE}/{path.format(name)}"] = (f"{BUNDLE}/{kept}", len(data))
    return name


def _packed(value: object) -> bytes:
    return gzip.compress(SIGNATURE + cbor2.dumps(value), compresslevel=6, mtime=0)
