"""The search page, asked by its address and read as a reader would."""

import re
from urllib.parse import quote

from playwright.sync_api import Page, expect

SHEET = 10
"""Results that are shown at once."""

LISTED = "[...document.querySelectorAll('.search-title a')].map((link) => new URL(link.href).pathname)"


def ask_words(page: Page, address: str, words: str) -> None:
    """Open the search page with words, whatever characters they have."""
    ask(page, address, f"q={quote(words)}")


def ask(page: Page, address: str, query: str) -> None:
    """Open the search page with a query, and wait for results and counts."""
    page.goto(f"{address}search/?{query}")
    expect(page.locator(".search-status")).to_contain_text("found for")
    expect(page.locator(".search-facets fieldset:visible").first).to_be_visible()


def offered(page: Page, title: str) -> dict[str, int]:
    """The values of a facet with their counts."""
    rows = page.locator("fieldset", has=page.locator("legend", has_text=re.compile(f"^{title}$"))).locator("li")
    texts = [row.locator("span").all_inner_texts() for row in rows.all()]
    return {value: int(number) for value, number in texts}


def found(page: Page) -> list[str]:
    """All pages found, as paths below the site's own."""
    expect(page.locator(".search-status")).to_contain_text("found for")
    number = int(page.locator(".search-status").inner_text().split()[0])
    expect(page.locator(f".search-results > li:nth-child({min(number, SHEET)})")).to_have_count(min(number, 1))
    while (more := page.get_by_role("button", name="More results")).is_visible():
        before = page.locator(".search-results > li").count()
        more.click()
        expect(page.locator(".search-results > li")).not_to_have_count(before)
    expect(page.locator(".search-results > li")).to_have_count(number)
    return [path.removeprefix("/desk/") for path in page.evaluate(LISTED)]
