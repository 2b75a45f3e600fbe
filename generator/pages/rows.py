"""Lists that several kinds of page have, with their rows, from the index."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from heapq import nsmallest
from operator import attrgetter
from typing import Any, NamedTuple

from generator.index.contract import InMemoryRows, LazyRows, ListedLinks
from generator.index.model import Index, Occurrence, Statement, VoiceSort
from generator.infra.mappings import group_by, remove_keys, select_keys
from generator.model.date_words import format_date
from generator.model.entities import Event, NamedEntity
from generator.model.entity_kinds import ENTITY_KINDS
from generator.model.kinds import Kind, Ref, select_kind
from generator.model.page_paths import SECTIONS
from generator.pages.network import select_neighbors
from generator.pages.page_context import PageContext
from generator.pages.pagination import ROWS_PER_PAGE, FoldedList, ListSection, Row
from generator.pages.wording import count, show_text
from generator.text.escaping import Markdown

FOLDED_LIMIT = 20
"""Rows of a folded list of what merely is in the same briefings; the pages of these have them all."""

VOICE_GROUPS = {
    VoiceSort.NAMED: "Named actors",
    VoiceSort.UNNAMED: "Unnamed speakers",
    VoiceSort.AUTHOR: "Authors of the texts",
    VoiceSort.NONE: "No speaker named",
}


class EntityRow(NamedTuple):
    """An entity in a list; `details` follow its name."""

    ref: Ref
    details: Markdown
    level: int = 0
    """The depth of the row in a tree, below the rows before it."""


def list_statements(
    index: Index, slug: str, title: str, groups: Mapping[str, Iterable[Statement]], intro: str = ""
) -> ListSection:
    """Return a list of statements from the newest briefing to the oldest.

    If there are several groups, the rows on each page are under their subheadings.
    """
    filled = {group: list(statements) for group, statements in groups.items()}
    filled = {group: statements for group, statements in filled.items() if statements}
    rows: list[Row] = []
    for group, statements in filled.items():
        rows += [Row(statement, group if len(filled) > 1 else "") for statement in statements]
    if len(filled) > 1:
        rows.sort(key=partial(_order_row, index))
    get_year = partial(_get_statement_year, index)
    section = ListSection(slug, title, "statement", InMemoryRows(rows), intro, get_year=get_year)
    return replace(section, group_order=tuple(filled))


def _order_row(index: Index, row: Row) -> tuple[object, ...]:
    """Return the sort key of a row with a statement: the newest briefing first, and the order of its text."""
    statement = row.value
    return (index.cards[statement.key.briefing].order, statement.number)


def list_bearing(index: Index, theme: Ref, title: str) -> ListSection:
    """Return the list of the statements that bear a theme; those on each page are under their questions."""
    rows = index.statements_bearing.get_rows(theme).map_values(_group_by_question)
    get_year = partial(_get_statement_year, index)
    return ListSection(
        "says", title, "statement", rows, is_deferred=True, get_year=get_year, rest_title="Other statements"
    )


def _group_by_question(statement: Statement) -> Row:
    return Row(statement, statement.answers or "")


def _get_statement_year(index: Index, statement: Statement) -> int:
    """Return the year of the briefing: lists of statements run from the newest briefing to the oldest."""
    return _get_briefing_year(index, statement.key.briefing)


def _get_occurrence_year(index: Index, occurrence: Occurrence) -> int:
    return _get_briefing_year(index, occurrence.briefing)


def _get_briefing_year(index: Index, ref: Ref) -> int:
    return index.cards[ref].published.year


def group_by_voice(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Group statements by the sort of their voice."""
    by_sort = group_by(attrgetter("voice_sort"), statements)
    return {heading: by_sort.get(sort, []) for sort, heading in VOICE_GROUPS.items()}


def list_occurrences(index: Index, ref: Ref) -> ListSection:
    """Return the list of all sentences that name an entity."""
    rows = index.occurrences.get_rows(ref).map_values(Row)
    get_year = partial(_get_occurrence_year, index)
    return ListSection("mentions", SECTIONS["mentions"], "occurrence", rows, is_deferred=True, get_year=get_year)


