"""A small desk with an address, and briefings in each state for the list of its changes."""

import datetime as dt
from pathlib import Path

from laying import lay, lay_base

from generator import pages
from generator.build import checking
from generator.index.model import Index
from generator.pages.page import DeferredPage
from generator.pages.page_context import SiteContext

ADDRESS = "https://desk.test/news/"
NOW = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
FIRST = "ferry-fare"
"""The briefing of the base, of 4 March 2019, which answers a question."""
QUESTION = "fare-cause"

_METADATA = """\
title: {title}
type: report
published: {published}
summary: The summary of {id}.
tags: [ferry-fares]
actors: [tessa-varga]
authors: [Ines Okafor]
attributions:
  - id: c1
    kind: statement
    by: tessa-varga
    says: Rowers are too few on weekdays.
    quote: there are not enough rowers
{answers}{extra}"""


def lay_desk(root: Path) -> Path:
    """Write the base with an address."""
    lay_base(root)
    lay(root, {"mkdocs.yml": f"site_name: Desk\nsite_url: {ADDRESS}\n"})
    return root


def add_briefing(root: Path, id_: str, published: str, *, extra: str = "", answers: str = "", title: str = "") -> None:
    """Write a briefing; `extra` is text below its other keys, `answers` the id of a question."""
    answers_line = f"    answers: {answers}\n" if answers else ""
    metadata = _METADATA.format(
        id=id_, title=title or f"The title of {id_}", published=published, answers=answers_line, extra=extra
    )
    article = "Tessa Varga said there are not enough rowers on weekdays.\n"
    folder = f"content/briefings/{id_}"
    lay(root, {f"{folder}/metadata.yml": metadata, f"{folder}/article.md": article})


def read_index(root: Path, now: dt.datetime = NOW) -> Index:
    """Return the index of content without errors."""
    diagnostics, index = checking.check(root, now=now)
    assert index, [diagnostic.full_message for diagnostic in diagnostics]
    return index


def list_names(index: Index) -> list[str]:
    """Return the names of all changes, the newest first."""
    return [change.name for change in index.changes]


def render_subject(index: Index, subject: str) -> dict[str, str]:
    """Return the texts of the pages of a subject by path."""
    rendered = pages.render_subject(SiteContext(index), subject)
    texts = [page.render() if isinstance(page, DeferredPage) else page for page in rendered]
    return {page.path: page.text for page in texts}


def correct(kind: str, date: str, text: str) -> str:
    """Return an entry of `corrections`."""
    return f"  - date: {date}\n    kind: {kind}\n    text: {text}\n"
