"""The built site of the real content, page by page: nothing is broken, foreign, doubled or out of reach."""

import gzip
import json
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from site_tree import BASE, SiteTree, ids, is_redirect, words

from generator.index.used import Index
from generator.model.kinds import Kind
from generator.paths import address

LIMIT = 200_000
"""Bytes of a page, as of its Markdown."""

NEVER = re.compile(r"\b(?:claim(ed|s)?|admit(ted|s)?|reveal(ed|s)?|insist(ed|s)?|conced(ed|es))\b", re.IGNORECASE)
"""Verbs that take a side: the site itself has one neutral verb for each kind."""


def html_pages(tree: SiteTree) -> list[str]:
    """Addresses of pages with content, the page for what is not found included."""
    return [address for address, page in tree.pages.items() if not is_redirect(page)]


def test_every_link_leads_somewhere(tree: SiteTree) -> None:
    links = {url for address in tree.pages for url in tree.links(address) if url.startswith(BASE)}

    assert len(links) > 300
    assert sorted(fault for fault in map(tree.fault, links) if fault) == []


def test_links_within_figures_are_among_them(tree: SiteTree) -> None:
    drawn = tree.pages["timeline/"].css("svg a")
    targets = {urljoin(BASE + "timeline/", link.attributes.get("href") or "") for link in drawn}

    assert len(targets) >= 5
    assert targets <= set(tree.links("timeline/"))


def test_what_is_not_found_has_a_page_that_works_anywhere(tree: SiteTree) -> None:
    """It is served at any depth, so that a relative address in it would lead nowhere."""
    page = tree.pages["404.html"]
    written = [node.attributes["href"] or "" for node in page.css("a[href], link[href]")]
    assert [one for one in written if not one.startswith(("/", "#", "https://"))] == []


def test_no_page_asks_another_site_for_anything(tree: SiteTree) -> None:
    asking = "link:not([rel=canonical]), script, img, iframe, source, video, audio, object, embed, form, use, image"
    for address_, page in tree.pages.items():
        for node in page.css(asking):
            for name in ("href", "xlink:href", "src", "srcset", "data", "action", "poster"):
                url = urljoin(BASE + address_, node.attributes.get(name) or "")
                assert url.startswith(BASE), f"{address_} asks {url}"
    asked = [url for url in tree.asked_by_styles() if not url.startswith("data:")]
    assert [url for url in asked if not url.startswith(BASE)] == []


def test_style_sheets_ask_for_what_is_there(tree: SiteTree) -> None:
    asked = [urldefrag(url).url for url in tree.asked_by_styles() if not url.startswith("data:")]
    assert [fault for fault in map(tree.fault, asked) if fault] == []


def test_no_style_or_script_stands_in_an_attribute(tree: SiteTree) -> None:
    for address_, page in tree.pages.items():
        names = {name for node in page.css("*") for name in node.attributes}
        assert not {name for name in names if name == "style" or name.startswith("on")}, address_


def test_ids_are_unique(tree: SiteTree) -> None:
    for address_, page in tree.pages.items():
        found = ids(page)
        assert sorted({one for one in found if found.count(one) > 1}) == [], address_


def test_each_page_has_one_heading_a_title_and_a_description(tree: SiteTree) -> None:
    titles: dict[str, str] = {}
    for address_ in sorted(html_pages(tree)):
        page = tree.pages[address_]
        assert len(page.css("h1")) == 1, address_
        assert words(page.css_first("h1")), address_
        title = words(page.css_first("head title"))
        # The page for what is not found has the name of the site, like the home page.
        assert title not in titles or address_ == "404.html", f"{address_} and {titles[title]}: {title}"
        titles[title] = address_
        described = page.css_first("head meta[name=description]")
        assert described, address_
        assert (described.attributes["content"] or "").strip(), address_
        assert page.css_first("html[lang]"), address_


def test_headings_skip_no_level(tree: SiteTree) -> None:
    for address_ in html_pages(tree):
        levels = [int((node.tag or "h1")[1]) for node in tree.pages[address_].css("article :is(h1,h2,h3,h4,h5,h6)")]
        assert all(after <= before + 1 for before, after in pairwise(levels)), address_


def test_pages_are_small(root: Path) -> None:
    files = [*(root / "docs").rglob("*.md"), *(root / "site").rglob("*.html")]
    assert {str(file): file.stat().st_size for file in files if file.stat().st_size >= LIMIT} == {}


