"""A hostile site in a real browser does nothing: no dialog opens, and no request goes to another site.

The policy alone would ensure that even without escaping, so the same pages are visited without it, too.
"""

from pathlib import Path

import pytest
from corpus import Vector, publishable
from playwright.sync_api import Browser
from serving import PolicySource, serve_site
from test_site_inert import make_site
from visitor import Visitor, visiting

from generator.site import rebuild

VECTORS = [vector for vector in publishable() if vector.context in {"html", "attribute", "breakout", "markdown"}][::8]
"""Vectors that a page could run by itself, some of each context."""

RAW = Vector(label="raw", origin="own", context="html", payload="<img src=x onerror=alert(1)>")

_ROUSE = """() => {
    for (const node of document.querySelectorAll("*"))
        for (const name of ["mouseover", "mouseenter", "focus", "toggle", "animationstart"])
            node.dispatchEvent(new Event(name));
}"""
"""Triggers the handlers that wait for a reader."""


@pytest.fixture(scope="module")
def hostile(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the hostile site without a search index, unless there is no browser to visit it."""
    assert browser
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rebuild, "update_index", lambda *_, **__: {})
        site = make_site(tmp_path_factory.mktemp("hostile"), VECTORS)
    home = (site / "index.html").read_text(encoding="utf-8")
    (site / "raw.html").write_text(home.replace("</article>", f"{RAW.payload}</article>"), encoding="utf-8")
    return site


def paths(site: Path) -> list[str]:
    """Return pages of each kind; each vector is on at least one of them."""
    folders = ["briefings"] * 4 + ["actors", "actors", "themes", "sources", "questions", "events", "places"]
    turns = [f"{folder}/{folder[:-1]}-{number}/" for number, folder in enumerate(folders * 4) if number < len(VECTORS)]
    general = ["", "changes/", "timeline/", "network/", "methodology/"]
    found = [*general, *(f"{folder}/" for folder in sorted({*folders})), *turns]
    return [one for one in found if (site / one / "index.html").exists()]


@pytest.mark.parametrize("policy_source", ["headers", "none"])
def test_nothing_happens_on_hostile_pages(browser: Browser, hostile: Path, policy_source: PolicySource) -> None:
    with serve_site(hostile, policy_source=policy_source) as address, visiting(browser, address) as reader:
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
    with serve_site(hostile, policy_source="none") as address, visiting(browser, address) as reader:
        reader.visit("raw.html", until="networkidle")
        assert "alert" in reader.seen()
    for policy_source in ("headers", "meta"):
        with serve_site(hostile, policy_source=policy_source) as address, visiting(browser, address) as reader:
            reader.visit("raw.html", until="networkidle")
            seen = reader.seen()
            assert "alert" not in seen
            assert any(one.startswith("script-src-attr") for one in seen)
