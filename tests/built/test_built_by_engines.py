"""Each engine builds the same pages: the same addresses, text, marks, notes and links."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from other_engines import OTHERS, PROPERDOCS, ZENSICAL
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser, LexborNode
from serving import serve_site
from shared_sites import SharedSites, lay_sample
from site_tree import BASE, SiteTree, get_text
from visitor import visiting

SKIP = "__skip"
"""The target of Zensical's skip link; in MkDocs' pages that is the heading."""


@pytest.fixture(scope="module", params=["real", "golden"])
def built_project(request: pytest.FixtureRequest, sites: SharedSites) -> Path:
    """A project that was built with MkDocs."""
    return sites.real() if request.param == "real" else sites.build("sample", lay_sample)


def build_copy(project: Path, engine: str, sites: SharedSites) -> Path:
    """Return a copy of a project, without what was built, as another engine builds it."""

    def lay(root: Path) -> None:
        shutil.copytree(project, root, ignore=shutil.ignore_patterns(".cache", "site"), dirs_exist_ok=True)

    return sites.build(f"{project.name}-{engine}", lay, engine)


@pytest.fixture(scope="module")
def mkdocs_tree(built_project: Path) -> SiteTree:
    return SiteTree(built_project / "site")


@pytest.fixture(scope="module", params=OTHERS)
def engine_tree(request: pytest.FixtureRequest, built_project: Path, sites: SharedSites) -> SiteTree:
    """The same content, built by another engine."""
    root = build_copy(built_project, request.param, sites)
    assert sorted(path.name for path in root.iterdir() if path.name != "generator") == [
        ".cache", "content", "docs", "mkdocs.yml", "site",
    ]  # fmt: skip
    assert {path.name for path in (root / ".cache").iterdir()} == {
        "build-id",
        "content.db",
        "html.db",
        "published",
        "search",
        "site",
        "site.db",
    }
    return SiteTree(root / "site")


def test_engines_build_the_same_pages(mkdocs_tree: SiteTree, engine_tree: SiteTree) -> None:
    assert len(mkdocs_tree.pages) > 30
    assert engine_tree.pages.keys() == mkdocs_tree.pages.keys()


def test_engines_build_the_same_text(mkdocs_tree: SiteTree, engine_tree: SiteTree) -> None:
    for address, page in mkdocs_tree.pages.items():
        articles = [
            [get_text(node) for node in parsed_page.css("article")]
            for parsed_page in (page, engine_tree.pages[address])
        ]
        assert articles[1] == articles[0], address


def list_elements(article: LexborNode) -> list[tuple[str | None, dict[str, str | None]]]:
    """Return each element with its attributes, without addresses."""
    nodes = [node for node in article.css("*") if node.attributes.get("id") != SKIP]
    return [(node.tag, {key: node.attributes[key] for key in node.attributes if key != "href"}) for node in nodes]


def test_engines_build_the_same_elements(mkdocs_tree: SiteTree, engine_tree: SiteTree) -> None:
    for address, page in mkdocs_tree.pages.items():
        elements = [
            [list_elements(node) for node in parsed_page.css("article")]
            for parsed_page in (page, engine_tree.pages[address])
        ]
        assert elements[1] == elements[0], address


def list_links(page: LexborHTMLParser, address: str) -> list[str]:
    return [urljoin(BASE + address, link.attributes["href"] or "") for link in page.css("article a[href]")]


def test_links_have_the_same_targets(mkdocs_tree: SiteTree, engine_tree: SiteTree) -> None:
    for address, page in mkdocs_tree.pages.items():
        assert list_links(engine_tree.pages[address], address) == list_links(page, address), address


def test_no_link_leads_out_of_the_site(engine_tree: SiteTree) -> None:
    """A browser tolerates such a link at the root of a host, but not below a folder."""
    for address, page in engine_tree.pages.items():
        for link in page.css("a[href]"):
            assert (link.attributes["href"] or "").count("../") <= address.count("/"), address


def test_every_link_has_a_target(engine_tree: SiteTree) -> None:
    faults = {
        fault
        for address in engine_tree.pages
        for url in engine_tree.links(address)
        if url.startswith(BASE) and (fault := engine_tree.find_error(url))
    }
    assert faults == set()


def list_metadata(page: LexborHTMLParser) -> set[tuple[str, str]]:
    metadata = ((node.attributes, node.attributes.get("content") or "") for node in page.css("head meta"))
    named = (
        (attributes.get("property") or attributes.get("name") or attributes.get("http-equiv") or "charset", text)
        for attributes, text in metadata
    )
    return {(name, text) for name, text in named if name not in {"Content-Security-Policy", "generator"}}


def test_engines_build_the_same_metadata(mkdocs_tree: SiteTree, engine_tree: SiteTree) -> None:
    for address, page in mkdocs_tree.pages.items():
        engine_page = engine_tree.pages[address]
        if address != "404.html":
            assert list_metadata(engine_page) == list_metadata(page), address
        assert get_text(engine_page.css_first("title")) == get_text(page.css_first("title"))
        data = [
            [node.text() for node in parsed_page.css("script[type='application/ld+json']")]
            for parsed_page in (page, engine_page)
        ]
        assert data[0] == data[1], address


def test_every_page_has_one_style_sheet_and_the_policy(engine_tree: SiteTree) -> None:
    for address, page in engine_tree.pages.items():
        if not page.css_first("meta[http-equiv=refresh]"):
            assert len(page.css("link[rel=stylesheet]")) == 1, address
            assert not page.css("style"), address
        assert page.css_first("meta[http-equiv=Content-Security-Policy]"), address


def test_the_search_index_of_the_engine_is_not_published(engine_tree: SiteTree) -> None:
    assert not {"search.json", "search/search_index.json"} & engine_tree.files
    assert [path for path in engine_tree.files if path.startswith("pagefind/")]


def test_robots_file_and_sitemap_are_the_same(mkdocs_tree: SiteTree, engine_tree: SiteTree) -> None:
    assert (engine_tree.folder / "robots.txt").read_text().rstrip() == (
        mkdocs_tree.folder / "robots.txt"
    ).read_text().rstrip()
    addresses = [
        sorted(node.text() for node in LexborHTMLParser((tree.folder / "sitemap.xml").read_bytes()).css("loc"))
        for tree in (mkdocs_tree, engine_tree)
    ]
    assert addresses[1] == addresses[0]


@pytest.mark.parametrize("engine_tree", [PROPERDOCS], indirect=True)
def test_pages_of_properdocs_equal_those_of_mkdocs(mkdocs_tree: SiteTree, engine_tree: SiteTree) -> None:
    maker = re.compile(rb'<meta name="generator" content="mkdocs-[^"]*">')
    assert engine_tree.files == mkdocs_tree.files
    for path in mkdocs_tree.files:
        pages = [maker.sub(b"", (tree.folder / path).read_bytes()) for tree in (mkdocs_tree, engine_tree)]
        assert pages[1] == pages[0], path


@pytest.fixture(scope="module", params=[ZENSICAL])
def address(request: pytest.FixtureRequest, sites: SharedSites) -> Iterator[str]:
    """The address of the real content, built by an engine and served with its policy."""
    root = build_copy(sites.real(), request.param, sites)
    with serve_site(root / "site", policy_source="headers") as address:
        yield address


@pytest.mark.parametrize("path", ["", "actors/hamas/", "network/", "timeline/", "actors/"])
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_have_no_errors_or_overflow_in_a_browser(browser: Browser, address: str, path: str, width: int) -> None:
    with visiting(browser, address) as reader:
        reader.widen(width)
        reader.visit(path, until="networkidle")
        assert reader.seen() == []
        assert reader.overflow() == []


def test_the_search_opens_and_shows_results(browser: Browser, address: str) -> None:
    with visiting(browser, address) as reader:
        reader.visit("actors/hamas/")
        reader.page.click("[data-search-open]")
        reader.page.keyboard.type("mossad")
        reader.page.get_by_role("link", name="Mossad", exact=True).first.wait_for()
        assert reader.seen() == []
