"""The shares of a briefing's statements: by kind, and by the sort of voice that makes them."""

from collections import Counter
from collections.abc import Sequence

from generator.figures.stacked_bar import BarPart, draw
from generator.index.model import Statement
from generator.model.briefing import AUTHOR, Voice
from generator.model.kinds import AttributionKind
from generator.pages.wording import count
from generator.text.escaping import Markdown

MIN_STATEMENTS = 3
"""The smallest number of statements with a figure; of fewer, the ledger shows as much at a glance."""

_SEVERAL_SORTS = "several sorts together"
_SORTS = ("the author", "named actors", "unnamed speakers", "no speaker named", _SEVERAL_SORTS)


def draw_shares(statements: Sequence[Statement]) -> Markdown:
    """Return two bars; empty if there are few statements."""
    if len(statements) < MIN_STATEMENTS:
        return Markdown("")
    total = count(len(statements), "statement")
    kinds = Counter(statement.kind for statement in statements)
    sorts = Counter(_get_sort(statement.voices) for statement in statements)
    by_kind = draw(
        [BarPart(kind, kinds[kind], f"k-{kind}") for kind in AttributionKind],
        name="kinds",
        title=f"{total} by kind",
    )
    by_voice = draw([BarPart(sort, sorts[sort]) for sort in _SORTS], name="voices", title=f"{total} by speaker")
    return Markdown(by_kind + by_voice)


def _get_sort(voices: Sequence[Voice]) -> str:
    sorts = set(map(_get_sort_of_voice, voices))
    return sorts.pop() if len(sorts) == 1 else _SEVERAL_SORTS


def _get_sort_of_voice(voice: Voice) -> str:
    if voice.actor == AUTHOR:
        return "the author"
    if voice.named:
        return "named actors"
    return "unnamed speakers" if voice.unnamed else "no speaker named"
