"""Measure a first view of a briefing: in Chromium, with an empty cache, from this machine.

The server compresses nothing, so that bytes are compressed here, one by one as a server would.
"""

import gzip
from collections.abc import Iterator
from pathlib import Path

import chromium
from publishing import get_site
from serving import serve_site

_WATCH = """
window.shifted = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shifted += one.value; })
  .observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => { window.painted = list.getEntries().at(-1).startTime; })
  .observe({ type: "largest-contentful-paint", buffered: true });
"""


def time_first_view(root: Path) -> Iterator[tuple[str, float]]:
    """Yield the milliseconds to the largest paint, the layout shift after it, and KB; `root` has content/."""
    path = chromium.find()
    if path is None:
        return
    sizes: list[int] = []
    built = get_site(root)
    briefing = min(built.glob("briefings/*/index.html")).parent.name
    with serve_site(built) as address, chromium.launched(path) as browser:
        page = browser.new_page()
        page.add_init_script(_WATCH)
        page.on("response", lambda response: sizes.append(len(gzip.compress(response.body()))))
        page.goto(f"{address}briefings/{briefing}/", wait_until="networkidle")
        yield "view of a briefing, ms", page.evaluate("window.painted")
        yield "view of a briefing, KB", sum(sizes) / 1000
        yield "layout shift", page.evaluate("window.shifted")
