"""What the hosts of the site are told: the policy as headers, and what a browser may keep without asking again.

In `_headers`, which Netlify and Cloudflare read, and in `headers.nginx.conf`; README.md has the rest of an nginx
configuration. A file with a digest in its name is another file under another name, so that it may be kept for a year.
All else is asked for again at each use, which is what both hosts say where `_headers` says nothing: they would join two
values to one, so that each address has one rule for its lifetime at most.
"""

from collections.abc import Iterable, Mapping

from generator.site.bundle import BUNDLE
from generator.site.harden import REFERRER
from generator.site.settled import ENTRY

NETLIFY = "_headers"
NGINX = "headers.nginx.conf"

HEADERS_ONLY = "frame-ancestors 'none'"
"""Browsers ignore it in a page, and say so on the console."""

OTHER_HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": REFERRER,
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in ("camera", "display-capture", "geolocation", "hid", "microphone", "midi", "payment", "usb")
    ),
}

KEPT = "public, max-age=31536000, immutable"
"""RFC 8246: for a year no browser asks for it again, not even where the reader reloads the page."""


def told(rule: str, sheet: str | None, bundle: Iterable[str], by_hand: bytes) -> dict[str, bytes]:
    """The files that hosts read, by name. A `_headers` of the desk's own stays, below ours.

    `rule` is the policy; `sheet` and `bundle` are the paths of the style sheet and of the search index.
    """
    lines = {"Content-Security-Policy": f"{rule}; {HEADERS_ONLY}", **OTHER_HEADERS}
    kept = _addresses([*([sheet] if sheet else []), *bundle])
    netlify = "\n".join([_rule("/*", lines), *(_rule(address, {"Cache-Control": KEPT}) for address in kept)])
    nginx = (
        "# For a `server` block, and again for each `location` with an add_header of its own:\n"
        f"# include …/site/{NGINX};\n"
        + "".join(f'add_header {name} "{value}" always;\n' for name, value in lines.items())
    )
    return {NETLIFY: netlify.encode() + (b"\n" + by_hand if by_hand else b""), NGINX: nginx.encode()}


def _rule(address: str, headers: Mapping[str, str]) -> str:
    return f"{address}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())


def _addresses(paths: Iterable[str]) -> list[str]:
    """Where files are that may be kept; a folder of the search index has nothing else, and is one rule.

    Cloudflare reads a hundred rules, and Netlify's own tools want `*` at the end only.
    """
    return sorted({_address(path) for path in paths if path != f"{BUNDLE}/{ENTRY}"})


def _address(path: str) -> str:
    folder, _, _ = path.rpartition("/")
    return f"/{folder}/*" if folder.startswith(f"{BUNDLE}/") else f"/{path}"
