"""Proposals as suggestions, each with what accepting it would write; without what is there already."""

from collections.abc import Callable, Iterator

from generator.authoring.suggestions import records, said
from generator.authoring.suggestions.case import Case
from generator.authoring.suggestions.suggestion import Suggestion, unique

_STEPS: tuple[Callable[[Case], Iterator[Suggestion]], ...] = (
    records.tags,
    records.new_actors,
    records.likenesses,
    records.aliases,
    records.principals,
    records.new_events,
    records.new_places,
    records.dates_of_events,
    said.attributions,
)


def gather(case: Case) -> tuple[Suggestion, ...]:
    """All that an editor may accept, by group, each in the order of the text."""
    return unique([one for step in _STEPS for one in step(case)])
