"""The inputs of proposals: an article, and the entities and briefings that are known."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from generator.model.kinds import Kind, Ref
from generator.proposals.proposal import TextSpan
from generator.text.article import Article
from generator.text.sentences import Range, find_sentences


@dataclass(frozen=True)
class ArticleInput:
    """A parsed article with its metadata."""

    article: Article
    language: str
    """A BCP 47 tag."""
    title: str = ""
    published: str | None = None
    """EDTF, as in metadata.yml: relative dates count from it."""
    keywords: tuple[str, ...] = ()
    publisher: str = ""
    """The publisher's name, if it is known: an actor that no passage has to name."""

    @cached_property
    def sentences(self) -> tuple[Sequence[Range], ...]:
        """The sentences of each passage, as ranges of characters."""
        return tuple(find_sentences(passage.text, self.language) for passage in self.article.passages)

    def find_sentence(self, span: TextSpan) -> TextSpan:
        """Return the sentence in which a span begins."""
        sentences = self.sentences[span.passage]
        start, end = sentences[bisect_right(sentences, span.start, key=itemgetter(1))]
        return TextSpan(span.passage, start, end)

    def get_text(self, span: TextSpan) -> str:
        """Return the text of a span."""
        return self.article.passages[span.passage].text[span.start : span.end]


class KnownEntity(NamedTuple):
    """A record of the registry: its reference, and every form of its name, the name itself first."""

    ref: Ref
    forms: tuple[str, ...]
    type: str = ""
    """The type of an actor."""
    date: str | None = None
    """The date of an event."""
    is_marked: bool = False
    """True if a text names the entity only if an editor marks the name."""

    @property
    def is_place(self) -> bool:
        """True if it is a place."""
        return self.ref.kind is Kind.PLACE

    @property
    def type_of_name(self) -> str:
        """The type of what its name means: an actor's type, or `place`."""
        return "place" if self.is_place else self.type


class TaggedBriefing(NamedTuple):
    """A briefing that has its tags already: its title, summary and article as one text."""

    id: str
    tags: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class EntityRegistry:
    """The known entities of all kinds, and the briefings with their tags."""

    entities: tuple[KnownEntity, ...] = ()
    briefings: tuple[TaggedBriefing, ...] = ()

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all entities."""
        return frozenset(entity.ref.id for entity in self.entities)

    def list_of_kinds(self, *kinds: Kind) -> list[KnownEntity]:
        """Return the entities of some kinds."""
        return [entity for entity in self.entities if entity.ref.kind in kinds]


class EntityMention(NamedTuple):
    """Characters `start` to `end` of passage number `passage` (from 0) that name a known or proposed actor or a place.

    `kind` is `actor` or `place`; `type` is an actor's type. Mentions do not overlap and are in the order of the text.
    Pronouns are not mentions.
    """

    passage: int
    start: int
    end: int
    kind: str
    id: str
    type: str = ""

    @property
    def span(self) -> TextSpan:
        """The characters of the mention."""
        return TextSpan(self.passage, self.start, self.end)
