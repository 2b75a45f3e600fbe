"""How the site renders Markdown, and what a reader sees of it."""

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


def render(text: str) -> LexborHTMLParser:
    """The page's tree, as a browser has it."""
    html = markdown.markdown(text, extensions=EXTENSIONS, extension_configs=CONFIG)
    return LexborHTMLParser(f"<!doctype html><body>{html}</body>")


def read_by(page: LexborHTMLParser) -> LexborHTMLParser:
    """`page` without what the engine adds to the text: references, ways back, permanent links."""
    for node in page.css(NOT_TEXT):
        node.decompose()
    return page


def visible(text: str) -> str:
    """The words of the rendered page, spaces normalised."""
    body = read_by(render(text)).body
    return words(body.text(separator=" ") if body else "")


def words(text: str) -> str:
    return " ".join(text.split())


def elements(page: LexborHTMLParser) -> Iterator[LexborNode]:
    body = page.body
    if body:
        yield from (node for node in body.traverse(include_text=False) if node.tag != "body")


def ids(page: LexborHTMLParser) -> list[str]:
    return [str(node.attributes["id"]) for node in elements(page) if "id" in node.attributes]
