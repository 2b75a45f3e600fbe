"""A site with more actors than a facet shows, and more attributions than a theme's page: the rest can be reached."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import BASE_PATH
from playwright.sync_api import Browser, Locator, Page, expect
from search_page import ACTORS, BRIEFINGS, list_results, open_search, read_facet_counts, wait_for_results
from serving import serve_site
from visitor import Visitor, visiting
from windows import Windows

SHOWN = 20
KEYS = 80
"""Presses of Tab that lead from anywhere in the dialog to anywhere."""


@pytest.fixture(scope="module")
def address(crowded: Path) -> Iterator[str]:
    with serve_site(crowded, BASE_PATH) as address:
        yield address


@pytest.fixture
def page(windows: Windows, address: str) -> Iterator[Page]:
    with windows.visiting_well(address) as reader:
        yield reader.page


def test_a_hidden_facet_value_is_found_by_typing(page: Page, address: str) -> None:
    open_search(page, address, "q=carts")
    actors = page.locator("fieldset", has=page.get_by_role("searchbox", name="Find: Actor"))
    expect(actors.locator("li")).to_have_count(SHOWN)
    expect(actors.locator(".facet-note")).to_have_text(f"{ACTORS - SHOWN} more: type to find them")
    surname = "Union"
    actors.get_by_role("searchbox").fill(surname.lower())
    for name in actors.locator("li span[dir]").all_inner_texts():
        assert surname in name
    number = int(actors.locator("li .facet-count").first.inner_text())
    actors.get_by_role("checkbox").first.check()
    expect(page.locator(".search-status")).to_contain_text(f"{number} pages found")
    assert len(list_results(page)) == number


def test_facets_with_few_values_have_no_search_field(page: Page, address: str) -> None:
    open_search(page, address, "q=carts")
    assert len(read_facet_counts(page, "Attribution")) == 6
    expect(page.get_by_role("searchbox", name="Find: Attribution")).to_be_hidden()


def test_closed_facets_are_loaded_when_they_are_opened(browser: Browser, address: str) -> None:
    """On a narrow screen they are closed, and would be most of what a search loads."""
    with visiting(browser, address) as reader:
        reader.widen(390)
        requested: list[str] = []
        reader.page.on("request", lambda sent: requested.append(sent.url))
        reader.visit("search/?q=carts")
        expect(reader.page.locator(".search-results > li")).to_have_count(10)
        wait_for_results(reader.page)
        assert not [url for url in requested if "/pagefind/facets/" in url]

        reader.page.get_by_text("Filters", exact=True).click()
        expect(reader.page.get_by_role("checkbox", name="Briefing")).to_be_visible()
        assert read_facet_counts(reader.page, "Kind of page")["Briefing"] == BRIEFINGS
        # Another search shows its own, as long as they are open.
        reader.page.locator("input[name=q]").fill("carts -carts")
        expect(reader.page.get_by_role("checkbox", name="Briefing")).to_have_count(0)


def test_a_capped_list_links_to_the_search_filtered_by_its_theme(page: Page, address: str) -> None:
    requested: list[str] = []
    page.goto(f"{address}themes/theme-1/")
    page.on("request", lambda sent: requested.append(sent.url))
    page.locator(".folded:has-text('can be searched') > summary").click()
    page.get_by_role("link", name="can be searched").click()
    expect(page.locator(".search-status")).to_have_text("10 pages, the newest first")
    wait_for_results(page)
    ticked = page.locator("fieldset input:checked").evaluate_all("boxes => boxes.map(box => box.value)")
    assert ticked == ["briefing", "theme-1"]
    assert not [url for url in requested if "/pagefind/index/" in url]
    expect(page.locator(".search-own a")).to_have_attribute("href", f"{address}themes/theme-1/")
    assert len(list_results(page)) == 10
    page.locator("input[name=q]").fill("carts")
    expect(page.locator(".search-status")).to_contain_text("10 pages found")


def test_the_search_works_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("carts")
    expect(page.locator(".search-status")).to_contain_text("found for “carts”")
    wait_for_results(page)
    tab_to(page, page.get_by_role("combobox", name="Order"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("combobox", name="Order")).to_have_value("date")
    wait_for_results(page)
    tab_to(page, page.get_by_role("searchbox", name="Find: Actor"))
    page.keyboard.type("union")
    actors = page.locator("fieldset", has=page.get_by_role("searchbox", name="Find: Actor"))
    box = actors.get_by_role("checkbox").first
    tab_to(page, box)
    number = int(actors.locator("li .facet-count").first.inner_text())
    page.keyboard.press("Space")
    expect(page.locator(".search-status")).to_contain_text(f"{number} pages found")
    wait_for_results(page)
    expect(box).to_be_focused()
    first = page.locator(".search-title a").first
    tab_to(page, first)
    target = first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}")


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the focus is there."""
    for _ in range(KEYS):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
    pytest.fail("the focus never reaches it")


@pytest.fixture
def reader(windows: Windows, address: str) -> Iterator[Visitor]:
    with windows.visiting(address) as reader:
        yield reader


@pytest.mark.parametrize("width", [390, 1280])
def test_the_search_page_has_no_accessibility_errors(reader: Visitor, width: int) -> None:
    reader.widen(width)
    reader.visit("search/?q=carts&theme=Bridge+dues&sort=date")
    expect(reader.page.locator(".search-results mark").first).to_be_visible()
    assert reader.barriers_in_both_schemes() == []
    assert reader.overflow() == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_search_dialog_has_no_accessibility_errors(reader: Visitor, width: int) -> None:
    reader.widen(width)
    reader.visit("actors/")
    reader.page.keyboard.press("/")
    expect(reader.page.get_by_role("dialog")).to_be_visible()
    assert reader.barriers_in_both_schemes() == []
    reader.page.keyboard.type("carts")
    expect(reader.page.locator(".search-results mark").first).to_be_visible()
    reader.page.locator(".facets").evaluate("details => { details.open = true; }")
    expect(reader.page.get_by_role("searchbox", name="Find: Actor")).to_be_visible()
    assert reader.barriers_in_both_schemes() == []
