"""One run of the server: build, wait for a save, build again, until it is ended."""

from contextlib import closing
from pathlib import Path
from typing import Protocol

from generator.serve.building import Builder, Built
from generator.serve.server import serving
from generator.serve.state import State
from generator.serve.watching import Watcher, named


class Voice(Protocol):
    """Who speaks to the terminal."""

    def say(self, words: str) -> None:
        """What goes on."""

    def tell(self, built: Built) -> None:
        """What a build came to."""


def run(root: Path, port: int, watcher: Watcher, build: Builder, voice: Voice) -> None:
    """Serves the site of `root`, and builds it anew on each save; ends by KeyboardInterrupt.

    Raises `OutputError` where the port or the folders cannot be had.
    """
    state = State()
    build.start()
    with closing(watcher), closing(build), serving(root / "site", state, port) as address:
        watcher.start()
        voice.say(f"serving {address}{state.told.below}, Ctrl-C ends it")
        while True:
            built = build()
            state.tell(built)
            voice.tell(built)
            changed = watcher.wait()
            watcher.aim(changed)
            voice.say(f"changed: {named(changed)}")
