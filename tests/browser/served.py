"""A built site, served as any web server would: at the root of its address, or below a path and nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any


class _Handler(SimpleHTTPRequestHandler):
    """Files below `below`; the site's own 404 page for all else."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, below: str, directory: str) -> None:
        self._below = below
        super().__init__(*args, directory=directory)

    def translate_path(self, path: str) -> str:
        inside = path.startswith(self._below)
        return super().translate_path(path.removeprefix(self._below[:-1]) if inside else "/nothing-outside")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Says nothing: the tests tell what went wrong."""


@contextmanager
def served(site: Path, below: str = "/") -> Iterator[str]:
    """The address of the site while it is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, below=below, directory=str(site)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{below}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
