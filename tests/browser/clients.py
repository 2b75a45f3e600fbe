"""Browsers that the same tests drive: Chromium by Playwright, Firefox by Marionette, WebKitGTK by WebDriver.

A client can only do what all three can: open an address, run a script, click, type, and be as narrow as a phone. The
packages that drive Firefox and WebKitGTK are not among those of development (decision record 0160), so they are
imported by name.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from playwright.sync_api import Browser
from ports import reserve_port
from visitor import open_profile
from waiting import wait_until

FIREFOX_NAMES = ("firefox-esr", "firefox")
WEBKIT_DRIVER = "WebKitWebDriver"
ENTER = "\ue007"
TAB = "\ue004"
"""Keys, as WebDriver writes them (W3C)."""

_CHROMIUM_KEYS = {ENTER: "Enter", TAB: "Tab"}

WIDE = (1280, 900)
PHONE = (390, 844)
"""Width and height of a window."""

_FIREFOX_PREFERENCES = {"ui.primaryPointerCapabilities": 6, "ui.allPointerCapabilities": 6}
"""A mouse: fine, and able to hover. Without a screen, Firefox has no pointer, and pages think that it is a phone."""


class Client(Protocol):
    """A window of a browser."""

    def visit(self, url: str) -> None:
        """Open an address, and wait until the page has loaded."""

    def get_address(self) -> str:
        """Return the address of the page; unlike a script, it can be asked for while another page comes."""

    def run(self, script: str, *arguments: Any) -> Any:
        """Return the result of the body of a function, which gets `arguments`."""

    def click(self, selector: str) -> None:
        """Click the first element, as a pointer does."""

    def type(self, selector: str, text: str) -> None:
        """Type into the first element; `ENTER` and `TAB` are keys."""

    def narrow(self) -> None:
        """Make the window as wide as a phone, or as narrow as the browser can, until `widen`. It may be another one."""

    def widen(self) -> None: ...


class _Chromium:
    def __init__(self, page: Any) -> None:
        self._page = page
        self.widen()

    def visit(self, url: str) -> None:
        self._page.goto(url)

    def get_address(self) -> str:
        self._page.wait_for_timeout(0)  # Playwright hears of another page only while it is called
        return str(self._page.url)

    def run(self, script: str, *arguments: Any) -> Any:
        return self._page.evaluate(f"arguments_ => (function () {{ {script} }})(...arguments_)", list(arguments))

    def click(self, selector: str) -> None:
        self._page.locator(selector).first.click()

    def type(self, selector: str, text: str) -> None:
        self._page.locator(selector).first.focus()
        for key in text:
            self._page.keyboard.press(_CHROMIUM_KEYS.get(key, key))

    def narrow(self) -> None:
        self._resize(PHONE)

    def widen(self) -> None:
        self._resize(WIDE)

    def _resize(self, size: tuple[int, int]) -> None:
        self._page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))


class _Firefox:
    def __init__(self, marionette: Any) -> None:
        self._marionette = marionette
        self._first_window = marionette.current_window_handle
        marionette.set_window_rect(width=WIDE[0], height=WIDE[1])

    def visit(self, url: str) -> None:
        self._marionette.navigate(url)

    def get_address(self) -> str:
        return str(self._marionette.get_url())

    def run(self, script: str, *arguments: Any) -> Any:
        return self._marionette.execute_script(script, script_args=arguments, sandbox=None)

    def click(self, selector: str) -> None:
        self._marionette.find_element("css selector", selector).click()

    def type(self, selector: str, text: str) -> None:
        self._marionette.find_element("css selector", selector).send_keys(text)

    def narrow(self) -> None:
        """Open a window without toolbars: one with toolbars is at least 500 pixels wide."""
        self.run("open('about:blank', '', `popup,width=${arguments[0]},height=${arguments[1]}`)", *PHONE)
        wait_until(lambda: len(self._marionette.window_handles) > 1, "the narrow window")
        (opened,) = set(self._marionette.window_handles) - {self._first_window}
        self._marionette.switch_to_window(opened)

    def widen(self) -> None:
        self._marionette.close()
        self._marionette.switch_to_window(self._first_window)


class _WebKit:
    def __init__(self, driver: Any) -> None:
        self._driver = driver
        self.widen()

    def visit(self, url: str) -> None:
        self._driver.get(url)
        # The driver returns when the page has been parsed; its scripts, which are modules, may not have run yet.
        wait_until(lambda: self.run("return document.readyState === 'complete'"), f"the page {url}")

    def get_address(self) -> str:
        return str(self._driver.current_url)

    def run(self, script: str, *arguments: Any) -> Any:
        return self._driver.execute_script(script, *arguments)

    def click(self, selector: str) -> None:
        self._driver.find_element("css selector", selector).click()

    def type(self, selector: str, text: str) -> None:
        self._driver.find_element("css selector", selector).send_keys(text)

    def narrow(self) -> None:
        """Make the window as narrow as its toolbar lets it be, which is 447 pixels."""
        self._driver.set_window_rect(0, 0, *PHONE)

    def widen(self) -> None:
        self._driver.set_window_rect(0, 0, *WIDE)


@contextmanager
def open_chromium(browser: Browser) -> Iterator[Client]:
    """Open a window of the browser of this run."""
    with open_profile(browser) as profile:
        yield _Chromium(profile.new_page())


def find_firefox() -> str | None:
    """Return the path of a Firefox, or None without it or the package that drives it."""
    paths = (shutil.which(name) for name in FIREFOX_NAMES)
    path = next((path for path in paths if path), None)
    return path if find_spec("marionette_driver") else None


@contextmanager
def open_firefox(path: str) -> Iterator[Client]:
    """Run the Firefox at `path` without a screen."""
    marionette_module = import_module("marionette_driver.marionette")
    with reserve_port() as port, TemporaryDirectory() as folder:
        # The driver removes a log that exists, which must not be a device.
        log = f"{folder}/firefox.log"
        marionette = marionette_module.Marionette(
            bin=path, headless=True, port=port, prefs=_FIREFOX_PREFERENCES, gecko_log=log
        )
        try:
            marionette.start_session()
            yield _Firefox(marionette)
        finally:
            marionette.cleanup()


def find_webkit() -> str | None:
    """Return the path of WebKitGTK's small browser, or None without it, its driver, a display or the client."""
    has_display = os.environ.get("DISPLAY") or shutil.which("Xvfb")
    if not shutil.which(WEBKIT_DRIVER) or not has_display or not find_spec("selenium"):
        return None
    return next((str(path) for path in Path("/usr/lib").glob("*/webkit*gtk-*/MiniBrowser")), None)


@contextmanager
def open_webkit(path: str) -> Iterator[Client]:
    """Run the small browser at `path` on a display."""
    selenium = import_module("selenium.webdriver")
    options = selenium.WebKitGTKOptions()
    options.binary_location = path
    options.add_argument("--automation")
    with _find_display() as display, reserve_port() as port:
        service = selenium.WebKitGTKService(
            shutil.which(WEBKIT_DRIVER), port, service_args=["--host=127.0.0.1"], env={**os.environ, "DISPLAY": display}
        )
        driver = selenium.WebKitGTK(options, service)
        try:
            yield _WebKit(driver)
        finally:
            driver.quit()


@contextmanager
def _find_display() -> Iterator[str]:
    """Return the display; if there is none, run an X server that draws into memory and chooses a free number."""
    if display := os.environ.get("DISPLAY"):
        yield display
        return
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x1000x24"]
    server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
