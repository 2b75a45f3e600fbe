"""The windows of the tests find what they look for: pale text, also on a page that was checked before."""

from playwright.sync_api import Browser
from visitor import visiting


def test_pale_text_is_a_barrier_also_on_a_page_that_was_checked(browser: Browser, sample: str) -> None:
    with visiting(browser, sample) as reader:
        reader.visit("about/")
        assert reader.barriers() == []
        reader.page.locator("article p").first.evaluate("text => { text.style.color = 'rgb(250, 250, 250)'; }")
        assert [barrier.partition(":")[0] for barrier in reader.barriers()] == ["color-contrast"]
