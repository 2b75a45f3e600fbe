"""The Chromium that runs the tests: the selected one, one on PATH, or the one that Playwright downloaded."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NAMED_BY = "BRIEFINGS_CHROMIUM"
SHELL = "chromium-headless-shell"
"""A Chromium that cannot open windows. It opens a page with a third of the work that the full browser needs."""

NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome")

QUIET = ("--disable-gpu", "--disable-background-networking", "--renderer-process-limit=1")
"""Switches that draw into memory, make no requests except those of the pages, and start no spare process."""


def find() -> str | None:
    """Return the path of a Chromium, or None. A selected path is not checked, so that a wrong one fails visibly."""
    if selected := os.environ.get(NAMED_BY):
        return selected
    on_path = (shutil.which(name) for name in NAMES)
    return next((path for path in on_path if path), None) or _find_downloaded()


def _find_downloaded() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


@contextmanager
def launched(path: str) -> Iterator[Browser]:
    """Run the browser at `path` without a window inside the block. A process can have only one Playwright at a time."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list_switches())
        yield browser
        browser.close()


def list_switches() -> list[str]:
    """Return the command-line switches. Root, the user of most containers, cannot use the sandbox."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*QUIET, *(["--no-sandbox"] if is_root else [])]
