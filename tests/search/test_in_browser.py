"""The search as readers use it, in a browser: they open it, type, filter and share.

The counts of facets are compared with the content itself.
"""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from desks import BASE_PATH
from playwright.sync_api import Browser, Page, Route, expect
from search_page import list_results, open_search, read_facet_counts
from serving import serve_site
from waiting import wait_until

from generator.index.model import Index
from generator.model.kinds import Kind, Ref


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_the_dialog_opens_by_key_and_restores_the_focus(page: Page, address: str, key: str) -> None:
    page.goto(f"{address}actors/nadia-haddad/")
    page.locator("article a").first.focus()
    page.keyboard.press(key)
    expect(page.locator("dialog input[name=q]")).to_be_focused()
    page.keyboard.type("s/ toll")
    expect(page.locator("dialog input[name=q]")).to_have_value("s/ toll")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator("article a").first).to_be_focused()


@pytest.mark.parametrize("path", ["actors/", "search/"])
def test_text_typed_before_the_search_has_loaded_is_kept(page: Page, address: str, path: str) -> None:
    held_routes: list[Route] = []

    def hold(route: Route) -> None:
        held_routes.append(route)

    page.route(re.compile("assets/search/(dialog|page).js$"), hold)
    page.goto(address + path)
    page.keyboard.press("/")
    page.keyboard.type("no, quuay")
    for key in ("Backspace", "Backspace", "Backspace", "a", "y"):
        page.keyboard.press(key)
    # Each question to the page also lets Playwright report the request.
    wait_until(lambda: page.evaluate("true") and held_routes, "the request for the script")
    for route in held_routes:
        route.continue_()
    expect(page.locator("input[name=q]")).to_be_focused()
    page.keyboard.type("s")
    expect(page.locator("input[name=q]")).to_have_value("no, quays")
    expect(page.locator(".search-status")).to_contain_text("found for “no, quays”")


def test_a_dialog_that_cannot_be_loaded_leads_to_the_search_page(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        tab = context.new_page()
        tab.route("**/dialog.js", lambda route: route.abort())
        tab.goto(address)
        tab.keyboard.press("/")
        tab.wait_for_url(f"{address}search/")


def test_missing_files_are_requested_again_without_the_cache(browser: Browser, root: Path) -> None:
    """Some hosts send the cache lifetime of a folder with its 404 responses too."""
    missed: set[str] = set()

    def lacks(path: str) -> bool:
        is_first = path.startswith(f"{BASE_PATH}pagefind/") and path not in missed
        missed.update([path] if is_first else [])
        return is_first

    with serve_site(root / "site", BASE_PATH, is_missing=lacks) as address, browser.new_context() as context:
        tab = context.new_page()
        open_search(tab, address, "q=quay")
        assert list_results(tab)
    assert {"facets", "fragment", "index"} < {path.split("/")[3] for path in missed}


def test_the_dialog_opens_by_click_and_loads_no_index_before(page: Page, address: str) -> None:
    requested: list[str] = []
    page.on("request", lambda sent: requested.append(urlsplit(sent.url).path))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert not [path for path in requested if "pagefind" in path or "search_index" in path]
    page.get_by_role("link", name="Search").click()
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    page.keyboard.type("winter")
    expect(page.locator(".search-results mark").first).to_have_text(re.compile("winter"))
    page.get_by_role("button", name="Close").click()
    expect(page.locator("dialog")).to_be_hidden()


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("ناديا حداد", "actors/nadia-haddad/"),
        ("נועם פרץ", "actors/noam-peretz/"),
        ("Haddad", "actors/nadia-haddad/"),
        ("Peretz", "actors/noam-peretz/"),
    ],
)
def test_actors_are_found_by_alias_and_in_other_scripts(page: Page, address: str, words: str, stem: str) -> None:
    open_search(page, address, f"q={words}")
    assert stem in list_results(page)[:3]


