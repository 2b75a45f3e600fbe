"""The policy that shuts pages tight: none can be made to run or to fetch what is not the site's.

One content security policy (W3C CSP, level 3) for the whole site, computed from what was built. It stands in every
page, as the first thing after the charset, for hosts that send no headers; others are told it too (`hosting`). Hashes
are given to the theme's own inline scripts and to no others: those of 404.html, which is made from the theme without a
word of the content. Pages are searched, not parsed: a script that the search overlooks has no hash, so that the browser
refuses it.
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
}
"""No upgrade-insecure-requests: a page asks its own host only, and may be read over plain http on a desk's network."""

REFERRER = "same-origin"
"""Other sites do not learn who reads what: not even that a reader comes from here."""

Inline = tuple[bytes, bytes]
"""`script` or `style`, and the text of the element."""

_INLINE = re.compile(rb"<(script|style)\b([^>]*)>(.*?)</\1", re.DOTALL)
_OUTSIDE = re.compile(rb"""\ssrc=|\stype=["']?application/(?:ld\+)?json["'\s]""")
"""Scripts that a policy judges by their address, and data, which no browser runs."""

_SCOPE = re.compile(rb'(?<=new URL\(")[^"\\]*(?=",location\))')
"""The way to the site's root in Material's first script, which is another at each depth."""

_STARTS = tuple(
    re.compile(tag, re.IGNORECASE) for tag in (rb"<meta charset=[^>]*>", rb"<head\b[^>]*>", rb"<!doctype[^>]*>")
)
_START_SIZE = 1024
"""Bytes in which HTML wants the charset, counted from the start of a page."""


class InlineError(Exception):
    """Pages have inline scripts or styles that are not the theme's; `lines` has one for each page and element."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        # As it is, so that it comes whole from another process.
        super().__init__(lines)
        self.lines = lines

    def __str__(self) -> str:
        return "\n".join(self.lines)


def policy(hashes: Iterable[tuple[str, str]]) -> str:
    """The policy as a page carries it, with the hash of each inline element: (`script` or `style`, hash)."""
    known = sorted(set(hashes))
    return "; ".join(
        " ".join([directive, sources, *(f"'{digest}'" for element, digest in known if directive == f"{element}-src")])
        for directive, sources in POLICY.items()
    )


def hashes(found: Mapping[Inline, str], theme: Iterable[Inline]) -> list[tuple[str, str]]:
    """Those of what is inline on the pages, with a page that has it; all of it must be the theme's."""
    known = set(map(_without_scope, theme))
    if strays := [_stray(path, inline) for inline, path in found.items() if _without_scope(inline) not in known]:
        raise InlineError(tuple(dict.fromkeys(strays)))
    return [(element.decode(), _hash(text)) for element, text in found]


def _stray(path: str, inline: Inline) -> str:
    what = f"`{path}` has an inline {inline[0].decode()}, which browsers will not be allowed to use"
    return f"{what}: put it into a file below `docs/assets/`"


def inlines(html: bytes) -> Iterator[Inline]:
    """Each inline script and style: the element's name, and its text as browsers hash it."""
    for element, attributes, text in _INLINE.findall(html):
        if element == b"style" or not _OUTSIDE.search(attributes):
            yield element, text.replace(b"\r\n", b"\n")


def _without_scope(inline: Inline) -> Inline:
    return inline[0], _SCOPE.sub(b"", inline[1])


def _hash(text: bytes) -> str:
    return f"sha256-{b64encode(sha256(text).digest()).decode()}"


def sealed(html: bytes, rule: str) -> bytes:
    """A page with the policy in it."""
    tags = f'<meta http-equiv="Content-Security-Policy" content="{rule}"><meta name="referrer" content="{REFERRER}">'
    start = _start(html)
    return html[:start] + tags.encode() + html[start:]


def _start(html: bytes) -> int:
    """Where the policy goes: after the charset, else as early in the page as the browser heeds it."""
    found = (tag.search(html, 0, _START_SIZE) for tag in _STARTS)
    return next((match.end() for match in found if match), 0)
