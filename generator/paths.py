"""Addresses: where a page lies in docs/, how one page links to another, and which fragments are taken.

Paths are POSIX paths relative to docs/; links are relative paths between Markdown files, as MkDocs checks them.
"""

import re

SECTIONS = {
    "who-says-what": "Who says what",
    "competing-accounts": "Competing accounts",
    "events": "Events",
    "names": "Names in this briefing",
    "related": "Related briefings",
    "corrections": "Corrections",
    "cite": "How to cite",
    "says": "What it says",
    "said-of": "What others say",
    "mentions": "In the text",
    "named-with": "Often named with",
    "accounts": "Accounts",
    "briefings": "Briefings",
    "actors": "Actors",
    "themes": "Themes",
    "questions": "Questions",
    "sources": "Sources",
    "places": "Places",
    "parts": "Parts",
}
"""Fragments of the generated sections, which an attribution's id cannot have."""

RESERVED_FRAGMENTS = frozenset(SECTIONS)

_PASSAGE = re.compile(r"p\d+\Z")


def is_passage_anchor(fragment: str) -> bool:
    """Whether it addresses a paragraph: `p12`."""
    return bool(_PASSAGE.match(fragment))


def relative(target: str, page: str) -> str:
    """The link from `page` to `target` (which may have a fragment), both relative to docs/."""
    path, mark, fragment = target.partition("#")
    if path == page:
        return f"{mark}{fragment}" if mark else path.rpartition("/")[2]
    here, there = page.split("/")[:-1], path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    steps = [".."] * (len(here) - shared) + there[shared:]
    return f"{'/'.join(steps)}{mark}{fragment}"


def address(path: str) -> str:
    """The address of a page below the site's own: `actors/hamas.md` is served as `actors/hamas/`."""
    folder, _, leaf = path.removesuffix(".md").rpartition("/")
    if leaf == "index":
        return f"{folder}/" if folder else ""
    return f"{folder}/{leaf}/" if folder else f"{leaf}/"


def page_address(target: str, page: str) -> str:
    """The link between the served pages, for markup in which MkDocs rewrites no links."""
    steps = "../" * address(page).count("/")
    return f"{steps}{address(target)}" or "./"
