"""Sees to it that tests have a browser and an nginx: finds each, or tries to install it, and says what came of it.

It never fails: whether tests without them are skipped or fail is for the tests to say.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import chromium
import click
import nginx

WAIT = 300
"""Seconds that each attempt may take: a network that swallows packets must not hold up the tests for longer."""

SERVICES = Path("/run/systemd/system")
"""Where there is this folder, a server that is installed is also started, which is for the machine's owner to want."""


class Program(NamedTuple):
    """One that tests need, the commands that may bring it, the least invasive first, and what is said without it."""

    find: Callable[[], str | None]
    attempts: Callable[[], list[list[str]]]
    missing: str


def _chromium() -> list[list[str]]:
    return [[sys.executable, "-m", "playwright", "install", "chromium"], *_package("chromium")]


def _nginx() -> list[list[str]]:
    return [] if SERVICES.exists() else _package("nginx")


def _package(name: str) -> list[list[str]]:
    """A system's packages are for its root to change."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return []
    install = ["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", name]
    return [["apt-get", "update", "--quiet"], install]


CHROMIUM = Program(
    chromium.find,
    _chromium,
    f"no Chromium: the browser tests are skipped. Install one, or name one with {chromium.NAMED_BY}=/path/to/it.",
)
NGINX = Program(
    nginx.find,
    _nginx,
    f"no nginx: its tests are skipped. Install one, or name one with {nginx.NAMED_BY}=/path/to/it.",
)


def succeeds(command: list[str]) -> bool:
    """Whether the command could be run and ended well."""
    click.echo(f"trying: {' '.join(command)}", err=True)
    try:
        return subprocess.run(command, check=False, capture_output=True, timeout=WAIT).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def provide(program: Program) -> None:
    """The first attempt that leaves the program behind is the last."""
    if program.find():
        return
    for command in program.attempts():
        if succeeds(command) and (found := program.find()):
            click.echo(f"installed {found}", err=True)
            return
    click.echo(program.missing, err=True)


if __name__ == "__main__":
    provide(CHROMIUM)
    provide(NGINX)
