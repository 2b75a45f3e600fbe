"""Sites made of a small docs/, with a search index that says of itself whether it was told all that changed."""

import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

from generator import seen
from generator.progress import Progress
from generator.site.engines import MKDOCS
from generator.site.make import make
from generator.site.memory import Project
from generator.site.search import StaleState
from generator.site.tree import listing

EPOCH = 1_490_000_000


def update_index(
    state: Path, pages: Mapping[str, bytes], removed: Collection[str], *, jobs: int, progress: Progress
) -> Mapping[str, str]:
    """A bundle with a file for each page, which holds it; jobs are of no concern, nor who is told."""
    assert jobs
    assert progress
    if (state / "damaged").exists():
        raise StaleState
    state.mkdir(exist_ok=True)
    for path in (*removed, *pages):
        for file in (state / path).glob("*"):
            file.unlink()
    for path, html in pages.items():
        (state / path).mkdir(parents=True, exist_ok=True)
        (state / path / seen.digest(html)).write_bytes(html)
    return {f"pagefind/{file.rpartition('/')[0]}.pf": file for file in listing(state)}


def made(root: Path, *, epoch: int = EPOCH, full: bool = False, jobs: int = 1, engine: str = MKDOCS) -> bool:
    return make(Project(root, epoch, jobs, engine), full=full)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def clean(root: Path, elsewhere: Path, *, epoch: int = EPOCH, engine: str = MKDOCS) -> dict[str, bytes]:
    """The site that a first build makes of what is in `root`."""
    shutil.rmtree(elsewhere, ignore_errors=True)
    shutil.copytree(root, elsewhere, ignore=shutil.ignore_patterns(".cache", "site", ".site.old"))
    assert made(elsewhere, epoch=epoch, engine=engine)
    return files(elsewhere / "site")


def assert_as_new(root: Path, elsewhere: Path, *, epoch: int = EPOCH, engine: str = MKDOCS) -> None:
    """The site of `root` has the bytes that a first build gives."""
    now, new = files(root / "site"), clean(root, elsewhere, epoch=epoch, engine=engine)
    assert now.keys() == new.keys()
    assert [path for path in new if now[path] != new[path]] == []
