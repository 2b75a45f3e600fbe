"""A built site, parsed, and where its links lead.

Every address in the markup counts: links, images, scripts, styles, those within SVG, and what a redirect refreshes to.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

BASE = "https://briefings.example/"
"""The site's address, as mkdocs.yml has it."""

ADDRESSED = ("href", "xlink:href", "src", "poster", "action", "formaction", "data", "background")
_REFRESH = re.compile(r"url=(\S+)")
_IN_STYLES = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")


@dataclass(frozen=True)
class SiteTree:
    """The site in `folder`. A page's address is as below the site's own: `actors/hamas/`, empty for the home page."""

    folder: Path

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file, with forward slashes."""
        return frozenset(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())

    @cached_property
    def pages(self) -> dict[str, LexborHTMLParser]:
        """Every page by its address."""
        found = sorted(file for file in self.files if file.endswith(".html"))
        return {re.sub(r"(^|/)index\.html$", r"\1", file): self._parsed(file) for file in found}

    @cached_property
    def ids(self) -> dict[str, frozenset[str]]:
        """The fragments of every page."""
        return {address: frozenset(ids(page)) for address, page in self.pages.items()}

    def _parsed(self, file: str) -> LexborHTMLParser:
        return LexborHTMLParser((self.folder / file).read_bytes())

    def links(self, address: str) -> Iterator[str]:
        """The absolute address of all that a page leads to or asks for."""
        for node in self.pages[address].css("*"):
            for written in _written(node):
                yield urljoin(BASE + address, written)

    def led_to(self, address: str) -> set[str]:
        """The pages that a page leads to."""
        targets = (urldefrag(url).url for url in self.links(address))
        return {target.removeprefix(BASE) for target in targets if target.startswith(BASE)} & self.pages.keys()

    def fault(self, url: str) -> str:
        """What is wrong with an absolute address within the site; empty for one that leads somewhere."""
        path, fragment = urldefrag(url)
        target = unquote(path.removeprefix(BASE))
        if target not in self.pages:
            return "" if target in self.files and not fragment else f"nothing at {url}"
        return f"no such fragment: {url}" if fragment and unquote(fragment) not in self.ids[target] else ""

    def asked_by_styles(self) -> Iterator[str]:
        """The absolute address of all that style sheets ask for."""
        for file in sorted(self.files):
            if file.endswith(".css"):
                for match in _IN_STYLES.finditer((self.folder / file).read_text(encoding="utf-8")):
                    yield urljoin(BASE + file, match[1] or match[2])


def _written(node: LexborNode) -> Iterator[str]:
    for name in ADDRESSED:
        if (value := node.attributes.get(name)) is not None:
            yield value
    yield from (part.split()[0] for part in (node.attributes.get("srcset") or "").split(",") if part.split())
    if node.tag == "meta" and node.attributes.get("http-equiv") == "refresh":
        yield from _REFRESH.findall(node.attributes.get("content") or "")


def ids(page: LexborHTMLParser) -> list[str]:
    """All ids of a page, those given twice twice."""
    return [str(node.attributes["id"]) for node in page.css("[id]")]


def words(node: LexborNode | None) -> str:
    """The text of an element with single spaces; none for none."""
    return " ".join(node.text().split()) if node else ""


def is_redirect(page: LexborHTMLParser) -> bool:
    """Whether the page only leads to another."""
    return page.css_first("meta[http-equiv=refresh]") is not None
