"""The column of text, and the notes beside it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from visitor import HEIGHT, Visitor, visiting

BRIEFING = "briefings/israeli-palestinian-coordination-against-hamas/"
WIDE, NARROW = 1280, 390

_CHARACTERS = """() => [...document.querySelectorAll(".article > p")].map(paragraph =>
    paragraph.clientWidth / (parseFloat(getComputedStyle(paragraph).fontSize) / 2))"""
"""Characters that fill a line of each paragraph, in a font whose characters are half an em wide on average."""

_COLLISIONS = """() => {
    const notes = [...document.querySelectorAll(".sidenote")].map(one => one.getBoundingClientRect());
    const column = document.querySelector(".article > p").getBoundingClientRect();
    const others = [...document.querySelectorAll(".md-sidebar--secondary, .article h2")]
        .map(one => one.getBoundingClientRect()).filter(box => box.width && box.height);
    const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    return notes.filter((note, place) =>
        note.left < column.right || notes.slice(0, place).some(one => meet(one, note))
        || others.slice(0, 1).some(one => meet(one, note))).length;
}"""

_CUT_TEXTS = """() => [...document.querySelectorAll("figure.timeline text")].filter(text => {
    const box = text.getBoundingClientRect();
    const frame = text.closest("figure").getBoundingClientRect();
    return box.left < Math.max(0, frame.left) || box.right > Math.min(frame.right, innerWidth);
}).map(text => text.textContent)"""
"""The texts of timelines that are partly hidden."""

_LEFT_EDGES = """() => [
    ".md-logo path", ".md-tabs__link", ".tabs-below .md-tabs__link", ".breadcrumbs a", "article h1", "article p",
    ".facts strong", ".md-content__inner > h2", ".md-copyright a",
].flatMap(selector => {
    const element = [...document.querySelectorAll(selector)].find(one => one.checkVisibility());
    if (!element) return [];
    const range = document.createRange();
    range.selectNodeContents(element);
    const box = element.matches("path") ? element.getBoundingClientRect() : range.getBoundingClientRect();
    return [[selector, box.left]];
})"""
"""The left edges of header, tabs, breadcrumbs, title, text and footer, as far as a page has them."""

_HEAD_BOXES = """() => {
    const visible = [...document.querySelectorAll(".head, .head *")].filter(one => one.checkVisibility());
    return visible.map(one => one.getBoundingClientRect().toJSON());
}"""

_REMOVE_ALL_BELOW_THE_HEAD = """() => {
    const head = document.querySelector(".head");
    while (head.nextSibling) head.nextSibling.remove();
}"""


@pytest.fixture(scope="module")
def reader(browser: Browser, real: str) -> Iterator[Visitor]:
    with visiting(browser, real, viewport={"width": WIDE, "height": HEIGHT}) as reader:
        yield reader


@pytest.mark.parametrize("width", [WIDE, 1024, 900])
def test_lines_are_of_a_readable_length(reader: Visitor, width: int) -> None:
    reader.widen(width)
    reader.visit(BRIEFING)
    assert all(60 <= number <= 75 for number in reader.page.evaluate(_CHARACTERS))


@pytest.mark.parametrize("width", [WIDE, 1440, 1920])
@pytest.mark.parametrize("path", ["", BRIEFING, "actors/hamas/", "actors/", "statements/", "places/erez/", "about/"])
def test_all_begins_at_one_edge(reader: Visitor, path: str, width: int) -> None:
    reader.widen(width)
    reader.visit(path)
    edges = dict(reader.page.evaluate(_LEFT_EDGES))
    assert edges.keys() >= {".md-logo path", ".md-tabs__link", "article h1", "article p", ".md-copyright a"}
    assert max(edges.values()) - min(edges.values()) < 1, edges


@pytest.mark.parametrize("width", [WIDE, 1024, 960])
def test_each_passage_has_its_speaker_beside_it(reader: Visitor, width: int) -> None:
    reader.widen(width)
    reader.visit(BRIEFING)
    notes = reader.page.locator(".sidenote")
    expect(notes).to_have_count(reader.page.locator(".article mark.at").count())
    expect(reader.page.locator("[id='fnref:c03'] > .sidenote > .sidenote-head")).to_have_text(
        "Israeli defense establishment assessed"
    )
    expect(reader.page.locator("[id='fnref:c03'] > .sidenote")).to_be_visible()
    assert reader.page.evaluate(_COLLISIONS) == 0
    assert reader.page.evaluate("window.shifted") == 0


@pytest.mark.parametrize("width", [WIDE, 1024, 960, NARROW])
def test_the_head_of_a_briefing_stays_in_its_place_when_the_rest_arrives(reader: Visitor, width: int) -> None:
    reader.widen(width)
    reader.visit(BRIEFING)
    whole = reader.page.evaluate(_HEAD_BOXES)
    reader.page.evaluate(_REMOVE_ALL_BELOW_THE_HEAD)
    assert len(whole) > 10
    assert reader.page.evaluate(_HEAD_BOXES) == whole


@pytest.mark.parametrize("width", [1024, 960])
def test_a_tablet_has_the_contents_as_a_fold_in_the_head(reader: Visitor, width: int) -> None:
    reader.widen(width)
    reader.visit(BRIEFING)
    expect(reader.page.locator(".md-sidebar--secondary")).to_be_hidden()
    reader.page.get_by_text("Contents", exact=True).click()
    reader.page.locator(".beside").get_by_role("link", name="Accounts of the method").click()
    expect(reader.page.locator("#accounts-of-the-method")).to_be_in_viewport()
    reader.visit("actors/hamas/")
    expect(reader.page.locator(".md-sidebar--secondary")).to_be_visible()


def test_only_wide_screens_have_notes_beside_the_text(reader: Visitor) -> None:
    reader.widen(NARROW)
    reader.visit(BRIEFING)
    expect(reader.page.locator(".sidenote").first).to_be_hidden()
    reader.widen(WIDE)
    reader.page.emulate_media(media="print")
    expect(reader.page.locator(".sidenote").first).to_be_hidden()
    reader.page.emulate_media(media="screen")


def test_screen_readers_do_not_read_notes_twice(reader: Visitor) -> None:
    reader.widen(WIDE)
    reader.visit(BRIEFING)
    expect(reader.page.locator(".sidenote").first).to_be_visible()
    assert "strong: Israeli defense establishment" not in reader.page.locator(".article").aria_snapshot()


def test_copied_text_is_only_the_article(reader: Visitor) -> None:
    reader.widen(WIDE)
    reader.visit(BRIEFING)
    copied = reader.page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('.article > p:has(.sidenote)')),"
        "getSelection().toString()"
    )
    assert "was at work to forestall" in copied
    assert "The author reported" not in copied


@pytest.mark.parametrize("width", [WIDE, NARROW, 360])
def test_no_text_of_a_timeline_is_cut_off(reader: Visitor, width: int) -> None:
    reader.widen(width)
    reader.visit("timeline/")
    assert reader.page.locator("figure.timeline text").count() > 6
    assert reader.page.evaluate(_CUT_TEXTS) == []
    assert reader.overflow() == []
