"""How far a build has come, for whoever waits for it.

A stage is given a `Progress` and tells it what it does; whether any of it is shown, and how, is decided by the caller.
Stages that take less than a second are not worth a word. What is shown here are lines for people: they go to a stream
of their own, so that a program that reads the results never meets them. Where work is done in several processes, the
first one counts what comes back to it.
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
"""Seconds after which a stage is worth a word."""

REDRAWN = 0.2
"""Seconds between two states of a bar."""

Clock = Callable[[], float]


class Mood(StrEnum):
    """How much a command is to say."""

    QUIET = "quiet"
    PLAIN = "plain"
    VERBOSE = "verbose"


class Stage(Protocol):
    """One stage under way."""

    def advance(self, number: int = 1) -> None:
        """So many more of what it counts are done."""


class Progress(Protocol):
    """What stages are given to tell how far they are."""

    def stage(self, name: str, total: int | None = None) -> AbstractContextManager[Stage]:
        """The time that a stage takes; `total` is how many it will count, where that is known before."""


class _Unheard:
    def advance(self, number: int = 1) -> None:
        """Nobody asks."""


class Silent:
    """Says nothing."""

    def stage(self, name: str, total: int | None = None) -> AbstractContextManager[Stage]:  # noqa: ARG002
        """Nothing is counted."""
        return nullcontext(_Unheard())


SILENT = Silent()


def counted(stage: Stage, things: Iterable[T]) -> Iterator[T]:
    """The same things; each is counted when it has been dealt with, which is when the next one is asked for."""
    for thing in things:
        yield thing
        stage.advance()


class Counted:
    """A stage with its count and its time."""

    def __init__(self, name: str, total: int | None, clock: Clock) -> None:
        self.name = name
        self.total = total
        self.done = 0
        self._clock = clock
        self._begun = clock()

    @property
    def seconds(self) -> float:
        """Since it began."""
        return self._clock() - self._begun

    def advance(self, number: int = 1) -> None:
        """See `Stage`."""
        self.done += number

    def summary(self) -> str:
        """What it came to, in a line."""
        number = self.done or self.total
        return f"{self.name}: {f'{number:,} in ' if number else ''}{_duration(self.seconds)}"

    def state(self, width: int) -> str:
        """How far it is, in at most `width` columns."""
        if not self.done or not self.total:
            many = f", {self.total:,}" if self.total else f", {self.done:,}" if self.done else ""
            return f"{self.name}{many}  {_duration(self.seconds)}"[:width]
        part = min(1.0, self.done / self.total)
        left = f"{_duration(self.seconds * (1 - part) / part)} left"
        words = f"{self.done:,} of {self.total:,}  {left}"
        room = min(40, width - len(self.name) - len(words) - 6)
        bar = f"[{'#' * round(part * room)}{'.' * (room - round(part * room))}]  " if room >= 5 else ""
        return f"{self.name}  {bar}{words}"[:width]


class Lines:
    """A line for each stage when it has ended: of long ones, or with `every` of all."""

    def __init__(self, stream: TextIO, *, every: bool = False, clock: Clock = time.monotonic) -> None:
        self._stream = stream
        self._every = every
        self._clock = clock

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Stage]:
        """See `Progress`."""
        stage = Counted(name, total, self._clock)
        yield stage
        self._tell(stage)

    def _tell(self, stage: Counted) -> None:
        if self._every or stage.seconds >= LONG:
            print(stage.summary(), file=self._stream, flush=True)


@contextmanager
def ticking(tick: Callable[[], None]) -> Iterator[None]:
    """Calls `tick` again and again meanwhile: MkDocs and Pagefind do not come by to say that they still run.

    A timer of the system does it, which forks do not inherit. A thread would not do: what it holds at the moment of a
    fork stays held for ever in the new process. Elsewhere than in the first thread nothing ticks.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, lambda *_: tick())
    signal.setitimer(signal.ITIMER_REAL, REDRAWN, REDRAWN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


Ticking = Callable[[Callable[[], None]], AbstractContextManager[None]]


class Bars(Lines):
    """On a terminal: a long stage has a bar while it runs, which leaves nothing behind but its line."""

    def __init__(
        self,
        stream: TextIO,
        *,
        every: bool = False,
        clock: Clock = time.monotonic,
        columns: Callable[[], int] = lambda: shutil.get_terminal_size().columns,
        meanwhile: Ticking = ticking,
    ) -> None:
        super().__init__(stream, every=every, clock=clock)
        self._columns = columns
        self._meanwhile = meanwhile
        self._drawn = 0

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Stage]:
        """See `Progress`."""
        stage = Counted(name, total, self._clock)
        try:
            with self._meanwhile(lambda: self._draw(stage)):
                yield stage
        finally:
            self._clear()
        self._tell(stage)

    def _draw(self, stage: Counted) -> None:
        if stage.seconds < LONG:
            return
        # One column stays free: a full line would wrap on some terminals, and could not be taken back.
        line = stage.state(self._columns() - 1)
        # What is being done goes on where the terminal does not.
        with suppress(OSError):
            self._stream.write(f"\r{line}{' ' * (self._drawn - len(line))}")
            self._stream.flush()
        self._drawn = len(line)

    def _clear(self) -> None:
        if self._drawn:
            self._stream.write(f"\r{' ' * self._drawn}\r")
            self._stream.flush()
            self._drawn = 0


def progress_in(mood: Mood, stream: TextIO | None = None) -> Progress:
    """What suits a stream, the standard error if none is given: bars on a terminal, else plain lines."""
    stream = stream or sys.stderr
    if mood is Mood.QUIET:
        return SILENT
    every = mood is Mood.VERBOSE
    return Bars(stream, every=every) if stream.isatty() else Lines(stream, every=every)


def _duration(seconds: float) -> str:
    """As one says it: 0.4 s, 12 s, 2 min 5 s."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
