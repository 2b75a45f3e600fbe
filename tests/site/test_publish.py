"""The published tree is replaced in one step, and whatever fails leaves it as it was."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.site import publish as publishing
from generator.site.files import OutputError
from generator.site.publish import heal, publish

ONLY_WHERE_FOLDERS_SWAP = pytest.mark.skipif(
    sys.platform != "linux", reason="other systems do not swap two folders in one step"
)


def tree(root: Path, name: str, text: str) -> Path:
    folder = root / name
    (folder / "actors").mkdir(parents=True)
    (folder / "index.html").write_text(text)
    (folder / "actors/index.html").write_text(text)
    return folder


def texts(folder: Path) -> list[str]:
    return [path.read_text() for path in sorted(folder.rglob("*.html"))]


def no_swap(_one: Path, _other: Path) -> bool:
    return False


@pytest.fixture(params=["swap", "two renames"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "two renames":
        monkeypatch.setattr(publishing, "_swap", no_swap)


@pytest.mark.usefixtures("_way")
def test_first_tree_is_published(tmp_path: Path) -> None:
    publish(tree(tmp_path, "new", "new"), tmp_path / "public/site")
    assert texts(tmp_path / "public/site") == ["new", "new"]
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("_way")
def test_new_tree_replaces_the_old_one(tmp_path: Path) -> None:
    site = tree(tmp_path, "site", "old")
    (site / "stale.html").write_text("old")
    publish(tree(tmp_path, "new", "new"), site)
    assert texts(site) == ["new", "new"]
    assert texts(tmp_path / "new") == ["old", "old", "old"]
    assert {path.name for path in tmp_path.iterdir()} == {"site", "new"}


@pytest.mark.usefixtures("_way")
def test_tree_behind_a_symbolic_link_is_replaced(tmp_path: Path) -> None:
    tree(tmp_path, "www", "old")
    (tmp_path / "site").symlink_to("www")
    publish(tree(tmp_path, "new", "new"), tmp_path / "site")
    assert texts(tmp_path / "www") == ["new", "new"]
    assert (tmp_path / "site").is_symlink()


@ONLY_WHERE_FOLDERS_SWAP
def test_swap_exchanges_two_folders(tmp_path: Path) -> None:
    one, other = tree(tmp_path, "one", "1"), tree(tmp_path, "other", "2")
    assert publishing._swap(one, other)  # noqa: SLF001 the step itself is what is shown
    assert (texts(one), texts(other)) == (["2", "2"], ["1", "1"])


def test_no_tree_to_publish(tmp_path: Path) -> None:
    site = tree(tmp_path, "site", "old")
    with pytest.raises(OutputError, match=r"^cannot publish `.*/new`: it is no folder$"):
        publish(tmp_path / "new", site)
    assert texts(site) == ["old", "old"]


def test_file_in_the_place_of_the_site(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    with pytest.raises(OutputError, match=r"^cannot publish to `.*/site`: not a directory$"):
        publish(tree(tmp_path, "new", "new"), tmp_path / "site")
    assert (tmp_path / "site").read_text() == "a file"


def refuse(_one: Path, _other: Path) -> bool:
    raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))


def test_trees_on_two_file_systems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, new = tree(tmp_path, "site", "old"), tree(tmp_path, "new", "new")
    monkeypatch.setattr(publishing, "_swap", refuse)
    with pytest.raises(OutputError, match=r"^cannot publish to `.*/site`: invalid cross-device link$"):
        publish(new, site)
    assert (texts(site), texts(new)) == (["old", "old"], ["new", "new"])


def failing_rename(which: int) -> Callable[[Path, Path], Path]:
    calls = iter(range(10))
    rename = Path.rename

    def fails(self: Path, target: Path) -> Path:
        if next(calls) == which:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        return rename(self, target)

    return fails


@pytest.mark.parametrize("which", [0, 1])
def test_failed_rename_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: int) -> None:
    site, new = tree(tmp_path, "site", "old"), tree(tmp_path, "new", "new")
    monkeypatch.setattr(publishing, "_swap", no_swap)
    monkeypatch.setattr(Path, "rename", failing_rename(which))
    with pytest.raises(OutputError, match="permission denied"):
        publish(new, site)
    assert (texts(site), texts(new)) == (["old", "old"], ["new", "new"])
    assert {path.name for path in tmp_path.iterdir()} == {"site", "new"}


def test_run_stopped_between_two_renames_is_undone(tmp_path: Path) -> None:
    tree(tmp_path, ".site.old", "old")
    heal(tmp_path / "site")
    assert texts(tmp_path / "site") == ["old", "old"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_run_stopped_before_clearing_away_is_completed(tmp_path: Path) -> None:
    tree(tmp_path, ".site.old", "old")
    publish(tree(tmp_path, "new", "newer"), tree(tmp_path, "site", "new"))
    assert texts(tmp_path / "site") == ["newer", "newer"]
    assert {path.name for path in tmp_path.iterdir()} == {"site", "new"}


@ONLY_WHERE_FOLDERS_SWAP
def test_site_is_there_all_the_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, new = tree(tmp_path, "site", "old"), tree(tmp_path, "new", "new")
    monkeypatch.setattr(Path, "rename", failing_rename(0))
    publish(new, site)
    assert texts(site) == ["new", "new"]
