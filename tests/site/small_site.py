"""Small sites of a few pages, with a search index that shows whether it got all changes."""

import shutil
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from generator.infra import file_digests
from generator.infra.progress import Progress
from generator.site.build import update_site
from generator.site.engine_choice import MKDOCS
from generator.site.output.docs_tree import WriteSummary
from generator.site.output.manifest import read_manifest
from generator.site.output.staging import list_files
from generator.site.output.state import Project
from generator.site.search_index.search_bundle import StaleIndexError
from generator.site.search_index.search_data import SearchData

EPOCH = 1_490_000_000


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


def build_small_site(
    root: Path, *, epoch: int = EPOCH, full: bool = False, jobs: int = 1, engine: str = MKDOCS
) -> bool:
    """Publish the site of `root`; return False if it was current."""
    return update_site(Project(root, epoch, jobs, engine), read_generated(root), full=full)


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def build_from_scratch(root: Path, copy: Path, *, epoch: int = EPOCH, engine: str = MKDOCS) -> dict[str, bytes]:
    """Return the files of the site that a first build makes from a copy of `root`."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".cache", "site", ".site.old"))
    assert build_small_site(copy, epoch=epoch, engine=engine)
    return read_files(copy / "site")


def assert_same_as_first_build(root: Path, copy: Path, *, epoch: int = EPOCH, engine: str = MKDOCS) -> None:
    """Check that the site of `root` has the bytes of a first build."""
    actual, expected = read_files(root / "site"), build_from_scratch(root, copy, epoch=epoch, engine=engine)
    assert actual.keys() == expected.keys()
    assert [path for path in expected if actual[path] != expected[path]] == []
