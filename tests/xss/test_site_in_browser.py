"""A real browser that visits a hostile site is told nothing by it: no dialog opens, nothing foreign is asked for.

With the policy that would be true of a site that escapes nothing; so the same pages are visited without it, too.
"""

from pathlib import Path

import pytest
from corpus import Vector, publishable
from playwright.sync_api import Browser
from serving import Way, served
from test_site_inert import make_site
from visitor import Visitor, visiting

VECTORS = [vector for vector in publishable() if vector.context in {"html", "attribute", "breakout", "markdown"}][::8]
"""Those that a page could run by itself, some of each context."""

RAW = Vector(label="raw", origin="own", context="html", payload="<img src=x onerror=alert(1)>")

_ROUSE = """() => {
    for (const node of document.querySelectorAll("*"))
        for (const name of ["mouseover", "mouseenter", "focus", "toggle", "animationstart"])
            node.dispatchEvent(new Event(name));
}"""
"""Sets off the handlers that wait for a reader."""


@pytest.fixture(scope="module")
def hostile(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built only where there is a browser to visit it."""
    assert browser
    site = make_site(tmp_path_factory.mktemp("hostile"), VECTORS)
    home = (site / "index.html").read_text(encoding="utf-8")
    (site / "raw.html").write_text(home.replace("</article>", f"{RAW.payload}</article>"), encoding="utf-8")
    return site


def paths(site: Path) -> list[str]:
    """Each kind of page, each vector on one of them at least."""
    folders = ["briefings"] * 4 + ["actors", "actors", "themes", "sources", "questions", "events", "places"]
    turns = [f"{folder}/{folder[:-1]}-{number}/" for number, folder in enumerate(folders * 4) if number < len(VECTORS)]
    found = ["", "timeline/", "network/", "methodology/", *(f"{folder}/" for folder in sorted({*folders})), *turns]
    return [one for one in found if (site / one / "index.html").exists()]


@pytest.mark.parametrize("way", ["headers", "none"])
def test_nothing_happens_on_hostile_pages(browser: Browser, hostile: Path, way: Way) -> None:
    with served(hostile, way=way) as address, visiting(browser, address) as reader:
        visited = paths(hostile)
        assert len(visited) >= 40
        for path in visited:
            reader.visit(path)
            assert roused(reader) == [], path


def roused(reader: Visitor) -> list[str]:
    reader.page.evaluate(_ROUSE)
    reader.page.wait_for_timeout(50)
    return reader.seen()


def test_a_vector_put_in_raw_is_seen_without_the_policy_and_stopped_by_it(browser: Browser, hostile: Path) -> None:
    with served(hostile, way="none") as address, visiting(browser, address) as reader:
        reader.visit("raw.html", until="networkidle")
        assert "alert" in reader.seen()
    for way in ("headers", "meta"):
        with served(hostile, way=way) as address, visiting(browser, address) as reader:
            reader.visit("raw.html", until="networkidle")
            seen = reader.seen()
            assert "alert" not in seen
            assert any(one.startswith("script-src-attr") for one in seen)
