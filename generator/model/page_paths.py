"""Paths and URLs of pages: their records, links between pages, and the fragments that generated sections use.

Paths are POSIX paths relative to docs/; links are relative paths between Markdown files, as MkDocs checks them.
"""

import re

from generator.model.kinds import FOLDERS, Kind, Ref

SECTIONS = {
    "who-says-what": "Who says what",
    "competing-accounts": "Competing accounts",
    "names": "Names in this briefing",
    "related": "Related briefings",
    "corrections": "Corrections",
    "cite": "How to cite",
    "says": "What it says",
    "said-of": "What others say",
    "mentions": "In the text",
    "named-with": "Often named with",
    "accounts": "Accounts",
    "parts": "Parts",
    **{kind.folder: kind.heading for kind in Kind},
}
"""The fragments and titles of the sections of a briefing's page, and of sections that several pages share.

Neither an attribution's id nor a heading of an article can have one of these fragments. A section that only pages of
entities have need not be here.
"""

RESERVED_FRAGMENTS = frozenset(SECTIONS)

_NOT_RECORDS = frozenset({"", "index", "index.json"})
"""Names in the folder of a kind that are not ids."""

_PASSAGE = re.compile(r"p\d+\Z")


def is_passage_anchor(fragment: str) -> bool:
    """Check whether a fragment is the anchor of a passage, such as `p12`."""
    return bool(_PASSAGE.match(fragment))


def parse_path(path: str) -> Ref | None:
    """Return the record to which a path below content/ or docs/ belongs: its stem, its page, or one of its files.

    The further pages of its lists belong to it too. Return None for indexes, general pages and all other paths.
    """
    folder, _, rest = path.partition("/")
    kind = FOLDERS.get(folder)
    id_ = rest.partition("/")[0].removesuffix(".md").removesuffix(".yml")
    return Ref(kind, id_) if kind and id_ not in _NOT_RECORDS else None


def get_relative_link(target: str, page: str) -> str:
    """Return the link from `page` to `target` (which may have a fragment), both relative to docs/."""
    path, mark, fragment = target.partition("#")
    if path == page:
        return f"{mark}{fragment}" if mark else path.rpartition("/")[2]
    folders, steps = page.split("/")[:-1], path.split("/")
    shared = 0
    while shared < min(len(folders), len(steps) - 1) and folders[shared] == steps[shared]:
        shared += 1
    steps = [".."] * (len(folders) - shared) + steps[shared:]
    return f"{'/'.join(steps)}{mark}{fragment}"


def get_url_path(path: str) -> str:
    """Return the URL of a page, relative to the site: `actors/hamas.md` is served as `actors/hamas/`."""
    folder, _, leaf = path.removesuffix(".md").rpartition("/")
    if leaf == "index":
        return f"{folder}/" if folder else ""
    return f"{folder}/{leaf}/" if folder else f"{leaf}/"


def get_site_path(path: str) -> str:
    """Return the path in the site of a file of docs/: `actors/hamas.md` becomes `actors/hamas/index.html`."""
    return f"{get_url_path(path)}index.html" if path.endswith(".md") else path


def get_relative_url(target: str, page: str) -> str:
    """Return the link between the served pages, for markup in which MkDocs does not rewrite links."""
    steps = "../" * get_url_path(page).count("/")
    return f"{steps}{get_url_path(target)}" or "./"
