"""Measure `make serve`: the time from saving an article to the reloaded page.

The program runs as a desk runs it, and Chromium shows the briefing that is being written. A save ends when the file has
its new name; the page is ready when it has been reloaded and has the saved words. The first save warms
the disk and is not counted; the result is the median of the others.
"""

import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

import chromium
from playwright.sync_api import Page
from publishing import get_site
from running import ServeProcess, save

SAVES = 6
PATIENCE = 600.0
"""Seconds to wait for the first build, at most."""

ID = "briefing-7"


def time_save(root: Path) -> Mapping[str, float]:
    """Return the milliseconds from a save to the reloaded page, and to the start and end of the build.

    It is empty if there is no browser.
    """
    path = chromium.find()
    if path is None:
        return {}
    project = get_site(root).parent
    desk = ServeProcess(project, patience=PATIENCE)
    try:
        _wait_for_build(desk)
        with chromium.launched(path) as browser:
            page = browser.new_page()
            page.goto(f"{desk.address}briefings/{ID}/", wait_until="networkidle")
            saves = [_time_one_save(desk, page, project, number) for number in range(SAVES)]
    finally:
        desk.end()
    return {row: median(times[row] for times in saves[1:]) for row in saves[0]}


def _wait_for_build(desk: ServeProcess) -> None:
    while "pages in docs/" not in desk.until(""):
        pass


def _time_one_save(desk: ServeProcess, page: Page, project: Path, number: int) -> dict[str, float]:
    file = project / f"content/briefings/{ID}/article.md"
    words = f"The pier was painted for the {number}th time on {time.time_ns()}."
    text = f"{file.read_text(encoding='utf-8').rstrip()}\n\n{words}\n"
    started = time.perf_counter()
    save(file, text)
    desk.until("changed: ")
    noticed = time.perf_counter()
    _wait_for_build(desk)
    built = time.perf_counter()
    page.get_by_text(words).first.wait_for(timeout=PATIENCE * 1000)
    page.wait_for_load_state("load")
    shown = time.perf_counter()
    return {
        "save to reload, ms": (shown - started) * 1000,
        "of it until the build begins, ms": (noticed - started) * 1000,
        "of it the build, ms": (built - noticed) * 1000,
    }
