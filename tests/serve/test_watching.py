"""The changes that count as a save, and the changes that are collected."""

import datetime as dt
import os
import queue
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
from waiting import BOUND

from generator.serve.watcher import LIMIT, QUIET, Watcher, affects_site, collect_changes, format_paths, wait_for_change
from generator.site.output import docs_tree

ARTICLE = Path("content/briefings/one/article.md")


class RecordingWatcher:
    """A watcher of `root`, and a thread that records the changes that it reports.

    The system reports the changes in each watched folder in order. So when a later change in the same folder was
    reported, an earlier one that was not reported never will be.
    """

    def __init__(self, watcher: Watcher, root: Path) -> None:
        self.watcher = watcher
        self.root = root
        self.bursts: queue.Queue[set[str]] = queue.Queue()
        self._marks = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            changed = self.watcher.wait()
            self.watcher.watch_folders(changed)
            self.bursts.put({str(path) for path in changed})

    def next(self) -> set[str]:
        """The next burst."""
        return self.bursts.get(timeout=BOUND)

    def collect(self, folder: str = "content") -> set[str]:
        """Return all changes reported in a folder since the last call."""
        self._marks += 1
        name = "mkdocs.yml" if folder == "." else f"mark-{self._marks}.html"
        # In one step, so that it is reported once.
        scratch_file = self.root / folder / ".mark.swp"
        scratch_file.write_text(f"site_name: Desk {self._marks}")
        scratch_file.rename(self.root / folder / name)
        mark = str(PurePosixPath(folder, name))
        changed: set[str] = set()
        while mark not in changed:
            changed |= self.next()
        return changed - {mark}

    def until(self, *paths: str) -> set[str]:
        """The next burst that names one of the paths."""
        while not (changed := self.next()) & {*paths}:
            pass
        return changed

    def assert_reported(self, path: str) -> None:
        """Check that a change of the file at `path` is reported.

        After a burst that names a parent folder, the watcher watches that folder again. A change in the meantime is
        part of the next build, and need not be reported itself: so the file is changed once more.
        """
        parents = [str(folder) for folder in PurePosixPath(path).parents]
        changed: set[str] = set()
        while path not in changed:
            (self.root / path).write_text(f"Words {time.monotonic_ns()}.")
            changed = self.until(path, *parents)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("content/briefings/one", "docs", "generator/theme", "generator/templates", "site", ".cache"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / ARTICLE).write_text("Words.")
    (tmp_path / "mkdocs.yml").write_text("site_name: Desk")
    return tmp_path


@pytest.fixture(params=[False, True], ids=["system", "polling"])
def any_watcher(root: Path, request: pytest.FixtureRequest) -> Iterator[RecordingWatcher]:
    watcher = Watcher(root, polling=request.param)
    watcher.start()
    yield RecordingWatcher(watcher, root)
    watcher.close()


@pytest.fixture
def system_watcher(root: Path) -> Iterator[RecordingWatcher]:
    watcher = Watcher(root)
    watcher.start()
    yield RecordingWatcher(watcher, root)
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
def test_input_files_affect_the_site(path: str) -> None:
    assert affects_site(PurePosixPath(path))


