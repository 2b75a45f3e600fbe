"""A page as a value, and the one way in which pages with lists are made."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from generator.pages.listing import Listing, Sheet, sheets
from generator.pages.standpoint import Standpoints
from generator.pages.templating import render


class Page(NamedTuple):
    """A file of docs/: its path there, and its text."""

    path: str
    text: str


class Part(NamedTuple):
    """A further page that is not made yet, as it may be known already.

    It depends on what is read while it is made, and on what `basis` has the marks of.
    """

    path: str
    make: Callable[[], Page]
    basis: frozenset[int]


def pages_with_lists(  # noqa: PLR0913, PLR0917  # what all pages of a thing have in common
    site: Standpoints,
    path: str,
    template: str,
    listings: Sequence[Listing],
    values: Mapping[str, Any],
    basis: frozenset[int] = frozenset(),
) -> Iterator[Page | Part]:
    """The page at `path` from a template, and the further pages of its lists; `values` have its `title`.

    Further pages lie below the page's own address: `actors/hamas.md` → `actors/hamas/mentions/1.md`. `basis` has the
    marks of what was read for the title and for what there is in those lists that are made in parts.
    """
    stem = path.removesuffix(".md")
    parts = [sheets(listing, stem) for listing in listings]
    firsts = [first for first, *_ in parts]
    yield Page(path, render(template, here=site.at(path), sheets=firsts, **values))
    for _, *further in parts:
        for sheet in further:
            make = partial(_further, site, sheet, values["title"], path)
            yield Part(sheet.path(sheet.part), make, basis) if sheet.listing.apart else make()


def _further(site: Standpoints, sheet: Sheet, title: str, back: str) -> Page:
    here = site.at(sheet.path(sheet.part))
    return Page(here.path, render("further", here=here, sheet=sheet, title=title, back=back))
