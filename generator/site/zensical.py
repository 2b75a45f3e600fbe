"""What Zensical needs to build the pages that MkDocs builds, and what is to be done to its pages to make them these.

Zensical builds into its project's folder, keeps a `.cache/` there, and has no option for either. So it gets a project
of its own, with copies of docs/ and links to all else of ours. It reads addresses in raw HTML as relative to the
Markdown file, where MkDocs leaves them relative to the page; and it minds neither links to addresses that are not
there, nor entries of the navigation without a page.
"""

import posixpath
import re
import shutil
from collections.abc import Collection, Iterable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.paths import address
from generator.site import tree

_CONFIG = "zensical.yml"
_ROBOTS = "robots.txt"
_SETTINGS = "INHERIT: mkdocs.yml\ndocs_dir: docs\nsite_dir: site\n"
_TEMPLATES = f"extra_templates: [{_ROBOTS}]\n"
"""Of the theme it fills 404.html and the sitemap alone, but any template in docs/."""

_OWN_SEARCH = "search.json"
"""An index for its own search, which it writes though that is off."""

_ERROR_PAGE = "404.html"
"""Its links are absolute, as it stands at any depth."""

_LINK = rb'(<a\s(?:[^<>]*?\s)?href=")'
_LINKED = re.compile(_LINK + rb'([^"<>]+)')


def lay(root: Path, room: Path, paths: Iterable[str]) -> Path:
    """Makes a project of the files of docs/ at `paths` in the folder `room`; returns its configuration."""
    for path in paths:
        (room / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / "docs" / path, room / "docs" / path)
    robots = root / "generator" / "theme" / _ROBOTS
    if robots.exists():
        shutil.copyfile(robots, room / "docs" / _ROBOTS)
    for there in root.absolute().iterdir():
        if not there.name.startswith(".") and there.name not in {"docs", "site", _CONFIG}:
            (room / there.name).symlink_to(there)
    config = room / _CONFIG
    config.write_text(_SETTINGS + (_TEMPLATES if robots.exists() else ""), encoding="utf-8")
    return config


def settle(site: Path, generated: Iterable[str]) -> list[str]:
    """Makes what it built the site that MkDocs builds; returns what is wrong with it that the program did not say.

    `generated`: the files of docs/ that must have come into the site.
    """
    (site / _OWN_SEARCH).unlink(missing_ok=True)
    files = tree.listing(site).keys()
    lines = [f"error: `{path}` has no page" for path in generated if _place(path) not in files]
    for path in files:
        if path.endswith(".html") and path != _ERROR_PAGE:
            html = (site / path).read_bytes()
            right = mended(html, path)
            if right != html:
                (site / path).write_bytes(right)
            lines += (f"warning: `{path}` links to `{link}`, which is not there" for link in dead(right, path, files))
    return lines


def _place(path: str) -> str:
    return f"{address(path)}index.html" if path.endswith(".md") else path


def mended(html: bytes, path: str) -> bytes:
    """The page at `path` in the site without the step that a link goes too far up.

    Links in our pictures go by the root, so that with one step more they lead out of the site.
    """
    up = b"../" * path.count("/")
    return re.sub(_LINK + re.escape(up) + rb"\.\./(?!\.\./)", lambda found: found[1] + up, html)


def dead(html: bytes, path: str, files: Collection[str]) -> Iterator[str]:
    """The links on the page at `path` that lead to none of the site's `files`, nor to another site."""
    for link in sorted({found[1] for found in _LINKED.findall(html)}):
        written = unescape(link.decode(errors="replace"))
        parts = urlsplit(written)
        if not parts.scheme and not parts.netloc and parts.path and not _there(unquote(parts.path), path, files):
            yield written


def _there(link: str, path: str, files: Collection[str]) -> bool:
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
    return target in files or posixpath.normpath(f"{target}/index.html") in files
