"""A built site as a reader has it: served below `/desk/`, opened in the machine's own Chromium.

Where there is no browser the tests are skipped with the reason; under CI that is a failure. The fixtures are taken over
by the conftest.py of each folder of such tests, which lays the content in its own fixture `content`.
"""

import functools
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from generator.build import build

PROJECT = Path(__file__).parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) { window.shifted += entry.value; }
}).observe({ type: "layout-shift", buffered: true });
"""
"""Sums up layout shifts as a page meets them, those right after a key or a click too."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def desk(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of `content`, which is below the server's own."""
    root = tmp_path_factory.mktemp("root")
    shutil.copytree(content, root / "content")
    shutil.copytree(PROJECT / "generator/theme", root / "generator/theme")
    shutil.copy(PROJECT / "mkdocs.yml", root)
    (root / "docs").mkdir()
    shutil.copy(PROJECT / "docs/about.md", root / "docs")
    outcome = build(root)
    assert outcome.published, outcome.diagnostics
    place = tmp_path_factory.mktemp("served")
    (root / "site").rename(place / "desk")
    with served(place) as address:
        yield f"{address}/desk/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, ended with the module: Playwright runs once at a time in a process."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if not found:
        reason = f"no browser: none of {', '.join(BROWSERS)} is on this machine"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield started
        started.close()


@contextmanager
def opened(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page of a reader's own, which sums up `shifted`; errors of scripts and foreign requests fail the test."""
    context = browser.new_context(viewport=options.pop("viewport", {"width": 1280, "height": 900}), **options)
    context.add_init_script(SHIFTS)
    page = context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: "//127.0.0.1:" in request.url or wrong.append(request.url))
    yield page
    context.close()
    assert wrong == []


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A page on a wide screen, with a mouse."""
    with opened(browser) as page:
        yield page
