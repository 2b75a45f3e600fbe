"""Live reload: reports to browsers which build they see, and which errors prevent the next one.

There is one status at a time; listeners get the newest one, and miss nothing that still matters. A page is sent with
the number of its build, so that the first event shows whether it is out of date.
"""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.diagnostics.diagnostic import Diagnostic, select_errors
from generator.serve.build_worker import BuildReport

MAX_ERRORS = 50
"""The maximum number of errors that a browser shows; the terminal shows all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildStatus:
    """The status after a number of builds; `published` counts the sites, `base_path` is the path of the site's URL."""

    number: int = 0
    published: int = 0
    base_path: str = "/"
    errors: str = ""
    """JSON, as `render_errors` returns it; empty if there are none."""


class LiveReload:
    """The status of the builds of one run. Threads can wait for the next one."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        # Pages of an earlier run must be recognized.
        self._run = f"{round(clock() * 1000):x}"
        self._status = BuildStatus()
        self._changed = threading.Condition()
        self._over = False

    @property
    def status(self) -> BuildStatus:
        """The newest status."""
        return self._status

    def get_site_name(self, status: BuildStatus) -> str:
        """Return the name of the published site, with which its pages are marked."""
        return f"{self._run}-{status.published}"

    def announce(self, report: BuildReport) -> None:
        """Update the status after a build, and wake all listeners."""
        previous = self._status
        with self._changed:
            self._status = replace(
                previous,
                number=previous.number + 1,
                published=previous.published + report.published,
                base_path=report.base_path or previous.base_path,
                errors="" if report.is_good else render_errors(report),
            )
            self._changed.notify_all()

    def end(self) -> None:
        """End the run: nothing more is announced."""
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def wait_for_newer(self, number: int, seconds: float) -> BuildStatus | None:
        """Wait for a status after the `number`-th one; return None if there is none within the time."""
        with self._changed:
            self._changed.wait_for(lambda: self._over or self._status.number > number, seconds)
            return self._status if self._status.number > number and not self._over else None

    @property
    def is_over(self) -> bool:
        """True if the run has ended."""
        return self._over

    def format_event(self, status: BuildStatus) -> str:
        """Format a status as an event: https://html.spec.whatwg.org/multipage/server-sent-events.html."""
        if status.errors:
            return f"event: errors\ndata: {status.errors}\n\n"
        return f"event: built\ndata: {json.dumps(self.get_site_name(status))}\n\n"


def render_errors(report: BuildReport) -> str:
    """Render the reasons why nothing new was published, as JSON on one line."""
    errors = select_errors(report.diagnostics)
    return json.dumps(
        {
            "failure": report.failure,
            "lines": report.lines,
            "errors": list(map(_build_entry, errors[:MAX_ERRORS])),
            "more": max(0, len(errors) - MAX_ERRORS),
        }
    )


def _build_entry(error: Diagnostic) -> dict[str, object]:
    """Return an error as the panel shows it; its line is split before and after the marked text."""
    start = max(0, error.column - 1 - error.chars_before)
    end = start + error.width
    prefix, suffix = "…" if error.chars_before else "", "…" if error.chars_after else ""
    excerpt: list[str] = []
    if error.excerpt:
        excerpt = [prefix + error.excerpt[:start], error.excerpt[start:end], error.excerpt[end:] + suffix]
    return {
        "location": f"{error.path}:{error.line}:{error.column}",
        "rule": error.rule,
        "message": error.full_message,
        "help": error.help,
        "line": error.line,
        "excerpt": excerpt,
    }
