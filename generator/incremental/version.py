"""The versions of the program that wrote the store: another program may derive other data from the same content.

They are digests of the code that can affect the data, not of the whole generator, so that a change of a command does
not make the next build process all content again. The states of briefings and entities have a version of their own: a
change of the code that renders pages makes all pages out of date, but no state.
"""

import importlib.metadata
import platform
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).parents[1]

LIBRARIES = (
    "anyascii",
    "babel",
    "jinja2",
    "justext",
    "markdown-it-py",
    "mdit-py-plugins",
    "msgspec",
    "pillow",
    "pydantic",
    "pyyaml",
    "rapidfuzz",
    "rustworkx",
    "sentencex",
)
"""Distributions that affect what is read, found, checked and rendered. Of justext, only its word lists are used."""

RENDERING = frozenset({"figures", "jsonld", "pages", "templates"})
"""Folders of the generator that only the rendering of pages depends on."""

WITHOUT_EFFECT = frozenset({"authoring", "cli", "importing", "proposals", "serve", "site", "theme"})
"""Folders of the generator that no page and no diagnostic depends on.

They change content/, or use the pages when these are written.
"""


class ProgramVersions(NamedTuple):
    """The digest of everything that states depend on, and that of the code on which only the rendering depends."""

    states: str
    rendering: str


@cache
def compute_versions(package: Path = PACKAGE) -> ProgramVersions:
    """Return the versions of the program: states depend on its files, the libraries, and Python."""
    states = blake2b(platform.python_version().encode(), digest_size=16)
    rendering = blake2b(digest_size=16)
    for name in LIBRARIES:
        states.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    for path in sorted(_list_files(package)):
        relative_path = path.relative_to(package)
        digest = rendering if relative_path.parts[0] in RENDERING else states
        digest.update(f"{relative_path} ".encode() + path.read_bytes())
    return ProgramVersions(states.hexdigest(), rendering.hexdigest())


def _list_files(package: Path) -> Iterator[Path]:
    for path in package.rglob("*"):
        folder = path.relative_to(package).parts[0]
        if path.suffix in {".py", ".j2", ".yml"} and folder not in WITHOUT_EFFECT:
            yield path
