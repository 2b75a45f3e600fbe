"""What a command took is told of all its processes, and a command that fails is no figure."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import processes
import pytest
from processes import Taken, family, memory, rows, run

linux = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the system does not say it")

SHARED = """
import os, sys
held = bytearray(60_000_000)
line = os.pipe()
for _ in range(2):
    if not os.fork():
        os.close(line[1])
        os.read(line[0], 1)
        os._exit(0)
os.write(1, b"r")
sys.stdin.read()
"""
"""Three processes with the same 60 MB, until the line to the first is closed."""

APART = SHARED.replace("os.read(", "held = bytearray(b'x') * 40_000_000; os.write(1, b'r'); os.read(")
"""As before; the forks have 40 MB more each."""


@contextmanager
def running(program: str, ready: int) -> Iterator[int]:
    """The process of a program that has written so many bytes to say that it is ready."""
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.read(ready) == b"r" * ready
        yield process.pid
        process.communicate()


@linux
def test_memory_that_processes_share_counts_once() -> None:
    with running(SHARED, 1) as pid:
        assert 60 < (memory(pid) or 0) < 110


@linux
def test_memory_of_all_descendants_counts() -> None:
    with running(APART, 3) as pid:
        assert 140 < (memory(pid) or 0) < 190


@linux
def test_process_that_has_ended_has_no_memory() -> None:
    with running("print('r', end='')", 1) as pid:
        pass
    assert memory(pid) == 0


def test_system_that_does_not_say_has_no_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PROC", tmp_path)
    taken = run([sys.executable, "-c", "import time; time.sleep(0.2)"], tmp_path)

    assert taken.memory is None
    assert [row for row, _ in rows("all", [taken])] == ["all, s", "all, CPU s"]


@linux
def test_run_sees_the_peak_and_the_processors_of_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "RESTS", 0)
    child = "import time; held = bytearray(b'x') * 70_000_000; sum(range(3_000_000)); time.sleep(0.5)"
    taken = run(
        [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"], tmp_path
    )

    assert 70 < (taken.memory or 0) < 140
    assert taken.cpu > 0


def test_run_has_its_folder_and_environment(tmp_path: Path) -> None:
    program = "import os, pathlib; pathlib.Path('said').write_text(os.environ['WORD'])"
    run([sys.executable, "-c", program], tmp_path, {"WORD": "here"})

    assert (tmp_path / "said").read_text() == "here"


def test_command_that_fails_ends_the_measurement_with_its_words(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        run([sys.executable, "-c", "import sys; print('out of paper'); sys.exit(3)"], tmp_path)

    assert str(caught.value).endswith("out of paper\n")


def test_family_is_all_that_descend() -> None:
    assert sorted(family({2: 1, 3: 2, 4: 3, 5: 2, 6: 1, 7: 6}, 2)) == [2, 3, 4, 5]


def test_rows_are_median_times_and_most_memory() -> None:
    runs = [Taken(1.0, 0.5, 40.0), Taken(9.0, 0.7, 60.0), Taken(2.0, 0.6, 50.0)]

    assert dict(rows("all", runs)) == {"all, s": 2.0, "all, CPU s": 0.6, "all, MB": 60.0}
