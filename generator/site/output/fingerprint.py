"""The fingerprint of all that every page of the site depends on: if it changes, everything is built again.

It covers the configuration, the theme, the policy, the modules that make the site, and the versions of the engine. The
pages of docs/ are not part of it: each has a digest of its own (`docs_scan`).
"""

import importlib.metadata
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from generator.infra.file_digests import compute_digest
from generator.infra.files import wrap_os_error
from generator.infra.mappings import remove_keys
from generator.site.engine_choice import MKDOCS

ENGINE = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "pygments", "jinja2", "pagefind", "tinycss2")
"""The distributions whose versions change the pages."""

_SHARED_MODULES = (
    "model/kinds.py",
    "model/page_paths.py",
    "text/characters.py",
    "text/folding.py",
    "text/search_words.py",
)
"""The modules of paths and of words that the package imports, besides its own and those of `infra`."""

_DATE_VARIABLES = (b"build_date", b"update_date")
"""The variables with which a template shows the date of the build."""


class SiteFingerprint(NamedTuple):
    """The digest of the inputs of all pages of a site."""

    digest: str
    is_dated: bool
    """True if pages show the date of the build."""


def compute_fingerprint(root: Path, engine: str = MKDOCS) -> SiteFingerprint:
    """Return the fingerprint of the site of `root` when it is built with the engine of that name.

    Raise `OutputError` if a file cannot be read.
    """
    theme_folder = root / "generator" / "theme"
    theme = {path: _read_bytes(theme_folder / path) for path in list_visible_files(theme_folder)}
    is_dated = any(map(_has_date, remove_keys(theme, {"sitemap.xml"}).values()))
    return SiteFingerprint(_hash_lines(_list_inputs(root, engine, theme)), is_dated)


def _list_inputs(root: Path, engine: str, theme: Mapping[str, bytes]) -> Iterator[str]:
    """Yield a line for each input of all pages."""
    yield f"python {sys.version}"
    for name in (*ENGINE, engine):
        yield f"{name} {_get_version(name)}"
    for module in sorted(list_modules()):
        yield f"program {module.name} {compute_digest(_read_bytes(module))}"
    yield f"mkdocs.yml {compute_digest(_read_bytes(root / 'mkdocs.yml'))}"
    for path, data in theme.items():
        yield f"theme/{path} {compute_digest(data)}"


def _has_date(template: bytes) -> bool:
    return any(name in template for name in _DATE_VARIABLES)


def list_modules() -> Iterator[Path]:
    """Yield the modules that make a site of docs/, with those of paths and of words that they import."""
    package = Path(__file__).parents[2]
    yield from map(package.joinpath, _SHARED_MODULES)
    yield from (package / "site").rglob("*.py")
    yield from (package / "infra").rglob("*.py")


def list_visible_files(folder: Path) -> list[str]:
    """Return the sorted paths of all files below `folder`, except dotfiles.

    Raise `OutputError` if a folder cannot be read.
    """
    return sorted(_walk(os.fspath(folder), ""))


def _walk(folder: str, prefix: str) -> Iterator[str]:
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    except OSError as error:
        raise wrap_os_error("read", Path(folder), error) from error
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from _walk(entry.path, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}"


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise wrap_os_error("read", path, error) from error


def _get_version(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return "none"


def _hash_lines(lines: Iterable[str]) -> str:
    return blake2b("\n".join(lines).encode(errors="surrogateescape"), digest_size=16).hexdigest()
