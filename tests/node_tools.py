"""Runs the checks and tests of the theme's scripts, if this machine has Node.

usage: python tests/node_tools.py check | test

`check` needs the packages of package.json. They are installed once, and again after the lock or Node has changed;
otherwise no network is needed. Without Node, or if the packages cannot be installed, it says so and succeeds, except
with CI=true.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import click

ROOT = Path(__file__).parents[1]
STAMP = Path("node_modules/.installed")
"""The digest of what was installed. It is removed first and written last."""

OLDEST = 20
"""The oldest major version of Node that the tests run on."""

BIOME = ("biome", "check", "--error-on-warnings")
TYPESCRIPT = ("tsc", "--project", "tsconfig.json")
TESTS = "tests/theme/*.test.js"


class MissingToolError(Exception):
    """Node or its packages are missing; the message says what to do."""


def find_node() -> str:
    """Return the version of Node, as `v20.1.0`."""
    if not (shutil.which("node") and shutil.which("npm")):
        raise MissingToolError(f"Node and npm are missing: install Node {OLDEST} or newer")
    version = subprocess.run(["node", "--version"], check=True, capture_output=True, text=True).stdout.strip()
    if int(version.removeprefix("v").split(".")[0]) < OLDEST:
        raise MissingToolError(f"Node {version} is too old: install Node {OLDEST} or newer")
    return version


def install_packages(root: Path, version: str) -> None:
    """Install the packages of the lock, unless they are installed already."""
    stamp = root / STAMP
    digest = sha256(version.encode() + (root / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        return
    stamp.unlink(missing_ok=True)
    click.echo("installing package-lock.json in node_modules", err=True)
    command = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(command, check=False, cwd=root, stdout=sys.stderr).returncode:
        raise MissingToolError("npm could not install the packages of package-lock.json: check the network")
    stamp.write_text(digest, encoding="utf-8")


def run_checks(root: Path) -> int:
    """Run the linter, the formatter's check and the type checker. Return the exit status of the first that fails."""
    install_packages(root, find_node())
    for tool, *options in (BIOME, TYPESCRIPT):
        status = subprocess.run([f"node_modules/.bin/{tool}", *options], check=False, cwd=root).returncode
        if status:
            return status
    return 0


def run_tests(root: Path) -> int:
    """Run the tests that need no page. Return their exit status."""
    find_node()
    files = sorted(str(path) for path in root.glob(TESTS))
    return subprocess.run(["node", "--test", "--test-reporter=spec", *files], check=False, cwd=root).returncode


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Run what the arguments ask for and return the exit status."""
    runs = {"check": run_checks, "test": run_tests}
    run = runs.get(arguments[0]) if len(arguments) == 1 else None
    if run is None:
        click.echo("usage: python tests/node_tools.py check | test", err=True)
        return 2
    try:
        return run(root)
    except MissingToolError as error:
        is_required = os.environ.get("CI") == "true"
        suffix = "" if is_required else "; the theme's scripts are not checked"
        click.echo(f"{error}{suffix}", err=True)
        return 1 if is_required else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
