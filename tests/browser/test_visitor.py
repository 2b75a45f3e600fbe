"""The windows of the tests find what they look for: pale text, also on a page that was checked before."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from visitor import AXE, visiting


def test_pale_text_is_a_barrier_also_on_a_page_that_was_checked(browser: Browser, sample: str) -> None:
    with visiting(browser, sample) as reader:
        reader.visit("about/")
        assert reader.barriers() == []
        reader.page.locator("article p").first.evaluate("text => { text.style.color = 'rgb(250, 250, 250)'; }")
        assert [barrier.partition(":")[0] for barrier in reader.barriers()] == ["color-contrast"]


def test_axe_core_finds_the_same_as_its_original(browser: Browser, sample: str) -> None:
    run = """async options => {
        const { violations, incomplete, passes } = await axe.run(options);
        return JSON.stringify([violations, incomplete, passes]);
    }"""
    with visiting(browser, sample) as reader:
        reader.visit("briefings/quay-tolls/")
        reader.page.locator(".article p").first.evaluate("text => { text.style.color = 'rgb(250, 250, 250)'; }")
        assert reader.barriers() != []
        found = reader.page.evaluate(run, {"rules": AXE["rules"]})
        reader.page.evaluate("delete window.axe")
        reader.page.evaluate(Axe().axe_script)
        assert reader.page.evaluate(run, {"rules": AXE["rules"]}) == found
