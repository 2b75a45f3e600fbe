"""The shares of a briefing's statements: by kind, and by the sort of voice that makes them."""

from collections import Counter
from collections.abc import Sequence

from generator.figures.stacked_bar import BarPart, draw
from generator.index.model import Statement, VoiceSort, get_voice_sort
from generator.model.kinds import AttributionKind
from generator.pages.wording import count
from generator.text.escaping import Markdown

MIN_STATEMENTS = 3
"""The smallest number of statements with a figure; of fewer, the ledger shows as much at a glance."""

_SORTS = {
    VoiceSort.AUTHOR: "the author",
    VoiceSort.NAMED: "named actors",
    VoiceSort.UNNAMED: "unnamed speakers",
    VoiceSort.NONE: "no speaker named",
}
_SEVERAL_SORTS = "several sorts together"


def draw_shares(statements: Sequence[Statement]) -> Markdown:
    """Return two bars; empty if there are few statements."""
    if len(statements) < MIN_STATEMENTS:
        return Markdown("")
    total = count(len(statements), "statement")
    kinds = Counter(statement.kind for statement in statements)
    sorts = Counter(map(_get_sort, statements))
    by_kind = draw(
        [BarPart(kind, kinds[kind], f"k-{kind}") for kind in AttributionKind],
        name="kinds",
        title=f"{total} by kind",
    )
    by_voice = draw(
        [BarPart(sort, sorts[sort]) for sort in (*_SORTS.values(), _SEVERAL_SORTS)],
        name="voices",
        title=f"{total} by speaker",
    )
    return Markdown(by_kind + by_voice)


def _get_sort(statement: Statement) -> str:
    sorts = set(map(get_voice_sort, statement.voices))
    return _SORTS[sorts.pop()] if len(sorts) == 1 else _SEVERAL_SORTS
