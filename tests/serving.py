"""A built site on a port of its own, with or without its policy, and the machine's Chromium to visit it.

The policy comes as headers, as `_headers` has them; or in the pages alone; or not at all, which shows that what it
forbids would otherwise happen.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

Way = Literal["headers", "meta", "none"]
"""How a reader's browser learns the policy."""

_META = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")

_WATCH = """
window.seen = [];
for (const name of ["alert", "confirm", "print", "prompt"]) window[name] = () => window.seen.push(name);
document.addEventListener("securitypolicyviolation", event =>
    window.seen.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""


def browser_path() -> str:
    """Where the machine has a Chromium; skips the test where it has none, and fails it on a build machine."""
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    if path := next(found, ""):
        return path
    reason = "no Chromium on this machine: what a browser makes of the policy is not tested"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's Chromium, without a window."""
    path = browser_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def served(folder: Path, way: Way = "headers") -> Iterator[str]:
    """The address at which `folder` is served."""
    headers = _headers(folder) if way == "headers" else {}
    handler = partial(_Handler, directory=str(folder), headers=headers, keep_meta=way == "meta")
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _headers(folder: Path) -> dict[str, str]:
    """As Netlify reads `_headers`: an address without indentation, its headers below it."""
    first, *lines = (folder / "_headers").read_text(encoding="utf-8").splitlines()
    assert first == "/*"
    return dict(line.strip().split(": ", 1) for line in lines)


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: object, headers: dict[str, str], keep_meta: bool, directory: str) -> None:
        self._more, self._keep_meta = headers, keep_meta
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        status = 200 if file.is_file() else 404
        file = file if file.is_file() else Path(self.directory, "404.html")
        body = file.read_bytes()
        if file.suffix == ".html" and not self._keep_meta:
            body = _META.sub(b"", body)
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(file.name))
        self.send_header("Content-Length", str(len(body)))
        for name, value in self._more.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: the requests are no news."""


@dataclass
class Visitor:
    """Visits pages, one after another, and notes what a harmless site would not do."""

    context: BrowserContext
    site: str
    page: Page = field(init=False)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.add_init_script(_WATCH)
        self.page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error {error}"))
        self.page.on("request", self._request)

    def visit(self, path: str = "", *, until: Literal["load", "networkidle"] = "networkidle") -> list[str]:
        """What happened on the page at `path`, by default up to its last request: complaints, violations, dialogs."""
        self.complaints.clear()
        self.page.goto(self.site + path, wait_until=until)
        return self.seen()

    def seen(self) -> list[str]:
        """What has happened since the page was opened."""
        return [*self.complaints, *self.page.evaluate("window.seen")]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"console {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:")):
            self.complaints.append(f"request {request.url}")


@contextmanager
def visitor(browser: Browser, site: str) -> Iterator[Visitor]:
    """A reader of the site at the address `site`, who has never been there."""
    with browser.new_context() as context:
        yield Visitor(context, site)
