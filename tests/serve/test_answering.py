"""The responses of the server: files, pages with its script, the site's 404 page, and refusals."""

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from waiting import BOUND, wait_until

from generator.diagnostics.diagnostic import Diagnostic
from generator.infra.files import OutputError
from generator.serve.build_worker import BuildReport
from generator.serve.http_responses import get_media_type, insert_script, respond
from generator.serve.live_reload import MAX_ERRORS, LiveReload, render_errors
from generator.serve.server import is_own_host, run_server
from generator.site.output.publish import publish

SCRIPT = b'<script src="/.briefings/live.js" data-build="7" defer></script>'
PUBLISHED_REPORT = BuildReport(summary="1 page", published=True, base_path="/desk/")
ERROR = Diagnostic(
    rule="unknown-key",
    path="content/site.yml",
    line=3,
    column=5,
    width=2,
    message="<b>no",
    help="x",
    excerpt="abc 😀efg",
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", "One")


def write_site(folder: Path, text: str) -> Path:
    (folder / "actors/one").mkdir(parents=True)
    (folder / "assets/a b").mkdir(parents=True)
    for path in ("index.html", "actors/index.html", "actors/one/index.html", "404.html"):
        (folder / path).write_text(f"<html><body>{text} {path}</body></html>")
    (folder / "assets/a b/é.js").write_text("1")
    (folder.parent / "secret.html").write_text("secret")
    return folder


@pytest.mark.parametrize(
    ("target", "status", "expected"),
    [
        ("/", 200, b"One index.html"),
        ("/?q=1", 200, b"One index.html"),
        ("/index.html", 200, b"One index.html"),
        ("/actors/one/", 200, b"One actors/one/index.html"),
        ("/assets/a%20b/%C3%A9.js", 200, b"1"),
        ("/nothing/", 404, b"One 404.html"),
        ("/index.html/", 404, b"One 404.html"),
        ("/assets/", 404, b"One 404.html"),
        ("/../secret.html", 404, b"One 404.html"),
        ("/%2e%2e/secret.html", 404, b"One 404.html"),
        ("/actors/..%2f..%2fsecret.html", 404, b"One 404.html"),
        ("/..\\secret.html", 404, b"One 404.html"),
        ("/%00", 404, b"One 404.html"),
        ("/%ff", 404, b"One 404.html"),
        ("/" + "a" * 300, 404, b"One 404.html"),
        ("*", 404, b"One 404.html"),
        ("http://localhost/actors/one/", 200, b"One actors/one/index.html"),
        ("/.briefings/state.py", 404, b"Not found."),
        ("/.briefings/../state.py", 404, b"Not found."),
    ],
)
def test_responses_by_request_path(site: Path, target: str, status: int, expected: bytes) -> None:
    response = respond(site, "/", "7", target)
    assert response.status == status
    assert expected in response.body
    assert b"secret<" not in response.body


@pytest.mark.parametrize(
    ("base_path", "target", "location"),
    [
        ("/", "/actors", "/actors/"),
        ("/", "/actors?filter=a", "/actors/?filter=a"),
        ("/", "//actors", "/actors/"),
        ("/desk/", "/", "/desk/"),
        ("/desk/", "/desk", "/desk/"),
        ("/desk/", "/desk/actors/one", "/desk/actors/one/"),
    ],
)
def test_redirects_add_the_slash_and_never_leave_the_host(
    site: Path, base_path: str, target: str, location: str
) -> None:
    response = respond(site, base_path, "7", target)
    assert (response.status, response.headers["Location"]) == (302, location)


def test_a_site_with_a_base_path_is_served_only_there(site: Path) -> None:
    assert respond(site, "/desk/", "7", "/desk/actors/one/").status == 200
    assert respond(site, "/desk/", "7", "/actors/one/").status == 404


def test_symbolic_links_out_of_the_site_are_not_followed(site: Path) -> None:
    (site / "out.html").symlink_to(site.parent / "secret.html")
    (site / "away").symlink_to(site.parent)
    assert respond(site, "/", "7", "/out.html").status == 404
    assert respond(site, "/", "7", "/away/secret.html").status == 404


def test_a_placeholder_page_is_served_before_the_first_build(tmp_path: Path) -> None:
    response = respond(tmp_path / "site", "/", "7", "/actors/")
    assert response.status == 503
    assert b"No site yet" in response.body
    assert SCRIPT in response.body


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.MJS", "text/javascript; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("rows.json", "application/json; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("feed.atom", "application/atom+xml; charset=utf-8"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("a.png", "image/png"),
        ("a.wasm", "application/wasm"),
        ("en.pf_meta", "application/octet-stream"),
        ("_headers", "application/octet-stream"),
    ],
)
def test_media_types_of_files(name: str, kind: str) -> None:
    assert get_media_type(name) == kind


def test_pages_get_the_live_reload_script_only_in_responses(site: Path) -> None:
    response = respond(site, "/", "7", "/")
    assert response.body == b"<html><body>One index.html" + SCRIPT + b"</body></html>"
    assert b"script" not in (site / "index.html").read_bytes()
    assert insert_script(b"<p>no body", "7") == b"<p>no body" + SCRIPT
    assert b'data-build="&quot;&gt;"' in insert_script(b"", '">')


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:9"])
def test_localhost_is_accepted_as_host(host: str) -> None:
    assert is_own_host([host])


