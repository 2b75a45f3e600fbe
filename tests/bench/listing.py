"""Measure the list of all statements in Chromium, with an empty cache: its first rows, and the first filter.

The server compresses nothing, so that bytes are compressed here, one by one as a server would.
"""

import gzip
from collections.abc import Iterator
from pathlib import Path

import chromium
from playwright.sync_api import Browser
from publishing import get_site
from serving import serve_site

QUERIES = {
    "newest": "",
    "a speaker's denials": "?by=actor-0&kind=denial",
    "an actor's subject since a year": "?about=actor-1&from=2010&sort=date",
}
"""The lists, each with its address below the page; their names are in the table."""

PATIENCE = 60_000
"""Milliseconds after which waiting for a list ends."""

_LISTED = """() => /[0-9] of /.test(document.querySelector(".statement-list [role=status]")?.textContent)"""
"""Checks that the list is there, with the number of its statements."""

_TOGGLE = """() => new Promise((resolve) => {
    const status = document.querySelector(".statement-list [role=status]");
    const start = performance.now();
    new MutationObserver(() => requestAnimationFrame(() => resolve(performance.now() - start)))
        .observe(status, { childList: true });
    document.querySelector(".facet input[value=report]").click();
})"""
"""Chooses a kind, and returns the milliseconds until the list has changed and is painted."""


def time_lists(root: Path) -> Iterator[tuple[str, float]]:
    """Yield milliseconds and KB to each list of `QUERIES`, and milliseconds to a filter; `root` has content/."""
    path = chromium.find()
    if path is None:
        return
    with serve_site(get_site(root), caching=False) as address, chromium.launched(path) as browser:
        for name, query in QUERIES.items():
            figures = _time_list(browser, f"{address}statements/{query}")
            for unit, figure in figures.items():
                yield f"statements: {name}, {unit}", figure
        page = browser.new_page()
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{address}statements/")
        page.wait_for_function(_LISTED, timeout=PATIENCE)
        yield "statements: one more filter, ms", page.evaluate(_TOGGLE)


def _time_list(browser: Browser, address: str) -> dict[str, float]:
    """Return the milliseconds from the request to the first paint and to the counts, and the KB of all."""
    sizes: list[int] = []
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.on("response", lambda response: sizes.append(len(gzip.compress(response.body()))))
        page.goto(address, wait_until="commit")
        page.wait_for_function(_LISTED, timeout=PATIENCE)
        waited: float = page.evaluate("performance.now()")
        page.wait_for_load_state("networkidle")
        painted: float = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        return {"ms to the first rows": painted, "ms to the counts": waited, "KB": sum(sizes) / 1000}
