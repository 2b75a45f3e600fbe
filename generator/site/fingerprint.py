"""What every page of the site depends on, summed up: where it is another, everything is made anew.

That is the configuration, the theme, the policy, this program's own way of making a site, and the versions of the
engine. The pages of docs/ are not in it: each is known by its own bytes (`make`).
"""

import importlib.metadata
import os
import sys
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from generator.seen import digest
from generator.site.engines import MKDOCS
from generator.site.files import refusal

ENGINE = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "pygments", "jinja2", "pagefind", "tinycss2")
"""Distributions whose versions show in the pages."""

_DATED = (b"build_date", b"update_date")
"""By these a template shows when the site was built."""


class Frame(NamedTuple):
    """What all pages of a site are built with."""

    digest: str
    is_dated: bool
    """Whether pages say when the site was built."""


def frame(root: Path, engine: str = MKDOCS) -> Frame:
    """Sums up what all pages of `root` are built with by the engine of that name.

    Raises `OutputError` if a file cannot be read.
    """
    theme = root / "generator" / "theme"
    files = {path: _content(theme / path) for path in listing(theme)}
    digest_of_all = _sum(
        [
            f"python {sys.version}",
            *(f"{name} {_version(name)}" for name in (*ENGINE, engine)),
            *(f"program {path.name} {digest(_content(path))}" for path in sorted(_program())),
            f"mkdocs.yml {digest(_content(root / 'mkdocs.yml'))}",
            *(f"theme/{path} {digest(data)}" for path, data in files.items()),
        ]
    )
    dated = any(word in data for path, data in files.items() if path != "sitemap.xml" for word in _DATED)
    return Frame(digest_of_all, dated)


def _program() -> Iterator[Path]:
    """The modules that have a part in making a site of docs/."""
    site = Path(__file__).parent
    yield from site.rglob("*.py")
    yield from (site.parent / f"{name}.py" for name in ("packing", "seen", "store", "workers"))


def listing(folder: Path) -> list[str]:
    """Each file below `folder`, save dotfiles, with forward slashes. Raises `OutputError`."""
    return sorted(_files(os.fspath(folder), ""))


def _files(folder: str, prefix: str) -> Iterator[str]:
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    except OSError as error:
        raise refusal("read", Path(folder), error) from error
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from _files(entry.path, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}"


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise refusal("read", path, error) from error


def _version(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return "none"


def _sum(lines: Iterable[str]) -> str:
    return blake2b("\n".join(lines).encode(errors="surrogateescape"), digest_size=16).hexdigest()
