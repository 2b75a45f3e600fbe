"""The response to a request: a file of the published site, a redirect to one, or the page for a missing one.

Each response opens its file by its full path: when a site is published, its folder is replaced by another, and a folder
that was opened before would be the old one. Pages get a script that listens to builds; the files on the disk are never
changed.
"""

import mimetypes
import re
import time
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

OWN = "/.briefings/"
"""The path of the server's own files; no site has such a path, as MkDocs publishes nothing that begins with a dot."""

EVENTS = f"{OWN}events"

_FOLDER = Path(__file__).parent
_OWN_FILES = ("live.css", "live.js")

_TYPES = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/vnd.microsoft.icon",
    ".jpg": "image/jpeg",
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
"""Media types that scripts and policies depend on; the table of the operating system may lack them or be wrong."""

_TEXT = ("text/", "application/atom+xml", "application/json", "application/xml", "image/svg+xml")

_FORBIDDEN = re.compile(r"(?:\A|/)\.\.?(?:/|\Z)|[\0\\]")
"""Parts of a path that no page has: a step to the same folder or the one above, a null character, a backslash."""

_SWAP_TIME = 0.05
"""Seconds in which two folders are renamed, if the system cannot exchange them in one step."""


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response: status, headers, and the bytes of the body."""

    status: HTTPStatus
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def respond(site: Path, base_path: str, build: str, target: str) -> Response:
    """Return the response to a request for `target`; the site is at `base_path`, its pages are marked with `build`."""
    path, _, query = target.partition("?")
    path = _decode_path(_remove_host(path))
    if path.startswith(OWN):
        return _respond_own(path.removeprefix(OWN))
    root = _decode_path(base_path)
    if path in {"/", root.rstrip("/")} and path != root:
        return _redirect(base_path, query)
    if not path.startswith(root):
        return _respond_missing(site, build)
    return _respond_from_site(site, base_path, build, path.removeprefix(root), query)


def _remove_host(path: str) -> str:
    """Return the path of a request-target that may be a whole address, as proxies send it (RFC 9112, 3.2.2)."""
    if path.startswith("/"):
        return path
    scheme, separator, rest = path.partition("://")
    return f"/{rest.partition('/')[2]}" if separator else scheme


def _decode_path(path: str) -> str:
    """Return a path without its percent escapes; other percent signs stay."""
    return unquote(path, errors="surrogateescape")


def _respond_from_site(site: Path, base_path: str, build: str, path: str, query: str) -> Response:
    if _FORBIDDEN.search(path):
        return _respond_missing(site, build)
    relative_path = "/".join(filter(None, path.split("/")))
    index_path = f"{relative_path}/index.html".removeprefix("/")
    if path and not path.endswith("/"):
        data = read_site_file(site, relative_path)
        if data is not None:
            return _make_file_response(relative_path, data, build)
        if read_site_file(site, index_path) is not None:
            return _redirect(base_path + quote(f"{relative_path}/", errors="surrogateescape"), query)
    elif (data := read_site_file(site, index_path)) is not None:
        return _make_file_response("index.html", data, build)
    return _respond_missing(site, build)


def read_site_file(site: Path, path: str) -> bytes | None:
    """Return the bytes of a file of the site; None if it does not exist, or is outside the site."""
    for pause in (0.0, _SWAP_TIME):
        time.sleep(pause)
        try:
            file = (site / path).resolve(strict=True)
            if not file.is_relative_to(site.resolve()) or not file.is_file():
                return None
            return file.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            if site.is_dir():
                return None
        except (OSError, RuntimeError, ValueError):
            return None
    return None


def _make_file_response(path: str, data: bytes, build: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    media_type = get_media_type(path)
    body = insert_script(data, build) if media_type.startswith("text/html") else data
    return Response(status, body, {"Content-Type": media_type})


def get_media_type(path: str) -> str:
    """Return the media type of a file, by its name."""
    name = PurePosixPath(path).name
    kind = _TYPES.get(PurePosixPath(name).suffix.lower()) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXT) else kind


def insert_script(html: bytes, build: str) -> bytes:
    """Insert the script that listens to builds into a page."""
    script = f'<script src="{OWN}live.js" data-build="{escape(build)}" defer></script>'.encode()
    end = html.rfind(b"</body>")
    return html[:end] + script + html[end:] if end >= 0 else html + script


def _respond_missing(site: Path, build: str) -> Response:
    data = read_site_file(site, "404.html")
    if data is None:
        page = (_FOLDER / "waiting.html").read_bytes()
        return _make_file_response("waiting.html", page, build, HTTPStatus.SERVICE_UNAVAILABLE)
    return _make_file_response("404.html", data, build, HTTPStatus.NOT_FOUND)


def _redirect(path: str, query: str) -> Response:
    return Response(HTTPStatus.FOUND, headers={"Location": f"{path}?{query}" if query else path})


def _respond_own(name: str) -> Response:
    if name not in _OWN_FILES:
        return Response(HTTPStatus.NOT_FOUND, b"Not found.\n", {"Content-Type": "text/plain; charset=utf-8"})
    return Response(HTTPStatus.OK, (_FOLDER / name).read_bytes(), {"Content-Type": get_media_type(name)})
