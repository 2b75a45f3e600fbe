"""Browsers that the same tests drive: Chromium by Playwright, Firefox by Marionette, WebKitGTK by WebDriver.

A client can only do what all three can: open an address, run a script, click, type and press Enter. The packages that
drive Firefox and WebKitGTK are not among those of development (decision record 0160), so they are imported by name.
"""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import chromium

FIREFOX = "firefox-esr"
WEBKIT_DRIVER = "WebKitWebDriver"
ENTER = "\ue007"
"""The Enter key in WebDriver (W3C)."""


class Client(Protocol):
    """A window of a browser, 1280 pixels wide."""

    def visit(self, url: str) -> None: ...

    def run(self, script: str, *arguments: Any) -> Any:
        """Return the result of the body of a function, which gets `arguments`."""

    def click(self, selector: str) -> None:
        """Click the first element, as a pointer does."""

    def type(self, selector: str, text: str) -> None:
        """Type into the first element; `ENTER` is a key."""


class _Chromium:
    def __init__(self, page: Any) -> None:
        self._page = page

    def visit(self, url: str) -> None:
        self._page.goto(url)

    def run(self, script: str, *arguments: Any) -> Any:
        return self._page.evaluate(f"arguments_ => (function () {{ {script} }})(...arguments_)", list(arguments))

    def click(self, selector: str) -> None:
        self._page.locator(selector).first.click()

    def type(self, selector: str, text: str) -> None:
        field = self._page.locator(selector).first
        for key in text:
            field.press("Enter" if key == ENTER else key)


class _Firefox:
    def __init__(self, marionette: Any) -> None:
        self._marionette = marionette

    def visit(self, url: str) -> None:
        self._marionette.navigate(url)

    def run(self, script: str, *arguments: Any) -> Any:
        return self._marionette.execute_script(script, script_args=arguments, sandbox=None)

    def click(self, selector: str) -> None:
        self._marionette.find_element("css selector", selector).click()

    def type(self, selector: str, text: str) -> None:
        self._marionette.find_element("css selector", selector).send_keys(text)


class _WebKit:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def visit(self, url: str) -> None:
        self._driver.get(url)

    def run(self, script: str, *arguments: Any) -> Any:
        return self._driver.execute_script(script, *arguments)

    def click(self, selector: str) -> None:
        self._driver.find_element("css selector", selector).click()

    def type(self, selector: str, text: str) -> None:
        self._driver.find_element("css selector", selector).send_keys(text)


@contextmanager
def open_chromium() -> Iterator[Client | None]:
    path = chromium.find()
    if not path:
        yield None
        return
    with chromium.launched(path) as browser:
        yield _Chromium(browser.new_page(viewport={"width": 1280, "height": 900}))


@contextmanager
def open_firefox() -> Iterator[Client | None]:
    path = shutil.which(FIREFOX)
    if not path or not find_spec("marionette_driver"):
        yield None
        return
    marionette_module = import_module("marionette_driver.marionette")
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        port = holder.getsockname()[1]
    marionette = marionette_module.Marionette(bin=path, headless=True, port=port, gecko_log=os.devnull)
    try:
        marionette.start_session()
        marionette.set_window_rect(width=1280, height=900)
        yield _Firefox(marionette)
    finally:
        marionette.quit(in_app=False)


@contextmanager
def open_webkit() -> Iterator[Client | None]:
    driver_path, browser_path = shutil.which(WEBKIT_DRIVER), _find_minibrowser()
    has_display = os.environ.get("DISPLAY") or shutil.which("Xvfb")
    if not driver_path or not browser_path or not has_display or not find_spec("selenium"):
        yield None
        return
    selenium = import_module("selenium.webdriver")
    options = selenium.WebKitGTKOptions()
    options.binary_location = browser_path
    options.add_argument("--automation")
    with _display() as display:
        service = selenium.WebKitGTKService(driver_path, env={**os.environ, "DISPLAY": display})
        driver = selenium.WebKitGTK(options, service)
        try:
            driver.set_window_rect(0, 0, 1280, 900)
            yield _WebKit(driver)
        finally:
            driver.quit()


def _find_minibrowser() -> str | None:
    return next((str(path) for path in Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")), None)


@contextmanager
def _display() -> Iterator[str]:
    """Run an X server that draws into memory, unless there is a display. It chooses a free number itself."""
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


OPENERS = {"chromium": open_chromium, "firefox": open_firefox, "webkit": open_webkit}
