"""Which browser is taken, and what is done where there is none."""

import subprocess
import sys
from pathlib import Path

import chromium
import install_chromium
import pytest


def program(folder: Path, name: str) -> Path:
    file = folder / name
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return file


@pytest.fixture
def nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine on which there is no browser; the folder is its PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(chromium.NAMED_BY, raising=False)
    monkeypatch.setattr(chromium, "_downloaded", lambda: None)
    return tmp_path


def test_one_that_is_named_comes_first(nothing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(nothing, "chromium")
    monkeypatch.setenv(chromium.NAMED_BY, "/opt/mine")
    assert chromium.find() == "/opt/mine"


def test_names_are_tried_in_order(nothing: Path) -> None:
    assert chromium.find() is None
    for name in reversed(chromium.NAMES):
        assert chromium.find() != str(nothing / name)
        assert chromium.find() is None or Path(chromium.find() or "").name in chromium.NAMES
        assert str(program(nothing, name)) == chromium.find()


def test_nothing_is_tried_where_there_is_one(nothing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(nothing, "chromium")
    monkeypatch.setattr(install_chromium, "attempts", lambda: pytest.fail("tried to install one"))
    install_chromium.main()


def test_first_attempt_that_brings_one_is_the_last(
    nothing: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bring = f"import pathlib; p = pathlib.Path({str(nothing / 'chromium')!r}); p.touch(); p.chmod(0o755)"
    failing, empty, bringing, needless = (
        [sys.executable, "-c", code] for code in ("exit(1)", "", bring, "print('needless')")
    )
    monkeypatch.setattr(install_chromium, "attempts", lambda: [["no-such-program"], failing, empty, bringing, needless])
    install_chromium.main()
    said = capsys.readouterr().err.splitlines()
    assert (len(said), said[-1]) == (5, f"installed {nothing / 'chromium'}")


def test_says_what_is_left_out(
    nothing: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    del nothing
    monkeypatch.setattr(install_chromium, "attempts", lambda: [["no-such-program"]])
    install_chromium.main()
    assert capsys.readouterr().err.splitlines()[-1] == install_chromium.MISSING


def test_an_attempt_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install_chromium, "WAIT", 0.01)
    assert not install_chromium.succeeds([sys.executable, "-c", "import time; time.sleep(30)"])


@pytest.mark.parametrize(("ci", "outcome"), [("true", "1 error"), ("", "1 skipped")])
def test_without_a_browser_tests_are_skipped_and_fail_in_ci(tmp_path: Path, ci: str, outcome: str) -> None:
    here = Path(__file__).parents[1]
    (tmp_path / "conftest.py").write_text(
        f"import sys\nsys.path[:0] = [{str(here)!r}]\n"
        f"import chromium\nchromium.find = lambda: None\n"
        f"exec(open({str(here / 'conftest.py')!r}).read())\n"
    )
    (tmp_path / "test_one.py").write_text("def test_one(browser):\n    browser.new_page()\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-ra", "-p", "no:cacheprovider", str(tmp_path)],
        env={"CI": ci, "PYTHONPATH": str(here.parent)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome in done.stdout
    assert "no Chromium" in done.stdout
