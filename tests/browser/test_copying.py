"""The tool beside a paragraph, a side note or an entry of the list of statements, and the buttons in the sheet."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from visitor import HEIGHT, Visitor, visiting
from windows import Windows

BRIEFING = "briefings/quay-tolls/"
WIDE = {"width": 1280, "height": HEIGHT}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CLIPBOARD = ("clipboard-read", "clipboard-write")
TARGET = 43.9
"""The least height of a target in pixels: 44, as browsers round it."""

STATEMENT = re.compile(
    r"Nadia Haddad \(statement\): “will not stand another winter”\. In: Lena Moreau, Tomas Ek, “The toll of the East"
    r" Quay”, Estuary briefings, Estuary desk, 4 May 2019, https://.*/briefings/quay-tolls/#c01"
)
"""Speaker, quoted words, briefing, desk, date and address."""

_COVERED = """() => {
    const button = document.querySelector(".part-button").getBoundingClientRect();
    const margin = (button.width - 14) / 2; // around its sign
    const covers = (box) => box.left < button.right - margin && box.right > button.left + margin
        && box.top < button.bottom - margin && box.bottom > button.top + margin;
    const texts = document.createTreeWalker(document.querySelector("main article"), NodeFilter.SHOW_TEXT);
    const covered = [];
    while (texts.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        if (texts.currentNode.data.trim() && [...range.getClientRects()].some(covers)) {
            covered.push(texts.currentNode.data);
        }
    }
    return covered;
}"""
"""Returns the texts below the sign of the button."""

_REFUSE = "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }"
_COUNT_STOPS = """() => [...document.querySelectorAll('a[href], button:not(.md-top), select, pre[tabindex]')]
    .filter((stop) => stop.checkVisibility()).length"""


@pytest.fixture
def reader(windows: Windows, sample: str) -> Iterator[Visitor]:
    with windows.visiting(sample, viewport=WIDE) as reader:
        yield reader
        assert reader.seen() == []


def get_tool(page: Page) -> Locator:
    return page.locator(".part-tool")


def get_button(page: Page) -> Locator:
    return page.locator(".part-button")


def get_status(page: Page) -> Locator:
    return page.locator(".part-tool [role=status]")


def point_at(page: Page, selector: str, label: str | re.Pattern[str]) -> None:
    """Let the pointer rest on a part until its tool is there."""
    page.locator(selector).first.hover()
    expect(get_button(page)).to_be_visible()
    expect(get_button(page)).to_have_attribute("aria-label", re.compile(label))


def open_panel(page: Page, selector: str, label: str) -> None:
    point_at(page, selector, label)
    get_button(page).click()
    expect(get_tool(page).get_by_role("button", name="Copy link")).to_be_visible()


def copy(page: Page, name: str) -> str:
    """Click a button of the panel, and return the text of the clipboard."""
    get_tool(page).get_by_role("button", name=name).click()
    expect(get_status(page)).to_have_text("Copied.")
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize(
    ("selector", "label"),
    [
        ("#p1", "Cite paragraph 1: The Port Office raised"),
        (".sidenote", r"Cite Nadia Haddad \(statement\)"),
        ("[id='fn:c03']", r"Cite Noam Peretz, Quay Workers \(denial\)"),
        ("[id='fn:c05']", r"Cite East Quay Company \(silence\): “has made no statement on the loading”"),
    ],
)
def test_pointing_at_a_part_shows_its_tool_and_moves_nothing(reader: Visitor, selector: str, label: str) -> None:
    reader.visit(BRIEFING, until="networkidle")
    height = reader.page.evaluate("document.documentElement.scrollHeight")
    point_at(reader.page, selector, label)
    assert reader.page.evaluate(_COVERED) == []
    get_button(reader.page).click()
    assert reader.page.evaluate("document.documentElement.scrollHeight") == height
    assert reader.page.evaluate("window.shifted") == 0
    assert reader.overflow() == []
    assert reader.barriers() == []


@pytest.mark.parametrize("width", [320, 700, 1000, 1280])
@pytest.mark.parametrize("path", [BRIEFING, "briefings/blocks-arabic/"])
def test_the_tool_covers_no_text(reader: Visitor, path: str, width: int) -> None:
    reader.widen(width)
    reader.visit(path)
    for selector in ("#p1", "#p3", ".article :is(td, th)[id]", ".article li[id]", "[id='fn:c01']"):
        if reader.page.locator(selector).count():
            reader.page.locator(selector).first.hover(position={"x": 3, "y": 3})
            fragment = reader.page.locator(selector).first.evaluate("part => part.id.replace('fn:', '').slice(1)")
            label = f"paragraph {int(fragment)}:" if selector[1] != "i" else "statement"
            expect(get_button(reader.page)).to_have_attribute("aria-label", re.compile(label))
            assert reader.page.evaluate(_COVERED) == [], selector
            box = get_button(reader.page).bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 24
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
    assert reader.overflow() == []


def test_nothing_moves_when_the_tool_goes_to_another_part(reader: Visitor) -> None:
    reader.visit(BRIEFING, until="networkidle")
    point_at(reader.page, ".sidenote", "Nadia Haddad")
    point_at(reader.page, "#p1", "paragraph 1")
    reader.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert reader.page.evaluate("window.shifted") == 0


def test_the_note_of_the_article_has_no_tool(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    point_at(reader.page, "#p1", "paragraph 1")
    reader.page.locator("[id='fn:note-walls'], [id^='fn:note']").first.hover()
    expect(get_tool(reader.page)).to_be_hidden()


def test_link_and_citation_are_copied(reader: Visitor) -> None:
    reader.page.context.grant_permissions(CLIPBOARD)
    reader.visit(BRIEFING)
    open_panel(reader.page, "[id='fn:c01']", "Nadia Haddad")
    assert copy(reader.page, "Copy link").endswith("/briefings/quay-tolls/#c01")
    assert STATEMENT.fullmatch(copy(reader.page, "Copy citation"))
    reader.page.keyboard.press("Escape")
    reader.page.keyboard.press("Escape")
    open_panel(reader.page, "#p1", "paragraph 1")
    assert copy(reader.page, "Copy citation").endswith("4 May 2019, " + copy(reader.page, "Copy link"))


def test_both_tools_write_the_same_text(reader: Visitor) -> None:
    reader.page.context.grant_permissions(CLIPBOARD)
    reader.visit(f"{BRIEFING}#c03")
    open_panel(reader.page, "[id='fn:c03']", "denial")
    copied = copy(reader.page, "Copy citation")
    get_tool(reader.page).get_by_role("button", name="More formats").click()
    expect(reader.page.locator(".citations .citation")).to_have_text(copied)


def test_more_formats_lead_to_the_part_below_how_to_cite(reader: Visitor) -> None:
    reader.visit(f"{BRIEFING}#p1")
    open_panel(reader.page, "[id='fn:c03']", "denial")
    get_tool(reader.page).get_by_role("button", name="More formats").click()
    choice = reader.page.get_by_role("combobox", name="Cite", exact=True)
    expect(choice).to_be_focused()
    expect(choice).to_be_in_viewport()
    expect(choice).to_have_value("c03")
    expect(get_tool(reader.page)).to_be_hidden()
    reader.page.get_by_role("combobox", name="Format", exact=True).select_option("bibtex")
    expect(reader.page.locator(".citations .citation")).to_contain_text("@online{quay-tolls:c03,")
    assert reader.page.locator(".citations select").count() == 2


def test_a_text_that_cannot_be_copied_is_selected(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    reader.page.evaluate(_REFUSE)
    open_panel(reader.page, "[id='fn:c01']", "Nadia Haddad")
    get_tool(reader.page).get_by_role("button", name="Copy citation").click()
    expect(get_status(reader.page)).to_contain_text("copy it by keyboard")
    assert STATEMENT.fullmatch(reader.page.evaluate("getSelection().toString()"))
    assert reader.barriers() == []
    get_tool(reader.page).get_by_role("button", name="Copy link").click()
    expect(reader.page.locator(".part-panel .citation")).to_have_text(re.compile(r"^https://\S+#c01$"))


def focus_by_keyboard(page: Page, link: Locator) -> None:
    """Move the focus to a link as Tab does."""
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(link).to_be_focused()


def test_shift_tab_leads_from_a_part_to_its_tool_and_tab_leads_back(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    link = reader.page.locator("[id='fn:c03'] a:not([tabindex='-1'])").first
    focus_by_keyboard(reader.page, link)
    expect(get_button(reader.page)).to_have_attribute("aria-label", re.compile("denial"))
    reader.page.keyboard.press("Shift+Tab")
    expect(get_button(reader.page)).to_be_focused()
    assert get_button(reader.page).evaluate("button => getComputedStyle(button).outlineStyle") == "solid"
    reader.page.keyboard.press("Enter")
    expect(get_button(reader.page)).to_have_attribute("aria-expanded", "true")
    for name in ("Copy link", "Copy citation", "More formats"):
        reader.page.keyboard.press("Tab")
        expect(get_tool(reader.page).get_by_role("button", name=name)).to_be_focused()
    reader.page.keyboard.press("Tab")
    expect(link).to_be_focused()
    reader.page.keyboard.press("Shift+Tab")
    reader.page.keyboard.press("Shift+Tab")
    expect(get_button(reader.page)).not_to_be_focused()
    assert reader.page.evaluate("document.activeElement.closest('.footnote li').id") == "fn:c02"


def test_tab_has_no_more_stops_on_its_way(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    links = reader.page.locator(".footnote li[id^='fn:c'] a:not([tabindex='-1'])")
    focus_by_keyboard(reader.page, links.first)
    expect(get_button(reader.page)).to_be_visible()
    # Counted now, as scripts add buttons of their own to a page that was just opened.
    stops = reader.page.evaluate(_COUNT_STOPS)
    for number in range(1, 12):
        reader.page.keyboard.press("Tab")
        expect(links.nth(number)).to_be_focused()
        expect(get_button(reader.page)).to_be_visible()
    assert reader.page.evaluate(_COUNT_STOPS) == stops, "there is one tool, not one for each part"


def test_escape_closes_the_panel_then_the_tool(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    link = reader.page.locator("[id='fn:c03'] a:not([tabindex='-1'])").first
    focus_by_keyboard(reader.page, link)
    expect(get_button(reader.page)).to_be_visible()
    reader.page.keyboard.press("Shift+Tab")
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Escape")
    expect(get_button(reader.page)).to_be_focused()
    expect(get_button(reader.page)).to_have_attribute("aria-expanded", "false")
    reader.page.keyboard.press("Escape")
    expect(link).to_be_focused()
    expect(get_tool(reader.page)).to_be_hidden()
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.closest('.footnote li').id") == "fn:c03"
    expect(get_tool(reader.page)).to_be_hidden()


def test_a_click_elsewhere_closes_it(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    open_panel(reader.page, "#p1", "paragraph 1")
    reader.page.mouse.click(640, 20)
    expect(get_tool(reader.page)).to_be_hidden()


def test_the_tool_is_loaded_when_a_part_is_pointed_at(reader: Visitor) -> None:
    requests: list[str] = []
    reader.page.on("request", lambda request: requests.append(request.url))
    reader.visit(BRIEFING, until="networkidle")
    assert not [url for url in requests if "/cite/" in url]
    point_at(reader.page, "#p1", "paragraph 1")
    assert [url for url in requests if url.endswith("/cite/part_tool.js")]


@pytest.mark.parametrize("options", [{"forced_colors": "active"}, {"color_scheme": "dark"}])
def test_it_is_seen_in_the_colors_of_the_system(browser: Browser, sample: str, options: dict[str, str]) -> None:
    with visiting(browser, sample, viewport=WIDE, **options) as reader:
        reader.visit(BRIEFING)
        open_panel(reader.page, "#p1", "paragraph 1")
        assert reader.barriers() == []
        panel = reader.page.locator(".part-panel")
        assert panel.evaluate("panel => getComputedStyle(panel).borderTopStyle") == "solid"
        reader.page.emulate_media(media="print")
        expect(get_tool(reader.page)).to_be_hidden()
        assert reader.seen() == []


def test_a_finger_gets_a_larger_button(browser: Browser, sample: str) -> None:
    """A touch screen with a keyboard has the tool for the keyboard; a tap does not show it."""
    with visiting(browser, sample, **PHONE) as reader:
        reader.visit(BRIEFING)
        reader.page.locator("#p1").tap(position={"x": 2, "y": 2})
        focus_by_keyboard(reader.page, reader.page.locator("[id='fn:c03'] a:not([tabindex='-1'])").first)
        expect(get_button(reader.page)).to_be_visible()
        box = get_button(reader.page).bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= TARGET


def test_the_sheet_copies_link_and_citation_of_a_statement(browser: Browser, sample: str) -> None:
    with visiting(browser, sample, permissions=CLIPBOARD, **PHONE) as reader:
        reader.visit(BRIEFING)
        reader.page.locator("a.footnote-ref[href='#fn:c01']").tap()
        sheet = reader.page.get_by_role("dialog")
        buttons = {name: sheet.get_by_role("button", name=name) for name in ("Copy link", "Copy citation")}
        assert min(box["height"] for button in buttons.values() if (box := button.bounding_box())) >= TARGET
        copied = []
        for button in buttons.values():
            button.tap()
            expect(sheet.get_by_role("status")).to_have_text("Copied.")
            copied.append(str(reader.page.evaluate("navigator.clipboard.readText()")))
        assert copied[0].endswith("/briefings/quay-tolls/#c01")
        assert STATEMENT.fullmatch(copied[1])
        assert reader.barriers() == []
        assert reader.overflow() == []
        sheet.get_by_role("button", name="Close").tap()
        reader.page.locator(".article a[href*='/actors/']").first.tap()
        expect(sheet).to_be_visible()
        expect(buttons["Copy citation"]).to_be_hidden()
        assert reader.seen() == []


def test_a_citation_that_the_sheet_cannot_copy_is_selected(browser: Browser, sample: str) -> None:
    with visiting(browser, sample, **PHONE) as reader:
        reader.visit(BRIEFING)
        reader.page.evaluate(_REFUSE)
        reader.page.locator("a.footnote-ref[href='#fn:c01']").tap()
        sheet = reader.page.get_by_role("dialog")
        sheet.get_by_role("button", name="Copy citation").tap()
        expect(sheet.get_by_role("status")).to_contain_text("copy it by keyboard")
        assert STATEMENT.fullmatch(reader.page.evaluate("getSelection().toString()"))


def test_a_page_of_another_kind_loads_no_tool(reader: Visitor) -> None:
    requests: list[str] = []
    reader.page.on("request", lambda request: requests.append(request.url))
    reader.visit("actors/port-office/", until="networkidle")
    reader.page.locator("main article p").first.hover()
    reader.page.wait_for_load_state("networkidle")
    assert not [url for url in requests if "/cite/" in url]


ROW = "main li:has(> small > a.words[href$='quay-tolls/#c03'])"
"""A row of a statement on a page that is not its briefing's."""