def list_briefings(index: Index, refs: Iterable[Ref]) -> ListSection:
    """Return a list of briefings, which are in the order of the newest first."""
    return _list_briefings(index, "briefings", "Briefings", InMemoryRows(refs))


def list_concerning(index: Index, ref: Ref) -> ListSection:
    """Return the list of briefings that concern an entity."""
    return replace(_list_briefings(index, "briefings", "Briefings", index.concerning.get_rows(ref)), is_deferred=True)


def list_all_briefings(index: Index) -> ListSection:
    """Return the list of all briefings."""
    return replace(_list_briefings(index, "all", "By date", index.newest), is_deferred=True)


def _list_briefings(index: Index, slug: str, title: str, refs: LazyRows[Ref]) -> ListSection:
    get_year = partial(_get_briefing_year, index)
    return ListSection(slug, title, "briefing", refs.map_values(Row), get_year=get_year, year_title="{}")


def list_entities(slug: str, title: str, context: PageContext, notes: Mapping[Ref, str]) -> ListSection:
    """Return a list of entities, each with a note, in the given order."""
    rows = (Row(EntityRow(ref, format_entity_details(context, ref, note))) for ref, note in notes.items())
    return ListSection(slug, title, "entity", InMemoryRows(rows))


def list_all_entities(
    slug: str, title: str, context: PageContext, refs: Iterable[Ref], get_note: Callable[[Ref], str]
) -> ListSection:
    """Return a list of so many entities that each note is computed only when it is shown."""

    def build_row(ref: Ref) -> Row:
        return Row(EntityRow(ref, format_entity_details(context, ref, get_note(ref))))

    return ListSection(slug, title, "entity", InMemoryRows(refs).map_values(build_row), is_deferred=True)


def format_entity_details(context: PageContext, ref: Ref, note: str = "") -> Markdown:
    """Return the text after an entity's name in a list: its names in other scripts, and a note."""
    entity = context.index.entities[ref]
    details = ""
    if isinstance(entity, NamedEntity):
        details = "".join(f" · {name}" for name in context.list_names(entity))
    return Markdown(f"{details} · <small>{show_text(note)}</small>" if note else details)


def list_actors_named_with(context: PageContext, ref: Ref) -> ListSection:
    """Return the list of actors that the same passages name, and folded those of the same briefings."""
    passages = context.index.passages_with.get(ref, {})
    briefings = context.index.named_with.get(ref, {})
    notes = {}
    for actor in select_neighbors(context.index, ref):
        notes[actor] = f"{count(passages[actor], 'passage')}, {count(briefings[actor], 'briefing')}"
    section = _list_most_frequent("named-with", context, ref, notes, len(passages))
    return _fold_tagged(section, context, ref, remove_keys(briefings, passages))


def list_by_statements(slug: str, context: PageContext, ref: Ref, kind: Kind) -> ListSection:
    """Return the list of the records that statements tie to a theme or an actor, and folded those of its briefings."""
    tied = select_counts(context.index.borne_with.get(ref, {}), kind)
    notes = _count_most_frequent(tied, "statement", ROWS_PER_PAGE)
    section = _list_most_frequent(slug, context, ref, notes, len(tied))
    tagged = select_counts(context.index.tagged_with.get(ref, {}), kind)
    return _fold_tagged(section, context, ref, remove_keys(tagged, tied))


def _count_most_frequent(counts: Mapping[Ref, int], unit: str, limit: int) -> dict[Ref, str]:
    """Return the counts of the most frequent records in words, most first."""
    most_frequent = nsmallest(limit, counts, key=lambda ref: (-counts[ref], ref))
    return {ref: count(counts[ref], unit) for ref in most_frequent}


def _list_most_frequent(
    slug: str, context: PageContext, subject: Ref, notes: Mapping[Ref, str], total: int
) -> ListSection:
    """Return a list of the most frequent entities, with a link to a search if there are others among the `total`."""
    section = list_entities(slug, SECTIONS[slug], context, notes)
    omitted = total - len(notes)
    if omitted <= 0:
        return section
    search = context.link_search(f"the search has {omitted:,} more", subject)
    return replace(section, intro=Markdown(f"The {len(notes)} most frequent; {search}."))


