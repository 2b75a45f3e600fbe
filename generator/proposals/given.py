"""What proposals are made from: a text, and what is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.model.kinds import Ref
from generator.text.article import Article
from generator.text.sentences import Range, sentence_ranges


@dataclass(frozen=True)
class Text:
    """An article as read, and what is known of it before anything is proposed."""

    article: Article
    language: str
    """BCP 47."""
    title: str = ""
    published: str | None = None
    """EDTF, as in metadata.yml: relative dates count from it."""
    keywords: tuple[str, ...] = ()
    publisher: str = ""
    """Who published it, where that is known: an actor that no passage need name."""

    @cached_property
    def sentences(self) -> tuple[Sequence[Range], ...]:
        """For each passage, its sentences."""
        return tuple(sentence_ranges(passage.text, self.language) for passage in self.article.passages)


class Known(NamedTuple):
    """A record of the registry: what it is, and every form of its name, the name itself first."""

    ref: Ref
    forms: tuple[str, ...]
    type: str = ""
    """Of an actor."""
    date: str | None = None
    """Of an event."""


class Tagged(NamedTuple):
    """A briefing that has its tags: its title, summary and article as one text."""

    id: str
    tags: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Registry:
    """All that is known: entities of all kinds, and the briefings with their tags."""

    things: tuple[Known, ...] = ()
    briefings: tuple[Tagged, ...] = ()


class Mention(NamedTuple):
    """Words at `start` to `end` of passage number `passage` (from 0) that name an actor, known or proposed, or a place.

    `kind` is `actor` or `place`; `type` an actor's type. Mentions do not overlap, and come in the order of the text.
    Pronouns are none.
    """

    passage: int
    start: int
    end: int
    kind: str
    id: str
    type: str = ""
