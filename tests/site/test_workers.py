"""Work in several processes: the same as in one."""

import os
import signal
from collections.abc import Iterator

import pytest

from generator.site.files import EngineError, OutputError
from generator.site.workers import chunks, cores, spread


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

    with pytest.raises(EngineError, match="a process of the build was killed"):
        list(spread(work, range(10), 2))


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
