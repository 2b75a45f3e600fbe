"""The rules of RFC 4287 that a feed of this site can break: a validator that returns each fault as a sentence."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
"""RFC 3339, with upper-case letters, as section 3.3 asks."""

FEED = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "author": (1, None), "link": (1, None), "entry": (0, None)}
ENTRY = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "link": (1, None), "category": (0, None), "summary": (0, 1)}
"""How often an element may occur, by its name. Other elements of the standard are not used and count as faults."""


def find_faults(xml: bytes) -> list[str]:
    """Return the faults of a feed; a document that is not XML raises an error."""
    return list(_find_faults(ET.fromstring(xml)))  # noqa: S314  # it was written by the program that is tested


def _find_faults(feed: ET.Element) -> Iterator[str]:
    if feed.tag != f"{ATOM}feed":
        yield f"the root is {feed.tag}"
    if not feed.get(_LANGUAGE):
        yield "the feed has no language"
    yield from _check_children(feed, FEED)
    if [link.get("rel") for link in feed.iterfind(f"{ATOM}link")].count("self") != 1:
        yield "the feed has no single link to itself"
    for author in feed.iterfind(f"{ATOM}author"):
        if not (author.findtext(f"{ATOM}name") or "").strip():
            yield "an author has no name"
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        yield from _check_children(entry, ENTRY)
    ids = Counter(entry.findtext(f"{ATOM}id") for entry in entries)
    yield from (f"{id_} is the id of {number} entries" for id_, number in ids.items() if number > 1)
    moments = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    if moments != sorted(moments, reverse=True):
        yield "the entries are not the newest first"
    if moments and feed.findtext(f"{ATOM}updated") != moments[0]:
        yield "the feed is not as new as its newest entry"


def _check_children(element: ET.Element, limits: dict[str, tuple[int, int | None]]) -> Iterator[str]:
    name = element.tag.removeprefix(ATOM)
    numbers = Counter(child.tag.removeprefix(ATOM) for child in element)
    yield from (f"<{name}> has an unknown <{child}>" for child in numbers if child not in limits)
    for child, (least, most) in limits.items():
        if numbers[child] < least or (most is not None and numbers[child] > most):
            yield f"<{name}> has {numbers[child]} <{child}>"
    yield from _check_values(element, name)


def _check_values(element: ET.Element, name: str) -> Iterator[str]:
    if not _is_absolute(element.findtext(f"{ATOM}id") or ""):
        yield f"the id of <{name}> is not an absolute IRI"
    if not (element.findtext(f"{ATOM}title") or "").strip():
        yield f"<{name}> has no title"
    if not _MOMENT.fullmatch(element.findtext(f"{ATOM}updated") or ""):
        yield f"the date of <{name}> is not one of RFC 3339"
    links = element.findall(f"{ATOM}link")
    alternates = [(link.get("type"), link.get("hreflang")) for link in links if link.get("rel") == "alternate"]
    if len(alternates) != 1:
        yield f"<{name}> has {len(alternates)} pages"
    yield from (f"<{name}> links to {link.get('href')}" for link in links if not _is_absolute(link.get("href") or ""))
    yield from (
        f"<{name}> has a category without a term" for c in element.iterfind(f"{ATOM}category") if not c.get("term")
    )


def _is_absolute(address: str) -> bool:
    return bool(urlsplit(address).scheme and urlsplit(address).netloc) and address == address.strip()
