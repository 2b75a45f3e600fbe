"""Failures of the search: a missing file affects as little as possible, is reported once, and is requested again."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from desks import BASE_PATH
from playwright.sync_api import Browser, Page, Route, expect
from search_page import BRIEFINGS, SHEET, list_results, open_search, wait_for_results
from serving import serve_site
from visitor import Visitor, visiting_well
from windows import Windows

TITLES = "[...document.querySelectorAll('.search-title a')].map(link => link.pathname)"
FRAGMENT = re.compile(r"/pagefind/fragment/")
FAILED = re.compile("^The search could not be loaded")


@pytest.fixture(scope="module")
def address(crowded: Path) -> Iterator[str]:
    with serve_site(crowded, BASE_PATH) as address:
        yield address


@pytest.fixture
def reader(windows: Windows, address: str) -> Iterator[Visitor]:
    with windows.visiting_well(address) as reader:
        yield reader


@pytest.fixture
def page(reader: Visitor) -> Page:
    return reader.page


@pytest.mark.parametrize("presses", [2, 3, 20])
def test_repeated_clicks_on_more_results_show_each_row_once(page: Page, address: str, presses: int) -> None:
    open_search(page, address, "q=carts")
    number = int(page.locator(".search-status").inner_text().split()[0])
    page.get_by_role("button", name="More results").evaluate(
        "(button, presses) => { for (let press = 0; press < presses; press++) button.click(); }", presses
    )
    shown = min(SHEET * (1 + presses), number)
    expect(page.locator(".search-results > li")).to_have_count(shown)
    paths = page.evaluate(TITLES)
    assert len(set(paths)) == len(paths) == shown
    everything = list_results(page)
    assert len(set(everything)) == number
    assert [path.removeprefix(BASE_PATH) for path in paths] == everything[:shown]


class FailingFile:
    """A route handler that fails or holds every request of one file, the first one requested, whose URL is `url`."""

    def __init__(self, mode: str) -> None:
        self.mode, self.url = mode, ""
        self.held_routes: list[Route] = []

    def __call__(self, route: Route) -> None:
        self.url = self.url or route.request.url
        if route.request.url != self.url:
            route.continue_()
        elif self.mode == "abort":
            route.abort()
        elif self.mode == "hold" or (self.mode == "hold once" and not self.held_routes):
            self.held_routes.append(route)
        elif self.mode == "hold once":
            route.continue_()
        else:
            route.fulfill(status=int(self.mode), body="")


@pytest.mark.parametrize("mode", ["abort", "404", "500"])
def test_a_page_that_cannot_be_loaded_affects_only_its_row(page: Page, address: str, mode: str) -> None:
    page.route(FRAGMENT, FailingFile(mode))
    open_search(page, address, "q=carts")
    wait_for_results(page)
    expect(page.locator(".search-results > li")).to_have_count(SHEET)
    assert len(page.evaluate(TITLES)) == SHEET - 1
    lost = page.locator(".search-results > li", has_text="could not be loaded")
    expect(lost).to_have_count(1)

    retry = lost.get_by_role("button", name="Try again")
    retry.evaluate("button => { button.dataset.pressed = true }")
    retry.click()
    # The new try has failed as well once a new button is in place of the pressed one.
    expect(page.locator("[data-pressed]")).to_have_count(0)
    expect(retry).to_be_focused()
    page.unroute(FRAGMENT)
    page.keyboard.press("Enter")
    expect(lost).to_have_count(0)
    assert len(set(page.evaluate(TITLES))) == SHEET
    expect(page.locator(".search-title a:focus")).to_have_count(1)


def test_a_late_failure_does_not_replace_a_loaded_row(page: Page, address: str) -> None:
    handler = FailingFile("abort")
    page.route(FRAGMENT, handler)
    open_search(page, address, "q=carts")
    lost = page.locator(".search-results > li", has_text="could not be loaded")
    retry = lost.get_by_role("button", name="Try again")
    handler.mode = "hold once"
    retry.click()
    retry.click()
    expect(lost).to_have_count(0)
    # After a failure the page asks whether there is another index; only then would it show the failure.
    with page.expect_response("**/pagefind-entry.json"):
        handler.held_routes[0].abort()
    page.get_by_role("button", name="More results").click()
    expect(page.locator(".search-results > li")).to_have_count(2 * SHEET)
    assert len(set(page.evaluate(TITLES))) == 2 * SHEET


def test_a_page_that_does_not_respond_does_not_delay_others(page: Page, address: str) -> None:
    silent = FailingFile("hold")
    page.route(FRAGMENT, silent)
    open_search(page, address, "q=carts")
    late = page.locator(".search-results > li", has_text="is still loading")
    expect(late).to_have_count(1)
    wait_for_results(page)
    assert len(page.evaluate(TITLES)) == SHEET - 1
    for route in silent.held_routes:
        route.continue_()
    expect(late).to_have_count(0)
    assert len(set(page.evaluate(TITLES))) == SHEET


def test_a_failure_among_more_results_affects_only_its_row(page: Page, address: str) -> None:
    open_search(page, address, "q=carts")
    page.route(FRAGMENT, FailingFile("abort"))
    page.get_by_role("button", name="More results").click()
    expect(page.locator(".search-results > li")).to_have_count(2 * SHEET)
    assert len(set(page.evaluate(TITLES))) == 2 * SHEET - 1


def test_missing_facets_do_not_affect_results(page: Page, address: str) -> None:
    page.route("**/pagefind/facets/*", FailingFile("404"))
    page.goto(f"{address}search/?q=carts")
    wait_for_results(page)
    expect(page.locator(".search-status")).to_contain_text("found for “carts”")
    expect(page.locator(".search-results > li")).to_have_count(SHEET)
    expect(page.locator(".facets .search-note:visible")).to_have_text("The filters could not be loaded.")
    page.unroute("**/pagefind/facets/*")
    page.locator("input[name=q]").fill("cart")
    expect(page.get_by_role("checkbox", name="Briefing")).to_be_visible()


@pytest.mark.parametrize("missing", ["index", "facets", "pagefind.", "pagefind-entry"])
def test_old_results_are_removed_after_a_failure(page: Page, address: str, missing: str) -> None:
    """If any part of the index is missing, the page reports it and removes the earlier results."""
    open_search(page, address, "q=carts")
    pattern = re.compile(f"/pagefind/{re.escape(missing)}")
    page.route(pattern, lambda route: route.fulfill(status=404, body=""))
    if missing.startswith("pagefind"):
        page.goto(f"{address}search/?q=carts")
    elif missing == "index":
        page.locator("input[name=q]").fill("zzzz winter")
    else:
        page.goto(f"{address}search/?q=carts&kind=briefing")
    expect(page.locator(".search-status")).to_have_text(FAILED)
    expect(page.locator(".search-results > li, fieldset:visible, .search-more:visible")).to_have_count(0)
    retry = page.get_by_role("button", name="Try again")
    expect(retry).to_be_visible()
    page.unroute(pattern)
    retry.click()
    expect(page.locator(".search-status")).to_contain_text("found for")
    expect(retry).to_be_hidden()


class PublishedSite:
    """A site that can be published again: a link to the folder of one edition or another."""

    def __init__(self, link: Path) -> None:
        self.link = link

    def publish(self, site: Path) -> None:
        self.link.unlink(missing_ok=True)
        self.link.symlink_to(site)


@pytest.fixture
def desk(tmp_path: Path, root: Path) -> PublishedSite:
    desk = PublishedSite(tmp_path / "site")
    desk.publish(root / "site")
    return desk


@pytest.fixture
def open_tab(browser: Browser, desk: PublishedSite) -> Iterator[tuple[Page, list[str]]]:
    """A tab in which a word was searched, and the list of paths that it requests from then on."""
    with serve_site(desk.link, BASE_PATH) as address, visiting_well(browser, address) as reader:
        open_search(reader.page, address, "q=quay")
        requested: list[str] = []
        reader.page.on("request", lambda sent: requested.append(urlsplit(sent.url).path.removeprefix(BASE_PATH)))
        yield reader.page, requested


ENTRY = "pagefind/pagefind-entry.json"


def test_a_new_index_is_loaded_once_after_a_publication(
    open_tab: tuple[Page, list[str]], desk: PublishedSite, crowded: Path
) -> None:
    page, requested = open_tab
    desk.publish(crowded)
    page.locator("input[name=q]").fill("carts")
    expect(page.locator(".search-status")).to_have_text(f"{BRIEFINGS} pages found for “carts”")
    assert len(list_results(page)) == BRIEFINGS
    assert requested.count(ENTRY) == 1
    assert not page.get_by_role("button", name="Try again").is_visible()


def test_a_facet_after_a_publication_uses_the_new_index(
    open_tab: tuple[Page, list[str]], desk: PublishedSite, crowded: Path
) -> None:
    page, requested = open_tab
    desk.publish(crowded)
    page.locator("input[name=q]").fill("winter")
    expect(page.locator(".search-status")).to_contain_text("found for “winter”")
    wait_for_results(page)
    page.get_by_role("checkbox", name="Firgulin Board").check()
    wait_for_results(page)
    assert all(path.startswith(("briefings/", "actors/")) for path in list_results(page))
    assert requested.count(ENTRY) == 1


@pytest.mark.parametrize("is_noticed", [False, True], ids=["pressed at once", "after coming back to the tab"])
def test_more_results_after_a_publication_use_the_new_index(
    browser: Browser, tmp_path: Path, crowded: Path, root: Path, *, is_noticed: bool
) -> None:
    desk = PublishedSite(tmp_path / "twice")
    desk.publish(crowded)
    with serve_site(desk.link, BASE_PATH) as address, visiting_well(browser, address) as reader:
        open_search(reader.page, address, "q=winter")
        desk.publish(root / "site")
        if is_noticed:
            with reader.page.expect_response("**/pagefind-entry.json"):
                reader.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        reader.page.get_by_role("button", name="More results").click()
        expect(reader.page.locator(".search-title a", has_text="Works and stores")).to_have_count(0)
        paths = list_results(reader.page)
        assert paths
        assert all((root / "site" / path / "index.html").exists() for path in paths)


def test_old_results_are_removed_if_the_new_site_has_no_index(
    open_tab: tuple[Page, list[str]], desk: PublishedSite, tmp_path: Path
) -> None:
    page, _ = open_tab
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty/404.html").write_text("nothing")
    desk.publish(tmp_path / "empty")
    page.locator("input[name=q]").fill("toll")
    expect(page.locator(".search-status")).to_have_text(FAILED)
    expect(page.locator(".search-results > li")).to_have_count(0)


@pytest.mark.parametrize("trigger", ["click", "/", "Control+k"])
def test_search_button_explains_a_missing_network_connection(browser: Browser, address: str, trigger: str) -> None:
    """A click explains the failure on the same page; when the network is back, the next one leads to the search."""
    with visiting_well(browser, address) as reader:
        page = reader.page
        page.goto(f"{address}actors/")
        page.wait_for_load_state("networkidle")

        def press() -> None:
            if trigger == "click":
                page.get_by_role("link", name="Search").click()
            else:
                page.keyboard.press(trigger)

        reader.page.context.set_offline(True)
        for _ in range(2):
            press()
            expect(page.get_by_text("cannot be loaded without a connection")).to_be_visible()
            assert page.url == f"{address}actors/"
            page.mouse.click(5, 400)
            expect(page.get_by_text("cannot be loaded without a connection")).to_have_count(0)
        reader.page.context.set_offline(False)
        press()
        expect(page.locator("input[name=q]")).to_be_visible()


def test_an_open_search_resumes_when_the_network_is_back(reader: Visitor) -> None:
    page = reader.page
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(f"{reader.address}actors/")
    page.keyboard.press("/")
    expect(page.locator("dialog input[name=q]")).to_be_focused()
    page.keyboard.type("carts")
    expect(page.locator(".search-status")).to_have_text(FAILED)
    expect(page.locator("dialog input[name=q]")).to_be_focused()
    page.unroute("**/pagefind/**")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".search-status")).to_have_text(f"{BRIEFINGS} pages found for “carts”")
    expect(page.locator("dialog input[name=q]")).to_be_focused()


def test_typed_words_are_searched_when_a_facet_is_clicked_at_once(page: Page, address: str) -> None:
    """A facet that is clicked at the moment of typing does not replace the typed words."""
    open_search(page, address, "q=winter")
    page.evaluate(
        """() => {
          const field = document.querySelector("input[name=q]");
          field.value = "carts";
          field.dispatchEvent(new Event("input", { bubbles: true }));
          document.querySelector(".facets input[type=checkbox]").click();
        }"""
    )
    expect(page.locator(".search-status")).to_contain_text("found for “carts”")
    expect(page.locator("fieldset input:checked")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?q=carts&"))


def test_a_search_page_whose_script_fails_offers_to_try_again(browser: Browser, address: str) -> None:
    with visiting_well(browser, address) as reader:
        reader.page.route("**/search/page.js", lambda route: route.abort())
        reader.page.goto(f"{address}search/?q=carts")
        retry = reader.page.locator("[data-search-page]").get_by_role("link", name="Try again")
        expect(retry).to_be_visible()
        reader.page.unroute("**/search/page.js")
        retry.click()
        expect(reader.page.locator(".search-status")).to_contain_text("found for “carts”")
