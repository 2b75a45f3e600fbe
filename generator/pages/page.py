"""A page as a value, and the one way in which pages with lists are made."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.pages.listing import Listing, sheets
from generator.pages.standpoint import Standpoints
from generator.pages.templating import render


class Page(NamedTuple):
    """A file of docs/: its path there, and its text."""

    path: str
    text: str


def pages_with_lists(
    site: Standpoints, path: str, template: str, listings: Sequence[Listing], values: Mapping[str, Any]
) -> Iterator[Page]:
    """The page at `path` from a template, and the further pages of its lists; `values` have its `title`.

    Further pages lie below the page's own address: `actors/hamas.md` → `actors/hamas/mentions/1.md`.
    """
    stem = path.removesuffix(".md")
    parts = [sheets(listing, stem) for listing in listings]
    firsts = [first for first, *_ in parts]
    yield Page(path, render(template, here=site.at(path), sheets=firsts, **values))
    for _, *further in parts:
        for sheet in further:
            there = site.at(sheet.path(sheet.part))
            yield Page(there.path, render("further", here=there, sheet=sheet, title=values["title"], back=path))
