"""Feeds: the newest changes of the site, and of each actor, theme and question.

A feed needs the address of the site; a site without one has no feeds. The id of an entry is the address that its
briefing had at first, with the slug of the change, so that no later edit of a title or a date, and no renaming, gives
the entry another id. Only what `generator.content.visibility` lets pages show is in a feed.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from generator.index.model import Change, ChangeKind, Index
from generator.model.entity_kinds import FEED_KINDS
from generator.model.kinds import Kind, Ref
from generator.model.page_paths import get_url_path
from generator.pages.atom import AtomEntry, AtomFeed, render_feed
from generator.pages.change_text import WORDS, describe_change
from generator.pages.page import DeferredPage, Page
from generator.pages.wording import capitalize

ENTRY_LIMIT = 50
"""Entries of a feed: the newest changes."""

_SITE_PAGE = "changes.md"
_NAME = "feed.atom"
"""The usual tables of media types have this ending, so that a host needs no rule for it; `.xml` is any XML."""


def get_site_feed(index: Index) -> str:
    """Return the path of the feed of the site, relative to docs/; empty if the site has no address."""
    return _get_path(_SITE_PAGE) if index.address else ""


def get_entity_feed(index: Index, ref: Ref) -> str:
    """Return the path of the feed of an entity, relative to docs/; empty if it has none."""
    return _get_path(f"{ref.stem}.md") if index.address and ref.kind in FEED_KINDS else ""


def _get_path(page: str) -> str:
    return f"{get_url_path(page)}{_NAME}"


def render_site_feed(index: Index) -> Iterator[DeferredPage]:
    """Yield the feed of the site, if it has an address."""
    if path := get_site_feed(index):
        yield DeferredPage(path, partial(_render_site_feed, index, path), frozenset())


def _render_site_feed(index: Index, path: str) -> Page:
    title = f"{index.site.name}: what changed"
    return Page(path, _format_feed(index, _SITE_PAGE, title, index.changes[:ENTRY_LIMIT]))


def render_entity_feed(index: Index, ref: Ref, former_ids: Sequence[str]) -> Iterator[DeferredPage]:
    """Yield the feed of an entity, if it has one, and the same at its former addresses, where readers subscribed."""
    if not get_entity_feed(index, ref):
        return
    for id_ in (ref.id, *former_ids):
        path = get_entity_feed(index, Ref(ref.kind, id_))
        yield DeferredPage(path, partial(_render_entity_feed, index, ref, path), frozenset())


def _render_entity_feed(index: Index, ref: Ref, path: str) -> Page:
    title = f"{index.label(ref)}: what changed · {index.site.name}"
    changes = index.changes_of.get_rows(ref)[:ENTRY_LIMIT]
    return Page(path, _format_feed(index, f"{ref.stem}.md", title, changes))


def _format_feed(index: Index, page: str, title: str, changes: Sequence[Change]) -> str:
    feed = AtomFeed(
        address=f"{index.address}{_get_path(page)}",
        page=_get_address(index, page),
        title=title,
        author=index.site.publisher,
        language=index.site.language,
        entries=[_build_entry(index, change) for change in changes],
    )
    return render_feed(feed)


def _build_entry(index: Index, change: Change) -> AtomEntry:
    text = describe_change(index, change)
    is_publication = change.kind is ChangeKind.PUBLICATION
    original = _get_address(index, f"{Ref(Kind.BRIEFING, change.origin).stem}.md")
    return AtomEntry(
        id=f"{original}#{change.slug}" if change.slug else original,
        title=text.title if is_publication else f"{capitalize(WORDS[change.kind])}: {text.title}",
        day=change.date.final.earliest,
        link=_get_address(index, text.path),
        summary=f"{text.text} “{text.source}”." if text.source else text.text,
        category=change.kind.value,
    )


def _get_address(index: Index, path: str) -> str:
    """Return the address of a page, or of a fragment of it; `path` is relative to docs/."""
    page, mark, fragment = path.partition("#")
    return f"{index.address}{get_url_path(page)}{mark}{fragment}"
