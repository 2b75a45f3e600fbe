"""The list "Who says what": in the order of the text, by speaker, or by kind; folded by speaker on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from visitor import HEIGHT, Visitor
from windows import Windows

BRIEFING = "briefings/israeli-palestinian-coordination-against-hamas/"
WIDE = {"viewport": {"width": 1280, "height": HEIGHT}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

_NUMBERS = "notes => notes.map(note => [note.value, note.id])"
_IDS_AT_PRINT = """() => addEventListener("beforeprint", () => {
    window.printed = [...document.querySelectorAll(".footnote > ol > li")].map(note => note.id);
})"""


@pytest.fixture
def wide(windows: Windows, real: str) -> Iterator[Visitor]:
    with windows.visiting_well(real, **WIDE) as reader:
        reader.visit(BRIEFING)
        yield reader


@pytest.fixture
def phone(windows: Windows, real: str) -> Iterator[Visitor]:
    with windows.visiting_well(real, **PHONE) as reader:
        reader.visit(BRIEFING)
        expect(get_groups(reader.page).first).to_be_visible()
        yield reader


def get_groups(page: Page) -> Locator:
    return page.locator("details.ledger-group")


def get_choice(page: Page) -> Locator:
    return page.get_by_label("Order")


def list_ids(page: Page) -> list[str]:
    """Return the ids of the numbers in the text, as ids of notes, in the order of the text."""
    hrefs: list[str] = page.locator(".article a.footnote-ref").evaluate_all("all => all.map(one => one.hash.slice(1))")
    return list(dict.fromkeys(hrefs))


def test_a_phone_has_a_folded_group_for_each_speaker(phone: Visitor) -> None:
    page = phone.page
    ids = list_ids(page)
    assert len(ids) == 44
    summaries = get_groups(page).locator("summary").all_inner_texts()
    assert summaries[0] == "The author 27"
    assert "Mahmoud Abbas, senior PA officials 1" in summaries
    assert sum(int(text.rpartition(" ")[2]) for text in summaries) == len(ids)
    expect(page.locator(".footnote li:visible")).to_have_count(0)
    get_groups(page).filter(has_text="Al-Majd").locator("summary").tap()
    notes = page.locator(".footnote li:visible")
    assert "Al-Majd alleged" in notes.first.inner_text()
    # Notes keep the numbers that they have in the text.
    assert all(ids[number - 1] == id_ for number, id_ in notes.evaluate_all(_NUMBERS))
    assert phone.overflow() == []
    assert phone.barriers() == []


def test_targets_are_large_enough_for_fingers(phone: Visitor) -> None:
    for target in (get_choice(phone.page), *get_groups(phone.page).locator("summary").all()):
        box = target.bounding_box()
        assert box
        assert box["height"] >= 44


@pytest.mark.parametrize("note", ["c10", "c44"])
def test_the_address_of_a_note_unfolds_its_group(phone: Visitor, note: str) -> None:
    phone.visit(f"{BRIEFING}#fn:{note}")
    expect(phone.page.locator(f"[id='fn:{note}']")).to_be_in_viewport()
    expect(phone.page.locator("details.ledger-group[open]")).to_have_count(1)


def test_the_sheet_leads_to_the_note(phone: Visitor) -> None:
    phone.page.locator("a.footnote-ref[href='#fn:c10']").tap()
    phone.page.get_by_role("link", name="Show in the list").tap()
    expect(phone.page.locator("[id='fn:c10']")).to_be_in_viewport()


def test_a_wide_screen_has_the_order_of_the_text_until_another_is_chosen(wide: Visitor) -> None:
    page = wide.page
    ids = list_ids(page)
    notes = page.locator(".footnote li:visible")
    assert [id_ for _, id_ in notes.evaluate_all(_NUMBERS)] == ids
    get_choice(page).select_option("by kind")
    expect(notes).to_have_count(0)
    kinds = page.locator(".footnote .kind").all_text_contents()
    summaries = get_groups(page).locator("summary").all_inner_texts()
    assert sorted(summaries) == sorted(f"{kind} {kinds.count(kind)}" for kind in set(kinds))
    assert summaries == sorted(summaries, key=lambda text: -int(text.rpartition(" ")[2]))
    get_choice(page).select_option("as in the text")
    assert [id_ for _, id_ in notes.evaluate_all(_NUMBERS)] == ids
    expect(get_groups(page)).to_have_count(0)


def test_paper_has_the_order_of_the_text(phone: Visitor) -> None:
    page = phone.page
    page.evaluate(_IDS_AT_PRINT)
    page.pdf()
    assert page.evaluate("window.printed") == list_ids(page)
    expect(get_groups(page).first).to_be_visible()
