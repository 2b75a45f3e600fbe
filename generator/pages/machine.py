"""What a finished page gets for machines: its date in the front matter, and JSON-LD as its last block.

The front matter's `og`, `published` and `modified` are what the theme writes into the head and the sitemap. The JSON-LD
is last, where it is in nobody's way who reads the Markdown; browsers do not run it, and no policy needs to allow it.
"""

import html
import json
import re

from generator import structured
from generator.index.used import Index
from generator.model.kinds import Kind, Ref
from generator.pages.page import Page
from generator.structured.node import block, exact

_TITLE = re.compile(r'^title: (".*")$', re.MULTILINE)
_PART = re.compile(r"/[^/]+/\d+\.md\Z")
_OPENING = "---\n"


def described(index: Index, page: Page) -> Page:
    """The page with what machines read; what is not Markdown stays as it is."""
    if not page.path.endswith(".md"):
        return page
    ref = structured.subject(index, page.path)
    known = {**_of_article(index, ref, page.path), "modified": _modified(index, ref, page.path)}
    front = "".join(f'{name}: "{value}"\n' for name, value in known.items() if value)
    graph = structured.graph(index, page.path, _title(page.text) or index.site.name)
    data = f'\n<script type="application/ld+json">\n{block(structured.CONTEXT, graph)}\n</script>\n'
    return Page(page.path, "".join([_OPENING, front, page.text.lstrip("\n").removeprefix(_OPENING), data]))


def _of_article(index: Index, ref: Ref | None, path: str) -> dict[str, str]:
    """What a briefing's own page has beyond others: its type in Open Graph, and its date."""
    if ref is None or ref.kind is not Kind.BRIEFING or path != f"{ref.stem}.md":
        return {}
    return {"og": "article", "published": exact(index.cards[ref].published) or ""}


def _modified(index: Index, ref: Ref | None, path: str) -> str:
    """The day of the newest briefing that a page shows; parts of lists, which seldom change, have none to tell."""
    if _PART.search(path):
        return "various"
    return index.changed.get(ref) or index.changed.get(None) or ""


def _title(text: str) -> str:
    """The title in the front matter, where it is escaped for HTML."""
    found = _TITLE.search(text)
    return html.unescape(json.loads(found[1])) if found else ""