def test_everything_has_its_page_and_is_reached_from_the_home_page(tree: SiteTree, everything: Index) -> None:
    wanted = {address(f"{ref.stem}.md"): everything.label(ref) for ref in (*everything.entities, *everything.briefings)}
    assert {one: words(tree.pages[one].css_first("article h1")).rstrip("¶") for one in wanted} == wanted

    reached, waiting = {""}, [""]
    while waiting:
        fresh = tree.led_to(waiting.pop()) - reached
        reached |= fresh
        waiting += fresh
    assert {one for one in html_pages(tree) if one not in reached} == {"404.html"}


def test_index_pages_list_everything(tree: SiteTree, everything: Index) -> None:
    for kind in Kind:
        page = "timeline/" if kind is Kind.EVENT else f"{kind.folder}/"
        refs = everything.briefings if kind is Kind.BRIEFING else everything.of_kind(kind)
        rows = tree.pages[page].css("article .rows > ul li a:first-child")
        listed = [urljoin(BASE + page, link.attributes["href"] or "").removeprefix(BASE) for link in rows]
        assert sorted(set(listed)) == sorted(address(f"{ref.stem}.md") for ref in refs), page


def test_the_map_of_the_site_has_every_page(tree: SiteTree) -> None:
    xml = (tree.folder / "sitemap.xml").read_bytes()
    found = re.findall(r"<loc>([^<]+)</loc>", xml.decode())

    assert {url.removeprefix(BASE) for url in found} == {*html_pages(tree)} - {"404.html"}
    assert len(found) == len(set(found))
    assert gzip.decompress((tree.folder / "sitemap.xml.gz").read_bytes()) == xml


def test_what_the_search_finds_is_there(tree: SiteTree) -> None:
    files = (tree.folder / "pagefind/fragment").iterdir()
    texts = (gzip.decompress(file.read_bytes()).decode().removeprefix("pagefind_dcd") for file in files)
    found = [json.loads(text) for text in texts]
    places = [f"{BASE}{page['url'].removeprefix('/')}" for page in found]
    assert [fault for fault in map(tree.fault, places) if fault] == []
    fragments = [f"{place}#{one['id']}" for place, page in zip(places, found, strict=True) for one in page["anchors"]]
    assert [fault for fault in map(tree.fault, fragments) if fault] == []


def test_former_ids_lead_to_the_new_page(tree: SiteTree, everything: Index) -> None:
    known = {**everything.entities, **{ref: one.metadata for ref, one in everything.briefings.items()}}
    former = {f"{ref.kind.folder}/{old}/": ref for ref, one in known.items() for old in one.formerly}
    assert {one for one, page in tree.pages.items() if is_redirect(page)} == former.keys()
    for old, ref in former.items():
        assert tree.led_to(old) == {address(f"{ref.stem}.md")}


def test_the_site_itself_takes_no_side(tree: SiteTree) -> None:
    """What stands in quotation marks, or is marked as somebody's words, is not the site's."""
    for address_ in html_pages(tree):
        page = tree.pages[address_]
        text = " ".join(words(node) for node in page.css("head title, article"))
        # Nobody reads the data for machines, where the word for a statement is schema.org's.
        quoted = [words(node) for node in page.css("article mark, article a.words, article blockquote, article script")]
        for part in sorted(quoted, key=len, reverse=True):
            text = text.replace(part, " ")
        text = re.sub(r"“[^“”]*”|‘[^‘’]*’(?!\w)", " ", text)
        assert [match[0] for match in NEVER.finditer(text)] == [], address_


def test_home_page_counts(tree: SiteTree) -> None:
    counts = words(tree.pages[""].css_first("article .meta")).split(" · ")
    assert counts == ["1 briefing", "44 attributions", "20 actors", "8 themes", "2 sources", "5 questions"]


def test_names_in_other_scripts_are_marked(tree: SiteTree, everything: Index) -> None:
    named = {ref: one.names for ref, one in everything.entities.items() if getattr(one, "names", None)}
    assert len(named) >= 5
    for ref, names in named.items():
        head = tree.pages[address(f"{ref.stem}.md")].css("article .meta bdi")
        assert {node.attributes["lang"]: words(node) for node in head} == names
