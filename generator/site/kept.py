"""What the search index keeps from one build to the next, so that a damaged part of it is never used.

Each file has a digest of its content in its name, or its size or digest in the manifest. The manifest is removed before
anything is changed and written last, so that a folder without one is what a killed run left.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cbor2

from generator.site.files import Disk

_MANIFEST = "manifest.json"
_DIGITS = 20
DIGITS = 10
"""Of a digest, those that stand in the name of a published file."""


class StaleState(Exception):  # noqa: N818  # it is an answer, not a mistake
    """The folder cannot be built upon: delete it, and pass all pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the folder holds; all paths are below it."""

    maker: str
    """What made it: another version makes other files."""
    pages: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The digest of each indexed page as it is indexed, and its language, by its path in the site."""
    language: str = ""
    shards: tuple[dict[str, str], ...] = ()
    """The file of each part of each shard."""
    about: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """The files of the bundle: path in the site → file and its size."""


def opened(state: Path, maker: str) -> Manifest:
    """What the folder holds: nothing, where there is none. Raises `StaleState`."""
    if not state.is_dir() or not any(state.iterdir()):
        return Manifest(maker=maker)
    try:
        digest, _, written = (state / _MANIFEST).read_bytes().partition(b"\n")
    except OSError as error:
        raise StaleState("there is no manifest") from error
    if digest.decode(errors="replace") != digest_of(written):
        raise StaleState("the manifest is damaged")
    fields = json.loads(written)
    if fields["maker"] != maker:
        raise StaleState("another version made it")
    fields["pages"] = {path: (digest, language) for path, (digest, language) in fields["pages"].items()}
    fields["files"] = {path: (file, size) for path, (file, size) in fields["files"].items()}
    return Manifest(**fields | {"shards": tuple(fields["shards"])})


def begin(state: Path, disk: Disk) -> None:
    """To be called before anything is changed."""
    disk.remove(state / _MANIFEST)


def end(state: Path, manifest: Manifest, disk: Disk) -> None:
    """To be called when all that the manifest names is there."""
    fields = {name: getattr(manifest, name) for name in Manifest.__slots__}
    written = json.dumps(fields, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    disk.put(state / _MANIFEST, digest_of(written).encode() + b"\n" + written)


def digest_of(data: bytes) -> str:
    """What tells a content from any other."""
    return hashlib.sha256(data).hexdigest()[:_DIGITS]


def put(state: Path, part: str, value: object, disk: Disk) -> str:
    """Writes a value into a file of its own, unless it is there; returns the path below the folder."""
    data = cbor2.dumps(value)
    path = f"{part}.{digest_of(data)}"
    if not (state / path).exists():
        disk.put(state / path, data)
    return path


def get(state: Path, path: str) -> Any:
    """The value of such a file. Raises `StaleState`."""
    return cbor2.loads(content(state, path, path.rpartition(".")[2]))


def content(state: Path, path: str, digest: str) -> bytes:
    """The bytes of a file of which the digest is known. Raises `StaleState`."""
    try:
        data = (state / path).read_bytes()
    except OSError as error:
        raise StaleState(f"`{path}` cannot be read") from error
    if digest_of(data) != digest:
        raise StaleState(f"`{path}` is damaged")
    return data


def sized(state: Path, files: Mapping[str, tuple[str, int]]) -> dict[str, str]:
    """Where the files of the bundle are. Raises `StaleState` where one is gone or has another size."""
    for file, size in files.values():
        try:
            actual = os.stat(f"{state}/{file}").st_size  # noqa: PTH116  # of thousands of files: a path each takes longer
        except OSError as error:
            raise StaleState(f"`{file}` cannot be read") from error
        if actual != size:
            raise StaleState(f"`{file}` is damaged")
    return {path: file for path, (file, _) in files.items()}


def sweep(state: Path, folder: str, used: set[str], disk: Disk) -> None:
    """Removes the files right below a folder of the state that nothing uses any more."""
    if (state / folder).is_dir():
        for name in sorted(os.listdir(state / folder)):  # noqa: PTH208  # of thousands, most of which are used
            if f"{folder}/{name}" not in used and (state / folder / name).is_file():
                disk.remove(state / folder / name)
