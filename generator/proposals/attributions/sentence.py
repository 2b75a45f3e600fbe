"""A sentence of tokens, and the search for words and patterns in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.proposals.attributions.tagging import Tags
from generator.proposals.attributions.token_patterns import TagText, TokenMatch, TokenPattern
from generator.proposals.attributions.tokens import SentenceToken
from generator.text.sentences import Range


@dataclass(frozen=True)
class Sentence:
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

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded texts of the tokens; those of marks and speech are never a word."""
        return tuple(token.folded for token in self.tokens)

    @cached_property
    def tag_text(self) -> TagText:
        """The tags, in which patterns are found."""
        return TagText(self.tags)

    def has(self, tag: str, position: int) -> bool:
        """Check whether a token exists and has a tag."""
        return 0 <= position < len(self.tags) and tag in self.tags[position]

    def match(self, pattern: TokenPattern, start: int, stop: int | None = None) -> TokenMatch | None:
        """Match a pattern that begins at `start` and ends at `stop` at the latest."""
        return self.tag_text.match(pattern, start, self._get_stop(stop))

    def match_before(self, pattern: TokenPattern, stop: int, start: int = 0) -> TokenMatch | None:
        """Match a pattern that ends at `stop`, and begins as early as it can from `start` on."""
        return self.tag_text.match_before(pattern, start, stop)

    def find_run_start(self, run: TokenPattern, stop: int, start: int = 0) -> int:
        """Return the first token of a run that ends at `stop`, or `stop` if it is empty; `run` may match no token."""
        match = self.match_before(run, stop, start)
        return match.start if match else stop

    def find_run_stop(self, run: TokenPattern, start: int) -> int:
        """Return the token after a run that begins at `start`; `run` may match no token."""
        match = self.match(run, start)
        return match.stop if match else start

    def search(self, pattern: TokenPattern, start: int = 0, stop: int | None = None) -> TokenMatch | None:
        """Find the first match of a pattern from `start` to `stop`."""
        return self.tag_text.search(pattern, start, self._get_stop(stop))

    def find_all(self, pattern: TokenPattern, start: int = 0, stop: int | None = None) -> Iterator[TokenMatch]:
        """Yield the matches of a pattern that do not overlap, in order."""
        return self.tag_text.find_all(pattern, start, self._get_stop(stop))

    def _get_stop(self, stop: int | None) -> int:
        return len(self.tokens) if stop is None else stop

    def has_any(self, tag: str, start: int, stop: int) -> bool:
        """Check whether one of the tokens `start` to `stop` has a tag."""
        return self.find_first(tag, start, stop) is not None

    def find_first(self, tag: str, start: int, stop: int) -> int | None:
        """Return the first token from `start` to `stop` that has a tag."""
        for position in range(max(start, 0), min(stop, len(self.tags))):
            if tag in self.tags[position]:
                return position
        return None
