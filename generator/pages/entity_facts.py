"""The facts at the head of an entity's page.

The specification of its kind names the fields. A field is shown by the type of its value: a date in words, references
as links. Fields that are shown in another way, and facts that are not a field, have a function here.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from generator.index.model import Index, Statement, build_refs
from generator.model.briefing import Voice
from generator.model.date_words import format_date
from generator.model.dates import EdtfDate
from generator.model.entities import Role
from generator.model.kinds import Kind, Ref
from generator.pages.entity_subject import EntitySubject
from generator.pages.page_context import PageContext
from generator.pages.wording import capitalize, count, describe_voice, name_language
from generator.text.escaping import Markdown, escape

Fact = tuple[str, Any]
"""A label, and a value for the template."""

_TYPE_WORDS = {
    "article-journal": "journal article",
    "article-newspaper": "newspaper article",
    "webpage": "web page",
}
"""Types whose words are not those of the key."""


def list_facts(subject: EntitySubject) -> Iterator[Fact]:
    """Yield the facts of an entity that are known."""
    for label, name in subject.kind.facts.items():
        compute = COMPUTED_FACTS.get(name)
        value = compute(subject) if compute else _format_field(subject, name)
        if value:
            yield label, value


def _format_field(subject: EntitySubject, name: str) -> str:
    value = getattr(subject.entity, name)
    if not value:
        return ""
    if refs := subject.index.resolve_field(subject.entity, name):
        return subject.context.link_all(refs)
    if isinstance(value, EdtfDate):
        return format_date(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _format_type(subject: EntitySubject) -> str:
    return format_type(subject.entity.own_type)


def format_type(own_type: str) -> str:
    """Return the type of an entity in words: "public body", "newspaper article"."""
    return _TYPE_WORDS.get(own_type) or own_type.replace("-", " ")


def _name_language(subject: EntitySubject) -> str:
    return name_language(subject.entity.language or "")


def _link_url(subject: EntitySubject) -> str:
    return _link_optional_url(subject.context, subject.entity.url)


def _link_archived(subject: EntitySubject) -> str:
    return _link_optional_url(subject.context, subject.entity.archived)


def _link_optional_url(context: PageContext, url: str | None) -> str:
    return context.link_external(url, url) if url else ""


def _describe_seen(subject: EntitySubject) -> str:
    return "yes" if subject.entity.seen else "no; cited only"


def _link_registers(subject: EntitySubject) -> str:
    same_as = subject.entity.same_as
    return Markdown(", ".join(subject.context.link_registers(same_as))) if same_as else ""


def _format_roles(subject: EntitySubject) -> Markdown:
    return Markdown("; ".join(map(partial(_format_role, subject.context), subject.entity.roles)))


def _format_role(context: PageContext, role: Role) -> str:
    organization = f", {context.link(Ref(Kind.ACTOR, role.of))}" if role.of else ""
    times = []
    if role.from_:
        times.append(f"from {format_date(role.from_)}")
    if role.to:
        times.append(f"to {format_date(role.to)}")
    period = f", {' '.join(times)}" if times else ""
    source = f" ({context.link(Ref(Kind.SOURCE, role.source))})" if role.source else ""
    return f"{escape(role.as_)}{organization}{period}{source}"


def _describe_statements(subject: EntitySubject) -> str:
    """Return the number of an actor's statements, linked to all of them, with the dates of the first and the last text.

    Statements run from the newest text to the oldest. Those of unnamed speakers within the actor are not its own.
    """
    statements = subject.statements_by
    if not statements:
        return ""
    last, first = (_format_text_date(subject.index, statements[position]) for position in (0, -1))
    number = subject.context.link_statements(count(len(statements), "statement"), by=subject.ref.id)
    if len({statement.key.briefing for statement in statements}) == 1:
        return Markdown(f"{number}, in a text of {last}")
    if first == last:
        return Markdown(f"{number}, in texts of {last}")
    return Markdown(f"{number}, the first in a text of {first}, the last in one of {last}")


def _format_text_date(index: Index, statement: Statement) -> str:
    return format_date(index.cards[statement.key.briefing].published)


def _link_narrower(subject: EntitySubject) -> Markdown:
    return subject.context.link_all(subject.list_referrers("broader", Kind.THEME))


def _link_related(subject: EntitySubject) -> Markdown:
    """Return the related themes; either of two themes may name the other."""
    related = {*build_refs(Kind.THEME, subject.entity.related), *subject.list_referrers("related", Kind.THEME)}
    return subject.context.link_all(subject.index.sort_by_name(list(related)))


def _count_speakers(subject: EntitySubject) -> str:
    """Return the voices (speakers) of the accounts with the number of accounts of each, most first."""
    counts: Counter[str] = Counter()
    for statement in subject.accounts:
        counts.update(map(partial(_get_voice_label, subject.index), statement.voices))
    labels = sorted(counts, key=lambda label: (-counts[label], label))
    return ", ".join(f"{label} {counts[label]}" for label in labels)


def _get_voice_label(index: Index, voice: Voice) -> str:
    return index.label(Ref(Kind.ACTOR, voice.named)) if voice.named else capitalize(describe_voice(voice))


COMPUTED_FACTS: dict[str, Callable[[EntitySubject], Any]] = {
    "archived": _link_archived,
    "language": _name_language,
    "narrower": _link_narrower,
    "related": _link_related,
    "roles": _format_roles,
    "same_as": _link_registers,
    "seen": _describe_seen,
    "speakers": _count_speakers,
    "statements": _describe_statements,
    "type": _format_type,
    "url": _link_url,
}
"""The functions of facts that are not shown by the type of a field, by the name in the specification."""
