"""Builds in processes of their own: their results, and that no process remains."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from waiting import is_running, wait_until

from generator.build.pipeline import BuildResult
from generator.diagnostics.diagnostic import Diagnostic
from generator.infra.files import EngineError, OutputError
from generator.infra.process_pool import map_ordered, run_in_background
from generator.serve import build_worker
from generator.serve.build_worker import BuildReport, BuildWorker
from generator.serve.code_changes import CodeFiles
from generator.site.output.docs_tree import WriteSummary

RESULT = BuildResult(
    diagnostics=[], pages=WriteSummary(written=("index.md",), removed=(), unchanged=2), briefings=1, published=True
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: Desk\nsite_url: https://desk.example/gaza/\n")
    return tmp_path


@contextmanager
def start_worker(root: Path, build: Callable[[], BuildResult]) -> Iterator[BuildWorker]:
    with closing(BuildWorker(root, lambda watched: build())) as builder:  # noqa: ARG005  # the worker passes it by name
        builder.start()
        yield builder


def test_a_successful_build_is_reported(root: Path) -> None:
    with start_worker(root, lambda: RESULT) as build:
        assert build() == BuildReport(
            diagnostics=[],
            summary="1 briefing, 3 pages in docs/ (1 changed, 0 removed); published to site/",
            published=True,
            base_path="/gaza/",
        )


def test_errors_are_reported(root: Path) -> None:
    error = Diagnostic(rule="unknown-key", path="content/site.yml", message="no")
    with start_worker(root, lambda: BuildResult(diagnostics=[error])) as build:
        report = build()
    assert (report.diagnostics, report.is_good, report.published) == ([error], False, False)


def test_engine_errors_are_reported_with_their_own_lines(root: Path) -> None:
    def build() -> BuildResult:
        raise EngineError(("error: no such theme",))

    with start_worker(root, build) as builder:
        report = builder()
    assert report.lines == ("error: no such theme",)
    assert report.failure.startswith("MkDocs could not build the site")


@pytest.mark.parametrize("text", [None, "site_name: [", "- a list", "site_url: 'https://[desk/'"])
def test_an_unreadable_site_url_gives_no_base_path(root: Path, text: str | None) -> None:
    (root / "mkdocs.yml").unlink()
    if text:
        (root / "mkdocs.yml").write_text(text)
    with start_worker(root, lambda: RESULT) as build:
        assert build().base_path is None


def test_builds_do_not_share_state(root: Path) -> None:
    calls: list[int] = []

    def build() -> BuildResult:
        calls.append(1)
        return BuildResult(diagnostics=[], pages=RESULT.pages, briefings=len(calls))

    with start_worker(root, build) as builder:
        assert [builder().summary.partition(",")[0] for _ in range(3)] == ["1 briefing"] * 3
    assert calls == []


def test_a_build_can_start_worker_processes(root: Path) -> None:
    def build() -> BuildResult:
        with run_in_background(lambda: {*map_ordered(abs, range(9), 2)}, 2) as future:
            results = future()
        return BuildResult(diagnostics=[], pages=RESULT.pages, briefings=len(results))

    with start_worker(root, build) as builder:
        assert builder().summary.startswith("9 briefings, ")


def test_a_killed_build_is_reported_and_the_next_succeeds(root: Path) -> None:
    def build() -> BuildResult:
        if not (root / "once").exists():
            (root / "once").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return RESULT

    with start_worker(root, build) as builder:
        assert builder().failure == "the build process ended early (status -9); see the terminal for the reason"
        assert builder().is_good


def test_an_error_explains_that_the_build_process_was_killed(root: Path) -> None:
    def build() -> BuildResult:
        os.kill(os.getppid(), signal.SIGKILL)
        return RESULT

    with start_worker(root, build) as builder, pytest.raises(OutputError, match=r"^the build process was killed"):
        builder()


def read_pids(file: Path, number: int) -> list[int]:
    """Wait for a number of process ids in a file, and return them."""

    def read() -> list[int]:
        words = file.read_text().split() if file.exists() else []
        return [int(word) for word in words] if len(words) == number else []

    return wait_until(read, f"{number} process ids in {file.name}")


def test_closing_ends_a_build_and_its_workers(root: Path) -> None:
    """The workers never end by themselves, so closing does not wait for them."""

    def work(_: object) -> None:
        with (root / "pids").open("a") as file:
            file.write(f"{os.getpid()}\n")
        while True:
            signal.pause()

    def build() -> BuildResult:
        for _ in map_ordered(work, range(2), 2):
            pass
        return RESULT

    def interrupt(main: int) -> None:
        try:
            read_pids(root / "pids", 2)
        finally:
            signal.pthread_kill(main, signal.SIGINT)

    builder = BuildWorker(root, lambda watched: build())  # noqa: ARG005  # as above
    builder.start()
    interrupting = threading.Thread(target=interrupt, args=(threading.get_ident(),))
    interrupting.start()
    with pytest.raises(KeyboardInterrupt):
        builder()
    interrupting.join()
    builder.close()
    workers = read_pids(root / "pids", 2)
    wait_until(lambda: not any(map(is_running, workers)), "the end of the workers")


def test_closing_a_worker_that_was_not_started_does_nothing(root: Path) -> None:
    BuildWorker(root, lambda watched: RESULT).close()  # noqa: ARG005  # as above


def test_changed_generator_code_is_reported(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would store the results of the old code as those of the new code."""
    (root / "generator/build").mkdir(parents=True)
    (root / "generator/build/pipeline.py").write_text("old")
    monkeypatch.setattr(build_worker, "CodeFiles", lambda: CodeFiles(root / "generator"))
    with start_worker(root, lambda: RESULT) as build:
        assert build().is_good
        (root / "generator/home.md.j2").write_text("read by each build")
        assert build().is_good
        (root / "generator/build/pipeline.py").write_text("new!")
        assert build().failure == "the generator itself has changed; stop `serve` and start it again"
        assert not build().published
