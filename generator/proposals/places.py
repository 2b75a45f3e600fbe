"""Proposals of places that a text names and that have no record."""

from collections import Counter
from collections.abc import Sequence

from generator.model.kinds import Kind
from generator.proposals.inputs import ArticleInput, EntityMention, EntityRegistry
from generator.proposals.proposal import Confidence, ProposedPlace, TextSpan

_MIN_FREQUENT = 2
"""Mentions of a place from which a proposal has medium confidence."""


def propose(
    text: ArticleInput, registry: EntityRegistry, mentions: Sequence[EntityMention]
) -> tuple[ProposedPlace, ...]:
    """Propose each place among the `mentions` that has no record, in the order of the text."""
    spans_by_id: dict[str, list[TextSpan]] = {}
    for mention in mentions:
        if mention.kind == Kind.PLACE and mention.id not in registry.ids:
            spans_by_id.setdefault(mention.id, []).append(mention.span)
    return tuple(_propose_place(id_, spans, text) for id_, spans in spans_by_id.items())


def _propose_place(id_: str, spans: Sequence[TextSpan], text: ArticleInput) -> ProposedPlace:
    """Propose a place by the name that the text uses most often."""
    forms = Counter(map(text.get_text, spans))
    name = max(forms, key=lambda form: (forms[form], len(form)))
    is_frequent = len(spans) >= _MIN_FREQUENT
    times = f"{len(spans)} times" if is_frequent else "once"
    return ProposedPlace(
        reason=f"named as a place {times}",
        confidence=Confidence.MEDIUM if is_frequent else Confidence.LOW,
        spans=tuple(spans),
        id=id_,
        name=" ".join(name.split()),
    )
