"""The version of the program that wrote the store: another version may derive other pages from the same content.

It is a digest of the code that can affect a page, not of the whole generator, so that a change of a command does not
make the next build process all content again.
"""

import importlib.metadata
import platform
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

PACKAGE = Path(__file__).parents[1]

LIBRARIES = (
    "anyascii",
    "babel",
    "jinja2",
    "justext",
    "markdown-it-py",
    "mdit-py-plugins",
    "pydantic",
    "pyyaml",
    "rapidfuzz",
    "rustworkx",
    "sentencex",
)
"""Distributions that affect what is read, found, checked and rendered. Of justext, only its word lists are used."""

WITHOUT_EFFECT = frozenset({"authoring", "cli", "importing", "proposals", "serve", "site", "theme"})
"""Folders of the generator that no page and no diagnostic depends on.

They change content/, or use the pages when these are written.
"""


@cache
def compute_version(package: Path = PACKAGE) -> str:
    """Return a digest of the program: its files, the libraries, and Python."""
    digest = blake2b(platform.python_version().encode(), digest_size=16)
    for name in LIBRARIES:
        digest.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    for path in sorted(_list_files(package)):
        digest.update(f"{path.relative_to(package)} ".encode() + path.read_bytes())
    return digest.hexdigest()


def _list_files(package: Path) -> Iterator[Path]:
    for path in package.rglob("*"):
        folder = path.relative_to(package).parts[0]
        if path.suffix in {".py", ".j2", ".yml"} and folder not in WITHOUT_EFFECT:
            yield path