def test_a_passage_links_to_its_paragraph(page: Page, address: str) -> None:
    open_search(page, address, "q=another winter&kind=briefing")
    passage = page.locator(".search-passage a", has=page.locator("mark")).first
    fragment = urlsplit(passage.get_attribute("href") or "").fragment
    page.goto(f"{address}briefings/quay-tolls/")
    assert "another winter" in page.locator(f"[id='{fragment}']").inner_text()


def test_passages_of_the_text_come_before_those_of_lists(page: Page, address: str) -> None:
    open_search(page, address, "q=quay&kind=briefing")
    first = page.locator(".search-results > li").first.locator(".search-passage a").first
    assert re.fullmatch(r"p\d+", urlsplit(first.get_attribute("href") or "").fragment)


def count_facets(everything: Index, paths: list[str], kind: Kind) -> Counter[str]:
    """Count the briefings among the pages that concern each entity of a kind."""
    stems = {f"{ref.stem}/": briefing for ref, briefing in everything.briefings.items()}
    refs = [ref for path in paths if path in stems for ref in stems[path].select_kind(kind)]
    return Counter(everything.label(ref) for ref in refs)


@pytest.mark.parametrize("words", ["quay", "toll", "office"])
def test_facet_counts_equal_those_of_the_content(page: Page, address: str, everything: Index, words: str) -> None:
    open_search(page, address, f"q={words}&kind=briefing")
    paths = list_results(page)
    assert paths
    assert read_facet_counts(page, "Actor") == count_facets(everything, paths, Kind.ACTOR)
    assert read_facet_counts(page, "Theme") == count_facets(everything, paths, Kind.THEME)
    briefings = [everything.briefings[Ref(Kind.BRIEFING, path.split("/")[1])] for path in paths]
    kinds = Counter(
        kind for briefing in briefings for kind in {statement.kind.capitalize() for statement in briefing.statements}
    )
    assert read_facet_counts(page, "Attribution") == kinds
    assert read_facet_counts(page, "Year") == Counter(briefing.metadata.published.text[:4] for briefing in briefings)
    assert read_facet_counts(page, "Kind of page")["Briefing"] == len(paths)


def test_several_kinds_add_results_and_several_actors_narrow_them(page: Page, address: str) -> None:
    open_search(page, address, "q=quay")
    kinds, actors = read_facet_counts(page, "Kind of page"), read_facet_counts(page, "Actor")
    open_search(page, address, "q=quay&kind=briefing")
    assert read_facet_counts(page, "Kind of page") == kinds
    open_search(page, address, "q=quay&kind=briefing&kind=event")
    assert len(list_results(page)) == kinds["Briefing"] + kinds["Event"]
    open_search(page, address, "q=quay&actor=nadia-haddad&actor=noam-peretz")
    assert len(list_results(page)) <= min(actors["Nadia Haddad"], actors["Noam Peretz"])


def test_a_facet_narrows_to_its_count_and_is_kept_in_the_url(page: Page, address: str) -> None:
    open_search(page, address, "q=quay")
    all_found, counts = set(list_results(page)), read_facet_counts(page, "Actor")
    name = min(counts, key=lambda label: (counts[label], label))
    box = page.get_by_role("checkbox", name=name).first
    value = box.get_attribute("value") or ""
    assert re.fullmatch("[a-z0-9-]+", value)
    box.check()
    expect(page.locator(".search-status")).to_have_text(re.compile(rf"^{counts[name]} pages? found"))
    assert parse_qs(urlsplit(page.url).query) == {"q": ["quay"], "actor": [value]}
    expect(page.locator("fieldset input:checked")).to_be_focused()
    narrowed = list_results(page)
    assert set(narrowed) < all_found

    page.reload()
    expect(page.locator(".search-status")).to_have_text(re.compile(rf"^{counts[name]} pages? found"))
    assert list_results(page) == narrowed
    page.go_back()
    expect(page.locator("fieldset input:checked")).to_have_count(0)
    expect(page.locator(".search-status")).to_have_text(re.compile(rf"^{len(all_found)} pages found"))
    assert set(list_results(page)) == all_found


