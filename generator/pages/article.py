"""The article of a briefing as Markdown: with a link at names of entities, and a mark at the words of attributions."""

from collections.abc import Mapping, Sequence
from functools import partial

from generator.index.model import ArticleText, Briefing
from generator.model.kinds import Kind, Ref
from generator.pages.image_html import render_image
from generator.pages.markdown_renderer import Link, Mark, render_markdown
from generator.pages.page_context import PageContext
from generator.text.blocks import Heading
from generator.text.escaping import Markdown
from generator.text.spans import Spans

_SECTION_LEVEL = 2
_LINK_LIMIT = 100
"""Links in a passage after which repeated names get none: the engine copies a passage for each piece of its markup."""


MentionLinks = Mapping[int, Sequence[Link]]
"""The links at mentions of entities, by the number of their passage."""


def render_article(context: PageContext, briefing: Briefing, links: MentionLinks) -> Markdown:
    """Return the prose of a briefing with links and marks; each mark refers to a footnote that the page defines."""
    article = context.index.articles[briefing.ref]

    def get_link(kind: str, id_: str) -> str | None:
        return context.find_page(Ref(Kind(kind), id_))

    text = render_markdown(
        article.body,
        links,
        _mark_quotes(article),
        get_link,
        isolates_dates=briefing.direction == "rtl",
        show_image=partial(render_image, context, briefing),
    )
    return Markdown(text)


def list_headings(article: ArticleText) -> list[Heading]:
    """Return the headings of the sections of an article, without those of subsections."""
    headings = [block for block in article.body.blocks if isinstance(block, Heading)]
    return [heading for heading in headings if heading.level == _SECTION_LEVEL]


def link_mentions(context: PageContext, article: ArticleText) -> MentionLinks:
    """Return a link at each mention of an entity; only the first one in a section is not repeated.

    The first one in the article is a tab stop. A mention in a heading or in another link gets none.
    """
    passages = article.body.passages
    links: dict[int, list[Link]] = {}
    tab_stops: set[Ref] = set()
    linked_entities: set[tuple[int, Ref]] = set()
    linked_ranges: dict[int, Spans] = {}
    for mention in article.mentions:
        is_in_heading = mention.segment >= len(passages)
        if is_in_heading:
            continue
        passage = passages[mention.segment]
        entity_in_section = (passage.section, mention.ref)
        ranges = linked_ranges.get(passage.number)
        if ranges is None:
            ranges = Spans(passage.linked_ranges())
            linked_ranges[passage.number] = ranges
        if ranges.find_overlapping(mention.start, mention.end):
            if passage.is_entity_link(mention.start, mention.end):
                linked_entities.add(entity_in_section)
                tab_stops.add(mention.ref)
            continue
        target = context.find_page(mention.ref)
        passage_links = links.setdefault(passage.number, [])
        is_repeated = entity_in_section in linked_entities
        linked_entities.add(entity_in_section)
        if target and not (is_repeated and len(passage_links) >= _LINK_LIMIT):
            is_tab_stop = mention.ref not in tab_stops
            tab_stops.add(mention.ref)
            passage_links.append(Link(mention.start, mention.end, target, is_repeated, is_tab_stop))
    return links


def _mark_quotes(article: ArticleText) -> Mapping[int, Sequence[Mark]]:
    """Return marks by number of the passage: one at the words of each attribution."""
    marks: dict[int, list[Mark]] = {}
    for words in article.quotes:
        passage = article.body.passages[words.passage]
        mark = Mark(words.start, words.end, words.attribution, words.kind.value)
        marks.setdefault(passage.number, []).append(mark)
    return marks
