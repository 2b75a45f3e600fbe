"""A browser window that records all faults of a page.

A fault is an error or a warning in the console, a violation of the content security policy, a dialog, an exception, a
request that fails or is answered with an error, and a request to another site.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response
from serving import BLANK
from waiting import BOUND, wait_until

HEIGHT = 800
WAIT = BOUND * 1000
"""The longest wait, in milliseconds."""

AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""The default rules of axe-core, and the rule for the size of touch targets."""

AXE_COLORS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}
"""The default rules of axe-core that look at colors."""

Scheme = Literal["light", "dark"]
_OTHER: dict[Scheme, Scheme] = {"light": "dark", "dark": "light"}
_BODY_SCHEMES = {"light": "default", "dark": "slate"}
_IS_DRAWN_IN = """scheme => document.body.dataset.mdColorScheme === scheme
    && document.getAnimations().every(animation => animation.playState !== "running")"""

_AXE_SCRIPT = f"""(() => {{
    class WeakMap {{
        key = Symbol();
        get(object) {{ return object[this.key]; }}
        has(object) {{ return this.key in object; }}
        set(object, value) {{ object[this.key] = value; }}
    }}
    class WeakSet {{
        key = Symbol();
        add(object) {{ object[this.key] = true; }}
        has(object) {{ return this.key in object; }}
    }}
    {Axe().axe_script}
}})()"""
"""axe-core, with maps that store their values in the objects themselves.

axe-core has a map for each private field of a color, and creates thousands of colors. The maps of the browser take a
third of its time, most of it to collect what is no longer used. The results are the same.
"""

_PARSE_COLORS_ONCE = """() => {
    const { Color } = axe.commons.color;
    const parse = Color.prototype.parseString;
    const parsed = new Map();
    Color.prototype.parseString = function (text) {
        const known = parsed.get(text);
        if (known) {
            [this.red, this.green, this.blue, this.alpha] = known;
        } else {
            parse.call(this, text);
            parsed.set(text, [this.red, this.green, this.blue, this.alpha]);
        }
        return this;
    };
}"""
"""Caches the colors that axe-core parses. A page has a dozen, and axe-core parses each again for every element."""

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
"""Records dialogs and violations in `seen`, and adds up layout shifts, including those right after a key or a click."""

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
        # Leaving the page before an icon has loaded is not a fault of the page.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"failed: {request.url} {request.failure}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")

    def visit(self, path: str = "", *, until: Literal["load", "networkidle"] = "load") -> None:
        """Load a page, even if only its fragment differs from the page before."""
        if self.page.url != self.address + BLANK:
            self.page.goto("about:blank")
        self.faults.clear()
        self.page.goto(self.address + path, wait_until=until)

    def seen(self) -> list[str]:
        """Return the faults since the page was opened."""
        return [*self.faults, *self.page.evaluate("window.seen")]

    def widen(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": HEIGHT})

    def overflow(self) -> list[str]:
        """Return the elements that make the page scroll sideways."""
        elements: list[str] = self.page.evaluate(_OVERFLOW)
        return elements

    def barriers(self) -> list[str]:
        """Return the violations that axe-core reports, with their elements."""
        return self._list_violations(AXE)

    def barriers_in_both_schemes(self) -> list[str]:
        """Return the violations in the color scheme of the page, and those of colors in the other scheme.

        The page is in its own scheme again then. It has to follow the scheme of the system.
        """
        is_dark = self.page.evaluate("document.body.dataset.mdColorScheme") == _BODY_SCHEMES["dark"]
        own: Scheme = "dark" if is_dark else "light"
        barriers = self.barriers()
        self._change_scheme(_OTHER[own])
        barriers += [f"{_OTHER[own]}: {barrier}" for barrier in self._list_violations(AXE_COLORS)]
        self._change_scheme(own)
        return barriers

    def _change_scheme(self, scheme: Scheme) -> None:
        """Change the scheme of the system, and wait until the page is drawn in it."""
        self.page.emulate_media(color_scheme=scheme)
        wait_until(lambda: self.page.evaluate(_IS_DRAWN_IN, _BODY_SCHEMES[scheme]), f"the {scheme} scheme")

    def _list_violations(self, options: dict[str, Any]) -> list[str]:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(_AXE_SCRIPT)
            self.page.evaluate(_PARSE_COLORS_ONCE)
        violations: list[dict[str, Any]] = self.page.evaluate(
            "async options => (await axe.run(options)).violations", options
        )
        return [f"{violation['id']}: {node['html']}" for violation in violations for node in violation["nodes"]]


def open_profile(browser: Browser, **options: Any) -> BrowserContext:
    """Open an empty profile; `options` are Playwright's for a context."""
    return browser.new_context(**{"reduced_motion": "reduce"} | options)


@contextmanager
def visiting(browser: Browser, address: str, **options: Any) -> Iterator[Visitor]:
    """Open a window with an empty profile on the site at `address`; `options` are Playwright's for a context."""
    with open_profile(browser, **options) as profile:
        yield Visitor(profile.new_page(), address)


@contextmanager
def visiting_well(browser: Browser, address: str, **options: Any) -> Iterator[Visitor]:
    """Open a window as `visiting` does; a script's exception or a request to another site fails the test."""
    with visiting(browser, address, **options) as reader:
        yield reader
    assert find_own_faults(reader) == []


def find_own_faults(reader: Visitor) -> list[str]:
    """Return the exceptions of scripts and the requests to other sites."""
    return [fault for fault in reader.faults if fault.startswith(("exception", "foreign"))]
