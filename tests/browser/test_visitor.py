"""The windows of the tests: one test leaves nothing for the next, and pale text is found."""

from playwright.sync_api import Browser
from visitor import open_profile, visiting, visiting_again

STORED = "[localStorage.length, sessionStorage.length, document.cookie]"


def test_a_tab_leaves_nothing_for_the_next_one(browser: Browser, sample: str) -> None:
    with open_profile(browser) as profile:
        with visiting_again(profile, sample) as reader:
            reader.visit()
            reader.page.evaluate("localStorage.setItem('a', 'b')")
            reader.page.evaluate("sessionStorage.setItem('a', 'b')")
            reader.page.evaluate("document.cookie = 'a=b; path=/'")
            other = profile.new_page()
            other.goto(sample)
            assert other.evaluate(STORED) != [0, 0, ""]
        assert profile.pages == []
        with visiting_again(profile, sample) as reader:
            # The theme stores nothing by itself.
            reader.visit("about/")
            assert reader.page.evaluate(STORED) == [0, 0, ""]


def test_pale_text_is_a_barrier_also_on_a_page_that_was_checked(browser: Browser, sample: str) -> None:
    with visiting(browser, sample) as reader:
        reader.visit("about/")
        assert reader.barriers() == []
        reader.page.locator("article p").first.evaluate("text => { text.style.color = 'rgb(250, 250, 250)'; }")
        assert [barrier.partition(":")[0] for barrier in reader.barriers()] == ["color-contrast"]
