"""A reader with a browser window, who notes all that goes wrong on a page.

Wrong is: an error or a warning in the console, a violation of the page's policy, a dialog, an exception, a request that
fails or is answered with an error, and a request to anywhere but the site.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

HEIGHT = 800
WAIT = 30_000
"""Milliseconds: a machine that runs other tests beside these may take its time; what is right comes much sooner."""

AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""All that axe-core looks at by itself, and whether a finger can hit what is to be hit."""

_WATCH = """
window.seen = [];
window.shifted = 0;
for (const name of ["alert", "confirm", "print", "prompt"]) window[name] = () => window.seen.push(name);
document.addEventListener("securitypolicyviolation", event =>
    window.seen.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
"""Notes dialogs and violations in `seen`, and sums up layout shifts, those right after a key or a click too."""

_OVERFLOW = """() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const wide = [...document.querySelectorAll("main *")].filter(one => one.getBoundingClientRect().right > room + 1);
    return ["page", ...wide.map(one => one.tagName + "." + one.className)];
}"""


@dataclass
class Visitor:
    """A window on the site at `address`."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(WAIT)
        self.page.add_init_script(_WATCH)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.faults.append(f"exception: {error}"))
        self.page.on("request", self._note_request)
        self.page.on("requestfailed", self._note_failure)
        self.page.on("response", self._note_response)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(f"console: {message.text}")

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "blob:", "data:")):
            self.faults.append(f"foreign: {request.url}")

    def _note_failure(self, request: Request) -> None:
        # Going on to the next page before an icon has come is no fault of the page.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"failed: {request.url} {request.failure}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")

    def visit(self, path: str = "", *, until: Literal["load", "networkidle"] = "load") -> None:
        """Opens a page anew, also where only the fragment differs from the page before."""
        self.page.goto("about:blank")
        self.faults.clear()
        self.page.goto(self.address + path, wait_until=until)

    def seen(self) -> list[str]:
        """What has gone wrong since the page was opened."""
        return [*self.faults, *self.page.evaluate("window.seen")]

    def widen(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": HEIGHT})

    def overflow(self) -> list[str]:
        """What makes the page scroll sideways; empty where it does not."""
        found: list[str] = self.page.evaluate(_OVERFLOW)
        return found

    def barriers(self) -> list[str]:
        """What axe-core finds, with the elements."""
        violations: list[dict[str, Any]] = Axe().run(self.page, options=AXE).response["violations"]
        return [f"{found['id']}: {node['html']}" for found in violations for node in found["nodes"]]


@contextmanager
def visiting(browser: Browser, address: str, **options: Any) -> Iterator[Visitor]:
    """A reader of the site at `address` who has never been there; `options` are Playwright's for a context."""
    with browser.new_context(**{"reduced_motion": "reduce"} | options) as context:
        yield Visitor(context.new_page(), address)


@contextmanager
def visiting_well(browser: Browser, address: str, **options: Any) -> Iterator[Visitor]:
    """The same; a script's exception and a foreign request fail the test, though not a network cut off."""
    with visiting(browser, address, **options) as reader:
        yield reader
    assert [fault for fault in reader.faults if fault.startswith(("exception", "foreign"))] == []
