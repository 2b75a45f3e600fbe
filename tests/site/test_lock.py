"""Two builds of one project: the second one waits, reports that, and has nothing to do."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from laid_project import PROJECT, lay_project
from waiting import BOUND

from generator.build import pipeline
from generator.infra.files import OutputError
from generator.infra.lock import lock_project


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    lay_project(tmp_path, PROJECT / "tests/golden/empty/content")
    has_reported = threading.Event()
    outcomes: list[pipeline.BuildResult] = []
    second = threading.Thread(target=lambda: outcomes.append(pipeline.build(tmp_path, waiting=has_reported.set)))

    with lock_project(tmp_path, pytest.fail):
        second.start()
        assert has_reported.wait(BOUND)
        assert not (tmp_path / "site").exists()
    second.join()

    assert [outcome.published for outcome in outcomes] == [True]


def test_a_killed_process_releases_the_lock(tmp_path: Path) -> None:
    lines = [
        "import sys, time, pathlib",
        "from generator.infra.lock import lock_project",
        "with lock_project(pathlib.Path(sys.argv[1]), print): print(1, flush=True); time.sleep(3600)",
    ]
    command = [sys.executable, "-c", "\n".join(lines), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=PROJECT) as holder:
        assert holder.stdout
        assert holder.stdout.read(1) == b"1"
        calls = []

        def waiting() -> None:
            calls.append(True)
            holder.kill()

        with lock_project(tmp_path, waiting):
            assert calls == [True]


def test_builds_of_two_projects_do_not_wait_for_each_other(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    with lock_project(tmp_path / "one", pytest.fail), lock_project(tmp_path / "two", pytest.fail):
        assert not list(tmp_path.rglob("*.*"))


def test_a_missing_project_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot read"), lock_project(tmp_path / "none", pytest.fail):
        pass
