"""The built site of the real content, page by page: no dead links, external resources, repetitions or orphans."""

import gzip
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

from site_tree import BASE, SiteTree, get_text, is_redirect, list_ids

from generator.index.model import Index
from generator.model.kinds import Kind, Ref
from generator.model.page_paths import get_url_path

LIMIT = 200_000
"""The most bytes of a page, and of its Markdown."""

SET_APART = {f"~{kind}" for kind in ("chips", "facts", "meta", "summary", "words")}
"""Ids by which the search knows text outside sentences: no page has them, and no result links there."""

NEVER = re.compile(r"\b(?:claim(ed|s)?|admit(ted|s)?|reveal(ed|s)?|insist(ed|s)?|conced(ed|es))\b", re.IGNORECASE)
"""Verbs that take a side: the site itself has one neutral verb for each kind."""


def list_content_pages(tree: SiteTree) -> list[str]:
    """Return the addresses of pages with content, including the page for missing addresses."""
    return [address for address, page in tree.pages.items() if not is_redirect(page)]


def test_every_link_has_a_target(tree: SiteTree) -> None:
    links = {url for address in tree.pages for url in tree.links(address) if url.startswith(BASE)}

    assert len(links) > 300
    assert sorted(error for error in map(tree.find_error, links) if error) == []


def test_links_in_figures_are_checked_too(tree: SiteTree) -> None:
    drawn = tree.pages["timeline/"].css("svg a")
    targets = {urljoin(BASE + "timeline/", link.attributes.get("href") or "") for link in drawn}

    assert len(targets) >= 5
    assert targets <= set(tree.links("timeline/"))


def test_the_404_page_has_no_relative_links(tree: SiteTree) -> None:
    """The page is served at any depth, so that a relative address in it would be dead."""
    page = tree.pages["404.html"]
    links = [node.attributes["href"] or "" for node in page.css("a[href], link[href]")]
    assert [link for link in links if not link.startswith(("/", "#", "https://"))] == []


def test_no_page_loads_resources_from_another_site(tree: SiteTree) -> None:
    selector = "link:not([rel=canonical]), script, img, iframe, source, video, audio, object, embed, form, use, image"
    for address_, page in tree.pages.items():
        for node in page.css(selector):
            for name in ("href", "xlink:href", "src", "srcset", "data", "action", "poster"):
                url = urljoin(BASE + address_, node.attributes.get(name) or "")
                assert url.startswith(BASE), f"{address_} asks {url}"
    urls = [url for url in tree.list_style_addresses() if not url.startswith("data:")]
    assert [url for url in urls if not url.startswith(BASE)] == []


def test_resources_of_style_sheets_exist(tree: SiteTree) -> None:
    urls = [urldefrag(url).url for url in tree.list_style_addresses() if not url.startswith("data:")]
    assert [error for error in map(tree.find_error, urls) if error] == []


def test_no_attribute_has_styles_or_scripts(tree: SiteTree) -> None:
    for address_, page in tree.pages.items():
        names = {name for node in page.css("*") for name in node.attributes}
        assert not {name for name in names if name == "style" or name.startswith("on")}, address_


def test_ids_are_unique(tree: SiteTree) -> None:
    for address_, page in tree.pages.items():
        ids = list_ids(page)
        assert sorted({id_ for id_ in ids if ids.count(id_) > 1}) == [], address_


def test_each_page_has_one_heading_a_title_and_a_description(tree: SiteTree) -> None:
    titles: dict[str, str] = {}
    for address_ in sorted(list_content_pages(tree)):
        page = tree.pages[address_]
        assert len(page.css("h1")) == 1, address_
        assert get_text(page.css_first("h1")), address_
        title = get_text(page.css_first("head title"))
        # The page for missing addresses has the name of the site, like the home page.
        assert title not in titles or address_ == "404.html", f"{address_} and {titles[title]}: {title}"
        titles[title] = address_
        described = page.css_first("head meta[name=description]")
        assert described, address_
        assert (described.attributes["content"] or "").strip(), address_
        assert page.css_first("html[lang]"), address_


def test_headings_skip_no_level(tree: SiteTree) -> None:
    for address_ in list_content_pages(tree):
        levels = [int((node.tag or "h1")[1]) for node in tree.pages[address_].css("article :is(h1,h2,h3,h4,h5,h6)")]
        assert all(after <= before + 1 for before, after in pairwise(levels)), address_


def test_pages_are_small(root: Path) -> None:
    files = [*(root / "docs").rglob("*.md"), *(root / "site").rglob("*.html")]
    assert {str(file): file.stat().st_size for file in files if file.stat().st_size >= LIMIT} == {}