@pytest.mark.parametrize(
    ("old_query", "parameters"),
    [
        ("actor=Nadia Haddad", {"actor": ["nadia-haddad"]}),
        ("actor=Nadia Haddad&actor=nadia-haddad", {"actor": ["nadia-haddad"]}),
        ("kind=Briefing&kind=Event", {"kind": ["briefing", "event"]}),
        ("attribution=Denial&year=2026", {"attribution": ["denial"], "year": ["2026"]}),
    ],
)
def test_a_url_with_facet_labels_is_rewritten_with_ids(
    page: Page, address: str, old_query: str, parameters: dict[str, list[str]]
) -> None:
    """Addresses that earlier versions of the site made hold labels; they still lead to the same results."""
    page.goto(f"{address}about/")
    open_search(page, address, f"q=quay&{old_query}")
    results = list_results(page)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["quay"]} | parameters
    ticked = page.locator("fieldset input:checked").evaluate_all("boxes => boxes.map(box => box.value)")
    assert set(ticked) == {value for values in parameters.values() for value in values}
    page.go_back()
    assert page.url == f"{address}about/"
    open_search(page, address, urlencode({"q": "quay"} | parameters, doseq=True))
    assert list_results(page) == results


def test_facets_without_words_load_no_index(page: Page, address: str) -> None:
    requested: list[str] = []
    page.on("request", lambda sent: requested.append(urlsplit(sent.url).path))
    open_search(page, address, "actor=nadia-haddad")
    paths = list_results(page)
    expect(page.locator(".search-status")).to_have_text(f"{len(paths)} pages, the newest first")
    expect(page.locator(".search-own a")).to_have_attribute("href", f"{address}actors/nadia-haddad/")
    assert (
        read_facet_counts(page, "Actor")["Nadia Haddad"] == max(read_facet_counts(page, "Actor").values()) == len(paths)
    )
    page.wait_for_load_state("networkidle")
    assert not [path for path in requested if "/pagefind/index/" in path]


def test_punctuation_alone_has_no_results_and_loads_no_index(page: Page, address: str) -> None:
    requested: list[str] = []
    page.on("request", lambda sent: requested.append(urlsplit(sent.url).path))
    page.goto(f"{address}search/?q=?!")
    expect(page.locator(".search-status")).to_have_text("0 pages found for “?!”")
    page.wait_for_load_state("networkidle")
    assert not [path for path in requested if "/index/" in path]


def test_markup_in_the_query_is_shown_as_text(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=<img src=x onerror=alert(1)>&actor=<img src=x>")
    expect(page.locator(".search-status")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("article img").count() == 0


def test_without_javascript_the_search_page_links_to_the_indexes(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}search/")
    assert "needs JavaScript" in tab.locator("article").inner_text()
    assert tab.locator("article a[href$='actors/']").count() == 1
    tab.goto(address)
    tab.get_by_role("link", name="Search").click()
    assert tab.url == f"{address}search/"
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_search_page_does_not_scroll_sideways(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}search/?q=quay")
    expect(page.locator(".search-results li").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("words", "is_offered"), [("port office nadia haddad", True), ("nadia haddad", False), ("office haddad", False)]
)
def test_two_names_offer_a_comparison(page: Page, address: str, words: str, *, is_offered: bool) -> None:
    open_search(page, address, urlencode({"q": words}))
    offer = page.get_by_role("link", name="Compare these two actors")
    expect(page.locator(".search-results li").nth(1)).to_be_visible()
    expect(offer).to_have_count(int(is_offered))
    if is_offered:
        offer.click()
        assert parse_qs(urlsplit(page.url).query).keys() == {"a", "b"}
        assert set(parse_qs(urlsplit(page.url).query)["a"]) <= {"port-office", "nadia-haddad"}
