"""A printed briefing: the text and its notes, without controls."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, expect
from visitor import visiting

BRIEFING = "briefings/israeli-palestinian-coordination-against-hamas/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_has_the_text_and_no_controls(browser: Browser, real: str, scheme: Literal["light", "dark"]) -> None:
    with visiting(browser, real, color_scheme=scheme) as reader:
        reader.visit(BRIEFING)
        page = reader.page
        page.emulate_media(media="print", color_scheme=scheme)

        for seen in ("h1", "mark#c03", "#who-says-what", "[id='fn:c03']"):
            expect(page.locator(seen).first).to_be_visible()
        for furniture in (".md-header", ".md-tabs", ".md-sidebar", ".md-footer", ".headerlink", ".footnote-backref"):
            for one in page.locator(furniture).all():
                expect(one).to_be_hidden()
        ink = page.evaluate("getComputedStyle(document.querySelector('article')).color")
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (ink, ground) == ("rgb(29, 30, 33)", "rgb(255, 255, 255)")
