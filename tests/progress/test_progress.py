"""The progress of a build: nothing for short stages, bars on a terminal, lines elsewhere."""

import io
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from waiting import wait_until

from generator.infra.progress import (
    SILENT,
    BarProgress,
    LineProgress,
    Progress,
    Verbosity,
    call_periodically,
    create_progress,
)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    def screen(self) -> list[str]:
        """Return the lines of the screen."""
        lines = [""]
        for part in self.getvalue().replace("\n", "\n\r").split("\r"):
            text, end, _ = part.partition("\n")
            lines[-1] = text + lines[-1][len(text) :]
            if end:
                lines.append("")
        return [line.rstrip() for line in lines]


@pytest.fixture
def clock() -> Clock:
    return Clock()


class Ticks:
    """A timer that ticks when the test calls `tick`, instead of several times a second."""

    def __init__(self) -> None:
        self.tick: Callable[[], None] = lambda: None

    @contextmanager
    def __call__(self, tick: Callable[[], None]) -> Iterator[None]:
        self.tick = tick
        yield


def run(progress: Progress, clock: Clock, name: str, seconds: float, number: int = 0) -> None:
    with progress.stage(name) as stage:
        clock.now += seconds
        stage.advance(number)


@pytest.mark.parametrize(
    ("seconds", "number", "line"),
    [
        (1, 0, "pages: 1.0 s\n"),
        (9.94, 1, "pages: 1 in 9.9 s\n"),
        (12.2, 2589, "pages: 2,589 in 12 s\n"),
        (59.9, 0, "pages: 1 min 0 s\n"),
        (125, 0, "pages: 2 min 5 s\n"),
        (0.99, 7, ""),
    ],
)
def test_a_long_stage_prints_a_line(clock: Clock, seconds: float, number: int, line: str) -> None:
    stream = io.StringIO()
    run(LineProgress(stream, clock=clock), clock, "pages", seconds, number)
    assert stream.getvalue() == line


def test_every_stage_prints_a_line_on_request(clock: Clock) -> None:
    stream = io.StringIO()
    progress = LineProgress(stream, every=True, clock=clock)
    run(progress, clock, "reading", 0.04)
    run(progress, clock, "writing", 0.3, 12)
    assert stream.getvalue() == "reading: 0.0 s\nwriting: 12 in 0.3 s\n"


def test_a_failed_stage_is_not_reported_as_done(clock: Clock) -> None:
    stream = Terminal()
    ticks = Ticks()
    progress = BarProgress(stream, clock=clock, columns=lambda: 80, meanwhile=ticks)

    def fail() -> None:
        with progress.stage("writing"):
            clock.now += 5
            ticks.tick()
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        fail()
    assert stream.screen() == [""]


def test_a_bar_appears_after_a_second_and_disappears_at_the_end(clock: Clock) -> None:
    stream, ticks = Terminal(), Ticks()
    progress = BarProgress(stream, clock=clock, columns=lambda: 60, meanwhile=ticks)
    with progress.stage("pages", 2000) as stage:
        clock.now += 0.9
        stage.advance(200)
        ticks.tick()
        assert stream.screen() == [""]
        clock.now += 1.1
        stage.advance(300)
        ticks.tick()
        assert stream.screen() == ["pages  [######..................]  500 of 2,000  6.0 s left"]
        clock.now += 4
        stage.advance(1500)
        ticks.tick()
        assert stream.screen() == ["pages  [######################]  2,000 of 2,000  0.0 s left"]
    assert stream.screen() == ["pages: 2,000 in 6.0 s", ""]


def test_a_stage_without_a_count_shows_its_time(clock: Clock) -> None:
    stream, ticks = Terminal(), Ticks()
    with BarProgress(stream, clock=clock, columns=lambda: 60, meanwhile=ticks).stage("MkDocs"):
        clock.now += 11
        ticks.tick()
        assert stream.screen() == ["MkDocs  11 s"]


@pytest.mark.parametrize("width", [8, 20, 40, 200])
def test_no_line_is_wider_than_the_terminal(clock: Clock, width: int) -> None:
    stream, ticks = Terminal(), Ticks()
    with BarProgress(stream, clock=clock, columns=lambda: width, meanwhile=ticks).stage("pages", 9) as stage:
        for _ in range(12):
            clock.now += 1
            stage.advance()
            ticks.tick()
            assert all(len(line) < width for line in stream.screen())


def test_a_bar_is_updated_by_a_timer() -> None:
    before = signal.getsignal(signal.SIGALRM)
    ticks: list[bool] = []
    with call_periodically(lambda: ticks.append(True)):
        wait_until(lambda: ticks, "a tick")
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) == before


def test_verbosity_and_stream_select_the_kind_of_progress() -> None:
    assert isinstance(create_progress(Verbosity.PLAIN, Terminal()), BarProgress)
    assert type(create_progress(Verbosity.VERBOSE, io.StringIO())) is LineProgress
    assert create_progress(Verbosity.QUIET, Terminal()) is SILENT
    with SILENT.stage("pages", 3) as stage:
        stage.advance(2)
