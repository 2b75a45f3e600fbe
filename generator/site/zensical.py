"""The project that Zensical needs to build the pages that MkDocs builds, and corrections of the pages it builds.

Zensical builds into its project's folder, keeps a `.cache/` there, and has no option for either. So it gets a project
of its own, with copies of docs/ and links to all other files. It reads addresses in raw HTML as relative to the
Markdown file, but MkDocs leaves them relative to the page; and it reports neither links to missing addresses nor
entries of the navigation without a page.
"""

import posixpath
import re
import shutil
from collections.abc import Collection, Iterable, Iterator
from html import unescape
from operator import itemgetter
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.model.page_paths import get_site_path
from generator.site.output import staging

_CONFIG = "zensical.yml"
_ROBOTS = "robots.txt"
_SETTINGS = "INHERIT: mkdocs.yml\ndocs_dir: docs\nsite_dir: site\n"
_TEMPLATES = f"extra_templates: [{_ROBOTS}]\n"
"""The templates to render besides 404.html and the sitemap; they must be in docs/."""

_OWN_SEARCH = "search.json"
"""An index for its own search, which it writes even if that is off."""

_ERROR_PAGE = "404.html"
"""The page whose links are absolute, because it is served at any depth."""

_LINK = rb'(<a\s(?:[^<>]*?\s)?href=")'
_SOURCES = re.compile(rb'\ssrc(?:set)?="[^"<>]*"')
_LINKED = re.compile(_LINK + rb'([^"<>]+)')


def create_project(root: Path, folder: Path, paths: Iterable[str]) -> Path:
    """Create a project with the files of docs/ at `paths` in `folder`; return its configuration."""
    for path in paths:
        (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / "docs" / path, folder / "docs" / path)
    robots = root / "generator" / "theme" / _ROBOTS
    settings = _SETTINGS
    if robots.exists():
        shutil.copyfile(robots, folder / "docs" / _ROBOTS)
        settings += _TEMPLATES
    for entry in root.absolute().iterdir():
        if not entry.name.startswith(".") and entry.name not in {"docs", "site", _CONFIG}:
            (folder / entry.name).symlink_to(entry)
    config = folder / _CONFIG
    config.write_text(settings, encoding="utf-8")
    return config


def finish_site(site: Path, generated: Iterable[str]) -> list[str]:
    """Turn the built site into the site that MkDocs builds; return the errors that the program did not report.

    `generated`: the files of docs/ that the site must have.
    """
    (site / _OWN_SEARCH).unlink(missing_ok=True)
    files = staging.list_files(site).keys()
    lines = [f"error: `{path}` has no page" for path in generated if get_site_path(path) not in files]
    for path in files:
        if path.endswith(".html") and path != _ERROR_PAGE:
            lines += _finish_page(site / path, path, files)
    return lines


def _finish_page(file: Path, path: str, files: Collection[str]) -> Iterator[str]:
    """Repair the links of a page; yield a line for each dead link."""
    html = file.read_bytes()
    repaired = repair_links(html, path)
    if repaired != html:
        file.write_bytes(repaired)
    for link in find_dead_links(repaired, path, files):
        yield f"warning: `{path}` links to `{link}`, which does not exist"


def repair_links(html: bytes, path: str) -> bytes:
    """Return the page at `path` in the site without the extra `../` in its links and in the addresses of its images.

    In the site's figures, these start with the way up to the root, so that one more step leads out of the site.
    """
    up = b"../" * path.count("/")
    extra = re.escape(up) + rb"\.\./(?!\.\./)"
    linked = re.sub(_LINK + extra, lambda match: match[1] + up, html)
    return _SOURCES.sub(lambda match: re.sub(rb'(?<=[" ])' + extra, up, match[0]), linked)


def find_dead_links(html: bytes, path: str, files: Collection[str]) -> Iterator[str]:
    """Yield the links on the page at `path` that lead neither to one of the site's `files` nor to another site."""
    for href in sorted(set(map(itemgetter(1), _LINKED.findall(html)))):
        link = unescape(href.decode(errors="replace"))
        if _is_dead(link, path, files):
            yield link


def _is_dead(link: str, path: str, files: Collection[str]) -> bool:
    try:
        url = urlsplit(link)
    except ValueError:
        return True
    if url.scheme or url.netloc or not url.path:
        return False
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(url.path)))
    return target not in files and posixpath.normpath(f"{target}/index.html") not in files
