"""The core of the site in Chromium, Firefox and WebKit: it works, without an exception or a violation of the policy."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from clients import ENTER, OPENERS, Client
from serving import serve_site
from shared_sites import SharedSites
from waiting import wait_until

BRIEFING = "briefings/quay-tolls/"


@dataclass
class Reader:
    """A window of one browser on the sample, and the faults that its pages reported."""

    client: Client
    address: str
    faults: list[str]

    def visit(self, path: str) -> None:
        self.client.visit(self.address + path)

    def wait(self, condition: str, *arguments: Any) -> Any:
        """Wait until the expression of a script is true, and return its value."""
        return wait_until(lambda: self.client.run(f"return {condition}", *arguments), condition)

    def wait_for_visible(self, selector: str) -> None:
        self.wait("[...document.querySelectorAll(arguments[0])].some(element => element.checkVisibility())", selector)


@pytest.fixture(scope="module", params=OPENERS)
def window(request: pytest.FixtureRequest, sites: SharedSites) -> Iterator[Reader]:
    """Return a window. Without the browser, the tests are skipped; `install_programs.py --browsers` installs it."""
    faults: list[str] = []
    site = sites.case("full") / "site"
    with (
        serve_site(site, policy_source="headers", on_fault=faults.append) as address,
        OPENERS[request.param]() as client,
    ):
        if client is None:
            pytest.skip(f"no {request.param}")
        yield Reader(client, address, faults)


@pytest.fixture
def reader(window: Reader) -> Iterator[Reader]:
    """Return the window; a test fails if one of its pages reported a fault."""
    window.faults.clear()
    yield window
    # The answer to the last request comes after the reports of those before.
    window.client.visit(window.address + "blank")
    assert window.faults == []


@pytest.mark.parametrize("path", ["", BRIEFING, "actors/", "themes/", "questions/", "timeline/", "methodology/"])
def test_pages_have_no_faults(reader: Reader, path: str) -> None:
    reader.visit(path)
    assert reader.client.run("return document.querySelector('h1').innerText")


def test_the_number_of_a_statement_opens_its_note(reader: Reader) -> None:
    reader.visit(BRIEFING + "#fn:c01")
    reader.wait_for_visible("[id='fn:c01']")
    reader.client.click("[id='fn:c01'] .footnote-backref")
    reader.wait("location.hash.startsWith('#fnref:c01') || location.hash === '#c01'")
    reader.wait_for_visible("[id='fnref:c01'] > .sidenote")


def test_marks_are_switched(reader: Reader) -> None:
    reader.visit(BRIEFING)
    reader.client.click("details:has(.marks-choice) > summary")
    reader.client.click(".marks-choice input[value=none]")
    reader.wait("document.documentElement.dataset.marks === 'none'")
    reader.client.click(".marks-choice input[value=quiet]")


def test_colors_are_switched(reader: Reader) -> None:
    """The switch has three states: the system's colors, light and dark."""
    reader.visit("")
    schemes = set()
    for _ in range(3):
        reader.client.click("label[for^=__palette]:not([hidden])")
        schemes.add(reader.client.run("return document.body.dataset.mdColorScheme"))
    assert schemes == {"default", "slate"}


def test_the_search_finds_and_opens(reader: Reader) -> None:
    reader.visit("search/?q=quay")
    reader.wait_for_visible(".search-results .search-title a")
    reader.visit("")
    reader.client.type("body", "/")
    reader.wait_for_visible("dialog input[name=q]")
    reader.client.type("dialog input[name=q]", "quay")
    reader.wait_for_visible("dialog .search-results .search-title a")
    first = reader.client.run("return document.querySelector('dialog .search-title a').pathname")
    reader.client.type("dialog input[name=q]", ENTER)
    reader.wait("location.pathname === arguments[0]", first)


def test_statements_are_filtered_in_the_address(reader: Reader) -> None:
    reader.visit("statements/?kind=denial")
    reader.wait(
        """(kinds => kinds.length > 0 && kinds.every(kind => kind.textContent === "denial"))(
            [...document.querySelectorAll(".statement-results li .kind")].filter(kind => kind.checkVisibility()))"""
    )
    assert reader.client.run("return location.search") == "?kind=denial"


def test_the_network_has_its_tools(reader: Reader) -> None:
    reader.visit("network/")
    reader.wait_for_visible("figure.network-live")


def test_a_former_address_keeps_its_fragment(reader: Reader) -> None:
    reader.visit("actors/n-haddad/#mentions")
    reader.wait("location.pathname.endsWith('/actors/nadia-haddad/') && location.hash === '#mentions'")
