"""Drafts without the examples that replace missing values, for previews.

If a file lacks a value, an example replaces it so that the rest can be checked. A preview shows the draft to people, so
the examples must be removed there: a note replaces a missing text, and what makes no sense without the missing value is
left out.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TypeVar

from generator.content.reader import BriefingSource
from generator.model.briefing import Attribution, Metadata
from generator.model.messages import KeyPath

NO_TITLE = "No title yet"
NO_SUMMARY = "No summary yet."
NO_AUTHOR = "no author named yet"
NO_PARAPHRASE = "No paraphrase yet."

T = TypeVar("T")


def remove_placeholders(briefing: BriefingSource) -> BriefingSource:
    """Return a draft without the examples that replace missing values."""
    invalid_paths = briefing.metadata.invalid_paths
    metadata = briefing.metadata.value
    values: dict[str, object] = {
        "title": NO_TITLE if ("title",) in invalid_paths else metadata.title,
        "summary": NO_SUMMARY if ("summary",) in invalid_paths else metadata.summary,
        "tags": _remove_examples("tags", metadata.tags, invalid_paths),
        "actors": _remove_examples("actors", metadata.actors, invalid_paths),
        "figures": _remove_examples("figures", metadata.figures, invalid_paths),
        "attributions": _select_finished(metadata, invalid_paths),
        "corrections": _remove_examples("corrections", metadata.corrections, invalid_paths),
    }
    if not (metadata.authors or metadata.author_note):
        values["author_note"] = NO_AUTHOR
    return replace(briefing, metadata=replace(briefing.metadata, value=metadata.model_copy(update=values)))


def _select_finished(metadata: Metadata, invalid_paths: Collection[KeyPath]) -> tuple[Attribution, ...]:
    """Return the attributions that lack, at most, their paraphrase."""
    attributions: list[Attribution] = []
    other_paths = set(invalid_paths)
    for position, attribution in enumerate(metadata.attributions):
        path = ("attributions", position, "says")
        if path in other_paths:
            other_paths.remove(path)
            attributions.append(attribution.model_copy(update={"says": NO_PARAPHRASE}))
        else:
            attributions.append(attribution)
    return _remove_examples("attributions", attributions, other_paths)


def _remove_examples(key: str, values: Sequence[T], invalid_paths: Collection[KeyPath]) -> tuple[T, ...]:
    """Return the values of a list that contain no example; none if an example replaces the list itself."""
    if (key,) in invalid_paths:
        return ()
    positions = {path[1] for path in invalid_paths if len(path) > 1 and path[0] == key}
    return tuple(value for position, value in enumerate(values) if position not in positions)
