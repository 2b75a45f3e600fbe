"""The published tree is replaced in one step, and every failure leaves it unchanged."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.infra.files import OutputError
from generator.site.output import publish as publishing
from generator.site.output.publish import publish, restore_interrupted

ONLY_WHERE_FOLDERS_SWAP = pytest.mark.skipif(
    sys.platform != "linux", reason="other systems do not swap two folders in one step"
)


def create_tree(root: Path, name: str, text: str) -> Path:
    folder = root / name
    (folder / "actors").mkdir(parents=True)
    (folder / "index.html").write_text(text)
    (folder / "actors/index.html").write_text(text)
    return folder


def read_texts(folder: Path) -> list[str]:
    return [path.read_text() for path in sorted(folder.rglob("*.html"))]


def no_swap(_one: Path, _other: Path) -> bool:
    return False


@pytest.fixture(params=["swap", "two renames"])
def _replacement(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "two renames":
        monkeypatch.setattr(publishing, "_swap", no_swap)


@pytest.mark.usefixtures("_replacement")
def test_first_tree_is_published(tmp_path: Path) -> None:
    publish(create_tree(tmp_path, "new", "new"), tmp_path / "public/site")
    assert read_texts(tmp_path / "public/site") == ["new", "new"]
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("_replacement")
def test_new_tree_replaces_the_old_one(tmp_path: Path) -> None:
    site = create_tree(tmp_path, "site", "old")
    (site / "stale.html").write_text("old")
    publish(create_tree(tmp_path, "new", "new"), site)
    assert read_texts(site) == ["new", "new"]
    assert read_texts(tmp_path / "new") == ["old", "old", "old"]
    assert {path.name for path in tmp_path.iterdir()} == {"site", "new"}


@pytest.mark.usefixtures("_replacement")
def test_tree_behind_a_symbolic_link_is_replaced(tmp_path: Path) -> None:
    create_tree(tmp_path, "www", "old")
    (tmp_path / "site").symlink_to("www")
    publish(create_tree(tmp_path, "new", "new"), tmp_path / "site")
    assert read_texts(tmp_path / "www") == ["new", "new"]
    assert (tmp_path / "site").is_symlink()


@ONLY_WHERE_FOLDERS_SWAP
def test_swap_exchanges_two_folders(tmp_path: Path) -> None:
    left_tree, right_tree = create_tree(tmp_path, "one", "1"), create_tree(tmp_path, "other", "2")
    assert publishing._swap(left_tree, right_tree)  # noqa: SLF001  # the function under test
    assert (read_texts(left_tree), read_texts(right_tree)) == (["2", "2"], ["1", "1"])


def test_missing_tree_to_publish_is_an_error(tmp_path: Path) -> None:
    site = create_tree(tmp_path, "site", "old")
    with pytest.raises(OutputError, match=r"^cannot publish `.*/new`: it is not a folder$"):
        publish(tmp_path / "new", site)
    assert read_texts(site) == ["old", "old"]


def test_file_at_the_path_of_the_site_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    with pytest.raises(OutputError, match=r"^cannot publish to `.*/site`: not a directory$"):
        publish(create_tree(tmp_path, "new", "new"), tmp_path / "site")
    assert (tmp_path / "site").read_text() == "a file"


def refuse(_one: Path, _other: Path) -> bool:
    raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))


def test_trees_on_two_file_systems_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, new = create_tree(tmp_path, "site", "old"), create_tree(tmp_path, "new", "new")
    monkeypatch.setattr(publishing, "_swap", refuse)
    with pytest.raises(OutputError, match=r"^cannot publish to `.*/site`: it is on another disk than `.cache/`"):
        publish(new, site)
    assert (read_texts(site), read_texts(new)) == (["old", "old"], ["new", "new"])


def create_failing_rename(which: int) -> Callable[[Path, Path], Path]:
    calls = iter(range(10))
    rename = Path.rename

    def fails(self: Path, target: Path) -> Path:
        if next(calls) == which:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        return rename(self, target)

    return fails


@pytest.mark.parametrize("which", [0, 1])
def test_failed_rename_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: int) -> None:
    site, new = create_tree(tmp_path, "site", "old"), create_tree(tmp_path, "new", "new")
    monkeypatch.setattr(publishing, "_swap", no_swap)
    monkeypatch.setattr(Path, "rename", create_failing_rename(which))
    with pytest.raises(OutputError, match="permission denied"):
        publish(new, site)
    assert (read_texts(site), read_texts(new)) == (["old", "old"], ["new", "new"])
    assert {path.name for path in tmp_path.iterdir()} == {"site", "new"}


def test_run_stopped_between_two_renames_is_undone(tmp_path: Path) -> None:
    create_tree(tmp_path, ".site.old", "old")
    restore_interrupted(tmp_path / "site")
    assert read_texts(tmp_path / "site") == ["old", "old"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_run_stopped_before_the_cleanup_is_completed(tmp_path: Path) -> None:
    create_tree(tmp_path, ".site.old", "old")
    publish(create_tree(tmp_path, "new", "newer"), create_tree(tmp_path, "site", "new"))
    assert read_texts(tmp_path / "site") == ["newer", "newer"]
    assert {path.name for path in tmp_path.iterdir()} == {"site", "new"}


@ONLY_WHERE_FOLDERS_SWAP
def test_a_swap_replaces_the_site_without_a_rename(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So the site exists at every moment."""
    site, new = create_tree(tmp_path, "site", "old"), create_tree(tmp_path, "new", "new")
    monkeypatch.setattr(Path, "rename", create_failing_rename(0))
    publish(new, site)
    assert read_texts(site) == ["new", "new"]
