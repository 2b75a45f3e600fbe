"""Whether the published site is still that of the pages, so that an unchanged rebuild need not run MkDocs.

What goes into a site is summed up in a fingerprint: the pages, the configuration, the theme, the policy and the
versions of the engine. It is kept in `.cache/`, with the listing of the site that was built from it. Nothing here
builds or writes pages.
"""

import importlib.metadata
import json
import os
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from generator.site import manifest
from generator.site.files import DISK, Disk, refusal

ENGINE = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "pygments", "jinja2", "pagefind", "tinycss2")
"""Distributions whose versions show in the pages."""

MEMORY = Path(".cache", "site.json")
"""Below the root; what is in it can be lost at any time, and costs one build."""


def fingerprint(root: Path) -> str:
    """Sums up what the site of `root` is built from.

    Pages of the generator are taken from the manifest, which `docs_tree.write` has compared with the files
    just before; all other files are read. Raises `OutputError` if one cannot be.
    """
    docs, theme = root / "docs", root / "generator" / "theme"
    known = manifest.read(docs)
    return _sum(
        [
            *(f"{name} {_version(name)}" for name in ENGINE),
            *(f"site {path.name} {_content(path)}" for path in sorted(Path(__file__).parent.glob("*.py"))),
            f"mkdocs.yml {_content(root / 'mkdocs.yml')}",
            *(f"theme/{path} {_content(theme / path)}" for path, _ in _listing(theme)),
            *(f"docs/{path} {' '.join(sorted(known[path]))}" for path in sorted(known)),
            *(f"docs/{path} {_content(docs / path)}" for path, _ in _listing(docs) if path not in known),
        ]
    )


def is_current(root: Path, state: str) -> bool:
    """Whether the site was built from what the fingerprint `state` sums up, and has the files it had then."""
    try:
        memory = json.loads((root / MEMORY).read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return (root / "site").is_dir() and memory == {"fingerprint": state, "listing": _site(root)}


def remember(root: Path, state: str, *, disk: Disk = DISK) -> None:
    """Notes that the site as it stands was built from what the fingerprint `state` sums up."""
    memory = {"fingerprint": state, "listing": _site(root)}
    disk.put(root / MEMORY, (json.dumps(memory, indent=2) + "\n").encode())


def _site(root: Path) -> str:
    return _sum(f"{path} {size}" for path, size in _listing(root / "site"))


def _listing(folder: Path) -> list[tuple[str, int]]:
    """Each file below `folder`, save dotfiles: path with forward slashes, and size in bytes."""
    return sorted(_files(os.fspath(folder), ""))


def _files(folder: str, prefix: str) -> Iterator[tuple[str, int]]:
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
            yield f"{prefix}{entry.name}", entry.stat(follow_symlinks=False).st_size


def _content(path: Path) -> str:
    try:
        return manifest.digest(path.read_bytes())
    except FileNotFoundError:
        return "none"
    except OSError as error:
        raise refusal("read", path, error) from error


def _version(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return "none"


def _sum(lines: Iterable[str]) -> str:
    return blake2b("\n".join(lines).encode(errors="surrogateescape"), digest_size=16).hexdigest()
