"""What stands at an address: a file of the published site, the way to one, or the page for what is not there.

Each answer opens its file by its full path: while a site is published, its folder is exchanged for another, and one
that had been opened before would be the old one. Pages get a script that tells them of builds; the files on the disk
are never touched.
"""

import mimetypes
import time
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

OWN = "/.briefings/"
"""Below it stands what is this server's and no site's: MkDocs publishes nothing that begins with a dot."""

EVENTS = f"{OWN}events"

_HERE = Path(__file__).parent
_OWN_FILES = ("live.css", "live.js")

_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/vnd.microsoft.icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
"""Not left to the machine: the table of the system may lack or twist what scripts and policies depend on."""

_TEXT = ("text/", "application/json", "application/xml", "image/svg+xml")

_SWAPPING = 0.05
"""Seconds in which two folders are renamed, where the system cannot exchange them in one step."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, headers, and the bytes of a body."""

    status: HTTPStatus
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def answer(site: Path, below: str, build: str, target: str) -> Answer:
    """What is at the `target` of a request, for a site at the path `below`; its pages are marked with `build`."""
    path, _, query = target.partition("?")
    path = unquote(urlsplit(path).path if "://" in path else path, errors="surrogateescape")
    if path.startswith(OWN):
        return _own(path.removeprefix(OWN))
    if path in {"/", below.rstrip("/")} and path != below:
        return _to(below, query)
    if not path.startswith(below):
        return _missing(site, build)
    return _of_site(site, below, build, path.removeprefix(below), query)


def _of_site(site: Path, below: str, build: str, path: str, query: str) -> Answer:
    parts = [part for part in path.split("/") if part]
    if any(part in {".", ".."} or "\0" in part or "\\" in part for part in parts):
        return _missing(site, build)
    place = "/".join(parts)
    if not path.endswith("/") and parts:
        data = read(site, place)
        if data is not None:
            return _file(place, data, build)
        if read(site, f"{place}/index.html") is not None:
            return _to(quote(f"{below}{place}/", errors="surrogateescape"), query)
    elif (data := read(site, f"{place}/index.html" if place else "index.html")) is not None:
        return _file("index.html", data, build)
    return _missing(site, build)


def read(site: Path, path: str) -> bytes | None:
    """The bytes of a file of the site; None where there is none, or where it would be another's."""
    for pause in (0.0, _SWAPPING):
        time.sleep(pause)
        try:
            place = (site / path).resolve(strict=True)
            if not place.is_relative_to(site.resolve()) or not place.is_file():
                return None
            return place.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            if site.is_dir():
                return None
        except (OSError, RuntimeError, ValueError):
            return None
    return None


def _file(path: str, data: bytes, build: str, status: HTTPStatus = HTTPStatus.OK) -> Answer:
    kind = media_type(path)
    body = with_script(data, build) if kind.startswith("text/html") else data
    return Answer(status, body, {"Content-Type": kind})


def media_type(path: str) -> str:
    """The type of a file, by its name."""
    name = PurePosixPath(path).name
    kind = _TYPES.get(PurePosixPath(name).suffix.lower()) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXT) else kind


def with_script(html: bytes, build: str) -> bytes:
    """A page that listens to this server."""
    script = f'<script src="{OWN}live.js" data-build="{escape(build)}" defer></script>'.encode()
    end = html.rfind(b"</body>")
    return html[:end] + script + html[end:] if end >= 0 else html + script


def _missing(site: Path, build: str) -> Answer:
    data = read(site, "404.html")
    if data is None:
        page = (_HERE / "waiting.html").read_bytes()
        return _file("waiting.html", page, build, HTTPStatus.SERVICE_UNAVAILABLE)
    return _file("404.html", data, build, HTTPStatus.NOT_FOUND)


def _to(path: str, query: str) -> Answer:
    return Answer(HTTPStatus.FOUND, headers={"Location": f"{path}?{query}" if query else path})


def _own(name: str) -> Answer:
    if name not in _OWN_FILES:
        return Answer(HTTPStatus.NOT_FOUND, b"There is nothing.\n", {"Content-Type": "text/plain; charset=utf-8"})
    return Answer(HTTPStatus.OK, (_HERE / name).read_bytes(), {"Content-Type": media_type(name)})
