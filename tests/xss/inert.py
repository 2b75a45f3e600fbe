"""Assertions that no text of content is active in a built page; they read the tree as a browser parses it.

`fingerprint` lists all that a page could run, fetch, restyle or send; `assert_inert` fails for everything that a
harmless page of the same site does not have. `shape` and `assert_same_shape` are stricter: two pages that differ only
in their text have the same elements with the same attributes. `visible_text` shows whether a payload is on the page.
The caller selects the pages to compare.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from selectolax.lexbor import LexborHTMLParser, LexborNode

PLAIN = frozenset(
    re.findall(
        r"\w+",
        """
        html head title body header footer main nav section article aside address hgroup search
        h1 h2 h3 h4 h5 h6 p div span br hr wbr pre blockquote ol ul li dl dt dd figure figcaption
        table caption colgroup col thead tbody tfoot tr th td
        a abbr b bdi bdo cite code data del dfn em i ins kbd mark q rp rt ruby s samp small strong sub sup
        time u var
        """,
    )
)
"""Elements that only have text; every other one must be in the baseline."""

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})

_LINKS = frozenset({"a", "area"})
_URLS = frozenset(
    re.findall(
        r"\S+",
        """
        href src xlink:href action formaction srcset imagesrcset poster background data code codebase classid
        archive longdesc dynsrc lowsrc icon manifest profile ping folder datasrc to from by values
        """,
    )
)
"""Attributes whose value a browser of some time has fetched or followed."""

_POWERS = frozenset(
    re.findall(
        r"\S+",
        """
        srcdoc style autofocus contenteditable accesskey http-equiv charset popover popovertarget draggable is
        formtarget shadowrootmode datafld dataformatas allowscriptaccess
        """,
    )
)
"""Attributes that do something by themselves, or restyle."""

_DISTINGUISHED = frozenset({"meta", "style", "script"})
"""Elements that can be harmless or harmful on the same page, so that the name alone is not enough."""

DATA = "application/ld+json"
"""A type of scripts that no browser runs."""

_META_NAMES = ("charset", "http-equiv", "name", "property", "itemprop")
_PROPER_NAME = re.compile(r"[a-zA-Z_@:][\w@:.-]*", re.ASCII)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.ASCII)
_BROWSERS_STRIP = re.compile(r"\A[\x00-\x20]+|[\t\n\r]")


def scheme(address: str) -> str:
    """Its scheme as browsers read it (URL standard: leading controls, all tabs and line ends fall away)."""
    found = _SCHEME.match(_BROWSERS_STRIP.sub("", address).lower())
    return found[1] if found else ""


def fingerprint(html: str) -> Counter[str]:
    """Count all that could run, fetch, restyle or send, each with a description.

    Data blocks are all alike as long as they are data. Relative addresses are given without their leading `../`, and
    scripts and styles by a hash of their text, so that the pages of one site agree. A script that names the way to the
    root differs with the depth of the page: take the baseline from pages of each depth.
    """
    return Counter(feature for node in _elements(html) for feature in _features(node))


def assert_inert(html: str, where: str, *, baseline: AbstractSet[str] = frozenset()) -> None:
    """Fail if `html` has something active that is not in `baseline`.

    `where` names the page in the message. `baseline` holds the keys of the fingerprints of harmless pages.
    """
    found = sorted(fingerprint(html).keys() - baseline)
    assert not found, f"{where} has come to life: {'; '.join(found)}"


def shape(html: str) -> Counter[str]:
    """Count the elements with the names of their attributes, and the comments."""
    return Counter(_outline(node) for node in _elements(html, comments=True))


def assert_same_shape(html: str, harmless: str, where: str) -> None:
    """Fail if `html` has other elements or attributes than `harmless`, the same page with other text."""
    ours, theirs = shape(html), shape(harmless)
    more, fewer = sorted((ours - theirs).elements()), sorted((theirs - ours).elements())
    assert ours == theirs, f"{where} has another shape: {more[:20]} more, {fewer[:20]} fewer"


def visible_text(html: str) -> str:
    """Return the text that a reader of the page can see, with single spaces."""
    tree = LexborHTMLParser(html)
    tree.strip_tags(["script", "style", "template"])
    return " ".join(tree.root.text(deep=True).split()) if tree.root else ""


def _elements(html: str, *, comments: bool = False) -> Iterator[LexborNode]:
    """Yield all nodes, including those inside templates, which no selector reaches."""
    root = LexborHTMLParser(html).root
    waiting = [root] if root else []
    while waiting:
        tree = waiting.pop()
        waiting += tree.template_fragments()
        for node in tree.traverse(include_text=False):
            if node.is_element_node or (comments and node.is_comment_node):
                yield node


def _features(node: LexborNode) -> Iterator[str]:
    name = str(node.tag)
    if name == "link":
        yield f"element link {(node.attributes.get('rel') or '').lower()}"
    elif name in _DISTINGUISHED:
        yield f"element {name} {_particulars(node)}".rstrip()
    elif name.lower() not in PLAIN:
        yield f"element {name}"
    for attribute, value in node.attributes.items():
        yield from _powers(node, attribute, value or "")


def _particulars(node: LexborNode) -> str:
    """Return what distinguishes this `meta`, `style` or `script` from others of its name."""
    if node.tag == "meta":
        named = [f"{key}={node.attributes[key]}" for key in _META_NAMES if key in node.attributes]
        acts = "http-equiv" in node.attributes
        return " ".join([*named, node.attributes.get("content") or ""] if acts else named)
    kind, text = node.attributes.get("type") or "", node.text(deep=True).strip()
    if kind == DATA and _is_plain_data(text):
        return kind
    return f"{kind} {hashlib.sha256(text.encode()).hexdigest()[:16]}".lstrip() if text else kind


def _is_plain_data(text: str) -> bool:
    """Return true if it is JSON that, as browsers read scripts, can neither end its element nor begin a comment."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return "<" not in text


def _powers(node: LexborNode, attribute: str, value: str) -> Iterator[str]:
    element, key = str(node.tag), attribute.lower()
    if key.startswith("on") or not _PROPER_NAME.fullmatch(attribute):
        yield f"attribute {attribute} of {element}"
    elif key in _POWERS:
        yield f"attribute {key}={value} of {element}"
    elif key in _URLS and element in _LINKS and key in {"href", "xlink:href"}:
        if scheme(value) not in SAFE_SCHEMES | {""}:
            yield f"scheme {scheme(value)} in {key} of {element}"
    elif key in _URLS and not _is_canonical(node, key, value):
        yield f"attribute {key}={_from_root(value)} of {element}"


def _is_canonical(node: LexborNode, key: str, value: str) -> bool:
    """Return true if it is a `link` that names another page and fetches nothing."""
    relations = (node.attributes.get("rel") or "").lower().split()
    names = set(relations) <= {"canonical", "prev", "next", "alternate", "author", "license"}
    return node.tag == "link" and key == "href" and names and scheme(value) in SAFE_SCHEMES | {""}


def _from_root(address: str) -> str:
    return re.sub(r"\A(?:\.\.?/)+", "", address)


def _outline(node: LexborNode) -> str:
    if node.is_comment_node:
        return "comment"
    return " ".join([str(node.tag), *sorted(node.attributes)])
