"""Spreads work over processes.

They are forks, which have what the work needs without a copy of it; where a system has none, or there is too little to
do, the work is done here. What comes back, and its order, is the same however many there are. A worker ends when
nothing more is to be done, or when this process is gone.
"""

import contextlib
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, NamedTuple, TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

AHEAD = 2
"""Results for each worker that may wait for one before them: no more of them are in memory."""

_NONE = object()
"""In the place of a task: there are no more."""


class KilledError(Exception):
    """A process ended before its work did."""

    def __init__(self) -> None:
        super().__init__(
            "a process of the build was killed, from outside or for want of memory: `--jobs 1` needs least"
        )


class _Worker(NamedTuple):
    process: BaseProcess
    line: Connection


def cores() -> int:
    """How many processes this one may run at a time."""
    counted = getattr(os, "sched_getaffinity", None)
    return len(counted(0)) if counted else os.cpu_count() or 1


def spread(work: Callable[[_Task], _Result], tasks: Iterable[_Task], jobs: int) -> Iterator[_Result]:
    """What `work` makes of each task, in their order; what it raises is raised here.

    Tasks and results are pickled; `work` is not.
    """
    if jobs < 2 or not _can_fork():
        yield from map(work, tasks)
        return
    workers: list[_Worker] = []
    try:
        for _ in range(jobs):
            workers.append(_begun(work, workers))
        yield from _results(workers, iter(tasks))
    finally:
        for worker in workers:
            worker.line.close()
            worker.process.terminate()
        for worker in workers:
            worker.process.join()


class Awaited(Generic[_Result]):
    """What is to come of work; where the work raises something, calling this does."""

    def __init__(self, come: Callable[[], _Result], is_there: Callable[[], bool]) -> None:
        self._come = come
        self.is_there = is_there
        """Says whether nothing is to be waited for."""

    def __call__(self) -> _Result:
        """Waits for it."""
        return self._come()


@contextlib.contextmanager
def beside(work: Callable[[], _Result], jobs: int) -> Iterator[Awaited[_Result]]:
    """Has `work` done in a process beside this one, which may have workers of its own.

    With one job, `work` is done here when it is asked for.
    """
    if jobs < 2 or not _can_fork():
        yield Awaited(work, lambda: True)
        return
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    process = context.Process(target=_work_beside, args=(work, there, here))
    process.start()
    there.close()
    try:
        yield Awaited(lambda: _come_to(*_received(here)), here.poll)
    finally:
        here.close()
        process.terminate()
        process.join()


def chunks(things: Sequence[_Task], jobs: int, most: int) -> Iterator[list[_Task]]:
    """`things` in parts small enough to go round, none with more than `most`."""
    size = max(1, min(most, -(-len(things) // (4 * jobs))))
    rest = iter(things)
    while part := list(islice(rest, size)):
        yield part


def _can_fork() -> bool:
    return "fork" in multiprocessing.get_all_start_methods()


def _begun(work: Callable[[Any], Any], others: Sequence[_Worker]) -> _Worker:
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(work, there, [here, *(other.line for other in others)]), daemon=True)
    process.start()
    there.close()
    return _Worker(process, here)


def _serve(work: Callable[[Any], Any], line: Connection, inherited: Iterable[Connection]) -> None:
    """Works until the other end of the line is closed, which only the first process holds open."""
    _settle_in(inherited)
    with contextlib.suppress(EOFError, OSError):
        while True:
            line.send(_tried(work, line.recv()))


def _work_beside(work: Callable[[], Any], line: Connection, other: Connection) -> None:
    """Works once, and ends at once where the first process is gone."""
    _settle_in([other])
    threading.Thread(target=_end_with, args=(line,), daemon=True).start()
    with contextlib.suppress(OSError):
        line.send(_tried(work))


def _settle_in(inherited: Iterable[Connection]) -> None:
    # Whoever stops the build stops the first process; this one then ends by itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What was there before stays as it is, in memory that is shared: no search for cycles goes through it.
    gc.freeze()
    for other in inherited:
        other.close()


def _end_with(line: Connection) -> None:
    """Nothing is ever sent to this end of the line: it can be read when the other end is closed."""
    wait([line])
    os._exit(1)


def _tried(work: Callable[..., Any], *task: Any) -> tuple[bool, Any]:
    try:
        return True, work(*task)
    except Exception as error:  # noqa: BLE001  # goes on to the first process, and is raised there
        return False, error


def _come_to(well: bool, answer: Any) -> Any:  # noqa: FBT001  # as `_tried` gives them
    if not well:
        raise answer
    return answer


def _results(workers: Sequence[_Worker], tasks: Iterator[Any]) -> Iterator[Any]:
    idle = list(workers)
    busy: dict[Connection, tuple[int, _Worker]] = {}
    done: dict[int, tuple[bool, Any]] = {}
    given = taken = 0
    more = True
    while more or busy or done:
        while more and idle and given - taken < AHEAD * len(workers):
            task = next(tasks, _NONE)
            if task is _NONE:
                more = False
                break
            worker = idle.pop()
            _send(worker.line, task)
            busy[worker.line] = (given, worker)
            given += 1
        if taken in done:
            yield _come_to(*done.pop(taken))
            taken += 1
        elif busy:
            for line in wait(list(busy)):
                assert isinstance(line, Connection)  # noqa: S101  # nothing else was waited for
                number, worker = busy.pop(line)
                done[number] = _received(line)
                idle.append(worker)


def _send(line: Connection, task: Any) -> None:
    try:
        line.send(task)
    except BrokenPipeError as error:
        raise KilledError from error


def _received(line: Connection) -> tuple[bool, Any]:
    """Whether a task went well, and what came of it."""
    try:
        well, answer = line.recv()
    except (EOFError, ConnectionResetError) as error:
        raise KilledError from error
    return well, answer
