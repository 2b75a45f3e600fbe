"""Progress of a build, for the person who waits for it.

A stage gets a `Progress` and reports to it; the caller decides whether anything is shown, and how. Stages that take
less than a second are not shown. The lines are for people: they go to a stream of their own, so that a program that
reads the results never gets them. If several processes work, the first one counts the results that it receives.
"""

import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from enum import StrEnum
from typing import Protocol, TextIO, TypeVar

T = TypeVar("T")

LONG = 1.0
"""The seconds after which a stage is shown."""

REDRAWN = 0.2
"""The seconds between two states of a bar."""

_BAR_WIDTH = 40
_SMALLEST_BAR = 5

Clock = Callable[[], float]


class Verbosity(StrEnum):
    """The amount of output of a command."""

    QUIET = "quiet"
    PLAIN = "plain"
    VERBOSE = "verbose"


class Stage(Protocol):
    """A stage that is under way."""

    def advance(self, number: int = 1) -> None:
        """Add the number of items that were completed."""


class Progress(Protocol):
    """The receiver of progress reports."""

    def stage(self, name: str, total: int | None = None) -> AbstractContextManager[Stage]:
        """Measure the stage inside the block; `total` is the number of items, if it is known in advance."""


class _IgnoredStage:
    def advance(self, number: int = 1) -> None:
        """Ignore the number."""


class SilentProgress:
    """A receiver that shows nothing."""

    def stage(self, name: str, total: int | None = None) -> AbstractContextManager[Stage]:  # noqa: ARG002
        """Return a stage that counts nothing."""
        return nullcontext(_IgnoredStage())


SILENT = SilentProgress()


def count_items(stage: Stage, items: Iterable[T]) -> Iterator[T]:
    """Yield the same items; count each one when it was processed, which is when the next one is requested."""
    for item in items:
        yield item
        stage.advance()


class TimedStage:
    """A stage with its count and its time."""

    def __init__(self, name: str, total: int | None, clock: Clock) -> None:
        self.name = name
        self.total = total
        self.done = 0
        self._clock = clock
        self._start = clock()

    @property
    def seconds(self) -> float:
        """The seconds since the stage began."""
        return self._clock() - self._start

    def advance(self, number: int = 1) -> None:
        """Add completed items (see `Stage`)."""
        self.done += number

    def format_result(self) -> str:
        """Return one line with the number of items and the time."""
        number = self.done or self.total
        count = f"{number:,} in " if number else ""
        return f"{self.name}: {count}{_format_duration(self.seconds)}"

    def format_state(self, width: int) -> str:
        """Return the current state in at most `width` columns."""
        if not self.done or not self.total:
            number = self.total or self.done
            count = f", {number:,}" if number else ""
            return f"{self.name}{count}  {_format_duration(self.seconds)}"[:width]
        share = min(1.0, self.done / self.total)
        time_left = f"{_format_duration(self.seconds * (1 - share) / share)} left"
        numbers = f"{self.done:,} of {self.total:,}  {time_left}"
        bar = _draw_bar(share, width - len(self.name) - len(numbers) - 6)
        return f"{self.name}  {bar}{numbers}"[:width]


def _draw_bar(share: float, width: int) -> str:
    """Return a bar for the completed share; empty if there is no room for one."""
    width = min(_BAR_WIDTH, width)
    if width < _SMALLEST_BAR:
        return ""
    filled = round(share * width)
    return f"[{'#' * filled}{'.' * (width - filled)}]  "


class LineProgress:
    """A receiver that prints a line when a long stage ends, or with `every` for each stage."""

    def __init__(self, stream: TextIO, *, every: bool = False, clock: Clock = time.monotonic) -> None:
        self._stream = stream
        self._every = every
        self._clock = clock

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Stage]:
        """Measure the stage inside the block (see `Progress`)."""
        stage = TimedStage(name, total, self._clock)
        yield stage
        self._print_result(stage)

    def _print_result(self, stage: TimedStage) -> None:
        if self._every or stage.seconds >= LONG:
            print(stage.format_result(), file=self._stream, flush=True)


@contextmanager
def call_periodically(tick: Callable[[], None]) -> Iterator[None]:
    """Call `tick` again and again inside the block, because MkDocs and Pagefind do not report that they still run.

    A timer of the system calls it, which forks do not inherit. A thread would be wrong here: a lock that it holds
    during a fork stays locked forever in the new process. In any thread except the main one, nothing is called.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    previous = signal.signal(signal.SIGALRM, lambda *_: tick())
    signal.setitimer(signal.ITIMER_REAL, REDRAWN, REDRAWN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


PeriodicCalls = Callable[[Callable[[], None]], AbstractContextManager[None]]


class BarProgress(LineProgress):
    """A receiver for terminals: a long stage has a bar while it runs, which is replaced by its line."""

    def __init__(
        self,
        stream: TextIO,
        *,
        every: bool = False,
        clock: Clock = time.monotonic,
        columns: Callable[[], int] = lambda: shutil.get_terminal_size().columns,
        meanwhile: PeriodicCalls = call_periodically,
    ) -> None:
        super().__init__(stream, every=every, clock=clock)
        self._columns = columns
        self._meanwhile = meanwhile
        self._drawn_width = 0

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Stage]:
        """Measure the stage inside the block (see `Progress`)."""
        stage = TimedStage(name, total, self._clock)
        try:
            with self._meanwhile(lambda: self._draw(stage)):
                yield stage
        finally:
            self._clear()
        self._print_result(stage)

    def _draw(self, stage: TimedStage) -> None:
        if stage.seconds < LONG:
            return
        # One column stays free: a full line would wrap on some terminals, and could not be erased.
        line = stage.format_state(self._columns() - 1)
        # The work goes on even if the terminal is closed.
        with suppress(OSError):
            self._stream.write(f"\r{line}{' ' * (self._drawn_width - len(line))}")
            self._stream.flush()
        self._drawn_width = len(line)

    def _clear(self) -> None:
        if self._drawn_width:
            self._stream.write(f"\r{' ' * self._drawn_width}\r")
            self._stream.flush()
            self._drawn_width = 0


def create_progress(verbosity: Verbosity, stream: TextIO | None = None) -> Progress:
    """Return the progress for a stream, by default standard error: bars on a terminal, otherwise plain lines."""
    stream = stream or sys.stderr
    if verbosity is Verbosity.QUIET:
        return SILENT
    every = verbosity is Verbosity.VERBOSE
    return BarProgress(stream, every=every) if stream.isatty() else LineProgress(stream, every=every)


def _format_duration(seconds: float) -> str:
    """Return a duration as text: 0.4 s, 12 s, 2 min 5 s."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
