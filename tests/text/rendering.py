"""Rendering of Markdown as the site does it, and the text that a reader sees."""

from collections.abc import Iterator

import markdown
from pymdownx.slugs import slugify
from selectolax.lexbor import LexborHTMLParser, LexborNode

EXTENSIONS = ["attr_list", "footnotes", "md_in_html", "tables", "toc", "pymdownx.superfences"]
CONFIG = {
    "toc": {"permalink": True, "slugify": slugify(case="lower")},
    "tables": {"use_align_attribute": True},
}
NOT_TEXT = "sup[id^='fnref'], a.footnote-backref, a.headerlink"


def render_page(text: str) -> LexborHTMLParser:
    """Return the tree of the page, as a browser has it."""
    html = markdown.markdown(text, extensions=EXTENSIONS, extension_configs=CONFIG)
    return LexborHTMLParser(f"<!doctype html><body>{html}</body>")


def strip_engine_text(page: LexborHTMLParser) -> LexborHTMLParser:
    """Remove what the engine adds to the text: footnote references, back-links and permanent links."""
    for node in page.css(NOT_TEXT):
        node.decompose()
    return page


def normalize_spaces(text: str) -> str:
    return " ".join(text.split())


def find_elements(page: LexborHTMLParser) -> Iterator[LexborNode]:
    body = page.body
    if body:
        yield from (node for node in body.traverse(include_text=False) if node.tag != "body")


def collect_ids(page: LexborHTMLParser) -> list[str]:
    return [str(node.attributes["id"]) for node in find_elements(page) if "id" in node.attributes]