@pytest.mark.parametrize(
    "hosts",
    [[], [""], ["evil.example"], ["evil.example:8000"], ["localhost.evil.example"], ["localhost:8000@evil.example"],
     ["127.0.0.1.nip.io"], ["[::1]"], ["localhost", "localhost"]],
)  # fmt: skip
def test_other_hosts_are_refused(hosts: list[str]) -> None:
    assert not is_own_host(hosts)


# Over a socket


@pytest.fixture
def state() -> LiveReload:
    return LiveReload(clock=lambda: 0.001)


@pytest.fixture
def address(site: Path, state: LiveReload) -> Iterator[str]:
    with run_server(site, state, 0) as address:
        yield address.removeprefix("http://")


def send_request(address: str, path: str, method: str = "GET", host: str = "") -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(address, timeout=BOUND)
    connection.request(method, path, headers={"Host": host} if host else {})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, dict(response.getheaders()), body


def test_response_headers_of_get_and_head(address: str) -> None:
    status, headers, body = send_request(address, "/")
    assert status == 200
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert int(headers["Content-Length"]) == len(body)
    head_status, head_headers, head_body = send_request(address, "/", "HEAD")
    # A second may pass between two responses.
    assert headers.pop("Date")
    assert head_headers.pop("Date")
    assert (head_status, head_headers, head_body) == (200, headers, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_methods_other_than_get_and_head_are_not_implemented(address: str, method: str) -> None:
    assert send_request(address, "/", method)[0] == 501


@pytest.mark.parametrize("path", ["/", "/.briefings/live.js", "/.briefings/events"])
def test_requests_with_a_foreign_host_header_are_refused(address: str, path: str) -> None:
    status, _, body = send_request(address, path, host="evil.example")
    assert status == 403
    assert body == f"This server responds only to requests for http://{address}.\n".encode()


def test_the_server_listens_only_on_the_loopback_address(address: str) -> None:
    port = int(address.partition(":")[2])
    with socket.socket() as other:
        other.bind(("127.0.0.2", port))


def test_a_port_in_use_is_reported(address: str, site: Path) -> None:
    port = int(address.partition(":")[2])
    with (
        pytest.raises(OutputError, match=f"^port {port} is in use; .* `--port`$"),
        run_server(site, LiveReload(), port),
    ):
        pass


def has_more_than(items: list[int], count: int) -> bool:
    return len(items) > count


def test_pages_are_served_while_the_site_is_replaced(address: str, site: Path, state: LiveReload) -> None:
    state.announce(BuildReport(summary="1 page", published=True))
    statuses: list[int] = []
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            statuses.append(send_request(address, "/actors/one/")[0])

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(30):
        publish(write_site(site.parent / f"new-{number}", str(number)), site)
        # At least one response for each exchange.
        count = len(statuses)
        wait_until(partial(has_more_than, statuses, count), "a response")
    ended.set()
    reader.join()
    assert set(statuses) == {200}
    assert b"29 index.html" in send_request(address, "/")[2]


def test_events_report_builds_and_errors(address: str, state: LiveReload) -> None:
    connection = http.client.HTTPConnection(address, timeout=BOUND)
    connection.request("GET", "/.briefings/events")
    stream = connection.getresponse()
    assert stream.headers["Content-Type"] == "text/event-stream; charset=utf-8"

    def event() -> list[str]:
        lines = []
        while line := stream.readline().decode().rstrip("\n"):
            lines.append(line)
        return lines

    assert event() == ["retry: 500"]
    state.announce(PUBLISHED_REPORT)
    assert event() == ["event: built", 'data: "1-1"']
    state.announce(BuildReport(diagnostics=[ERROR]))
    name, data = event()
    assert name == "event: errors"
    assert data.removeprefix("data: ") == render_errors(BuildReport(diagnostics=[ERROR]))
    state.announce(BuildReport(summary="1 page"))
    assert event() == ["event: built", 'data: "1-1"']
    assert b'data-build="1-1"' in send_request(address, "/desk/")[2]
    connection.close()


def test_a_late_client_gets_the_current_state(state: LiveReload) -> None:
    assert state.wait_for_newer(0, 0) is None
    state.announce(PUBLISHED_REPORT)
    state.announce(BuildReport(failure="no disk"))
    state_sent = state.wait_for_newer(0, 0)
    assert state_sent
    assert json.loads(state_sent.errors)["failure"] == "no disk"
    assert (state_sent.published, state_sent.base_path) == (1, "/desk/")
    state.end()
    assert state.wait_for_newer(0, 60) is None


def test_error_events_split_excerpts_and_have_a_maximum_of_errors() -> None:
    event = json.loads(render_errors(BuildReport(diagnostics=[ERROR] * (MAX_ERRORS + 3))))
    assert (len(event["errors"]), event["more"]) == (MAX_ERRORS, 3)
    assert event["errors"][0] == {
        "location": "content/site.yml:3:5",
        "rule": "unknown-key",
        "message": "<b>no",
        "help": "x",
        "line": 3,
        "excerpt": ["abc ", "😀e", "fg"],
    }
