"""Which browser and which nginx are taken, and what is done where there is none."""

import os
import subprocess
import sys
from pathlib import Path

import chromium
import install_programs
import nginx
import pytest
from install_programs import CHROMIUM, NGINX, Program, provide


def program(folder: Path, name: str) -> Path:
    file = folder / name
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return file


@pytest.fixture
def nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine on which there is neither; the folder is its PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(chromium.NAMED_BY, raising=False)
    monkeypatch.delenv(nginx.NAMED_BY, raising=False)
    monkeypatch.setattr(chromium, "_downloaded", lambda: None)
    monkeypatch.setattr(nginx, "_SYSTEM", "")
    return tmp_path


@pytest.mark.parametrize("module", [chromium, nginx])
def test_one_that_is_named_comes_first(nothing: Path, monkeypatch: pytest.MonkeyPatch, module: object) -> None:
    named_by, find = module.NAMED_BY, module.find  # type: ignore[attr-defined]
    program(nothing, "chromium")
    program(nothing, "nginx")
    monkeypatch.setenv(named_by, "/opt/mine")
    assert find() == "/opt/mine"


def test_names_are_tried_in_order(nothing: Path) -> None:
    assert chromium.find() is None
    for name in reversed(chromium.NAMES):
        assert chromium.find() != str(nothing / name)
        assert chromium.find() is None or Path(chromium.find() or "").name in chromium.NAMES
        assert str(program(nothing, name)) == chromium.find()


def test_nginx_is_found_where_only_root_has_it_on_path(
    nothing: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert nginx.find() is None
    folder = tmp_path_factory.mktemp("sbin")
    monkeypatch.setattr(nginx, "_SYSTEM", str(folder))
    assert str(program(folder, "nginx")) == nginx.find()
    assert str(program(nothing, "nginx")) == nginx.find()


@pytest.mark.parametrize("wanted", [CHROMIUM, NGINX])
def test_nothing_is_tried_where_there_is_one(nothing: Path, wanted: Program) -> None:
    program(nothing, "chromium")
    program(nothing, "nginx")
    provide(wanted._replace(attempts=lambda: pytest.fail("tried to install one")))


def test_first_attempt_that_brings_one_is_the_last(nothing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring = f"import pathlib; p = pathlib.Path({str(nothing / 'chromium')!r}); p.touch(); p.chmod(0o755)"
    failing, empty, bringing, needless = (
        [sys.executable, "-c", code] for code in ("exit(1)", "", bring, "print('needless')")
    )
    provide(CHROMIUM._replace(attempts=lambda: [["no-such-program"], failing, empty, bringing, needless]))
    said = capsys.readouterr().err.splitlines()
    assert (len(said), said[-1]) == (5, f"installed {nothing / 'chromium'}")


@pytest.mark.parametrize("wanted", [CHROMIUM, NGINX])
def test_says_what_is_left_out(nothing: Path, capsys: pytest.CaptureFixture[str], wanted: Program) -> None:
    del nothing
    provide(wanted._replace(attempts=lambda: [["no-such-program"]]))
    assert capsys.readouterr().err.splitlines()[-1] == wanted.missing


def test_an_attempt_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install_programs, "WAIT", 0.01)
    assert not install_programs.succeeds([sys.executable, "-c", "import time; time.sleep(30)"])


@pytest.mark.parametrize(
    ("user", "services", "packages"),
    [(0, "none", ["chromium", "nginx"]), (0, ".", ["chromium"]), (1000, "none", [])],
)
def test_packages_are_installed_by_root_and_no_server_is_started(
    nothing: Path, monkeypatch: pytest.MonkeyPatch, user: int, services: str, packages: list[str]
) -> None:
    program(nothing, "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(install_programs, "SERVICES", nothing / services)
    commands = [*CHROMIUM.attempts(), *NGINX.attempts()]
    assert [words[-1] for words in commands if words[:2] == ["apt-get", "install"]] == packages


@pytest.mark.parametrize(("fixture", "reason"), [("browser", "no Chromium"), ("nginx_program", "no nginx")])
@pytest.mark.parametrize(("ci", "outcome"), [("true", "1 error"), ("", "1 skipped")])
def test_without_a_program_tests_are_skipped_and_fail_in_ci(
    tmp_path: Path, ci: str, outcome: str, fixture: str, reason: str
) -> None:
    here = Path(__file__).parents[1]
    (tmp_path / "conftest.py").write_text(
        f"import sys\nsys.path[:0] = [{str(here)!r}]\n"
        f"import chromium, nginx\nchromium.find = nginx.find = lambda: None\n"
        f"exec(open({str(here / 'conftest.py')!r}).read())\n"
    )
    (tmp_path / "test_one.py").write_text(f"def test_one({fixture}):\n    {fixture}.new_page()\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-ra", "-p", "no:cacheprovider", str(tmp_path)],
        env={"CI": ci, "PYTHONPATH": str(here.parent)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome in done.stdout
    assert reason in done.stdout
