"""What the generator wrote into `docs/`, so that it touches nothing else there.

The manifest gives each page the digests that its file may have: one after a finished run, both the old and
the new while a run is under way, so that a run that was stopped finds its own pages again. One page a line,
sorted.
"""

import json
import re
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from generator.site.files import refusal

MANIFEST = ".manifest.json"
"""Its name in `docs/`; MkDocs does not publish files that begin with a dot."""

_PAGE_PATH = re.compile(r"[^/\\\0.][^/\\\0]*(/[^/\\\0.][^/\\\0]*)*")

Manifest = Mapping[str, frozenset[str]]
"""Path below `docs/`, with forward slashes → digests that the file may have."""


def digest(data: bytes) -> str:
    """What stands for the bytes of a file."""
    return blake2b(data, digest_size=16).hexdigest()


def is_page_path(path: str) -> bool:
    """Whether it leads to a file below `docs/`, and to none that MkDocs or the generator keeps for itself."""
    return _PAGE_PATH.fullmatch(path) is not None


def parse(text: str) -> dict[str, frozenset[str]]:
    """Reads a manifest: of a damaged one, the lines that are whole.

    A wrong line does no harm: a file is taken for the generator's only if its bytes have the digest as well.
    """
    pairs = _pairs(text)
    if pairs is None:
        pairs = [pair for line in text.splitlines() for pair in _pairs(f"{{{line.rstrip(',')}}}") or ()]
    entries: dict[str, frozenset[str]] = {}
    for path, digests in pairs:
        if is_page_path(path) and type(digests) is list and all(isinstance(one, str) for one in digests):
            entries[path] = entries.get(path, frozenset()).union(digests)
    return entries


def _pairs(text: str) -> list[tuple[str, Any]] | None:
    """Keys and values of the object that `text` is; None where it is none."""
    try:
        # Keys that stand there twice are seen by this alone; an object within another is no pair of ours.
        pairs = json.loads(text, object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):
        return None
    return pairs if isinstance(pairs, _Pairs) else None


class _Pairs(list[tuple[str, Any]]):
    """An object of JSON, in the order of its keys."""


_quoted = json.encoder.encode_basestring_ascii
"""What `json.dumps` makes of a text, without its making ready, which takes longer."""


def render(manifest: Manifest) -> str:
    """The text of a manifest: JSON, one page a line."""
    lines = (f"{_quoted(path)}: [{', '.join(map(_quoted, sorted(manifest[path])))}]" for path in sorted(manifest))
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
