"""The next page of the site fades in, unless the reader asks for less motion."""

import pytest
from playwright.sync_api import Browser
from visitor import visiting_well

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
