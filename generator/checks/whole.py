"""Rules over the whole of the content: circles, questions with one account, and what nothing uses."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from generator.analysis import NAMED_KINDS, Analysis
from generator.checks.registry import Registry
from generator.content import Piece, Record
from generator.diagnostics import Diagnostic
from generator.model.entities import Actor, Entity, Place, Source, Theme
from generator.model.kinds import Kind, Ref
from generator.model.references import Reference, kinds_by_key, references
from generator.model.wording import Path
from generator.model.written import Written

_ID = re.compile(r"[a-z0-9-]{2,64}")

_NAMES: frozenset[Path] = frozenset({(), ("name",), ("names",), ("aliases",)})
"""Where a mistake hides by what names a text may call a thing."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What these rules ask of one file, or of several together.

    `used` has all that is referred to by a record, or named in an article; `tags` are ids of themes, `answered` has the
    id of a question for each account of it. `hidden` are things to which a part may refer that could not be read: where
    the text of the file is there, those whose ids stand in it.
    """

    used: frozenset[Ref] = frozenset()
    tags: frozenset[str] = frozenset()
    answered: tuple[str, ...] = ()
    hidden: frozenset[Ref] = frozenset()

    @classmethod
    def together(cls, parts: Iterable["Facts"]) -> "Facts":
        """What several files have."""
        kept = list(parts)
        return cls(
            frozenset().union(*(part.used for part in kept)),
            frozenset().union(*(part.tags for part in kept)),
            tuple(id_ for part in kept for id_ in part.answered),
            frozenset().union(*(part.hidden for part in kept)),
        )


def facts_of_entity(record: Record[Entity], registry: Registry) -> Facts:
    """What the record of an entity refers to."""
    return Facts(used=frozenset(_referred(record, registry)), hidden=frozenset(_hidden(record, registry)))


def facts_of_piece(piece: Piece, analysis: Analysis, registry: Registry) -> Facts:
    """What a briefing refers to and names."""
    metadata, there = piece.metadata.value, piece.missing != "metadata.yml"
    asked = [one.answers for one in metadata.attributions if one.answers]
    hidden = set(_hidden(piece.metadata, registry)) if there else set()
    if not (piece.has_article or piece.missing):
        hidden |= {Ref(kind, id_) for kind in NAMED_KINDS for id_ in registry.by_kind[kind]}
    return Facts(
        used=frozenset(_referred(piece.metadata, registry) if there else ()).union(_named(analysis, registry)),
        tags=frozenset(_meant(metadata.tags, Kind.THEME, registry)),
        answered=tuple(_meant(asked, Kind.QUESTION, registry)),
        hidden=frozenset(hidden),
    )


def check(entities: Mapping[Ref, Record[Entity]], facts: Facts) -> Iterator[Diagnostic]:
    """Rules `circle`, `single-account`, `unused-entity` and `unused-theme`; `facts` are those of all files.

    A mistake that hides what something refers to is told where it stands; what it may refer to counts as used.
    """
    for key, kind, above in _CHAINS:
        yield from _check_circles(entities, key, kind, above)
    yield from _check_questions(entities, facts)
    yield from _check_entities(entities, facts.used | facts.hidden)
    yield from _check_themes(entities, facts)


def _referred(record: Record[Written], registry: Registry) -> Iterator[Ref]:
    for reference in references(record.value):
        yield from registry.meant(reference)


def _named(analysis: Analysis, registry: Registry) -> Iterator[Ref]:
    for ref in {mention.ref for mention in analysis.mentions}:
        yield ref
        if ref not in registry.ids.get(ref.id, ()):
            yield from registry.ids.get(ref.id, ()) or registry.meant(Reference((), ref.id, (ref.kind,)))
    for ambiguity in analysis.ambiguous:
        yield from ambiguity.refs


def _meant(ids: Iterable[str], kind: Kind, registry: Registry) -> Iterator[str]:
    for id_ in ids:
        yield from (ref.id for ref in registry.meant(Reference((), id_, (kind,))))


def _upper(entity: Entity) -> str | None:
    return entity.part_of if isinstance(entity, Actor | Place) else None


def _broader(entity: Entity) -> str | None:
    return entity.broader if isinstance(entity, Theme) else None


def _citing(entity: Entity) -> str | None:
    return entity.cited_in if isinstance(entity, Source) else None


_CHAINS: tuple[tuple[str, Kind, Callable[[Entity], str | None]], ...] = (
    ("part_of", Kind.ACTOR, _upper),
    ("part_of", Kind.PLACE, _upper),
    ("broader", Kind.THEME, _broader),
    ("cited_in", Kind.SOURCE, _citing),
)


def _check_circles(
    entities: Mapping[Ref, Record[Entity]], key: str, kind: Kind, above: Callable[[Entity], str | None]
) -> Iterator[Diagnostic]:
    """Each circle once, at its first member by id; each record is visited once."""
    chain = {ref.id: above(record.value) for ref, record in entities.items() if ref.kind is kind}
    done: set[str] = set()
    for start in sorted(chain):
        trail: dict[str, None] = {}
        here: str | None = start
        while here in chain and here not in done and here not in trail:
            trail[here] = None
            here = chain[here]
        done |= trail.keys()
        if here in trail:
            members = list(trail)
            circle = members[members.index(here) :]
            first = min(circle)
            turned = circle[circle.index(first) :] + circle[: circle.index(first)]
            way = " → ".join(f"`{member}`" for member in (*turned, first))
            record = entities[Ref(kind, first)]
            yield from record.diagnostic("circle", (key,), f"`{key}` leads in a circle: {way}", "take one link out")


def _hidden(record: Record[Written], registry: Registry) -> Iterator[Ref]:
    kinds = {kind for path in record.broken for kind in _kinds_at(type(record.value), path)}
    ids = set(_ID.findall(record.source.text)) if kinds else set()
    for kind in kinds:
        known = registry.by_kind[kind]
        yield from (Ref(kind, id_) for id_ in known if id_ in ids or not record.source.text)


def _kinds_at(model: type[Written], path: Path) -> frozenset[Kind]:
    by_key = kinds_by_key(model)
    keys = [step for step in path if isinstance(step, str)]
    return by_key.get(keys[-1], frozenset()) if keys else frozenset().union(*by_key.values())


def _check_entities(entities: Mapping[Ref, Record[Entity]], used: AbstractSet[Ref]) -> Iterator[Diagnostic]:
    for ref, record in entities.items():
        if ref not in used and ref.kind is not Kind.THEME and not record.broken & _NAMES:
            message = f"nothing uses the {ref.kind} `{ref.id}`"
            advice = "name it in an article or in metadata, or delete the file"
            yield from record.diagnostic("unused-entity", (), message, advice)


def _check_themes(entities: Mapping[Ref, Record[Entity]], facts: Facts) -> Iterator[Diagnostic]:
    tagged: set[str] = set()
    for tag in facts.tags:
        here: str | None = tag
        while here and here not in tagged:
            tagged.add(here)
            record = entities.get(Ref(Kind.THEME, here))
            here = _broader(record.value) if record else None
    for ref, record in entities.items():
        if ref.kind is Kind.THEME and ref.id not in tagged and ref not in facts.hidden:
            message = f"no briefing has the tag `{ref.id}`"
            yield from record.diagnostic(
                "unused-theme", (), message, "add it to a briefing's `tags`, or delete the file"
            )


def _check_questions(entities: Mapping[Ref, Record[Entity]], facts: Facts) -> Iterator[Diagnostic]:
    accounts = Counter(facts.answered)
    for ref, record in entities.items():
        if ref.kind is Kind.QUESTION and accounts[ref.id] == 1 and ref not in facts.hidden:
            message = f"the question `{ref.id}` has a single account"
            yield from record.diagnostic("single-account", (), message, "add the others, or ask no question")
