"""Makes the search bundle of a built tree, with Pagefind's program; how it is used is the theme's affair.

A page is indexed where the theme marks its article with `data-pagefind-body`. Pagefind has a Python interface too,
which takes a tenth of a second for each page, so the program is called. How the browser searches is written in
`generator/theme/assets/search/`.
"""

import subprocess
import sys
from pathlib import Path

from generator.site.files import DISK, Disk, EngineError
from generator.site.indexed import standing_as_indexed
from generator.site.settled import settle

BUNDLE = "pagefind"
"""The bundle's folder, at the root of the site."""

_NOT_TEXT = (".headerlink", ".footnote-backref", ".footnote-ref", ".accounts", ".rows", ".pager", "figure")
"""What repeats the text or names other pages, or is no text."""

_ONCE = tuple(f'[data-searched="head"] {part}' for part in ("h2", "h3", ".tally", ".ledger"))
"""Lists on the pages of things: what they quote is found in its briefing, and need not be found there as well."""

_UNUSED = ("*-ui.css", "*-ui.js", "pagefind-highlight.js")
"""Pagefind's own surfaces, which no page loads: more than half of the bundle of a small site."""


def index_site(tree: Path, *, disk: Disk = DISK) -> None:
    """Adds the search bundle to `tree`, which must have none yet: Pagefind keeps what it finds of an old one.

    The same pages give the same bytes. Raises `EngineError` with what Pagefind says, and `OutputError` if the disk
    refuses.
    """
    excluded = [word for selector in (*_NOT_TEXT, *_ONCE) for word in ("--exclude-selectors", selector)]
    command = [sys.executable, "-m", "pagefind", "--site", str(tree), "--output-subdir", BUNDLE, "--silent", *excluded]
    with standing_as_indexed(tree):
        done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").split("\n")
        raise EngineError(("the search index could not be made", *(line.strip() for line in said if line.strip())))
    settle(tree / BUNDLE, disk=disk)
    for pattern in _UNUSED:
        for file in sorted((tree / BUNDLE).glob(pattern)):
            disk.remove(file)
