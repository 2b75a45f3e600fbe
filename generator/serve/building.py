"""Builds the site in a process of its own, each time from nothing.

What a process has read once it may keep: templates, the engine's theme, and whatever is cached by the values that it is
called with. A build that follows a change of a template or of `mkdocs.yml` is to be the one that a fresh process would
do, so it is one: forked from a server that has imported everything and built nothing, which takes milliseconds.
"""

import multiprocessing
import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from generator import build as story
from generator.diagnostics import Diagnostic, has_errors
from generator.outcomes import FAILURES, failure, summary
from generator.progress import Mood, progress_in
from generator.site.engine import EngineError, address_path

_MODULE = "generator.serve.building"


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
    """Builds `root` whenever it is called; `close` ends a build that runs."""

    def __init__(self, root: Path, mood: Mood) -> None:
        self._root = root
        self._mood = mood
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([_MODULE])
        self._process: multiprocessing.process.BaseProcess | None = None

    def __call__(self) -> Built:
        """Builds, and waits for it."""
        ours, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(target=_build_and_send, args=(self._root, self._mood, theirs))
        self._process = process
        process.start()
        theirs.close()
        try:
            built = ours.recv()
        except EOFError:
            built = None
        finally:
            ours.close()
        process.join()
        return built or Built(failure=f"the build broke off (status {process.exitcode}); the terminal may say why")

    def close(self) -> None:
        """A build that is broken off leaves the published site as it was."""
        if self._process and self._process.is_alive():
            self._process.terminate()
            self._process.join()


def _build_and_send(root: Path, mood: Mood, end: Connection) -> None:
    # Ctrl-C reaches all processes of a terminal; what is to be said to it is the first one's part.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    end.send(built(root, mood))


def built(root: Path, mood: Mood) -> Built:
    """Builds `root` in this process."""
    below = None
    with suppress(EngineError):
        below = address_path(root)
    try:
        outcome = story.build(root, progress=progress_in(mood))
    except FAILURES as error:
        sentence, lines = failure(error)
        return Built(failure=sentence, lines=lines, below=below)
    return Built(
        diagnostics=outcome.diagnostics,
        summary=summary(outcome) if outcome.pages else "",
        published=outcome.published,
        below=below,
    )
