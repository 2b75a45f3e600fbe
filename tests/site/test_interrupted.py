"""Builds that are killed, or that a disk refuses: the site is the old or the new one, and the next build repairs it."""

import multiprocessing
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from small_site import assert_same_as_first_build, build_small_site, read_files

from generator.infra import file_digests
from generator.infra.files import OutputError
from generator.infra.lock import lock_project
from generator.site.output import docs_tree

PAGES = {f"events/e{n}.md": f"# Event {n}\n\n[Next](e{(n + 1) % 20}.md)\n" for n in range(20)}
FORMS = {
    "one": {"docs/about.md": "# About\n", "generator/theme/partials/copyright.html": "<p>One</p>\n"},
    "other": {"docs/about.md": "# About\n\nMore.\n", "generator/theme/partials/copyright.html": "<p>One</p>\n"},
    "third": {"docs/about.md": "# About\n", "generator/theme/partials/copyright.html": "<p>Three</p>\n"},
}

pytestmark = pytest.mark.usefixtures("_light_search")


def lay_form(root: Path, form: str) -> None:
    for path, text in FORMS[form].items():
        (root / path).write_text(text)
    pages = {
        path: text.replace("Event", f"{form} event") if path < "events/e3" else text for path, text in PAGES.items()
    }
    docs_tree.write_pages(root / "docs", pages)


def kill_build(root: Path, after: float) -> None:
    """Run a build in a fork of this process, and kill it `after` some seconds, but not its workers.

    A fork has the parsed theme, as the builds that were timed have: the moments are spread over all of its work.
    """
    context = multiprocessing.get_context("fork")
    begun = context.Event()

    def build() -> None:
        with lock_project(root, lambda: None):
            begun.set()
            build_small_site(root, jobs=2)

    process = context.Process(target=build)
    process.start()
    begun.wait()
    time.sleep(after)
    process.kill()
    process.join()


def test_a_killed_build_leaves_the_old_site_or_the_new(root: Path, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    moments = pytestconfig.getoption("--moments")
    expected = {}
    for form in FORMS:
        lay_form(root, form)
        started = time.monotonic()
        build_small_site(root, full=True)
        duration = time.monotonic() - started
        expected[form] = read_files(root / "site")
    random, published_form = Random(moments), "third"
    for _ in range(moments):
        form = random.choice([name for name in FORMS if name != published_form])
        lay_form(root, form)
        kill_build(root, random.uniform(0, 1.3 * duration))
        assert read_files(root / "site") in (expected[published_form], expected[form])
        with lock_project(root, lambda: None):
            build_small_site(root)
        assert read_files(root / "site") == expected[form]
        published_form = form
    assert sorted(path.name for path in (root / ".cache").iterdir()) == [
        "html.db",
        "published",
        "search",
        "site",
        "site.db",
    ]
    assert not [path for path in root.iterdir() if path.name.startswith(".site")]
    assert_same_as_first_build(root, tmp_path / "elsewhere")


@pytest.fixture
def small_disk(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A root on a small disk, with a published site."""
    disk = tmp_path_factory.mktemp("disk")
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a disk can be mounted by root alone")
    try:
        shutil.copytree(root, disk / "root")
        build_small_site(disk / "root")
        yield disk / "root"
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=False)


@pytest.mark.parametrize("share", [0, 0.05, 0.2, 0.5, 0.9])
def test_a_full_disk_leaves_the_site_unchanged(small_disk: Path, tmp_path: Path, share: float) -> None:
    """The disk has space for a share of the site."""
    before = read_files(small_disk / "site")
    room = int(share * sum(map(len, before.values())))
    (small_disk / "generator/theme/partials/copyright.html").write_text("<p>Other</p>\n")
    free = shutil.disk_usage(small_disk).free
    (small_disk / "filler").write_bytes(b"x" * (free - room))

    with pytest.raises(OutputError, match=r"^cannot write `.*`: (no space left on device|database or disk is full)$"):
        build_small_site(small_disk, jobs=2)
    assert read_files(small_disk / "site") == before
    assert not (small_disk / ".cache/site").exists()

    (small_disk / "filler").unlink()
    assert build_small_site(small_disk)
    assert_same_as_first_build(small_disk, tmp_path / "elsewhere")


def test_a_read_only_disk_leaves_the_site_unchanged(small_disk: Path, tmp_path: Path) -> None:
    before = read_files(small_disk / "site")
    (small_disk / "docs/about.md").write_text("# Other\n")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk.parent)], check=True)
    with pytest.raises(OutputError, match=r"^cannot (write|remove) `.*\.db`: "):
        build_small_site(small_disk)
    assert read_files(small_disk / "site") == before

    subprocess.run(["mount", "-o", "remount,rw", str(small_disk.parent)], check=True)
    assert build_small_site(small_disk)
    assert_same_as_first_build(small_disk, tmp_path / "elsewhere")


def test_a_clock_that_is_set_back_does_not_affect_builds(
    published_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = time.time_ns
    monkeypatch.setattr(file_digests.time, "time_ns", lambda: real() - 10**17)
    for file in ("docs/about.md", "docs/timeline.md"):
        with (published_root / file).open("a") as text:
            text.write("\nMore.\n")
        assert build_small_site(published_root)
        assert not build_small_site(published_root)
    os.utime(published_root / "docs/about.md", ns=(1, 1))
    assert not build_small_site(published_root)
    assert_same_as_first_build(published_root, tmp_path / "elsewhere")


def test_folder_and_time_zone_do_not_affect_the_site(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "a longer way/to another place"
    shutil.copytree(root, other)
    for folder, zone in ((root, "Pacific/Kiritimati"), (other, "Pacific/Niue")):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        build_small_site(folder)
    monkeypatch.undo()
    time.tzset()
    assert read_files(root / "site") == read_files(other / "site")
