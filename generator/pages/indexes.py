"""The index pages: each lists all records of a kind, and the navigation links to them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from generator.content.visibility import PublicationState
from generator.index.contract import InMemoryRows
from generator.index.model import Index
from generator.infra.mappings import group_by
from generator.model.date_words import format_date
from generator.model.dates import EdtfDate
from generator.model.entities import Entity
from generator.model.entity_kinds import ENTITY_KINDS, KindIndex, get_index_path, get_index_title, get_kind_index
from generator.model.kinds import Kind, Ref
from generator.pages import index_rows, rows
from generator.pages.page import DeferredPage, Page, render_with_lists
from generator.pages.page_context import PageContext, SiteContext
from generator.pages.pagination import ROWS_PER_PAGE, ListSection, Row
from generator.text.escaping import Markdown

_BRIEFINGS_INTRO = "All briefings, the newest first."


class _RecordList(NamedTuple):
    """A section with a list, and the records in it."""

    section: ListSection
    refs: Iterable[Ref]


class _WithdrawnBriefing(NamedTuple):
    """A link to a notice, with the date of the withdrawal in words."""

    link: Markdown
    date: str


def render(site: SiteContext, kind: Kind) -> Iterator[Page | DeferredPage]:
    """Yield the index page of one of the `LISTED_KINDS`, its further pages, and the data of its filter."""
    context = site.get_context(get_index_path(kind))
    lists, shared_reads = site.index.tracker.compute_with_reads(lambda: list(_list_all(context, kind)))
    values = {
        "title": get_index_title(kind),
        "intro": _get_intro(kind),
        "unit": f"{index_rows.get_unit(kind)}s",
        "withdrawn": _list_withdrawn(context) if kind is Kind.BRIEFING else [],
    }
    sections = [records.section for records in lists]
    yield from render_with_lists(site, context.path, "index", sections, values, shared_reads)
    refs = list(chain.from_iterable(records.refs for records in lists))
    if refs:
        yield index_rows.build_rows_file(site.index, kind, refs)


def _get_intro(kind: Kind) -> str:
    kind_index = get_kind_index(kind)
    return kind_index.intro if kind_index else _BRIEFINGS_INTRO


def _list_all(context: PageContext, kind: Kind) -> Iterator[_RecordList]:
    """Yield the lists of all records of a kind, as its specification says."""
    kind_index = get_kind_index(kind)
    if kind_index is None:
        yield from _list_briefings(context)
    elif kind_index.is_tree:
        yield _list_tree(context, kind)
    elif kind_index.types:
        yield from _list_by_type(context, kind, kind_index)
    else:
        refs = context.index.select_kind(kind)
        yield _list_records(context, refs, kind_index, kind_index.slug, kind_index.title or _format_title(kind))


def _format_title(kind: Kind) -> str:
    return f"All {kind.folder}"


def _list_briefings(context: PageContext) -> Iterator[_RecordList]:
    section = rows.list_all_briefings(context.index)
    yield _RecordList(section, context.index.newest)


def _list_withdrawn(context: PageContext) -> list[_WithdrawnBriefing]:
    """Return the withdrawn briefings: readers may know that a text was withdrawn."""
    withdrawn = []
    for notice in context.index.notices.values():
        if notice.state is PublicationState.WITHDRAWN:
            link = context.link_text(notice.title, f"{notice.ref.stem}.md")
            withdrawn.append(_WithdrawnBriefing(link, format_date(notice.date)))
    return withdrawn


def _list_by_type(context: PageContext, kind: Kind, kind_index: KindIndex) -> Iterator[_RecordList]:
    entities = context.index.entities
    by_type = group_by(lambda ref: entities[ref].own_type, context.index.select_kind(kind))
    for name, title in kind_index.types.items():
        yield _list_records(context, by_type.get(name, []), kind_index, name, title)


def _list_records(context: PageContext, refs: list[Ref], kind_index: KindIndex, slug: str, title: str) -> _RecordList:
    def describe(ref: Ref) -> str:
        return _describe(context.index, ref, kind_index)

    return _RecordList(rows.list_all_entities(slug, title, context, refs, describe), refs)


def _describe(index: Index, ref: Ref, kind_index: KindIndex) -> str:
    """Return the details of an entity that its kind's index shows, and the number of what is counted for it."""
    details = [_format_detail(index, index.entities[ref], name) for name in kind_index.details]
    return " · ".join(filter(None, [*details, rows.describe_count(index, ref)]))


def _format_detail(index: Index, entity: Entity, name: str) -> str:
    """Return the value of a field as text: a date in words, or the names of records."""
    value = getattr(entity, name)
    if isinstance(value, EdtfDate):
        return format_date(value)
    return ", ".join(map(index.label, index.resolve_field(entity, name)))


def _list_tree(context: PageContext, kind: Kind) -> _RecordList:
    """Return the entities as a tree, in which each is below the one that its chain leads to: themes by `broader`."""
    tree: list[Row] = []
    refs = []
    children = _group_by_parent(context, kind)
    stack = [(ref, 0) for ref in reversed(children.get(None, []))]
    while stack:
        ref, level = stack.pop()
        details = rows.format_entity_details(context, ref, rows.describe_count(context.index, ref))
        tree.append(Row(rows.EntityRow(ref, details, _limit_level(level, tree))))
        refs.append(ref)
        stack += [(child, level + 1) for child in reversed(children.get(ref, []))]
    return _RecordList(ListSection("all", _format_title(kind), "entity", InMemoryRows(tree)), refs)


def _group_by_parent(context: PageContext, kind: Kind) -> dict[Ref | None, list[Ref]]:
    """Return the entities by the one that they are directly under; None for those at the top."""

    def get_parent(ref: Ref) -> Ref | None:
        parent_id = getattr(context.index.entities[ref], ENTITY_KINDS[kind].chain)
        return Ref(kind, parent_id) if parent_id else None

    return group_by(get_parent, context.index.select_kind(kind))


def _limit_level(level: int, preceding: Sequence[Row]) -> int:
    """Return the indentation of a row: at most one level deeper than the row before it, and none at the top of a page.

    Markdown has no deeper list items without the items above them.
    """
    if len(preceding) % ROWS_PER_PAGE == 0:
        return 0
    preceding_level: int = preceding[-1].value.level
    return min(level, preceding_level + 1)
