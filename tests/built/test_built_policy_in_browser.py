"""The site works in a real browser under its policy, as headers or in the pages; injected code does not."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from serving import PolicySource, serve_site
from shared_sites import SharedSites
from site_tree import SiteTree
from visitor import Visitor, visiting
from windows import Windows

INJECTED = """
<script>document.documentElement.dataset.script = "ran"</script>
<img src="/nothing.png" alt="" onerror="document.documentElement.dataset.handler = 'ran'">
<p id="styled" style="color: rgb(1, 2, 3)">Styled</p>
<style>#styled { background-color: rgb(1, 2, 3) }</style>
<a id="link" href="javascript:void(document.documentElement.dataset.link='ran')">Link</a>
<iframe srcdoc="<script>parent.document.documentElement.dataset.frame='ran'</script>"></iframe>
"""


@pytest.fixture(scope="module")
def deep(sites: SharedSites) -> Path:
    """A site with long lists, whose further pages are at the greatest depth."""
    return sites.case("further") / "site"


@pytest.fixture(params=["headers", "meta"])
def policy_source(request: pytest.FixtureRequest) -> PolicySource:
    return request.param


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the site for injected code."""
    return shutil.copytree(root / "site", tmp_path_factory.mktemp("intruded") / "site")


@pytest.fixture(scope="module")
def addresses(site: Path) -> Iterator[dict[PolicySource, str]]:
    """Return the address of the site with each source of the policy."""
    with serve_site(site, policy_source="headers") as headers, serve_site(site, policy_source="meta") as meta:
        yield {"headers": headers, "meta": meta}


@pytest.fixture
def reader(windows: Windows, addresses: dict[PolicySource, str], policy_source: PolicySource) -> Iterator[Visitor]:
    with windows.visiting(addresses[policy_source]) as visitor:
        yield visitor


def briefing(tree: SiteTree) -> str:
    return next(
        address for address in sorted(tree.pages) if address.startswith("briefings/") and address != "briefings/"
    )


def test_pages_of_every_kind_have_no_errors_under_the_policy(reader: Visitor, tree: SiteTree) -> None:
    for path in ("", briefing(tree), "actors/", "actors/hamas/", "timeline/", "network/", "methodology/", "404.html"):
        reader.visit(path, until="networkidle")
        assert reader.seen() == [], path


def test_the_deepest_page_has_no_errors_under_the_policy(
    browser: Browser, deep: Path, policy_source: PolicySource
) -> None:
    paths = sorted((path.relative_to(deep).as_posix() for path in deep.rglob("index.html")), key=lambda p: p.count("/"))
    assert paths[-1].count("/") >= 4
    with serve_site(deep, policy_source=policy_source) as address, visiting(browser, address) as reader:
        reader.visit(paths[-1].removesuffix("index.html"), until="networkidle")
        assert reader.seen() == []


def test_the_404_page_leads_to_the_indexes(reader: Visitor) -> None:
    reader.visit("actors/nobody/of/this/name/")
    assert any(fault.startswith("404: ") for fault in reader.faults)

    reader.page.locator("article").get_by_role("link", name="Actors").click()

    expect(reader.page.locator("h1")).to_contain_text("Actors")


