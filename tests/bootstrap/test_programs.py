"""The choice of a browser and an nginx, and the attempts to install a missing one."""

import os
import subprocess
import sys
from pathlib import Path

import chromium
import install_programs
import nginx
import pytest
from install_programs import CHROMIUM, NGINX, SHELL, Program, provide


def write_program(folder: Path, name: str) -> Path:
    file = folder / name
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return file


@pytest.fixture
def empty_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the only folder on PATH, on a machine that has neither program."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(chromium.NAMED_BY, raising=False)
    monkeypatch.delenv(nginx.NAMED_BY, raising=False)
    monkeypatch.setattr(chromium, "_find_downloaded", lambda: None)
    monkeypatch.setattr(nginx, "_SYSTEM", "")
    return tmp_path


@pytest.mark.parametrize("module", [chromium, nginx])
def test_the_selected_program_comes_first(empty_machine: Path, monkeypatch: pytest.MonkeyPatch, module: object) -> None:
    named_by, find = module.NAMED_BY, module.find  # type: ignore[attr-defined]
    write_program(empty_machine, "chromium")
    write_program(empty_machine, "nginx")
    monkeypatch.setenv(named_by, "/opt/mine")
    assert find() == "/opt/mine"


def test_names_are_tried_in_order(empty_machine: Path) -> None:
    assert chromium.find() is None
    for name in reversed(chromium.NAMES):
        assert chromium.find() != str(empty_machine / name)
        assert chromium.find() is None or Path(chromium.find() or "").name in chromium.NAMES
        assert str(write_program(empty_machine, name)) == chromium.find()


def test_nginx_is_found_if_only_root_has_it_on_path(
    empty_machine: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert nginx.find() is None
    folder = tmp_path_factory.mktemp("sbin")
    monkeypatch.setattr(nginx, "_SYSTEM", str(folder))
    assert str(write_program(folder, "nginx")) == nginx.find()
    assert str(write_program(empty_machine, "nginx")) == nginx.find()


@pytest.mark.parametrize("program", [CHROMIUM, NGINX])
def test_nothing_is_installed_if_the_program_exists(empty_machine: Path, program: Program) -> None:
    write_program(empty_machine, "chromium")
    write_program(empty_machine, "nginx")
    provide(program._replace(attempts=lambda: pytest.fail("tried to install one")))


def test_no_attempt_follows_the_first_that_succeeds(empty_machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    install = f"import pathlib; p = pathlib.Path({str(empty_machine / 'chromium')!r}); p.touch(); p.chmod(0o755)"
    failing, empty, installing, needless = (
        [sys.executable, "-c", code] for code in ("exit(1)", "", install, "print('needless')")
    )
    provide(CHROMIUM._replace(attempts=lambda: [["no-such-program"], failing, empty, installing, needless]))
    lines = capsys.readouterr().err.splitlines()
    assert (len(lines), lines[-1]) == (5, f"installed {empty_machine / 'chromium'}")


def test_the_shell_is_installed_beside_a_full_browser_and_preferred(
    empty_machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_program(empty_machine, "chromium")
    install = f"import pathlib; p = pathlib.Path({str(empty_machine / chromium.SHELL)!r}); p.touch(); p.chmod(0o755)"
    provide(SHELL._replace(attempts=lambda: [[sys.executable, "-c", install]]))
    assert capsys.readouterr().err.splitlines()[-1] == f"installed {empty_machine / chromium.SHELL}"
    assert chromium.find() == str(empty_machine / chromium.SHELL)


@pytest.mark.parametrize("program", [CHROMIUM, NGINX])
def test_reports_which_tests_are_skipped(
    empty_machine: Path, capsys: pytest.CaptureFixture[str], program: Program
) -> None:
    del empty_machine
    provide(program._replace(attempts=lambda: [["no-such-program"]]))
    assert capsys.readouterr().err.splitlines()[-1] == program.missing


def test_an_attempt_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install_programs, "WAIT", 0.01)
    assert not install_programs.succeeds([sys.executable, "-c", "import time; time.sleep(30)"])


@pytest.mark.parametrize(
    ("user", "services", "packages"),
    [
        (0, "none", ["chromium-headless-shell", "chromium", "nginx"]),
        (0, ".", ["chromium-headless-shell", "chromium"]),
        (1000, "none", []),
    ],
)
def test_packages_are_installed_by_root_and_no_server_is_started(
    empty_machine: Path, monkeypatch: pytest.MonkeyPatch, user: int, services: str, packages: list[str]
) -> None:
    write_program(empty_machine, "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(install_programs, "SERVICES", empty_machine / services)
    commands = [*CHROMIUM.attempts(), *NGINX.attempts()]
    assert [words[-1] for words in commands if words[:2] == ["apt-get", "install"]] == packages


@pytest.mark.parametrize(("fixture", "reason"), [("browser", "no Chromium"), ("nginx_program", "no nginx")])
@pytest.mark.parametrize(("ci", "outcome"), [("true", "1 error"), ("", "1 skipped")])
def test_without_a_program_tests_are_skipped_and_fail_in_ci(
    tmp_path: Path, ci: str, outcome: str, fixture: str, reason: str
) -> None:
    folder = Path(__file__).parents[1]
    (tmp_path / "conftest.py").write_text(
        f"import sys\nsys.path[:0] = [{str(folder)!r}]\n"
        f"import chromium, nginx\nchromium.find = nginx.find = lambda: None\n"
        f"exec(open({str(folder / 'conftest.py')!r}).read())\n"
    )
    (tmp_path / "test_one.py").write_text(f"def test_one({fixture}):\n    {fixture}.new_page()\n")
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-ra", "-p", "no:cacheprovider", str(tmp_path)],
        env={"CI": ci, "PYTHONPATH": str(folder.parent)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome in result.stdout
    assert reason in result.stdout
