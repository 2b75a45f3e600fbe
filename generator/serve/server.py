"""The HTTP server: it responds only to browsers on this machine.

Another web site can point its name to 127.0.0.1, and its scripts could then read the preview as their own. So a request
must name this machine as its host. The pages of another site may not fetch, embed or frame the preview either: a
browser names the site that a request comes from, and only a reader who follows a link may come from another site.
"""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from generator.infra.files import OutputError
from generator.serve.http_responses import EVENTS, Response, respond
from generator.serve.live_reload import LiveReload

HOST = "127.0.0.1"
NAMES = {"localhost", HOST}

KEEP_ALIVE = 10.0
"""Seconds without an event after which a listener is sent a comment, which fails if the browser is gone."""

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""The headers of every response: nothing is cached, as the next build may change it; no other site may use it."""

_OWN_SITES = {"same-origin", "none"}
"""Values of `Sec-Fetch-Site`: a page of this server, or a reader who typed the URL. Other ports are `same-site`."""

_TEXT_TYPE = {"Content-Type": "text/plain; charset=utf-8"}


class Handler(BaseHTTPRequestHandler):
    """A handler of one connection."""

    protocol_version = "HTTP/1.1"
    server_version = "briefings"
    sys_version = ""
    timeout = 60

    def __init__(self, *args: Any, site: Path, live_reload: LiveReload) -> None:
        self._site = site
        self._live_reload = live_reload
        super().__init__(*args)

    def do_GET(self) -> None:
        """See `http.server`."""
        self._respond()

    def do_HEAD(self) -> None:
        """See `http.server`."""
        self._respond()

    def _respond(self) -> None:
        status = self._live_reload.status
        if not is_own_host(self.headers.get_all("Host", [])):
            self._refuse(f"This server responds only to requests for http://localhost:{self._port}.\n")
        elif not is_own_request(self.headers):
            self._refuse("This server responds only to requests from its own pages.\n")
        elif self.path.partition("?")[0] == EVENTS:
            self._send_events()
        else:
            self._send(respond(self._site, status.base_path, self._live_reload.get_site_name(status), self.path))

    def _refuse(self, text: str) -> None:
        self._send(Response(HTTPStatus.FORBIDDEN, text.encode(), _TEXT_TYPE))

    @property
    def _port(self) -> int:
        return int(self.connection.getsockname()[1])

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    def end_headers(self) -> None:
        """Add the headers of every response."""
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def _send_events(self) -> None:
        """Send an event for each build until the browser disconnects, or the run ends."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()
        if self.command == "HEAD":
            return
        # A restarted server should be found soon.
        self._write("retry: 500\n\n")
        number = 0
        while not self._live_reload.is_over:
            status = self._live_reload.wait_for_newer(number, KEEP_ALIVE)
            self._write(self._live_reload.format_event(status) if status else ": keep-alive\n\n")
            number = status.number if status else number

    def _write(self, text: str) -> None:
        self.wfile.write(text.encode())
        self.wfile.flush()

    def log_message(self, *_: Any) -> None:
        """Log nothing: the terminal is for the results of builds."""


def is_own_host(hosts: list[str]) -> bool:
    """Check whether the `Host` headers of a request name this machine."""
    if len(hosts) != 1:
        return False
    name, _, port = hosts[0].strip().lower().partition(":")
    return name in NAMES and (not port or (port.isascii() and port.isdecimal()))


def is_own_request(headers: Message) -> bool:
    """Check whether a request comes from this server's own pages, or from a reader who follows a link to one.

    It uses the fetch metadata of the W3C. Programs that are not browsers send none.
    """
    sites = headers.get_all("Sec-Fetch-Site", [])
    if all(site.strip().lower() in _OWN_SITES for site in sites):
        return True
    return headers.get("Sec-Fetch-Mode") == "navigate" and headers.get("Sec-Fetch-Dest") == "document"


class Server(ThreadingHTTPServer):
    """An HTTP server that handles each request in a thread of its own."""

    daemon_threads = True
    # A browser with many tabs sends more requests at once than the default queue of five holds.
    request_queue_size = 128

    def handle_error(self, *_: Any) -> None:
        """Ignore the error: browsers disconnect at any time."""

    def server_bind(self) -> None:
        """Bind as `http.server` does, without a look-up of this machine's name on the network."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = HOST, self.server_address[1]


@contextmanager
def run_server(site: Path, live_reload: LiveReload, port: int) -> Iterator[str]:
    """Serve `site`, and return its URL for the block. Raise `OutputError` if the port cannot be used."""
    try:
        server = Server((HOST, port), partial(Handler, site=site, live_reload=live_reload))
    except OSError as error:
        raise OutputError(_explain_refusal(port, error)) from error
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        live_reload.end()
        server.shutdown()
        server.server_close()
        thread.join()


def _explain_refusal(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use; stop the program that uses it, or choose another port with `--port`"
    if error.errno == errno.EACCES:
        return f"port {port} needs special permissions; choose a port above 1023 with `--port`"
    return f"port {port} cannot be used: {(error.strerror or str(error)).lower()}"
