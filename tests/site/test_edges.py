"""Files of other programs, disks that refuse, and folders at the paths of files."""

import errno
import os
import resource
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from small_site import EPOCH, build_small_site, read_files, read_generated

from generator.build.pipeline import clean
from generator.infra.file_digests import compute_digest
from generator.infra.files import OutputError
from generator.infra.store import DamagedStoreError, Store
from generator.site.build import update_site
from generator.site.output import docs_tree, state
from generator.site.output.git_tracking import ensure_untracked, is_tracked
from generator.site.output.ownership import RECORD, read_record
from generator.site.output.state import Project

pytestmark = pytest.mark.usefixtures("_light_search")

PROJECT = Path(__file__).parents[2]
NOT_REPLACED = r"`.*/site` was not replaced: it holds files that this program did not publish, "


def edit(root: Path) -> None:
    with (root / "docs/about.md").open("a") as file:
        file.write("\nMore.\n")


def put(path: Path, text: str = "precious") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


# Files of other programs


@pytest.mark.parametrize("path", ["thesis.txt", "index.html", "sitemap.xml", ".git/config", "a/b/c.html"])
def test_a_first_build_does_not_replace_a_folder_with_foreign_files(root: Path, path: str) -> None:
    put(root / "site" / path)
    put(root / "site" / "other.txt")
    assert f"`{min(path, 'other.txt')}` and 1 more; move them" in build_and_expect_refusal(root)
    assert read_files(root / "site")[path] == b"precious"
    assert build_after_move(root, "other.txt", path)


def build_and_expect_refusal(root: Path) -> str:
    with pytest.raises(OutputError, match=NOT_REPLACED) as caught:
        build_small_site(root)
    return str(caught.value)


def build_after_move(root: Path, *paths: str) -> bool:
    for path in paths:
        (root / "site" / path).unlink()
    return build_small_site(root)


def test_files_added_to_the_site_since_the_last_build_are_never_lost(published_root: Path) -> None:
    for path in ("thesis.txt", ".git/config", "link"):
        if path == "link":
            (published_root / "site" / path).symlink_to("index.html")
        else:
            put(published_root / "site" / path)
        edit(published_root)
        for _ in range(3):
            assert f"`{path}`" in build_and_expect_refusal(published_root)
        assert os.path.lexists(published_root / "site" / path)
        assert build_after_move(published_root, path)


def test_files_left_by_operating_systems_are_ignored(published_root: Path) -> None:
    put(published_root / "site/.DS_Store")
    edit(published_root)
    assert build_small_site(published_root)


def test_published_files_are_recognized_without_a_record(published_root: Path) -> None:
    (published_root / "site/gone").mkdir()
    shutil.copy(published_root / "site/404.html", published_root / "site/gone/index.html")
    put(published_root / "site/assets/site.0123abcd.css")
    put(published_root / "site/assets/javascripts/bundle.js")
    put(published_root / "site/assets/search/of-another-version.js")
    shutil.rmtree(published_root / ".cache")
    assert build_small_site(published_root)
    assert not (published_root / "site/gone").exists()
    assert read_record(published_root)


LISTS = ("actors/index.json", "files/figures.csv")
"""Files that a site has while docs/ has them: a generated list, and a hand-written file."""


def remove_lists(root: Path) -> None:
    """Remove all files of `LISTS` from docs/, as if the entities in them had been hidden."""
    for path in LISTS:
        (root / "docs" / path).unlink()


@pytest.fixture
def project_with_lists(root: Path) -> Path:
    """A project whose site has all of `LISTS`."""
    docs_tree.write_pages(root / "docs", {LISTS[0]: "{}\n"})
    put(root / "docs" / LISTS[1])
    assert build_small_site(root)
    return root


@pytest.fixture
def new_location(tmp_path: Path) -> Path:
    """A folder to which the project may be moved."""
    return tmp_path.with_name(f"{tmp_path.name}-moved")


def test_a_removed_list_does_not_block_a_build_without_a_record(project_with_lists: Path) -> None:
    shutil.rmtree(project_with_lists / ".cache")
    (project_with_lists / "docs" / LISTS[0]).unlink()
    assert build_small_site(project_with_lists)
    assert not (project_with_lists / "site" / LISTS[0]).exists()


def test_removed_files_do_not_block_a_build_of_a_moved_project(project_with_lists: Path, new_location: Path) -> None:
    moved = project_with_lists.rename(new_location)
    remove_lists(moved)
    put(moved / "site/thesis.txt")
    assert "`thesis.txt`;" in build_and_expect_refusal(moved)
    assert build_after_move(moved, "thesis.txt")
    assert not any((moved / "site" / path).exists() for path in LISTS)


