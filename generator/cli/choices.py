"""Arguments with a list of choices: the message for a wrong word suggests the nearest choice."""

from collections.abc import Iterable, Mapping
from typing import Any

import click

from generator.diagnostics.phrases import add_backticks
from generator.model.entity_kinds import ENTITY_KINDS
from generator.model.kinds import Kind
from generator.model.messages import find_nearest

MAX_LISTED = 20
"""The maximum number of choices that a message lists, if none is near."""

_BRIEFING_SYNONYMS = ("article", "story", "report", "text", "page")

KIND_SYNONYMS: Mapping[str, Kind] = {
    **dict.fromkeys(_BRIEFING_SYNONYMS, Kind.BRIEFING),
    **{synonym: kind for kind, entity_kind in ENTITY_KINDS.items() for synonym in entity_kind.synonyms},
}
"""Other words for the kinds of record."""

_NO_SYNONYMS: Mapping[str, str] = {}


class NearestChoice(click.Choice[str]):
    """A choice that suggests the nearest word; `noun` names the choices, `synonyms` has other words for them."""

    def __init__(self, choices: Iterable[str], noun: str, synonyms: Mapping[str, str] = _NO_SYNONYMS) -> None:
        super().__init__(list(choices))
        self.noun = noun
        self.synonyms = synonyms

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002
        """Return the choice; if it does not exist, end the program and suggest the nearest one."""
        if value in self.choices:
            return str(value)
        raise click.UsageError(format_refusal(str(value), self.choices, self.noun, self.synonyms), ctx)


def format_refusal(word: str, choices: Iterable[str], noun: str, synonyms: Mapping[str, str] = _NO_SYNONYMS) -> str:
    """Return the message for a word that is not one of the choices."""
    names = list(choices)
    near = synonyms.get(word.lower()) or find_nearest(word.lower(), names)
    if near:
        return f"there is no {noun} `{word}`; did you mean `{near}`?"
    if len(names) > MAX_LISTED:
        return f"there is no {noun} `{word}`; `{noun}s` lists all of them"
    return f"there is no {noun} `{word}`; use one of {', '.join(add_backticks(names))}"
