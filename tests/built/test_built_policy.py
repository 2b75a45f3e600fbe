"""The built site under its policy, page by page, by parsing: the policy allows all that pages need."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from host_rules import get_headers, read_rules
from laid_project import lay_project
from laying import BASE, lay
from selectolax.lexbor import LexborHTMLParser
from site_tree import BASE as ADDRESS
from site_tree import SiteTree, get_text

from generator.build import pipeline
from generator.cli import main


def read_policy(page: LexborHTMLParser) -> str:
    (meta,) = page.css("meta[http-equiv=Content-Security-Policy]")
    return meta.attributes["content"] or ""


def test_every_page_has_the_policy_right_after_the_charset(tree: SiteTree) -> None:
    """Redirects and the page for missing addresses have the policy too."""
    for address, page in tree.pages.items():
        first = [node.attributes for node in page.css("head > *")][:3]
        assert [next(iter(attributes)) for attributes in first] == ["charset", "http-equiv", "name"], address
    assert len({read_policy(page) for page in tree.pages.values()}) == 1


def test_every_inline_script_is_covered_by_a_hash(tree: SiteTree) -> None:
    covered = set()
    for address, page in tree.pages.items():
        for node in page.css("script:not([src]):not([type]), script[type=speculationrules]"):
            digest = f"'sha256-{b64encode(sha256((node.text() or '').encode()).digest()).decode()}'"
            assert digest in read_policy(page), address
            covered.add(digest)
    hashes = set(re.findall(r"'sha256-[^']+'", read_policy(tree.pages[""])))
    assert covered == hashes
    assert len(hashes) >= 5


def test_no_page_has_inline_styles(tree: SiteTree) -> None:
    assert [address for address, page in tree.pages.items() if page.css("style, [style]")] == []


def test_no_page_is_fetched_in_advance(tree: SiteTree) -> None:
    """Firefox fetches the next page of such a link, which the policy forbids."""
    selector = "link[rel~=next], link[rel~=prefetch], link[rel~=prerender], link[rel~=preconnect]"
    assert {address: links for address, page in tree.pages.items() if (links := page.css(selector))} == {}


def test_headers_file_is_within_the_limits_of_hosts(tree: SiteTree) -> None:
    """Cloudflare reads 2,000 characters of a line and 100 rules; Netlify allows `*` only at the end."""
    rules = read_rules(tree.folder)
    ((pattern, headers), *cache_rules) = rules

    assert pattern == "/*"
    assert headers["Content-Security-Policy"] == f"{read_policy(tree.pages[''])}; frame-ancestors 'none'"
    assert max(map(len, (tree.folder / "_headers").read_text(encoding="utf-8").splitlines())) < 1_500
    assert len(rules) < 20
    assert all(re.fullmatch(r"(/[a-z0-9_.-]+)+(/\*)?", address) for address, _ in cache_rules)
    assert all(any("Cache-Control" in get_headers([rule], path) for path in tree.files) for rule in cache_rules)


def test_robots_file_names_the_sitemap(tree: SiteTree) -> None:
    text = (tree.folder / "robots.txt").read_text(encoding="utf-8")
    assert text == f"User-agent: *\nAllow: /\n\nSitemap: {ADDRESS}sitemap.xml\n"


def test_the_404_page_links_to_every_index(tree: SiteTree) -> None:
    page = tree.pages["404.html"]
    listed = {get_text(link) for link in page.css("article li a")}

    assert get_text(page.css_first("h1")) == "Page not found"
    home = tree.pages[""]
    linked = {get_text(link) for link in home.css(".md-tabs__link, .md-copyright a")}
    assert linked - listed == {"Explore", "How statements are attributed and corrected"}
    assert {"Briefings", "Actors", "Timeline", "Methodology"} < listed


def test_inline_script_in_a_handwritten_page_stops_the_build(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    root = lay_project(tmp_path_factory.mktemp("by-hand"), BASE / "content")
    assert pipeline.build(root).published
    before = (root / "site/index.html").read_bytes()
    lay(root, {"docs/about.md": {"append": "\n<script>count()</script>\n"}})

    with pytest.raises(SystemExit, match="1"):
        main(["--root", str(root), "build"])

    assert (root / "site/index.html").read_bytes() == before
    assert "`about/index.html` has an inline script" in capsys.readouterr().err
