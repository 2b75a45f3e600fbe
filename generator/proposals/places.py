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
    known_ids = {entity.ref.id for entity in registry.entities}
    spans_by_id: dict[str, list[TextSpan]] = {}
    for mention in mentions:
        if mention.kind == Kind.PLACE and mention.id not in known_ids:
            span = TextSpan(mention.passage, mention.start, mention.end)
            spans_by_id.setdefault(mention.id, []).append(span)
    return tuple(_propose_place(id_, spans, text) for id_, spans in spans_by_id.items())


def _propose_place(id_: str, spans: Sequence[TextSpan], text: ArticleInput) -> ProposedPlace:
    """Propose a place by the name that the text uses most often."""
    passages = text.article.passages
    forms = Counter(passages[span.passage].text[span.start : span.end] for span in spans)
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
