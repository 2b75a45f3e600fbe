"""What is done to pages as MkDocs wrote them before they are published.

Each page is looked at once for what all pages have in common: the scripts that the policy may name (`harden`) and what
the style sheet may apply to (`styles`). Then it is given both. What only the program that indexed the pages reads is
taken out of them, and the indentation of the theme's templates.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import NamedTuple

from generator.site import styles
from generator.site.harden import THEME_PAGE, Inline, hashes, inlines, policy, sealed
from generator.site.styles import Sheet

_FACET = re.compile(rb"\s*<meta data-pagefind-[^>]*>")
_INDENTATION = re.compile(rb"\n\s+")


class Traits(NamedTuple):
    """What of a page counts for all pages; many pages have the same."""

    names: tuple[str, ...]
    """Tags, classes and states, sorted (`styles.names`)."""
    inlines: tuple[Inline, ...]
    """Scripts and styles in the page itself."""

    @property
    def digest(self) -> str:
        """By which they are known."""
        return blake2b(repr(self).encode(), digest_size=8).hexdigest()


class Seal(NamedTuple):
    """What every page is given."""

    rule: str
    sheet: Sheet | None

    @property
    def digest(self) -> str:
        """By which it is known."""
        return blake2b(json.dumps([self.rule, self.sheet and self.sheet[:2]]).encode(), digest_size=8).hexdigest()


def traits(html: bytes) -> Traits:
    """Those of one page."""
    return Traits(tuple(sorted(styles.names(html))), tuple(inlines(html)))


def seal(pages: Mapping[str, Traits], sheet: Callable[[Iterable[str]], Sheet | None]) -> Seal:
    """What the pages of a site are given, by their path; `sheet` makes it of all names. Raises `InlineError`."""
    found: dict[Inline, str] = {}
    names: set[str] = set()
    seen: set[int] = set()
    for path in sorted(pages):
        one = pages[path]
        # Pages that have the same share one value: there are a few dozens of these.
        if id(one) not in seen:
            seen.add(id(one))
            names.update(one.names)
            for inline in one.inlines:
                found.setdefault(inline, path)
    theme = pages[THEME_PAGE].inlines if THEME_PAGE in pages else ()
    return Seal(policy(hashes(found, theme)), sheet(names))


def finished(html: bytes, given: Seal) -> bytes:
    """A page as it is published."""
    return sealed(styles.linked(_light(html), given.sheet), given.rule)


def _light(html: bytes) -> bytes:
    """A page without what no reader needs. Where space is text, it is all kept."""
    html = _FACET.sub(b"", html)
    return html if b"<pre" in html or b"<textarea" in html else _INDENTATION.sub(b"\n", html)
