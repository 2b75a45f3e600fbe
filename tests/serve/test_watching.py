"""What counts as a save, and what is taken together."""

import os
import queue
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from generator.serve.watching import LIMIT, Watcher, concerns, named, settled
from generator.site import docs_tree

ARTICLE = Path("content/briefings/one/article.md")
FOREVER = 3600.0


class Heard:
    """A watcher, and a thread that notes what it finds."""

    def __init__(self, watcher: Watcher) -> None:
        self.watcher = watcher
        self.bursts: queue.Queue[set[str]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            found = self.watcher.wait()
            self.watcher.aim(found)
            self.bursts.put({str(path) for path in found})

    def next(self) -> set[str]:
        return self.bursts.get(timeout=10)

    def rest(self) -> None:
        """Waits for what has happened to be heard, and forgets it."""
        self.next()
        while not self.nothing():
            self.next()

    def nothing(self) -> bool:
        time.sleep(0.4)
        return self.bursts.empty()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("content/briefings/one", "docs", "generator/theme", "generator/templates", "site", ".cache"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / ARTICLE).write_text("Words.")
    (tmp_path / "mkdocs.yml").write_text("site_name: Desk")
    return tmp_path


@pytest.fixture(params=[False, True], ids=["told", "polling"])
def heard(root: Path, request: pytest.FixtureRequest) -> Iterator[Heard]:
    watcher = Watcher(root, polling=request.param)
    watcher.start()
    yield Heard(watcher)
    watcher.close()


@pytest.fixture
def told(root: Path) -> Iterator[Heard]:
    watcher = Watcher(root)
    watcher.start()
    yield Heard(watcher)
    watcher.close()


@pytest.mark.parametrize(
    "path",
    [
        "mkdocs.yml",
        "content/site.yml",
        "content/briefings/one/article.md",
        "docs/about.md",
        "docs/desk/README.md",
        "docs/assets/own.css",
        "generator/theme/main.html",
        "generator/templates/home.md.j2",
    ],
)
def test_what_a_site_is_built_from_counts(path: str) -> None:
    assert concerns(PurePosixPath(path))


@pytest.mark.parametrize(
    "path",
    [
        "site/index.html",
        ".cache/site/index.html",
        "README.md",
        "generator/build.py",
        "content/README.md",
        "content/.schemas/actor.json",
        "content/actors/.one.yml.swp",
        "content/actors/one.yml~",
        "content/actors/#one.yml#",
        "content/actors/4913",
        "content/actors/one.yml.tmp",
        "content/actors/one.yml___jb_tmp___",
        "docs/.manifest.json",
        "docs/.about.md.tmp",
    ],
)
def test_what_a_site_is_not_built_from_does_not(path: str) -> None:
    assert not concerns(PurePosixPath(path))


def test_a_save_is_heard_and_reading_is_not(root: Path, heard: Heard) -> None:
    (root / ARTICLE).read_text()
    assert heard.nothing()
    (root / ARTICLE).write_text("Other words.")
    assert str(ARTICLE) in heard.next()


def test_a_save_by_rename_is_heard(root: Path, told: Heard) -> None:
    growing = root / "content/briefings/one/.article.md.swp"
    growing.write_text("Other words.")
    assert told.nothing()
    growing.rename(root / ARTICLE)
    assert told.next() == {str(ARTICLE)}


def test_what_editors_put_beside_it_is_not_heard(root: Path, told: Heard) -> None:
    for name in ("article.md~", "4913", "#article.md#", ".article.md.swp"):
        (root / ARTICLE).with_name(name).write_text("Words.")
        (root / ARTICLE).with_name(name).unlink()
    assert told.nothing()


def test_pages_that_a_build_writes_and_removes_are_not_heard(root: Path, told: Heard) -> None:
    pages = {"index.md": "Home", "actors/index.md": "Actors", "actors/one/index.md": "One"}
    docs_tree.write(root / "docs", pages)
    assert told.nothing()
    docs_tree.write(root / "docs", {"index.md": "Home again"})
    assert told.nothing()
    docs_tree.write(root / "docs", {})
    assert told.nothing()


def test_a_page_written_by_hand_is_heard_beside_them(root: Path, told: Heard) -> None:
    docs_tree.write(root / "docs", {"actors/index.md": "Actors"})
    (root / "docs/actors/own.md").write_text("Ours")
    assert told.next() == {"docs/actors/own.md"}


def test_what_is_published_is_not_heard(root: Path, told: Heard) -> None:
    (root / "site/index.html").write_text("Home")
    (root / "site").rename(root / ".site.old")
    (root / ".cache/site.json").write_text("{}")
    assert told.nothing()


def test_many_at_once_are_one(root: Path, told: Heard) -> None:
    for number in range(200):
        (root / f"content/briefings/one/{number}.md").write_text("Words.")
    assert len(told.next()) == 200
    assert told.nothing()


def test_a_folder_that_goes_and_comes_is_heard_again(root: Path, told: Heard) -> None:
    (root / "content").rename(root / "away")
    assert "content" in told.next()
    (root / "content/briefings/one").mkdir(parents=True)
    assert "content" in told.next()
    (root / ARTICLE).write_text("Words again.")
    assert str(ARTICLE) in told.next()


@pytest.mark.parametrize("folder", ["content", "generator/theme", "generator"])
def test_a_folder_that_is_removed_and_made_anew_is_heard_again(root: Path, told: Heard, folder: str) -> None:
    """The system likes to give the new one the number of the old."""
    below = folder if folder != "generator" else "generator/theme"
    for number in range(3):
        shutil.rmtree(root / folder)
        (root / below).mkdir(parents=True)
        told.rest()
        (root / below / f"{number}.html").write_text("Words.")
        assert told.next() == {f"{below}/{number}.html"}


def test_a_folder_that_comes_late_is_heard(root: Path, told: Heard) -> None:
    shutil.rmtree(root / "generator/templates")
    told.rest()
    (root / "generator/templates").mkdir()
    assert "generator/templates" in told.next()
    (root / "generator/templates/home.md.j2").write_text("Words.")
    assert told.next() == {"generator/templates/home.md.j2"}


def test_a_change_of_branches_is_heard(root: Path, told: Heard) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *words], cwd=root, check=True)

    git("init", "--quiet", "--initial-branch=one")
    git("add", "content")
    git("commit", "--quiet", "--message=one")
    assert told.nothing()
    git("switch", "--quiet", "--create", "two")
    (root / ARTICLE).write_text("Other words.")
    assert told.next() == {str(ARTICLE)}
    git("commit", "--quiet", "--all", "--message=two")
    assert told.nothing()
    git("switch", "--quiet", "one")
    assert told.next() == {str(ARTICLE)}


