"""The whole program, killed at any moment: the site stays intact, and the next build succeeds."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
from laid_project import PROJECT, lay_project
from synthetic import write_content

BRIEFINGS = 20
"""The smallest number of briefings for which each stage uses workers."""

ENOUGH = 300
"""The seconds after which a build counts as hung."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_content(tmp_path / "content", BRIEFINGS)
    return lay_project(tmp_path / "root", tmp_path / "content/content")


def name_site(root: Path, desk: str) -> None:
    """Change the name of the site, which every page shows."""
    file = root / "content/site.yml"
    file.write_text(f"name: {desk}\n" + file.read_text().partition("\n")[2])


def start_build(root: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "generator", "--root", str(root), "build", "--jobs", "2"]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def finish_build(root: Path) -> None:
    with start_build(root) as process:
        assert process.wait(ENOUGH) == 0


def read_files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_killed_build_leaves_the_old_site_or_the_new(root: Path, pytestconfig: pytest.Config) -> None:
    moments = max(1, pytestconfig.getoption("--moments") // 3)
    expected = {}
    for desk in ("One", "Other"):
        name_site(root, desk)
        begun = time.monotonic()
        finish_build(root)
        duration = time.monotonic() - begun
        expected[desk] = read_files(root / "site")
    assert expected["One"] != expected["Other"]
    random, current = Random(moments), "Other"
    for _ in range(moments):
        following = "One" if current == "Other" else "Other"
        name_site(root, following)
        with start_build(root) as process:
            time.sleep(random.uniform(0, 1.1 * duration))
            process.send_signal(signal.SIGKILL)
        assert read_files(root / "site") in (expected[current], expected[following])
        finish_build(root)
        assert read_files(root / "site") == expected[following]
        current = following
    cache_names = ["build-id", "content.db", "html.db", "published", "search", "site", "site.db"]
    assert sorted(os.listdir(root / ".cache")) == cache_names  # noqa: PTH208
