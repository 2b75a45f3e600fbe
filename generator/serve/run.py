"""One run of the server: build, wait for a change, build again, until it is stopped."""

import datetime as dt
from contextlib import closing
from pathlib import Path
from typing import NoReturn, Protocol

from generator.build.watched import WatchedChanges
from generator.serve.build_worker import BuildReport, BuildWorker
from generator.serve.live_reload import LiveReload
from generator.serve.server import run_server
from generator.serve.watcher import Watcher, format_paths

CHECK_DELAY = dt.timedelta(seconds=30)
"""The time without a change after which a build looks at all files."""


class ServeOutput(Protocol):
    """The output of a run."""

    def print_line(self, text: str) -> None:
        """Print an event."""

    def print_report(self, report: BuildReport) -> None:
        """Print the result of a build."""


def run(site: Path, port: int, watcher: Watcher, build: BuildWorker, output: ServeOutput) -> None:
    """Serve the folder `site`, and rebuild it on each save and when its content changes with time.

    It ends with KeyboardInterrupt. Raise `OutputError` if the port or the folders cannot be used.
    """
    live_reload = LiveReload()
    build.start()
    with closing(watcher), closing(build), run_server(site, live_reload, port) as address:
        watcher.start()
        output.print_line(f"serving {address}{live_reload.status.base_path} (press Ctrl-C to stop)")
        build_forever(watcher, build, live_reload, output)


def build_forever(watcher: Watcher, build: BuildWorker, live_reload: LiveReload, output: ServeOutput) -> NoReturn:
    """Build, and again after each change.

    After a save, a build looks only at the files that the watcher reports. Systems may lose reports, so a build looks
    at all files when nothing has changed for a while; it is announced only if it finds something.
    """
    last_due = None
    watched: WatchedChanges | None = None
    is_check = False
    while True:
        report = build(watched)
        if report.published or not report.is_good or not is_check:
            live_reload.announce(report)
            output.print_report(report)
        # A build for a fixed moment (SOURCE_DATE_EPOCH) keeps the same next change even after that has passed.
        due = report.next_change if report.next_change != last_due else None
        check_at = dt.datetime.now(dt.UTC) + CHECK_DELAY if watched and report.build_id else None
        until = min(filter(None, (due, check_at)), default=None)
        changed = watcher.wait(until)
        is_check = not changed and until != due
        if changed:
            watcher.watch_folders(changed)
            output.print_line(f"changed: {format_paths(changed)}")
        elif not is_check:
            last_due = due
            output.print_line("rebuilding: an embargo ends or a briefing expires now")
        watched = None if is_check else WatchedChanges(report.build_id, frozenset(map(str, changed)))