@pytest.mark.parametrize(
    "path",
    [
        "site/index.html",
        ".cache/site/index.html",
        "README.md",
        "generator/build/pipeline.py",
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
def test_other_files_do_not_affect_the_site(path: str) -> None:
    assert not affects_site(PurePosixPath(path))


def test_a_save_is_reported_and_reading_is_not(root: Path, any_watcher: RecordingWatcher) -> None:
    (root / ARTICLE).read_text()
    assert any_watcher.collect() == set()
    (root / ARTICLE).write_text("Other words.")
    assert any_watcher.collect() == {str(ARTICLE)}


def test_a_save_by_rename_is_reported(root: Path, system_watcher: RecordingWatcher) -> None:
    scratch_file = root / "content/briefings/one/.article.md.swp"
    scratch_file.write_text("Other words.")
    assert system_watcher.collect() == set()
    scratch_file.rename(root / ARTICLE)
    assert system_watcher.collect() == {str(ARTICLE)}


def test_backup_and_swap_files_of_editors_are_not_reported(root: Path, system_watcher: RecordingWatcher) -> None:
    for name in ("article.md~", "4913", "#article.md#", ".article.md.swp"):
        (root / ARTICLE).with_name(name).write_text("Words.")
        (root / ARTICLE).with_name(name).unlink()
    assert system_watcher.collect() == set()


def test_generated_pages_are_not_reported(root: Path, system_watcher: RecordingWatcher) -> None:
    pages = {"index.md": "Home", "actors/index.md": "Actors", "actors/one/index.md": "One"}
    docs_tree.write_pages(root / "docs", pages)
    assert system_watcher.collect("docs") == set()
    docs_tree.write_pages(root / "docs", {"index.md": "Home again"})
    assert system_watcher.collect("docs") == set()
    docs_tree.write_pages(root / "docs", {})
    assert system_watcher.collect("docs") == set()


def test_removed_pages_of_an_earlier_run_are_not_reported(root: Path) -> None:
    """The watcher may get the removal when the page is no longer in the manifest."""
    docs_tree.write_pages(root / "docs", {"index.md": "Home", "actors/one/index.md": "One"})
    watcher = Watcher(root)
    docs_tree.write_pages(root / "docs", {"index.md": "Home"})
    watcher.record(root / "docs/actors/one/index.md")
    watcher.record(root / ARTICLE)
    assert watcher.wait() == {PurePosixPath(ARTICLE)}


def test_handwritten_pages_among_generated_pages_are_reported(root: Path, system_watcher: RecordingWatcher) -> None:
    docs_tree.write_pages(root / "docs", {"actors/index.md": "Actors"})
    (root / "docs/actors/own.md").write_text("Ours")
    assert system_watcher.collect("docs") == {"docs/actors/own.md"}


def test_changes_of_the_published_site_and_the_cache_are_not_reported(
    root: Path, system_watcher: RecordingWatcher
) -> None:
    (root / "site/index.html").write_text("Home")
    (root / "site").rename(root / ".site.old")
    (root / ".cache/site.json").write_text("{}")
    assert system_watcher.collect(".") == set()


def test_all_of_many_changes_are_reported(root: Path, system_watcher: RecordingWatcher) -> None:
    for number in range(200):
        (root / f"content/briefings/one/{number}.md").write_text("Words.")
    assert len(system_watcher.collect()) == 200


def test_a_folder_that_is_moved_away_and_created_is_watched_again(root: Path, system_watcher: RecordingWatcher) -> None:
    (root / "content").rename(root / "away")
    assert "content" in system_watcher.collect(".")
    (root / "content/briefings/one").mkdir(parents=True)
    assert "content" in system_watcher.collect(".")
    system_watcher.assert_reported(str(ARTICLE))


@pytest.mark.parametrize("folder", ["content", "generator/theme", "generator"])
def test_a_folder_that_is_removed_and_recreated_is_watched_again(
    root: Path, system_watcher: RecordingWatcher, folder: str
) -> None:
    """The system often gives the new folder the inode number of the old one."""
    watched_folder = folder if folder != "generator" else "generator/theme"
    for number in range(3):
        shutil.rmtree(root / folder)
        (root / watched_folder).mkdir(parents=True)
        system_watcher.assert_reported(f"{watched_folder}/{number}.html")


def test_a_folder_that_is_created_late_is_watched(root: Path, system_watcher: RecordingWatcher) -> None:
    shutil.rmtree(root / "generator/templates")
    system_watcher.until("generator/templates")
    (root / "generator/templates").mkdir()
    system_watcher.assert_reported("generator/templates/home.md.j2")


def test_switching_git_branches_is_reported(root: Path, system_watcher: RecordingWatcher) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *words], cwd=root, check=True)

    git("init", "--quiet", "--initial-branch=one")
    git("add", "content")
    git("commit", "--quiet", "--message=one")
    assert system_watcher.collect() == set()
    git("switch", "--quiet", "--create", "two")
    (root / ARTICLE).write_text("Other words.")
    assert system_watcher.collect() == {str(ARTICLE)}
    git("commit", "--quiet", "--all", "--message=two")
    assert system_watcher.collect() == set()
    git("switch", "--quiet", "one")
    assert system_watcher.collect() == {str(ARTICLE)}


