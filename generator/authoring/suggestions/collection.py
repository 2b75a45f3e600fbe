"""Proposals as suggestions with the changes that accepting them would make, except for facts that the briefing has."""

from collections.abc import Callable, Iterator

from generator.authoring.suggestions import attributions, records
from generator.authoring.suggestions.context import SuggestionContext
from generator.authoring.suggestions.suggestion import Suggestion, drop_duplicate_ids

_STEPS: tuple[Callable[[SuggestionContext], Iterator[Suggestion]], ...] = (
    records.suggest_tags,
    records.suggest_actors,
    records.suggest_known_actors,
    records.suggest_aliases,
    records.suggest_principals,
    records.suggest_events,
    records.suggest_places,
    records.suggest_event_dates,
    attributions.suggest_attributions,
)


def collect_suggestions(context: SuggestionContext) -> tuple[Suggestion, ...]:
    """Return everything that an editor may accept, by group, each group in the order of the text."""
    suggestions: list[Suggestion] = []
    for suggest in _STEPS:
        suggestions.extend(suggest(context))
    return drop_duplicate_ids(suggestions)
