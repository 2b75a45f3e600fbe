"""One style sheet for all pages, with the rules that they can use, in place of those of the theme and the site.

Browsers paint nothing before they have every sheet that a page links. Material's sheets are made for every possible
site; three quarters of them apply to nothing here. This module finds the names on pages, and links the one sheet; the
sheet itself is made in `css_purge`.
"""

import re
from typing import NamedTuple

HOME = "index.html"
"""The page whose links name the style sheets in their order; all pages have the same."""

_ASSETS = "assets/"
_SCRIPTS_OF_MATERIAL = f"{_ASSETS}javascripts/"
"""The folder of scripts that no page loads (theme/main.html)."""

_LAYER = "material"
"""The cascade layer into which the theme imports Material's sheets (theme/main.html)."""

_IMPORT = rb'@import url\("([^"]+)"\) layer\(' + _LAYER.encode() + rb"\);"
_IS_IMPORT = re.compile(_IMPORT)
_LINK = re.compile(rb'[ \t]*(?:<link rel="stylesheet" href="([^"]+)">|<style>' + _IMPORT + rb"</style>)\n?")
_TAG = re.compile(rb"<([a-zA-Z][a-zA-Z0-9-]*)")
_CLASS = re.compile(rb'class="([^"]+)"')
_STATE = re.compile(rb' (data-md-[a-z-]+|dir|role)="([^"]+)"')


class CssBundle(NamedTuple):
    """The sheet at `path`, which replaces those at `parts`; paths are from the root of the site."""

    path: str
    parts: tuple[str, ...]
    text: str


def find_css_names(html: bytes) -> set[str]:
    """Return the tags, classes, roles, directions and states of Material's on a page: `p`, `dir=rtl`."""
    names = {tag.decode().lower() for tag in set(_TAG.findall(html))}
    for value in set(_CLASS.findall(html)):
        names.update(value.decode(errors="replace").split())
    for name, value in set(_STATE.findall(html)):
        names.add(f"{name.decode()}={value.decode(errors='replace')}")
    return names


def find_stylesheets(home: bytes) -> dict[str, str]:
    """Return the paths of the style sheets that the home page links, each with its cascade layer or an empty string."""
    layers = {}
    for linked, imported in _LINK.findall(home):
        path = (linked or imported).decode().removeprefix("./")
        layers[path] = _LAYER if imported else ""
    return layers


def is_import(style: bytes) -> bool:
    """Check whether the text of a `<style>` only imports a sheet into the layer, so that a bundle replaces it."""
    return _IS_IMPORT.fullmatch(style) is not None


def is_script(path: str) -> bool:
    """Check whether a file of the site is a script that pages load, so that the names in it are used."""
    return path.startswith(_ASSETS) and path.endswith(".js") and not path.startswith(_SCRIPTS_OF_MATERIAL)


def link_bundle(html: bytes, bundle: CssBundle | None) -> bytes:
    """Return a page with one link to the bundle in place of the links to its parts."""
    if bundle is None:
        return html
    is_linked = False

    def replace_link(link: re.Match[bytes]) -> bytes:
        nonlocal is_linked
        address = (link[1] or link[2]).decode()
        part = next((part for part in bundle.parts if f"/{address}".endswith(f"/{part}")), None)
        if part is None:
            return link[0]
        if is_linked:
            return b""
        is_linked = True
        return f'<link rel="stylesheet" href="{address.removesuffix(part)}{bundle.path}">\n'.encode()

    return _LINK.sub(replace_link, html)
