"""Rules over all records: circles, questions with one account, and records that nothing uses."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from generator.analysis.analyzer import Analysis
from generator.checks import common_names
from generator.checks.registry import Registry
from generator.content.reader import BriefingSource, Record
from generator.diagnostics.diagnostic import Diagnostic
from generator.model.entities import Entity, Theme
from generator.model.entity_kinds import ENTITY_KINDS, NAMED_KINDS
from generator.model.kinds import Kind, Ref
from generator.model.lenient import ContentModel
from generator.model.messages import KeyPath
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
        facts = list(facts)
        answered: list[str] = []
        for file_facts in facts:
            answered += file_facts.answered
        return cls(
            used=frozenset().union(*(file_facts.used for file_facts in facts)),
            tags=frozenset().union(*(file_facts.tags for file_facts in facts)),
            answered=tuple(answered),
            languages=frozenset().union(*(file_facts.languages for file_facts in facts)),
            hidden=frozenset().union(*(file_facts.hidden for file_facts in facts)),
            is_partial=any(file_facts.is_partial for file_facts in facts),
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
        hidden.update(Ref(kind, id_) for kind in NAMED_KINDS for id_ in registry.by_kind[kind])
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
    yield from _check_entities(entities, facts.used | facts.hidden)
    yield from _check_themes(entities, facts)
    yield from common_names.check(entities, facts.languages)


# Facts


def _lacks_text(briefing: BriefingSource, analysis: Analysis) -> bool:
    """Check whether the article of a published briefing is empty: an error, and it may have named anything."""
    return briefing.has_article and not analysis.passages and briefing.metadata.value.status == "published"


def _refers_to_missing(record: Record[ContentModel], registry: Registry) -> bool:
    """Check whether a record refers to an id that no record has, and that resembles no other id or name."""
    for reference in find_references(record.value):
        if record.is_invalid(reference.path) or not _ID.fullmatch(reference.id):
            continue
        if not registry.resolve(reference) and reference.id not in registry.ids:
            return True
    return False


def _list_used(record: Record[ContentModel], registry: Registry) -> Iterator[Ref]:
    for reference in find_references(record.value):
        yield from registry.resolve(reference)


def _list_named(analysis: Analysis, registry: Registry) -> Iterator[Ref]:
    """Yield the records that an article names or links to."""
    for ref in {mention.ref for mention in analysis.mentions}:
        yield ref
        if ref not in registry.ids.get(ref.id, ()):
            yield from registry.ids.get(ref.id, ()) or registry.resolve(Reference((), ref.id, (ref.kind,)))
    for ambiguity in analysis.ambiguous:
        yield from ambiguity.refs


def _resolve_ids(ids: Iterable[str], kind: Kind, registry: Registry) -> Iterator[str]:
    for id_ in ids:
        yield from (ref.id for ref in registry.resolve(Reference((), id_, (kind,))))


def _list_hidden(record: Record[ContentModel], registry: Registry) -> Iterator[Ref]:
    """Yield the records to which the invalid values of a record may refer."""
    kinds = {kind for path in record.invalid_paths for kind in _list_kinds_at(type(record.value), path)}
    ids = set(_ID.findall(record.source.text)) if kinds else set()
    for kind in kinds:
        for id_ in registry.by_kind[kind]:
            if id_ in ids or not record.source.text:
                yield Ref(kind, id_)


def _list_kinds_at(model: type[ContentModel], path: KeyPath) -> frozenset[Kind]:
    """Return the kinds of record that a value at a path may refer to."""
    by_key = collect_kinds_by_key(model)
    keys = [step for step in path if isinstance(step, str)]
    return by_key.get(keys[-1], frozenset()) if keys else frozenset().union(*by_key.values())


# Circles


def _check_circles(entities: Mapping[Ref, Record[Entity]], kind: Kind, key: str) -> Iterator[Diagnostic]:
    """Report each circle once, at its first member by id; each record is visited once."""
    parents: dict[str, str | None] = {
        ref.id: getattr(record.value, key) for ref, record in entities.items() if ref.kind is kind
    }
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
            arrows = " → ".join(f"`{member}`" for member in (*circle[split:], *circle[:split], smallest))
            record = entities[Ref(kind, smallest)]
            yield from record.diagnose(
                "circle", (key,), f"`{key}` leads in a circle: {arrows}", "remove one of the links"
            )


# Unused records


def _check_entities(entities: Mapping[Ref, Record[Entity]], used: AbstractSet[Ref]) -> Iterator[Diagnostic]:
    for ref, record in entities.items():
        if record.value.listed:
            continue
        if ref not in used and ref.kind is not Kind.THEME and not record.invalid_paths & _NAME_PATHS:
            message = f"nothing uses the {ref.kind} `{ref.id}`, so it has no page"
            advice = "name it in an article or in metadata, add `listed: true` to show it anyway, or delete the file"
            yield from record.diagnose("unused-entity", (), message, advice)


def _check_themes(entities: Mapping[Ref, Record[Entity]], facts: GlobalFacts) -> Iterator[Diagnostic]:
    tagged: set[str] = set()
    for tag in facts.tags | {ref.id for ref in facts.hidden if ref.kind is Kind.THEME}:
        id_: str | None = tag
        while id_ and id_ not in tagged:
            tagged.add(id_)
            record = entities.get(Ref(Kind.THEME, id_))
            id_ = record.value.broader if record and isinstance(record.value, Theme) else None
    for ref, record in entities.items():
        if record.value.listed:
            continue
        if ref.kind is Kind.THEME and ref.id not in tagged and ref not in facts.hidden:
            message = f"no briefing has the tag `{ref.id}`"
            advice = "add it to a briefing's `tags`, add `listed: true`, or delete the file"
            yield from record.diagnose("unused-theme", (), message, advice)


def _check_questions(entities: Mapping[Ref, Record[Entity]], facts: GlobalFacts) -> Iterator[Diagnostic]:
    accounts = Counter(facts.answered)
    for ref, record in entities.items():
        if ref.kind is Kind.QUESTION and accounts[ref.id] == 1 and ref not in facts.hidden:
            message = f"the question `{ref.id}` has only one account"
            yield from record.diagnose("single-account", (), message, "add other accounts, or delete the question")
