"""The next page of the site is fetched in advance, and fades in unless the reader asks for less motion."""

import pytest
from playwright.sync_api import Browser, expect
from serving import PolicySource, serve_site
from shared_sites import SharedSites
from visitor import visiting_well
from waiting import wait_until

NOTE_TRANSITION = 'addEventListener("pagereveal", event => { window.fades = Boolean(event.viewTransition); })'


@pytest.mark.parametrize("wish", ["no-preference", "reduce"])
def test_the_next_page_fades_in(browser: Browser, real: str, wish: str) -> None:
    with visiting_well(browser, real, reduced_motion=wish) as reader:
        reader.page.add_init_script(NOTE_TRANSITION)
        reader.visit("actors/hamas/")
        reader.page.locator("article").get_by_role("link", name="Fatah").first.click()
        reader.page.wait_for_url("**/actors/fatah/")
        assert reader.page.evaluate("window.fades") is (wish == "no-preference")
        assert reader.page.evaluate("window.shifted") == 0


@pytest.mark.parametrize("policy_source", ["headers", "meta"])
def test_a_page_is_fetched_once_when_the_pointer_rests_on_its_link(
    browser: Browser, sites: SharedSites, policy_source: PolicySource
) -> None:
    """In advance for a tab; for its preview if the link is in an article."""
    answered: list[str] = []

    def note(path: str, _size: int) -> None:
        answered.append(path)

    site = sites.real() / "site"
    with (
        serve_site(site, policy_source=policy_source, caching=False, on_answer=note) as address,
        visiting_well(browser, address) as reader,
    ):
        reader.visit("actors/hamas/")
        reader.page.locator("article").get_by_role("link", name="Fatah").first.hover()
        expect(reader.page.get_by_role("tooltip")).to_be_visible()
        reader.page.locator(".md-tabs").get_by_role("link", name="Questions").hover()
        wait_until(lambda: "/questions/" in answered)
        assert answered.count("/actors/fatah/") == 1
        reader.page.locator(".md-tabs").get_by_role("link", name="Questions").click()
        reader.page.wait_for_url("**/questions/")
        assert answered.count("/questions/") == 1
        assert reader.seen() == []
