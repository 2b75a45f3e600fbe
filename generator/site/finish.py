"""What is done to a newly built tree before it is published, in one walk over its pages.

Each page is read twice and written once: first for what all pages have in common, the scripts that the policy may name
(`harden`) and what the style sheet may apply to (`styles`); then to be given both. What only the program that indexed
the pages reads is taken out of them, and the indentation of the theme's templates.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from generator.site import styles
from generator.site.files import refusal
from generator.site.harden import Inline, hashes, inlines, policy, sealed, write_headers

THEME_PAGE = "404.html"
"""Made from the theme without a word of the content."""

_FACET = re.compile(rb"\s*<meta data-pagefind-[^>]*>")
_INDENTATION = re.compile(rb"\n\s+")


def finish(tree: Path) -> None:
    """Gives every page of `tree` its policy and one style sheet, and writes the headers for hosts beside them.

    To be run once on a tree. Raises `InlineError` and `OutputError`; the tree is then not fit to be published.
    """
    try:
        pages = sorted(_pages(os.fspath(tree), ""))
        found: dict[Inline, str] = {}
        names: set[str] = set()
        for path in pages:
            html = (tree / path).read_bytes()
            names |= styles.names(html)
            for inline in inlines(html):
                found.setdefault(inline, path)
        theme = tree / THEME_PAGE
        rule = policy(hashes(found, inlines(theme.read_bytes()) if theme.exists() else ()))
        sheet = styles.join(tree, names)
        for path in pages:
            html = (tree / path).read_bytes()
            (tree / path).write_bytes(sealed(styles.linked(_light(html), sheet), rule))
        write_headers(tree, rule)
    except OSError as error:
        raise refusal("write", Path(error.filename or tree), error) from error


def _light(html: bytes) -> bytes:
    """A page without what no reader needs. Where space is text, it is all kept."""
    html = _FACET.sub(b"", html)
    return html if b"<pre" in html or b"<textarea" in html else _INDENTATION.sub(b"\n", html)


def _pages(folder: str, prefix: str) -> Iterator[str]:
    """The path of each page below `folder`."""
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _pages(entry.path, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".html", ".htm")):
            yield f"{prefix}{entry.name}"
