"""The suggestions that an editor accepts: typed ids become suggestions, with all that they need.

Everything is decided before anything is written. A selection that is not clear is refused, with an alternative to type.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from generator.authoring.suggestions.suggestion import Suggestion
from generator.diagnostics.phrases import add_backticks, add_prefix
from generator.proposals.proposal import Confidence

ALL = "all:"
"""The prefix of a confidence: selects all suggestions of at least this confidence that leave no choice open."""
_MAX_SIMILAR = 3
"""Ids that a message offers at most."""
_MIN_SIMILARITY = 60
"""The least similarity of an offered id in per cent."""


class SelectionError(Exception):
    """The selection is refused; the message says why, and how to correct it."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The accepted suggestions in their order; `instead` maps ids of proposed actors to those of known ones."""

    suggestions: tuple[Suggestion, ...]
    instead: Mapping[str, str]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the accepted suggestions."""
        return frozenset(suggestion.id for suggestion in self.suggestions)


def has_confidence(suggestion: Suggestion, minimum: Confidence) -> bool:
    """Check whether a suggestion has at least this confidence."""
    order = list(Confidence)
    return order.index(suggestion.confidence) <= order.index(minimum)


def select_suggestions(suggestions: Sequence[Suggestion], typed: Iterable[str]) -> Selection:
    """Return the suggestions of the typed ids.

    Raise `SelectionError` for an id that is not suggested, or if the editor must choose between two.
    """
    by_id = {suggestion.id: suggestion for suggestion in suggestions}
    pending: list[str] = []
    for word in typed:
        pending += _expand_word(word, suggestions)
    for id_ in pending:
        if id_ not in by_id:
            raise SelectionError(_explain_unknown_id(id_, suggestions))
        if not by_id[id_].changes:
            raise SelectionError(f"`{id_}` has nothing to write: {by_id[id_].reason}")
    selected: set[str] = set()
    while pending:
        id_ = pending.pop()
        if id_ not in selected:
            selected.add(id_)
            pending += by_id[id_].needs
    accepted = tuple(suggestion for suggestion in suggestions if suggestion.id in selected)
    return Selection(accepted, _resolve_actors(accepted, selected))


def _expand_word(word: str, suggestions: Sequence[Suggestion]) -> Iterator[str]:
    """Yield the ids that a typed word selects: itself, or all of a confidence."""
    if not word.startswith(ALL):
        yield word
        return
    level = word.removeprefix(ALL)
    if level not in set(Confidence):
        words = ", ".join(add_backticks(add_prefix(ALL, Confidence)))
        raise SelectionError(f"`{word}` does not exist: use one of {words}")
    for suggestion in suggestions:
        is_clear = suggestion.changes and not suggestion.instead and not suggestion.either
        if is_clear and has_confidence(suggestion, Confidence(level)):
            yield suggestion.id


def _explain_unknown_id(id_: str, suggestions: Sequence[Suggestion]) -> str:
    ids = [suggestion.id for suggestion in suggestions if suggestion.changes]
    matches = process.extract(id_, ids, scorer=fuzz.ratio, limit=_MAX_SIMILAR, score_cutoff=_MIN_SIMILARITY)
    similar = ", ".join(add_backticks(match for match, _, _ in matches))
    advice = f"similar ids: {similar}" if similar else "to list the proposals, leave out `--accept`"
    return f"`{id_}` is not, or no longer, a proposal; {advice}"


def _resolve_actors(accepted: Sequence[Suggestion], ids: set[str]) -> dict[str, str]:
    """Return the known actors for the ids of proposed ones. Raise `SelectionError` if the selection leaves it open.

    `ids` are those of the accepted suggestions.
    """
    instead: dict[str, str] = {}
    for suggestion in accepted:
        if suggestion.instead:
            proposed, known_id = suggestion.instead
            if f"actor:{proposed}" in ids or instead.get(proposed, known_id) != known_id:
                message = f"`{proposed}` cannot be two actors: accept a record for it or one alias, not both"
                raise SelectionError(message)
            instead[proposed] = known_id
        for alternatives in suggestion.either:
            if ids.isdisjoint(alternatives):
                choices = " or ".join(add_backticks(alternatives))
                message = f"`{suggestion.id}` names an actor who may have a record already: also accept {choices}"
                raise SelectionError(message)
    return instead
