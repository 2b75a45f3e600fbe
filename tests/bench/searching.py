"""Measure the search: the time and the bytes to the first result in Chromium.

The site of the content is built once and asked as by a reader who was never there: `/` is pressed on an empty cache and
the word is typed at once, before anything of the search has come. Bytes are those of the bodies that the server sent
from then until the first result was shown, the programs included; the server compresses nothing, while most of what
Pagefind makes is compressed already.
"""

import time
from collections.abc import Iterator
from pathlib import Path

import chromium
from playwright.sync_api import Browser
from publishing import get_site
from serving import serve_site

COMMON = {"a word of half the actors": "council", "a word of every briefing": "gravel"}
"""The queries besides an actor's name, each with its label in the table."""

PATIENCE = 60_000
"""Milliseconds after which waiting for the first result ends."""

Sent = list[tuple[float, int]]
"""The answers of the server: the moment, in seconds since 1970, and the number of bytes."""

_WATCH = """
document.addEventListener("keydown", (event) => { if (event.key === "/") window.asked ??= performance.now(); }, true);
new MutationObserver(() => {
  if (window.shown || !document.querySelector(".search-results > li")) return;
  window.shown = performance.timeOrigin + performance.now();
  requestAnimationFrame(() => requestAnimationFrame(() => { window.waited = performance.now() - window.asked; }));
}).observe(document, { childList: true, subtree: true });
"""
"""Sets `shown` to the moment of the first result, in milliseconds since 1970, and `waited` to the milliseconds from `/`
to its painting."""


def time_searches(root: Path) -> Iterator[tuple[str, float]]:
    """Yield for each type of query the milliseconds to the first result and the KB loaded; `root` has content/."""
    path = chromium.find()
    if path is None:
        return
    sent: Sent = []

    def record_answer(_: str, size: int) -> None:
        sent.append((time.time(), size))

    words = {"a name": _name(root), **COMMON}
    with (
        serve_site(get_site(root), "/desk/", caching=False, on_answer=record_answer) as address,
        chromium.launched(path) as browser,
    ):
        for sort, word in words.items():
            waited, size = _first_result(browser, address, word, sent)
            yield f"search for {sort}, ms", waited
            yield f"search for {sort}, KB", size / 1000


def _name(root: Path) -> str:
    """Return the short name of an actor."""
    record = (root / "content/actors/actor-0.yml").read_text(encoding="utf-8")
    return record.partition("aliases: [")[2].partition("]")[0]


def _first_result(browser: Browser, address: str, word: str, sent: Sent) -> tuple[float, int]:
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(_WATCH)
        page.goto(f"{address}actors/", wait_until="networkidle")
        sent.clear()
        page.keyboard.type(f"/{word}")
        page.wait_for_selector(".search-results > li", timeout=PATIENCE)
        while not page.evaluate("window.waited"):
            time.sleep(0.01)
        page.wait_for_load_state("networkidle")
        shown = page.evaluate("window.shown") / 1000
        return page.evaluate("window.waited"), sum(size for when, size in list(sent) if when <= shown)
