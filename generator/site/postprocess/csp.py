"""The content security policy of the site: no page can run or fetch anything that is not the site's own.

There is one policy (W3C CSP, level 3) for the whole site, computed from its pages. Every page contains it, as the first
element after the charset, for hosts that send no headers; other hosts get it as a header too (`host_headers`). Only the
theme's own inline scripts get a hash: those of 404.html, which is made from the theme without any of the content. Pages
are searched, not parsed: a script that the search overlooks has no hash, so that the browser refuses it.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

THEME_PAGE = "404.html"

POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    # Pagefind's index is read by WebAssembly, which compiles code that the site itself has sent.
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    # Material's style sheets draw icons as data: addresses.
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    # No string becomes markup or an address of code in a script (W3C Trusted Types). The one exception is the search,
    # which starts its worker through a policy of this name (theme/assets/search/worker_client.js).
    "require-trusted-types-for": "'script'",
    "trusted-types": "briefings-search",
}
"""The directives; upgrade-insecure-requests is absent, as a site may be read over plain http on a local network."""

REFERRER = "same-origin"
"""The referrer policy: other sites learn neither who reads what, nor even that a reader comes from this site."""

InlineElement = tuple[bytes, bytes]
"""`script` or `style`, and the text of the element."""

_INLINE = re.compile(rb"<(script|style)\b([^>]*)>(.*?)</\1", re.DOTALL)
_OUTSIDE = re.compile(rb"""\ssrc=|\stype=["']?application/(?:ld\+)?json["'\s]""")
"""The attributes of scripts that a policy judges by their address, and of data, which no browser runs."""

_SCOPE = re.compile(rb'(?<=new URL\(")[^"\\]*(?=",location\))')
"""The relative address of the site's root in Material's first script, which differs with the depth of a page."""

_STARTS = (
    re.compile(rb"<meta charset=[^>]*>", re.IGNORECASE),
    re.compile(rb"<head\b[^>]*>", re.IGNORECASE),
    re.compile(rb"<!doctype[^>]*>", re.IGNORECASE),
)
_START_SIZE = 1024
"""The bytes at the start of a page in which HTML requires the charset."""


class InlineError(Exception):
    """Pages with inline scripts or styles that are not the theme's; `lines` has one line for each page and element."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        # The arguments must be the same as here, so that the error can be pickled in another process.
        super().__init__(lines)
        self.lines = lines

    def __str__(self) -> str:
        return "\n".join(self.lines)


def render_policy(hashes: Iterable[tuple[str, str]]) -> str:
    """Return the policy as pages contain it, with the hash of each inline element: (`script` or `style`, hash)."""
    sorted_hashes = sorted(set(hashes))
    directives = []
    for directive, sources in POLICY.items():
        allowed = [f"'{digest}'" for element, digest in sorted_hashes if directive == f"{element}-src"]
        directives.append(" ".join([directive, sources, *allowed]))
    return "; ".join(directives)


def hash_inline_elements(pages: Mapping[InlineElement, str], theme: Iterable[InlineElement]) -> list[tuple[str, str]]:
    """Return the hashes of the inline elements, each with a page that has it.

    Raise `InlineError` if a page has an inline script or style that is not the theme's.
    """
    allowed = set(map(_remove_scope, theme))
    lines = []
    for element, path in pages.items():
        if _remove_scope(element) not in allowed:
            lines.append(_describe_inline_element(path, element))
    if lines:
        raise InlineError(tuple(dict.fromkeys(lines)))
    return [(name.decode(), _hash(text)) for name, text in pages]


def _describe_inline_element(path: str, element: InlineElement) -> str:
    name = element[0].decode()
    return f"`{path}` has an inline {name}, which browsers block: put it into a file below `docs/assets/`"


def find_inline_elements(html: bytes) -> Iterator[InlineElement]:
    """Yield each inline script and style: the element's name, and its text as browsers hash it."""
    for name, attributes, text in _INLINE.findall(html):
        if name == b"style" or not _OUTSIDE.search(attributes):
            yield name, text.replace(b"\r\n", b"\n")


def _remove_scope(element: InlineElement) -> InlineElement:
    return element[0], _SCOPE.sub(b"", element[1])


def _hash(text: bytes) -> str:
    return f"sha256-{b64encode(sha256(text).digest()).decode()}"


def insert_policy(html: bytes, policy: str) -> bytes:
    """Return a page with the policy in it."""
    tags = f'<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="referrer" content="{REFERRER}">'
    offset = _find_start(html)
    return html[:offset] + tags.encode() + html[offset:]


def _find_start(html: bytes) -> int:
    """Return the offset for the policy: after the charset, otherwise as early as browsers accept it."""
    for tag in _STARTS:
        if match := tag.search(html, 0, _START_SIZE):
            return match.end()
    return 0
