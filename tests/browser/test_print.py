"""A printed briefing: the text and its notes, without controls; the lists only if the reader chose them."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect
from visitor import visiting

BRIEFING = "briefings/israeli-palestinian-coordination-against-hamas/"


MOST_PAGES = 8
"""The pages of A4 that the text and its notes may have."""

LISTS = ("#competing-accounts", ".by-question", "#events", "#names", ".names")
CONTROLS = (".print-choice", ".citations", ".contents", ".marks-choice", ".hint", ".first-names", ".breadcrumbs")

_PAGE = re.compile(rb"/Type /Page\b(?!s)")


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


def test_the_text_and_its_notes_are_few_pages(browser: Browser, real: str) -> None:
    with visiting(browser, real) as reader:
        reader.visit(BRIEFING, until="networkidle")
        pages = _PAGE.findall(reader.page.pdf(format="A4"))
        assert 4 <= len(pages) <= MOST_PAGES


def test_lists_are_printed_if_the_reader_chose_them(browser: Browser, real: str) -> None:
    """Without scripts, too: the choice is a rule of the style sheet."""
    with visiting(browser, real, java_script_enabled=False) as reader:
        reader.visit(BRIEFING)
        page = reader.page
        for is_chosen in (False, True):
            page.emulate_media(media="screen")
            page.get_by_role("checkbox", name="Also print the accounts and lists").set_checked(is_chosen)
            page.emulate_media(media="print")
            for selector in LISTS:
                expect(page.locator(selector).first).to_be_visible(visible=is_chosen)
            for selector in ("mark#c03", "[id='fn:c44']", "#cite"):
                expect(page.locator(selector).first).to_be_visible()


def test_paper_has_no_controls_and_the_note_on_the_author(browser: Browser, real: str) -> None:
    with visiting(browser, real) as reader:
        reader.visit(BRIEFING)
        reader.page.emulate_media(media="print")
        for selector in CONTROLS:
            expect(reader.page.locator(selector).first).to_be_hidden()
        expect(reader.page.get_by_text("Based on")).to_be_visible()


def test_an_open_fold_is_printed(browser: Browser, real: str) -> None:
    with visiting(browser, real) as reader:
        reader.visit(BRIEFING)
        shares = reader.page.locator("#who-says-what + details figure").first
        reader.page.emulate_media(media="print")
        expect(shares).to_be_hidden()
        reader.page.emulate_media(media="screen")
        reader.page.get_by_text("Shares of kinds and speakers").click()
        reader.page.emulate_media(media="print")
        expect(shares).to_be_visible()


def test_corrections_are_printed(browser: Browser, sample: str) -> None:
    with visiting(browser, sample) as reader:
        reader.visit("briefings/quay-tolls/")
        reader.page.emulate_media(media="print")
        expect(reader.page.locator("#corrections + ul")).to_be_visible()
        expect(reader.page.locator("#names")).to_be_hidden()
