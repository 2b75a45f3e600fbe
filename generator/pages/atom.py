"""Feeds as XML: Atom 1.0, RFC 4287. It knows no briefings; all values are plain text."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

MEDIA_TYPE = "application/atom+xml"

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not allow, in no form."""

_BEGINNING = dt.date(1970, 1, 1)
"""The date of a feed without entries, which must have one."""


class AtomEntry(NamedTuple):
    """An entry of a feed: `id` and `link` are absolute URLs; `category` is a word of the site for the sort of entry."""

    id: str
    title: str
    day: dt.date
    link: str
    summary: str
    category: str


class AtomFeed(NamedTuple):
    """A feed with its entries, the newest first. `address` is its own URL, `page` that of the page it belongs to."""

    address: str
    page: str
    title: str
    author: str
    language: str
    entries: Sequence[AtomEntry]


def render_feed(feed: AtomFeed) -> str:
    """Return a feed as an XML document."""
    return "\n".join([*_list_feed_lines(feed), "</feed>", ""])


def _list_feed_lines(feed: AtomFeed) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_escape(feed.language)}">'
    yield _format_element("id", feed.address)
    yield _format_element("title", feed.title)
    yield _format_element("updated", _format_moment(feed.entries[0].day if feed.entries else _BEGINNING))
    yield f"<author>{_format_element('name', feed.author)}</author>"
    yield f'<link rel="self" type="{MEDIA_TYPE}" href="{_escape(feed.address)}"/>'
    yield f'<link rel="alternate" type="text/html" href="{_escape(feed.page)}"/>'
    for entry in feed.entries:
        yield from _list_entry_lines(entry)


def _list_entry_lines(entry: AtomEntry) -> Iterator[str]:
    yield "<entry>"
    yield _format_element("id", entry.id)
    yield _format_element("title", entry.title)
    yield _format_element("updated", _format_moment(entry.day))
    yield f'<link rel="alternate" type="text/html" href="{_escape(entry.link)}"/>'
    yield f'<category term="{_escape(entry.category)}"/>'
    yield _format_element("summary", entry.summary)
    yield "</entry>"


def _format_element(name: str, text: str) -> str:
    return f"<{name}>{_escape(' '.join(text.split()))}</{name}>"


def _format_moment(day: dt.date) -> str:
    """Return the first moment of a day in UTC as RFC 3339 writes it."""
    return f"{day.isoformat()}T00:00:00Z"


def _escape(text: str) -> str:
    return escape(_ILLEGAL.sub("", text))
