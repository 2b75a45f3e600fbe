"""The metadata of a finished page: its date and breadcrumbs in the front matter, and its JSON-LD.

The theme writes the front matter's `og`, `image`, `published`, `modified` and `feed` into the head of the page and into
the sitemap, and the `breadcrumbs` above the title.
The JSON-LD comes last so that it does not bother readers of the Markdown, unless the template has a place for it.
Browsers do not run it, and the content security policy does not need to allow it.
"""

import re

from generator import jsonld
from generator.index.breadcrumbs import list_breadcrumbs
from generator.index.model import Index
from generator.jsonld.node import build_block, format_exact_date
from generator.model.kinds import Kind, Ref
from generator.model.page_paths import get_url_path, parse_path
from generator.pages import feeds
from generator.pages.image_html import get_preview
from generator.pages.page import Page
from generator.pages.templating import format_front_matter

_FURTHER_PAGE = re.compile(r"/[^/]+/\d+\.md\Z")
_FRONT_MATTER_START = "---\n"

_DATA_PLACE = '<script type="application/ld+json"></script>\n'
"""The line of a template that the JSON-LD replaces; no text of content/ can contain it, because its `<` is escaped."""

SEARCH = "search.md"
"""The search page, which is empty without words; its template has `noindex`."""


def add_metadata(index: Index, page: Page) -> Page:
    """Return the page with its metadata; a file that is not Markdown is returned as it is."""
    if not page.path.endswith(".md"):
        return page
    ref = jsonld.find_subject(index, page.path)
    metadata = _get_article_metadata(index, ref, page.path)
    if ref and page.path == f"{ref.stem}.md":
        metadata["feed"] = feeds.get_entity_feed(index, ref)
    metadata["modified"] = _get_modified(index, ref, page.path)
    front_matter = "".join(f'{name}: "{value}"\n' for name, value in metadata.items() if value)
    front_matter += _format_breadcrumbs(index, page.path)
    text, _, rest = page.text.lstrip("\n").removeprefix(_FRONT_MATTER_START).partition(_DATA_PLACE)
    title = " ".join(page.title.split()) or index.site.name
    lines = jsonld.build_graph(index, page.path, title)
    block = f'\n<script type="application/ld+json">\n{build_block(jsonld.CONTEXT, lines)}\n</script>\n'
    return page._replace(text=f"{_FRONT_MATTER_START}{front_matter}{text}{block}{rest}")


def _get_article_metadata(index: Index, ref: Ref | None, path: str) -> dict[str, str]:
    """Return the metadata that only a briefing's own page has: its type in Open Graph, its date, its first image."""
    if ref is None or ref in index.notices or ref.kind is not Kind.BRIEFING or path != f"{ref.stem}.md":
        return {}
    metadata = {"og": "article", "published": format_exact_date(index.cards[ref].published) or ""}
    preview = get_preview(index.briefings[ref])
    if preview:
        width, height, _ = preview.version
        metadata |= {"image": preview.path, "image_width": str(width), "image_height": str(height)}
    return metadata


def _format_breadcrumbs(index: Index, path: str) -> str:
    """Return the line of the front matter that has the names and URLs of the pages above a page; empty if none is."""
    steps = []
    for name, target in list_breadcrumbs(index, path):
        steps.append(f'[{format_front_matter(name)}, "{get_url_path(target)}"]')
    return f"breadcrumbs: [{', '.join(steps)}]\n" if steps else ""


def _is_unlisted(index: Index, path: str) -> bool:
    """Check whether search engines must not list a page: the search, or a withdrawn or expired briefing."""
    if path == SEARCH:
        return True
    ref = parse_path(path)
    if not ref or ref.kind is not Kind.BRIEFING:
        return False
    return ref in index.notices or (ref in index.labels and index.cards[ref].withdrawn)


def _get_modified(index: Index, ref: Ref | None, path: str) -> str:
    """Return the day of the newest briefing that a page shows.

    Further pages of lists have "various" instead, as they seldom change. Pages that search engines must not list have
    "unlisted", which keeps them out of the sitemap (theme/sitemap.xml).
    """
    if _is_unlisted(index, path):
        return "unlisted"
    if _FURTHER_PAGE.search(path):
        return "various"
    return index.last_changed.get(ref) or index.last_changed.get(None) or ""
