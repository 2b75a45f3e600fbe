"""Citations on the page of a briefing: of all of it, and of each statement and paragraph, in each format."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect
from visitor import Visitor, visiting
from waiting import wait_until
from windows import Windows

BRIEFING = "briefings/quay-tolls/"
DENIAL = (
    "Noam Peretz, Quay Workers (denial): “We did not load a ship by night”."
    " Denied “The company had a ship loaded in the dark” and said: No ship was loaded in the dark."
)


@pytest.fixture
def reader(windows: Windows, sample: str) -> Iterator[Visitor]:
    with windows.visiting(sample) as reader:
        yield reader
        assert reader.seen() == []


def visit(reader: Visitor, fragment: str = "") -> None:
    """Open the briefing, with a fragment in the address, and unfold the citations."""
    reader.visit(BRIEFING + fragment)
    unfold_citations(reader.page)
    expect(get_citation(reader.page)).not_to_be_empty()


def unfold_citations(page: Page) -> None:
    page.get_by_text("Copy a citation or a link").click()


def get_citation(page: Page) -> Locator:
    return page.locator(".citations .citation")


def get_status(page: Page) -> Locator:
    return page.locator(".citations [role=status]")


def list_parts(page: Page) -> list[str]:
    """Return the fragments of the parts that can be cited."""
    options = page.get_by_role("combobox", name="Cite", exact=True).locator("option")
    return [str(value) for value in options.evaluate_all("options => options.map(option => option.value)")]


def test_the_whole_briefing_is_cited_first(reader: Visitor) -> None:
    visit(reader)
    expect(get_citation(reader.page)).to_have_text(
        re.compile(r"^Lena Moreau, Tomas Ek, “The toll of the East Quay”, .*, 4 May 2019, https://.*/quay-tolls/$")
    )


def test_the_part_in_the_address_is_cited(reader: Visitor) -> None:
    visit(reader, "#c03")
    expect(get_citation(reader.page)).to_contain_text(f"{DENIAL} In: Lena Moreau")
    expect(get_citation(reader.page)).to_contain_text("/quay-tolls/#c03")
    reader.page.evaluate("location.hash = '#p1'")
    expect(get_citation(reader.page)).to_contain_text("/quay-tolls/#p1")
    reader.page.evaluate("location.hash = '#fn:c01'")
    expect(get_citation(reader.page)).to_contain_text("/quay-tolls/#c01")
    reader.page.evaluate("location.hash = '#p1'")
    reader.page.evaluate("location.hash = '#cite'")
    expect(get_citation(reader.page)).to_contain_text("/quay-tolls/#p1")


def test_every_statement_and_paragraph_can_be_cited(reader: Visitor) -> None:
    visit(reader)
    fragments = list_parts(reader.page)[1:]
    assert {"c01", "c03", "c08", "p1", "p8"} <= set(fragments)
    missing = reader.page.evaluate("ids => ids.filter(id => !document.getElementById(id))", fragments)
    assert missing == []
    for fragment in fragments:
        reader.page.get_by_role("combobox", name="Cite", exact=True).select_option(fragment)
        expect(get_citation(reader.page)).to_contain_text(f"#{fragment}")
        if fragment.startswith("c"):
            words = reader.page.locator(f".footnote .words[href$='#{fragment}']").first.text_content()
            expect(get_citation(reader.page)).to_contain_text(words or "no words")


def test_each_format_has_the_statement(reader: Visitor) -> None:
    visit(reader, "#c03")
    formats = reader.page.get_by_role("combobox", name="Format", exact=True)
    formats.select_option("bibtex")
    expect(get_citation(reader.page)).to_contain_text("@online{quay-tolls:c03,")
    formats.select_option("ris")
    expect(get_citation(reader.page)).to_contain_text(f"N1  - {DENIAL}")
    formats.select_option("csl")
    (item,) = json.loads(get_citation(reader.page).text_content() or "")
    assert item["note"] == DENIAL
    assert item["issued"] == {"date-parts": [[2019, 5, 4]]}


def test_citation_and_link_are_copied(reader: Visitor) -> None:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(reader, "#c03")
    for button, copied in (("Copy citation", DENIAL), ("Copy link", "https://")):
        reader.page.get_by_role("button", name=button).click()
        expect(get_status(reader.page)).to_have_text("Copied.")
        assert str(reader.page.evaluate("navigator.clipboard.readText()")).startswith(copied)


def test_a_citation_that_cannot_be_copied_is_selected(reader: Visitor) -> None:
    visit(reader)
    reader.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
    reader.page.get_by_role("button", name="Copy citation").click()
    expect(get_status(reader.page)).to_contain_text("copy it by keyboard")
    assert reader.page.evaluate("getSelection().toString()") == get_citation(reader.page).text_content()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_citations_are_added_or_changed(reader: Visitor, width: int) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    reader.widen(width)
    reader.visit(BRIEFING, until="networkidle")
    reader.page.locator("#cite").scroll_into_view_if_needed()
    assert get_citation(reader.page).count() == 0, "they are loaded when they are unfolded"
    reader.page.route("**/cite_tool.js", hold)
    unfold_citations(reader.page)
    wait_until(lambda: reader.page.evaluate("true") and held, "the request for the tool")
    height = reader.page.evaluate("document.documentElement.scrollHeight")
    held[0].continue_()
    expect(get_citation(reader.page)).not_to_be_empty()
    assert reader.page.evaluate("document.documentElement.scrollHeight") == height
    reader.page.get_by_role("combobox", name="Format", exact=True).select_option("bibtex")
    assert reader.page.evaluate("document.documentElement.scrollHeight") == height
    assert reader.overflow() == []
    assert reader.barriers() == []


def test_copied_text_has_no_numbers_of_notes(reader: Visitor) -> None:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.visit(BRIEFING)
    expect(reader.page.locator("#p1 .footnote-ref").first).to_be_visible()
    reader.page.locator("#p1").evaluate("passage => getSelection().selectAllChildren(passage)")
    reader.page.keyboard.press("ControlOrMeta+c")
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    assert "will not stand another winter” without repairs." in copied
    assert not re.search(r"\d\W*$|”\d|winter\d", copied)


def test_a_page_without_scripts_has_no_empty_room(browser: Browser, sample: str) -> None:
    with visiting(browser, sample, java_script_enabled=False) as reader:
        reader.page.goto(reader.address + BRIEFING)
        unfold_citations(reader.page)
        assert (reader.page.locator(".citations").bounding_box() or {"height": 0})["height"] == 0
