"""A sentence of tagged tokens."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.proposals.attributions.tokens import NAME, SentenceToken
from generator.proposals.inputs import EntityMention
from generator.proposals.proposal import TextSpan
from generator.proposals.token_patterns import TaggedTokens, Tags
from generator.text.sentences import Range


@dataclass(frozen=True)
class Sentence(TaggedTokens):
    """A sentence, or several that one piece of speech joins. `number` counts them through the article."""

    number: int
    passage: int
    text: str
    """The text of the passage."""
    start: int
    end: int
    tokens: tuple[SentenceToken, ...]
    tags: tuple[Tags, ...]
    """The tags of each token."""
    quotations: tuple[Range, ...] = ()
    """The ranges in quotation marks, with the marks."""

    @property
    def span(self) -> TextSpan:
        """The characters of the sentence."""
        return TextSpan(self.passage, self.start, self.end)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded texts of the tokens; those of marks and speech are never a word."""
        return tuple(token.folded for token in self.tokens)

    @cached_property
    def actor_mentions(self) -> Mapping[int, EntityMention]:
        """The mentions of actors, by their tokens."""
        mentions: dict[int, EntityMention] = {}
        for position, token in enumerate(self.tokens):
            if token.mention and token.category == NAME:
                mentions[position] = token.mention
        return mentions
