"""The core of the site in Chromium, Firefox and WebKitGTK: it works, without exceptions or violations of the policy."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import clients
import pytest
from clients import ENTER, TAB, Client
from serving import serve_site
from shared_sites import SharedSites
from waiting import wait_until

NEEDED = "BRIEFINGS_BROWSERS"
"""The environment variable with which a missing browser is a failure; without it, its tests are skipped, also in CI."""

BRIEFING = "briefings/quay-tolls/"
PAGES = [
    *("", "about/", "actors/", "actors/nadia-haddad/", "briefings/", BRIEFING, "changes/", "compare/"),
    *("events/quay-strike/", "methodology/", "network/", "places/", "places/east-quay/", "questions/"),
    *("questions/toll-cause/", "search/", "sources/", "sources/gazette-tolls/", "statements/", "themes/"),
    *("themes/tolls/", "timeline/", "404.html"),
]
"""A page of each type."""

_OVERFLOWING = """
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const elements = [...document.querySelectorAll("body *")];
    const wide = elements.filter((element) => element.getBoundingClientRect().right > room + 1);
    return ["page", ...wide.map((element) => `${element.tagName}.${element.className}`)];
"""

_CAUSE_FAULTS = """
    new Image().src = `https://${arguments[0]}.invalid/`;
    reportError(new Error(arguments[0]));
"""
"""A violation of the policy and an exception that have a word in them."""

_ROWS = "[...document.querySelectorAll('.statement-results li')].filter((row) => row.checkVisibility())"


@dataclass
class Reader:
    """A window of one browser on the sample, and the faults that its pages reported."""

    client: Client
    address: str
    reports: list[str]
    _numbers: Iterator[int] = field(default_factory=count)

    def visit(self, path: str) -> None:
        self.client.visit(self.address + path)

    def wait(self, condition: str, *arguments: Any) -> None:
        """Wait until the expression of a script is true."""
        wait_until(lambda: self.client.run(f"return {condition}", *arguments), condition)

    def wait_for_visible(self, selector: str) -> None:
        self.wait("document.querySelector(arguments[0])?.checkVisibility()", selector)

    def wait_for_page(self, address: str) -> None:
        """Wait until a page that was not opened by `visit` has loaded."""
        wait_until(lambda: self.client.get_address() == address, address)
        self.wait("document.readyState === 'complete'")

    def click(self, selector: str) -> None:
        """Click the first element as soon as it is visible."""
        self.wait_for_visible(selector)
        self.client.click(selector)

    def type(self, selector: str, text: str) -> None:
        self.wait_for_visible(selector)
        self.client.type(selector, text)

    def read(self, selector: str) -> str:
        """Return the text of the first element."""
        return str(self.client.run("return document.querySelector(arguments[0]).innerText", selector))

    @contextmanager
    def narrowed(self) -> Iterator[None]:
        """Be as narrow as a phone inside the block, and on the home page after it."""
        self.client.narrow()
        try:
            yield
        finally:
            self.client.widen()
            self.visit("")

    def find_faults(self) -> list[str]:
        """Return the faults since the last call.

        The page itself causes a fault of each sort. When their reports are here, so are those of earlier ones, and the
        reports of this page are known to arrive.
        """
        marker = f"marker-{next(self._numbers)}"
        self.client.run(_CAUSE_FAULTS, marker)
        wait_until(lambda: sum(marker in report for report in self.reports) >= 2, f"two reports with {marker}")
        faults = [report for report in self.reports if marker not in report]
        self.reports.clear()
        return faults


@contextmanager
def open_client(name: str, request: pytest.FixtureRequest) -> Iterator[Client]:
    """Open a window of a browser. Without the browser, skip the test, or fail if browsers are needed."""
    if name == "chromium":
        with clients.open_chromium(request.getfixturevalue("browser")) as client:
            yield client
        return
    path = clients.find_firefox() if name == "firefox" else clients.find_webkit()
    if path is None:
        missing = pytest.fail if NEEDED in os.environ else pytest.skip
        missing(f"no {name}; `tests/install_programs.py --browsers` installs it")
    opened = clients.open_firefox if name == "firefox" else clients.open_webkit
    with opened(path) as client:
        yield client


@pytest.fixture(scope="module")
def stack() -> Iterator[ExitStack]:
    """Return what closes all windows after the last test of this file, whatever the order of the tests."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture(scope="module")
def windows_by_name() -> dict[str, Reader]:
    """Return the windows that are open."""
    return {}


@pytest.fixture(params=["chromium", "firefox", "webkit"])
def window(
    request: pytest.FixtureRequest, sites: SharedSites, stack: ExitStack, windows_by_name: dict[str, Reader]
) -> Reader:
    """Return the window of each browser, which its first test opens."""
    name = request.param
    if name not in windows_by_name:
        client = stack.enter_context(open_client(name, request))
        reports: list[str] = []
        site = sites.case("full") / "site"
        address = stack.enter_context(serve_site(site, policy_source="headers", on_fault=reports.append))
        windows_by_name[name] = Reader(client, address, reports)
    return windows_by_name[name]


