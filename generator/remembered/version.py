"""What everything that is remembered was made by: another program may make something else of the same content."""

import importlib.metadata
import platform
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

PACKAGE = Path(__file__).parents[1]

LIBRARIES = (
    "babel",
    "jinja2",
    "markdown-it-py",
    "mdit-py-plugins",
    "pydantic",
    "pyyaml",
    "rapidfuzz",
    "rustworkx",
    "sentencex",
)
"""Distributions that decide about what is read, found and rendered."""

_APART = ("site", "theme")
"""Parts of the program that come after the pages."""


@cache
def version() -> str:
    """Sums up the program: its files, the libraries, and Python."""
    state = blake2b(platform.python_version().encode(), digest_size=16)
    for name in LIBRARIES:
        state.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    for path in sorted(_files(PACKAGE)):
        state.update(f"{path.relative_to(PACKAGE)} ".encode() + path.read_bytes())
    return state.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if path.suffix in {".py", ".j2", ".yml"} and parts[0] not in _APART:
            yield path
