"""Small sites of a few pages, with a search index that shows whether it got all changes.

Most tests begin with the site of the same files, or compare a site with the first build of the same files. Each of them
is built once in a process: `lay_published` copies a published project, and `build_from_scratch` keeps its results.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generator.infra import file_digests
from generator.infra.progress import Progress
from generator.infra.store import Store
from generator.site import rebuild
from generator.site.build import update_site
from generator.site.engine_choice import MKDOCS
from generator.site.output import ownership, state
from generator.site.output.docs_tree import WriteSummary
from generator.site.output.manifest import read_manifest
from generator.site.output.staging import list_files
from generator.site.output.state import Project
from generator.site.search_index.search_bundle import StaleIndexError
from generator.site.search_index.search_data import SearchData

EPOCH = 1_490_000_000
REPOSITORY = Path(__file__).parents[2]

PAGES = {
    "index.md": "# Briefings\n\n[Hamas](actors/hamas.md#says)\n",
    "briefings/index.md": "# Briefings\n",
    "statements/index.md": "# Statements\n",
    "compare/index.md": "# Compare two actors\n",
    "actors/index.md": "# Actors\n",
    "actors/hamas.md": "# Hamas\n\n## Says\n\nWords.[^c01]\n\n[^c01]: A note.\n",
    "actors/old-name/index.html": "<!doctype html>\n<title>Moved</title>\n",
    "themes/index.md": "# Themes\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n",
    "questions/index.md": "# Questions\n",
    "sources/index.md": "# Sources\n",
    "places/index.md": "# Places\n",
    "changes.md": "# What changed\n",
    "timeline.md": "# Timeline\n",
    "network.md": "# Network\n",
    "methodology.md": "# Methodology\n",
}
"""A page for each entry of the navigation."""


def lay_root(folder: Path) -> Path:
    """Copy the sources of a small site into a folder: the real configuration and theme, and `PAGES`."""
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    shutil.copytree(REPOSITORY / "generator/theme", folder / "generator/theme")
    for path, text in PAGES.items():
        (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / path).write_text(text)
    shutil.copy(REPOSITORY / "docs/about.md", folder / "docs")
    return folder


def update_index(
    state: Path,
    pages: Mapping[str, bytes],
    removed: Collection[str],
    read_data: Callable[[str], SearchData],
    *,
    jobs: int,
    progress: Progress,
) -> Mapping[str, str]:
    """Return a bundle with a file for each page, which has the digest of the page and its search data as its name."""
    assert jobs
    assert progress
    if (state / "damaged").exists():
        raise StaleIndexError
    state.mkdir(exist_ok=True)
    for path in (*removed, *pages):
        for file in (state / path).glob("*"):
            file.unlink()
    for path, html in pages.items():
        (state / path).mkdir(parents=True, exist_ok=True)
        content = html + repr(read_data(path)).encode()
        (state / path / file_digests.compute_digest(content)).write_bytes(content)
    return {f"pagefind/{file.rpartition('/')[0]}.pf": file for file in list_files(state)}


def read_generated(root: Path) -> WriteSummary:
    """Return the generated pages of docs/ as the docs stage does: those of the manifest, as they are now."""
    docs = root / "docs"
    paths = [path for path in read_manifest(docs) if (docs / path).is_file()]
    return WriteSummary(digests={path: file_digests.compute_digest((docs / path).read_bytes()) for path in paths})


def publish_with_light_search(root: Path, engine: str = MKDOCS) -> Path:
    """Publish the site of `root` with `update_index` in place of Pagefind; return `root`."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rebuild, "update_index", update_index)
        assert build_small_site(root, engine=engine)
    return root


def build_small_site(
    root: Path, *, epoch: int = EPOCH, full: bool = False, jobs: int = 1, engine: str = MKDOCS
) -> bool:
    """Publish the site of `root`; return False if it was current."""
    return update_site(Project(root, epoch, jobs, engine), read_generated(root), full=full)


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


_OUTPUTS = (".cache", "site", ".site.old")
"""The names of what builds write into a project."""

_first_builds: dict[tuple[str, int, str, object], Mapping[str, bytes]] = {}
"""The site of each first build, by the digest of its sources, its date, its engine and its search index."""


def build_from_scratch(root: Path, copy: Path, *, epoch: int = EPOCH, engine: str = MKDOCS) -> Mapping[str, bytes]:
    """Return the files of the site that a first build makes from a copy of `root`.

    The result is kept for other projects with the same sources. A build does not depend on its folder: other tests
    hold that.
    """
    shutil.rmtree(copy, ignore_errors=True)
    key = (_digest_sources(root), epoch, engine, rebuild.update_index)
    if key not in _first_builds:
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(*_OUTPUTS))
        assert build_small_site(copy, epoch=epoch, engine=engine)
        _first_builds[key] = read_files(copy / "site")
    return _first_builds[key]


def _digest_sources(root: Path) -> str:
    """Return a digest of the paths, kinds and bytes of all files of a project, except those that builds write."""
    entries: list[tuple[str, object]] = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in _OUTPUTS]
        for name in (*folders, *names):
            path = Path(folder, name)
            content = path.readlink() if path.is_symlink() else path.read_bytes() if path.is_file() else None
            entries.append((path.relative_to(root).as_posix(), content))
    return file_digests.compute_digest(repr(sorted(entries)).encode(errors="surrogateescape"))


def lay_published(original: Path, root: Path) -> None:
    """Copy a project with its published site into the folder `root`, so that the site is current there, too.

    A copy has other inode numbers and another folder: the state and the record of the published files, which have
    both, are written again.
    """
    _copy_with_links(original, root)
    record = ownership.read_record(root)
    assert record
    ownership.write_record(root, record.paths)
    stamps = list_files(root / "site", hidden=True)
    with open_state(root) as store:
        saved = state.read_state(store)
        published = {path: file._replace(stamp=stamps[path]) for path, file in saved.published.items()}
        state.save_state(store, replace(saved, published=published), saved)


def _copy_with_links(source: Path, target: Path) -> None:
    """Copy a folder. Several names of one file become names of one copy, as in site/ and the staging tree."""
    copies: dict[int, str] = {}

    def copy(path: str, new_path: str) -> None:
        first = copies.setdefault(os.stat(path).st_ino, new_path)  # noqa: PTH116  # as `shutil`
        if first == new_path:
            shutil.copy2(path, new_path)
        else:
            os.link(first, new_path)

    shutil.copytree(source, target, copy_function=copy, dirs_exist_ok=True)


def open_state(root: Path) -> Store:
    """Open the store with the state of the site, in the version that it has."""
    with sqlite3.connect(root / ".cache/site.db") as connection:
        ((version,),) = connection.execute("SELECT value FROM head").fetchall()
    return Store.open(root / ".cache/site.db", version.partition(" ")[2])


def assert_same_as_first_build(root: Path, copy: Path, *, epoch: int = EPOCH, engine: str = MKDOCS) -> None:
    """Check that the site of `root` has the bytes of a first build."""
    actual, expected = read_files(root / "site"), build_from_scratch(root, copy, epoch=epoch, engine=engine)
    assert actual.keys() == expected.keys()
    assert [path for path in expected if actual[path] != expected[path]] == []
