"""The cache of the search index between builds, which never uses a damaged file.

Each file has a digest of its content in its name, or its size or digest in the manifest. The manifest is removed before
anything is changed, and written last, so that a folder without a manifest was left by a killed run.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Any

import cbor2

from generator.infra.files import Disk
from generator.infra.mappings import map_values

_MANIFEST = "manifest.json"
_DIGITS = 20
DIGITS = 10
"""The number of digits of a digest in the name of a published file."""


class StaleIndexError(Exception):
    """The cache cannot be updated: delete it, and pass all pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexManifest:
    """The content of the cache; all paths are below its folder."""

    version: str
    """The version of the format and of Pagefind: another version makes other files."""
    pages: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Path in the site → digest of the page's searchable content and search data, its language."""
    language: str = ""
    shards: tuple[dict[str, str], ...] = ()
    """The file of each part of each shard."""
    metadata: Mapping[str, Any] = field(default_factory=dict)
    """Pagefind's version, its settings, and its WebAssembly."""
    files: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """The files of the bundle: path in the site → file and its size."""


def read_index_manifest(state: Path, version: str) -> IndexManifest:
    """Return the manifest; an empty one if there is no cache. Raise `StaleIndexError` if the cache is damaged."""
    if not state.is_dir() or not any(state.iterdir()):
        return IndexManifest(version=version)
    try:
        digest, _, data = (state / _MANIFEST).read_bytes().partition(b"\n")
    except OSError as error:
        raise StaleIndexError("there is no manifest") from error
    if digest.decode(errors="replace") != hash_content(data):
        raise StaleIndexError("the manifest is damaged")
    fields = json.loads(data)
    if fields.get("version") != version:
        raise StaleIndexError("another version made it")
    fields["pages"] = map_values(tuple, fields["pages"])
    fields["files"] = map_values(tuple, fields["files"])
    fields["shards"] = tuple(fields["shards"])
    return IndexManifest(**fields)


def start_update(state: Path, disk: Disk) -> None:
    """Invalidate the cache; call this before anything is changed."""
    disk.remove(state / _MANIFEST)


def finish_update(state: Path, manifest: IndexManifest, disk: Disk) -> None:
    """Write the manifest; call this when all files in it exist."""
    fields = {name: getattr(manifest, name) for name in IndexManifest.__slots__}
    data = json.dumps(fields, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    disk.put(state / _MANIFEST, hash_content(data).encode() + b"\n" + data)


def hash_content(data: bytes) -> str:
    """Return the digest that identifies content, in 20 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()[:_DIGITS]


def write_value(state: Path, part: str, value: object, disk: Disk) -> str:
    """Write a value into a file of its own, unless the file exists; return its path below the folder."""
    data = cbor2.dumps(value)
    path = f"{part}.{hash_content(data)}"
    if not (state / path).exists():
        disk.put(state / path, data)
    return path


def read_value(state: Path, path: str) -> Any:
    """Return the value in a file that `write_value` wrote. Raise `StaleIndexError` if the cache is damaged."""
    return cbor2.loads(read_verified(state, path, path.rpartition(".")[2]))


def read_verified(state: Path, path: str, digest: str) -> bytes:
    """Return the bytes of a file with a known digest. Raise `StaleIndexError` if the cache is damaged."""
    data = read_file(state, path)
    if hash_content(data) != digest:
        raise StaleIndexError(f"`{path}` is damaged")
    return data


def read_file(state: Path, path: str) -> bytes:
    """Return the bytes of a file. Raise `StaleIndexError` if it cannot be read."""
    try:
        return (state / path).read_bytes()
    except OSError as error:
        raise StaleIndexError(f"`{path}` cannot be read") from error


def verify_files(state: Path, files: Mapping[str, tuple[str, int]]) -> dict[str, str]:
    """Return path in the site → file of the bundle. Raise `StaleIndexError` if one is missing or has another size."""
    for file, size in files.values():
        try:
            actual = os.stat(f"{state}/{file}").st_size  # noqa: PTH116  # a Path for each of thousands takes longer
        except OSError as error:
            raise StaleIndexError(f"`{file}` cannot be read") from error
        if actual != size:
            raise StaleIndexError(f"`{file}` is damaged")
    return map_values(itemgetter(0), files)


def remove_unused(state: Path, folder: str, used: set[str], disk: Disk) -> None:
    """Remove the files directly in a folder of the cache that are not `used`."""
    if (state / folder).is_dir():
        for name in sorted(os.listdir(state / folder)):  # noqa: PTH208  # of thousands, most of which are used
            if f"{folder}/{name}" not in used and (state / folder / name).is_file():
                disk.remove(state / folder / name)
