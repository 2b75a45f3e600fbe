"""The Makefile explains itself, and `.ci/run` cannot pass by testing nothing."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from machine import PROJECT, write_program

MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z][\w-]*):(?!=)", MAKEFILE, flags=re.MULTILINE)
CLOSING = "===== 12 passed, 1 skipped in 3.21s ====="


def make(*words: str) -> str:
    """What make prints. With the MAKELEVEL that `make test` hands on to the tests, it would print more."""
    environment = {"PATH": os.environ["PATH"]}
    program = shutil.which("make") or "make"
    done = subprocess.run([program, *words], cwd=PROJECT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_help_lists_every_target_with_its_text() -> None:
    lines = make("help").splitlines()
    assert [line.split()[1] for line in lines] == TARGETS
    assert all(len(line.split()) > 3 for line in lines)


def test_make_alone_is_help() -> None:
    assert make() == make("help")


def test_no_target_is_taken_for_a_file() -> None:
    (phony,) = re.findall(r"^\.PHONY: (.*)", MAKEFILE, flags=re.MULTILINE)
    assert sorted(phony.split()) == sorted(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_every_recipe_line_is_one_call(target: str) -> None:
    """A recipe with logic in it would be a program without tests."""
    recipe = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, flags=re.MULTILINE)
    assert recipe
    for line in recipe[1].splitlines():
        assert re.match(r"\t(\$\(RUN\)|\$\(DEV\)|@sh generator/bootstrap\.sh|@awk) ", line)
        assert "&&" not in line
        assert ";" not in re.sub(r"'.*'", "", line)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["new", "KIND=actor", "NAME={}"], ["new", "--", "actor", "{}"]),
        (["new", "KIND=place", "NAME=x", "ID={}", "FORCE=1"], ["new", "--id", "{}", "--force", "--", "place", "x"]),
        (["rename", "KIND=actor", "OLD={}", "NEW=x"], ["rename", "--", "actor", "{}", "x"]),
        (["merge", "KIND=actor", "FROM=x", "INTO={}", "KEEP=1"], ["merge", "--keep", "--", "actor", "x", "{}"]),
        (["import", "FILE={}", "DATE=2017"], ["import", "--date", "2017", "--", "{}"]),
        (["suggest", "BRIEFING=x", "ACCEPT={}"], ["suggest", "--accept", "{}", "--", "x"]),
    ],
)
@pytest.mark.parametrize("odd", ["Yahya Sinwar", 'a "b" c', "a'b", "`id`", "a; id", "-x", "a\\b", "* ?", "ünï"])
def test_words_reach_the_program_as_they_are(words: list[str], wanted: list[str], odd: str) -> None:
    printed = make("RUN=@printf '%s\\n'", *(word.replace("{}", odd) for word in words))
    assert printed.splitlines() == ["-m", "generator", *(word.replace("{}", odd) for word in wanted)]


def ci(folder: Path, test_output: str, *, check: int = 0, test: int = 0) -> subprocess.CompletedProcess[str]:
    """Runs `.ci/run` with a `make` whose `check` and `test` end as told."""
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
    done = ci(tmp_path, f"....\n{CLOSING}\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["....", CLOSING, "CI=true", CLOSING]


@pytest.mark.parametrize(("check", "test"), [(2, 0), (0, 2)])
def test_ci_fails_with_either(tmp_path: Path, check: int, test: int) -> None:
    assert ci(tmp_path, CLOSING, check=check, test=test).returncode != 0


@pytest.mark.parametrize("output", ["", "no tests ran in 0.01s\n", "3 skipped in 0.10s\n"])
def test_ci_fails_where_no_test_has_passed(tmp_path: Path, output: str) -> None:
    done = ci(tmp_path, output)
    assert (done.returncode, done.stderr) == (1, "No test has passed.\n")
