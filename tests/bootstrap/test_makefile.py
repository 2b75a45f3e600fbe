"""The Makefile lists its targets and passes values on unchanged, and `.ci/run` fails if no test has passed."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from machine import PROJECT, write_program

MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z][\w-]*):(?!=)", MAKEFILE, flags=re.MULTILINE)
SUMMARY = "===== 12 passed, 1 skipped in 3.21s ====="


ODD_VALUES = ["Yahya Sinwar", 'a "b" c', "a'b", "`id`", "a; id", "-x", "a\\b", "* ?", "ünï"]
# Values that make would expand.
ODD_VALUES += [
    "$(shell echo expanded)",
    "${HOME}",
    "US$100",
    "$$",
    "$(error stop)",
    "$(MAKEFILE_LIST)",
    "a#b",
    "$@",
    "a:=b",
    "100%",
]


def run_make(*words: str, **variables: str) -> str:
    """Return the output of make, with environment variables. The MAKELEVEL of `make test` would add lines."""
    environment = {"PATH": os.environ["PATH"], **variables}
    program = shutil.which("make") or "make"
    result = subprocess.run([program, *words], cwd=PROJECT, env=environment, capture_output=True, text=True, check=True)
    return result.stdout


def test_help_lists_every_target_with_its_text() -> None:
    lines = run_make("help").splitlines()
    assert [line.split()[1] for line in lines] == TARGETS
    assert all(len(line.split()) > 3 for line in lines)


def test_make_alone_is_help() -> None:
    assert run_make() == run_make("help")


def test_every_target_is_phony() -> None:
    (phony,) = re.findall(r"^\.PHONY: (.*)", MAKEFILE, flags=re.MULTILINE)
    assert sorted(phony.split()) == sorted(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_every_recipe_line_is_one_call(target: str) -> None:
    """A recipe with logic would be a program without tests."""
    recipe = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, flags=re.MULTILINE)
    assert recipe
    for line in recipe[1].splitlines():
        assert re.match(r"\t(\$\(RUN\)|\$\(DEV\)|@sh generator/bootstrap\.sh|@awk) ", line)
        assert "&&" not in line
        assert ";" not in re.sub(r"'.*'", "", line)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["new", "KIND=actor", "NAME={}"], ["new", "--", "actor", "{}"]),
        (["new", "KIND=place", "NAME=x", "ID={}", "FORCE=1"], ["new", "--id", "{}", "--force", "--", "place", "x"]),
        (["rename", "KIND=actor", "OLD={}", "NEW=x"], ["rename", "--", "actor", "{}", "x"]),
        (["merge", "KIND=actor", "FROM=x", "INTO={}", "KEEP=1"], ["merge", "--keep", "--", "actor", "x", "{}"]),
        (["import", "FILE={}", "DATE=2017"], ["import", "--date", "2017", "--", "{}"]),
        (["suggest", "BRIEFING=x", "ACCEPT={}"], ["suggest", "--accept", "{}", "--", "x"]),
        (["serve", "PORT={}"], ["serve", "--port", "{}"]),
    ],
)
@pytest.mark.parametrize("value", ODD_VALUES)
def test_values_reach_the_program_unchanged(words: list[str], expected: list[str], value: str) -> None:
    printed = run_make("RUN=@printf '%s\\n'", *(word.replace("{}", value) for word in words))
    assert printed.splitlines() == ["-m", "generator", *(word.replace("{}", value) for word in expected)]


@pytest.mark.parametrize("value", ODD_VALUES)
def test_values_of_the_environment_reach_the_program_unchanged(value: str) -> None:
    printed = run_make("RUN=@printf '%s\\n'", "new", NAME=value, KIND="actor", ID=value)
    assert printed.splitlines() == ["-m", "generator", "new", "--id", value, "--", "actor", value]


def test_a_missing_value_is_not_passed_on() -> None:
    assert "NAME" not in run_make("RUN=@env #", "clean").replace("LOGNAME", "")


@pytest.mark.parametrize("script", [".ci/run", "generator/bootstrap.sh"])
def test_scripts_ignore_cdpath(tmp_path: Path, script: str) -> None:
    """A script is called by a relative path while CDPATH has a folder of the same name."""
    folder = tmp_path / "project"
    (folder / script).parent.mkdir(parents=True)
    shutil.copy(PROJECT / script, folder / script)
    (tmp_path / "trap" / script).parent.mkdir(parents=True)
    (folder / "bin").mkdir()
    write_program(folder / "bin" / "make", '#!/bin/sh\npwd\necho "1 passed"\n')
    write_program(folder / "bin" / "python3", "#!/bin/sh\n")
    result = subprocess.run(
        [shutil.which("bash" if script == ".ci/run" else "sh") or "sh", script, "run"],
        cwd=folder,
        env={"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "CDPATH": str(tmp_path / "trap")},
        capture_output=True,
        text=True,
        check=False,
    )
    # .ci/run prints its working folder, and bootstrap.sh creates .venv in it.
    assert str(folder) in result.stdout or (folder / ".venv").exists(), result.stderr
    assert "trap" not in result.stdout + result.stderr
    assert not (tmp_path / "trap" / ".venv").exists()


def run_ci(folder: Path, test_output: str, *, check: int = 0, test: int = 0) -> subprocess.CompletedProcess[str]:
    """Run `.ci/run` with a `make` whose `check` and `test` exit with the given statuses."""
    (folder / ".ci").mkdir()
    shutil.copy(PROJECT / ".ci" / "run", folder / ".ci")
    (folder / "output").write_text(test_output)
    cases = f'check) exit {check} ;;\ntest) cat output; echo "CI=$CI"; exit {test} ;;'
    write_program(folder / "make", f"#!/bin/sh\ncase $1 in\n{cases}\nesac\n")
    return subprocess.run(
        [folder / ".ci" / "run"],
        env={"PATH": f"{folder}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_ci_ends_with_pytests_last_line(tmp_path: Path) -> None:
    result = run_ci(tmp_path, f"....\n{SUMMARY}\n")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == ["....", SUMMARY, "CI=true", SUMMARY]


@pytest.mark.parametrize(("check", "test"), [(2, 0), (0, 2)])
def test_ci_fails_if_either_fails(tmp_path: Path, check: int, test: int) -> None:
    assert run_ci(tmp_path, SUMMARY, check=check, test=test).returncode != 0


@pytest.mark.parametrize("output", ["", "no tests ran in 0.01s\n", "3 skipped in 0.10s\n"])
def test_ci_fails_if_no_test_has_passed(tmp_path: Path, output: str) -> None:
    result = run_ci(tmp_path, output)
    assert (result.returncode, result.stderr) == (1, "No test has passed.\n")


def test_soak_collects_the_tests_that_it_runs() -> None:
    """`make soak` is rarely run: without this test, nobody would notice that it cannot start."""
    (soaked,) = re.findall(r"^SOAKED = (.*)", MAKEFILE, flags=re.MULTILINE)
    script = PROJECT / "tests/soak.py"
    result = subprocess.run(
        [sys.executable, script, *soaked.split(), "--collect-only", "--quiet"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-2000:]
    assert "test_killed.py" in result.stdout
