"""Gives a search bundle the same bytes for the same pages: Pagefind 1.5 writes facets and their values in no order.

The files of the facets are written anew in order, and so is what names them: the bundle's list of pages and files, and
the entry, which names that. Their names are digests, as Pagefind's are, so that a browser keeps what has not changed.
"""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

from generator.site.cbor import decoded, encoded
from generator.site.files import DISK, Disk

ENTRY = "pagefind-entry.json"

_SIGNATURE = b"pagefind_dcd"
_FILTERS = 3
"""Where a bundle's list has its facets, as pairs of a name and the name of a file."""
_DIGITS = 10


def settle(bundle: Path, *, disk: Disk = DISK) -> None:
    """Writes the facets of the bundle in that folder anew. Raises `OutputError` if the disk refuses."""
    entry = json.loads((bundle / ENTRY).read_bytes())
    for language, index in sorted(entry["languages"].items()):
        listed = bundle / f"pagefind.{index['hash']}.pf_meta"
        contents: Any = _read(listed)
        contents[_FILTERS] = sorted(
            [name, _settle_facet(bundle / "filter", language, file, disk)] for name, file in contents[_FILTERS]
        )
        index["hash"] = _replace(listed, "pagefind.", language, contents, disk)
    disk.put(bundle / ENTRY, json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode())


def _settle_facet(folder: Path, language: str, name: str, disk: Disk) -> str:
    """The new name of a facet's file."""
    file = folder / f"{name}.pf_filter"
    facet: Any = _read(file)
    return _replace(file, "", language, [facet[0], sorted(facet[1])], disk)


def _read(file: Path) -> Any:
    return decoded(gzip.decompress(file.read_bytes()).removeprefix(_SIGNATURE))


def _replace(file: Path, before: str, language: str, value: Any, disk: Disk) -> str:
    """Puts a value in the place of a file, named by its digest, which it returns."""
    data = _SIGNATURE + encoded(value)
    name = f"{language}_{hashlib.sha256(data).hexdigest()[:_DIGITS]}"
    disk.remove(file)
    disk.put(file.with_name(f"{before}{name}{file.suffix}"), gzip.compress(data, mtime=0))
    return name
