"""What browsers are told: which build they see, and what keeps the next one back.

One value at a time; whoever listens is told of the newest, and has missed nothing that still counts. A page is sent
with the number of its build, so that it can tell by the first word whether it has been left behind.
"""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.diagnostics import Diagnostic
from generator.rules import Severity
from generator.serve.building import Built

SHOWN = 50
"""Mistakes that a browser is told of; the terminal has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told, the `number`-th time; `published` counts the sites, `below` is where the site stands."""

    number: int = 0
    published: int = 0
    below: str = "/"
    mistakes: str = ""
    """JSON; empty where there are none."""


class State:
    """What the builds of one run have come to. Threads may wait for what is next."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        # A page of an earlier run is to learn that it is one.
        self._run = f"{round(clock() * 1000):x}"
        self._told = Told()
        self._changed = threading.Condition()
        self._over = False

    @property
    def told(self) -> Told:
        """The newest."""
        return self._told

    def name(self, told: Told) -> str:
        """What a page of that site is marked with."""
        return f"{self._run}-{told.published}"

    def tell(self, built: Built) -> None:
        """Tells of a build."""
        before = self._told
        with self._changed:
            self._told = replace(
                before,
                number=before.number + 1,
                published=before.published + built.published,
                below=built.below or before.below,
                mistakes="" if built.is_good else mistakes(built),
            )
            self._changed.notify_all()

    def end(self) -> None:
        """Nothing more is told."""
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def after(self, number: int, seconds: float) -> Told | None:
        """What is told after the `number`-th time; None if nothing is for so long."""
        with self._changed:
            self._changed.wait_for(lambda: self._over or self._told.number > number, seconds)
            return self._told if self._told.number > number and not self._over else None

    @property
    def is_over(self) -> bool:
        """Whether the run has ended."""
        return self._over

    def event(self, told: Told) -> str:
        """As browsers read it: https://html.spec.whatwg.org/multipage/server-sent-events.html."""
        if told.mistakes:
            return f"event: mistakes\ndata: {told.mistakes}\n\n"
        return f"event: built\ndata: {json.dumps(self.name(told))}\n\n"


def mistakes(built: Built) -> str:
    """Why nothing new was published, as JSON on one line."""
    errors = [one for one in built.diagnostics if one.severity is Severity.ERROR]
    return json.dumps(
        {
            "failure": built.failure,
            "lines": built.lines,
            "mistakes": [_mistake(one) for one in errors[:SHOWN]],
            "more": max(0, len(errors) - SHOWN),
        }
    )


def _mistake(one: Diagnostic) -> dict[str, object]:
    """A mistake with its line in three: before the place, the place, and behind it."""
    begin, end = one.column - 1, one.column - 1 + one.width
    return {
        "place": f"{one.path}:{one.line}:{one.column}",
        "rule": one.rule,
        "message": one.message,
        "help": one.help,
        "line": one.line,
        "excerpt": [one.excerpt[:begin], one.excerpt[begin:end], one.excerpt[end:]] if one.excerpt else [],
    }
