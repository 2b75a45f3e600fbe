"""Speaks HTTP to browsers on this machine, and to nobody else.

A web site elsewhere can have its name lead to 127.0.0.1, and its scripts would then read what is here as their own:
so a request must name this machine as its host.
"""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from generator.serve.answering import EVENTS, Answer, answer
from generator.serve.state import State
from generator.site.files import OutputError

HOST = "127.0.0.1"
NAMES = {"localhost", HOST}

BREATH = 10.0
"""Seconds after which a listener that was told nothing is sent a comment: only so is it seen that it has gone."""

_PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


class Handler(BaseHTTPRequestHandler):
    """One connection of a browser."""

    protocol_version = "HTTP/1.1"
    server_version = "briefings"
    sys_version = ""
    timeout = 60

    def __init__(self, *args: Any, site: Path, state: State) -> None:
        self._site = site
        self._state = state
        super().__init__(*args)

    def do_GET(self) -> None:
        """See `http.server`."""
        self._answer()

    def do_HEAD(self) -> None:
        """See `http.server`."""
        self._answer()

    def _answer(self) -> None:
        told = self._state.told
        if not is_ours(self.headers.get_all("Host", [])):
            words = f"This server answers to http://localhost:{self._port} alone.\n"
            self._send(Answer(HTTPStatus.FORBIDDEN, words.encode(), _PLAIN))
        elif self.path.partition("?")[0] == EVENTS:
            self._tell()
        else:
            self._send(answer(self._site, told.below, self._state.name(told), self.path))

    @property
    def _port(self) -> int:
        return int(self.connection.getsockname()[1])

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def end_headers(self) -> None:
        """Nothing is kept: the next answer may be of another site."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def _tell(self) -> None:
        """Tells of builds until the browser has gone, or the run is over."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()
        if self.command == "HEAD":
            return
        # A server that was started anew is to be found soon.
        self._write("retry: 500\n\n")
        number = 0
        while not self._state.is_over:
            told = self._state.after(number, BREATH)
            self._write(self._state.event(told) if told else ": still here\n\n")
            number = told.number if told else number

    def _write(self, text: str) -> None:
        self.wfile.write(text.encode())
        self.wfile.flush()

    def log_message(self, *_: Any) -> None:
        """Says nothing: the terminal is for what is being written."""


def is_ours(hosts: list[str]) -> bool:
    """Whether a request was meant for this machine, by what its `Host` says."""
    if len(hosts) != 1:
        return False
    name, _, port = hosts[0].strip().lower().partition(":")
    return name in NAMES and (not port or (port.isascii() and port.isdecimal()))


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Browsers hang up whenever they like."""

    def server_bind(self) -> None:
        """As `http.server` does, without asking the network for this machine's name."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = HOST, self.server_address[1]


@contextmanager
def serving(site: Path, state: State, port: int) -> Iterator[str]:
    """The address of `site` while it is served. Raises `OutputError` where the port cannot be had."""
    try:
        server = _Server((HOST, port), partial(Handler, site=site, state=state))
    except OSError as error:
        raise OutputError(_refused(port, error)) from error
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        state.end()
        server.shutdown()
        server.server_close()
        thread.join()


def _refused(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use: end what uses it, or name another with `--port`"
    if error.errno == errno.EACCES:
        return f"port {port} is not for everyone: name one above 1023 with `--port`"
    return f"port {port} cannot be had: {(error.strerror or str(error)).lower()}"
