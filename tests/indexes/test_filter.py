"""Filter and sort on index pages in a browser: results agree with the content, and the address keeps the state."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from visitor import visiting_well

from generator.build import checking
from generator.index.model import Index
from generator.model.kinds import Kind, Ref

LISTED = "h2#person, h2#all"


@pytest.fixture(scope="module")
def index(content: Path) -> Index:
    """The index of the content."""
    found = checking.check(content.parent)[1]
    assert found
    return found


@pytest.fixture
def actors(reader: Page, desk: str) -> Page:
    """The index page of actors."""
    reader.goto(f"{desk}actors/")
    return reader


def entry(page: Page) -> Locator:
    return page.get_by_label("Filter", exact=True)


def order(page: Page) -> Locator:
    return page.get_by_label("Sort by")


def status(page: Page) -> Locator:
    return page.locator(".index-tool [role=status]")


def names(page: Page) -> list[str]:
    """Return the names in the rows that the tool shows."""
    return page.locator(".index-tool li > a").all_inner_texts()


def test_nothing_asked_for_shows_the_lists_of_the_page(actors: Page) -> None:
    expect(actors.locator(LISTED)).to_be_visible()
    expect(status(actors)).to_have_text("")
    assert names(actors) == []


def test_typing_filters_over_all_rows(actors: Page) -> None:
    last = "Clerk Zep"
    assert not actors.get_by_role("link", name=last).count()
    entry(actors).press_sequentially("zep")
    expect(status(actors)).to_have_text("1 of 127 actors")
    assert names(actors) == [last]
    expect(actors.locator(LISTED)).to_be_hidden()
    actors.get_by_role("link", name=last).click()
    expect(actors.locator("h1")).to_contain_text(last)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("haddad", ["Nadia Haddad"]),
        ("HADDAD nadia", ["Nadia Haddad"]),
        ("حداد", ["Nadia Haddad"]),
        ("פרץ", ["Noam Peretz"]),
        ("東岸", ["East Quay Company"]),
        ("eqc", ["East Quay Company"]),
        ("public body", ["Port Office"]),
        ("nobody at all", []),
    ],
)
def test_actors_are_found_by_any_of_their_names_and_by_type(actors: Page, words: str, found: list[str]) -> None:
    entry(actors).fill(words)
    expect(status(actors)).to_have_text(f"{len(found)} of 127 actors")
    assert names(actors) == found


def test_sorting_by_count_uses_the_counts_of_the_content(actors: Page, index: Index) -> None:
    order(actors).select_option("count")
    expect(status(actors)).to_have_text("127 of 127 actors")
    counts = {index.label(ref): len(index.concerning.get(ref, ())) for ref in index.select_kind(Kind.ACTOR)}
    shown = names(actors)
    assert [counts[name] for name in shown] == sorted(counts.values(), reverse=True)[:50]
    text = actors.locator(".index-tool li").first.inner_text()
    assert text.startswith(shown[0])
    assert text.endswith(f" · newest briefing about 10 May 2019 · {counts[shown[0]]} briefings")


def test_sorting_by_name_is_over_all_types(actors: Page, index: Index) -> None:
    order(actors).select_option("name")
    expect(status(actors)).to_have_text("127 of 127 actors")
    assert names(actors) == [index.label(ref) for ref in index.select_kind(Kind.ACTOR)][:50]


def test_fifty_rows_are_added_at_a_time_and_the_focus_follows(actors: Page) -> None:
    entry(actors).fill("clerk")
    expect(status(actors)).to_have_text("120 of 127 actors")
    more = actors.get_by_role("button", name="more", exact=False).and_(actors.locator(".index-more"))
    assert len(names(actors)) == 50
    more.click()
    assert len(names(actors)) == 100
    expect(actors.locator(".index-tool li > a").nth(50)).to_be_focused()
    expect(more).to_have_text("Show 20 more")
    more.click()
    assert len(names(actors)) == len(set(names(actors))) == 120
    expect(more).to_be_hidden()


def test_briefings_are_sorted_by_date_name_and_count(reader: Page, desk: str, index: Index) -> None:
    found = list(index.cards.values())
    wanted = {
        "date": [one.title for one in found],
        "name": sorted((one.title for one in found), key=str.casefold),
        "count": [one.title for one in sorted(found, key=lambda one: -one.statement_count)],
    }
    for by, titles in wanted.items():
        reader.goto(f"{desk}briefings/?sort={by}")
        expect(status(reader)).to_have_text("2 of 2 briefings")
        assert names(reader) == titles, by


@pytest.mark.parametrize(
    ("kind", "words", "label"),
    [
        (Kind.THEME, "trade", "Trade"),
        (Kind.SOURCE, "who pays", "Who pays for the quay?"),
        (Kind.QUESTION, "ships away", "Does the toll keep ships away?"),
        (Kind.PLACE, "estuary", "Estuary Town"),
    ],
)
def test_other_indexes_have_it_too(reader: Page, desk: str, kind: Kind, words: str, label: str) -> None:
    reader.goto(f"{desk}{kind.folder}/")
    entry(reader).fill(words)
    expect(status(reader)).to_have_text(re.compile(rf"^\d+ of \d+ {kind.folder}?$"))
    assert names(reader) == [label]


def test_the_state_is_in_the_address_and_survives_reload_and_return(actors: Page) -> None:
    entry(actors).fill("quay")
    order(actors).select_option("name")
    expect(actors).to_have_url(re.compile(r"/desk/actors/\?filter=quay&sort=name$"))
    shown = ["East Quay Company", "Quay Workers"]
    actors.reload()
    expect(status(actors)).to_have_text("2 of 127 actors")
    assert names(actors) == shown
    actors.get_by_role("link", name="Quay Workers").click()
    expect(actors.locator("h1")).to_contain_text("Quay Workers")
    actors.go_back()
    expect(status(actors)).to_have_text("2 of 127 actors")
    assert names(actors) == shown
    assert entry(actors).input_value() == "quay"
    entry(actors).fill("")
    order(actors).select_option("")
    expect(actors).to_have_url(re.compile(r"/desk/actors/$"))
    expect(actors.locator(LISTED)).to_be_visible()


def test_an_address_with_an_unknown_order_shows_the_lists(reader: Page, desk: str) -> None:
    reader.goto(f"{desk}actors/?sort=constructor")
    expect(reader.locator(LISTED)).to_be_visible()
    assert order(reader).input_value() == ""


def test_markup_in_the_address_is_text(reader: Page, desk: str) -> None:
    reader.goto(f"{desk}actors/?filter=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E")
    expect(status(reader)).to_have_text("0 of 127 actors")
    assert reader.locator(".index-tool img").count() == 0


def test_a_section_in_the_table_of_contents_brings_the_lists_back(actors: Page) -> None:
    entry(actors).fill("quay")
    expect(actors.locator(LISTED)).to_be_hidden()
    actors.locator('.md-sidebar--secondary a[href="#state"]').click()
    expect(actors.locator("h2#state")).to_be_in_viewport()
    assert entry(actors).input_value() == ""


def test_without_a_network_the_lists_stay(actors: Page) -> None:
    expect(entry(actors)).to_be_visible()
    actors.context.set_offline(True)
    entry(actors).fill("quay")
    expect(status(actors)).to_have_text("The full list could not be loaded.")
    expect(actors.locator(LISTED)).to_be_visible()
    actors.context.set_offline(False)
    entry(actors).fill("quay workers")
    expect(status(actors)).to_have_text("1 of 127 actors")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_does_not_move_when_the_filter_appears(browser: Browser, desk: str, width: int) -> None:
    with visiting_well(browser, desk, viewport={"width": width, "height": 800}) as visitor:
        page = visitor.page
        page.goto(f"{desk}actors/")
        expect(entry(page)).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shifted") == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_keyboard_alone_suffices(actors: Page) -> None:
    entry(actors).focus()
    actors.keyboard.type("port off")
    actors.keyboard.press("Enter")
    expect(status(actors)).to_have_text("1 of 127 actors")
    actors.keyboard.press("Tab")
    expect(order(actors)).to_be_focused()
    actors.keyboard.press("Tab")
    expect(actors.get_by_role("link", name="Port Office")).to_be_focused()


def test_without_scripts_there_are_plain_lists_and_no_filter(browser: Browser, desk: str, index: Index) -> None:
    with visiting_well(browser, desk, java_script_enabled=False) as visitor:
        page = visitor.page
        page.goto(f"{desk}actors/?filter=quay&sort=name")
        assert page.locator(".index-tool").inner_html() == ""
        box = page.locator(".index-tool").bounding_box()
        assert not box or box["height"] == 0
        expect(page.get_by_role("link", name=index.label(Ref(Kind.ACTOR, "port-office")))).to_be_visible()