def test_what_never_rests_is_built_all_the_same() -> None:
    changes: queue.SimpleQueue[PurePosixPath] = queue.SimpleQueue()
    ended = threading.Event()

    def write() -> None:
        while not ended.wait(0.02):
            changes.put(PurePosixPath("content/site.yml"))

    writer = threading.Thread(target=write)
    writer.start()
    begun = time.monotonic()
    settled(changes)
    took = time.monotonic() - begun
    ended.set()
    writer.join()
    assert LIMIT <= took < 3 * LIMIT


def test_what_came_during_a_build_is_one_burst() -> None:
    changes: queue.SimpleQueue[PurePosixPath] = queue.SimpleQueue()
    for number in range(5000):
        changes.put(PurePosixPath(f"content/actors/{number}.yml"))
    assert len(settled(changes)) == 5000
    assert changes.empty()


def test_names_what_has_changed() -> None:
    assert named([PurePosixPath("b")]) == "b"
    assert named([PurePosixPath("b"), PurePosixPath("a"), PurePosixPath("c")]) == "a and 2 more"


def test_a_system_that_refuses_is_told_of(root: Path) -> None:
    """Root may do everything, so a folder that cannot be entered is none for it."""
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (root / "content").chmod(0)
    watcher = Watcher(root)
    with pytest.raises(Exception, match="cannot watch"):
        watcher.start()
