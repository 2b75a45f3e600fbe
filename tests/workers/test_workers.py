"""Work in several processes: the same as in one."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.site.files import EngineError, OutputError
from generator.site.harden import InlineError
from generator.workers import KilledError, beside, chunks, cores, spread

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 3, 40])
def test_results_come_in_the_order_of_the_tasks(jobs: int, count: int) -> None:
    assert list(spread(lambda number: number * number, range(count), jobs)) == [n * n for n in range(count)]


def test_there_are_as_many_processes_as_jobs() -> None:
    assert len(set(spread(lambda _: os.getpid(), range(60), 3))) <= 3
    assert set(spread(lambda _: os.getpid(), range(3), 1)) == {os.getpid()}


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_work_raises_is_raised_here(jobs: int) -> None:
    def work(number: int) -> int:
        if number == 5:
            raise OutputError("cannot write `5`")
        return number

    found = []
    with pytest.raises(OutputError, match=r"^cannot write `5`$"):
        found.extend(spread(work, range(50), jobs))
    assert found == [0, 1, 2, 3, 4]


def test_a_process_that_is_killed_is_told() -> None:
    def work(number: int) -> None:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(KilledError, match="a process of the build was killed"):
        list(spread(work, range(10), 2))


@pytest.mark.parametrize("error", [EngineError(("one", "two")), InlineError(("one", "two")), OutputError("one")])
def test_errors_come_whole_from_other_processes(error: Exception) -> None:
    def work(_: int) -> None:
        raise error

    with pytest.raises(type(error)) as caught:
        list(spread(work, range(3), 2))
    assert (str(caught.value), vars(caught.value)) == (str(error), vars(error))


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_beside(jobs: int) -> None:
    with beside(os.getpid, jobs) as found:
        assert (found() == os.getpid()) == (jobs == 1)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_work_beside_raises_is_raised_here(jobs: int) -> None:
    def work() -> None:
        raise OutputError("cannot write")

    with beside(work, jobs) as found, pytest.raises(OutputError, match=r"^cannot write$"):
        found()


def test_work_beside_may_be_spread_too() -> None:
    with beside(lambda: list(spread(str, range(9), 2)), 2) as found:
        assert found() == [str(number) for number in range(9)]


def test_work_beside_that_is_killed_is_told() -> None:
    with beside(lambda: os.kill(os.getpid(), signal.SIGKILL), 2) as found, pytest.raises(KilledError):
        found()


def test_work_beside_ends_with_what_it_is_for(tmp_path: Path) -> None:
    """Killed, the first process leaves no other behind, whatever these are at."""
    begun = f"""
import os, time
from pathlib import Path
from generator.workers import beside, spread

def pause(number):
    Path({str(tmp_path)!r}, str(os.getpid())).touch()
    time.sleep(60 if number == "all" else 0.5)

def work():
    list(spread(pause, range(400), 2))
    pause("all")

with beside(work, 2) as found:
    found()
"""
    with subprocess.Popen([sys.executable, "-c", begun], cwd=PROJECT) as process:
        until(lambda: len(list(tmp_path.iterdir())) == 2)
        process.kill()
    until(lambda: not any(is_running(int(file.name)) for file in tmp_path.iterdir()))


def until(condition: Callable[[], bool]) -> None:
    for _ in range(1000):
        if condition():
            return
        time.sleep(0.02)
    pytest.fail("it did not come to be")


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    # What has ended and is waited for by nobody does not run.
    state = Path(f"/proc/{number}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def test_no_process_is_left() -> None:
    results = spread(lambda _: os.getpid(), range(50), 2)
    worker = next(results)
    results.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_tasks_are_taken_as_they_are_needed() -> None:
    taken = []

    def tasks() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = spread(str, tasks(), 2)
    next(results)
    assert len(taken) < 20
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("count", "jobs", "sizes"), [(0, 2, []), (3, 2, [1, 1, 1]), (80, 2, [10] * 8), (900, 1, [100] * 9)]
)
def test_parts_go_round(count: int, jobs: int, sizes: list[int]) -> None:
    assert [len(part) for part in chunks(range(count), jobs, 100)] == sizes


def test_there_is_a_core() -> None:
    assert cores() >= 1
