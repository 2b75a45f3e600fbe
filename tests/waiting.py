"""Wait for a condition in a test, never for a time.

A test that sleeps, or that allows so many seconds, measures how busy the machine is. `wait_until` returns as soon as
its condition holds. Its bound only ends a test that hangs, so it is far above anything that a working program needs.
Pages are asked by it too: Playwright's own `wait_for_function` asks again from within the page, where the site's policy
forbids it to evaluate text.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

T = TypeVar("T")

BOUND = 120.0
"""The seconds after which a test counts as hung. No test may expect that something takes less."""

_PAUSE = 0.01
"""The seconds between two checks of a condition."""


def wait_until(condition: Callable[[], T], expected: str = "the condition") -> T:
    """Return the first true result of `condition`; fail the test if there is none within the bound.

    `expected` names what is waited for, in the message of the failure.
    """
    end = time.monotonic() + BOUND
    while not (result := condition()):
        if time.monotonic() > end:
            pytest.fail(f"waited {BOUND:.0f} s in vain for {expected}")
        time.sleep(_PAUSE)
    return result


def is_running(pid: int) -> bool:
    """Check whether the process exists and has not ended.

    A process that has ended stays in the list of processes, as a zombie, until its parent has asked for its status.
    """
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
