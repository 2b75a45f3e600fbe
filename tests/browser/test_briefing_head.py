"""The head of a briefing is short, so that its text begins on the first screen; what follows the text is dense."""

from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from visitor import HEIGHT, Visitor, visiting
from windows import Windows

BRIEFING = "briefings/israeli-palestinian-coordination-against-hamas/"
WIDE, NARROW = 1280, 390
FIRST_SENTENCE = {WIDE: 420, NARROW: 520}
"""The lowest place of the first sentence, in pixels from the top, by the width of the window."""
PAGE_HEIGHT = 9_000
"""The height of the whole page on a wide screen, in pixels."""

_TOP = "element => element.getBoundingClientRect().top + scrollY"
_STATEMENTS = (
    """() => [...document.querySelectorAll("[data-note-kind]")].map(head => head.nextSibling.textContent.trim())"""
)


@pytest.fixture
def reader(windows: Windows, real: str) -> Iterator[Visitor]:
    with windows.visiting(real, viewport={"width": WIDE, "height": HEIGHT}) as reader:
        yield reader
        assert reader.seen() == []


@pytest.mark.parametrize("width", FIRST_SENTENCE)
def test_the_text_begins_on_the_first_screen(browser: Browser, real: str, width: int) -> None:
    """A first visit, which has a line more than the others; the narrow window is that of a phone."""
    viewport = {"width": width, "height": HEIGHT}
    with visiting(browser, real, viewport=viewport, has_touch=width == NARROW, is_mobile=width == NARROW) as reader:
        reader.visit(BRIEFING, until="networkidle")
        expect(reader.page.locator(".hint")).to_be_visible()
        assert reader.page.locator("#p1").evaluate(_TOP) <= FIRST_SENTENCE[width]
        assert reader.page.evaluate("window.shifted") == 0


def test_a_phone_has_the_contents_folded(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    expect(reader.page.get_by_text("Contents", exact=True)).to_be_hidden()
    reader.widen(NARROW)
    reader.page.get_by_text("Contents", exact=True).click()
    reader.page.locator(".contents").get_by_role("link", name="Pressure to act").click()
    expect(reader.page.locator("#pressure-to-act")).to_be_in_viewport()


def test_the_page_is_not_long(reader: Visitor) -> None:
    reader.visit(BRIEFING, until="networkidle")
    assert reader.page.evaluate("document.documentElement.scrollHeight") <= PAGE_HEIGHT


@pytest.mark.parametrize("width", FIRST_SENTENCE)
def test_the_head_names_the_speakers_and_the_disputed_question(reader: Visitor, width: int) -> None:
    reader.widen(width)
    reader.visit(BRIEFING)
    head = reader.page.locator(".head")
    expect(head).to_contain_text(
        "44 statements: the author 27, named actors 9, unnamed speakers 7, no speaker named 1."
    )
    expect(head.locator("figure.strip svg")).to_be_visible()
    head.get_by_role("link", name="What form will Hamas's response take?").click()
    expect(reader.page.locator("#q_retaliation")).to_be_in_viewport()


def test_five_names_and_three_themes_are_shown_and_the_others_folded(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    chips = reader.page.locator(".head a.chip")
    kinds = Counter(chips.evaluate_all("all => all.filter(one => one.checkVisibility()).map(one => one.className)"))
    assert kinds == {"chip chip-actor": 5, "chip chip-theme": 3}
    reader.page.get_by_text("All names", exact=True).click()
    expect(chips.filter(has_text="Osama Hamdan")).to_be_visible()
    expect(chips.filter(has_text="Palestinian politics")).to_be_visible()


def test_names_are_beside_the_summary_on_a_wide_screen_only(reader: Visitor) -> None:
    for width, is_beside in ((WIDE, True), (NARROW, False)):
        reader.widen(width)
        reader.visit(BRIEFING)
        summary = reader.page.locator(".summary").bounding_box()
        names = reader.page.locator(".first-names").bounding_box()
        assert summary
        assert names
        assert (names["x"] >= summary["x"] + summary["width"]) == is_beside


def test_each_statement_is_shown_once(reader: Visitor) -> None:
    """Paraphrases are in the notes, and accounts lead to them; side notes are beside the words only."""
    reader.visit(BRIEFING)
    reader.page.evaluate("document.querySelectorAll('.sidenote').forEach(note => note.remove())")
    statements = [text.removeprefix(": ") for text in reader.page.evaluate(_STATEMENTS)]
    text = reader.page.locator("article").inner_text()
    assert len(statements) == 44
    assert [statement for statement in statements if text.count(statement) != 1] == []


def test_accounts_lead_to_their_notes(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    accounts = reader.page.locator("#q_responsibility + .rows-account")
    expect(accounts.locator("li")).to_have_text(
        ["The author reported 8", "The author alleged 19", "Sources in Hamas (unnamed, within Hamas) alleged 31"]
    )
    accounts.get_by_role("link", name="31").click()
    expect(reader.page.locator("[id='fn:c31']")).to_be_in_viewport(ratio=1)


def test_paraphrases_are_beside_the_text_if_they_fit(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    paraphrases = reader.page.locator(".sidenote-paraphrase")
    shown = paraphrases.evaluate_all("all => all.filter(one => one.checkVisibility()).length")
    assert 10 < shown < paraphrases.count()
    expect(reader.page.locator("[id='fnref:c10'] > .sidenote")).to_contain_text("and more severely than it foresees.")
    assert reader.page.evaluate("window.shifted") == 0