@pytest.mark.parametrize("has_cache", [True, False])
def test_clean_works_in_a_moved_project(project_with_lists: Path, new_location: Path, *, has_cache: bool) -> None:
    moved = project_with_lists.rename(new_location)
    if not has_cache:
        shutil.rmtree(moved / ".cache")
    put(moved / "site/thesis.txt")
    assert clean(moved).strays == ("thesis.txt",)
    assert read_files(moved / "site") == {"thesis.txt": b"precious"}


def test_the_record_counts_only_for_the_folder_it_was_written_for(root: Path) -> None:
    """Publish a preview to another folder than before."""
    (root / "one").mkdir()
    (root / "site").symlink_to("one")
    assert build_small_site(root)
    put(root / "other/index.html")
    (root / "site").unlink()
    (root / "site").symlink_to("other")
    assert "`index.html`" in build_and_expect_refusal(root)
    assert read_files(root / "other") == {"index.html": b"precious"}


def test_a_damaged_record_is_ignored(published_root: Path) -> None:
    data = bytearray((published_root / RECORD).read_bytes())
    data[-3] ^= 1
    (published_root / RECORD).write_bytes(data)
    assert read_record(published_root) is None
    edit(published_root)
    assert build_small_site(published_root)


def test_files_are_recorded_if_a_build_is_interrupted_after_publishing(
    published_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(published_root / "docs/new.txt", "New.")
    with monkeypatch.context() as patch:
        patch.setattr(state, "save_state", stop)
        with pytest.raises(KeyboardInterrupt):
            build_small_site(published_root)
    assert (published_root / "site/new.txt").exists()
    (published_root / "docs/new.txt").unlink()
    assert build_small_site(published_root)
    assert not (published_root / "site/new.txt").exists()


def stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_clean_keeps_foreign_files(published_root: Path) -> None:
    put(published_root / "site/notes/thesis.txt")
    cleaned = clean(published_root)
    assert cleaned.strays == ("notes/thesis.txt",)
    assert read_files(published_root / "site") == {"notes/thesis.txt": b"precious"}
    assert not (published_root / ".cache").exists()
    (published_root / "site/notes/thesis.txt").unlink()
    assert clean(published_root).strays == ()
    assert not (published_root / "site").exists()


# Modes


@pytest.fixture
def _strict_umask() -> Iterator[None]:
    old = os.umask(0o077)
    yield
    os.umask(old)


@pytest.mark.usefixtures("_strict_umask")
def test_published_files_are_readable_by_all_with_any_umask(root: Path) -> None:
    docs_tree.write_pages(root / "docs", {"events/one/index.html": "<!doctype html>\n<title>Moved</title>\n"})
    assert build_small_site(root)
    edit(root)
    assert build_small_site(root)
    for folder in (root / "site", root / ".cache/site", root / "docs/events"):
        for path in (folder, *folder.rglob("*")):
            expected_mode = 0o755 if path.is_dir() else 0o644
            assert stat.S_IMODE(path.stat().st_mode) == expected_mode, path
    # The cache contains drafts: the umask decides who may read them.
    assert stat.S_IMODE((root / ".cache/site.db").stat().st_mode) == 0o600


# Other disks


@pytest.fixture
def mounted(root: Path) -> Iterator[Path]:
    """A root whose site/ is a mount point."""
    (root / "site").mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(root / "site")]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a disk can be mounted by root alone")
    yield root
    subprocess.run(["umount", "--lazy", str(root / "site")], check=False)


def test_a_mount_point_is_refused_before_anything_is_built(mounted: Path) -> None:
    with pytest.raises(OutputError, match=r"^cannot publish to `.*/site`: it is on another disk .* or a mount point"):
        build_small_site(mounted)
    assert read_files(mounted / "site") == {}
    assert not (mounted / ".cache/site").exists()


@pytest.fixture
def other_disk(root: Path) -> Iterator[Path]:
    """A folder on another disk than the root: tests run in memory if the system has room."""
    places = [place for place in (Path("/dev/shm"), Path("/var/tmp")) if place.is_dir()]  # noqa: S108  # own folder
    others = [place for place in places if place.stat().st_dev != root.stat().st_dev]
    if not others:
        pytest.skip("there is no second file system")
    folder = others[0] / f"briefings-{os.getpid()}"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


def test_a_site_on_another_disk_is_refused(root: Path, other_disk: Path) -> None:
    (root / "site").symlink_to(other_disk)
    with pytest.raises(OutputError, match=r"it is on another disk than `.cache/`, .* use an ordinary folder"):
        build_small_site(root)
    assert read_files(other_disk) == {}


# Folders that git tracks