class ChangeStream:
    """A queue of changes at intervals of `apart` seconds, by its own clock: endless, or at most `most` changes."""

    def __init__(self, apart: float, most: int | None = None) -> None:
        self.now = 0.0
        self._apart = apart
        self._remaining = most

    def clock(self) -> float:
        return self.now

    def get(self, timeout: float | None = None) -> PurePosixPath:
        if timeout is not None and (self._remaining == 0 or timeout < self._apart):
            self.now += timeout
            raise queue.Empty
        self.now += self._apart
        self._remaining = None if self._remaining is None else self._remaining - 1
        return PurePosixPath(f"content/actors/{self.now:.3f}.yml")


def test_changes_within_the_quiet_period_are_one_burst() -> None:
    flow = ChangeStream(QUIET / 2, most=5)
    assert len(collect_changes(flow, flow.clock)) == 5
    assert flow.now == pytest.approx(5 * QUIET / 2 + QUIET)


def test_a_change_after_the_quiet_period_is_another_burst() -> None:
    flow = ChangeStream(QUIET * 2)
    assert len(collect_changes(flow, flow.clock)) == 1


def test_endless_changes_are_cut_off_at_the_time_limit() -> None:
    flow = ChangeStream(QUIET / 2)
    begun = flow.now + QUIET / 2  # when the first change has come
    collect_changes(flow, flow.clock)
    assert flow.now - begun == pytest.approx(LIMIT, abs=QUIET)


def test_changes_during_a_build_are_one_burst() -> None:
    changes: queue.SimpleQueue[PurePosixPath] = queue.SimpleQueue()
    for number in range(5000):
        changes.put(PurePosixPath(f"content/actors/{number}.yml"))
    stopped = 100.0
    assert len(collect_changes(changes, lambda: stopped)) == 5000
    assert changes.empty()


NOON = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)


def test_the_wait_ends_without_a_change_at_the_given_time() -> None:
    changes: queue.SimpleQueue[PurePosixPath] = queue.SimpleQueue()
    assert wait_for_change(changes, NOON, lambda: NOON) is None
    assert collect_changes(changes, until=dt.datetime.now(tz=dt.UTC)) == set()


def test_a_change_before_the_given_time_is_returned() -> None:
    changes: queue.SimpleQueue[PurePosixPath] = queue.SimpleQueue()
    changes.put(PurePosixPath("content/site.yml"))
    later = dt.datetime.now(tz=dt.UTC) + dt.timedelta(days=30)
    assert collect_changes(changes, until=later) == {PurePosixPath("content/site.yml")}


def test_a_clock_that_is_set_forward_ends_the_wait() -> None:
    """The clock is read again after each wait, so the moment is not missed by a machine that slept."""
    changes: queue.SimpleQueue[PurePosixPath] = queue.SimpleQueue()
    clock = iter([NOON - dt.timedelta(seconds=0.01), NOON + dt.timedelta(hours=1)])
    assert wait_for_change(changes, NOON, lambda: next(clock)) is None


def test_format_paths_names_one_file_and_counts_the_others() -> None:
    assert format_paths([PurePosixPath("b")]) == "b"
    assert format_paths([PurePosixPath("b"), PurePosixPath("a"), PurePosixPath("c")]) == "a and 2 more"


def test_a_folder_that_cannot_be_watched_is_an_error(root: Path) -> None:
    """Root can read any folder, so the test needs another user."""
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (root / "content").chmod(0)
    watcher = Watcher(root)
    with pytest.raises(Exception, match="cannot watch"):
        watcher.start()
