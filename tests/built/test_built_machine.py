"""The data for machines in built pages: the head of each page, its JSON-LD, and the sitemap."""

import gzip
import json
import re
from pathlib import Path
from urllib.parse import unquote, urljoin
from xml.etree import ElementTree as ET

import pytest
from laid_project import PROJECT, lay_project
from selectolax.lexbor import LexborHTMLParser
from shared_sites import SharedSites
from site_tree import BASE, SiteTree, get_text, is_redirect

from generator.build import pipeline

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module", params=["languages", "full", "further"])
def case(request: pytest.FixtureRequest, sites: SharedSites) -> SiteTree:
    """The site of a golden case."""
    return SiteTree(sites.case(request.param) / "site")


def read_pages(tree: SiteTree) -> dict[str, LexborHTMLParser]:
    """Return the pages with content: no redirects, no notices of a withdrawal, and not 404.html."""
    read = {address: page for address, page in tree.pages.items() if address != "404.html" and not is_redirect(page)}
    return {address: page for address, page in read.items() if address == "search/" or not _is_kept_from_machines(page)}


def _is_kept_from_machines(page: LexborHTMLParser) -> bool:
    return page.css_first('meta[name="robots"][content*="noindex"]') is not None


def read_properties(page: LexborHTMLParser) -> dict[str, str]:
    """Return the properties of Open Graph, and the description."""
    named = page.css("meta[property], meta[name=description]")
    properties = [
        (node.attributes.get("property") or "description", node.attributes["content"] or "") for node in named
    ]
    assert len(properties) == len(dict(properties)), properties
    return dict(properties)


def test_every_page_has_metadata_for_link_previews(case: SiteTree) -> None:
    for address, page in read_pages(case).items():
        values = read_properties(page)
        title = get_text(page.css_first("title"))
        assert title.startswith(" ".join(values["og:title"].split())), address
        assert values["og:description"] == values["description"], address
        assert values["og:description"].strip(), address
        assert values["og:url"] == BASE + address
        assert page.css_first("link[rel=canonical]").attributes["href"] == BASE + address


def test_feeds_are_found_from_the_head_of_pages(case: SiteTree) -> None:
    for address, page in read_pages(case).items():
        links = page.css('link[rel=alternate][type="application/atom+xml"]')
        targets = [urljoin(BASE + address, link.attributes["href"] or "") for link in links]
        folder, _, rest = address.partition("/")
        is_entity = folder in {"actors", "themes", "questions"} and rest.count("/") == 1
        expected = [f"{BASE}changes/feed.atom"] + [f"{BASE}{address}feed.atom"] * is_entity
        assert targets == expected, address
        for target in targets:
            text = (case.folder / unquote(target.removeprefix(BASE))).read_text(encoding="utf-8")
            assert f'<link rel="self" type="application/atom+xml" href="{target}"/>' in text


def test_feeds_are_in_no_sitemap(case: SiteTree) -> None:
    sitemap = (case.folder / "sitemap.xml").read_text(encoding="utf-8")

    assert f"<loc>{BASE}changes/</loc>" in sitemap
    assert ".atom" not in sitemap


def test_briefings_are_open_graph_articles_with_dates(case: SiteTree) -> None:
    briefings = [one for one in read_pages(case) if one.startswith("briefings/") and one.count("/") == 2]
    articles = [one for one, page in read_pages(case).items() if read_properties(page)["og:type"] == "article"]
    assert articles == briefings
    for address in briefings:
        values = read_properties(case.pages[address])
        # An uncertain date is left out.
        assert values.get("article:published_time", "") <= values["article:modified_time"]


def test_generated_pages_have_json_ld_with_valid_ids(case: SiteTree) -> None:
    for address, page in read_pages(case).items():
        blocks = page.css('script[type="application/ld+json"]')
        assert len(blocks) == (address != "about/"), address
        for block in blocks:
            text = block.text()
            assert not set(text) & set("<>&")
            for node in json.loads(text)["@graph"]:
                if "@id" in node:
                    assert case.find_error(urljoin(BASE + address, node["@id"])) == "", (address, node["@id"])


