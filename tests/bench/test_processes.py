"""A command is measured with all its processes, and a command that fails ends the measurement."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import processes
import pytest
from processes import Resources, list_family, list_rows, read_memory, run

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
"""Three processes that share 60 MB, until the standard input of the first is closed."""

APART = SHARED.replace("os.read(", "held = bytearray(b'x') * 40_000_000; os.write(1, b'r'); os.read(")
"""The same, and each fork has 40 MB more."""


@contextmanager
def running(program: str, ready: int) -> Iterator[int]:
    """Run a program, wait until it has written this many bytes, and return its process."""
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.read(ready) == b"r" * ready
        yield process.pid
        process.communicate()


@linux
def test_memory_that_processes_share_counts_once() -> None:
    with running(SHARED, 1) as pid:
        assert 60 < (read_memory(pid) or 0) < 110


@linux
def test_memory_of_all_descendants_counts() -> None:
    with running(APART, 3) as pid:
        assert 140 < (read_memory(pid) or 0) < 190


@linux
def test_process_that_has_ended_has_no_memory() -> None:
    with running("print('r', end='')", 1) as pid:
        pass
    assert read_memory(pid) == 0


def test_memory_is_left_out_if_the_system_does_not_report_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PROC", tmp_path)
    taken = run([sys.executable, "-c", "import time; time.sleep(0.2)"], tmp_path)

    assert taken.memory is None
    assert [row for row, _ in list_rows("all", [taken])] == ["all, s", "all, CPU s"]


@linux
def test_run_includes_the_peak_and_time_of_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The child runs until its memory has been read."""
    monkeypatch.setattr(processes, "RESTS", 0)
    looked = processes.read_memory

    def look(first: int) -> float | None:
        found = looked(first)
        if (found or 0) > 70:
            (tmp_path / "seen").touch()
        return found

    monkeypatch.setattr(processes, "read_memory", look)
    child = "import os; held = bytearray(b'x') * 70_000_000\nwhile not os.path.exists('seen'): pass"
    taken = run(
        [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"], tmp_path
    )

    assert 70 < (taken.memory or 0) < 140
    assert taken.cpu > 0


def test_run_has_its_folder_and_environment(tmp_path: Path) -> None:
    program = "import os, pathlib; pathlib.Path('said').write_text(os.environ['WORD'])"
    run([sys.executable, "-c", program], tmp_path, {"WORD": "here"})

    assert (tmp_path / "said").read_text() == "here"


def test_a_command_that_fails_ends_the_measurement_with_its_output(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        run([sys.executable, "-c", "import sys; print('out of paper'); sys.exit(3)"], tmp_path)

    assert str(caught.value).endswith("out of paper\n")


def test_family_is_all_descendants() -> None:
    assert sorted(list_family({2: 1, 3: 2, 4: 3, 5: 2, 6: 1, 7: 6}, 2)) == [2, 3, 4, 5]


def test_rows_are_median_times_and_most_memory() -> None:
    runs = [Resources(1.0, 0.5, 40.0), Resources(9.0, 0.7, 60.0), Resources(2.0, 0.6, 50.0)]

    assert dict(list_rows("all", runs)) == {"all, s": 2.0, "all, CPU s": 0.6, "all, MB": 60.0}
