"""Builds are processes of their own: what comes of them, and that nothing is left of them."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from generator.build import Outcome
from generator.diagnostics import Diagnostic
from generator.serve import building
from generator.serve.building import Builder, Built
from generator.serve.program import Program
from generator.site.docs_tree import Written
from generator.site.files import EngineError, OutputError
from generator.workers import beside, spread

GOOD = Outcome(
    diagnostics=[], pages=Written(written=("index.md",), removed=(), unchanged=2), briefings=1, published=True
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: Desk\nsite_url: https://desk.example/gaza/\n")
    return tmp_path


@contextmanager
def building_by(root: Path, build: Callable[[], Outcome]) -> Iterator[Builder]:
    with closing(Builder(root, build)) as builder:
        builder.start()
        yield builder


def test_what_a_build_came_to_is_told(root: Path) -> None:
    with building_by(root, lambda: GOOD) as build:
        assert build() == Built(
            diagnostics=[],
            summary="1 briefing, 3 pages in docs/ (1 changed, 0 removed); published to site/",
            published=True,
            below="/gaza/",
        )


def test_mistakes_are_told(root: Path) -> None:
    wrong = Diagnostic(rule="unknown-key", path="content/site.yml", message="no")
    with building_by(root, lambda: Outcome(diagnostics=[wrong])) as build:
        built = build()
    assert (built.diagnostics, built.is_good, built.published) == ([wrong], False, False)


def test_failures_are_told_each_in_its_words(root: Path) -> None:
    def build() -> Outcome:
        raise EngineError(("error: no such theme",))

    with building_by(root, build) as builder:
        built = builder()
    assert built.lines == ("error: no such theme",)
    assert built.failure.startswith("MkDocs could not build the site")


@pytest.mark.parametrize("text", [None, "site_name: [", "- a list", "site_url: 'https://[desk/'"])
def test_an_address_that_cannot_be_read_stays_what_it_was(root: Path, text: str | None) -> None:
    (root / "mkdocs.yml").unlink()
    if text:
        (root / "mkdocs.yml").write_text(text)
    with building_by(root, lambda: GOOD) as build:
        assert build().below is None


def test_nothing_is_kept_from_one_build_to_the_next(root: Path) -> None:
    seen: list[int] = []

    def build() -> Outcome:
        seen.append(1)
        return Outcome(diagnostics=[], pages=GOOD.pages, briefings=len(seen))

    with building_by(root, build) as builder:
        assert [builder().summary.partition(",")[0] for _ in range(3)] == ["1 briefing"] * 3
    assert seen == []


def test_a_build_may_have_workers(root: Path) -> None:
    def build() -> Outcome:
        with beside(lambda: {*spread(abs, range(9), 2)}, 2) as found_beside:
            found = found_beside()
        return Outcome(diagnostics=[], pages=GOOD.pages, briefings=len(found))

    with building_by(root, build) as builder:
        assert builder().summary.startswith("9 briefings, ")


def test_a_build_that_was_killed_is_told_and_the_next_goes_well(root: Path) -> None:
    def build() -> Outcome:
        if not (root / "once").exists():
            (root / "once").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return GOOD

    with building_by(root, build) as builder:
        assert builder().failure == "the build broke off (status -9); the terminal may say why"
        assert builder().is_good


def test_without_the_process_that_forks_there_is_a_sentence(root: Path) -> None:
    def build() -> Outcome:
        os.kill(os.getppid(), signal.SIGKILL)
        return GOOD

    with building_by(root, build) as builder, pytest.raises(OutputError, match=r"^the process that builds was killed"):
        builder()


def pids(file: Path, number: int) -> list[int]:
    """As many process ids, when they have been written."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        found = file.read_text().split() if file.exists() else []
        if len(found) == number:
            return [int(one) for one in found]
        time.sleep(0.01)
    pytest.fail(f"{file.name} has too few")


def test_closing_ends_a_build_and_its_workers_at_once(root: Path) -> None:
    def work(_: object) -> None:
        with (root / "pids").open("a") as file:
            file.write(f"{os.getpid()}\n")
        time.sleep(60)

    def build() -> Outcome:
        for _ in spread(work, range(2), 2):
            pass
        return GOOD

    def interrupt() -> None:
        pids(root / "pids", 2)
        os.kill(os.getpid(), signal.SIGINT)

    builder = Builder(root, build)
    builder.start()
    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        builder()
    begun = time.monotonic()
    builder.close()
    assert time.monotonic() - begun < 1
    workers = pids(root / "pids", 2)
    deadline = time.monotonic() + 10
    while any(map(is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not any(map(is_running, workers))


def is_running(number: int) -> bool:
    """Whether there is such a process; one that has ended may stand in the list until its parent has heard of it."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_closing_what_was_not_started_does_nothing(root: Path) -> None:
    Builder(root, lambda: GOOD).close()


def test_a_changed_program_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would remember as the work of the new program what the old one made."""
    (root / "generator").mkdir()
    (root / "generator/build.py").write_text("old")
    monkeypatch.setattr(building, "Program", lambda: Program(root / "generator"))
    with building_by(root, lambda: GOOD) as build:
        assert build().is_good
        (root / "generator/home.md.j2").write_text("read by each build")
        assert build().is_good
        (root / "generator/build.py").write_text("new!")
        assert build().failure == "the generator itself has changed: end `serve`, and start it anew"
        assert not build().published
