"""A built site, parsed, and the targets of its links.

All addresses in the markup count: links, images, scripts, styles, those in SVG, and the targets of redirects.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

BASE = "https://briefings.test/"
"""The site's address in mkdocs.yml."""

ADDRESSED = ("href", "xlink:href", "src", "poster", "action", "formaction", "data", "background")
_REFRESH = re.compile(r"url=(\S+)")
_IN_STYLES = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")


@dataclass(frozen=True)
class SiteTree:
    """The site in `folder`. The address of a page is relative to the site: `actors/hamas/`, empty for the home page."""

    folder: Path

    @cached_property
    def files(self) -> frozenset[str]:
        """All files, with forward slashes."""
        return frozenset(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())

    @cached_property
    def pages(self) -> dict[str, LexborHTMLParser]:
        """All pages by address."""
        files = sorted(file for file in self.files if file.endswith(".html"))
        return {re.sub(r"(^|/)index\.html$", r"\1", file): self._parse(file) for file in files}

    @cached_property
    def ids(self) -> dict[str, frozenset[str]]:
        """The fragments of all pages."""
        return {address: frozenset(list_ids(page)) for address, page in self.pages.items()}

    def _parse(self, file: str) -> LexborHTMLParser:
        return LexborHTMLParser((self.folder / file).read_bytes())

    def links(self, address: str) -> Iterator[str]:
        """Yield the absolute addresses of all links and resources of a page."""
        for node in self.pages[address].css("*"):
            for link in _list_addresses(node):
                yield urljoin(BASE + address, link)

    def linked_pages(self, address: str) -> set[str]:
        """Return the pages that a page links to."""
        targets = (urldefrag(url).url for url in self.links(address))
        return {target.removeprefix(BASE) for target in targets if target.startswith(BASE)} & self.pages.keys()

    def find_error(self, url: str) -> str:
        """Return the error of an absolute address in the site; empty if its target exists.

        A query, as of a link to a search, is read by scripts of the page and does not change the target.
        """
        path, fragment = urldefrag(url)
        target = unquote(path.partition("?")[0].removeprefix(BASE))
        if target not in self.pages:
            return "" if target in self.files and not fragment else f"nothing at {url}"
        return f"no such fragment: {url}" if fragment and unquote(fragment) not in self.ids[target] else ""

    def list_style_addresses(self) -> Iterator[str]:
        """Yield the absolute addresses of all resources of style sheets."""
        for file in sorted(self.files):
            if file.endswith(".css"):
                for match in _IN_STYLES.finditer((self.folder / file).read_text(encoding="utf-8")):
                    yield urljoin(BASE + file, match[1] or match[2])


def _list_addresses(node: LexborNode) -> Iterator[str]:
    for name in ADDRESSED:
        if (value := node.attributes.get(name)) is not None:
            yield value
    for candidate in (node.attributes.get("srcset") or "").split(","):
        if words := candidate.split():
            yield words[0]
    if node.tag == "meta" and node.attributes.get("http-equiv") == "refresh":
        yield from _REFRESH.findall(node.attributes.get("content") or "")


def list_ids(page: LexborHTMLParser) -> list[str]:
    """Return all ids of a page, with repetitions."""
    return [str(node.attributes["id"]) for node in page.css("[id]")]


def get_text(node: LexborNode | None) -> str:
    """Return the text of an element with single spaces; empty for None."""
    return " ".join(node.text().split()) if node else ""


def is_redirect(page: LexborHTMLParser) -> bool:
    """Check whether the page only leads to another."""
    return page.css_first("meta[http-equiv=refresh]") is not None
