"""The Chromium that runs the tests: the one named, one on PATH, or the one that Playwright downloaded."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NAMED_BY = "BRIEFINGS_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome")

QUIET = ("--disable-gpu", "--disable-background-networking")
"""It draws into memory, and asks nobody anything but what the pages ask."""


def find() -> str | None:
    """The path of a Chromium, or None. One that is named is taken as it is, so that a wrong name shows."""
    if named := os.environ.get(NAMED_BY):
        return named
    on_path = (shutil.which(name) for name in NAMES)
    return next((path for path in on_path if path), None) or _downloaded()


def _downloaded() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


@contextmanager
def launched(path: str) -> Iterator[Browser]:
    """The browser at `path`, without a window. Playwright runs once at a time in a process, so neither may this."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=switches())
        yield browser
        browser.close()


def switches() -> list[str]:
    """What it is started with. Root may not use the sandbox, and root it is in most containers."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*QUIET, *(["--no-sandbox"] if is_root else [])]
