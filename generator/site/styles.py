"""One style sheet for all pages, with what they can use of Material's and ours, in place of ten with all there is.

Browsers paint nothing before they have every sheet that a page links. Material's is for every site that it could be of;
here three quarters of it apply to nothing. Here is what pages name, and how they are given the one sheet; how that is
made, is in `sheets`.
"""

import re
from typing import NamedTuple

HOME = "index.html"
"""The page whose links say which sheets there are, in their order: all pages have the same."""

_SCRIPTS = ("assets", "assets/search", "assets/network")
"""Where scripts are that pages load; Material's own are not (theme/main.html)."""

_LINK = re.compile(rb'[ \t]*<link rel="stylesheet" href="([^"]+)">\n?')
_TAG = re.compile(rb"<([a-zA-Z][a-zA-Z0-9-]*)")
_CLASS = re.compile(rb'class="([^"]+)"')
_STATE = re.compile(rb'data-md-([a-z-]+)="([^"]+)"')


class Sheet(NamedTuple):
    """The sheet at `path`, which stands for those at `parts`; paths are from the root of the site."""

    path: str
    parts: tuple[str, ...]
    text: str


def names(html: bytes) -> set[str]:
    """The tags and classes on a page, and Material's attributes with their values: `data-md-toggle=drawer`."""
    found = {tag.decode().lower() for tag in set(_TAG.findall(html))}
    for value in set(_CLASS.findall(html)):
        found.update(value.decode(errors="replace").split())
    found.update(
        f"data-md-{name.decode()}={value.decode(errors='replace')}" for name, value in set(_STATE.findall(html))
    )
    return found


def parts(home: bytes) -> tuple[str, ...]:
    """The sheets that the home page links."""
    return tuple(link.decode().removeprefix("./") for link in _LINK.findall(home))


def is_script(path: str) -> bool:
    """Whether a file of the site is a script whose words count."""
    folder, _, name = path.rpartition("/")
    return folder in _SCRIPTS and name.endswith(".js")


def linked(html: bytes, sheet: Sheet | None) -> bytes:
    """A page with one link, to the sheet, where it had one to each part."""
    if sheet is None:
        return html
    written = False

    def replaced(link: re.Match[bytes]) -> bytes:
        nonlocal written
        address = link[1].decode()
        part = next((part for part in sheet.parts if f"/{address}".endswith(f"/{part}")), None)
        if part is None:
            return link[0]
        if written:
            return b""
        written = True
        return link[0].replace(link[1], f"{address.removesuffix(part)}{sheet.path}".encode())

    return _LINK.sub(replaced, html)
