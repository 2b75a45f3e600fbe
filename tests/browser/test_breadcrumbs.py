"""Breadcrumbs above the title: the pages above a page, as its data for machines has them; and the marked tabs."""

import json

import pytest
from playwright.sync_api import Page, expect
from windows import Windows

BRIEFING = "briefings/israeli-palestinian-coordination-against-hamas/"

BREADCRUMBS = {
    BRIEFING: ["Briefings"],
    "actors/hamas/": ["Actors"],
    "actors/hamas-military-wing/": ["Actors", "Hamas"],
    "themes/targeted-killing/": ["Themes"],
    "questions/motive/": ["Questions"],
    "sources/jcpa-coordination-2017/": ["Sources"],
    "events/fuqha-killing/": ["Timeline"],
    "places/gaza-border/": ["Places", "Gaza Strip"],
    "places/erez/": ["Places", "Gaza Strip", "Israel–Gaza border"],
    "actors/": [],
    "network/": [],
    "": [],
}
"""The names of the pages above a page, by its path."""

CURRENT_TABS = {
    "actors/": {"Actors": "page"},
    BRIEFING: {"Briefings": "true"},
    "actors/hamas/": {"Actors": "true"},
    "places/gaza-border/": {"Explore": "true", "Places": "true"},
    "events/fuqha-killing/": {"Explore": "true", "Timeline": "true"},
    "network/": {"Explore": "true", "Network": "page"},
}
"""The tabs that are marked on a page, by its path, with their `aria-current`."""

_LINKS = "links => links.map(link => [link.textContent.trim(), link.href])"
_CURRENT = "tabs => Object.fromEntries(tabs.map(tab => [tab.textContent.trim(), tab.ariaCurrent]))"
_IS_ABOVE_TITLE = """() => {
    const title = document.querySelector("article h1").getBoundingClientRect();
    const above = document.querySelector(".breadcrumbs").getBoundingClientRect();
    return above.bottom <= title.top + 8 && above.right > above.left;
}"""
"""The line box of the title has space above its letters, in which the breadcrumbs may be."""


def list_breadcrumbs(page: Page) -> list[list[str]]:
    """Return the name and address of each breadcrumb."""
    links = page.get_by_role("navigation", name="Breadcrumb").get_by_role("listitem").get_by_role("link")
    breadcrumbs: list[list[str]] = links.evaluate_all(_LINKS)
    return breadcrumbs


def list_described(page: Page) -> list[list[str]]:
    """Return the same as the page's data for machines has it, without the home page and the page itself."""
    for block in page.locator("script[type='application/ld+json']").all_text_contents():
        for node in json.loads(block)["@graph"]:
            if node["@type"] == "BreadcrumbList":
                steps = node["itemListElement"][1:-1]
                return [
                    [step["name"], page.evaluate("to => new URL(to, location).href", step["item"])] for step in steps
                ]
    return []


@pytest.mark.parametrize("path", BREADCRUMBS)
def test_breadcrumbs_are_those_of_the_data(windows: Windows, real: str, path: str) -> None:
    with windows.visiting(real) as reader:
        reader.visit(path)
        breadcrumbs = list_breadcrumbs(reader.page)
        assert [name for name, _ in breadcrumbs] == BREADCRUMBS[path]
        assert breadcrumbs == list_described(reader.page)
        if breadcrumbs:
            assert reader.page.evaluate(_IS_ABOVE_TITLE)


def test_a_further_page_leads_to_the_page_that_it_continues(windows: Windows, sample: str) -> None:
    with windows.visiting(sample) as reader:
        reader.visit("actors/grebe-ferry/")
        further = reader.page.locator(".pager a").first
        further.click()
        breadcrumbs = list_breadcrumbs(reader.page)
        assert [name for name, _ in breadcrumbs] == ["Actors", "Grebe Ferry"]
        assert breadcrumbs == list_described(reader.page)
        reader.page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Grebe Ferry").click()
        expect(reader.page.get_by_role("heading", level=1)).to_have_text("Grebe Ferry¶")


@pytest.mark.parametrize("path", CURRENT_TABS)
def test_the_tab_of_a_page_is_marked(windows: Windows, real: str, path: str) -> None:
    with windows.visiting(real) as reader:
        reader.visit(path)
        tabs = reader.page.locator(".md-tabs a[aria-current]")
        assert tabs.evaluate_all(_CURRENT) == CURRENT_TABS[path]
