"""The page of the search: what it says where no script runs; the search itself is put there by the theme's modules."""

from collections.abc import Iterator

from generator.pages.page import Page
from generator.pages.standpoint import Standpoints
from generator.pages.templating import render as render_template


def render(site: Standpoints) -> Iterator[Page]:
    """The search page."""
    here = site.at("search.md")
    yield Page(here.path, render_template("search", here=here))
