"""A small desk to be written to disk with other articles and records."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from laying import lay

from generator.analysis import analyzer
from generator.analysis.analyzer import Analysis
from generator.build import checking
from generator.content import reader
from generator.index.model import Index
from generator.model.kinds import Kind, Ref
from generator.pages.article import link_mentions, render_article
from generator.pages.page_context import SiteContext

NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
FIRST = Ref(Kind.BRIEFING, "first")
METADATA = """\
title: First
type: report
authors: [Desk]
published: 2026-01-05
summary: Of trade.
tags: [trade]
actors: [mill-desk]
"""
DESK = {
    "content/site.yml": "name: Desk\npublisher: Desk\ncontact: desk@quayside.test\nlanguage: en\n",
    "content/themes/trade.yml": "name: Trade\n",
    "content/actors/mill-desk.yml": "name: Mill Desk\ntype: organization\n",
    "content/actors/orla.yml": "name: Orla Finch\ntype: person\naliases: [Finch]\n",
    "content/briefings/first/metadata.yml": METADATA,
    "content/briefings/first/article.md": "Mill Desk met Orla Finch.\n",
}


class Result(NamedTuple):
    """The diagnostics of the desk, the analysis of the briefing `first`, and the index."""

    rules: list[str]
    analysis: Analysis
    links: Index | None

    @property
    def mentions(self) -> list[tuple[str, str]]:
        segments = self.analysis.segments
        return [(item.ref.id, segments[item.segment].text[item.start : item.end]) for item in self.analysis.mentions]

    @property
    def body(self) -> str:
        """The article as Markdown, without the ids of its paragraphs."""
        assert self.links is not None
        briefing = self.links.briefings[FIRST]
        context = SiteContext(self.links).get_context(f"{FIRST.stem}.md")
        links = link_mentions(context, self.links.articles[FIRST])
        lines = render_article(context, briefing, links).splitlines()
        return "\n".join(line for line in lines if not line.startswith("{ #"))


def read_desk(root: Path, article: str = "", files: Mapping[str, object] | None = None) -> Result:
    """Write the desk to disk with this article of `first` and these files, and read it."""
    lay(root, DESK)
    lay(root, {"content/briefings/first/article.md": article} if article else {})
    lay(root, files or {})
    content = reader.read_content(root)
    analyses = analyzer.analyze_all(content)
    diagnostics, index = checking.check(root, now=NOW)
    return Result([item.rule for item in diagnostics], analyses[FIRST], index)
