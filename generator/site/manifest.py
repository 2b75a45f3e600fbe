"""What the generator wrote into `docs/`, so that it touches nothing else there.

The manifest gives each page the digests that its file may have: one after a finished run, both the old and
the new while a run is under way, so that a run that was stopped finds its own pages again. One page a line,
sorted.
"""

import json
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

from generator.site.files import refusal

MANIFEST = ".manifest.json"
"""Its name in `docs/`; MkDocs does not publish files that begin with a dot."""

Manifest = Mapping[str, frozenset[str]]
"""Path below `docs/`, with forward slashes → digests that the file may have."""


def digest(data: bytes) -> str:
    """What stands for the bytes of a file."""
    return blake2b(data, digest_size=16).hexdigest()


def is_page_path(path: str) -> bool:
    """Whether it leads to a file below `docs/`, and to none that MkDocs or the generator keeps for itself."""
    parts = path.split("/")
    return "\\" not in path and "\0" not in path and all(part and part[0] != "." for part in parts)


def parse(text: str) -> dict[str, frozenset[str]]:
    """Reads a manifest, line by line: of a damaged one, the lines that are whole.

    A wrong line does no harm: a file is taken for the generator's only if its bytes have the digest as well.
    """
    entries: dict[str, frozenset[str]] = {}
    for line in text.splitlines():
        for path, digests in _entries(line):
            entries[path] = entries.get(path, frozenset()) | digests
    return entries


def _entries(line: str) -> Iterator[tuple[str, frozenset[str]]]:
    try:
        entry = json.loads(f"{{{line.rstrip(',')}}}")
    except (ValueError, RecursionError):
        return
    for path, digests in entry.items():
        if is_page_path(path) and isinstance(digests, list) and all(isinstance(one, str) for one in digests):
            yield path, frozenset(digests)


def render(manifest: Manifest) -> str:
    """The text of a manifest: JSON, one page a line."""
    lines = (f"{json.dumps(path)}: {json.dumps(sorted(manifest[path]))}" for path in sorted(manifest))
    return "{\n" + ",\n".join(lines) + "\n}\n"


def read(docs: Path) -> dict[str, frozenset[str]]:
    """The manifest of `docs`; empty where there is none, or none that can be made sense of."""
    path = docs / MANIFEST
    try:
        return parse(path.read_bytes().decode("utf-8", errors="replace"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise refusal("read", path, error) from error
