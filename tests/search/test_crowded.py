"""A site with more actors than a list of choices shows, and more attributions than a theme's page: how to the rest."""

from collections.abc import Iterator

import pytest
from asking import ask, found, offered
from desks import desk_of
from playwright.sync_api import Browser, Locator, Page, expect
from synthetic import write_content
from visitor import Visitor, visiting, visiting_well

BRIEFINGS = 130
ACTORS = BRIEFINGS // 5
SHOWN = 20
KEYS = 80
"""Presses of Tab that lead from anywhere in the dialog to anywhere."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("crowded")
    write_content(folder, BRIEFINGS)
    with desk_of(folder / "content", folder / "root") as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with visiting_well(browser, address) as reader:
        yield reader.page


def test_a_value_that_is_not_shown_is_found_by_typing(page: Page, address: str) -> None:
    ask(page, address, "q=carts")
    actors = page.locator("fieldset", has=page.get_by_role("searchbox", name="Find: Actor"))
    expect(actors.locator("li")).to_have_count(SHOWN)
    expect(actors.locator(".search-note")).to_have_text(f"{ACTORS - SHOWN} more: type to find them")
    last = "Union"
    actors.get_by_role("searchbox").fill(last.lower())
    for name in actors.locator("li span[dir]").all_inner_texts():
        assert last in name
    number = int(actors.locator("li .search-count").first.inner_text())
    actors.get_by_role("checkbox").first.check()
    expect(page.locator(".search-status")).to_contain_text(f"{number} pages found")
    assert len(found(page)) == number


def test_facets_with_few_values_need_no_field(page: Page, address: str) -> None:
    ask(page, address, "q=carts")
    assert len(offered(page, "Attribution")) == 6
    expect(page.get_by_role("searchbox", name="Find: Attribution")).to_be_hidden()


def test_a_capped_list_leads_to_the_search_narrowed_by_its_theme(page: Page, address: str) -> None:
    asked: list[str] = []
    page.goto(f"{address}themes/theme-0/")
    name = page.locator("h1").inner_text().removesuffix("¶")
    page.on("request", lambda sent: asked.append(sent.url))
    page.get_by_role("link", name="can be searched").click()
    expect(page.locator(".search-status")).to_have_text("Type a word to search 10 pages.")
    assert page.locator("fieldset input:checked").evaluate_all("all => all.map(one => one.value)") == ["Briefing", name]
    assert not [url for url in asked if "/fragment/" in url or "/index/" in url]
    expect(page.locator(".search-title a")).to_have_attribute("href", f"{address}themes/theme-0/")
    page.locator("input[name=q]").fill("carts")
    expect(page.locator(".search-status")).to_contain_text("10 pages found")


def test_all_of_it_by_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("carts")
    expect(page.locator(".search-status")).to_contain_text("found for “carts”")
    settle(page)
    tab_to(page, page.get_by_role("combobox", name="Order"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("combobox", name="Order")).to_have_value("date")
    settle(page)
    tab_to(page, page.get_by_role("searchbox", name="Find: Actor"))
    page.keyboard.type("union")
    actors = page.locator("fieldset", has=page.get_by_role("searchbox", name="Find: Actor"))
    box = actors.get_by_role("checkbox").first
    tab_to(page, box)
    number = int(actors.locator("li .search-count").first.inner_text())
    page.keyboard.press("Space")
    expect(page.locator(".search-status")).to_contain_text(f"{number} pages found")
    settle(page)
    expect(box).to_be_focused()
    first = page.locator(".search-title a").first
    tab_to(page, first)
    target = first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}")


def settle(page: Page) -> None:
    """Wait until all that was asked for is shown."""
    expect(page.locator("[aria-busy='false']")).to_be_attached()


def tab_to(page: Page, place: Locator) -> None:
    """Press Tab until the focus is there."""
    for _ in range(KEYS):
        page.keyboard.press("Tab")
        if place.evaluate("one => one === document.activeElement"):
            return
    pytest.fail("the focus never comes there")


@pytest.fixture(params=["light", "dark"])
def reader(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Visitor]:
    with visiting(browser, address, color_scheme=request.param) as reader:
        yield reader


@pytest.mark.parametrize("width", [390, 1280])
def test_no_barriers_on_the_page(reader: Visitor, width: int) -> None:
    reader.widen(width)
    reader.visit("search/?q=carts&theme=Bridge+dues&sort=date")
    expect(reader.page.locator(".search-results mark").first).to_be_visible()
    assert reader.barriers() == []
    assert reader.overflow() == []


@pytest.mark.parametrize("width", [390, 1280])
def test_no_barriers_in_the_dialog(reader: Visitor, width: int) -> None:
    reader.widen(width)
    reader.visit("actors/")
    reader.page.keyboard.press("/")
    expect(reader.page.get_by_role("dialog")).to_be_visible()
    assert reader.barriers() == []
    reader.page.keyboard.type("carts")
    expect(reader.page.locator(".search-results mark").first).to_be_visible()
    reader.page.locator(".search-facets").evaluate("details => { details.open = true; }")
    expect(reader.page.get_by_role("searchbox", name="Find: Actor")).to_be_visible()
    assert reader.barriers() == []
