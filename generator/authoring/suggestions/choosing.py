"""Which suggestions an editor accepts: ids as they were typed become suggestions, with all that they need.

Everything is decided before anything is written; what is not clear is refused with what to type instead.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from generator.authoring.suggestions.suggestion import Suggestion
from generator.proposals.proposal import Confidence

ALL = "all:"
"""Before a confidence: all suggestions that are at least as sure, and leave nothing to choose."""
_SHOWN = 3
"""Ids that a message offers at most."""


class ChoiceError(Exception):
    """The choice is refused; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is accepted, in the order of the suggestions; `instead` has ids that turned out to be those of others."""

    suggestions: tuple[Suggestion, ...]
    instead: Mapping[str, str]


def sure_enough(one: Suggestion, least: Confidence) -> bool:
    """Whether a suggestion is at least as sure."""
    order = list(Confidence)
    return order.index(one.confidence) <= order.index(least)


def choose(suggestions: Sequence[Suggestion], typed: Iterable[str]) -> Choice:
    """What the ids stand for. Raises ChoiceError for one that is not suggested, or where two are to be told apart."""
    by_id = {one.id: one for one in suggestions}
    wanted = dict.fromkeys(id_ for word in typed for id_ in _meant(word, suggestions))
    for id_ in wanted:
        if id_ not in by_id:
            raise ChoiceError(_unknown(id_, suggestions))
        if not by_id[id_].changes:
            raise ChoiceError(f"`{id_}` has nothing to write: {by_id[id_].reason}")
    waiting = list(wanted)
    while waiting:
        new = [id_ for id_ in by_id[waiting.pop()].needs if id_ not in wanted]
        wanted |= dict.fromkeys(new)
        waiting += new
    chosen = tuple(one for one in suggestions if one.id in wanted)
    return Choice(chosen, _settled(chosen))


def _meant(word: str, suggestions: Sequence[Suggestion]) -> Iterator[str]:
    if not word.startswith(ALL):
        yield word
        return
    level = word.removeprefix(ALL)
    if level not in set(Confidence):
        raise ChoiceError(f"`{word}` is not known: write {', '.join(f'`{ALL}{one}`' for one in Confidence)}")
    for one in suggestions:
        if sure_enough(one, Confidence(level)) and one.changes and not one.instead and not one.either:
            yield one.id


def _unknown(id_: str, suggestions: Sequence[Suggestion]) -> str:
    known = [one.id for one in suggestions if one.changes]
    near = [found for found, _, _ in process.extract(id_, known, scorer=fuzz.ratio, limit=_SHOWN, score_cutoff=60)]
    offered = f"the nearest: {', '.join(f'`{one}`' for one in near)}" if near else "see what is without `--accept`"
    return f"`{id_}` is not proposed, or no longer; {offered}"


def _settled(chosen: Sequence[Suggestion]) -> dict[str, str]:
    """The ids of proposed actors that are known ones, by what was chosen. Raises ChoiceError if not clear."""
    ids = {one.id for one in chosen}
    instead: dict[str, str] = {}
    for one in chosen:
        if one.instead:
            proposed, known = one.instead
            if f"actor:{proposed}" in ids or instead.get(proposed, known) != known:
                raise ChoiceError(f"`{proposed}` cannot be two actors: accept a record for it or one alias, not both")
            instead[proposed] = known
        for either in one.either:
            if not ids.intersection(either):
                ways = " or ".join(f"`{id_}`" for id_ in either)
                raise ChoiceError(f"`{one.id}` names somebody who may be known already: accept {ways} with it")
    return instead
