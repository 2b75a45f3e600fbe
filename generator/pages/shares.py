"""How the statements of a briefing divide: by kind, and by what sort of voice stands behind them."""

from collections import Counter
from collections.abc import Sequence

from generator.figures.share import Part, draw
from generator.index.used import Statement
from generator.markdown import Markdown
from generator.model.briefing import AUTHOR, Voice
from generator.model.kinds import AttributionKind
from generator.pages.wording import count

FEWEST = 3
"""Statements below which the ledger shows as much at a glance."""

_SORTS = ("the author", "named actors", "unnamed voices", "no voice named", "several sorts together")


def shares(statements: Sequence[Statement]) -> Markdown:
    """Two bars; empty where there are few statements."""
    if len(statements) < FEWEST:
        return Markdown("")
    number = count(len(statements), "statement")
    kinds = Counter(statement.kind for statement in statements)
    voices = Counter(_sort(statement.voices) for statement in statements)
    by_kind = [Part(kind, kinds[kind], f"k-{kind}") for kind in AttributionKind]
    by_voice = [Part(sort, voices[sort]) for sort in _SORTS]
    return Markdown(
        draw(by_kind, name="kinds", title=f"{number} by kind")
        + draw(by_voice, name="voices", title=f"{number} by voice")
    )


def _sort(voices: Sequence[Voice]) -> str:
    sorts = {_sort_of(voice) for voice in voices}
    return sorts.pop() if len(sorts) == 1 else "several sorts together"


def _sort_of(voice: Voice) -> str:
    if voice.actor == AUTHOR:
        return "the author"
    if voice.named:
        return "named actors"
    return "unnamed voices" if voice.unnamed else "no voice named"
