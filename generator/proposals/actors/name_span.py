"""A name at one position of a text."""

from typing import NamedTuple

from generator.proposals.actors.tagging import TaggedPassage
from generator.proposals.actors.tokens import Token
from generator.text.folding import strip_invisible


class Position(NamedTuple):
    """A character of a text; `passage` is the number of its passage."""

    passage: int
    start: int


class NameSpan(NamedTuple):
    """The tokens `start` to `stop` of a passage that are a name; `title` is the title before it (“Dr.”, “Mayor”)."""

    passage: TaggedPassage
    start: int
    stop: int
    title: str = ""

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the name."""
        return self.passage.tokens[self.start : self.stop]

    @property
    def char_range(self) -> tuple[int, int]:
        """The range of characters in the passage."""
        return self.passage.tokens[self.start].start, self.passage.tokens[self.stop - 1].end

    @property
    def position(self) -> Position:
        """The first character."""
        return Position(self.passage.number, self.char_range[0])

    @property
    def text(self) -> str:
        """The name as it is written, without invisible characters and line breaks."""
        start, end = self.char_range
        return " ".join(strip_invisible(self.passage.text[start:end]).text.split())
