"""Measure the search index: first all pages, then one that has changed.

The pages are the articles as MkDocs would write them, without what is around them; so this leaves out what takes the
article out of a page, half a millisecond for each.
"""

import os
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.site.search_index.search_bundle import update_index
from generator.site.search_index.search_data import SearchData

JOBS = os.cpu_count() or 1

BRIEFING = SearchData(facets={"kind": [("briefing", "Briefing")]})
"""The search data of each page."""


def time_indexing(root: Path) -> Iterator[tuple[str, float]]:
    """Yield the seconds for the search index of all articles in `root`/content, and for one that changes."""
    folders = sorted((root / "content/briefings").iterdir())
    pages = {f"briefings/{one.name}/index.html": _page(one.name, (one / "article.md").read_text()) for one in folders}
    path = min(pages)
    with TemporaryDirectory(dir=root) as state:
        for row, changed in (("index of all", pages), ("index of one changed", {path: _page("One", "One word")})):
            started = time.perf_counter()
            update_index(Path(state), changed, (), lambda _: BRIEFING, jobs=JOBS)
            yield f"search {row}, s", time.perf_counter() - started


def _page(name: str, article: str) -> bytes:
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in article.split("\n\n"))
    head = f'<!doctype html><html lang="en"><head><title>{name}</title></head>'
    return f"{head}<body><article data-pagefind-body><h1>{name}</h1>{text}</article></body></html>".encode()
