"""The command `serve`, run on a project as an analyst runs it beside an editor; its output is recorded."""

import contextlib
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from laid_project import PROJECT
from waiting import BOUND

ACTOR = "content/actors/hamas.yml"

_CLOSED = "\0closed"
"""A marker in place of a line: the program has closed its output."""


class ServeProcess:
    """A running process of the program in `folder`. With `waiting`, it has printed its address."""

    def __init__(
        self, root: Path, *options: str, folder: Path = PROJECT, patience: float = BOUND, waiting: bool = True
    ) -> None:
        self.root = root
        self.output: queue.Queue[str] = queue.Queue()
        self._lines: list[str] = []
        self._patience = patience
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "generator", "--root", str(root), "serve", "--port", "0", *options],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()
        self.address = self._find_address() if waiting else ""

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.output.put(line.rstrip("\n"))
        self.output.put(_CLOSED)

    def _find_address(self) -> str:
        try:
            return self.until("serving ").removeprefix("serving ").partition(" ")[0]
        except BaseException:
            self.kill()
            raise

    def next(self) -> str:
        """Return the next line; fail the test if the program ends without one, or prints nothing for too long."""
        try:
            line = self.output.get(timeout=self._patience)
        except queue.Empty:
            line = _CLOSED
        if line == _CLOSED:
            self.output.put(_CLOSED)
            pytest.fail("`serve` printed no further line; its output:\n" + "\n".join(self._lines))
        self._lines.append(line)
        return line

    def until(self, begin: str) -> str:
        """Return the next line that begins with a text."""
        while not (line := self.next()).startswith(begin):
            pass
        return line

    def rest(self) -> list[str]:
        """Return all further lines of a program that has ended."""
        self._listening.join(self._patience)
        lines = [self.output.get() for _ in range(self.output.qsize())]
        return [line for line in lines if line != _CLOSED]

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send Ctrl-C, or another signal; return the exit status."""
        self.process.send_signal(number)
        return self.process.wait(timeout=self._patience)

    def kill(self) -> None:
        """Kill a program that a failed test left; its builds end with it."""
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def run_serve(root: Path, *options: str, folder: Path = PROJECT, waiting: bool = True) -> Iterator[ServeProcess]:
    """Run the program inside the block. Tests end it by `end`; it is killed if a test fails before that."""
    desk = ServeProcess(root, *options, folder=folder, waiting=waiting)
    try:
        yield desk
    finally:
        desk.kill()


def save(file: Path, text: str) -> None:
    """Save a file as many editors do: under another name, which then replaces it."""
    scratch = file.with_name(f".{file.name}.swp")
    scratch.write_text(text, encoding="utf-8")
    scratch.rename(file)


def wait_for_build(desk: ServeProcess) -> None:
    """Wait until the project's only briefing was built."""
    desk.until("1 briefing, ")


def replace_in_actor(desk: ServeProcess, old: str, new: str) -> None:
    """Change a text in the actor's file."""
    file = desk.root / ACTOR
    text = file.read_text(encoding="utf-8")
    assert old in text
    save(file, text.replace(old, new))
