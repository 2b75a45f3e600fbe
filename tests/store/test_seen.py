"""Files are read again where they may have changed, and only there."""

import os
import time
from pathlib import Path

import pytest

from generator import seen

OLD = time.time_ns() - 10**12


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two files that are old."""
    for name in ("one", "two"):
        (tmp_path / name).write_text(name)
    return tmp_path


def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    """An hour later, when times that are those of now can be relied on."""
    now = time.time_ns() + 3600 * 10**9
    monkeypatch.setattr(time, "time_ns", lambda: now)


def test_files_that_are_as_they_were_are_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _later(monkeypatch)
    before = seen.look(["one", "two"], folder, {})
    (folder / "two").write_text("other")

    def opened(path: str, *_: object) -> object:
        assert path.endswith("two")
        return Path(path).open("rb")

    monkeypatch.setattr("builtins.open", opened)
    after = seen.look(["one", "two"], folder, before)

    assert after["one"] is before["one"]
    assert after["two"].digest == seen.digest(b"other")


def test_change_at_the_time_of_the_last_look_is_seen(folder: Path) -> None:
    before = seen.look(["one"], folder, {})
    (folder / "one").write_text("ONE")

    assert seen.look(["one"], folder, before)["one"].digest == seen.digest(b"ONE")


def test_change_with_the_times_of_before_is_seen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.utime(folder / "one", ns=(OLD, OLD))
    _later(monkeypatch)
    before = seen.look(["one"], folder, {})
    time.sleep(0.01)
    (folder / "one").write_text("ONE")
    os.utime(folder / "one", ns=(OLD, OLD))

    assert seen.look(["one"], folder, before)["one"].digest == seen.digest(b"ONE")


def test_what_is_no_file_is_left_out(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "folder").mkdir()

    assert seen.look(["pipe", "folder", "nothing"], folder, {}) == {}


def test_sights_are_the_same_when_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recent = seen.look(["one"], folder, {})
    _later(monkeypatch)
    sights = recent | seen.look(["two"], folder, {})

    assert seen.read(seen.written(sights)) == sights
    assert seen.read(None) == {}
