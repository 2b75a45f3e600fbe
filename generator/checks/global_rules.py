"""Rules over all records: circles, questions with one account, and records that nothing uses."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from generator.analysis.analyzer import Analysis
from generator.checks import common_names
from generator.checks.registry import Registry
from generator.content.reader import BriefingSource, Record
from generator.content.themes import add_broader_themes
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.phrases import add_backticks
from generator.model.entities import Entity
from generator.model.entity_kinds import ENTITY_KINDS, NAMED_KINDS
from generator.model.kinds import Kind, Ref, select_kind
from generator.model.lenient import ContentModel
from generator.model.messages import KeyPath, get_innermost_key
from generator.model.references import Reference, collect_kinds_by_key, find_references

_ID = re.compile(r"[a-z0-9-]{2,64}")

_NAME_PATHS: frozenset[KeyPath] = frozenset({(), ("name",), ("names",), ("aliases",)})
"""Paths at which an error hides the names of an entity."""


@dataclass(frozen=True, slots=True)
class GlobalFacts:
    """The facts that these rules need of one file, or of several together.

    `used` has all records that a record refers to, or an article names; `tags` are ids of themes, `answered` has the id
    of a question for each account of it. `languages` are those of the articles. `hidden` are records to which an
    invalid value may refer: if the text of the file can be read, those whose ids occur in it. `is_partial` is true if
    a record is missing, so that its references are not known at all.
    """

    used: frozenset[Ref] = frozenset()
    tags: frozenset[str] = frozenset()
    answered: tuple[str, ...] = ()
    languages: frozenset[str] = frozenset()
    hidden: frozenset[Ref] = frozenset()
    is_partial: bool = False

    @classmethod
    def combine(cls, facts: Iterable["GlobalFacts"]) -> "GlobalFacts":
        """Combine the facts of several files."""
        used: set[Ref] = set()
        tags: set[str] = set()
        answered: list[str] = []
        languages: set[str] = set()
        hidden: set[Ref] = set()
        is_partial = False
        for file_facts in facts:
            used |= file_facts.used
            tags |= file_facts.tags
            answered += file_facts.answered
            languages |= file_facts.languages
            hidden |= file_facts.hidden
            is_partial |= file_facts.is_partial
        return cls(
            used=frozenset(used),
            tags=frozenset(tags),
            answered=tuple(answered),
            languages=frozenset(languages),
            hidden=frozenset(hidden),
            is_partial=is_partial,
        )


def collect_entity_facts(record: Record[Entity], registry: Registry) -> GlobalFacts:
    """Collect the facts of the record of an entity."""
    return GlobalFacts(
        used=frozenset(_list_used(record, registry)),
        hidden=frozenset(_list_hidden(record, registry)),
        is_partial=_refers_to_missing(record, registry),
    )


def collect_briefing_facts(briefing: BriefingSource, analysis: Analysis, registry: Registry) -> GlobalFacts:
    """Collect the facts of a briefing: of its metadata and of its article."""
    metadata = briefing.metadata.value
    has_metadata = briefing.missing != "metadata.yml"
    answered = [attribution.answers for attribution in metadata.attributions if attribution.answers]
    used = set(_list_named(analysis, registry))
    hidden: set[Ref] = set()
    if has_metadata:
        used.update(_list_used(briefing.metadata, registry))
        hidden.update(_list_hidden(briefing.metadata, registry))
    if not (briefing.has_article or briefing.missing):
        # The article exists but cannot be read, so it may name anything.
        hidden.update(registry.list_refs(NAMED_KINDS))
    return GlobalFacts(
        used=frozenset(used),
        tags=frozenset(_resolve_ids(metadata.tags, Kind.THEME, registry)),
        answered=tuple(_resolve_ids(answered, Kind.QUESTION, registry)),
        languages=frozenset([analysis.language]),
        hidden=frozenset(hidden),
        is_partial=not has_metadata
        or _lacks_text(briefing, analysis)
        or _refers_to_missing(briefing.metadata, registry),
    )


def check(entities: Mapping[Ref, Record[Entity]], facts: GlobalFacts) -> Iterator[Diagnostic]:
    """Check rules `circle`, `single-account`, `unused-entity`, `unused-theme` and `common-name`.

    `facts` are those of all files. An error that hides a reference is reported at its own location; the records that
    the value may refer to count as used. While a record is missing, or is not read, no record is reported as unused: it
    may refer to any of them.
    """
    for kind, entity_kind in ENTITY_KINDS.items():
        if entity_kind.chain:
            yield from _check_circles(entities, kind, entity_kind.chain)
    if facts.is_partial:
        return
    yield from _check_questions(entities, facts)
    yield from _check_unused(entities, facts)
    yield from common_names.check(entities, facts.languages)


# Facts


def _lacks_text(briefing: BriefingSource, analysis: Analysis) -> bool:
    """Check whether the article of a published briefing is empty: an error, and it may have named anything."""
    return briefing.has_article and not analysis.passages and briefing.metadata.value.status == "published"


def _refers_to_missing(record: Record[ContentModel], registry: Registry) -> bool:
    """Check whether a record refers to an id that no record has, and that resembles no other id or name."""
    for reference in find_references(record.value):
        is_unknown = reference.id not in registry.ids and not registry.resolve(reference)
        if is_unknown and _ID.fullmatch(reference.id) and not record.is_invalid(reference.path):
            return True
    return False


def _list_used(record: Record[ContentModel], registry: Registry) -> Iterator[Ref]:
    return chain.from_iterable(map(registry.resolve, find_references(record.value)))


def _list_named(analysis: Analysis, registry: Registry) -> Iterator[Ref]:
    """Yield the records that an article names or links to."""
    for ref in {mention.ref for mention in analysis.mentions}:
        yield ref
        holders = registry.ids.get(ref.id, ())
        if ref not in holders:
            yield from holders or registry.resolve(Reference((), ref.id, (ref.kind,)))
    for ambiguity in analysis.ambiguous:
        yield from ambiguity.refs


def _resolve_ids(ids: Iterable[str], kind: Kind, registry: Registry) -> Iterator[str]:
    for id_ in ids:
        for ref in registry.resolve(Reference((), id_, (kind,))):
            yield ref.id


def _list_hidden(record: Record[ContentModel], registry: Registry) -> Iterator[Ref]:
    """Yield the records to which the invalid values of a record may refer."""
    kinds: set[Kind] = set()
    for path in record.invalid_paths:
        kinds |= _list_kinds_at(type(record.value), path)
    if not kinds:
        return
    ids = set(_ID.findall(record.source.text))
    for ref in registry.list_refs(kinds):
        if ref.id in ids or not record.source.text:
            yield ref


def _list_kinds_at(model: type[ContentModel], path: KeyPath) -> frozenset[Kind]:
    """Return the kinds of record that a value at a path may refer to."""
    by_key = collect_kinds_by_key(model)
    key = get_innermost_key(path)
    return by_key.get(key, frozenset()) if key else frozenset().union(*by_key.values())


# Circles


def _check_circles(entities: Mapping[Ref, Record[Entity]], kind: Kind, key: str) -> Iterator[Diagnostic]:
    """Report each circle once, at its first member by id; each record is visited once."""
    parents = {ref.id: getattr(entities[ref].value, key) for ref in select_kind(entities, kind)}
    visited: set[str] = set()
    for start in sorted(parents):
        trail: dict[str, None] = {}
        id_: str | None = start
        while id_ in parents and id_ not in visited and id_ not in trail:
            trail[id_] = None
            id_ = parents[id_]
        visited |= trail.keys()
        if id_ in trail:
            members = list(trail)
            circle = members[members.index(id_) :]
            smallest = min(circle)
            split = circle.index(smallest)
            arrows = " → ".join(add_backticks([*circle[split:], *circle[:split], smallest]))
            message = f"`{key}` leads in a circle: {arrows}"
            yield from entities[Ref(kind, smallest)].diagnose("circle", (key,), message, "remove one of the links")


# Unused records


def _check_unused(entities: Mapping[Ref, Record[Entity]], facts: GlobalFacts) -> Iterator[Diagnostic]:
    hidden_themes = {ref.id for ref in select_kind(facts.hidden, Kind.THEME)}
    tagged = add_broader_themes(facts.tags | hidden_themes, entities)
    used = facts.used | facts.hidden
    for ref, record in entities.items():
        if record.value.listed:
            continue
        if ref.kind is Kind.THEME:
            if ref.id not in tagged:
                message = f"no briefing has the tag `{ref.id}`"
                advice = "add it to a briefing's `tags`, add `listed: true`, or delete the file"
                yield from record.diagnose("unused-theme", (), message, advice)
        elif ref not in used and record.invalid_paths.isdisjoint(_NAME_PATHS):
            message = f"nothing uses the {ref.kind} `{ref.id}`, so it has no page"
            advice = "name it in an article or in metadata, add `listed: true` to show it anyway, or delete the file"
            yield from record.diagnose("unused-entity", (), message, advice)


def _check_questions(entities: Mapping[Ref, Record[Entity]], facts: GlobalFacts) -> Iterator[Diagnostic]:
    accounts = Counter(facts.answered)
    for ref in select_kind(entities, Kind.QUESTION):
        if accounts[ref.id] == 1 and ref not in facts.hidden:
            message = f"the question `{ref.id}` has only one account"
            advice = "add other accounts, or delete the question"
            yield from entities[ref].diagnose("single-account", (), message, advice)
