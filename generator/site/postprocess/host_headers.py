"""The configuration files for web hosts: the policy as headers, and how long browsers may cache which file.

`_headers` is read by Netlify and Cloudflare, and `headers.nginx.conf` by nginx, whose complete configuration is in
documentation/hosting.md. A file with a digest in its name never changes, so that browsers may cache it for a year. All
other files are requested again at each use, which is the default of both hosts if `_headers` is silent. They would join
two values into one, so that each address has at most one rule for its lifetime.
"""

from collections.abc import Iterable, Mapping

from generator.site.postprocess.csp import REFERRER
from generator.site.search_index.pagefind_format import ENTRY
from generator.site.search_index.shard_merge import BUNDLE

NETLIFY = "_headers"
NGINX = "headers.nginx.conf"

HEADERS_ONLY = "frame-ancestors 'none'"
"""A directive that browsers ignore in a page, with a warning on the console."""

_UNUSED_FEATURES = ("camera", "display-capture", "geolocation", "hid", "microphone", "midi", "payment", "usb")

OTHER_HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": REFERRER,
    # A window that another site opens with this one, or that this one opens, cannot reach this one.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(map("{}=()".format, _UNUSED_FEATURES)),
}

IMMUTABLE = "public, max-age=31536000, immutable"
"""RFC 8246: for a year no browser requests the file again, not even if the reader reloads the page."""


def render_host_files(policy: str, digest_files: Iterable[str], own_headers: bytes) -> dict[str, bytes]:
    """Return the files for hosts by name. The owner's `_headers` follow the generated ones.

    `digest_files` are the paths of the style sheet and of the search index, whose names contain digests.
    """
    headers = {"Content-Security-Policy": f"{policy}; {HEADERS_ONLY}", **OTHER_HEADERS}
    cache_rules = (_render_rule(address, {"Cache-Control": IMMUTABLE}) for address in _list_addresses(digest_files))
    netlify = "\n".join([_render_rule("/*", headers), *cache_rules]).encode()
    nginx = (
        "# For a `server` block, and again for each `location` with an add_header of its own:\n"
        f"# include …/site/{NGINX};\n"
    )
    for name, value in headers.items():
        nginx += f'add_header {name} "{value}" always;\n'
    return {NETLIFY: b"\n".join(filter(None, [netlify, own_headers])), NGINX: nginx.encode()}


def _render_rule(address: str, headers: Mapping[str, str]) -> str:
    return f"{address}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())


def _list_addresses(paths: Iterable[str]) -> list[str]:
    """Return the addresses of files that may be cached; a folder with nothing but files of the search index is one.

    Cloudflare reads a hundred rules, and Netlify's own tools allow `*` only at the end.
    """
    return sorted({_get_address(path) for path in paths if path != f"{BUNDLE}/{ENTRY}"})


def _get_address(path: str) -> str:
    folder, _, _ = path.rpartition("/")
    return f"/{folder}/*" if folder.startswith(f"{BUNDLE}/") else f"/{path}"
