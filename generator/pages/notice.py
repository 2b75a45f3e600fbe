"""Notices: the pages at the addresses of briefings that are withdrawn, expired or redirected.

A notice has the title, the date and the reason, and nothing else of the briefing. It is in no sitemap and in no search,
and it asks search engines to forget the page. A redirected briefing has a redirect to its target.
"""

from collections.abc import Iterator
from dataclasses import replace

from generator.content.visibility import PublicationState
from generator.index.model import Notice
from generator.model.date_words import format_date
from generator.model.kinds import Ref
from generator.pages import redirects, rows
from generator.pages.page import DeferredPage, Page, render_with_lists
from generator.pages.page_context import SiteContext

_DESCRIPTIONS = {
    PublicationState.WITHDRAWN: "This briefing has been withdrawn.",
    PublicationState.EXPIRED: "This briefing has expired.",
}


def render(site: SiteContext, ref: Ref) -> Iterator[Page | DeferredPage]:
    """Yield the page in place of a briefing; redirects from former addresses lead to the same page."""
    index = site.index
    notice, shared_reads = index.tracker.compute_with_reads(lambda: index.notices[ref])
    if notice.target:
        yield from redirects.render_redirects((ref.id, *notice.formerly), notice.target)
        return
    context = site.get_context(f"{ref.stem}.md")
    values = {
        "title": notice.title,
        "notice": notice,
        "description": _DESCRIPTIONS[notice.state],
        "explanation": _explain(notice),
    }
    mentions = replace(rows.list_occurrences(index, ref), title="In other briefings")
    yield from render_with_lists(site, context.path, "notice", [mentions], values, shared_reads)
    yield from redirects.render_redirects(notice.formerly, ref)


def _explain(notice: Notice) -> str:
    """Return the sentence that follows the description."""
    if notice.state is PublicationState.EXPIRED and notice.date:
        return f"It was published until {format_date(notice.date)}; its text is no longer available."
    return "Its text is no longer published."
