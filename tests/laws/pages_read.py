"""Rendered pages as a browser would have them: each Markdown file through Python-Markdown as mkdocs.yml sets it up."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import markdown
from pymdownx.slugs import slugify
from selectolax.lexbor import LexborHTMLParser

EXTENSIONS = ["attr_list", "footnotes", "md_in_html", "tables", "toc", "pymdownx.superfences"]
CONFIG = {
    "toc": {"permalink": True, "slugify": slugify(case="lower")},
    "tables": {"use_align_attribute": True},
}


@dataclass(frozen=True)
class Pages:
    """The files of docs/ by path. Links are followed between the files, as MkDocs does."""

    texts: Mapping[str, str]

    @cached_property
    def trees(self) -> dict[str, LexborHTMLParser]:
        """Each page, parsed."""
        converter = markdown.Markdown(extensions=EXTENSIONS, extension_configs=CONFIG)
        return {
            path: LexborHTMLParser(self._html(converter, path))
            for path in self.texts
            if not path.endswith((".json", ".atom"))
        }

    def _html(self, converter: markdown.Markdown, path: str) -> str:
        text = self.texts[path]
        if path.endswith(".html"):
            return text
        body = text.partition("\n---\n")[2]
        return f"<!doctype html><body>{converter.reset().convert(body)}</body>"

    @cached_property
    def ids(self) -> dict[str, list[str]]:
        """The fragments of each page, with those given twice twice."""
        return {path: [str(one.attributes["id"]) for one in tree.css("[id]")] for path, tree in self.trees.items()}

    @cached_property
    def links(self) -> dict[str, set[str]]:
        """For each page the pages of this site that it leads to, with the fragment: `actors/x.md#says`."""
        return {path: set(self._links(path)) for path in self.trees}

    def _links(self, path: str) -> list[str]:
        found = [str(link.attributes["href"]) for link in self.trees[path].css("a[href]:not(svg a)")]
        return [self._resolved(path, href) for href in found if "://" not in href and not href.startswith("mailto:")]

    def _resolved(self, path: str, href: str) -> str:
        target, mark, fragment = href.partition("#")
        if path.endswith(".html"):
            # A redirect is followed between addresses.
            address = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            return f"{address}.md"
        there = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
        return f"{there}{mark}{fragment}"

    def led_to(self, stem: str) -> set[str]:
        """The pages, without fragments, that the page `stem` and its further pages lead to."""
        own = [path for path in self.links if path == f"{stem}.md" or path.startswith(f"{stem}/")]
        return {link.partition("#")[0] for path in own for link in self.links[path]}
