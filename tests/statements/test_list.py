"""The list of all statements in a browser: each choice leaves the statements of the index that have the value."""

import re
from collections.abc import Callable, Iterable

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect
from visitor import Visitor, visiting_well

from generator.index.model import Index, Statement
from generator.model.kinds import Kind, Ref
from generator.pages.shared_text import add_quotation_marks

ROWS = ".statement-results li:visible"
FILTERS: dict[str, Callable[[Statement], Iterable[Ref]]] = {
    "by": lambda statement: statement.speakers,
    "within": lambda statement: statement.affiliations,
    "about": lambda statement: statement.about,
    "question": lambda statement: statement.answered,
    "source": lambda statement: statement.sources,
}


def read_words(page: Page) -> list[str]:
    """Return the quoted words of the rows that are shown."""
    return page.locator(f"{ROWS} a.words").all_inner_texts()


def quote(statements: Iterable[Statement]) -> list[str]:
    return [add_quotation_marks(statement.words) for statement in statements]


def choose(page: Page, value: str) -> None:
    """Check a value in the list of the speakers, the first with the id, or in that of the kinds."""
    page.locator(f".facet input[value={value}]").first.check()


def status(page: Page) -> Locator:
    return page.locator(".statement-list [role=status]")


def wait_for_list(page: Page, count: int, total: int) -> None:
    expect(status(page)).to_have_text(f"{count} of {total} statements")


def show_all(page: Page) -> None:
    """Press the button for more rows until there are no others."""
    more = page.locator(".statement-results").get_by_role("button", name="Show")
    while more.count():
        shown = page.locator(ROWS).count()
        more.click()
        expect(page.locator(ROWS).nth(shown)).to_be_visible()


@pytest.mark.parametrize("name", FILTERS)
def test_each_record_leaves_its_statements(reader: Page, desk: str, index: Index, name: str) -> None:
    statements = list(index.newest_statements)
    records = {ref for statement in statements for ref in FILTERS[name](statement)}
    assert records
    for ref in sorted(records):
        expected = [statement for statement in statements if ref in FILTERS[name](statement)]
        reader.goto(f"{desk}statements/?{name}={ref.id}")
        wait_for_list(reader, len(expected), len(statements))
        show_all(reader)
        assert read_words(reader) == quote(expected)
        chosen = reader.locator(".facet li:has(input:checked)")
        expect(chosen).to_have_text(f"{index.label(ref)}{len(expected)}")


def test_all_kinds_and_voices_are_counted(reader: Page, desk: str, index: Index) -> None:
    reader.goto(f"{desk}statements/")
    wait_for_list(reader, len(index.newest_statements), len(index.newest_statements))
    reader.get_by_text("Named or not").click()
    counts = {}
    expect(reader.get_by_label("named actors")).to_be_visible()
    for label in reader.locator(".facet[open] label").all():
        name, number = label.locator("span").all_inner_texts()
        counts[name] = int(number)
    kinds = [str(statement.kind) for statement in index.newest_statements]
    assert {kind: counts[kind] for kind in set(kinds)} == {kind: kinds.count(kind) for kind in set(kinds)}
    assert counts["unnamed speakers"] == sum(statement.voice_sort == 1 for statement in index.newest_statements)


def test_choices_are_steps_in_the_history_and_in_the_address(reader: Page, desk: str, index: Index) -> None:
    total = len(index.newest_statements)
    reader.goto(f"{desk}statements/")
    wait_for_list(reader, total, total)
    expect(reader.get_by_role("heading", name="Newest texts first")).to_be_visible()
    choose(reader, "port-office")
    spoken = [one for one in index.newest_statements if Ref(Kind.ACTOR, "port-office") in one.speakers]
    wait_for_list(reader, len(spoken), total)
    choose(reader, "report")
    reports = [one for one in spoken if one.kind == "report"]
    wait_for_list(reader, len(reports), total)
    assert reader.url.endswith("statements/?by=port-office&kind=report")
    expect(reader.get_by_role("heading", name="Newest texts first")).to_be_hidden()
    reader.go_back()
    wait_for_list(reader, len(spoken), total)
    expect(reader.locator(".facet input[value=report]")).not_to_be_checked()
    reader.get_by_role("button", name="Clear all").click()
    wait_for_list(reader, total, total)
    expect(reader.get_by_role("heading", name="Newest texts first")).to_be_visible()


