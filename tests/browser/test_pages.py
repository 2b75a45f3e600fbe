"""Every type of page in both color schemes: no barriers, no faults, no requests to other sites.

axe-core reads each page on a phone and on a wide screen, and its colors in both schemes. The real content is opened in
the light scheme, the site below a path in the dark one; then the scheme of the system changes.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from visitor import Visitor, visiting

REAL = {
    "home": "",
    "briefing": "briefings/israeli-palestinian-coordination-against-hamas/",
    "actor": "actors/hamas/",
    "theme": "themes/targeted-killing/",
    "source": "sources/al-majd-2017-03-26/",
    "question": "questions/responsibility/",
    "event": "events/fuqha-killing/",
    "place": "places/gaza-strip/",
    "briefings": "briefings/",
    "actors": "actors/",
    "themes": "themes/",
    "questions": "questions/",
    "sources": "sources/",
    "places": "places/",
    "changes": "changes/",
    "timeline": "timeline/",
    "network": "network/",
    "search": "search/",
    "methodology": "methodology/",
    "about": "about/",
    "404": "404.html",
}
"""A page of each type in the real content."""

SAMPLE = {
    "home": "",
    "briefing": "briefings/quay-tolls/",
    "actor": "actors/nadia-haddad/",
    "place": "places/east-quay/",
    "actors": "actors/",
    "changes": "changes/",
    "further": "actors/grebe-ferry/mentions/2/",
    "404": "404.html",
}
"""Pages below a path: the types that the real content lacks, and those with links to other folders."""

WIDTHS = (390, 1280)
NARROWEST = 320


@pytest.fixture(scope="module")
def reader(browser: Browser, real: str) -> Iterator[Visitor]:
    """Open a window on the real content."""
    with visiting(browser, real, color_scheme="light") as reader:
        yield reader


@pytest.fixture(scope="module")
def reader_below(browser: Browser, sample: str) -> Iterator[Visitor]:
    """Open a window on the site below a path."""
    with visiting(browser, sample, color_scheme="dark") as reader:
        yield reader


@pytest.fixture(scope="module")
def reader_without_scripts(browser: Browser, real: str) -> Iterator[Visitor]:
    with visiting(browser, real, java_script_enabled=False, viewport={"width": 390, "height": 800}) as reader:
        yield reader


def hold_to_all(reader: Visitor, path: str) -> None:
    reader.widen(NARROWEST)
    reader.visit(path)
    assert reader.overflow() == []
    for width in WIDTHS:
        reader.widen(width)
        assert reader.overflow() == [], width
        assert reader.barriers_in_both_schemes() == [], width
    assert reader.faults == []


@pytest.mark.parametrize("kind", REAL)
def test_page_of_the_real_content(reader: Visitor, kind: str) -> None:
    hold_to_all(reader, REAL[kind])


@pytest.mark.parametrize("kind", SAMPLE)
def test_page_below_a_path(reader_below: Visitor, kind: str) -> None:
    hold_to_all(reader_below, SAMPLE[kind])


def test_filters_of_statements(reader: Visitor) -> None:
    """They are there after the page has loaded; the real content has enough subjects for a field that finds one."""
    reader.widen(max(WIDTHS))
    reader.visit("statements/")
    expect(reader.page.get_by_label("Find: About")).to_be_visible()
    assert reader.overflow() == []
    assert reader.barriers_in_both_schemes() == []
    assert reader.faults == []


@pytest.mark.parametrize(("scheme", "ground"), [("light", "rgb(255, 254, 251)"), ("dark", "rgb(23, 25, 29)")])
def test_the_scheme_is_the_readers_and_no_fault_follows(browser: Browser, real: str, scheme: str, ground: str) -> None:
    with visiting(browser, real, color_scheme=scheme) as reader:
        for path in ("", REAL["briefing"]):
            reader.visit(path, until="networkidle")
            assert reader.page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
            assert reader.faults == []


def test_former_address_redirects(reader_below: Visitor) -> None:
    reader_below.visit("actors/n-haddad/")
    reader_below.page.wait_for_url("**/desk/actors/nadia-haddad/")
    assert reader_below.page.title().startswith("Nadia Haddad")
    assert reader_below.faults == []


@pytest.mark.parametrize("path", ["no-such-page/", "actors/no/such/page"])
def test_page_for_a_missing_address_is_complete(reader_below: Visitor, path: str) -> None:
    """It is served at any depth, so its links cannot be relative."""
    reader_below.visit(path)
    own, *others = [fault for fault in reader_below.faults if not fault.startswith("console")]
    assert (own, others) == (f"404: {reader_below.address}{path}", [])
    reader_below.page.click(".md-header .md-logo")
    assert reader_below.page.url == reader_below.address


@pytest.mark.parametrize("kind", REAL)
def test_page_reads_without_scripts(reader_without_scripts: Visitor, kind: str) -> None:
    reader_without_scripts.visit(REAL[kind])
    reader_without_scripts.page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    text = reader_without_scripts.page.locator("article :is(h1, h2, h3, p:not(.hint), li, td, figure)")
    assert text.count() > 0
    assert text.evaluate_all("all => all.filter(one => !one.checkVisibility()).map(one => one.outerHTML)") == []
    assert reader_without_scripts.overflow() == []
    assert reader_without_scripts.faults == []
