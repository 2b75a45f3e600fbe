"""Files are read again if they may have changed, and only then."""

import os
import time
from pathlib import Path

import pytest
from waiting import wait_until

from generator.infra import file_digests
from generator.infra.file_digests import DIGESTS_CODEC

OLD = time.time_ns() - 10**12


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two files."""
    for name in ("one", "two"):
        (tmp_path / name).write_text(name)
    return tmp_path


def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the clock an hour ahead, so that the current times of files are settled."""
    now = time.time_ns() + 3600 * 10**9
    monkeypatch.setattr(time, "time_ns", lambda: now)


def test_files_that_are_as_they_were_are_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _later(monkeypatch)
    before = file_digests.scan_files(["one", "two"], folder, {})
    (folder / "two").write_text("other")

    def opened(path: str, *_: object) -> object:
        assert path.endswith("two")
        return Path(path).open("rb")

    monkeypatch.setattr("builtins.open", opened)
    after = file_digests.scan_files(["one", "two"], folder, before)

    assert after["one"] is before["one"]
    assert after["two"].digest == file_digests.compute_digest(b"other")


def test_change_at_the_time_of_the_last_look_is_seen(folder: Path) -> None:
    before = file_digests.scan_files(["one"], folder, {})
    (folder / "one").write_text("ONE")

    assert file_digests.scan_files(["one"], folder, before)["one"].digest == file_digests.compute_digest(b"ONE")


def test_change_with_the_times_of_before_is_seen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.utime(folder / "one", ns=(OLD, OLD))
    _later(monkeypatch)
    before = file_digests.scan_files(["one"], folder, {})
    changed = (folder / "one").stat().st_ctime_ns

    def write() -> bool:
        """Write other text; return whether the file system, which counts in milliseconds, shows another time."""
        (folder / "one").write_text("ONE")
        os.utime(folder / "one", ns=(OLD, OLD))
        return (folder / "one").stat().st_ctime_ns != changed

    wait_until(write, "another time of change")

    assert file_digests.scan_files(["one"], folder, before)["one"].digest == file_digests.compute_digest(b"ONE")


def test_paths_that_are_not_regular_files_are_left_out(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "folder").mkdir()

    assert file_digests.scan_files(["pipe", "folder", "nothing"], folder, {}) == {}


def test_digests_survive_serialization(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recent = file_digests.scan_files(["one"], folder, {})
    _later(monkeypatch)
    digests = recent | file_digests.scan_files(["two"], folder, {})

    assert digests["one"].stamp is None
    assert DIGESTS_CODEC.decode(DIGESTS_CODEC.encode(digests)) == digests
