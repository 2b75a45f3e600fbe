"""A page as a value, and the one way in which pages with lists are made."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.markdown import Markdown
from generator.model.kinds import Ref
from generator.pages.listing import Listing, sheets
from generator.pages.standpoint import Standpoint
from generator.pages.templating import render


class Page(NamedTuple):
    """A file of docs/: its path there, and its text."""

    path: str
    text: str


def pages_with_lists(
    here: Standpoint,
    template: str,
    stem: str,
    title: str,
    listings: Sequence[Listing],
    values: Mapping[str, Any],
) -> Iterator[Page]:
    """A page from a template, and the further pages of its lists.

    `stem` is the path below which the further pages lie: `actors/hamas` → `actors/hamas/mentions/2.md`.
    """
    parts = [sheets(listing, stem) for listing in listings]
    yield Page(here.path, render(template, here=here, sheets=[first for first, *_ in parts], **values))
    for _, *further in parts:
        known: dict[Ref, Markdown] = {}
        for sheet in further:
            path = sheet.path(sheet.number)
            there = Standpoint(here.index, path, known)
            yield Page(path, render("further", here=there, sheet=sheet, title=title, back=here.path))
