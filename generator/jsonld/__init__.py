"""JSON-LD: the data of each page for machines, in the vocabulary of schema.org.

Pure functions from the index to nodes, each as a line of JSON. Addresses are relative to the page, as JSON-LD in HTML
resolves them against the page's own address, so that the site can be served anywhere. The data has only facts that the
page shows. Facts that the vocabulary cannot express are left out rather than approximated. `generator.pages` writes the
data into pages.
"""

from generator.index.breadcrumbs import list_breadcrumbs
from generator.index.model import Index
from generator.jsonld import article, entities
from generator.jsonld.node import THIS_PAGE, Node, build_node, encode_node, get_address
from generator.model.entity_kinds import get_index_path
from generator.model.kinds import Kind, Ref
from generator.model.page_paths import parse_path

CONTEXT = "https://schema.org"

_HOME = "index.md"


def find_subject(index: Index, path: str) -> Ref | None:
    """Return the record that the page at `path`, or the list that it continues, is about.

    Return None for the home page, indexes and other general pages.
    """
    ref = parse_path(path)
    return ref if ref and ref in index.labels else None


def build_graph(index: Index, path: str, title: str) -> list[str]:
    """Return the nodes of the page at `path` (relative to docs/), which has this title, as lines."""
    if path == _HOME:
        return [encode_node(_build_site(index))]
    ref = find_subject(index, path)
    return [encode_node(_build_breadcrumbs(index, path, title)), *_build_content(index, path, ref)]


def _build_content(index: Index, path: str, ref: Ref | None) -> list[str]:
    if path == get_index_path(Kind.THEME):
        publisher = entities.build_publisher(index)
        return [encode_node(build_node("DefinedTermSet", id_=THIS_PAGE, name="Themes", publisher=publisher))]
    if ref is None:
        return _build_notice(index, path)
    if path != f"{ref.stem}.md":
        return []
    if ref.kind is Kind.BRIEFING:
        return article.build_lines(index, index.briefings[ref])
    return entities.build_lines(index, ref)


def _build_notice(index: Index, path: str) -> list[str]:
    ref = parse_path(path)
    notice = index.notices.get(ref) if ref else None
    if notice and path == f"{notice.ref.stem}.md":
        return [article.build_notice_line(index, notice)]
    return []


def _build_site(index: Index) -> Node:
    return build_node(
        "WebSite",
        id_=THIS_PAGE,
        name=index.site.name,
        description=index.site.description,
        inLanguage=index.site.language,
        publisher=entities.build_publisher(index),
    )


def _build_breadcrumbs(index: Index, path: str, title: str) -> Node:
    """Return the path from the home page to the page at `path`, as the breadcrumbs of the page show it."""
    steps = [(index.site.name, _HOME), *list_breadcrumbs(index, path), (title, path)]
    items = []
    for position, (name, target) in enumerate(steps, start=1):
        items.append(build_node("ListItem", position=position, name=name, item=get_address(target, path)))
    return build_node("BreadcrumbList", itemListElement=items)
