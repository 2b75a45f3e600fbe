"""What hosts are told: the same policy as pages, what may be kept, and all of it in the words that they understand."""

from pathlib import Path

import pytest
from host_rules import Rules, rules, sent

from generator.site.hosting import KEPT, told

RULE = "default-src 'none'; script-src 'self' 'sha256-a='"
SHEET = "assets/site.b01a5b1c.css"
BUNDLE = [
    "pagefind/pagefind-entry.json",
    "pagefind/pagefind.569a5b3314.pf_meta",
    "pagefind/wasm.bb16c9e6d3.pagefind",
    "pagefind/filter/336fa5fdb2.pf_filter",
    "pagefind/fragment/0-129a37e.pf_fragment",
    "pagefind/fragment/3f-129a37e.pf_fragment",
    "pagefind/index/217cdafd81.pf_index",
]


def written(folder: Path, sheet: str | None, bundle: list[str], by_hand: bytes = b"") -> Rules:
    for name, data in told(RULE, sheet, bundle, by_hand).items():
        (folder / name).write_bytes(data)
    return rules(folder)


def test_headers_say_what_pages_say_and_what_they_cannot(tmp_path: Path) -> None:
    assert written(tmp_path, None, []) == [
        (
            "/*",
            {
                "Content-Security-Policy": f"{RULE}; frame-ancestors 'none'",
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "same-origin",
                "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), "
                "payment=(), usb=()",
            },
        )
    ]


def test_nginx_is_told_the_same(tmp_path: Path) -> None:
    ((_, headers), *_) = written(tmp_path, SHEET, BUNDLE)

    lines = [line for line in (tmp_path / "headers.nginx.conf").read_text().splitlines() if not line.startswith("#")]
    assert lines == [f'add_header {name} "{value}" always;' for name, value in headers.items()]


def test_what_has_a_digest_in_its_name_is_kept(tmp_path: Path) -> None:
    found = written(tmp_path, SHEET, BUNDLE)

    assert [address for address, headers in found if headers == {"Cache-Control": KEPT}] == [
        "/assets/site.b01a5b1c.css",
        "/pagefind/filter/*",
        "/pagefind/fragment/*",
        "/pagefind/index/*",
        "/pagefind/pagefind.569a5b3314.pf_meta",
        "/pagefind/wasm.bb16c9e6d3.pagefind",
    ]
    assert len(found) == 1 + 6
    assert {path for path in [SHEET, *BUNDLE] if "Cache-Control" not in sent(found, path)} == {BUNDLE[0]}


@pytest.mark.parametrize("path", ["index.html", "404.html", "assets/frame.js", "actors/index.json", "sitemap.xml"])
def test_all_else_is_left_to_hosts_which_ask_again(tmp_path: Path, path: str) -> None:
    assert "Cache-Control" not in sent(written(tmp_path, SHEET, BUNDLE), path)


def test_headers_by_hand_stay_below_ours(tmp_path: Path) -> None:
    found = written(tmp_path, SHEET, BUNDLE, b"/search/*\n  Cache-Control: no-store\n")

    assert found[0][1]["X-Content-Type-Options"] == "nosniff"
    assert found[-1] == ("/search/*", {"Cache-Control": "no-store"})
    assert len(found) == 1 + 6 + 1


def test_order_of_files_does_not_matter(tmp_path: Path) -> None:
    assert written(tmp_path, SHEET, BUNDLE) == written(tmp_path, SHEET, BUNDLE[::-1])
