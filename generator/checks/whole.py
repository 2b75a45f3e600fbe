"""Rules over the whole of the content: circles, questions with one account, and what nothing uses."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from generator.analysis import Analysis
from generator.content import Content
from generator.diagnostics import Diagnostic
from generator.model.entities import Actor, Entity, Place, Source, Theme
from generator.model.kinds import Kind, Ref
from generator.model.references import references


def check(content: Content, analyses: Mapping[Ref, Analysis]) -> Iterator[Diagnostic]:
    """Rules `circle`, `single-account`, `unused-entity` and `unused-theme`."""
    for key, kind, above in _CHAINS:
        yield from _check_circles(content, key, kind, above)
    used = _used(content, analyses)
    yield from _check_questions(content)
    yield from _check_entities(content, used)
    yield from _check_themes(content)


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


def _used(content: Content, analyses: Mapping[Ref, Analysis]) -> set[Ref]:
    """All that is referred to by a record, or named in an article."""
    used: set[Ref] = set()
    for record in (*content.entities.values(), *(piece.metadata for piece in content.pieces.values())):
        for reference in references(record.value):
            used.update(reference.refs)
    for analysis in analyses.values():
        used.update(mention.ref for mention in analysis.mentions)
    return used


def _check_entities(content: Content, used: set[Ref]) -> Iterator[Diagnostic]:
    for ref, record in content.entities.items():
        if ref not in used and ref.kind is not Kind.THEME:
            message = f"nothing uses the {ref.kind} `{ref.id}`"
            advice = "name it in an article or in metadata, or delete the file"
            yield from record.diagnostic("unused-entity", (), message, advice)


def _check_themes(content: Content) -> Iterator[Diagnostic]:
    tagged: set[str] = set()
    for tag in {tag for piece in content.pieces.values() for tag in piece.metadata.value.tags}:
        here: str | None = tag
        while here and here not in tagged:
            tagged.add(here)
            record = content.entities.get(Ref(Kind.THEME, here))
            here = _broader(record.value) if record else None
    for ref, record in content.entities.items():
        if ref.kind is Kind.THEME and ref.id not in tagged:
            message = f"no briefing has the tag `{ref.id}`"
            yield from record.diagnostic(
                "unused-theme", (), message, "add it to a briefing's `tags`, or delete the file"
            )


def _check_questions(content: Content) -> Iterator[Diagnostic]:
    accounts = Counter(
        attribution.answers
        for piece in content.pieces.values()
        for attribution in piece.metadata.value.attributions
        if attribution.answers
    )
    for ref, record in content.entities.items():
        if ref.kind is Kind.QUESTION and accounts[ref.id] == 1:
            message = f"the question `{ref.id}` has a single account"
            yield from record.diagnostic("single-account", (), message, "add the others, or ask no question")
