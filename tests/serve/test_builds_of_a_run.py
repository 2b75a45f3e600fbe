"""When `serve` builds, which files each build looks at, and which results it announces."""

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any, cast

import pytest

from generator.build.watched import WatchedChanges
from generator.serve import run
from generator.serve.build_worker import BuildReport

ARTICLE = PurePosixPath("content/briefings/a/article.md")
LATER = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)


class ServeRun:
    """A run with the given reports of builds; `changes` are the changes that the watcher sees after each of them.

    An empty change means that the time of the wait is over.
    """

    def __init__(self, reports: Iterable[BuildReport], changes: Iterable[set[PurePosixPath]]) -> None:
        self._reports, self._changes = iter(reports), iter(changes)
        self.watched: list[WatchedChanges | None] = []
        self.moments: list[dt.datetime | None] = []
        self.announced: list[BuildReport] = []
        self.lines: list[str] = []
        with pytest.raises(KeyboardInterrupt):
            run.build_forever(cast("Any", self), self.build, cast("Any", self), self)  # type: ignore[arg-type]

    def build(self, watched: WatchedChanges | None) -> BuildReport:
        self.watched.append(watched)
        return next(self._reports)

    def wait(self, until: dt.datetime | None) -> set[PurePosixPath]:
        self.moments.append(until)
        for changed in self._changes:
            return changed
        raise KeyboardInterrupt

    def watch_folders(self, changed: set[PurePosixPath]) -> None:
        assert changed

    def announce(self, report: BuildReport) -> None:
        self.announced.append(report)

    def print_line(self, text: str) -> None:
        self.lines.append(text)

    def print_report(self, report: BuildReport) -> None:
        assert report is self.announced[-1]


def make_report(build_id: str, *, published: bool = True, next_change: dt.datetime | None = None) -> BuildReport:
    return BuildReport(summary="built", published=published, build_id=build_id, next_change=next_change)


def make_reports(*results: str) -> Iterator[BuildReport]:
    """Yield a report for each of the results `new` and `same`; the ids of the builds are their numbers."""
    return (make_report(str(number), published=result == "new") for number, result in enumerate(results))


def test_a_build_after_a_save_reads_only_the_changed_files() -> None:
    serve = ServeRun(make_reports("new", "new"), [{ARTICLE}])
    assert serve.watched == [None, WatchedChanges("0", frozenset({str(ARTICLE)}))]
    assert len(serve.announced) == 2
    assert serve.lines == [f"changed: {ARTICLE}"]


def test_a_full_scan_follows_when_no_file_changes_for_a_while() -> None:
    serve = ServeRun(make_reports("new", "new", "same", "new"), [{ARTICLE}, set(), {ARTICLE}])
    assert serve.watched[2] is None
    # The build that found nothing is not announced, but the next one begins where it ended.
    assert [report.build_id for report in serve.announced] == ["0", "1", "3"]
    assert serve.watched[3] == WatchedChanges("2", frozenset({str(ARTICLE)}))
    assert [moment is None for moment in serve.moments] == [True, False, True, False]


def test_results_of_the_full_scan_are_announced() -> None:
    assert len(ServeRun(make_reports("new", "new", "new"), [{ARTICLE}, set()]).announced) == 3
    broken = BuildReport(failure="the disk is full")
    assert ServeRun([*make_reports("new", "new"), broken], [{ARTICLE}, set()]).announced[-1] is broken


def test_after_an_error_the_previous_build_id_is_unknown() -> None:
    serve = ServeRun([*make_reports("new"), BuildReport(), make_report("2")], [{ARTICLE}, {ARTICLE}])
    assert serve.watched[2] == WatchedChanges("", frozenset({str(ARTICLE)}))
    # Nothing is to be checked before the next save.
    assert serve.moments[1] is None


def test_an_embargo_or_expiry_triggers_one_build() -> None:
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=1)
    serve = ServeRun(
        [make_report("0", next_change=soon), make_report("1", next_change=soon), make_report("2")], [set(), set()]
    )
    assert serve.moments[0] == soon
    assert serve.lines == ["rebuilding: an embargo ends or a briefing expires now"]
    assert serve.watched == [None, WatchedChanges("0", frozenset()), None]


def test_the_full_scan_comes_before_a_later_embargo_or_expiry() -> None:
    serve = ServeRun((make_report(id_, published=id_ != "2", next_change=LATER) for id_ in "012"), [{ARTICLE}, set()])
    assert serve.watched[2] is None
    first, check, last = serve.moments
    assert (first, last) == (LATER, LATER)
    assert check
    assert check < LATER