def cite_on_its_briefing(reader: Visitor, fragment: str) -> str:
    reader.visit(BRIEFING)
    open_panel(reader.page, f"[id='fn:{fragment}']", "denial")
    return copy(reader.page, "Copy citation") + copy(reader.page, "Copy link")


def test_a_row_of_another_page_copies_the_text_of_its_briefing(reader: Visitor) -> None:
    reader.page.context.grant_permissions(CLIPBOARD)
    expected = cite_on_its_briefing(reader, "c03")
    for path in ("actors/quay-workers/", "statements/"):
        reader.visit(path, until="networkidle")
        open_panel(reader.page, ROW, "We did not load a ship by night")
        assert copy(reader.page, "Copy citation") + copy(reader.page, "Copy link") == expected, path
        assert reader.page.evaluate("window.shifted") == 0
        assert reader.barriers() == []


def test_more_formats_of_a_row_lead_to_its_briefing(reader: Visitor) -> None:
    reader.visit("actors/quay-workers/")
    open_panel(reader.page, ROW, "We did not load")
    get_tool(reader.page).get_by_role("button", name="More formats").click()
    choice = reader.page.get_by_role("combobox", name="Cite", exact=True)
    expect(choice).to_be_focused()
    expect(choice).to_have_value("c03")


def test_an_address_with_an_unknown_statement_cites_the_briefing(reader: Visitor) -> None:
    reader.visit(f"{BRIEFING}?cite=c99")
    choice = reader.page.get_by_role("combobox", name="Cite", exact=True)
    expect(choice).to_be_focused()
    expect(choice).to_have_js_property("selectedIndex", 0)
    expect(reader.page.locator(".citations .citation")).to_contain_text("The toll of the East Quay")


def test_shift_tab_leads_from_a_row_to_its_tool(reader: Visitor) -> None:
    reader.visit("actors/quay-workers/")
    link = reader.page.locator(ROW).first.locator("a").first
    focus_by_keyboard(reader.page, link)
    expect(get_button(reader.page)).to_be_visible()
    reader.page.keyboard.press("Shift+Tab")
    expect(get_button(reader.page)).to_be_focused()
    reader.page.keyboard.press("Tab")
    expect(link).to_be_focused()


def test_a_row_whose_briefing_cannot_be_loaded_says_so(reader: Visitor) -> None:
    reader.visit("actors/quay-workers/")
    point_at(reader.page, ROW, "We did not load")
    reader.page.route("**/briefings/quay-tolls/", lambda route: route.abort())
    get_button(reader.page).click()
    expect(get_status(reader.page)).to_contain_text("could not be loaded")
    expect(get_tool(reader.page).get_by_role("button", name="Copy link")).to_be_hidden()
    reader.faults.clear()
