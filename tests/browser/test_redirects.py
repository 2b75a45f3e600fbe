"""Former addresses in a browser: they redirect with fragment and query, under the content security policy."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from visitor import Visitor, visiting
from windows import Windows

MOVED = {
    "briefings/market-count/": "briefings/market-census/",
    "briefings/old-blocks/": "briefings/blocks-english/",
    "actors/n-haddad/": "actors/nadia-haddad/",
    "places/new-quay/": "places/east-quay/",
    "themes/dock-work/": "themes/labour/",
}


@pytest.fixture
def reader(windows: Windows, sample: str) -> Iterator[Visitor]:
    with windows.visiting(sample) as reader:
        yield reader


RESTS = ("", "#p1", "#mentions", "?x=1", "?x=1&y=%C3%A9#p2", "#50%", "#%E0%A4%A", "#a?b=1")


@pytest.mark.parametrize("former", MOVED)
def test_a_former_address_redirects_with_fragment_and_query(reader: Visitor, former: str) -> None:
    for rest in RESTS:
        reader.page.goto(f"{reader.address}about/")
        reader.page.goto(f"{reader.address}{former}{rest}")
        reader.page.wait_for_url(f"{reader.address}{MOVED[former]}{rest}")
        expect(reader.page.locator("article h1")).to_be_visible()
        assert reader.seen() == []
        reader.page.go_back()
        assert reader.page.url == f"{reader.address}about/"


@pytest.mark.parametrize("fragment", ["p1", "c1", "fn:c1", "the-port", "cite"])
def test_the_target_of_the_fragment_is_in_view(reader: Visitor, fragment: str) -> None:
    reader.widen(390)
    reader.visit(f"briefings/old-blocks/#{fragment}")
    reader.page.wait_for_url(f"**/blocks-english/#{fragment}")
    expect(reader.page.locator(f"[id='{fragment}']")).to_be_in_viewport()


def test_a_link_to_a_former_address_keeps_its_fragment(reader: Visitor) -> None:
    reader.visit("about/")
    reader.page.evaluate("""() => {
        const link = document.createElement("a");
        link.href = "../briefings/market-count/#p1";
        link.textContent = "former";
        document.querySelector("article").append(link);
    }""")
    reader.page.get_by_role("link", name="former").click()
    reader.page.wait_for_url(f"{reader.address}briefings/market-census/#p1")


@pytest.mark.parametrize("former", MOVED)
def test_without_scripts_the_plain_page_redirects(windows: Windows, sample: str, former: str) -> None:
    with windows.visiting(sample, java_script_enabled=False) as reader:
        reader.page.goto(f"{sample}{former}?x=1#p1")
        reader.page.wait_for_url(re.compile(re.escape(f"{sample}{MOVED[former]}")))
        expect(reader.page.locator("article h1")).to_be_visible()


def test_if_the_script_does_not_load_a_link_leads_on(browser: Browser, sample: str) -> None:
    with visiting(browser, sample) as reader:
        reader.page.route("**/redirect.js", lambda route: route.abort())
        reader.page.goto(f"{sample}briefings/market-count/#p1")
        reader.page.get_by_role("link", name="go there").click()
        reader.page.wait_for_url(f"{sample}briefings/market-census/")
