"""The marks of statements: quiet unless a reader chooses otherwise, and the same words and addresses in each choice."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect
from visitor import HEIGHT, Visitor, visiting
from windows import Windows

BRIEFING = "briefings/israeli-palestinian-coordination-against-hamas/"
WIDE = 1280
CHOICES = ("none", "quiet", "full")

_LINE = """mark => {
    const style = getComputedStyle(mark);
    return [style.textDecorationLine, style.textDecorationStyle, style.textDecorationThickness];
}"""
_THIN = ["underline", "solid", "1px"]
_WORD = "number => getComputedStyle(number, '::before').content"
_LIT = "rgb(253, 240, 196)"

_TEXT_BEFORE_NOTE = """sup => {
    const range = document.createRange();
    range.setStart(sup.closest("p"), 0);
    range.setEndBefore(sup);
    return range.toString();
}"""


@pytest.fixture
def reader(windows: Windows, real: str) -> Iterator[Visitor]:
    viewport = {"width": WIDE, "height": HEIGHT}
    with windows.visiting(real, color_scheme="light", viewport=viewport) as reader:
        yield reader
        assert reader.seen() == []


def choose(reader: Visitor, choice: str) -> None:
    """Open the fold of the marks unless it is open, and choose."""
    fold = reader.page.locator("details:has(.marks-choice)")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    reader.page.get_by_role("radio", name=choice).check()


def get_mark(reader: Visitor) -> Locator:
    return reader.page.locator("mark#c01")


def get_number(reader: Visitor) -> Locator:
    return reader.page.locator("[id='fnref:c01'] > .footnote-ref")


def test_marks_are_quiet_without_a_choice(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    assert get_mark(reader).evaluate(_LINE) == _THIN
    assert get_number(reader).evaluate(_WORD) == "none"
    expect(get_number(reader)).to_be_visible()
    expect(reader.page.locator("[id='fnref:c01'] > .sidenote")).to_contain_text("report")


def test_marks_are_quiet_without_scripts(browser: Browser, real: str) -> None:
    with visiting(browser, real, java_script_enabled=False) as reader:
        reader.page.goto(reader.address + BRIEFING)
        assert get_mark(reader).evaluate(_LINE) == _THIN
        expect(get_number(reader)).to_be_visible()
        expect(reader.page.locator(".hint")).to_be_hidden()


def test_full_marks_have_the_line_and_the_word_of_the_kind(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    choose(reader, "full")
    assert get_mark(reader).evaluate(_LINE)[1] == "double"
    assert "report" in get_number(reader).evaluate(_WORD)


def test_without_marks_there_are_no_lines_and_no_numbers(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    choose(reader, "none")
    assert get_mark(reader).evaluate(_LINE)[0] == "none"
    for hidden in (get_number(reader), reader.page.locator(".sidenote").first):
        expect(hidden).to_be_hidden()


@pytest.mark.parametrize("choice", CHOICES)
def test_addresses_lead_to_the_words_with_each_choice(reader: Visitor, choice: str) -> None:
    reader.visit(BRIEFING)
    choose(reader, choice)
    reader.visit(f"{BRIEFING}#c30")
    expect(reader.page.locator("#c30")).to_be_in_viewport(ratio=1)
    assert reader.page.locator("#c30").evaluate("mark => getComputedStyle(mark).backgroundColor") == _LIT
    reader.visit(f"{BRIEFING}#fn:c30")
    reader.page.locator("[id='fn:c30'] .footnote-backref").click()
    expect(reader.page.locator("#c30")).to_be_in_viewport()


@pytest.mark.parametrize("choice", CHOICES)
def test_the_choice_does_not_change_copied_text(reader: Visitor, choice: str) -> None:
    reader.visit(BRIEFING)
    before = reader.page.locator("#p2").evaluate(
        "p => (getSelection().selectAllChildren(p), getSelection().toString())"
    )
    choose(reader, choice)
    after = reader.page.locator("#p2").evaluate("p => (getSelection().selectAllChildren(p), getSelection().toString())")
    assert after == before
    assert "was at work to forestall the response expected" in after


def test_the_choice_is_kept_and_applied_before_scripts_load(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    choose(reader, "full")
    reader.page.route("**/*.js", lambda route: route.abort())
    reader.visit(BRIEFING)
    assert get_mark(reader).evaluate(_LINE)[1] == "double"
    reader.page.unroute("**/*.js")
    reader.visit(BRIEFING)
    reader.page.locator("details:has(.marks-choice) > summary").click()
    expect(reader.page.get_by_role("radio", name="full")).to_be_checked()
    assert reader.page.evaluate("window.shifted") == 0 or reader.page.locator("details[open]").count() == 1


def test_the_choice_applies_in_all_tabs(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    other = reader.page.context.new_page()
    other.goto(reader.address + BRIEFING)
    choose(reader, "none")
    expect(other.locator("html")).to_have_attribute("data-marks", "none")


def test_the_choice_applies_to_the_page_without_storage(reader: Visitor) -> None:
    reader.page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); };")
    reader.visit(BRIEFING)
    choose(reader, "none")
    assert get_mark(reader).evaluate(_LINE)[0] == "none"


def test_paper_has_numbers_if_none_are_on_the_screen(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    choose(reader, "none")
    reader.page.emulate_media(media="print")
    expect(get_number(reader)).to_be_visible()
    expect(reader.page.locator(".hint")).to_be_hidden()
    reader.page.emulate_media(media="screen")


@pytest.mark.parametrize("choice", CHOICES)
def test_no_choice_has_a_barrier(reader: Visitor, choice: str) -> None:
    reader.visit(BRIEFING)
    choose(reader, choice)
    assert reader.barriers() == []


def test_system_colors_keep_the_line(browser: Browser, real: str) -> None:
    with visiting(browser, real, forced_colors="active") as reader:
        reader.visit(BRIEFING)
        assert get_mark(reader).evaluate(_LINE) == _THIN


@pytest.mark.parametrize(
    ("note", "end"),
    [("c10", "worse than it expects”."), ("c03", "at the border,"), ("c17", "the next exchange:"), ("c07", "revenge")],
)
def test_the_number_comes_after_closing_marks(reader: Visitor, note: str, end: str) -> None:
    reader.visit(BRIEFING)
    assert reader.page.locator(f"[id='fnref:{note}']").evaluate(_TEXT_BEFORE_NOTE).endswith(end)


def test_a_name_has_one_tab_stop_in_an_article_and_one_line_in_a_section(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    names = reader.page.locator(".article a[href$='/actors/hamas/']")
    repeated = reader.page.locator(".article a.again[href$='/actors/hamas/']").first
    assert names.count() > 5 + reader.page.locator(".article a.again[href$='/actors/hamas/']").count()
    assert names.evaluate_all("links => links.map(link => link.tabIndex)") == [0] + [-1] * (names.count() - 1)
    assert repeated.evaluate("link => [link.tabIndex, link.innerText]") == [-1, "Hamas"]
    assert repeated.evaluate(_LINE)[0] == "none"
    repeated.hover()
    assert repeated.evaluate(_LINE)[0] == "underline"


def test_a_first_visit_has_a_line_until_it_is_closed(reader: Visitor) -> None:
    reader.visit(BRIEFING, until="networkidle")
    hint = reader.page.locator(".hint")
    expect(hint).to_be_visible()
    assert reader.page.evaluate("window.shifted") == 0
    hint.get_by_role("button", name="OK").click()
    expect(hint).to_be_hidden()
    reader.visit(BRIEFING, until="networkidle")
    expect(hint).to_be_hidden()
    assert reader.page.evaluate("window.shifted") == 0
    choose(reader, "full")
    reader.visit(BRIEFING)
    expect(hint).to_be_hidden()
    assert get_mark(reader).evaluate(_LINE)[1] == "double"
