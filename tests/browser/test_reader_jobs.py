"""What readers come for, each from the home page in at most three clicks, on a wide screen and on a phone.

Typing is no click. On a phone, opening the menu or the filters is one.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, expect
from visitor import Visitor
from windows import Windows

CLICK_LIMIT = 3
SCREENS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}


class Reader:
    """A reader who begins at the home page and may click three times."""

    def __init__(self, visitor: Visitor) -> None:
        self.page = visitor.page
        self._clicks = 0
        visitor.visit()

    def click(self, target: Locator) -> None:
        self._clicks += 1
        assert self._clicks <= CLICK_LIMIT
        target.click()

    def open_filters(self) -> None:
        """Open the filters of the list of all statements if they are closed."""
        expect(self.page.locator(".facets")).to_be_attached()
        if not self.page.locator(".facets[open]").count():
            self.click(self.page.locator(".facets > summary"))

    @property
    def rows(self) -> Locator:
        """The statements in the list of all statements."""
        return self.page.locator(".statement-results li:visible")


@pytest.fixture(params=SCREENS)
def reader(windows: Windows, real: str, request: pytest.FixtureRequest) -> Iterator[Reader]:
    with windows.visiting_well(real, **SCREENS[request.param]) as visitor:
        yield Reader(visitor)


def test_all_that_an_actor_said_about_another_since_a_year(reader: Reader) -> None:
    entry = reader.page.locator("li", has_text="Israeli defense establishment").first
    reader.click(entry.get_by_role("link", name="3", exact=True))
    reader.open_filters()
    about = reader.page.locator(".facet", has=reader.page.get_by_text("About", exact=True))
    reader.click(about.locator("input[value=hamas]"))
    reader.page.get_by_label("From").fill("2017")
    reader.page.get_by_label("From").blur()
    expect(reader.rows).to_have_count(3)
    for row in reader.rows.all():
        expect(row).to_contain_text("Israeli defense establishment assessed:")
        expect(row).to_contain_text("about Hamas")
    assert re.search(r"\?by=israeli-defense-establishment&about=hamas&from=2017$", reader.page.url)


def test_only_one_kind_of_statement(reader: Reader) -> None:
    reader.click(reader.page.get_by_role("link", name="44 attributions"))
    reader.open_filters()
    reader.click(reader.page.locator(".facet input[value=allegation]"))
    expect(reader.rows).to_have_count(5)
    expect(reader.rows.locator(".kind")).to_have_text(["allegation"] * 5)


def test_the_changes_of_the_site(reader: Reader) -> None:
    reader.click(reader.page.get_by_role("link", name="What changed"))
    expect(reader.page.locator("article")).to_contain_text("22 November 2026 · published")


def test_two_actors_side_by_side(reader: Reader) -> None:
    reader.click(reader.page.locator("#voices ~ div").get_by_role("link", name="Hamas", exact=True).first)
    reader.click(reader.page.get_by_role("link", name="Compare with another actor"))
    reader.page.get_by_label("Second actor").fill("Israeli defense establishment")
    reader.page.get_by_label("Second actor").blur()
    section = reader.page.locator(".compared section", has_text="Israeli defense establishment on Hamas")
    expect(section.locator("li")).to_have_count(3)


def test_a_citation_of_exactly_this_statement(reader: Reader) -> None:
    reader.click(reader.page.get_by_role("link", name="44 attributions"))
    words = reader.rows.first.locator("a.words")
    quoted = words.inner_text()
    reader.click(words)
    reader.click(reader.page.locator("#cite ~ details:has(.citations) > summary"))
    expect(reader.page.locator(".citation")).to_contain_text(f"{quoted}. In: ")
    expect(reader.page.locator(".citation")).to_contain_text("#c01")
    expect(reader.page.get_by_role("button", name="Copy citation")).to_be_visible()


def test_who_disputes_whom_on_a_question(reader: Reader) -> None:
    reader.click(reader.page.locator(".disputed a").first)
    figure = reader.page.locator("figure.disputes")
    expect(figure).to_be_visible()
    expect(figure).to_contain_text("disputes 2")
    expect(reader.page.locator("table").first).to_contain_text("Al-Majd alleged")


def test_the_statements_on_a_theme(reader: Reader) -> None:
    reader.click(reader.page.locator("#themes ~ p").get_by_role("link", name="Targeted killing"))
    expect(reader.page.get_by_role("heading", name="Who killed Mazen Fuqha?")).to_be_visible()
    reader.click(reader.page.get_by_role("link", name="In the list of all statements").first)
    expect(reader.page.locator(".statement-list [role=status]")).to_have_text(re.compile(r"^\d+ of 44 statements$"))


def test_a_phrase_and_its_place(reader: Reader) -> None:
    reader.click(reader.page.get_by_role("link", name="Search", exact=True))
    reader.page.keyboard.type("“quality operation”")
    result = reader.page.locator(".search-results a").first
    expect(result).to_be_visible()
    reader.click(result)
    expect(reader.page.locator("article")).to_contain_text("quality operation")
