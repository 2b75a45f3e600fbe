"""A process pool: applies a function to many tasks in worker processes, or runs one function in the background.

Workers are forks, which share the memory of this process without copies. If the system has no fork, or only one job is
allowed, the work is done in this process. Results and their order do not depend on the number of workers. A worker ends
when no task is left, or when this process ends.
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
"""The number of results for each worker that may be held back until an earlier one arrives, to limit memory."""

_END = object()
"""A marker in place of a task: no task is left."""


class WorkerKilledError(Exception):
    """A worker process ended before its work did."""

    def __init__(self) -> None:
        super().__init__(
            "a process of the build was killed by another program or for lack of memory; "
            "use `--jobs 1`, which needs the least memory"
        )


class _Worker(NamedTuple):
    process: BaseProcess
    connection: Connection


class _Answer(NamedTuple):
    """The message that a worker sends back: the result, or the error that was raised."""

    succeeded: bool
    value: Any


def count_cores() -> int:
    """Return how many processes may run at a time on the machine, as far as this process may use it."""
    get_affinity = getattr(os, "sched_getaffinity", None)
    return len(get_affinity(0)) if get_affinity else os.cpu_count() or 1


def map_ordered(work: Callable[[_Task], _Result], tasks: Iterable[_Task], jobs: int) -> Iterator[_Result]:
    """Yield the result of `work` for each task, in the order of the tasks; raise the error that `work` raises.

    Tasks and results are pickled; `work` is not. Raise `WorkerKilledError` if a worker is killed.
    """
    if jobs < 2 or not _can_fork():
        yield from map(work, tasks)
        return
    workers: list[_Worker] = []
    try:
        for _ in range(jobs):
            workers.append(_start_worker(work, workers))
        yield from _collect_results(workers, iter(tasks))
    finally:
        for worker in workers:
            worker.connection.close()
            worker.process.terminate()
        for worker in workers:
            worker.process.join()


class Future(Generic[_Result]):
    """A future: calling it waits for the work and returns its result or raises its error."""

    def __init__(self, get_result: Callable[[], _Result], is_done: Callable[[], bool]) -> None:
        self._get_result = get_result
        self.is_done = is_done
        """Checks whether a call would return without waiting."""

    def __call__(self) -> _Result:
        """Wait for the result and return it."""
        return self._get_result()


@contextlib.contextmanager
def run_in_background(work: Callable[[], _Result], jobs: int) -> Iterator[Future[_Result]]:
    """Run `work` in a process in the background, which may have workers of its own; give its future.

    With one job, `work` runs in this process when the future is called.
    """
    if jobs < 2 or not _can_fork():
        yield Future(work, lambda: True)
        return
    context = multiprocessing.get_context("fork")
    connection, remote = context.Pipe()
    process = context.Process(target=_run_once, args=(work, remote, connection))
    process.start()
    remote.close()
    try:
        yield Future(lambda: _get_value(_receive(connection)), connection.poll)
    finally:
        connection.close()
        process.terminate()
        process.join()


def split_into_chunks(tasks: Sequence[_Task], jobs: int, maximum: int) -> Iterator[list[_Task]]:
    """Yield the tasks in chunks of at most `maximum`, small enough that every worker gets about four of them."""
    size = max(1, min(maximum, -(-len(tasks) // (4 * jobs))))
    remaining = iter(tasks)
    while chunk := list(islice(remaining, size)):
        yield chunk


def _can_fork() -> bool:
    return "fork" in multiprocessing.get_all_start_methods()


def _start_worker(work: Callable[[Any], Any], workers: Sequence[_Worker]) -> _Worker:
    context = multiprocessing.get_context("fork")
    connection, remote = context.Pipe()
    inherited = [connection, *(worker.connection for worker in workers)]
    process = context.Process(target=_serve_tasks, args=(work, remote, inherited), daemon=True)
    process.start()
    remote.close()
    return _Worker(process, connection)


def _serve_tasks(work: Callable[[Any], Any], connection: Connection, inherited: Iterable[Connection]) -> None:
    """Work until the other end of the connection is closed; only the first process holds that end open."""
    _prepare_worker(inherited)
    with contextlib.suppress(EOFError, OSError):
        while True:
            connection.send(_try_work(work, connection.recv()))


def _run_once(work: Callable[[], Any], connection: Connection, inherited: Connection) -> None:
    """Work once, and exit at once if the first process is gone."""
    _prepare_worker([inherited])
    threading.Thread(target=_exit_with, args=(connection,), daemon=True).start()
    with contextlib.suppress(OSError):
        connection.send(_try_work(work))


def _prepare_worker(inherited: Iterable[Connection]) -> None:
    # Ctrl-C stops the first process, and its end stops this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The objects that exist already are in shared memory and stay as they are: the garbage collector skips them.
    gc.freeze()
    for connection in inherited:
        connection.close()


def _exit_with(connection: Connection) -> None:
    """Exit when the other end is closed: nothing is ever sent to this end, so that only then it can be read."""
    wait([connection])
    os._exit(1)


def _try_work(work: Callable[..., Any], *task: Any) -> _Answer:
    try:
        return _Answer(succeeded=True, value=work(*task))
    except Exception as error:  # noqa: BLE001  # the error is sent to the first process, and raised there
        return _Answer(succeeded=False, value=error)


def _get_value(answer: _Answer) -> Any:
    if not answer.succeeded:
        raise answer.value
    return answer.value


def _collect_results(workers: Sequence[_Worker], tasks: Iterator[Any]) -> Iterator[Any]:
    idle = list(workers)
    busy: dict[Connection, tuple[int, _Worker]] = {}
    answers: dict[int, _Answer] = {}
    sent = yielded = 0
    has_tasks = True
    while has_tasks or busy or answers:
        while has_tasks and idle and sent - yielded < AHEAD * len(workers):
            task = next(tasks, _END)
            if task is _END:
                has_tasks = False
                break
            worker = idle.pop()
            _send(worker.connection, task)
            busy[worker.connection] = (sent, worker)
            sent += 1
        if yielded in answers:
            yield _get_value(answers.pop(yielded))
            yielded += 1
        elif busy:
            for connection in wait(list(busy)):
                assert isinstance(connection, Connection)  # noqa: S101  # nothing else was waited for
                number, worker = busy.pop(connection)
                answers[number] = _receive(connection)
                idle.append(worker)


def _send(connection: Connection, task: Any) -> None:
    try:
        connection.send(task)
    except BrokenPipeError as error:
        raise WorkerKilledError from error


def _receive(connection: Connection) -> _Answer:
    try:
        answer: _Answer = connection.recv()
    except (EOFError, ConnectionResetError) as error:
        raise WorkerKilledError from error
    return answer
