"""A real nginx with the configuration in documentation/hosting.md: its answers, and the files that stay private."""

import gzip
import re
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest
from host_rules import get_headers, read_rules
from http_client import Client

from generator.site.postprocess.host_headers import IMMUTABLE

ASK_AGAIN = "no-cache"
KINDS = {
    "index.html": "text/html; charset=utf-8",
    "actors/index.json": "application/json",
    "assets/frame.js": "javascript",
    "assets/site.*.css": "text/css",
    "sitemap.xml": "text/xml",
    "changes/feed.atom": "application/atom+xml",
    "lines.txt": "text/plain; charset=utf-8",
    "picture.svg": "image/svg+xml",
}
"""Text files of all types, and the types with which they are sent; the last two are the owner's."""
BINARY = [
    "pagefind/*.pf_meta",
    "pagefind/*.pagefind",
    "pagefind/facets/*",
    "pagefind/fragment/*",
    "pagefind/index/*",
    "pagefind/pages/*",
    "sitemap.xml.gz",
    "assets/images/favicon.png",
]


def find_file(site: Path, pattern: str) -> str:
    """Return the path of the first file of the site that matches."""
    return min(file.relative_to(site).as_posix() for file in site.glob(pattern))


def list_site_files(site: Path) -> list[str]:
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())


def is_private(path: str) -> bool:
    return path in {"404.html", "_headers", "headers.nginx.conf"}


def test_nginx_finds_no_fault(call: list[str]) -> None:
    done = subprocess.run([*call, "-t"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr


@pytest.mark.parametrize("path", ["/", "/actors/", "/assets/frame.js", "/pagefind/pagefind-entry.json", "/nothing"])
def test_headers_equal_those_of_the_headers_file(server: Client, site: Path, path: str) -> None:
    answer = server(path)
    expected = {name.lower(): value for name, value in read_rules(site)[0][1].items()}

    assert "content-security-policy" in expected
    assert {name: answer.headers.get(name) for name in expected} == expected


def test_every_file_is_sent_as_it_is_and_kept_as_long_as_other_hosts_say(server: Client, site: Path) -> None:
    rules = read_rules(site)
    for path in list_site_files(site):
        if not is_private(path):
            answer = server(f"/{quote(path)}")
            assert (answer.status, answer.body) == (200, (site / path).read_bytes()), path
            assert answer.headers["cache-control"] == get_headers(rules, path).get("Cache-Control", ASK_AGAIN), path


def test_only_files_with_a_digest_in_their_names_are_immutable(server: Client, site: Path) -> None:
    cached = [path for path in list_site_files(site) if server(f"/{quote(path)}").headers["cache-control"] == IMMUTABLE]

    assert {re.sub(r"[0-9a-f]{7,}", "…", path) for path in cached} == {
        "assets/site.….css",
        "pagefind/facets/….json.gz",
        "pagefind/fragment/….pf_fragment",
        "pagefind/index/….pf_index",
        "pagefind/pages/….pf_names",
        "pagefind/pagefind.….pf_meta",
        "pagefind/wasm.….pagefind",
    }


@pytest.mark.parametrize("path", ["/", "/actors", "/assets/frame.js", "/pagefind/pagefind-entry.json", "/robots.txt"])
def test_files_without_a_digest_are_revalidated(server: Client, path: str) -> None:
    assert server(path).headers["cache-control"] == ASK_AGAIN


def test_unchanged_files_are_not_sent_again(server: Client) -> None:
    for encoding in ("identity", "gzip"):
        first = server("/actors/", Accept_Encoding=encoding)
        again = server("/actors/", Accept_Encoding=encoding, If_None_Match=first.headers["etag"])
        assert (again.status, again.body, again.headers["cache-control"]) == (304, b"", ASK_AGAIN)


def test_a_publication_shows_at_once(server: Client, site: Path) -> None:
    """The folder is exchanged, as the generator publishes, and nginx is not restarted."""
    old, new = site.with_name("old"), site.with_name("new")
    etag = server("/robots.txt").headers["etag"]
    new.mkdir()
    (new / "robots.txt").write_text("User-agent: nobody\n")
    site.rename(old)
    new.rename(site)
    try:
        answer = server("/robots.txt", If_None_Match=etag)
        assert (answer.status, answer.body) == (200, b"User-agent: nobody\n")
        assert server("/actors/").status == 404
    finally:
        site.rename(new)
        old.rename(site)
    assert server("/robots.txt", If_None_Match=etag).status == 304


@pytest.mark.parametrize(("pattern", "kind"), KINDS.items())
def test_text_is_compressed_for_who_asks(server: Client, site: Path, pattern: str, kind: str) -> None:
    path = find_file(site, pattern)
    plain, packed = server(f"/{path}"), server(f"/{path}", Accept_Encoding="gzip", Via="1.1 proxy")

    assert kind in packed.headers["content-type"]
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body == (site / path).read_bytes()
    assert "content-encoding" not in plain.headers
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("pattern", BINARY)
def test_compressed_files_are_not_compressed_again(server: Client, site: Path, pattern: str) -> None:
    path = find_file(site, pattern)
    answer = server(f"/{path}", Accept_Encoding="gzip")

    assert "content-encoding" not in answer.headers
    assert answer.body == (site / path).read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/actors/nobody/",
        "/actors/index.html/",
        "/pagefind/index/0000000000.pf_index",
        "/assets/site.00000000.css",
        "/assets/",
        "/pagefind/",
        "/404.html",
        "/_headers",
        "/headers.nginx.conf",
        "/.git/config",
        "/actors/.hidden",
        "/.well-known/security.txt",
    ],
)
def test_missing_files_get_the_404_page_of_the_site(server: Client, site: Path, path: str) -> None:
    """The answer is not cached either: the next publication may have the file."""
    answer = server(path)

    assert (answer.status, answer.body) == (404, (site / "404.html").read_bytes())
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == ASK_AGAIN


def test_dotfiles_are_private_except_the_well_known_folder(server: Client, site: Path) -> None:
    for path in (".hidden", ".well-known/security.txt"):
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_text("Contact: mailto:desk@desk.example\n")
    try:
        assert server("/.hidden").status == 404
        assert server("/.well-known/security.txt").status == 200
    finally:
        (site / ".hidden").unlink()
        (site / ".well-known/security.txt").unlink()
        (site / ".well-known").rmdir()


def test_folders_redirect_to_their_page_for_any_host_name(server: Client) -> None:
    answer = server("/actors/hamas?x=1", Host="desk.example")

    assert (answer.status, answer.headers["location"]) == (301, "/actors/hamas/?x=1")
    assert "content-security-policy" in answer.headers


def test_the_server_header_has_no_version(server: Client) -> None:
    assert server("/").headers["server"] == server("/nothing").headers["server"] == "nginx"