def test_every_entity_has_a_page_that_the_home_page_leads_to(tree: SiteTree, everything: Index) -> None:
    titles = {
        get_url_path(f"{ref.stem}.md"): everything.label(ref) for ref in (*everything.entities, *everything.briefings)
    }
    assert {address: get_text(tree.pages[address].css_first("article h1")).rstrip("¶") for address in titles} == titles

    reached, waiting = {""}, [""]
    while waiting:
        new_pages = tree.linked_pages(waiting.pop()) - reached
        reached |= new_pages
        waiting += new_pages
    assert {address for address in list_content_pages(tree) if address not in reached} == {"404.html"}


def test_index_pages_list_all_entities_of_their_kind(tree: SiteTree, everything: Index) -> None:
    for kind in Kind:
        page = "timeline/" if kind is Kind.EVENT else f"{kind.folder}/"
        refs = everything.briefings if kind is Kind.BRIEFING else everything.select_kind(kind)
        rows = tree.pages[page].css("article .rows > ul li a:first-child")
        listed = [urljoin(BASE + page, link.attributes["href"] or "").removeprefix(BASE) for link in rows]
        assert sorted(set(listed)) == sorted(get_url_path(f"{ref.stem}.md") for ref in refs), page


def test_the_sitemap_has_every_page_except_404_and_search(tree: SiteTree) -> None:
    xml = (tree.folder / "sitemap.xml").read_bytes()
    listed = re.findall(r"<loc>([^<]+)</loc>", xml.decode())

    unlisted = {
        address
        for address in list_content_pages(tree)
        if tree.pages[address].css("head meta[name=robots][content*=noindex]")
    }
    assert unlisted == {"404.html", "search/"}
    assert {url.removeprefix(BASE) for url in listed} == {*list_content_pages(tree)} - unlisted
    assert len(listed) == len(set(listed))
    assert gzip.decompress((tree.folder / "sitemap.xml.gz").read_bytes()) == xml


def test_search_results_link_to_existing_pages_and_fragments(tree: SiteTree) -> None:
    files = (tree.folder / "pagefind/fragment").iterdir()
    texts = (gzip.decompress(file.read_bytes()).decode().removeprefix("pagefind_dcd") for file in files)
    fragments_data = [json.loads(text) for text in texts]
    page_urls = [f"{BASE}{page['url'].removeprefix('/')}" for page in fragments_data]
    assert [error for error in map(tree.find_error, page_urls) if error] == []
    anchors = [
        (page_url, anchor["id"])
        for page_url, page in zip(page_urls, fragments_data, strict=True)
        for anchor in page["anchors"]
    ]
    assert {id_ for _, id_ in anchors if id_.startswith("~")} <= SET_APART
    fragments = [f"{page_url}#{id_}" for page_url, id_ in anchors if id_ not in SET_APART]
    assert [error for error in map(tree.find_error, fragments) if error] == []


def test_former_ids_redirect_to_the_new_page(tree: SiteTree, everything: Index) -> None:
    records: dict[Ref, Any] = {
        **everything.entities,
        **{ref: value.metadata for ref, value in everything.briefings.items()},
    }
    former = {f"{ref.kind.folder}/{old}/": ref for ref, value in records.items() for old in value.formerly}
    assert {address for address, page in tree.pages.items() if is_redirect(page)} == former.keys()
    for old, ref in former.items():
        assert tree.linked_pages(old) == {get_url_path(f"{ref.stem}.md")}


def test_the_text_of_the_site_has_no_partisan_verbs(tree: SiteTree) -> None:
    """Text in quotation marks, or marked as a speaker's words, is not the site's own."""
    for address_ in list_content_pages(tree):
        page = tree.pages[address_]
        text = " ".join(get_text(node) for node in page.css("head title, article"))
        # The data for machines is not shown to readers; its word for a statement is schema.org's.
        quoted = [
            get_text(node) for node in page.css("article mark, article a.words, article blockquote, article script")
        ]
        for part in sorted(quoted, key=len, reverse=True):
            text = text.replace(part, " ")
        text = re.sub(r"“[^“”]*”|‘[^‘’]*’(?!\w)", " ", text)
        assert [match[0] for match in NEVER.finditer(text)] == [], address_


def test_home_page_shows_counts_of_each_kind(tree: SiteTree) -> None:
    counts = get_text(tree.pages[""].css_first("article .meta")).split(" · ")
    assert counts == ["1 briefing", "44 attributions", "20 actors", "8 themes", "2 sources", "5 questions"]


def test_names_in_other_scripts_are_marked(tree: SiteTree, everything: Index) -> None:
    named = {ref: names for ref, entity in everything.entities.items() if (names := getattr(entity, "names", None))}
    assert len(named) >= 5
    for ref, names in named.items():
        head = tree.pages[get_url_path(f"{ref.stem}.md")].css("article .meta bdi")
        assert {node.attributes["lang"]: get_text(node) for node in head} == names
