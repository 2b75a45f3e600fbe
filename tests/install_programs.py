"""Find the browser and the nginx that tests need, or try to install them, and report the result.

With `--browsers`, also install Firefox and WebKitGTK, and the packages that drive them.

It never fails: the tests decide whether they are skipped or fail without a program.
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
"""Seconds that each attempt may take, so that a network without answers does not delay the tests for long."""

SERVICES = Path("/run/systemd/system")
"""If this folder exists, installing a server also starts it, which only the machine's owner may decide."""


class Program(NamedTuple):
    """A program that tests need, the commands that can install it, least invasive first, and the message without it."""

    find: Callable[[], str | None]
    attempts: Callable[[], list[list[str]]]
    missing: str


def _list_chromium_attempts() -> list[list[str]]:
    return [
        [sys.executable, "-m", "playwright", "install", "chromium"],
        *_list_package_attempts(chromium.SHELL),
        *_list_package_attempts("chromium"),
    ]


def _find_shell() -> str | None:
    """Return the path of the headless shell, or of the browser that is selected in its place."""
    return os.environ.get(chromium.NAMED_BY) or shutil.which(chromium.SHELL)


def _list_nginx_attempts() -> list[list[str]]:
    return [] if SERVICES.exists() else _list_package_attempts("nginx")


def _list_package_attempts(name: str) -> list[list[str]]:
    """Return the commands that install a system package; there are none without apt and root's rights."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return []
    install = ["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", name]
    return [["apt-get", "update", "--quiet"], install]


CHROMIUM = Program(
    chromium.find,
    _list_chromium_attempts,
    f"no Chromium: the browser tests are skipped. Install one, or select one with {chromium.NAMED_BY}=/path/to/it.",
)
SHELL = Program(
    _find_shell,
    lambda: _list_package_attempts(chromium.SHELL),
    f"no {chromium.SHELL}: the browser tests use the full browser, if there is one, and take longer.",
)
NGINX = Program(
    nginx.find,
    _list_nginx_attempts,
    f"no nginx: its tests are skipped. Install one, or select one with {nginx.NAMED_BY}=/path/to/it.",
)

BROWSERS = ("firefox-esr", "webkit2gtk-driver", "xvfb")
DRIVERS = ("marionette_driver==3.7.1", "selenium==4.51.0")
"""Packages that only the tests in three browsers need, and that bring 24 others."""


def succeeds(command: list[str]) -> bool:
    """Run a command and return true if it succeeded."""
    click.echo(f"trying: {' '.join(command)}", err=True)
    try:
        return subprocess.run(command, check=False, capture_output=True, timeout=WAIT).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def provide(program: Program) -> None:
    """Find the program, or try the commands until one has installed it."""
    if program.find():
        return
    for command in program.attempts():
        if succeeds(command) and (path := program.find()):
            click.echo(f"installed {path}", err=True)
            return
    click.echo(program.missing, err=True)


def install_browsers() -> None:
    """Install Firefox, WebKitGTK and the packages that drive them. The tests in a browser that fails are skipped."""
    for name in BROWSERS:
        all(succeeds(command) for command in _list_package_attempts(name))
    succeeds([sys.executable, "-m", "pip", "install", "--quiet", *DRIVERS])


if __name__ == "__main__":
    # Only CI installs a second browser for speed: other machines have an owner.
    if os.environ.get("CI") == "true":
        provide(SHELL)
    provide(CHROMIUM)
    provide(NGINX)
    if "--browsers" in sys.argv[1:]:
        install_browsers()
