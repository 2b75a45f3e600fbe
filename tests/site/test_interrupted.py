"""Builds that are killed, or that a disk refuses: the site is the old or the new one, and the next build heals."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from made import EPOCH, assert_as_new, files, made

from generator import seen
from generator.site import docs_tree
from generator.site.alone import alone
from generator.site.files import OutputError

PROJECT = Path(__file__).parents[2]

BUILD = f"""
import sys
from pathlib import Path
from made import made, update_index
from generator.site import remake
from generator.site.alone import alone

remake.update_index = update_index
with alone(Path(sys.argv[1]), lambda: None):
    print("begun", flush=True)
    made(Path(sys.argv[1]), epoch={EPOCH}, jobs=2)
"""

PAGES = {f"events/e{n}.md": f"# Event {n}\n\n[Next](e{(n + 1) % 20}.md)\n" for n in range(20)}
FORMS = {
    "one": {"docs/about.md": "# About\n", "generator/theme/partials/copyright.html": "<p>One</p>\n"},
    "other": {"docs/about.md": "# About\n\nMore.\n", "generator/theme/partials/copyright.html": "<p>One</p>\n"},
    "third": {"docs/about.md": "# About\n", "generator/theme/partials/copyright.html": "<p>Three</p>\n"},
}

pytestmark = pytest.mark.usefixtures("_light_search")


def lay(root: Path, form: str) -> None:
    for path, text in FORMS[form].items():
        (root / path).write_text(text)
    pages = {
        path: text.replace("Event", f"{form} event") if path < "events/e3" else text for path, text in PAGES.items()
    }
    docs_tree.write(root / "docs", pages)


def killed(root: Path, after: float) -> None:
    """A build in a process of its own, killed `after` so many seconds; its workers are left to themselves."""
    environment = {**os.environ, "PYTHONPATH": f"{PROJECT}:{Path(__file__).parent}"}
    with subprocess.Popen(
        [sys.executable, "-c", BUILD, str(root)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)


def test_a_killed_build_leaves_the_old_site_or_the_new(root: Path, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    moments = pytestconfig.getoption("--moments")
    expected = {}
    for form in FORMS:
        lay(root, form)
        started = time.monotonic()
        made(root, full=True)
        duration = time.monotonic() - started
        expected[form] = files(root / "site")
    random, now = Random(moments), "third"
    for _ in range(moments):
        form = random.choice([one for one in FORMS if one != now])
        lay(root, form)
        killed(root, random.uniform(0, 1.3 * duration))
        assert files(root / "site") in (expected[now], expected[form])
        with alone(root, lambda: None):
            made(root)
        assert files(root / "site") == expected[form]
        now = form
    assert sorted(path.name for path in (root / ".cache").iterdir()) == ["html.db", "search", "site", "site.db"]
    assert not [path for path in root.iterdir() if path.name.startswith(".site")]
    assert_as_new(root, tmp_path / "elsewhere")


@pytest.fixture
def small_disk(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A root on a disk of its own, with a published site."""
    disk = tmp_path_factory.mktemp("disk")
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a disk can be mounted by root alone")
    try:
        shutil.copytree(root, disk / "root")
        made(disk / "root")
        yield disk / "root"
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=False)


@pytest.mark.parametrize("room", [0, 50_000, 200_000, 1_000_000, 3_000_000])
def test_a_full_disk_leaves_the_site(small_disk: Path, tmp_path: Path, room: int) -> None:
    before = files(small_disk / "site")
    (small_disk / "generator/theme/partials/copyright.html").write_text("<p>Other</p>\n")
    free = shutil.disk_usage(small_disk).free
    (small_disk / "filler").write_bytes(b"x" * (free - room))

    with pytest.raises(OutputError, match=r"^cannot write `.*`: (no space left on device|database or disk is full)$"):
        made(small_disk, jobs=2)
    assert files(small_disk / "site") == before
    assert not (small_disk / ".cache/site").exists()

    (small_disk / "filler").unlink()
    assert made(small_disk)
    assert_as_new(small_disk, tmp_path / "elsewhere")


def test_a_disk_that_is_read_only_leaves_the_site(small_disk: Path, tmp_path: Path) -> None:
    before = files(small_disk / "site")
    (small_disk / "docs/about.md").write_text("# Other\n")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk.parent)], check=True)
    with pytest.raises(OutputError, match=r"^cannot (write|remove) `.*\.db`: "):
        made(small_disk)
    assert files(small_disk / "site") == before

    subprocess.run(["mount", "-o", "remount,rw", str(small_disk.parent)], check=True)
    assert made(small_disk)
    assert_as_new(small_disk, tmp_path / "elsewhere")


def test_a_clock_that_is_set_back_changes_nothing(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(root)
    real = time.time_ns
    monkeypatch.setattr(seen.time, "time_ns", lambda: real() - 10**17)
    for file in ("docs/about.md", "docs/timeline.md"):
        with (root / file).open("a") as text:
            text.write("\nMore.\n")
        assert made(root)
        assert not made(root)
    os.utime(root / "docs/about.md", ns=(1, 1))
    assert not made(root)
    assert_as_new(root, tmp_path / "elsewhere")


def test_place_and_time_zone_change_nothing(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "a longer way/to another place"
    shutil.copytree(root, other)
    for folder, zone in ((root, "Pacific/Kiritimati"), (other, "Pacific/Niue")):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        made(folder)
    monkeypatch.undo()
    time.tzset()
    assert files(root / "site") == files(other / "site")
