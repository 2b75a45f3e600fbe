"""Each engine builds the same pages: the same addresses, and in each the same text, marks, notes and links."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from laid_project import PROJECT, lay_project
from other_engines import OTHERS, PROPERDOCS, ZENSICAL
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser, LexborNode
from serving import served
from site_tree import BASE, SiteTree, words
from visitor import visiting

from generator import build

CASES = PROJECT / "tests/golden"
SKIP = "__skip"
"""Where Zensical's link past the head of the page leads; in MkDocs' pages that is the heading."""


def lay(folder: Path, content: str) -> Path:
    """The real content; or the golden cases with all kinds of pages, former addresses, and lists over further pages."""
    if content == "real":
        return lay_project(folder)
    root = lay_project(folder, CASES / "full/content")
    for kind in ("actors", "briefings", "themes"):
        shutil.copytree(CASES / "further/content" / kind, root / "content" / kind, dirs_exist_ok=True)
    return root


@pytest.fixture(scope="module", params=["real", "golden"])
def laid(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built with MkDocs."""
    root = lay(tmp_path_factory.mktemp(request.param), request.param)
    assert build.build(root).published
    return root


@pytest.fixture(scope="module")
def ours(laid: Path) -> SiteTree:
    return SiteTree(laid / "site")


@pytest.fixture(scope="module", params=OTHERS)
def theirs(request: pytest.FixtureRequest, laid: Path, tmp_path_factory: pytest.TempPathFactory) -> SiteTree:
    """The same content as another engine has built it."""
    root = tmp_path_factory.mktemp(request.param) / "root"
    shutil.copytree(laid, root, ignore=shutil.ignore_patterns(".cache", "site"))
    assert build.build(root, engine=request.param).published
    assert sorted(path.name for path in root.iterdir() if path.name != "generator") == [
        ".cache", "content", "docs", "mkdocs.yml", "site",
    ]  # fmt: skip
    assert {path.name for path in (root / ".cache").iterdir()} == {"content.db", "html.db", "search", "site", "site.db"}
    return SiteTree(root / "site")


def test_the_same_pages(ours: SiteTree, theirs: SiteTree) -> None:
    assert len(ours.pages) > 30
    assert theirs.pages.keys() == ours.pages.keys()


def test_the_same_text(ours: SiteTree, theirs: SiteTree) -> None:
    for address, page in ours.pages.items():
        articles = [[words(node) for node in one.css("article")] for one in (page, theirs.pages[address])]
        assert articles[1] == articles[0], address


def elements(article: LexborNode) -> list[tuple[str, dict[str, str | None]]]:
    """Each element with its attributes, but for addresses."""
    found = [node for node in article.css("*") if node.attributes.get("id") != SKIP]
    return [(node.tag, {key: node.attributes[key] for key in node.attributes if key != "href"}) for node in found]


def test_the_same_marks_notes_and_pictures(ours: SiteTree, theirs: SiteTree) -> None:
    for address, page in ours.pages.items():
        found = [[elements(node) for node in one.css("article")] for one in (page, theirs.pages[address])]
        assert found[1] == found[0], address


def links(page: LexborHTMLParser, address: str) -> list[str]:
    return [urljoin(BASE + address, link.attributes["href"] or "") for link in page.css("article a[href]")]


def test_links_lead_to_the_same_places(ours: SiteTree, theirs: SiteTree) -> None:
    for address, page in ours.pages.items():
        assert links(theirs.pages[address], address) == links(page, address), address


def test_no_link_leads_out_of_the_site(theirs: SiteTree) -> None:
    """Above the root of a host a browser forgives it; below a folder it does not."""
    for address, page in theirs.pages.items():
        for link in page.css("a[href]"):
            assert (link.attributes["href"] or "").count("../") <= address.count("/"), address


def test_every_address_leads_somewhere(theirs: SiteTree) -> None:
    faults = {
        fault
        for address in theirs.pages
        for url in theirs.links(address)
        if url.startswith(BASE) and (fault := theirs.fault(url))
    }
    assert faults == set()


def metadata(page: LexborHTMLParser) -> set[tuple[str, str]]:
    found = ((node.attributes, node.attributes.get("content") or "") for node in page.css("head meta"))
    named = ((at.get("property") or at.get("name") or at.get("http-equiv") or "charset", text) for at, text in found)
    return {(name, text) for name, text in named if name not in {"Content-Security-Policy", "generator"}}


def test_the_same_metadata(ours: SiteTree, theirs: SiteTree) -> None:
    for address, page in ours.pages.items():
        other = theirs.pages[address]
        if address != "404.html":
            assert metadata(other) == metadata(page), address
        assert words(other.css_first("title")) == words(page.css_first("title"))
        data = [[node.text() for node in one.css("script[type='application/ld+json']")] for one in (page, other)]
        assert data[0] == data[1], address


def test_every_page_has_one_sheet_and_the_policy(theirs: SiteTree) -> None:
    for address, page in theirs.pages.items():
        if not page.css_first("meta[http-equiv=refresh]"):
            assert len(page.css("link[rel=stylesheet]")) == 1, address
        assert page.css_first("meta[http-equiv=Content-Security-Policy]"), address


def test_no_search_is_published_but_ours(theirs: SiteTree) -> None:
    assert not {"search.json", "search/search_index.json"} & theirs.files
    assert [path for path in theirs.files if path.startswith("pagefind/")]


def test_robots_are_told_the_same(ours: SiteTree, theirs: SiteTree) -> None:
    assert (theirs.folder / "robots.txt").read_text().rstrip() == (ours.folder / "robots.txt").read_text().rstrip()
    places = [
        sorted(node.text() for node in LexborHTMLParser((tree.folder / "sitemap.xml").read_bytes()).css("loc"))
        for tree in (ours, theirs)
    ]
    assert places[1] == places[0]


@pytest.mark.parametrize("theirs", [PROPERDOCS], indirect=True)
def test_pages_of_properdocs_are_those_of_mkdocs(ours: SiteTree, theirs: SiteTree) -> None:
    maker = re.compile(rb'<meta name="generator" content="mkdocs-[^"]*">')
    assert theirs.files == ours.files
    for path in ours.files:
        pages = [maker.sub(b"", (tree.folder / path).read_bytes()) for tree in (ours, theirs)]
        assert pages[1] == pages[0], path


@pytest.fixture(scope="module", params=[ZENSICAL])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the real content as an engine has built it is served, with its policy."""
    root = lay(tmp_path_factory.mktemp("shown"), "real")
    assert build.build(root, engine=request.param).published
    with served(root / "site", way="headers") as address:
        yield address


@pytest.mark.parametrize("path", ["", "actors/hamas/", "network/", "timeline/", "actors/"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_browser_finds_no_fault(browser: Browser, address: str, path: str, width: int) -> None:
    with visiting(browser, address) as reader:
        reader.widen(width)
        reader.visit(path, until="networkidle")
        assert reader.seen() == []
        assert reader.overflow() == []


def test_the_search_opens_and_finds(browser: Browser, address: str) -> None:
    with visiting(browser, address) as reader:
        reader.visit("actors/hamas/")
        reader.page.click("[data-search-open]")
        reader.page.keyboard.type("mossad")
        reader.page.get_by_role("link", name="Mossad", exact=True).first.wait_for()
        assert reader.seen() == []