def test_palette_is_switched_and_remembered(reader: Visitor) -> None:
    reader.visit()
    reader.page.locator("label[for=__palette_1]").click()
    reader.page.locator("label[for=__palette_2]").click()
    expect(reader.page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")

    reader.visit("methodology/")

    assert reader.seen() == []
    expect(reader.page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_note_is_shown_at_its_mark(reader: Visitor, tree: SiteTree) -> None:
    reader.visit(briefing(tree))
    reader.page.locator("a.footnote-ref").first.hover()

    expect(reader.page.locator(".preview")).to_be_visible()
    assert reader.seen() == []


def test_search_shows_results(reader: Visitor) -> None:
    reader.visit()
    reader.page.keyboard.press("/")
    expect(reader.page.get_by_role("searchbox")).to_be_focused()
    reader.page.keyboard.type("Hamas")

    expect(reader.page.locator(".search-results > li").first).to_be_visible()
    assert reader.seen() == []


STRINGS = """
const attempts = {
  markup: () => { document.createElement("p").innerHTML = "<b>x</b>"; },
  page: () => new DOMParser().parseFromString("<b>x</b>", "text/html"),
  script: () => { document.createElement("script").src = "/assets/frame.js"; },
  text: () => { document.createElement("script").text = "1"; },
  timer: () => setTimeout("1"),
  worker: () => new Worker("/assets/search/worker.js", { type: "module" }).terminate(),
  policy: () => trustedTypes.createPolicy("another", { createHTML: (text) => text }),
};
const allowed = Object.keys(attempts).filter((name) => {
  try {
    attempts[name]();
    return true;
  } catch {
    return false;
  }
});
document.documentElement.dataset.allowed = allowed.join(" ");
"""
"""A script of the site that evaluates strings as code."""


@pytest.fixture
def page_with_strings(site: Path) -> Iterator[str]:
    """The address of a page with such a script."""
    page, script = site / "stringy.html", site / "assets/stringy.js"
    text = (site / "404.html").read_text(encoding="utf-8")
    page.write_text(
        text.replace("</article>", '<script src="/assets/stringy.js"></script></article>'), encoding="utf-8"
    )
    script.write_text(STRINGS)
    yield page.name
    page.unlink()
    script.unlink()


def test_strings_can_become_code_without_a_policy(browser: Browser, site: Path, page_with_strings: str) -> None:
    with serve_site(site, policy_source="none") as address, visiting(browser, address) as reader:
        reader.visit(page_with_strings)
        allowed = "markup page script text timer worker policy"
        expect(reader.page.locator("html")).to_have_attribute("data-allowed", allowed)


def test_no_string_becomes_code_under_the_policy(reader: Visitor, page_with_strings: str) -> None:
    reader.visit(page_with_strings)
    expect(reader.page.locator("html")).to_have_attribute("data-allowed", "")


@pytest.fixture
def page_with_injection(site: Path) -> Iterator[str]:
    """The address of a page with injected code, and the policy that it was built with."""
    page = site / "intruded.html"
    text = (site / "404.html").read_text(encoding="utf-8")
    with serve_site(site, policy_source="none") as foreign:
        injected = f'{INJECTED}<img src="{foreign}assets/images/favicon.png?foreign" alt="" id="foreign">'
        page.write_text(text.replace("</article>", f"{injected}</article>"), encoding="utf-8")
        yield page.name
    page.unlink()


def list_traces(reader: Visitor) -> dict[str, object]:
    """Return the traces of injected code that ran."""
    reader.page.locator("#link").click()
    script = """() => ({
        ran: ["frame", "handler", "link", "script"].filter(one => document.documentElement.dataset[one]),
        color: getComputedStyle(document.getElementById("styled")).color,
        ground: getComputedStyle(document.getElementById("styled")).backgroundColor,
        foreign: document.getElementById("foreign").naturalWidth > 0,
    })"""
    reader.page.wait_for_timeout(100)
    return reader.page.evaluate(script)


def test_injected_code_runs_without_a_policy(browser: Browser, site: Path, page_with_injection: str) -> None:
    with serve_site(site, policy_source="none") as address, visiting(browser, address) as reader:
        reader.visit(page_with_injection)
        assert list_traces(reader) == {
            "ran": ["frame", "handler", "link", "script"],
            "color": "rgb(1, 2, 3)",
            "ground": "rgb(1, 2, 3)",
            "foreign": True,
        }


def test_injected_code_does_not_run_under_the_policy(reader: Visitor, page_with_injection: str) -> None:
    reader.visit(page_with_injection)
    traces = list_traces(reader)

    assert traces["ran"] == []
    assert not traces["foreign"]
    assert "rgb(1, 2, 3)" not in traces.values()
    refused = {fault.split(" ")[0] for fault in reader.seen()}
    assert {"script-src-elem", "script-src-attr", "style-src-attr", "style-src-elem", "img-src"} <= refused
