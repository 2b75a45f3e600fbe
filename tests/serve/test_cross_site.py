"""Pages of other sites cannot read the preview; only a reader who follows a link can open it."""

import http.client
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from serving import serve_site

from generator.serve.http_responses import respond
from generator.serve.live_reload import LiveReload
from generator.serve.server import Server, run_server

PATHS = ["/", "/index.json", "/.briefings/live.js", "/nothing"]
REFUSED: list[Mapping[str, str]] = [
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "object"},
    {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
    {"Sec-Fetch-Site": "something new"},
]
ALLOWED: list[Mapping[str, str]] = [
    {},
    {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
    {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
    {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    for name in ("index.html", "404.html"):
        (folder / name).write_text("<!doctype html><title>Here</title><body><p>Secret</p></body>")
    (folder / "index.json").write_text("[]")
    (folder / "secret.js").write_text("window.secret = 1;")
    return folder


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    with run_server(site, LiveReload(), 0) as url:
        yield url


def send_request(address: str, path: str, headers: Mapping[str, str]) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
    connection.request("GET", path, headers=dict(headers))
    return connection.getresponse()


@pytest.mark.parametrize("headers", REFUSED, ids=lambda headers: " ".join(headers.values()))
def test_cross_site_requests_are_refused(address: str, headers: Mapping[str, str]) -> None:
    for path in (*PATHS, "/.briefings/events"):
        response = send_request(address, path, headers)
        assert (response.status, response.read()) == (
            403,
            b"This server responds only to requests from its own pages.\n",
        )


@pytest.mark.parametrize("headers", ALLOWED, ids=lambda headers: " ".join(headers.values()) or "no browser")
def test_same_origin_requests_and_navigation_are_allowed(address: str, headers: Mapping[str, str]) -> None:
    assert send_request(address, "/", headers).status == 200


@pytest.mark.parametrize("path", PATHS)
def test_every_response_has_cross_origin_headers(address: str, path: str) -> None:
    headers = send_request(address, path, {}).headers
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"


def test_the_request_queue_has_room_for_128_connections() -> None:
    assert Server.request_queue_size == 128


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/%", 404),
        ("/%zz/", 404),
        ("/#%", 404),
        ("/?q=%#%", 200),
        ("http://[#%", 200),
        ("http://[::1/%", 404),
        ("http://localhost/index.json", 200),
        ("http://localhost", 200),
        ("http://localhost/%5B", 404),
    ],
)
def test_malformed_urls_get_a_response(site: Path, target: str, status: int) -> None:
    assert respond(site, "/", "1", target).status == status


def test_a_base_path_with_percent_escapes_is_served(site: Path) -> None:
    (site / "a").mkdir()
    (site / "a/index.html").write_text("A")
    assert respond(site, "/the%20desk/", "1", "/the%20desk/index.json").status == 200
    assert respond(site, "/the%20desk/", "1", "/").headers["Location"] == "/the%20desk/"
    assert respond(site, "/the%20desk/", "1", "/the%20desk/a").headers["Location"] == "/the%20desk/a/"


# In a browser

ATTACK = """<!doctype html><title>Elsewhere</title><body>
<script src="{address}/secret.js"></script>
<iframe src="{address}/"></iframe>
<a href="{address}/">The desk</a></body>"""


@pytest.fixture
def foreign_page(tmp_path: Path, browser: Browser, address: str) -> Iterator[Page]:
    """A page of another site (127.0.0.1 and localhost are two)."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "index.html").write_text(ATTACK.format(address=address))
    with serve_site(folder, policy_source="none") as other_address, browser.new_context() as context:
        page = context.new_page()
        page.goto(other_address, wait_until="load")
        yield page


def test_another_site_cannot_load_scripts_or_frame_pages(foreign_page: Page) -> None:
    assert foreign_page.evaluate("window.secret") is None
    assert "Secret" not in "".join(frame.content() for frame in foreign_page.frames)


def test_a_link_from_another_site_is_followed(foreign_page: Page, address: str) -> None:
    foreign_page.get_by_role("link").click()
    foreign_page.wait_for_url(f"{address}/")
    assert "Secret" in foreign_page.content()
