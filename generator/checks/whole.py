"""Rules over the whole of the content: circles, questions with one account, and what nothing uses."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from generator.analysis import NAMED_KINDS, Analysis
from generator.checks.registry import Registry
from generator.content import Content, Record
from generator.diagnostics import Diagnostic
from generator.model.entities import Actor, Entity, Place, Source, Theme
from generator.model.kinds import Kind, Ref
from generator.model.references import Reference, kinds_by_key, references
from generator.model.wording import Path
from generator.model.written import Written

_ID = re.compile(r"[a-z0-9-]{2,64}")

_NAMES: frozenset[Path] = frozenset({(), ("name",), ("names",), ("aliases",)})
"""Where a mistake hides by what names a text may call a thing."""


def check(content: Content, analyses: Mapping[Ref, Analysis], registry: Registry) -> Iterator[Diagnostic]:
    """Rules `circle`, `single-account`, `unused-entity` and `unused-theme`.

    A mistake that hides what something refers to is told where it stands; what it may refer to counts as used.
    """
    for key, kind, above in _CHAINS:
        yield from _check_circles(content, key, kind, above)
    hidden = _hidden(content)
    yield from _check_questions(content, registry, hidden)
    yield from _check_entities(content, _used(content, analyses, registry) | hidden)
    yield from _check_themes(content, registry, hidden)


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
    content: Content, key: str, kind: Kind, above: Callable[[Entity], str | None]
) -> Iterator[Diagnostic]:
    """Each circle once, at its first member by id; each record is visited once."""
    chain = {ref.id: above(record.value) for ref, record in content.entities.items() if ref.kind is kind}
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
            record = content.entities[Ref(kind, first)]
            yield from record.diagnostic("circle", (key,), f"`{key}` leads in a circle: {way}", "take one link out")


def _hidden(content: Content) -> set[Ref]:
    """Things to which a part of the content may refer that could not be read.

    Where the text of the file is there, these are the things whose ids stand in it.
    """
    hidden: set[Ref] = set()
    for record in _records(content):
        if not record.broken:
            continue
        kinds = {kind for path in record.broken for kind in _kinds_at(type(record.value), path)}
        ids = set(_ID.findall(record.source.text)) if kinds else set()
        hidden |= {ref for ref in content.entities if ref.kind in kinds and (ref.id in ids or not record.source.text)}
    if any(not (piece.has_article or piece.missing) for piece in content.pieces.values()):
        hidden |= {ref for ref in content.entities if ref.kind in NAMED_KINDS}
    return hidden


def _records(content: Content) -> Iterator[Record[Written]]:
    """Every file of keys and values that is there."""
    yield from content.entities.values()
    yield from (piece.metadata for piece in content.pieces.values() if piece.missing != "metadata.yml")


def _kinds_at(model: type[Written], path: Path) -> frozenset[Kind]:
    by_key = kinds_by_key(model)
    keys = [step for step in path if isinstance(step, str)]
    return by_key.get(keys[-1], frozenset()) if keys else frozenset().union(*by_key.values())


def _used(content: Content, analyses: Mapping[Ref, Analysis], registry: Registry) -> set[Ref]:
    """All that is referred to by a record, or named in an article."""
    used: set[Ref] = set()
    for record in _records(content):
        for reference in references(record.value):
            used.update(registry.meant(reference))
    for analysis in analyses.values():
        mentioned = {mention.ref for mention in analysis.mentions}
        used |= mentioned
        for ref in [ref for ref in mentioned if ref not in content.entities]:
            used.update(registry.ids.get(ref.id, ()) or registry.meant(Reference((), ref.id, (ref.kind,))))
        used.update(ref for ambiguity in analysis.ambiguous for ref in ambiguity.refs)
    return used


def _check_entities(content: Content, used: AbstractSet[Ref]) -> Iterator[Diagnostic]:
    for ref, record in content.entities.items():
        if ref not in used and ref.kind is not Kind.THEME and not record.broken & _NAMES:
            message = f"nothing uses the {ref.kind} `{ref.id}`"
            advice = "name it in an article or in metadata, or delete the file"
            yield from record.diagnostic("unused-entity", (), message, advice)


def _check_themes(content: Content, registry: Registry, hidden: AbstractSet[Ref]) -> Iterator[Diagnostic]:
    tagged: set[str] = set()
    for tag in {tag for piece in content.pieces.values() for tag in piece.metadata.value.tags}:
        meant = registry.meant(Reference((), tag, (Kind.THEME,)))
        here = meant[0].id if meant else None
        while here and here not in tagged:
            tagged.add(here)
            record = content.entities.get(Ref(Kind.THEME, here))
            here = _broader(record.value) if record else None
    for ref, record in content.entities.items():
        if ref.kind is Kind.THEME and ref.id not in tagged and ref not in hidden:
            message = f"no briefing has the tag `{ref.id}`"
            yield from record.diagnostic(
                "unused-theme", (), message, "add it to a briefing's `tags`, or delete the file"
            )


def _check_questions(content: Content, registry: Registry, hidden: AbstractSet[Ref]) -> Iterator[Diagnostic]:
    accounts = Counter(
        ref.id
        for piece in content.pieces.values()
        for attribution in piece.metadata.value.attributions
        if attribution.answers
        for ref in registry.meant(Reference((), attribution.answers, (Kind.QUESTION,)))
    )
    for ref, record in content.entities.items():
        if ref.kind is Kind.QUESTION and accounts[ref.id] == 1 and ref not in hidden:
            message = f"the question `{ref.id}` has a single account"
            yield from record.diagnostic("single-account", (), message, "add the others, or ask no question")
