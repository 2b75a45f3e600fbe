"""The process pool: several processes give the same results as one."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from waiting import is_running, wait_until

from generator.infra.files import EngineError, OutputError
from generator.infra.process_pool import (
    WorkerKilledError,
    count_cores,
    map_ordered,
    run_in_background,
    split_into_chunks,
)
from generator.site.postprocess.csp import InlineError

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 3, 40])
def test_results_come_in_the_order_of_the_tasks(jobs: int, count: int) -> None:
    assert list(map_ordered(lambda number: number * number, range(count), jobs)) == [n * n for n in range(count)]


def test_there_are_as_many_processes_as_jobs() -> None:
    assert len(set(map_ordered(lambda _: os.getpid(), range(60), 3))) <= 3
    assert set(map_ordered(lambda _: os.getpid(), range(3), 1)) == {os.getpid()}


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_in_a_worker_is_raised_in_the_parent(jobs: int) -> None:
    def work(number: int) -> int:
        if number == 5:
            raise OutputError("cannot write `5`")
        return number

    results: list[int] = []
    with pytest.raises(OutputError, match=r"^cannot write `5`$"):
        results.extend(map_ordered(work, range(50), jobs))
    assert results == [0, 1, 2, 3, 4]


def test_a_killed_worker_is_reported() -> None:
    def work(number: int) -> None:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(WorkerKilledError, match="a process of the build was killed"):
        list(map_ordered(work, range(10), 2))


@pytest.mark.parametrize("error", [EngineError(("one", "two")), InlineError(("one", "two")), OutputError("one")])
def test_errors_come_whole_from_other_processes(error: Exception) -> None:
    def work(_: int) -> None:
        raise error

    with pytest.raises(type(error)) as caught:
        list(map_ordered(work, range(3), 2))
    assert (str(caught.value), vars(caught.value)) == (str(error), vars(error))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_background_task_runs_in_a_process_only_if_jobs_allow(jobs: int) -> None:
    with run_in_background(os.getpid, jobs) as future:
        assert (future() == os.getpid()) == (jobs == 1)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_in_a_background_task_is_raised_in_the_parent(jobs: int) -> None:
    def work() -> None:
        raise OutputError("cannot write")

    with run_in_background(work, jobs) as future, pytest.raises(OutputError, match=r"^cannot write$"):
        future()


def test_a_background_task_can_use_workers() -> None:
    with run_in_background(lambda: list(map_ordered(str, range(9), 2)), 2) as future:
        assert future() == [str(number) for number in range(9)]


def test_a_killed_background_task_is_reported() -> None:
    with run_in_background(lambda: os.kill(os.getpid(), signal.SIGKILL), 2) as future, pytest.raises(WorkerKilledError):
        future()


def test_background_workers_end_with_the_first_process(tmp_path: Path) -> None:
    """If the first process is killed, all its workers end, whatever they are doing."""
    begun = f"""
import os, time
from pathlib import Path
from generator.infra.process_pool import map_ordered, run_in_background

def pause(number):
    Path({str(tmp_path)!r}, str(os.getpid())).touch()
    time.sleep(60 if number == "all" else 0.5)

def work():
    for _ in map_ordered(pause, range(10**9), 2):
        pass
    pause("all")

with run_in_background(work, 2) as future:
    future()
"""
    with subprocess.Popen([sys.executable, "-c", begun], cwd=PROJECT) as process:
        wait_until(lambda: len(list(tmp_path.iterdir())) == 2, "two workers")
        process.kill()
    wait_until(lambda: not any(is_running(int(file.name)) for file in tmp_path.iterdir()), "the end of all processes")


def test_no_process_is_left() -> None:
    results = map_ordered(lambda _: os.getpid(), range(50), 2)
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

    results = map_ordered(str, tasks(), 2)
    next(results)
    assert len(taken) < 20
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("count", "jobs", "sizes"), [(0, 2, []), (3, 2, [1, 1, 1]), (80, 2, [10] * 8), (900, 1, [100] * 9)]
)
def test_chunks_are_balanced_among_processes(count: int, jobs: int, sizes: list[int]) -> None:
    assert [len(chunk) for chunk in split_into_chunks(range(count), jobs, 100)] == sizes


def test_at_least_one_core_is_counted() -> None:
    assert count_cores() >= 1
