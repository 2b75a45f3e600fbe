"""What each page says to machines: its JSON-LD in the vocabulary of schema.org, and when it was last changed.

Pure functions from the index to nodes, each as a line of JSON. Addresses are relative to the page, as JSON-LD in HTML
resolves them against the page's own address: the site can be served anywhere. Nothing is said that the page does not
show, and what the vocabulary has no word for is left out rather than approximated. How it gets into a page is for
`generator.pages`.
"""

from generator.index.used import Index
from generator.model.kinds import FOLDERS, Kind, Ref
from generator.structured import article, things
from generator.structured.node import HERE, Node, address, line, node

CONTEXT = "https://schema.org"

_HOME = "index.md"


def subject(index: Index, path: str) -> Ref | None:
    """What the page at `path`, or the list that it continues, is of; None for the home page, indexes and the like."""
    folder, *parts = path.removesuffix(".md").split("/")
    kind = FOLDERS.get(folder)
    ref = Ref(kind, parts[0]) if kind and parts else None
    return ref if ref in index.labels else None


def graph(index: Index, path: str, title: str) -> list[str]:
    """The nodes of the page at `path` (relative to docs/), which has this title, as lines."""
    if path == _HOME:
        return [line(_site(index))]
    ref = subject(index, path)
    return [line(_trail(index, path, ref, title)), *_of(index, path, ref)]


def _of(index: Index, path: str, ref: Ref | None) -> list[str]:
    if path == f"{Kind.THEME.folder}/index.md":
        return [line(node("DefinedTermSet", id_=HERE, name="Themes", publisher=things.publisher(index)))]
    if ref is None or path != f"{ref.stem}.md":
        return []
    if ref.kind is Kind.BRIEFING:
        return article.lines(index, index.briefings[ref])
    return things.lines(index, ref)


def _site(index: Index) -> Node:
    return node(
        "WebSite",
        id_=HERE,
        name=index.site.name,
        description=index.site.description,
        inLanguage=index.site.language,
        publisher=things.publisher(index),
    )


def _trail(index: Index, path: str, ref: Ref | None, title: str) -> Node:
    """The way from the home page: over the index of the kind, and of a further page over the one it continues."""
    steps = [(index.site.name, _HOME)]
    folder, *parts = path.split("/")
    kind = FOLDERS.get(folder)
    if kind:
        above = "timeline.md" if kind is Kind.EVENT else f"{folder}/index.md"
        steps.append((above.removesuffix(".md").removesuffix("/index").capitalize(), above))
    if ref and len(parts) > 1:
        steps.append((index.label(ref), f"{ref.stem}.md"))
    if steps[-1][1] != path:
        steps.append((title, path))
    items = [
        node("ListItem", position=position, name=name, item=address(target, path))
        for position, (name, target) in enumerate(steps, start=1)
    ]
    return node("BreadcrumbList", itemListElement=items)
