"""The search as readers operate it: keys, pointer, the back button and announcements; the page does not move."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desks import BASE_PATH
from playwright.sync_api import Browser, Page, Route, expect
from search_page import BRIEFINGS, SHEET, open_search, wait_for_results
from serving import serve_site
from visitor import HEIGHT, Visitor, visiting
from waiting import wait_until
from windows import Windows

FOCUSED = "[...document.querySelectorAll('.search-title a')].indexOf(document.activeElement)"
ANNOUNCED = """() => {
    window.announced = [];
    const regions = "[role=status], [role=alert], [aria-live]";
    new MutationObserver(records => {
        for (const { target } of records) {
            const region = (target.nodeType === Node.TEXT_NODE ? target.parentElement : target)?.closest?.(regions);
            if (region?.textContent) window.announced.push(region.textContent);
        }
    }).observe(document, { subtree: true, childList: true, characterData: true });
}"""


@pytest.fixture(scope="module")
def address(crowded: Path) -> Iterator[str]:
    with serve_site(crowded, BASE_PATH) as address:
        yield address


@pytest.fixture
def reader(windows: Windows, address: str) -> Iterator[Visitor]:
    with windows.visiting(address, viewport={"width": 1280, "height": HEIGHT}) as reader:
        yield reader
    assert reader.faults == []


@pytest.fixture(scope="module")
def shared_reader(browser: Browser, address: str) -> Iterator[Visitor]:
    """A reader who visits one page after another, without state that affects the next page."""
    with visiting(browser, address, viewport={"width": 1280, "height": HEIGHT}) as reader:
        yield reader


@pytest.fixture
def page(reader: Visitor) -> Page:
    return reader.page


def open_dialog_with(page: Page, address: str, words: str) -> None:
    """Open the dialog on the index of actors, and search for words."""
    page.goto(f"{address}actors/")
    page.keyboard.press("/")
    expect(page.locator("dialog input[name=q]")).to_be_focused()
    page.keyboard.type(words)
    expect(page.locator(".search-status")).to_contain_text(f"found for “{words}”")
    wait_for_results(page)


@pytest.mark.parametrize("place", ["dialog", "page"])
def test_enter_opens_the_first_result(page: Page, address: str, place: str) -> None:
    if place == "dialog":
        open_dialog_with(page, address, "carts")
    else:
        open_search(page, address, "q=carts")
        page.locator("input[name=q]").focus()
    first = page.locator(".search-title a").first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{first}")


def test_enter_before_the_first_result_opens_it_when_it_is_loaded(page: Page, address: str) -> None:
    held_routes: list[Route] = []
    released: list[bool] = []

    def hold(route: Route) -> None:
        if released:
            route.continue_()
        else:
            held_routes.append(route)

    page.route("**/pagefind/index/*", hold)
    page.goto(f"{address}search/")
    page.locator("input[name=q]").press_sequentially("carts")
    page.keyboard.press("Enter")
    wait_until(lambda: page.evaluate("document.querySelector('[aria-busy=true]')"))
    released.append(True)
    with page.expect_navigation(url="**/desk/briefings/**"):
        for route in held_routes:
            route.continue_()


def test_enter_without_a_result_keeps_the_focus(page: Page, address: str) -> None:
    page.goto(f"{address}search/")
    field = page.locator("input[name=q]")
    field.fill("?!")
    page.keyboard.press("Enter")
    expect(page.locator(".search-status")).to_contain_text("0 pages found")
    expect(field).to_be_focused()
    field.fill("carts")
    expect(page.locator(".search-status")).to_contain_text(f"{BRIEFINGS} pages found")
    wait_for_results(page)
    expect(field).to_be_focused()


def test_enter_on_a_touch_screen_hides_the_keyboard(browser: Browser, address: str) -> None:
    with visiting(browser, address, has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800}) as reader:
        reader.page.goto(f"{address}search/")
        reader.page.locator("input[name=q]").fill("carts")
        reader.page.keyboard.press("Enter")
        expect(reader.page.locator(".search-results > li")).to_have_count(SHEET)
        expect(reader.page.locator("input[name=q]")).not_to_be_focused()
        assert "/search/" in reader.page.url


def test_arrow_keys_move_through_the_results(page: Page, address: str) -> None:
    open_dialog_with(page, address, "carts")
    for place in range(SHEET):
        page.keyboard.press("ArrowDown")
        assert page.evaluate(FOCUSED) == place
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="More results")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".search-results > li")).to_have_count(2 * SHEET)
    wait_until(lambda: page.evaluate(f"{FOCUSED} === {SHEET}"))
    page.locator(".search-passage a").nth(1).focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("dialog input[name=q]")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("dialog input[name=q]")).to_be_focused()


def test_back_restores_the_scroll_position_of_the_results(reader: Visitor) -> None:
    page = reader.page
    open_search(page, reader.address, "q=carts")
    for rows in (2, 3):
        page.get_by_role("button", name="More results").click()
        expect(page.locator(".search-results > li")).to_have_count(rows * SHEET)
    opened = page.locator(".search-title a").nth(24)
    target = opened.get_attribute("href")
    opened.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    assert place > HEIGHT
    opened.click()
    page.wait_for_url(f"**{target}")
    page.go_back()
    expect(page.locator(".search-results > li")).to_have_count(3 * SHEET)
    wait_until(lambda: page.evaluate(f"Math.abs(scrollY - {place}) < 3"))
    expect(opened).to_be_focused()
    page.reload()
    expect(page.locator(".search-results > li")).to_have_count(3 * SHEET)
    wait_until(lambda: page.evaluate(f"Math.abs(scrollY - {place}) < 3"))


def test_back_opens_the_dialog_at_the_opened_result(reader: Visitor) -> None:
    page = reader.page
    open_dialog_with(page, reader.address, "carts")
    page.get_by_role("button", name="More results").click()
    expect(page.locator(".search-results > li")).to_have_count(2 * SHEET)
    opened = page.locator(".search-title a").nth(14)
    target = opened.get_attribute("href")
    opened.click()
    page.wait_for_url(f"**{target}")
    page.go_back()
    expect(page.locator("dialog .search-results > li")).to_have_count(2 * SHEET)
    expect(page.locator("dialog input[name=q]")).to_have_value("carts")
    expect(opened).to_be_focused()
    expect(opened).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.locator("dialog")).to_have_count(0)


def test_back_from_a_result_on_the_same_page_reopens_the_dialog(reader: Visitor) -> None:
    page = reader.page
    open_search(page, reader.address, "q=carts")
    first = page.locator(".search-title a").first.get_attribute("href") or ""
    reader.visit(first.removeprefix(BASE_PATH))
    page.keyboard.press("/")
    expect(page.locator("dialog input[name=q]")).to_be_focused()
    page.keyboard.type("carts")
    passage = page.locator(f".search-passage a[href^='{first}#']").first
    passage.click()
    expect(page.locator("dialog")).to_be_hidden()
    assert "#" in page.url
    page.go_back()
    expect(page.locator("dialog")).to_be_visible()
    expect(passage).to_be_focused()
    page.go_forward()
    expect(page.locator("dialog")).to_be_hidden()


def test_only_a_click_outside_closes_the_dialog(page: Page, address: str) -> None:
    open_dialog_with(page, address, "carts")
    dialog = page.locator("dialog")
    box = dialog.bounding_box()
    assert box
    # Text selected from the field out over the edge.
    field = page.locator("dialog input[name=q]").bounding_box()
    assert field
    page.mouse.move(field["x"] + 60, field["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] - 60, field["y"] + 20, steps=5)
    page.mouse.up()
    expect(dialog).to_be_visible()
    # A drag from outside to the inside.
    page.mouse.move(box["x"] - 60, field["y"] + 20)
    page.mouse.down()
    page.mouse.move(field["x"] + 60, field["y"] + 20, steps=5)
    page.mouse.up()
    expect(dialog).to_be_visible()
    # The padding belongs to it.
    page.mouse.click(box["x"] + 4, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 4)
    expect(dialog).to_be_visible()
    page.mouse.click(box["x"] - 60, box["y"] + 200)
    expect(dialog).to_be_hidden()


@pytest.mark.parametrize("key", ["Control", "Shift", "Meta"])
def test_a_result_opened_in_a_new_tab_keeps_the_dialog_open(page: Page, address: str, key: Any) -> None:
    open_dialog_with(page, address, "carts")
    first = page.locator(".search-title a").first
    # The tab that would come is another page's.
    first.evaluate("link => link.addEventListener('click', event => event.preventDefault())")
    first.click(modifiers=[key])
    expect(page.locator("dialog")).to_be_visible()
    assert page.url == f"{address}actors/"


def test_letters_and_digits_do_not_open_the_search(page: Page, address: str) -> None:
    page.goto(f"{address}actors/")
    page.wait_for_load_state("networkidle")
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789?.":
        page.keyboard.press(letter)
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.get_by_role("link", name="Search")).to_have_attribute("aria-keyshortcuts", "/ Control+K")


@pytest.mark.parametrize("place", ["dialog", "page"])
def test_the_shortcut_is_turned_off_for_all_tabs_and_pages(page: Page, address: str, place: str) -> None:
    other = page.context.new_page()
    other.goto(f"{address}themes/")
    if place == "dialog":
        open_dialog_with(page, address, "carts")
    else:
        page.goto(f"{address}search/")
    box = page.get_by_role("checkbox", name="“/” opens the search")
    expect(box).to_be_checked()
    box.uncheck()
    for tab, path in ((other, ""), (page, "places/")):
        # Only the tab in front has the focus.
        tab.bring_to_front()
        if path:
            tab.goto(address + path)
        link = tab.get_by_role("link", name="Search")
        expect(link).to_have_attribute("aria-keyshortcuts", "Control+K")
        tab.keyboard.press("/")
        expect(tab.locator("dialog")).to_have_count(0)
        tab.keyboard.press("Control+k")
        expect(tab.locator("dialog input[name=q]")).to_be_focused()
    other.get_by_role("checkbox", name="“/” opens the search").check()
    page.bring_to_front()
    expect(page.get_by_role("checkbox", name="“/” opens the search")).to_be_checked()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("dialog input[name=q]")).to_be_focused()


def test_the_shortcut_can_be_turned_off_without_local_storage(page: Page, address: str) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); };")
    page.goto(f"{address}search/")
    page.get_by_role("checkbox", name="“/” opens the search").uncheck()
    page.locator("h1").click()
    expect(page.get_by_role("checkbox", name="“/” opens the search")).not_to_be_checked()


@pytest.mark.parametrize("query", ["q=carts", "actor=actor-1", "q=carts&kind=briefing&sort=date"])
def test_a_shared_url_does_not_take_the_focus(page: Page, address: str, query: str) -> None:
    page.goto(f"{address}search/?{query}")
    wait_for_results(page)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.activeElement === document.body")


def test_an_empty_search_page_focuses_the_field(page: Page, address: str) -> None:
    page.goto(f"{address}search/")
    expect(page.locator("input[name=q]")).to_be_focused()


@pytest.mark.parametrize("query", ["q=carts", "q=carts&theme=theme-0", "q=%3F%21", "theme=theme-0"])
def test_results_are_announced_once(page: Page, address: str, query: str) -> None:
    page.add_init_script(f"({ANNOUNCED})()")
    page.goto(f"{address}search/?{query}")
    wait_for_results(page)
    page.wait_for_load_state("networkidle")
    announced = page.evaluate("announced")
    assert len(set(announced)) == len(announced)
    assert announced[-1] == page.locator(".search-status").inner_text()
    assert sum("found" in text or "newest first" in text for text in announced) == 1


def test_the_same_status_is_not_announced_again(page: Page, address: str) -> None:
    open_search(page, address, "q=carts")
    wait_for_results(page)
    page.evaluate(f"({ANNOUNCED})()")
    page.get_by_role("combobox", name="Order").select_option("newest first")
    expect(page.locator(".search-title a").first).to_have_text(f"Works and stores, part {BRIEFINGS}")
    wait_for_results(page)
    page.get_by_role("button", name="More results").click()
    expect(page.locator(".search-results > li")).to_have_count(2 * SHEET)
    assert page.evaluate("announced") == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("query", ["", "q=carts", "q=carts&theme=theme-0", "q=%3F%21"])
def test_the_search_page_has_no_layout_shift(reader: Visitor, width: int, query: str) -> None:
    reader.widen(width)
    reader.visit(f"search/?{query}", until="networkidle")
    if query:
        wait_for_results(reader.page)
    assert reader.page.evaluate("window.shifted") == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_results_do_not_move_while_words_are_typed(reader: Visitor, width: int) -> None:
    reader.widen(width)
    reader.visit("actors/", until="networkidle")
    reader.page.keyboard.press("/")
    expect(reader.page.locator("dialog input[name=q]")).to_be_focused()
    results = reader.page.locator("dialog .search-results")
    top = "list => list.getBoundingClientRect().top"
    before = results.evaluate(top)
    for typed in ("c", "ca", "car", "cart", "carts"):
        reader.page.keyboard.type(typed[-1])
        expect(reader.page.locator(".search-status")).to_contain_text(f"“{typed}”")
        wait_for_results(reader.page)
        assert results.evaluate(top) == before


@pytest.mark.parametrize("fragment", ["#50%", "#%", "#%E0%A4%A", "#a\"b'c]", "#:~:x", "#p1?%"])
@pytest.mark.parametrize("path", ["search/?q=carts", "actors/", "network/", "briefings/briefing-28/", "timeline/"])
def test_pages_work_with_any_url_fragment(shared_reader: Visitor, path: str, fragment: str) -> None:
    """An address with any fragment works as without it: lists are filtered, the search opens, nothing is thrown."""
    shared_reader.widen(1280)
    shared_reader.visit(path + fragment)
    page = shared_reader.page
    if path == "actors/":
        page.get_by_label("Filter", exact=True).fill("Belia")
        expect(page.locator(".index-tool [role=status]")).to_contain_text("1 of")
    page.evaluate("fragment => { location.hash = '#x'; location.hash = fragment; }", fragment)
    page.keyboard.press("Control+k")
    expect(page.locator("input[name=q]").first).to_be_focused()
    if path.startswith("search"):
        expect(page.locator(".search-results > li")).to_have_count(SHEET)
    assert shared_reader.seen() == []
