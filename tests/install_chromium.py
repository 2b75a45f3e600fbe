"""Sees to it that there is a browser for the tests: finds one, or tries to install one, and says what came of it.

It never fails: whether tests without a browser are skipped or fail is for the tests to say.
"""

import os
import shutil
import subprocess
import sys

import chromium
import click

WAIT = 300
"""Seconds that each attempt may take: a network that swallows packets must not hold up the tests for longer."""

MISSING = f"no Chromium: the browser tests are skipped. Install one, or name one with {chromium.NAMED_BY}=/path/to/it."


def attempts() -> list[list[str]]:
    """Commands that may bring one, the least invasive first. A system's packages are for its root to change."""
    commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        commands.append(["apt-get", "update", "--quiet"])
        commands.append(["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", "chromium"])
    return commands


def succeeds(command: list[str]) -> bool:
    """Whether the command could be run and ended well."""
    click.echo(f"trying: {' '.join(command)}", err=True)
    try:
        return subprocess.run(command, check=False, capture_output=True, timeout=WAIT).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def main() -> None:
    """The first attempt that leaves a browser behind is the last."""
    if chromium.find():
        return
    for command in attempts():
        if succeeds(command) and (found := chromium.find()):
            click.echo(f"installed {found}", err=True)
            return
    click.echo(MISSING, err=True)


if __name__ == "__main__":
    main()