def read_sitemap(folder: Path) -> dict[str, str]:
    """Return the address of each page, relative to the site, and its date."""
    dates = {}
    for entry in ET.fromstring((folder / "sitemap.xml").read_bytes()):  # noqa: S314 - our own
        location, date = entry.find(f"{SITEMAP}loc"), entry.find(f"{SITEMAP}lastmod")
        assert location is not None
        assert location.text
        dates[location.text.removeprefix(BASE)] = (date.text or "") if date is not None else ""
    return dates


def test_sitemap_has_exactly_the_indexable_pages(case: SiteTree) -> None:
    refused = {address for address, page in case.pages.items() if page.css_first("meta[name=robots]")}
    assert read_sitemap(case.folder).keys() == read_pages(case).keys() - refused


def test_dates_in_the_sitemap_are_days(case: SiteTree) -> None:
    assert {
        date for date in read_sitemap(case.folder).values() if date and not re.fullmatch(r"\d{4}-\d\d-\d\d", date)
    } == set()


def test_compressed_sitemap_equals_the_sitemap(case: SiteTree) -> None:
    packed = (case.folder / "sitemap.xml.gz").read_bytes()
    assert gzip.decompress(packed) == (case.folder / "sitemap.xml").read_bytes()


def test_sitemap_dates_pages_by_the_briefings_on_them(tmp_path: Path) -> None:
    root = lay_project(tmp_path, PROJECT / "tests/golden/languages/content")
    theme = root / "content/briefings/ship-arabic/metadata.yml"
    theme.write_text(theme.read_text().replace("tags: [shipping]", "tags: [shipping, ports]"))
    (root / "content/themes/ports.yml").write_text("name: Ports\n")
    assert pipeline.build(root).published

    dates = read_sitemap(root / "site")
    assert dates["briefings/ship-arabic/"] == dates["themes/ports/"] == "2024-03-07"
    assert dates["briefings/ship-hebrew/"] == "2024-03-08"
    assert dates["briefings/ship-chinese/"] == dates["actors/layla/"] == dates[""] == dates["about/"] == "2024-03-09"


@pytest.mark.parametrize("case", ["languages"], indirect=True)
@pytest.mark.parametrize(
    ("briefing", "language", "direction", "heading"),
    [("arabic", "ar", "rtl", "الميناء"), ("hebrew", "he", "rtl", "הנמל"), ("chinese", "zh", None, "港口")],
)
def test_articles_have_language_and_direction(
    case: SiteTree, briefing: str, language: str, direction: str | None, heading: str
) -> None:
    page = case.pages[f"briefings/ship-{briefing}/"]
    article = page.css_first(".article")
    assert (article.attributes["lang"], article.attributes.get("dir")) == (language, direction)

    ids = [
        str(node.attributes["id"]) for node in article.css("[id]:not(h2)") if "fnref" not in str(node.attributes["id"])
    ]
    assert ids
    assert all(id_.isascii() for id_ in ids)
    assert [(node.attributes["id"], node.text(deep=False)) for node in article.css("h2")] == [(heading, heading)]
    assert heading in {link.partition("#")[2] for link in map(unquote, case.links(f"briefings/ship-{briefing}/"))}
    times = [(node.attributes.get("dir"), node.text()) for node in article.css("time")]
    assert times == ([("ltr", "2024-03-05")] if direction else [])


@pytest.mark.parametrize("case", ["languages"], indirect=True)
def test_quotes_on_other_pages_have_their_language(case: SiteTree) -> None:
    languages = [node.attributes.get("lang") for node in case.pages["questions/wheat/"].css(".words bdi")]
    assert languages == ["zh", "he", "ar"]
