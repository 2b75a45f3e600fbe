"""Builds that look only at the files whose changes a watcher reported."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from laid_project import lay_project
from laying import BASE

from generator.build.pipeline import BuildResult, build, clean
from generator.build.watched import BUILD_ID, WatchedChanges
from generator.content import reader
from generator.infra import file_digests
from generator.site.output import docs_tree, staging

ARTICLE = "content/briefings/ferry-fare/article.md"
METADATA = "content/briefings/ferry-fare/metadata.yml"
SENTENCE = "The kiosk is shut for the winter."


@pytest.fixture(autouse=True, scope="module")
def _trust_new_files() -> Iterator[None]:
    """Let the stamps of new files count at once, as those of older files do: between two edits, there is a build."""
    with patch.object(file_digests, "_TIME_RESOLUTION", -60_000_000_000):
        yield


@pytest.fixture(scope="module")
def built(_trust_new_files: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, BuildResult]]:
    """Return a project and its first build. Tests edit copies of it."""
    root = lay_project(tmp_path_factory.mktemp("built") / "desk", BASE / "content")
    (root / "content/places/pier.yml").write_text("name: The old pier\nlisted: true\n", encoding="utf-8")
    first = build(root, jobs=2)
    output = read_output(root)
    yield root, first
    assert read_output(root) == output


@pytest.fixture
def root(built: tuple[Path, BuildResult], tmp_path: Path) -> Path:
    return copy_project(built[0], tmp_path / "desk")


def copy_project(built: Path, root: Path) -> Path:
    """Copy a project that was built. Links to the files of the site keep their stamps; a build replaces such files."""
    shutil.copytree(built, root, ignore=shutil.ignore_patterns("site"))
    for folder in ("site", ".cache/site"):
        shutil.copytree(built / folder, root / folder, copy_function=os.link)
    return root


@pytest.fixture
def first(built: tuple[Path, BuildResult]) -> BuildResult:
    return built[1]


def build_watched(root: Path, last: BuildResult, *paths: str, jobs: int = 2) -> BuildResult:
    return build(root, jobs=jobs, watched=WatchedChanges(last.build_id, frozenset(paths)))


def add_sentence(file: Path, sentence: str = SENTENCE) -> None:
    file.write_text(f"{file.read_text(encoding='utf-8').rstrip()}\n\n{sentence}\n", encoding="utf-8")


def read_output(root: Path) -> dict[str, bytes]:
    files = [path for folder in ("docs", "site") for path in (root / folder).rglob("*")]
    return {str(path.relative_to(root)): path.read_bytes() for path in files if path.is_file() and path.name[0] != "."}


def build_fresh(root: Path) -> dict[str, bytes]:
    """Return the files of a first build."""
    fresh = root.with_name("fresh")
    shutil.copytree(root, fresh, ignore=shutil.ignore_patterns(".cache", "site"))
    docs_tree.remove_pages(fresh / "docs")
    assert build(fresh, jobs=1).published
    return read_output(fresh)


def edit_text(root: Path) -> list[str]:
    add_sentence(root / ARTICLE)
    return [ARTICLE]


def edit_site(root: Path) -> list[str]:
    file = root / "content/site.yml"
    file.write_text(f"{file.read_text(encoding='utf-8')}description: What the ferry costs\n", encoding="utf-8")
    return ["content/site.yml"]


def configure(root: Path) -> list[str]:
    file = root / "mkdocs.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("site_name:", "site_name: Our"), encoding="utf-8")
    return ["mkdocs.yml"]


def add_briefing(root: Path) -> list[str]:
    shutil.copytree(root / "content/briefings/ferry-fare", root / "content/briefings/ferry-fare-again")
    # Systems may report a new folder with only a part of its files.
    return ["content/briefings/ferry-fare-again/article.md"]


def rename_briefing(root: Path) -> list[str]:
    (root / "content/briefings/ferry-fare").rename(root / "content/briefings/fare-of-the-ferry")
    return ["content/briefings/ferry-fare", "content/briefings/fare-of-the-ferry"]


def remove_record(root: Path) -> list[str]:
    (root / "content/places/pier.yml").unlink()
    return ["content/places/pier.yml"]


def edit_page(root: Path) -> list[str]:
    add_sentence(root / "docs/about.md")
    return ["docs/about.md"]


EDITS = (edit_text, edit_site, configure, add_briefing, rename_briefing, remove_record, edit_page)


@pytest.mark.parametrize("edit", EDITS)
def test_the_site_is_that_of_a_first_build(root: Path, first: BuildResult, edit: Callable[[Path], list[str]]) -> None:
    assert build_watched(root, first, *edit(root)).published
    assert read_output(root) == build_fresh(root)


@pytest.mark.parametrize("jobs", [1, 2])
def test_only_reported_files_are_looked_at(root: Path, first: BuildResult, jobs: int) -> None:
    add_sentence(root / ARTICLE)
    (root / "content/places/pier.yml").write_text("name: The new pier\nlisted: true\n", encoding="utf-8")

    second = build_watched(root, first, ARTICLE, jobs=jobs)
    assert SENTENCE in (root / "site/briefings/ferry-fare/index.html").read_text(encoding="utf-8")
    assert "The old pier" in (root / "site/places/pier/index.html").read_text(encoding="utf-8")

    third = build_watched(root, second, jobs=jobs)
    assert not third.published

    assert build(root, jobs=jobs).published
    assert "The new pier" in (root / "site/places/pier/index.html").read_text(encoding="utf-8")


def test_no_folder_is_read(root: Path, first: BuildResult, monkeypatch: pytest.MonkeyPatch) -> None:
    """The staging tree is, while docs/ is written."""
    add_sentence(root / ARTICLE)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(reader, "list_files", refuse)
    monkeypatch.setattr(staging, "list_files", refuse)
    assert build_watched(root, first, ARTICLE).published


def build_again(root: Path) -> None:
    build(root, jobs=1)


def fail(root: Path) -> None:
    text = (root / METADATA).read_text(encoding="utf-8")
    (root / METADATA).write_text("title: [\n", encoding="utf-8")
    assert build(root, jobs=1).build_id == ""
    (root / METADATA).write_text(text, encoding="utf-8")


def clear(root: Path) -> None:
    clean(root)


def lose_id(root: Path) -> None:
    (root / BUILD_ID).write_bytes(b"\xff")


def test_a_build_id_that_cannot_be_written_is_not_an_error(root: Path, first: BuildResult) -> None:
    (root / ".cache" / f".{BUILD_ID.name}.tmp").mkdir()
    add_sentence(root / ARTICLE)
    second = build_watched(root, first, ARTICLE)
    assert (second.published, second.build_id) == (True, "")
    assert not build_watched(root, second).published


@pytest.mark.parametrize("event", [build_again, fail, clear, lose_id])
def test_knowledge_of_another_build_does_not_count(
    root: Path, first: BuildResult, event: Callable[[Path], None]
) -> None:
    event(root)
    add_sentence(root / ARTICLE)
    assert build_watched(root, first).published
    assert SENTENCE in (root / "site/briefings/ferry-fare/index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def edited_output(built: tuple[Path, BuildResult], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of a first build after the edit of a text."""
    root = copy_project(built[0], tmp_path_factory.mktemp("edited") / "desk")
    edit_text(root)
    return build_fresh(root)


@pytest.mark.parametrize("reported", [(ARTICLE,), ("content/site.yml",), ()])
def test_a_damaged_store_is_made_again_from_all_files(
    root: Path, first: BuildResult, edited_output: dict[str, bytes], reported: tuple[str, ...]
) -> None:
    for name in ("content.db", "site.db"):
        (root / ".cache" / name).write_bytes(b"no database")
    add_sentence(root / ARTICLE)
    assert build_watched(root, first, *reported).published
    assert read_output(root) == edited_output


def test_a_full_build_looks_at_all_files(root: Path, first: BuildResult) -> None:
    add_sentence(root / ARTICLE)
    assert build(root, full=True, watched=WatchedChanges(first.build_id, frozenset())).published
    assert SENTENCE in (root / "site/briefings/ferry-fare/index.html").read_text(encoding="utf-8")


def test_after_a_change_outside_of_content_all_files_are_looked_at(root: Path, first: BuildResult) -> None:
    add_sentence(root / ARTICLE)
    add_sentence(root / "docs/about.md")
    assert build_watched(root, first, "docs/about.md").published
    assert SENTENCE in (root / "site/briefings/ferry-fare/index.html").read_text(encoding="utf-8")
