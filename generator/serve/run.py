"""One run of the server: build, wait for a change, build again, until it is stopped."""

from contextlib import closing
from pathlib import Path
from typing import Protocol

from generator.serve.build_worker import BuildReport, BuildWorker
from generator.serve.live_reload import LiveReload
from generator.serve.server import run_server
from generator.serve.watcher import Watcher, format_paths


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
        last_due = None
        while True:
            report = build()
            live_reload.announce(report)
            output.print_report(report)
            # A build for a fixed moment (SOURCE_DATE_EPOCH) keeps the same next change even after that has passed.
            due = report.next_change if report.next_change != last_due else None
            changed = watcher.wait(due)
            if changed:
                watcher.watch_folders(changed)
                output.print_line(f"changed: {format_paths(changed)}")
            else:
                last_due = due
                output.print_line("rebuilding: an embargo ends or a briefing expires now")
