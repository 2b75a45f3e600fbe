"""What the benchmark measures of `make serve`: how long a writer waits from saving an article to seeing it reloaded.

The program runs as a desk runs it, and Chromium shows the briefing that is being written. A save is over when the file
has its new name; the page is there when it has been loaded anew and has the words that were saved. The first save warms
the disk and is not counted; the middle one of the others is.
"""

import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

import chromium
from playwright.sync_api import Page
from publishing import site
from running import Running, save

SAVES = 6
PATIENCE = 600.0
"""Seconds after which the first build is given up."""

ID = "briefing-7"


def served(root: Path) -> Mapping[str, float]:
    """Milliseconds from a save to the reloaded page, and of these until the build began and ended; `root` has content/.

    Empty where there is no browser.
    """
    path = chromium.find()
    if path is None:
        return {}
    project = site(root).parent
    desk = Running(project, patience=PATIENCE)
    try:
        _built(desk)
        with chromium.launched(path) as browser:
            page = browser.new_page()
            page.goto(f"{desk.address}briefings/{ID}/", wait_until="networkidle")
            taken = [_saved(desk, page, project, number) for number in range(SAVES)]
    finally:
        desk.end()
    return {row: median(one[row] for one in taken[1:]) for row in taken[0]}


def _built(desk: Running) -> None:
    while "pages in docs/" not in desk.until(""):
        pass


def _saved(desk: Running, page: Page, project: Path, number: int) -> dict[str, float]:
    file = project / f"content/briefings/{ID}/article.md"
    words = f"The pier was painted for the {number}th time on {time.time_ns()}."
    text = f"{file.read_text(encoding='utf-8').rstrip()}\n\n{words}\n"
    started = time.perf_counter()
    save(file, text)
    desk.until("changed: ")
    heard = time.perf_counter()
    _built(desk)
    built = time.perf_counter()
    page.get_by_text(words).first.wait_for(timeout=PATIENCE * 1000)
    page.wait_for_load_state("load")
    shown = time.perf_counter()
    return {
        "save to reload, ms": (shown - started) * 1000,
        "of it until the build begins, ms": (heard - started) * 1000,
        "of it the build, ms": (built - heard) * 1000,
    }
