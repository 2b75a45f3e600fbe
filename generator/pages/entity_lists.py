"""The lists on an entity's page: a function for each `ListSource` that the specifications of kinds name."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from generator.index.model import Index, Statement
from generator.model.entities import Actor
from generator.model.entity_kinds import EntityList, ListSource
from generator.model.kinds import Kind, Ref, select_kind
from generator.model.page_paths import SECTIONS
from generator.pages import rows
from generator.pages.disputes import describe_disputes
from generator.pages.entity_subject import EntitySubject
from generator.pages.network import draw_ego_network
from generator.pages.pagination import ListSection
from generator.text.escaping import Markdown

_COLUMNS = {
    ListSource.STATEMENTS_BY: "by",
    ListSource.STATEMENTS_WITHIN: "within",
    ListSource.STATEMENTS_ABOUT: "about",
    ListSource.STATEMENTS_BEARING: "theme",
    ListSource.STATEMENTS_FROM: "source",
    ListSource.ACCOUNTS: "question",
}
"""The columns of the list of all statements that select the same statements as lists of an entity."""


def list_sections(subject: EntitySubject) -> Iterator[ListSection]:
    """Yield the lists of an entity that have rows."""
    for entity_list in subject.kind.lists:
        section = BUILDERS[entity_list.source](subject, entity_list)
        if section.has_rows:
            title = entity_list.title or SECTIONS[entity_list.slug]
            tool = _link_tool(subject, entity_list.source)
            yield replace(section, slug=entity_list.slug, title=title.format(name=subject.entity.label), tool=tool)


def _link_tool(subject: EntitySubject, source: ListSource) -> Markdown:
    """Return the link to the page on which readers filter or compare the rows of a list; empty if there is none."""
    if source is ListSource.NAMED_WITH:
        compare = subject.context.link_comparison("Compare with another actor", subject.ref)
        network = subject.context.link_text("Network of all actors", "network.md")
        return Markdown(f"{compare} · {network}")
    column = _COLUMNS.get(source)
    if column is None:
        return Markdown("")
    if source is ListSource.STATEMENTS_BY and not subject.statements_by:
        column = "within"
    return subject.context.link_statements("In the list of all statements", **{column: subject.ref.id})


def _list_statements(
    subject: EntitySubject, entity_list: EntityList, groups: Mapping[str, Iterable[Statement]], intro: str = ""
) -> ListSection:
    return rows.list_statements(subject.index, entity_list.slug, entity_list.title, groups, intro)


def _list_statements_by(subject: EntitySubject, entity_list: EntityList) -> ListSection:
    within = f"Unnamed speakers within {subject.entity.label}"
    return _list_statements(subject, entity_list, {"By name": subject.statements_by, within: subject.statements_within})


def _list_statements_within(subject: EntitySubject, entity_list: EntityList) -> ListSection:
    return _list_statements(subject, entity_list, {"": subject.statements_within})


def _list_statements_about(subject: EntitySubject, entity_list: EntityList) -> ListSection:
    by_others = (statement for statement in subject.statements_about if subject.ref not in statement.speakers)
    return _list_statements(subject, entity_list, rows.group_by_voice(by_others))


def _list_statements_from(subject: EntitySubject, entity_list: EntityList) -> ListSection:
    return _list_statements(subject, entity_list, {"": subject.index.statements_from.get(subject.ref, ())})


def _list_statements_bearing(subject: EntitySubject, entity_list: EntityList) -> ListSection:
    """Return the statements that bear a theme, and folded the newest others of the briefings with its tag."""
    section = rows.list_bearing(subject.index, subject.ref, entity_list.title)
    total = subject.index.statements_beside.count(subject.ref)
    newest = subject.index.statements_beside.get_rows(subject.ref)[: rows.FOLDED_LIMIT]
    intro = ""
    if total > len(newest):
        search = subject.context.link_search("can be searched", subject.ref)
        intro = Markdown(f"The newest {len(newest)}; all are in its briefings, which {search}.")
    others = _list_statements(subject, entity_list, {"": newest}, intro)
    return rows.fold_others(section, others, total, "statement")


def _list_accounts(subject: EntitySubject, entity_list: EntityList) -> ListSection:
    section = _list_statements(subject, entity_list, {"": subject.accounts})
    return replace(section, side_by_side=True, figure=describe_disputes(subject.context, subject.accounts))


def _list_occurrences(subject: EntitySubject, _: EntityList) -> ListSection:
    return rows.list_occurrences(subject.index, subject.ref)


def _list_briefings(subject: EntitySubject, _: EntityList) -> ListSection:
    return rows.list_concerning(subject.index, subject.ref)


def _list_digests(subject: EntitySubject, _: EntityList) -> ListSection:
    return rows.list_briefings(subject.index, subject.index.digested_in.get(subject.ref, ()))


def _list_answering_briefings(subject: EntitySubject, _: EntityList) -> ListSection:
    return rows.list_briefings(subject.index, dict.fromkeys(statement.key.briefing for statement in subject.accounts))


def _list_referrers(subject: EntitySubject, entity_list: EntityList) -> ListSection:
    referrers = subject.list_referrers(entity_list.key, *entity_list.kinds)
    return rows.list_entities(entity_list.slug, entity_list.title, subject.context, dict.fromkeys(referrers, ""))


def _list_offices(subject: EntitySubject, entity_list: EntityList) -> ListSection:
    persons = subject.list_referrers("of", Kind.ACTOR)
    notes = {person: _format_roles_in(subject.index, person, subject.ref) for person in persons}
    return rows.list_entities(entity_list.slug, entity_list.title, subject.context, notes)


def _format_roles_in(index: Index, person: Ref, organization: Ref) -> str:
    """Return the roles of a person in an organization."""
    actor = index.entities[person]
    roles = actor.roles if isinstance(actor, Actor) else ()
    return ", ".join(role.as_ for role in roles if role.of == organization.id)


def _list_named_with(subject: EntitySubject, _: EntityList) -> ListSection:
    section = rows.list_actors_named_with(subject.context, subject.ref)
    return replace(section, figure=draw_ego_network(subject.context, subject.ref))


def _list_actors(subject: EntitySubject, _: EntityList) -> ListSection:
    return rows.list_by_statements("actors", subject.context, subject.ref, Kind.ACTOR)


def _list_themes(subject: EntitySubject, _: EntityList) -> ListSection:
    return rows.list_by_statements("themes", subject.context, subject.ref, Kind.THEME)


def _list_events(subject: EntitySubject, entity_list: EntityList) -> ListSection:
    return rows.list_events(subject.context, subject.list_referrers(entity_list.key, *entity_list.kinds))


def _list_events_of_speaker(subject: EntitySubject, entity_list: EntityList) -> ListSection:
    events = subject.list_referrers(entity_list.key, *entity_list.kinds)
    for statement in subject.own_statements:
        events += select_kind(statement.about, Kind.EVENT)
    return rows.list_events(subject.context, events)


def _list_questions_of_speaker(subject: EntitySubject, _: EntityList) -> ListSection:
    return _list_questions(subject, _list_answered(subject.own_statements))


def _list_questions_of_subject(subject: EntitySubject, _: EntityList) -> ListSection:
    return _list_questions(subject, _list_answered(subject.statements_about))


def _list_questions_of_theme(subject: EntitySubject, _: EntityList) -> ListSection:
    about = subject.list_referrers("about", Kind.QUESTION)
    return rows.list_questions_of_theme(subject.context, subject.ref, about)


def _list_questions(subject: EntitySubject, answered: Iterable[Ref]) -> ListSection:
    """Return these questions, and those about the entity."""
    return rows.list_questions(subject.context, [*answered, *subject.list_referrers("about", Kind.QUESTION)])


def _list_answered(statements: Iterable[Statement]) -> list[Ref]:
    return [statement.answers for statement in statements if statement.answers]


BUILDERS: dict[ListSource, Callable[[EntitySubject, EntityList], ListSection]] = {
    ListSource.STATEMENTS_BY: _list_statements_by,
    ListSource.STATEMENTS_WITHIN: _list_statements_within,
    ListSource.STATEMENTS_ABOUT: _list_statements_about,
    ListSource.STATEMENTS_FROM: _list_statements_from,
    ListSource.STATEMENTS_BEARING: _list_statements_bearing,
    ListSource.ACCOUNTS: _list_accounts,
    ListSource.OCCURRENCES: _list_occurrences,
    ListSource.BRIEFINGS: _list_briefings,
    ListSource.DIGESTS: _list_digests,
    ListSource.ANSWERING_BRIEFINGS: _list_answering_briefings,
    ListSource.REFERRERS: _list_referrers,
    ListSource.OFFICES: _list_offices,
    ListSource.NAMED_WITH: _list_named_with,
    ListSource.ACTORS: _list_actors,
    ListSource.THEMES: _list_themes,
    ListSource.EVENTS: _list_events,
    ListSource.EVENTS_OF_SPEAKER: _list_events_of_speaker,
    ListSource.QUESTIONS_OF_SPEAKER: _list_questions_of_speaker,
    ListSource.QUESTIONS_OF_SUBJECT: _list_questions_of_subject,
    ListSource.QUESTIONS_OF_THEME: _list_questions_of_theme,
}
"""The function of each source of rows. The title of its section is filled in by `list_sections`."""
