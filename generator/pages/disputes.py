"""Who disputes whom among the accounts of a question, as a figure and as a table."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from generator.figures.disputes import Dispute, DisputedPosition, draw
from generator.index.model import Statement
from generator.model.kinds import AttributionKind
from generator.model.page_paths import get_relative_url
from generator.pages.page_context import PageContext
from generator.pages.templating import render_template
from generator.text.escaping import Markdown

POSITION_LIMIT = 12
"""Positions in the figure: those of the newest briefings; the table has all disputes."""


class DisputePair(NamedTuple):
    """A statement that disputes another account of the same question."""

    source: Statement
    target: Statement

    @property
    def verb(self) -> str:
        """The relation in one word."""
        return "denies" if self.source.kind is AttributionKind.DENIAL else "disputes"


def describe_disputes(context: PageContext, accounts: Sequence[Statement]) -> Markdown:
    """Return the disputes among accounts as a figure and a table; empty if there are none."""
    pairs = list(_find_pairs(context, accounts))
    if not pairs:
        return Markdown("")
    return Markdown(render_template("disputes", context=context, figure=_draw(context, pairs), pairs=pairs))


def _draw(context: PageContext, pairs: Sequence[DisputePair]) -> Markdown:
    statements = list(dict.fromkeys(chain.from_iterable((pair.source, pair.target) for pair in pairs)))[:POSITION_LIMIT]
    numbers = {statement.key: number for number, statement in enumerate(statements)}
    disputes = []
    for source, target in pairs:
        if source.key in numbers and target.key in numbers:
            disputes.append(Dispute(numbers[source.key], numbers[target.key], DisputePair(source, target).verb))
    positions = list(map(partial(_build_position, context), statements))
    return Markdown(draw(positions, disputes))


def _build_position(context: PageContext, statement: Statement) -> DisputedPosition:
    speaker = "".join(run.text for run in context.shared.list_speaker_runs(statement))
    page = get_relative_url(f"{statement.key.briefing.stem}.md", context.path)
    return DisputedPosition(speaker, statement.says, f"{page}#{statement.key.id}")


def _find_pairs(context: PageContext, accounts: Iterable[Statement]) -> Iterator[DisputePair]:
    by_key = {statement.key: statement for statement in accounts}
    for statement in by_key.values():
        for key in context.shared.list_disputed(statement):
            if key in by_key:
                yield DisputePair(statement, by_key[key])
