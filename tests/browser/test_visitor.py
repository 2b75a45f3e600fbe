"""The windows of the tests find what they look for: pale text, also on a page that was checked before."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from visitor import AXE, visiting


def test_pale_text_is_a_barrier_also_on_a_page_that_was_checked(browser: Browser, sample: str) -> None:
    with visiting(browser, sample) as reader:
        reader.visit("about/")
        assert reader.barriers() == []
        reader.page.locator("article p").first.evaluate("text => { text.style.color = 'rgb(250, 250, 250)'; }")
        assert [barrier.partition(":")[0] for barrier in reader.barriers()] == ["color-contrast"]


@pytest.mark.parametrize(("own", "other"), [("light", "dark"), ("dark", "light")])
def test_pale_text_is_a_barrier_in_either_scheme(browser: Browser, sample: str, own: str, other: str) -> None:
    pale = """(text, [scheme, color]) => {
        const draw = () => { text.style.color = document.body.dataset.mdColorScheme === scheme ? color : ""; };
        new MutationObserver(draw).observe(document.body, { attributes: true });
        draw();
    }"""
    colors = {"light": ["default", "rgb(250, 250, 250)"], "dark": ["slate", "rgb(40, 40, 40)"]}
    with visiting(browser, sample, color_scheme=own) as reader:
        for scheme, label in ((own, "color-contrast"), (other, f"{other}: color-contrast")):
            reader.visit("about/")
            assert reader.barriers_in_both_schemes() == []
            reader.page.locator("article p").first.evaluate(pale, colors[scheme])
            found = reader.barriers_in_both_schemes()
            assert found
            assert all(barrier.startswith(f"{label}: ") for barrier in found)
            assert reader.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") == (own == "dark")


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
