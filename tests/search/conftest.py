"""A built site, served below a sub-path, and the browser that the machine has."""

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from laid_project import lay_project
from playwright.sync_api import Browser, Page, expect, sync_playwright

from generator import build
from generator.index.used import Index

CONTENT = Path(__file__).parents[1] / "golden/full/content"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


# A machine that runs other tests beside these may take its time; what is right comes much sooner.
expect.set_options(timeout=30_000)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="package")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the full golden case was built, with its site at `served/desk/` as well."""
    folder = lay_project(tmp_path_factory.mktemp("search"), CONTENT)
    assert build.build(folder).published
    shutil.copytree(folder / "site", folder / "served/desk")
    return folder


@pytest.fixture(scope="package")
def everything(root: Path) -> Index:
    """What its content says."""
    _, index = build.check(root)
    assert index
    return index


@pytest.fixture(scope="package")
def address(root: Path) -> Iterator[str]:
    """Where the site is served, as many desks do: not at the root of a host."""
    handler = functools.partial(_Quiet, directory=str(root / "served"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/desk/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The installed browser; where there is none, these tests are skipped, and fail on a machine that must have one."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        say = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        say(f"no browser: none of {', '.join(BROWSERS)} is installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """An empty tab; what goes wrong in it, and what it asks of other hosts, fails the test."""
    tab = browser.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    tab.on("request", lambda sent: None if sent.url.startswith(address) else faults.append(sent.url))
    yield tab
    tab.close()
    assert faults == []