def select_counts(counts: Mapping[Ref, int], kind: Kind) -> dict[Ref, int]:
    """Return the counts of the records of a kind."""
    return select_keys(counts, select_kind(counts, kind))


def _fold_tagged(section: ListSection, context: PageContext, ref: Ref, others: Mapping[Ref, int]) -> ListSection:
    """Return a list with others of the same briefings folded below it: those with the most briefings."""
    notes = _count_most_frequent(others, "briefing", FOLDED_LIMIT)
    folded = _list_most_frequent(section.slug, context, ref, notes, len(others))
    noun = next(iter(others)).kind.value if others else ""
    return fold_others(section, folded, len(others), noun)


def fold_others(section: ListSection, others: ListSection, total: int, noun: str) -> ListSection:
    """Return a list with others of the same briefings folded below it; `total` is the number of all of these."""
    if not total:
        return section
    number = count(total, f"other {noun}" if section.rows else noun)
    return replace(section, folded=FoldedList(f"{number} in the same briefings", others))


def list_events(context: PageContext, refs: Iterable[Ref]) -> ListSection:
    """Return a list of events in order of time, the undated last."""
    index = context.index
    notes = {ref: describe_event(index, ref) for ref in sorted(set(refs), key=lambda ref: order_event(index, ref))}
    return list_entities("events", SECTIONS["events"], context, notes)


def order_event(index: Index, ref: Ref) -> tuple[object, ...]:
    """Return a sort key: by date; the undated after all others, by name."""
    event = index.entities[ref]
    date = event.date if isinstance(event, Event) else None
    return (0, date.sort_key, ref) if date else (1, index.label(ref).casefold(), ref)


def describe_event(index: Index, ref: Ref) -> str:
    """Return a note on the date of an event, and on its status unless it occurred."""
    event = index.entities[ref]
    if not isinstance(event, Event):
        return ""
    status = "" if event.status == "occurred" else event.status
    return " · ".join(filter(None, [format_date(event.date), event.date_note, status]))


def list_questions(context: PageContext, refs: Iterable[Ref]) -> ListSection:
    """Return a list of questions by name, with the number of accounts."""
    return _list_questions(context, refs, {})


def list_questions_of_theme(context: PageContext, theme: Ref, about: Iterable[Ref]) -> ListSection:
    """Return the list of the questions of a theme: those about it, and those that statements that bear it answer.

    Other questions of its briefings are folded.
    """
    tied = select_counts(context.index.borne_with.get(theme, {}), Kind.QUESTION)
    section = _list_questions(context, [*about, *tied], tied)
    tagged = select_counts(context.index.tagged_with.get(theme, {}), Kind.QUESTION)
    return _fold_tagged(section, context, theme, remove_keys(tagged, {*about, *tied}))


def _list_questions(context: PageContext, refs: Iterable[Ref], tied: Mapping[Ref, int]) -> ListSection:
    """Return a list of questions by name; `tied` has the number of accounts of which a page has not all."""
    notes = {ref: _describe_accounts(context.index, ref, tied) for ref in context.index.sort_by_name(list(set(refs)))}
    return list_entities("questions", SECTIONS["questions"], context, notes)


def _describe_accounts(index: Index, question: Ref, tied: Mapping[Ref, int]) -> str:
    accounts = describe_count(index, question)
    number = tied.get(question, 0)
    return f"{number:,} of {accounts}" if 0 < number < count_linked(index, question) else accounts


_LINKS: Mapping[str, Callable[[Index], ListedLinks[Ref, Any]]] = {
    "account": lambda index: index.accounts,
    "attribution": lambda index: index.statements_from,
    "briefing": lambda index: index.concerning,
}
"""The links that are counted for an entity, by the unit in the specification of its kind."""


def count_linked(index: Index, ref: Ref) -> int:
    """Return the number of what indexes count for an entity, such as the briefings that concern it."""
    return _LINKS[ENTITY_KINDS[ref.kind].counted](index).count(ref)


def describe_count(index: Index, ref: Ref) -> str:
    """Return the same number in words: "3 briefings"."""
    return count(count_linked(index, ref), ENTITY_KINDS[ref.kind].counted)
