"""The files for hosts: the same policy as in pages, the lifetimes of files, and the syntax of each host."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from host_rules import Rules, get_headers, read_rules

from generator.site.postprocess.host_headers import IMMUTABLE, render_host_files

RULE = "default-src 'none'; script-src 'self' 'sha256-a='"
SHEET = "assets/site.b01a5b1c.css"
BUNDLE = [
    "pagefind/pagefind-entry.json",
    "pagefind/pagefind.569a5b3314.pf_meta",
    "pagefind/wasm.bb16c9e6d3.pagefind",
    "pagefind/facets/336fa5fdb2.json.gz",
    "pagefind/fragment/0-129a37e.pf_fragment",
    "pagefind/fragment/3f-129a37e.pf_fragment",
    "pagefind/index/217cdafd81.pf_index",
    "pagefind/pages/0d1f6a4c2b.pf_names",
]


def write_rules(folder: Path, paths: Iterable[str], own_headers: bytes = b"") -> Rules:
    """Write the files for hosts, and read the rules in `_headers`."""
    for name, data in render_host_files(RULE, paths, own_headers).items():
        (folder / name).write_bytes(data)
    return read_rules(folder)


def test_headers_have_the_page_policy_and_header_only_directives(tmp_path: Path) -> None:
    assert write_rules(tmp_path, []) == [
        (
            "/*",
            {
                "Content-Security-Policy": f"{RULE}; frame-ancestors 'none'",
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "same-origin",
                "Cross-Origin-Opener-Policy": "same-origin",
                "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), "
                "payment=(), usb=()",
            },
        )
    ]


def test_nginx_has_the_same_headers(tmp_path: Path) -> None:
    ((_, headers), *_) = write_rules(tmp_path, [SHEET, *BUNDLE])

    lines = [line for line in (tmp_path / "headers.nginx.conf").read_text().splitlines() if not line.startswith("#")]
    assert lines == [f'add_header {name} "{value}" always;' for name, value in headers.items()]


def test_files_with_a_digest_in_their_names_are_immutable(tmp_path: Path) -> None:
    rules = write_rules(tmp_path, [SHEET, *BUNDLE])

    assert [address for address, headers in rules if headers == {"Cache-Control": IMMUTABLE}] == [
        "/assets/site.b01a5b1c.css",
        "/pagefind/facets/*",
        "/pagefind/fragment/*",
        "/pagefind/index/*",
        "/pagefind/pagefind.569a5b3314.pf_meta",
        "/pagefind/pages/*",
        "/pagefind/wasm.bb16c9e6d3.pagefind",
    ]
    assert len(rules) == 1 + 7
    assert {path for path in [SHEET, *BUNDLE] if "Cache-Control" not in get_headers(rules, path)} == {BUNDLE[0]}


@pytest.mark.parametrize("path", ["index.html", "404.html", "assets/frame.js", "actors/index.json", "sitemap.xml"])
def test_other_files_have_no_cache_control(tmp_path: Path, path: str) -> None:
    assert "Cache-Control" not in get_headers(write_rules(tmp_path, [SHEET, *BUNDLE]), path)


def test_handwritten_headers_follow_the_generated_ones(tmp_path: Path) -> None:
    rules = write_rules(tmp_path, [SHEET, *BUNDLE], b"/search/*\n  Cache-Control: no-store\n")

    assert rules[0][1]["X-Content-Type-Options"] == "nosniff"
    assert rules[-1] == ("/search/*", {"Cache-Control": "no-store"})
    assert len(rules) == 1 + 7 + 1


def test_order_of_files_does_not_matter(tmp_path: Path) -> None:
    assert write_rules(tmp_path, [SHEET, *BUNDLE]) == write_rules(tmp_path, [SHEET, *BUNDLE][::-1])
