"""The site works in a real browser under its policy, as headers or in the pages; what is put into a page does not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from laid_project import PROJECT, lay_project
from playwright.sync_api import Browser, expect
from serving import Way, served
from site_tree import SiteTree
from visitor import Visitor, visiting

from generator import build

INTRUDERS = """
<script>document.documentElement.dataset.script = "ran"</script>
<img src="/nothing.png" alt="" onerror="document.documentElement.dataset.handler = 'ran'">
<p id="styled" style="color: rgb(1, 2, 3)">Styled</p>
<style>#styled { background-color: rgb(1, 2, 3) }</style>
<a id="link" href="javascript:void(document.documentElement.dataset.link='ran')">Link</a>
<iframe srcdoc="<script>parent.document.documentElement.dataset.frame='ran'</script>"></iframe>
"""


@pytest.fixture(scope="module")
def deep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with long lists, whose further pages are deeper than any other."""
    root = lay_project(tmp_path_factory.mktemp("deep"), PROJECT / "tests/golden/further/content")
    assert build.build(root).published
    return root / "site"


@pytest.fixture(params=["headers", "meta"])
def way(request: pytest.FixtureRequest) -> Way:
    return request.param


@pytest.fixture
def reader(browser: Browser, root: Path, way: Way) -> Iterator[Visitor]:
    with served(root / "site", way=way) as address, visiting(browser, address) as one:
        yield one


def briefing(tree: SiteTree) -> str:
    return next(one for one in sorted(tree.pages) if one.startswith("briefings/") and one != "briefings/")


def test_pages_of_every_kind_break_no_rule(reader: Visitor, tree: SiteTree) -> None:
    for path in ("", briefing(tree), "actors/", "actors/hamas/", "timeline/", "network/", "methodology/", "404.html"):
        reader.visit(path, until="networkidle")
        assert reader.seen() == [], path


def test_deepest_pages_break_no_rule(browser: Browser, deep: Path, way: Way) -> None:
    paths = sorted((path.relative_to(deep).as_posix() for path in deep.rglob("index.html")), key=lambda p: p.count("/"))
    assert paths[-1].count("/") >= 4
    with served(deep, way=way) as address, visiting(browser, address) as reader:
        reader.visit(paths[-1].removesuffix("index.html"), until="networkidle")
        assert reader.seen() == []


def test_what_is_not_found_leads_to_the_lists(reader: Visitor) -> None:
    reader.visit("actors/nobody/of/this/name/")
    assert any(fault.startswith("404: ") for fault in reader.faults)

    reader.page.locator("article").get_by_role("link", name="Actors").click()

    expect(reader.page.locator("h1")).to_contain_text("Actors")


def test_palette_is_switched_and_remembered(reader: Visitor) -> None:
    reader.visit()
    reader.page.locator("label[for=__palette_1]").click()
    expect(reader.page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")

    reader.visit("methodology/")

    assert reader.seen() == []
    expect(reader.page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_note_is_shown_at_its_mark(reader: Visitor, tree: SiteTree) -> None:
    reader.visit(briefing(tree))
    reader.page.locator("a.footnote-ref").first.hover()

    expect(reader.page.locator(".preview")).to_be_visible()
    assert reader.seen() == []


def test_search_finds(reader: Visitor) -> None:
    reader.visit()
    reader.page.keyboard.press("/")
    expect(reader.page.get_by_role("searchbox")).to_be_focused()
    reader.page.keyboard.type("Hamas")

    expect(reader.page.locator(".search-results > li").first).to_be_visible()
    assert reader.seen() == []


@pytest.fixture
def intruded(root: Path) -> Iterator[str]:
    """The address of a page with what an intruder would put into it, and the policy that it was built with."""
    page = root / "site/intruded.html"
    text = (root / "site/404.html").read_text(encoding="utf-8")
    with served(root / "site", way="none") as foreign:
        more = f'{INTRUDERS}<img src="{foreign}assets/images/favicon.png?foreign" alt="" id="foreign">'
        page.write_text(text.replace("</article>", f"{more}</article>"), encoding="utf-8")
        yield page.name
    page.unlink()


def deeds(reader: Visitor) -> dict[str, object]:
    """What the intruders did."""
    reader.page.locator("#link").click()
    script = """() => ({
        ran: ["frame", "handler", "link", "script"].filter(one => document.documentElement.dataset[one]),
        colour: getComputedStyle(document.getElementById("styled")).color,
        ground: getComputedStyle(document.getElementById("styled")).backgroundColor,
        foreign: document.getElementById("foreign").naturalWidth > 0,
    })"""
    reader.page.wait_for_timeout(100)
    return reader.page.evaluate(script)


def test_intruders_live_without_a_policy(browser: Browser, root: Path, intruded: str) -> None:
    with served(root / "site", way="none") as address, visiting(browser, address) as reader:
        reader.visit(intruded)
        assert deeds(reader) == {
            "ran": ["frame", "handler", "link", "script"],
            "colour": "rgb(1, 2, 3)",
            "ground": "rgb(1, 2, 3)",
            "foreign": True,
        }


def test_intruders_do_nothing_under_the_policy(reader: Visitor, intruded: str) -> None:
    reader.visit(intruded)
    found = deeds(reader)

    assert found["ran"] == []
    assert not found["foreign"]
    assert "rgb(1, 2, 3)" not in found.values()
    refused = {one.split(" ")[0] for one in reader.seen()}
    assert {"script-src-elem", "script-src-attr", "style-src-attr", "style-src-elem", "img-src"} <= refused
