"""Helpers that open the search page by its address, read what it shows, and read the files of a search bundle."""

import gzip
import json
import re
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any
from urllib.parse import quote

import cbor2
from playwright.sync_api import Page, expect

from generator.site.search_index.shard_cache import DIGITS

BRIEFINGS = 50
"""Briefings of the crowded site: several sheets of results."""

ACTORS = 26
"""Actors of the crowded site: more than a facet shows at once."""

THEMES = 15
"""Themes of the crowded site: most have more attributions than their pages list."""

SHEET = 10
"""Results that are shown at once."""

LISTED = "[...document.querySelectorAll('.search-title a')].map((link) => new URL(link.href).pathname)"


def open_search_for(page: Page, address: str, words: str) -> None:
    """Open the search page with words, which may have any characters, and wait for results and counts."""
    open_search(page, address, f"q={quote(words)}")


def open_search(page: Page, address: str, query: str) -> None:
    """Open the search page with a query, and wait for results and counts."""
    page.goto(f"{address}search/?{query}")
    wait_for_results(page)
    expect(page.locator(".facets fieldset:visible").first).to_be_visible()


def go_to_search(page: Page, query: str) -> None:
    """Run another query on the open search page, as a step in its history does, and wait for results and counts."""
    step = "query => { history.pushState(null, '', `?${query}`); dispatchEvent(new PopStateEvent('popstate')); }"
    page.evaluate(step, query)  # at once the page is busy
    wait_for_results(page)


def type_words(page: Page, address: str, words: str) -> None:
    """Put words into the field of the search page, and wait for their results.

    A page that is open already is used again unless it has filters, which costs a third of opening another.
    """
    if page.url.partition("?q=")[0] != f"{address}search/" or "&" in page.url:
        page.goto(f"{address}search/?q=")
    field = page.locator("input[name=q]")
    if field.input_value() == words:
        field.fill("")
        expect(page.locator(".search-status")).not_to_contain_text("found for")
    field.fill(words)
    expect(page.locator(".search-status")).to_contain_text(f"found for “{words}”")
    wait_for_results(page)


def wait_for_results(page: Page) -> None:
    """Wait until the results of the last request are shown."""
    expect(page.locator("[aria-busy='false']")).to_be_attached()


def read_facet_counts(page: Page, title: str) -> dict[str, int]:
    """Return the values of a facet with their counts."""
    rows = page.locator("fieldset", has=page.locator("legend", has_text=re.compile(f"^{title}$"))).locator("li")
    texts = [row.locator("span").all_inner_texts() for row in rows.all()]
    return {value: int(number) for value, number in texts}


def list_results(page: Page) -> list[str]:
    """Load all results, and return their paths below the root of the site."""
    wait_for_results(page)
    number = int(page.locator(".search-status").inner_text().split()[0])
    expect(page.locator(f".search-results > li:nth-child({min(number, SHEET)})")).to_have_count(min(number, 1))
    while (more := page.get_by_role("button", name="More results")).is_visible():
        before = page.locator(".search-results > li").count()
        more.click()
        expect(page.locator(".search-results > li")).not_to_have_count(before)
    expect(page.locator(".search-results > li")).to_have_count(number)
    return [path.removeprefix("/desk/") for path in page.evaluate(LISTED)]


@dataclass(frozen=True)
class Bundle:
    """The list of a search bundle: the names of its pages, and the files of its facets by name."""

    folder: Path
    pages: list[str]
    """The oldest first, as pages are numbered."""
    facet_files: dict[str, str]

    def values(self, name: str) -> dict[tuple[str, str], list[int]]:
        """Return the values of a facet, as id and label, with the numbers of their pages."""
        return parse_facet((self.folder / f"facets/{self.facet_files[name]}.json.gz").read_bytes())


def read_bundle(site: Path) -> Bundle:
    """Read the list of a site's search bundle."""
    [file] = (site / "pagefind").glob("*.pf_meta")
    shards, name_files, _, facet_files = unpack(file)
    digits = "".join((file.parent / f"pages/{name}.pf_names").read_bytes().hex() for name in name_files)
    pages = [digits[start : start + DIGITS] for start in range(0, len(digits), DIGITS)]
    assert len(pages) == len(shards)
    return Bundle(file.parent, pages, dict(facet_files))


def parse_facet(data: bytes) -> dict[tuple[str, str], list[int]]:
    """Return the values of a facet's file, as id and label, with the numbers of their pages."""
    content = json.loads(gzip.decompress(data))
    digits = [[ord(character) - ord("0") for character in text] for text in content["steps"]]
    steps = [0] * sum(count for _, _, count in content["values"])
    for row in digits:
        steps = [step * 64 + digit for step, digit in zip(steps, row, strict=True)]
    values = {}
    start = 0
    for id_, label, count in content["values"]:
        values[id_, label] = list(accumulate(steps[start : start + count]))
        start += count
    return values


def unpack(file: Path) -> Any:
    """Return the value of a packed file of a bundle."""
    return cbor2.loads(_content(file))


def unpack_json(file: Path) -> Any:
    """Return the value of a packed JSON file of a bundle: the data of a page."""
    return json.loads(_content(file))


def _content(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd")
