"""A server for built sites, like a web server: at the root of its address or below a path, with or without the policy.

The policy is sent as headers, from `_headers`; or in the pages alone; or not at all, which shows that the actions that
it forbids would otherwise succeed.

A browser may cache scripts and styles for some minutes, as on real hosts, so that a reader's next page costs a third
less. It asks for all else each time: tests publish another index while a page is open.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Literal

from host_rules import Rules, get_headers, read_rules

PolicySource = Literal["headers", "meta", "none"]
"""The source of the policy for a reader's browser."""

_POLICY = "Content-Security-Policy"
_META = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')

OnAnswer = Callable[[str, int], None]
"""A function that gets the path of each request, and the size of the body of its answer."""

_CACHED = "assets/"
"""The folder whose files a browser does not ask for again."""

BLANK = "blank"
"""The path of an empty page below the address of a site, which belongs to the server and not to the site."""

_EMPTY_PAGE = b'<!doctype html><title>blank</title><link rel="icon" href="data:,">'

WATCH = "watch.js"
"""The path of the script that sends the faults of a page to the server; it belongs to the server."""

FAULTS = "faults"
"""The path to which browsers post faults, and violations of the policy."""

_WATCH_SCRIPT = b"""
const { faults } = document.currentScript.dataset;
const post = (text) => fetch(faults, { method: "POST", body: text, keepalive: true });
addEventListener("error", (event) => post(`exception: ${event.message}`));
addEventListener("unhandledrejection", (event) => post(`exception: ${event.reason}`));
"""

OnFault = Callable[[str], None]
"""A function that gets each exception of a script, and each report of a violation, in whatever browser."""

IsMissing = Callable[[str], bool]
"""A function that decides for each path whether the answer is 404; browsers may cache that answer for a year."""


@contextmanager
def serve_site(
    site: Path,
    below: str = "/",
    *,
    policy_source: PolicySource = "meta",
    caching: bool = True,
    on_answer: OnAnswer = lambda *_: None,
    on_fault: OnFault | None = None,
    is_missing: IsMissing = lambda _: False,
) -> Iterator[str]:
    """Serve the site inside the block, and return its address.

    With `on_fault`, each page has a script that reports exceptions, and the policy in headers asks for reports.
    """
    rules = read_rules(site) if policy_source == "headers" else []
    handler = partial(
        _Handler,
        directory=str(site),
        below=below,
        rules=rules,
        keep_meta=policy_source == "meta",
        caching=caching,
        on_answer=on_answer,
        on_fault=on_fault,
        is_missing=is_missing,
    )
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{below}"
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: Any) -> None:
        """Ignore browsers that close the connection."""


class _Handler(SimpleHTTPRequestHandler):
    """A handler for the files below `below`, with the site's own 404 page for all other paths."""

    protocol_version = "HTTP/1.1"

    def __init__(
        self,
        *args: Any,
        below: str,
        directory: str,
        rules: Rules,
        keep_meta: bool,
        caching: bool,
        on_answer: OnAnswer,
        on_fault: OnFault | None,
        is_missing: IsMissing,
    ) -> None:
        self._below = below
        self._rules = rules
        self._keep_meta = keep_meta
        self._caching = caching
        self._on_answer = on_answer
        self._on_fault = on_fault
        self._is_missing = is_missing
        super().__init__(*args, directory=directory)

    def do_GET(self) -> None:
        if self.path == self._below + BLANK:
            self._send(HTTPStatus.OK, _EMPTY_PAGE, {"Content-Type": "text/html"})
            return
        if self._on_fault and self.path == self._below + WATCH:
            self._send(HTTPStatus.OK, _WATCH_SCRIPT, {"Content-Type": "text/javascript"})
            return
        if self._is_missing(self.path):
            self._send(HTTPStatus.NOT_FOUND, b"", {"Cache-Control": "max-age=31536000"})
            return
        is_inside = self.path.startswith(self._below)
        file = Path(self.translate_path(self.path.removeprefix(self._below[:-1]) if is_inside else "/nothing-outside"))
        if file.is_dir() and not self.path.partition("?")[0].endswith("/"):
            self._send(HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": self.path + "/"})
            return
        file = file / "index.html" if file.is_dir() else file
        exists = file.is_file()
        file = file if exists else Path(self.directory, "404.html")
        body = file.read_bytes()
        if file.suffix == ".html" and not self._keep_meta:
            body = _META.sub(b"", body)
        status = HTTPStatus.OK if exists else HTTPStatus.NOT_FOUND
        path = file.relative_to(self.directory).as_posix()
        cached = {"Cache-Control": "max-age=600"} if self._caching and exists and path.startswith(_CACHED) else {}
        headers = {"Content-Type": self.guess_type(file.name), **cached, **get_headers(self._rules, path)}
        if self._on_fault and file.suffix == ".html":
            script = f'<script src="{self._below}{WATCH}" data-faults="{self._below}{FAULTS}"></script>'
            body = body.replace(b"<head>", b"<head>" + script.encode(), 1)
            if _POLICY in headers:
                headers[_POLICY] += f"; report-uri {self._below}{FAULTS}"
        self._send(status, body, headers)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self._on_fault and self.path == self._below + FAULTS:
            self._on_fault(body.decode())
        self._send(HTTPStatus.NO_CONTENT, b"", {})

    def _send(self, status: HTTPStatus, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self._on_answer(self.path, len(body))

    def log_message(self, *_: Any) -> None:
        """Print nothing: the tests report errors."""
