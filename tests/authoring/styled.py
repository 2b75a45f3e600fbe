"""Content in every style of writing that editors have, for changes that must preserve it."""

from pathlib import Path

from laying import lay, lay_base

METADATA = """\
# Kept by hand.\r
title: "Second: a report"   # with a colon\r
type: report\r
published: 2020\r
updated: 2021\r
summary: >-\r
  Two lines\r
  of words.\r
tags:   [ ferry-fares ,\r
  "boats" ]  # both\r
actors:\r
  # the most important first\r
  - 'rowers-guild'  # who rows\r
  - tessa-varga\r
\r
authors: [Jo Example]\r
based_on: >-\r
  guild-letter\r
attributions:\r
- id: c01\r
  kind: statement\r
  by: [rowers-guild, author]  # both say so\r
  says: The pier is closed.\r
  quote: the pier is closed for good\r
  about: [old-pier,tessa-varga]\r
  disputes: [ferry-fare/c01, c02]\r
- id: c02\r
  kind: report\r
  by:\r
    unnamed: sources in the guild\r
    within: "rowers-guild"\r
  says: It opens again.\r
  quote: it will open again soon\r
corrections:\r
- date: 2021\r
  kind: update\r
  text: Said anew.\r
  attributions: [c01, ferry-fare/c02]\r
"""

ARTICLE = """\
\ufeffThe guild says that the pier is closed for good.
See [it](actor:rowers-guild) and [it][1], `[no](actor:rowers-guild)`.

[She](<actor:tessa-varga> "Tessa") knows that it will open again soon; see [the first](briefing:ferry-fare).

    [code](actor:rowers-guild)

[1]: actor:rowers-guild
"""

FILES = {
    "content/briefings/second/metadata.yml": METADATA,
    "content/briefings/second/article.md": ARTICLE,
    "content/themes/boats.yml": "name: Cafe\u0301 boats # composed otherwise\nrelated: [ferry-fares]",
    "content/actors/harbour-office.yml": (
        "\ufefftype: public-body\nname: Harbour Office\n"
        "roles:\n    - as: landlord # of the pier\n      of: rowers-guild\n"
        "    -   as: owner\n        of:   rowers-guild\n        source: guild-letter\n# the end\n"
    ),
    "content/places/quay.yml": "name: The Quay\npart_of: old-pier\naliases:\n- Long Quay\n\n",
    "content/briefings/ferry-fare/metadata.yml": {"replace": {"disputes: [c02]": "disputes: [second/c02]"}},
    "content/actors/tessa-varga.yml": {"append": "part_of: harbour-office # since 2018\n"},
    "docs/about.md": "# About\n\nSee [the guild](actors/rowers-guild.md).\n",
    "mkdocs.yml": "site_name: x\n",
}


def lay_styled(root: Path) -> None:
    """Write the content in the empty folder `root`."""
    lay_base(root)
    lay(root, FILES)


def read_tree(root: Path) -> dict[str, bytes]:
    """Return the bytes of all files below content/ by their path."""
    base = root / "content"
    return {path.relative_to(base).as_posix(): path.read_bytes() for path in base.rglob("*") if path.is_file()}