def test_rows_look_as_those_of_the_page(reader: Page, desk: str, index: Index) -> None:
    """Both show the same kind, speaker, verb, paraphrase and words, and lead to the same places."""
    total = len(index.newest_statements)
    describe = """rows => rows.slice(0, 50).map(row => [
        row.querySelector(".kind").className, row.innerText.split("\\n")[0].replace(/\\s+/g, " "),
        row.querySelector("a.words").href, row.querySelector("a.words").innerText])"""
    reader.goto(f"{desk}statements/")
    wait_for_list(reader, total, total)
    own = reader.locator(ROWS).evaluate_all(describe)
    reader.goto(f"{desk}statements/?from=1000")
    wait_for_list(reader, total, total)
    expect(reader.get_by_role("heading", name="Newest texts first")).to_be_hidden()
    assert reader.locator(ROWS).evaluate_all(describe) == own


def test_words_are_found_in_paraphrases_and_quotes(reader: Page, desk: str) -> None:
    reader.goto(f"{desk}statements/")
    reader.get_by_label("Words").fill("DAY 7 late")
    expect(reader.locator(ROWS)).to_have_count(3)
    assert read_words(reader) == [f"“the ferry of day {number} was late”" for number in (27, 17, 7)]
    assert reader.url.endswith("?words=DAY+7+late")
    reader.get_by_label("Words").fill("clerk denied")
    expect(status(reader)).to_have_text(re.compile(r"\d+ found in the first|30 of"))


def test_dates_narrow_the_list_and_sort_it(reader: Page, desk: str) -> None:
    reader.goto(f"{desk}statements/?by=port-office&from=2017-05&to=June 2017")
    expect(status(reader)).to_have_text(re.compile("^[0-9]+ of"))
    assert reader.locator("input:invalid").count() == 1
    reader.goto(f"{desk}statements/?by=port-office&from=2017-05&to=2017-06&sort=date")
    numbers = [words.split()[4] for words in read_words_when(reader, 6)]
    assert [int(number) % 12 + 1 for number in numbers] == [6, 6, 6, 5, 5, 5]


def read_words_when(page: Page, count: int) -> list[str]:
    expect(page.locator(ROWS)).to_have_count(count)
    return read_words(page)


def test_statements_are_sorted_by_speaker(reader: Page, desk: str, index: Index) -> None:
    reader.goto(f"{desk}statements/?sort=speaker")
    wait_for_list(reader, len(index.newest_statements), len(index.newest_statements))
    expect(reader.get_by_role("button", name="Show")).to_be_visible()
    show_all(reader)
    statements = list(index.newest_statements)

    def order(statement: Statement) -> tuple[bool, str]:
        speakers = statement.speakers
        return (not speakers, index.label(speakers[0]).casefold() if speakers else "")

    assert read_words(reader) == quote(sorted(statements, key=order))


def test_the_page_is_complete_without_scripts(browser: Browser, desk: str, index: Index) -> None:
    with visiting_well(browser, desk, java_script_enabled=False) as visitor:
        visitor.page.goto(f"{desk}statements/?by=port-office")
        assert read_words(visitor.page) == quote(index.newest_statements[:50])
        expect(visitor.page.locator(".statement-filters").get_by_role("link", name="Actors")).to_be_visible()


@pytest.mark.parametrize("name", ["facts-0", "by-0", "labels-actors", "rows-0"])
def test_a_file_that_is_missing_is_reported_and_tried_again(reader: Page, desk: str, index: Index, name: str) -> None:
    reader.route(f"**/{name}.json", lambda route: route.fulfill(status=404))
    reader.goto(f"{desk}statements/?by=port-office")
    expect(status(reader)).to_have_text("The statements could not be loaded.")
    assert read_words(reader) == quote(index.newest_statements[:50])
    reader.unroute(f"**/{name}.json")
    reader.get_by_label("Sort by").select_option("date")
    expect(status(reader)).to_have_text(re.compile("^[0-9]+ of"))


def test_files_of_two_editions_are_never_mixed(reader: Page, desk: str) -> None:
    def shorten(route: Route) -> None:
        data = route.fetch().json()
        route.fulfill(json={**data, "rows": data["rows"][1:]})

    reader.route("**/by-0.json", shorten)
    reader.goto(f"{desk}statements/?by=port-office")
    expect(status(reader)).to_have_text("The site was updated. Reload the page to see its statements.")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_list_fits_the_screen_and_is_accessible(browser: Browser, desk: str, width: int) -> None:
    with visiting_well(browser, desk, viewport={"width": width, "height": 800}) as visitor:
        visit_and_check(visitor, f"{desk}statements/")
        visitor.page.locator(".facets").evaluate("details => { details.open = true; }")
        choose(visitor.page, "port-office")
        expect(status(visitor.page)).to_have_text(re.compile("^[0-9]+ of"))
        assert visitor.overflow() == []
        assert visitor.barriers_in_both_schemes() == []


def visit_and_check(visitor: Visitor, address: str) -> None:
    visitor.page.goto(address)
    expect(status(visitor.page)).to_have_text(re.compile("^[0-9]+ of"))
    assert visitor.page.evaluate("window.shifted") <= 0.01
