"""A built site, served as a web server would: at the root of its address or below a path, with or without its policy.

The policy comes as headers, as `_headers` has them; or in the pages alone; or not at all, which shows that what it
forbids would otherwise happen.
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

from host_rules import Rules, rules, sent

Way = Literal["headers", "meta", "none"]
"""How a reader's browser learns the policy."""

_META = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')


Note = Callable[[str, int], None]
"""Told of each answer: the path asked for, and the bytes of the body."""

Lacks = Callable[[str], bool]
"""Asked at each request whether what is asked for is to be missing, which a browser is then to keep for a year."""


@contextmanager
def served(
    site: Path,
    below: str = "/",
    *,
    way: Way = "meta",
    note: Note = lambda *_: None,
    lacks: Lacks = lambda _: False,
) -> Iterator[str]:
    """The address of the site while it is served."""
    told = rules(site) if way == "headers" else []
    handler = partial(
        _Handler, directory=str(site), below=below, told=told, keep_meta=way == "meta", note=note, lacks=lacks
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
        """Says nothing of browsers that hang up."""


class _Handler(SimpleHTTPRequestHandler):
    """Files below `below`; the site's own 404 page for all else."""

    protocol_version = "HTTP/1.1"

    def __init__(
        self, *args: Any, below: str, directory: str, told: Rules, keep_meta: bool, note: Note, lacks: Lacks
    ) -> None:
        self._below, self._told, self._keep_meta, self._note, self._lacks = below, told, keep_meta, note, lacks
        super().__init__(*args, directory=directory)

    def do_GET(self) -> None:
        if self._lacks(self.path):
            self._send(HTTPStatus.NOT_FOUND, b"", {"Cache-Control": "max-age=31536000"})
            return
        inside = self.path.startswith(self._below)
        file = Path(self.translate_path(self.path.removeprefix(self._below[:-1]) if inside else "/nothing-outside"))
        if file.is_dir() and not self.path.partition("?")[0].endswith("/"):
            self._send(HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": self.path + "/"})
            return
        file = file / "index.html" if file.is_dir() else file
        found = file.is_file()
        file = file if found else Path(self.directory, "404.html")
        body = file.read_bytes()
        if file.suffix == ".html" and not self._keep_meta:
            body = _META.sub(b"", body)
        status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
        path = file.relative_to(self.directory).as_posix()
        self._send(status, body, {"Content-Type": self.guess_type(file.name), **sent(self._told, path)})

    def _send(self, status: HTTPStatus, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self._note(self.path, len(body))

    def log_message(self, *_: Any) -> None:
        """Says nothing: the tests tell what went wrong."""
