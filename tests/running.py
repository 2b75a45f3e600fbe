"""The program as a desk runs it beside its editor: `serve` on a project; what it says is kept."""

import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path

from laid_project import PROJECT

ACTOR = "content/actors/hamas.yml"

PATIENCE = 30.0
"""Seconds: a machine that runs other tests beside these may take its time; what is right comes much sooner."""


class Running:
    """The program, running; it is the one in `folder`. With `waiting`, it has said where it serves."""

    def __init__(
        self, root: Path, *options: str, folder: Path = PROJECT, patience: float = PATIENCE, waiting: bool = True
    ) -> None:
        self.root = root
        self.said: queue.Queue[str] = queue.Queue()
        self._patience = patience
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "generator", "--root", str(root), "serve", "--port", "0", *options],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()
        self.address = self.until("serving ").removeprefix("serving ").partition(",")[0] if waiting else ""

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.put(line.rstrip("\n"))

    def until(self, begin: str) -> str:
        """The next line that begins so."""
        while True:
            line = self.said.get(timeout=self._patience)
            if line.startswith(begin):
                return line

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """Ctrl-C, or another signal; the exit status."""
        self.process.send_signal(number)
        return self.process.wait(timeout=self._patience)


def save(file: Path, text: str) -> None:
    """Saves a file as many editors do: under another name, then in its place."""
    growing = file.with_name(f".{file.name}.swp")
    growing.write_text(text, encoding="utf-8")
    growing.rename(file)


def built(desk: Running) -> None:
    """Waits until the desk's one briefing has been built."""
    desk.until("1 briefing, ")


def replace(desk: Running, old: str, new: str) -> None:
    """Changes the actor's file."""
    file = desk.root / ACTOR
    text = file.read_text(encoding="utf-8")
    assert old in text
    save(file, text.replace(old, new))
