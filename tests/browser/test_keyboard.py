"""A reader without a mouse: Tab reaches everything, the focused element is visible, and the focus can leave it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from visitor import HEIGHT, Visitor, visiting
from windows import Windows

BRIEFING = "briefings/israeli-palestinian-coordination-against-hamas/"
WIDE, NARROW = 1280, 390

_SETTLE = """async () => {
    await Promise.all(document.getAnimations().map(one => one.finished.catch(() => null)));
}"""

_FOCUSED = """() => {
    const one = document.activeElement;
    const shown = one.matches(".md-option") ? one.nextElementSibling : one;
    const box = shown.getBoundingClientRect();
    const style = getComputedStyle(shown);
    return {
        name: one.ariaLabel ?? one.innerText.trim(),
        place: one.closest("main article") ? "text" : one.closest("[data-md-component]")?.dataset.mdComponent,
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
        inside: box.width > 0 && box.left >= 0 && box.right <= innerWidth && box.bottom > 0 && box.top < innerHeight,
    };
}"""

_SEEN = """one => {
    const box = one.getBoundingClientRect();
    return {
        below: box.top >= document.querySelector(".md-header").getBoundingClientRect().bottom,
        above: box.bottom <= innerHeight,
        lit: getComputedStyle(one).backgroundColor,
    };
}"""
_STOPS = """() => {
    const lists = document.querySelector("#competing-accounts");
    return [...document.querySelectorAll("a[href], button, input, summary, select")]
        .filter(one => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }))
        .filter(one => one.type !== "radio" || one.checked)
        .map(one => ({
            place: one.closest(".article") ? "text" : one.closest(".footnote") ? "notes" : "other",
            target: one.href ?? "",
            isBeforeLists: Boolean(one.compareDocumentPosition(lists) & Node.DOCUMENT_POSITION_FOLLOWING),
        }));
}"""
_TARGETS = "links => links.map(link => link.href)"
MOST_STOPS = 200
"""The tab stops of a briefing before the lists that follow its text and its notes."""
_LIT = "rgb(253, 240, 196)"
_UNLIT = "rgba(0, 0, 0, 0)"


@pytest.fixture(scope="module", params=[True, False], ids=["scripts", "no scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    runs: bool = request.param
    return runs


@pytest.fixture(scope="module")
def reader(browser: Browser, real: str, *, scripts: bool) -> Iterator[Visitor]:
    with visiting(browser, real, color_scheme="light", java_script_enabled=scripts) as reader:
        yield reader


@pytest.fixture
def reader_with_scripts(windows: Windows, real: str) -> Iterator[Visitor]:
    with windows.visiting(real, color_scheme="light", viewport={"width": WIDE, "height": HEIGHT}) as reader:
        reader.visit(BRIEFING)
        yield reader


def walk(reader: Visitor, stops: int) -> list[tuple[str, str]]:
    """Return the location and name of each stop from the top of a page, and assert that each is visible."""
    walked = []
    for _ in range(stops):
        reader.page.keyboard.press("Tab")
        reader.page.evaluate(_SETTLE)
        focused = reader.page.evaluate(_FOCUSED)
        assert focused["outlined"], focused
        assert focused["inside"], focused
        walked.append((focused["place"], focused["name"]))
    return walked


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_tab_leads_through_the_page(reader: Visitor, width: int, *, scripts: bool) -> None:
    reader.widen(width)
    reader.visit(BRIEFING)
    walked = walk(reader, 45)

    assert walked[0] == ("skip", "Skip to content")
    names = [name for _, name in walked]
    last = "Explore" if width == WIDE else "About"
    for entry in ("Home", "Actors", last, "Hamas", "Mazen Fuqha"):
        assert entry in names
    assert scripts == ("Switch to light colors" in names)
    first_of_text = next(i for i, (place, _) in enumerate(walked) if place == "text")
    assert names.index("Home") < names.index(last) < first_of_text


def test_drawer_closes_behind_the_keyboard(reader: Visitor) -> None:
    reader.widen(NARROW)
    reader.visit(BRIEFING)
    about = reader.page.locator(".md-sidebar--primary a", has_text="About")
    about.focus()
    reader.page.keyboard.press("Shift+Tab")
    reader.page.keyboard.press("Tab")
    expect(about).to_be_in_viewport(ratio=1)
    reader.page.keyboard.press("Tab")
    expect(about).not_to_be_in_viewport()


def test_skip_link_leads_past_the_navigation(reader: Visitor) -> None:
    reader.widen(WIDE)
    reader.visit(BRIEFING)
    walk(reader, 1)
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.closest('main article') !== null")


def test_note_and_back(reader: Visitor) -> None:
    reader.widen(WIDE)
    reader.visit(BRIEFING)
    reader.page.locator("a[href='#fn:c03']").first.focus()
    reader.page.keyboard.press("Enter")
    note = reader.page.locator("[id='fn:c03']")
    expect(note).to_be_in_viewport(ratio=1)
    assert note.evaluate(_SEEN)["lit"] == _LIT
    reader.page.keyboard.press("Tab")
    assert note.evaluate("one => one.contains(document.activeElement)")

    note.locator(".footnote-backref").focus()
    reader.page.keyboard.press("Enter")
    number = reader.page.locator("[id='fnref:c03']")
    expect(number).to_be_in_viewport(ratio=1)
    assert number.evaluate(_SEEN)["below"]
    reader.page.keyboard.press("Tab")
    assert number.evaluate("one => one.contains(document.activeElement)")


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("address", ["c03", "p2"])
def test_address_of_words_leads_to_them(reader: Visitor, address: str, width: int) -> None:
    reader.widen(width)
    reader.visit(BRIEFING)
    assert reader.page.locator(f"#{address}").evaluate(_SEEN)["lit"] == _UNLIT
    reader.visit(f"{BRIEFING}#{address}")
    reader.page.evaluate(_SETTLE)
    assert reader.page.locator(f"#{address}").evaluate(_SEEN) == {"below": True, "above": True, "lit": _LIT}


def test_scheme_is_switched_and_kept(reader_with_scripts: Visitor) -> None:
    page = reader_with_scripts.page
    page.locator("#__palette_0").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    reader_with_scripts.visit("actors/hamas/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_search_is_opened_and_closed(reader_with_scripts: Visitor) -> None:
    """`/` opens it and Esc closes it; then Tab continues through the page."""
    page = reader_with_scripts.page
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    assert reader_with_scripts.barriers() == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert reader_with_scripts.faults == []


def test_there_are_few_tab_stops_before_the_lists(reader: Visitor) -> None:
    """The keyboard still reaches each target of the text and its notes, the words of a note by its arrow."""
    reader.widen(WIDE)
    reader.visit(BRIEFING)
    stops = reader.page.evaluate(_STOPS)
    before_lists = [stop for stop in stops if stop["isBeforeLists"]]
    assert len(before_lists) < MOST_STOPS
    assert any(stop["place"] == "notes" for stop in before_lists)
    reached = {stop["target"] for stop in stops}
    links = reader.page.locator(".article a:not(.headerlink), .footnote a:not(.words)")
    assert set(links.evaluate_all(_TARGETS)) <= reached


def test_headings_have_their_own_name(reader: Visitor) -> None:
    reader.widen(WIDE)
    reader.visit("actors/hamas/")
    for name in ("Hamas", "What Hamas says", "In the text"):
        expect(reader.page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    assert reader.page.get_by_role("link", name="¶", exact=True).count() == 0
    contents = reader.page.get_by_role("navigation", name="Table of contents")
    contents.get_by_role("link", name="In the text").press("Enter")
    expect(reader.page.locator("#mentions")).to_be_in_viewport()


def test_the_name_of_a_note_number_has_the_speaker(reader_with_scripts: Visitor) -> None:
    page = reader_with_scripts.page
    for name in ("1: The author reported", "10: Osama Hamdan said"):
        number = page.get_by_role("link", name=name, exact=True)
        expect(number).to_have_text(name.partition(":")[0])
