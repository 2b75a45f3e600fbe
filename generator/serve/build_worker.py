"""The build worker: builds the site in a process of its own, each time in a fresh state.

A process may cache everything that it reads: templates, the engine's theme, and results by their arguments. A build
after a change of a template or of `mkdocs.yml` must give the result of a fresh process, so it runs in one: forked, in
milliseconds, from a process that has imported everything and built nothing. That process is started before there are
threads, as a fork does not copy them, and leads a session of its own: Ctrl-C does not reach its children, and all of
them can be ended at once.
"""

import datetime as dt
import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from generator.build.pipeline import BuildResult
from generator.build.summary import FAILURES, describe_failure, format_summary
from generator.build.watched import WatchedChanges
from generator.diagnostics.diagnostic import Diagnostic, has_errors
from generator.infra.files import EngineError, OutputError
from generator.serve.code_changes import CodeFiles


class BuildFunction(Protocol):
    """A function that builds the site."""

    def __call__(self, *, watched: WatchedChanges | None) -> BuildResult:
        """Build; `watched` is that of `pipeline.build`."""


_ENGINE = "generator.site.engine.address"
_PRELOADED = (
    _ENGINE,
    "generator.site.rebuild",
    "generator.build.docs_stage",
    "generator.incremental.rendering",
)
"""Modules that a build imports on demand: all of the engine, the code that calls it, and that of the docs stage."""

_RESTART = "the generator itself has changed; stop `serve` and start it again"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """The result of a build: diagnostics, or a failure, or a summary."""

    diagnostics: Sequence[Diagnostic] = ()
    failure: str = ""
    lines: tuple[str, ...] = ()
    """Lines with details of a failure."""
    summary: str = ""
    published: bool = False
    base_path: str | None = None
    """The path of the site's URL, `/` for most sites; None if the configuration cannot be read."""
    next_change: dt.datetime | None = None
    """The next moment at which the published content changes; a build is due then."""
    build_id: str = ""
    """See `BuildResult`."""

    @property
    def is_good(self) -> bool:
        """True if the published site has all saved changes."""
        return not self.failure and bool(self.summary) and not has_errors(self.diagnostics)


class BuildWorker:
    """Builds `root` each time it is called. Start it before there are threads, and close it at the end."""

    def __init__(self, root: Path, build: BuildFunction) -> None:
        self._root = root
        self._build = build
        self._context = multiprocessing.get_context("fork")
        self._connection, self._worker_end = self._context.Pipe()
        self._process: multiprocessing.process.BaseProcess | None = None

    def start(self) -> None:
        """Start the process that all builds are forked from."""
        self._process = self._context.Process(target=self._fork_builds)
        self._process.start()
        self._worker_end.close()

    def __call__(self, watched: WatchedChanges | None = None) -> BuildReport:
        """Build, and wait for the result; with `watched`, only the files that changed are looked at.

        Raise `OutputError` if the process is gone.
        """
        try:
            self._connection.send(watched)
            report = self._connection.recv()
        except (EOFError, OSError) as error:
            raise OutputError("the build process was killed; start `serve` again") from error
        assert isinstance(report, BuildReport)  # noqa: S101  # nothing else is sent
        return report

    def close(self) -> None:
        """End the process and a build that is running, which leaves the published site unchanged."""
        if self._process is None or self._process.pid is None:
            return
        self._connection.close()
        # All processes of the group: builds, their workers, and the program that indexes the site.
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()

    def _fork_builds(self) -> None:
        os.setsid()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        self._connection.close()
        for name in _PRELOADED:
            import_module(name)
        code_files = CodeFiles()
        gc.freeze()
        with suppress(EOFError, OSError):
            while True:
                watched = self._worker_end.recv()
                report = self._build_in_fork(watched) if code_files.is_unchanged() else BuildReport(failure=_RESTART)
                self._worker_end.send(report)

    def _build_in_fork(self, watched: WatchedChanges | None) -> BuildReport:
        receiver, sender = self._context.Pipe(duplex=False)
        process = self._context.Process(target=self._build_and_send, args=(sender, watched))
        process.start()
        sender.close()
        try:
            report = receiver.recv()
        except EOFError:
            report = None
        finally:
            receiver.close()
        process.join()
        assert report is None or isinstance(report, BuildReport)  # noqa: S101  # nothing else is sent
        failure = f"the build process ended early (status {process.exitcode}); see the terminal for the reason"
        return report or BuildReport(failure=failure)

    def _build_and_send(self, sender: Connection, watched: WatchedChanges | None) -> None:
        self._worker_end.close()
        sender.send(run_build(self._root, partial(self._build, watched=watched)))


def run_build(root: Path, build: Callable[[], BuildResult]) -> BuildReport:
    """Build `root` in this process."""
    # The engine takes longer to import than everything else.
    from generator.site.engine.address import read_address_path  # noqa: PLC0415

    base_path = None
    with suppress(EngineError):
        base_path = read_address_path(root)
    try:
        result = build()
    except FAILURES as error:
        failure = describe_failure(error)
        return BuildReport(failure=failure.sentence, lines=failure.lines, base_path=base_path)
    return BuildReport(
        diagnostics=result.diagnostics,
        summary=format_summary(result) if result.pages else "",
        published=result.published,
        base_path=base_path,
        next_change=result.next_change,
        build_id=result.build_id,
    )
