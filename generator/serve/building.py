"""Builds the site in a process of its own, each time from nothing.

What a process has read once it may keep: templates, the engine's theme, and whatever is cached by the values that it is
called with. A build that follows a change of a template or of `mkdocs.yml` is to be the one that a fresh process would
do, so it is one: forked, in milliseconds, from a process that has imported everything and built nothing. That one is
made before there are threads, which a fork does not take along, and leads a session of its own: Ctrl-C does not reach
what it begins, and all of it can be ended at once.
"""

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path

from generator.build import Outcome
from generator.diagnostics import Diagnostic, has_errors
from generator.outcomes import FAILURES, failure, summary
from generator.serve.program import Program
from generator.site.files import EngineError, OutputError

Build = Callable[[], Outcome]

_ENGINE = "generator.site.engine.address"
_PRELOADED = (_ENGINE, "generator.site.remake")
"""What a build imports when it comes to need it: all of the engine, and what drives it."""

_ANEW = "the generator itself has changed: end `serve`, and start it anew"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build came to: mistakes in the content, or a failure, or what it has done."""

    diagnostics: Sequence[Diagnostic] = ()
    failure: str = ""
    lines: tuple[str, ...] = ()
    """What more there is to read of a failure."""
    summary: str = ""
    published: bool = False
    below: str | None = None
    """The path of the site's address, `/` for most; None where the configuration cannot be read."""

    @property
    def is_good(self) -> bool:
        """Whether the published site is that of what was saved."""
        return not self.failure and bool(self.summary) and not has_errors(self.diagnostics)


class Builder:
    """Has `root` built whenever it is called; to be started before there are threads, and closed in the end."""

    def __init__(self, root: Path, build: Build) -> None:
        self._root = root
        self._build = build
        self._context = multiprocessing.get_context("fork")
        self._line, self._end = self._context.Pipe()
        self._process: multiprocessing.process.BaseProcess | None = None

    def start(self) -> None:
        """Begins the process that all builds are forked from."""
        self._process = self._context.Process(target=self._fork_builds)
        self._process.start()
        self._end.close()

    def __call__(self) -> Built:
        """Builds, and waits for it. Raises `OutputError` where that can no longer be done."""
        try:
            self._line.send(None)
            found = self._line.recv()
        except (EOFError, OSError) as error:
            raise OutputError("the process that builds was killed from outside: start `serve` anew") from error
        assert isinstance(found, Built)  # noqa: S101  # nothing else is sent
        return found

    def close(self) -> None:
        """Ends it with a build that runs, which leaves the published site as it was."""
        if self._process is None or self._process.pid is None:
            return
        self._line.close()
        # All of the session: builds, their workers, and the program that indexes.
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()

    def _fork_builds(self) -> None:
        os.setsid()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        self._line.close()
        for name in _PRELOADED:
            import_module(name)
        program = Program()
        gc.freeze()
        with suppress(EOFError, OSError):
            while True:
                self._end.recv()
                self._end.send(self._forked() if program.is_current() else Built(failure=_ANEW))

    def _forked(self) -> Built:
        ours, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(target=self._build_and_send, args=(theirs,))
        process.start()
        theirs.close()
        try:
            found = ours.recv()
        except EOFError:
            found = None
        finally:
            ours.close()
        process.join()
        assert found is None or isinstance(found, Built)  # noqa: S101  # nothing else is sent
        return found or Built(failure=f"the build broke off (status {process.exitcode}); the terminal may say why")

    def _build_and_send(self, end: Connection) -> None:
        self._end.close()
        end.send(built(self._root, self._build))


def built(root: Path, build: Build) -> Built:
    """Builds `root` in this process."""
    # The engine takes longer to import than all else.
    from generator.site.engine.address import address_path  # noqa: PLC0415

    below = None
    with suppress(EngineError):
        below = address_path(root)
    try:
        outcome = build()
    except FAILURES as error:
        sentence, lines = failure(error)
        return Built(failure=sentence, lines=lines, below=below)
    return Built(
        diagnostics=outcome.diagnostics,
        summary=summary(outcome) if outcome.pages else "",
        published=outcome.published,
        below=below,
    )
