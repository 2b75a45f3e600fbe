"""On a phone, a tap on a number or a name opens a sheet at the bottom, and the place in the text is kept."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect
from visitor import Visitor, visiting
from windows import Windows

BRIEFING = "briefings/israeli-palestinian-coordination-against-hamas/"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TARGET = 43.9
"""The least height of a target in pixels: 44, as browsers round it."""


@pytest.fixture
def reader(windows: Windows, real: str) -> Iterator[Visitor]:
    with windows.visiting(real, **PHONE) as reader:
        reader.visit(BRIEFING, until="networkidle")
        yield reader
        assert reader.seen() == []


def get_sheet(reader: Visitor) -> Locator:
    return reader.page.get_by_role("dialog")


def tap(reader: Visitor, selector: str) -> None:
    reader.page.locator(selector).first.tap()
    expect(get_sheet(reader)).to_be_visible()


def test_a_number_shows_its_statement(reader: Visitor) -> None:
    tap(reader, "a.footnote-ref[href='#fn:c10']")
    sheet = get_sheet(reader)
    expect(sheet).to_contain_text("Osama Hamdan said: The killing will rebound on Israel")
    expect(sheet).to_contain_text("“the opposite of what Israel thinks and much worse than it expects”")
    box = sheet.bounding_box()
    assert box
    assert round(box["y"] + box["height"]) == 844
    assert reader.barriers() == []


def test_a_name_shows_the_head_of_its_page(reader: Visitor) -> None:
    tap(reader, "#p3 a[href$='/actors/hamas/']")
    expect(get_sheet(reader)).to_contain_text("Hamas")
    get_sheet(reader).get_by_role("link", name="Open the page").tap()
    expect(reader.page.locator("h1")).to_contain_text("Hamas")
    assert reader.page.url.endswith("/actors/hamas/")


def test_a_repeated_name_opens_it_too(reader: Visitor) -> None:
    tap(reader, ".article a.again[href$='/actors/hamas/']")
    expect(get_sheet(reader).get_by_role("link", name="Open the page")).to_be_visible()


@pytest.mark.parametrize("by", ["button", "Escape", "beside"])
def test_closing_it_leads_back_to_the_same_place(reader: Visitor, by: str) -> None:
    reader.page.locator("#p9").scroll_into_view_if_needed()
    number = reader.page.locator("#p9 a.footnote-ref").first
    number.scroll_into_view_if_needed()
    before = reader.page.evaluate("scrollY")
    number.tap()
    expect(get_sheet(reader)).to_be_visible()
    if by == "button":
        get_sheet(reader).get_by_role("button", name="Close").tap()
    elif by == "Escape":
        reader.page.keyboard.press("Escape")
    else:
        reader.page.touchscreen.tap(195, 100)
    expect(get_sheet(reader)).to_be_hidden()
    assert reader.page.evaluate("scrollY") == before
    assert reader.page.evaluate("location.hash") == ""


def test_it_leads_to_the_speaker_and_to_the_list(reader: Visitor) -> None:
    tap(reader, "a.footnote-ref[href='#fn:c10']")
    links = get_sheet(reader).get_by_role("link")
    expect(links).to_have_text(["All by Osama Hamdan", "Show in the list"])
    assert str(links.first.get_attribute("href")).endswith("/statements/?by=osama-hamdan")
    assert min(box["height"] for link in links.all() if (box := link.bounding_box())) >= TARGET
    links.last.tap()
    expect(get_sheet(reader)).to_be_hidden()
    expect(reader.page.locator("[id='fn:c10']")).to_be_in_viewport(ratio=1)


def test_the_keyboard_follows_the_link(reader: Visitor) -> None:
    reader.page.locator("a.footnote-ref[href='#fn:c10']").focus()
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("[id='fn:c10']")).to_be_in_viewport(ratio=1)
    expect(get_sheet(reader)).to_be_hidden()


def test_a_wide_screen_with_a_mouse_has_none(browser: Browser, real: str) -> None:
    with visiting(browser, real, viewport={"width": 1280, "height": 800}) as reader:
        reader.visit(BRIEFING)
        reader.page.locator("a.footnote-ref[href='#fn:c10']").click()
        expect(reader.page.locator("[id='fn:c10']")).to_be_in_viewport(ratio=1)
        expect(get_sheet(reader)).to_be_hidden()
