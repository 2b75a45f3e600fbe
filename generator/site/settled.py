"""Gives a search bundle the same bytes for the same pages, and takes what few readers ask for out of what all fetch.

Pagefind 1.5 writes facets and their values in no order; their files are written anew in order. The order of the pages
in time, a quarter of the list that each search begins with, becomes a file of its own, in the form of a facet with one
value. So the list of pages and files is written anew as well, and the entry, which names that. Names are digests, as
Pagefind's are, so that a browser keeps what has not changed.
"""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import cbor2

from generator.site.files import DISK, Disk

ENTRY = "pagefind-entry.json"

_SIGNATURE = b"pagefind_dcd"
_FACETS, _ORDERS = 3, 4
"""Where a bundle's list has its facets, each with the name of its file, and its orders, each with numbers of pages."""
_DIGITS = 10


def settle(bundle: Path, *, disk: Disk = DISK) -> None:
    """Writes the facets and orders of the bundle in that folder anew. Raises `OutputError` if the disk refuses."""
    entry = json.loads((bundle / ENTRY).read_bytes())
    for language, index in sorted(entry["languages"].items()):
        listed = bundle / f"pagefind.{index['hash']}.pf_meta"
        contents: Any = _read(listed)
        facets = {name: _taken(bundle / f"filter/{file}.pf_filter", disk) for name, file in contents[_FACETS]}
        facets |= {name: [["", pages]] for name, pages in contents[_ORDERS]}
        contents[_ORDERS] = []
        contents[_FACETS] = [
            [name, _put(bundle / "filter/*.pf_filter", language, [name, sorted(values)], disk)]
            for name, values in sorted(facets.items())
        ]
        disk.remove(listed)
        index["hash"] = _put(bundle / "pagefind.*.pf_meta", language, contents, disk)
    disk.put(bundle / ENTRY, json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode())


def _taken(file: Path, disk: Disk) -> Any:
    """The values of a facet with the numbers of their pages; its file goes."""
    _, values = _read(file)
    disk.remove(file)
    return values


def _read(file: Path) -> Any:
    return cbor2.loads(gzip.decompress(file.read_bytes()).removeprefix(_SIGNATURE))


def _put(pattern: Path, language: str, value: Any, disk: Disk) -> str:
    """Writes a value into a file whose name has its digest for the `*`; returns that."""
    data = _SIGNATURE + cbor2.dumps(value)
    name = f"{language}_{hashlib.sha256(data).hexdigest()[:_DIGITS]}"
    disk.put(pattern.with_name(pattern.name.replace("*", name)), gzip.compress(data, mtime=0))
    return name
