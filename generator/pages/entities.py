"""Pages of entities: facts at the head, and lists of back-links, as the specification of the entity's kind says.

One template, entity.md.j2, lays out all kinds. Empty facts and lists are left out.
"""

from collections.abc import Iterator, Sequence

from generator.model.date_words import format_date
from generator.model.entities import NamedEntity
from generator.model.kinds import Ref
from generator.pages import facets, feeds
from generator.pages.entity_facts import list_facts
from generator.pages.entity_lists import list_sections
from generator.pages.entity_subject import EntitySubject
from generator.pages.page import DeferredPage, Page, render_with_lists
from generator.pages.page_context import SiteContext
from generator.pages.pagination import ListSection

_SUMMARIZED_LISTS = 4
"""Lists that the summary of an entity without a description names."""


def render(site: SiteContext, ref: Ref) -> Iterator[Page | DeferredPage]:
    """Yield the page of one entity, the further pages of its lists, and its feed."""
    entity, shared_reads = site.index.tracker.compute_with_reads(lambda: site.index.entities[ref])
    context = site.get_context(f"{ref.stem}.md")
    subject = EntitySubject(context, ref, entity)
    sections = list(list_sections(subject))
    description = getattr(entity, "description", None) or ""
    values = {
        "title": entity.label,
        "kind": ref.kind.value,
        "search_data": facets.format_search_data(
            entity.label,
            facets.list_entity_facets(site.index, ref),
            names=facets.list_names(entity),
            date=format_date(entity.own_date),
            day=facets.format_day(entity.own_date),
        ),
        "names": context.list_names(entity) if isinstance(entity, NamedEntity) else [],
        "description": description,
        "summary": description or _summarize_lists(entity.label, sections),
        "facts": list(list_facts(subject)),
        "feed": feeds.get_entity_feed(site.index, ref),
    }
    yield from render_with_lists(site, context.path, "entity", sections, values, shared_reads)
    yield from feeds.render_entity_feed(site.index, ref, entity.formerly)


def _summarize_lists(label: str, sections: Sequence[ListSection]) -> str:
    filled = [section for section in sections if section.rows]
    counts = (f"{section.title} ({len(section.rows):,})" for section in filled[:_SUMMARIZED_LISTS])
    return f"{label}: {', '.join(counts)}"