@pytest.fixture
def reader(window: Reader) -> Iterator[Reader]:
    """Return the window; a test fails if one of its pages reported a fault."""
    yield window
    assert window.find_faults() == []


def test_pages_fit_a_phone_and_have_no_faults(reader: Reader) -> None:
    with reader.narrowed():
        for path in PAGES:
            reader.visit(path)
            assert reader.client.run("return innerWidth") < 480
            assert reader.client.run(_OVERFLOWING) == [], path
            assert reader.find_faults() == [], path


def test_the_number_of_a_statement_leads_to_its_note_and_back(reader: Reader) -> None:
    reader.visit(BRIEFING)
    reader.click("[id='fnref:c01'] > .footnote-ref")
    reader.wait("location.hash === '#fn:c01'")
    reader.click("[id='fn:c01'] .footnote-backref")
    reader.wait("location.hash === '#fnref:c01'")
    reader.wait_for_visible("[id='fnref:c01'] > .sidenote")


def test_marks_are_switched_and_kept(reader: Reader) -> None:
    reader.visit(BRIEFING)
    reader.click("details:has(.marks-choice) > summary")
    reader.click(".marks-choice input[value=full]")
    reader.wait("document.documentElement.dataset.marks === 'full'")
    reader.visit(BRIEFING)
    reader.wait("document.documentElement.dataset.marks === 'full'")
    word = "getComputedStyle(document.querySelector(\"[id='fnref:c01'] > .footnote-ref\"), '::before').content"
    assert reader.client.run(f"return {word}") != "none"


def test_a_link_shows_its_preview_on_focus(reader: Reader) -> None:
    reader.visit(BRIEFING)
    reader.client.run("document.querySelector(\".article a[href$='/actors/port-office/']\").focus()")
    reader.wait_for_visible("[role=tooltip]")
    assert reader.read("[role=tooltip]").startswith("Port Office")


def test_colors_are_switched_and_kept(reader: Reader) -> None:
    """The switch has three states: it follows the system, is light, and is dark."""
    reader.visit("")
    for scheme, next_state in (("default", 2), ("slate", 0)):
        reader.click("label[for^=__palette]:not([hidden])")
        reader.wait_for_visible(f"label[for=__palette_{next_state}]:not([hidden])")
        reader.visit("about/")
        reader.wait_for_visible(f"label[for=__palette_{next_state}]:not([hidden])")
        assert reader.client.run("return document.body.dataset.mdColorScheme") == scheme
    reader.click("label[for=__palette_0]")
    reader.wait_for_visible("label[for=__palette_1]:not([hidden])")


def test_the_search_in_the_header_finds_and_opens(reader: Reader) -> None:
    reader.visit("about/")
    reader.click(".md-header .search-open")
    reader.type("dialog input[name=q]", "quay")
    reader.wait_for_visible("dialog .search-results .search-title a")
    first = reader.client.run("return document.querySelector('dialog .search-title a').href")
    reader.type("dialog input[name=q]", ENTER)
    reader.wait_for_page(first)


def test_statements_are_filtered_by_speaker(reader: Reader) -> None:
    reader.visit("statements/")
    reader.wait_for_visible(".facet input[value=noam-peretz]")
    total = len(reader.client.run(f"return {_ROWS}.map(() => 1)"))
    reader.click(".facet input[value=noam-peretz]")
    reader.wait("location.search === '?by=noam-peretz'")
    reader.wait(f"{_ROWS}.length && {_ROWS}.every((row) => row.querySelector('a[href$=\"/actors/noam-peretz/\"]'))")
    assert 0 < len(reader.client.run(f"return {_ROWS}.map(() => 1)")) < total


def test_two_actors_are_compared(reader: Reader) -> None:
    reader.visit("compare/")
    reader.type(".comparison label:nth-of-type(1) input", "Port Office" + TAB)
    reader.type(".comparison label:nth-of-type(2) input", "Noam Peretz" + TAB)
    reader.wait("location.search === '?a=port-office&b=noam-peretz'")
    reader.wait_for_visible(".compared-title")


def test_the_network_is_filtered(reader: Reader) -> None:
    reader.visit("network/")
    reader.click("figure.network-live input[value=person]")
    reader.wait("location.search === '?type=person'")
    reader.wait("document.querySelector('.network-tool [role=status]').textContent")
    assert reader.client.run("return document.querySelectorAll('.network-out').length") > 0


def test_a_statement_is_cited(reader: Reader) -> None:
    reader.visit(BRIEFING + "#c03")
    reader.click("details:has(> .citations) > summary")
    reader.wait("document.querySelector('.citation')?.textContent.includes('/quay-tolls/#c03')")
    # A list of choices is drawn by the system, where no driver reaches it.
    reader.client.run(
        """const format = document.querySelectorAll(".citations select")[1];
        format.selectedIndex = [...format.options].findIndex((option) => option.text.includes("BibTeX"));
        format.dispatchEvent(new Event("change"));"""
    )
    assert reader.read(".citation").startswith("@")


def test_a_former_address_keeps_its_fragment(reader: Reader) -> None:
    reader.visit("actors/n-haddad/#mentions")
    reader.wait_for_page(reader.address + "actors/nadia-haddad/#mentions")