def git(folder: Path, *words: str) -> None:
    settings = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *settings, *words], cwd=folder, check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("form", ["2", "3", "4", "sha256", "split", "below", "worktree", "link"])
def test_a_tracked_cache_is_refused(tmp_path: Path, form: str) -> None:
    top = tmp_path / "top"
    root = top / "desk" if form == "below" else top
    put(root / ".cac/other", "x")
    put(root / "x.cache/site.db", "x")
    git(top, "init", *(["--object-format=sha256"] if form == "sha256" else []))
    git(top, "add", "--all")
    git(top, "commit", "--message=one")
    assert not is_tracked(root / ".cache")
    if form == "link":
        put(root / "data/content.db")
        (root / ".cache").symlink_to("data")
        git(top, "add", "data")
    else:
        put(root / ".cache/content.db")
        git(top, "add", "--force", ".")
    git(
        top,
        "update-index",
        *(["--split-index"] if form == "split" else []),
        f"--index-version={form}" if form.isdigit() else "--refresh",
    )
    git(top, "commit", "--message=two")
    if form == "worktree":
        git(top, "worktree", "add", str(tmp_path / "other"))
        root = tmp_path / "other"
    with pytest.raises(OutputError, match=r"^git tracks `.cache/`, .* `git rm -r --cached .cache`"):
        ensure_untracked(root)


def test_nothing_is_tracked_without_a_valid_git_repository(tmp_path: Path) -> None:
    assert not is_tracked(tmp_path / ".cache")
    (tmp_path / ".git").mkdir()
    put(tmp_path / ".git/index", "no index")
    assert not is_tracked(tmp_path / ".cache")


# Obstacles at the paths of files, and disks that refuse


@pytest.mark.parametrize("name", ["site.db", "html.db", "site.db-journal", "whole", "published"])
def test_a_file_or_folder_at_the_path_of_a_cache_file_is_replaced(published_root: Path, name: str) -> None:
    cache_path = published_root / ".cache" / name
    if cache_path.is_dir():
        shutil.rmtree(cache_path)
        cache_path.write_text("x")
    elif name != "published":
        cache_path.unlink(missing_ok=True)
        put(cache_path / "inside")
    else:
        cache_path.write_text("x")
    edit(published_root)
    assert build_small_site(published_root)


def test_a_folder_at_the_path_of_a_store_is_replaced_by_a_new_store(tmp_path: Path) -> None:
    put(tmp_path / "a.db/inside")
    put(tmp_path / "a.db-journal/inside")
    with Store.open(tmp_path / "a.db", "1") as store:
        assert store.is_fresh


@contextmanager
def file_limit(size: int) -> Iterator[None]:
    """Set the limit of `ulimit -f`, in bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [0, 4_000, 40_000, 120_000])
def test_a_file_size_limit_is_reported(root: Path, size: int) -> None:
    with file_limit(size), pytest.raises(OutputError, match=r"^cannot (write|keep) `.*`: \S"):
        build_small_site(root)
    assert not (root / "site").exists()
    assert build_small_site(root)


def test_a_disk_that_cannot_write_is_reported(published_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read_files(published_root / "site")
    edit(published_root)

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fchmod", fail)
        with pytest.raises(OutputError, match=r"^cannot write `.*`: input/output error$"):
            build_small_site(published_root)
    assert read_files(published_root / "site") == before
    assert build_small_site(published_root)


def test_a_store_that_is_damaged_repeatedly_is_reported(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk may answer each write with EIO, which SQLite reports as `disk I/O error`."""

    def fail(*_: object) -> None:
        raise DamagedStoreError("disk I/O error")

    monkeypatch.setattr(state, "read_state", fail)
    monkeypatch.setattr(state, "save_state", fail)
    with pytest.raises(OutputError, match=r"^cannot keep `.*/.cache`: disk I/O error$"):
        update_site(Project(root, EPOCH, 1), read_generated(root), full=False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is full")
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_an_output_stream_that_cannot_be_written_is_reported(stream: str) -> None:
    with Path("/dev/full").open("wb") as full:
        streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: full}
        command = [sys.executable, "-m", "generator", *(["rules"] if stream == "stdout" else ["rules", "none"])]
        result = subprocess.run(command, cwd=PROJECT, check=False, **streams)
    assert b"Traceback" not in (result.stderr or result.stdout or b"")
    if stream == "stdout":
        assert result.returncode == 1
        assert result.stderr == b"error: cannot read or write the output: no space left on device\n"


def test_the_record_has_a_digest(root: Path) -> None:
    assert build_small_site(root)
    digest, _, data = (root / RECORD).read_bytes().partition(b"\n")
    assert digest.decode() == compute_digest(data)
