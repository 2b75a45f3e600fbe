"""What the commands say on which stream, and how they end."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from laid_project import PROJECT, lay_project
from laying import lay, lay_base

from generator.cli import main

WARNS = {"content/places/new-pier.yml": "name: New Pier\n"}
FAILS = {"content/places/new-pier.yml": "nam: New Pier\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base, laid out as a project."""
    lay_base(tmp_path)
    return lay_project(tmp_path, Path("none"))


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *arguments])


def stages(lines: str) -> list[str]:
    return [line.partition(":")[0] for line in lines.splitlines()]


def test_verbose_tells_of_every_stage_and_quiet_of_none(root: Path) -> None:
    told = run(root, "build", "--verbose")
    assert told.exit_code == 0
    checked = ["reading", "analysing", "checking", "linking"]
    assert stages(told.stderr) == [*checked, "pages", "writing", "MkDocs", "search", "finishing", "publishing"]
    assert told.stdout.endswith("published to site/\n")

    quiet = run(root, "build", "--full", "--quiet")
    assert (quiet.exit_code, quiet.stdout, quiet.stderr) == (0, "", "")
    assert stages(run(root, "check", "-v").stderr) == checked


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("mood", ["--verbose", "--quiet"])
def test_json_is_pure(root: Path, command: str, mood: str) -> None:
    assert json.loads(run(root, command, "--format", "json", mood).stdout) == []
    lay(root, FAILS)
    result = run(root, command, "--format", "json", mood)
    assert result.exit_code == 1
    assert json.loads(result.stdout)[0]["severity"] == "error"


def test_quiet_leaves_warnings_out_unless_they_count(root: Path) -> None:
    lay(root, WARNS)
    assert "warning[" in run(root, "check").stdout
    quiet = run(root, "check", "--quiet")
    assert (quiet.exit_code, quiet.output) == (0, "")
    strict = run(root, "check", "--quiet", "--strict")
    assert strict.exit_code == 1
    assert "warning[" in strict.stdout


def test_quiet_tells_of_errors(root: Path) -> None:
    lay(root, FAILS)
    result = run(root, "build", "--quiet")
    assert result.exit_code == 1
    assert "error[" in result.stdout
    assert result.stderr == "nothing was written\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["check"], 0), (["check", "--loud"], 2), (["build", "--format", "xml"], 2), (["serve", "--port", "many"], 2)],
)
def test_exit_codes_of_the_program(root: Path, arguments: list[str], code: int) -> None:
    command = [sys.executable, "-m", "generator", "--root", str(root), *arguments]
    assert subprocess.run(command, cwd=PROJECT, capture_output=True, check=False).returncode == code
