"""A name at one place of a text."""

from typing import NamedTuple

from generator.proposals.actors.tokens import Line, Token


class Piece(NamedTuple):
    """A name in a line, as numbers of tokens; `title` are the words of an office before it."""

    line: Line
    first: int
    end: int
    title: str = ""

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its words."""
        return self.line.tokens[self.first : self.end]

    @property
    def span(self) -> tuple[int, int]:
        """Its range in the passage."""
        return self.line.tokens[self.first].start, self.line.tokens[self.end - 1].end

    @property
    def text(self) -> str:
        """Its words as they stand there."""
        start, end = self.span
        return " ".join(self.line.text[start:end].split())
