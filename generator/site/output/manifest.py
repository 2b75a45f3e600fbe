"""The manifest of the files that the generator wrote into `docs/`, so that it touches no other file there.

For each page, the manifest has the digests that its file may have: one after a finished run, and both the old and the
new one during a run, so that the next run after an interruption recognizes its own pages. It has one page a line,
sorted.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.infra.files import wrap_os_error

MANIFEST = ".manifest.json"
"""The file's name in `docs/`; MkDocs does not publish files that begin with a dot."""

_PAGE_PATH = re.compile(r"[^/\\\0.][^/\\\0]*(/[^/\\\0.][^/\\\0]*)*")

Manifest = Mapping[str, frozenset[str]]
"""Path below `docs/`, with forward slashes → digests that the file may have."""


def is_page_path(path: str) -> bool:
    """Check whether a path leads to a file below `docs/` that neither MkDocs nor the generator reserves."""
    return _PAGE_PATH.fullmatch(path) is not None


def parse_manifest(text: str) -> dict[str, frozenset[str]]:
    """Parse a manifest; if it is damaged, parse the lines that are intact.

    A wrong line does no harm: a file counts as generated only if its bytes have the digest as well.
    """
    pairs = _parse_object(text)
    if pairs is None:
        pairs = []
        for line in text.splitlines():
            pairs += _parse_object(f"{{{line.rstrip(',')}}}") or ()
    entries: dict[str, frozenset[str]] = {}
    for path, digests in pairs:
        if is_page_path(path) and _is_list_of_texts(digests):
            entries[path] = entries.get(path, frozenset()).union(digests)
    return entries


def _is_list_of_texts(value: object) -> bool:
    return type(value) is list and all(isinstance(item, str) for item in value)


def _parse_object(text: str) -> list[tuple[str, Any]] | None:
    """Return the keys and values of a JSON object; None if `text` is not one."""
    try:
        # The hook keeps repeated keys; a nested object becomes a list of another type, which is not taken for digests.
        pairs = json.loads(text, object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):
        return None
    return pairs if isinstance(pairs, _Pairs) else None


class _Pairs(list[tuple[str, Any]]):
    """A JSON object in the order of its keys."""


_quote = json.encoder.encode_basestring_ascii
"""The encoder that `json.dumps` calls for a text; called directly, it is faster."""


def render_manifest(manifest: Manifest) -> str:
    """Return the text of a manifest: JSON, one page a line."""
    lines = []
    for path in sorted(manifest):
        digests = ", ".join(map(_quote, sorted(manifest[path])))
        lines.append(f"{_quote(path)}: [{digests}]")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def read_manifest(docs: Path) -> dict[str, frozenset[str]]:
    """Return the manifest of `docs`; empty if it is missing or unreadable."""
    path = docs / MANIFEST
    try:
        return parse_manifest(path.read_bytes().decode("utf-8", errors="replace"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise wrap_os_error("read", path, error) from error
