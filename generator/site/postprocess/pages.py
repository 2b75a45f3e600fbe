"""The post-processing of pages that MkDocs wrote, before they are published.

Each page is read once for the data that concerns all pages: the scripts that the policy may allow (`csp`) and the
names that the style sheet may apply to (`css_bundle`). Then it gets the policy and the style sheet of the site.
The indentation of the theme's templates is removed.
"""

import json
import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import NamedTuple

from generator.site.postprocess import css_bundle, theme_scripts
from generator.site.postprocess.csp import (
    THEME_PAGE,
    InlineElement,
    find_inline_elements,
    hash_inline_elements,
    insert_policy,
    render_policy,
)
from generator.site.postprocess.css_bundle import CssBundle

_VERBATIM = (b"<pre", b"<textarea")
"""The start tags of elements in which space is text."""
_INDENTATION = re.compile(rb"\n\s+")


class PageTraits(NamedTuple):
    """The properties of a page that concern all pages; many pages have the same traits."""

    names: tuple[str, ...]
    """Tags, classes and attributes, sorted (`css_bundle.find_css_names`)."""
    inline_elements: tuple[InlineElement, ...]
    """The inline scripts and styles."""
    has_script_reference: bool
    """True if the page names a script of the engine's theme."""

    @property
    def digest(self) -> str:
        """The digest that identifies the traits."""
        return blake2b(repr(self).encode(), digest_size=8).hexdigest()


class SharedHead(NamedTuple):
    """The policy and the style sheet, which every page gets."""

    policy: str
    bundle: CssBundle | None

    @property
    def files(self) -> dict[str, bytes]:
        """The file of the style sheet, if there is one, by its path."""
        return {self.bundle.path: self.bundle.text.encode()} if self.bundle else {}

    @property
    def digest(self) -> str:
        """The digest that identifies them."""
        return blake2b(json.dumps([self.policy, self.bundle and self.bundle[:2]]).encode(), digest_size=8).hexdigest()


def read_traits(html: bytes) -> PageTraits:
    """Return the traits of a page."""
    names = tuple(sorted(css_bundle.find_css_names(html)))
    inline_elements = (element for element in find_inline_elements(html) if not css_bundle.is_import(element[1]))
    return PageTraits(names, tuple(inline_elements), theme_scripts.has_script_reference(html))


def compute_policy(pages: Mapping[str, PageTraits]) -> str:
    """Return the policy for the pages of a site, given by their path.

    Raise `InlineError` if a page has an inline script or style that is not the theme's.
    """
    pages_by_element: dict[InlineElement, str] = {}
    seen: set[int] = set()
    for path in sorted(pages):
        traits = pages[path]
        # Pages with equal traits share one object; a site has a few dozen of these.
        if id(traits) not in seen:
            seen.add(id(traits))
            for element in traits.inline_elements:
                pages_by_element.setdefault(element, path)
    theme = pages[THEME_PAGE].inline_elements if THEME_PAGE in pages else ()
    return render_policy(hash_inline_elements(pages_by_element, theme))


def collect_css_names(traits: Iterable[PageTraits]) -> set[str]:
    """Return all names that the style sheet may apply to."""
    return {name for page_traits in traits for name in page_traits.names}


def finish_page(html: bytes, head: SharedHead) -> bytes:
    """Return a page in its published form."""
    return insert_policy(css_bundle.link_bundle(_remove_indentation(html), head.bundle), head.policy)


def _remove_indentation(html: bytes) -> bytes:
    """Return a page without indentation. If space may be text, all space is kept."""
    keeps_space = any(map(html.__contains__, _VERBATIM))
    return html if keeps_space else _INDENTATION.sub(b"\n", html)
