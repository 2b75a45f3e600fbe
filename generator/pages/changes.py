"""The page of changes: what was published, updated, corrected and withdrawn, and new accounts of old questions.

A script (assets/changes) marks what is new since the reader's last visit, by the `data-` attributes of each row.
"""

from collections.abc import Iterator

from generator.index.model import Change
from generator.model.date_words import format_date
from generator.model.dates import EdtfDate
from generator.pages import feeds
from generator.pages.page import DeferredPage, Page, render_with_lists
from generator.pages.page_context import SiteContext
from generator.pages.pagination import ListSection, Row

TITLE = "What changed"
PATH = "changes.md"


def render(site: SiteContext) -> Iterator[Page | DeferredPage]:
    """Yield the page of changes, the further pages of its list, and the feed of the site."""
    rows = site.index.changes.map_values(_build_row)
    section = ListSection("all", "All changes", "change", rows, is_deferred=True)
    values = {"title": TITLE, "feed": feeds.get_site_feed(site.index)}
    yield from render_with_lists(site, PATH, "changes", [section], values)
    yield from feeds.render_site_feed(site.index)


def _build_row(change: Change) -> Row:
    """Return a change below the heading of its month, or of its year if the month is not known."""
    month = EdtfDate(change.date.final.iso[: len("2017-03")])
    return Row(change, format_date(month))
