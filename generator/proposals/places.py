"""Places that a text names and nobody has written down: what is known of them is where they are named."""

from collections import Counter
from collections.abc import Sequence

from generator.model.kinds import Kind
from generator.proposals.given import Mention, Registry, Text
from generator.proposals.proposal import Confidence, ProposedPlace, Words

_OFTEN = 2


def propose(text: Text, registry: Registry, mentions: Sequence[Mention]) -> tuple[ProposedPlace, ...]:
    """Each place among the `mentions` that has no record, in the order of the text, by its most usual name."""
    known = {thing.ref.id for thing in registry.things}
    found: dict[str, list[Words]] = {}
    for one in mentions:
        if one.kind == Kind.PLACE and one.id not in known:
            found.setdefault(one.id, []).append(Words(one.passage, one.start, one.end))
    return tuple(_proposed(id_, words, text) for id_, words in found.items())


def _proposed(id_: str, words: Sequence[Words], text: Text) -> ProposedPlace:
    forms = Counter(text.article.passages[one.passage].text[one.start : one.end] for one in words)
    often = len(words) >= _OFTEN
    return ProposedPlace(
        reason=f"named as a place {f'{len(words)} times' if often else 'once'}",
        confidence=Confidence.MEDIUM if often else Confidence.LOW,
        words=tuple(words),
        id=id_,
        name=" ".join(max(forms, key=lambda form: (forms[form], len(form))).split()),
    )
