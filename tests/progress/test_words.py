"""The output of the commands on each stream, and their exit codes."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from laid_project import PROJECT, lay_project
from laying import lay, lay_base
from synthetic import write_content

from generator.cli import main
from generator.site.output import manifest

BRIEFINGS = 20
"""The smallest number for which each stage uses several processes."""

WARNS = {"content/places/new-pier.yml": "name: New Pier\n"}
FAILS = {"content/places/new-pier.yml": "nam: New Pier\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base content, as a project."""
    lay_base(tmp_path)
    return lay_project(tmp_path, Path("none"))


class Output(NamedTuple):
    """The exit code and the output of the program."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Output]
"""A function that runs the program on a root with arguments."""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the program in this process, which spares its start.

    The streams of the system are captured, as child processes write to them. Those of Python are buffered as in a pipe:
    text that is in a buffer when a child process begins would be written twice.
    """

    def run_here(root: Path, *arguments: str) -> Output:
        with (
            open(1, "w", encoding="utf-8", closefd=False) as stdout,
            open(2, "w", encoding="utf-8", closefd=False, buffering=1) as stderr,
            monkeypatch.context() as patched,
        ):
            patched.setattr(sys, "stdout", stdout)
            patched.setattr(sys, "stderr", stderr)
            with pytest.raises(SystemExit) as ended:
                main(["--root", str(root), *arguments])
        out, err = capfd.readouterr()
        assert isinstance(ended.value.code, int)
        return Output(ended.value.code, out, err)

    return run_here


def list_stages(lines: str) -> list[str]:
    return [line.partition(":")[0] for line in lines.splitlines()]


def test_verbose_reports_every_stage_and_quiet_none(run: Run, root: Path) -> None:
    verbose = run(root, "build", "--verbose", "--jobs", "2")
    assert verbose.returncode == 0
    docs_stages = ["reading", "analyzing", "linking", "rendering", "writing"]
    search_stages = ["reading for the search", "indexing", "joining the index"]
    assert list_stages(verbose.stderr) == [*docs_stages, "building", *search_stages, "finishing", "publishing"]
    assert verbose.stdout.endswith("published to site/\n")

    quiet = run(root, "build", "--full", "--quiet")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    # After a build, no briefing has to be analyzed again.
    assert list_stages(run(root, "check", "-v").stderr) == ["reading", "linking"]


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_stages_count_the_results_of_all_processes(run: Run, tmp_path: Path, jobs: str) -> None:
    root = lay_project(tmp_path, Path("none"))
    write_content(root, BRIEFINGS)
    lines = run(root, "build", "--verbose", "--jobs", jobs).stderr.splitlines()
    counts = {name: words.partition(" in ")[0] for name, _, words in (line.partition(": ") for line in lines)}
    docs = len(manifest.read_manifest(root / "docs"))
    markdown = [path for path in (root / "docs").rglob("*.md") if path.is_file()]
    files = [path for path in (root / "site").rglob("*") if path.is_file()]
    pages = [path for path in files if path.suffix == ".html"]
    assert counts["analyzing"] == str(BRIEFINGS)
    assert counts["writing"] == str(docs)
    assert counts["building"] == str(len(markdown))
    assert counts["reading for the search"] == str(len(pages))
    assert counts["indexing"] == "1"
    assert counts["finishing"].replace(",", "") == str(len(files))


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("verbosity", ["--verbose", "--quiet"])
def test_json_output_is_not_mixed_with_other_output(run: Run, root: Path, command: str, verbosity: str) -> None:
    assert read_diagnostics(command, run(root, command, "--format", "json", verbosity)) == []
    lay(root, FAILS)
    result = run(root, command, "--format", "json", verbosity)
    assert result.returncode == 1
    assert read_diagnostics(command, result)[0]["severity"] == "error"


def read_diagnostics(command: str, output: Output) -> list[dict[str, object]]:
    """Return the diagnostics of a run; those of a build are in an object with its result."""
    data = json.loads(output.stdout)
    return list(data if command == "check" else data["diagnostics"])


def test_quiet_omits_warnings_unless_strict(run: Run, root: Path) -> None:
    lay(root, WARNS)
    assert "warning[" in run(root, "check").stdout
    quiet = run(root, "check", "--quiet")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    strict = run(root, "check", "--quiet", "--strict")
    assert strict.returncode == 1
    assert "warning[" in strict.stdout


def test_quiet_reports_errors(run: Run, root: Path) -> None:
    lay(root, FAILS)
    result = run(root, "build", "--quiet")
    assert result.returncode == 1
    assert "error[" in result.stdout
    assert result.stderr == "nothing was written\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["check"], 0), (["check", "--loud"], 2), (["build", "--format", "xml"], 2), (["serve", "--port", "many"], 2)],
)
def test_exit_codes_of_the_program(root: Path, arguments: list[str], code: int) -> None:
    command = [sys.executable, "-m", "generator", "--root", str(root), *arguments]
    assert subprocess.run(command, cwd=PROJECT, capture_output=True, check=False).returncode == code
