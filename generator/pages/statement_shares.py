"""The shares of a briefing's statements: by kind, and by the sort of voice (speaker) that makes them."""

from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

from generator.figures.stacked_bar import BarPart, draw, draw_strip
from generator.index.model import Statement, VoiceSort, get_voice_sort
from generator.infra.mappings import group_by, select_keys
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
    sorts = Counter(map(_get_sort, statements))
    by_kind = draw(_count_kinds(statements), name="kinds", title=f"{total} by kind")
    by_voice = draw(
        [BarPart(sort, sorts[sort]) for sort in (*_SORTS.values(), _SEVERAL_SORTS)],
        name="voices",
        title=f"{total} by speaker",
    )
    return Markdown(by_kind + by_voice)


def draw_speakers(statements: Sequence[Statement]) -> Markdown:
    """Return a strip of all statements by the sort of their first voice (speaker), and by kind in each sort.

    Return an empty text if there are few statements.
    """
    if len(statements) < MIN_STATEMENTS:
        return Markdown("")
    by_sort = select_keys(group_by(attrgetter("voice_sort"), statements), _SORTS)
    return Markdown(draw_strip(list(map(_count_kinds, by_sort.values())), name="speakers"))


def describe_speakers(statements: Sequence[Statement]) -> str:
    """Return the number of statements by the sort of their first voice (speaker), in the order of the strip."""
    counts = Counter(map(attrgetter("voice_sort"), statements))
    return ", ".join(f"{words} {counts[sort]:,}" for sort, words in _SORTS.items() if counts[sort])


def _count_kinds(statements: Sequence[Statement]) -> list[BarPart]:
    kinds = Counter(map(attrgetter("kind"), statements))
    return [BarPart(kind, kinds[kind], f"k-{kind}") for kind in AttributionKind]


def _get_sort(statement: Statement) -> str:
    sorts = set(map(get_voice_sort, statement.voices))
    return _SORTS[sorts.pop()] if len(sorts) == 1 else _SEVERAL_SORTS
