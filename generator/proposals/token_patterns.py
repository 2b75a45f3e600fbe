"""Patterns of tokens: regular expressions in which `[…]` is a token with certain tags.

The notation for a token is that of corpus query languages:

    [by]            a token with the tag `by`
    []              any token
    [name|place]    a token with one of these tags
    [word & !by]    a token with the first tag and without the second
    [^by]           a token after one with this tag
    {refusals}      the longest phrase of this list of `Rules.phrases`
    [by]*+          as many of these tokens as there are: a match never gives one back (also ?+, ++, {1,3}+)

All else is a regular expression in the verbose syntax of Python's `re`: groups, repetitions, alternatives, lookaheads.
Other possessive repetitions are refused: Python 3.11 before 3.11.5, which Debian 12 has, matches them wrongly if their
subject can backtrack, as a token can. Write `(?> (?: … )* )`.
The pattern `(?P<verb> [gave] ) [no_words] []{0,4} [comment_nouns]` matches "made no public statement".
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, count
from typing import NamedTuple, TypeVar

Tags = frozenset[str]
Value = TypeVar("Value")
START_TAGS: Tags = frozenset({"start"})
"""The tags before the first token: `[^start]` is the first token of a sentence."""
MAX_PHRASE = 6
"""Words of a phrase in a list, at most."""
_PHRASE = re.compile(r"\{([a-z_]+)\}")
_TOKEN = re.compile(r"\[([^]]*)\]")
_POSSESSIVE_TOKEN = re.compile(r"(\[[^]]*\](?:[*+?]|\{[\d,]+\}))\+")
_POSSESSIVE = re.compile(r"[*+?}]\+")
_PRIVATE_USE = 0xE000
"""The first code point of private use: these have no meaning in a regular expression."""
_CODE_POINTS = count(_PRIVATE_USE)
_LETTERS: defaultdict[str, str] = defaultdict(lambda: chr(next(_CODE_POINTS)))
"""A letter for each tag: texts of letters are matched faster than texts of words."""
_TAG = re.compile(r"[^\s^&|!]+")


class TokenSpan(NamedTuple):
    """The tokens `start` to `stop` of a sentence; a span without a token is false."""

    start: int
    stop: int

    def __bool__(self) -> bool:
        """Check whether it has a token."""
        return self.start < self.stop

    @property
    def size(self) -> int:
        """The number of its tokens."""
        return self.stop - self.start


NO_TOKENS = TokenSpan(0, 0)
NO_TAGS: Tags = frozenset()


class TokenPattern:
    """A pattern, compiled for `TagText` when it is first used."""

    def __init__(self, pattern: str) -> None:
        self._pattern = _PHRASE.sub(_expand_phrase, pattern)

    @property
    def tags(self) -> frozenset[str]:
        """The tags that the pattern asks for."""
        return frozenset(_TAG.findall(" ".join(_TOKEN.findall(self._pattern))))

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The regular expression; raise `ValueError` if it has a possessive repetition of more than a token."""
        regex = _TOKEN.sub(_compile_token, _POSSESSIVE_TOKEN.sub(r"(?>\1)", self._pattern))
        if _POSSESSIVE.search(regex):
            raise ValueError(f"write `(?> … )` in place of a possessive repetition: {self._pattern}")
        return re.compile(regex, re.VERBOSE)

    @cached_property
    def regex_at_end(self) -> re.Pattern[str]:
        """The regular expression that matches only up to the end of the text."""
        return re.compile(rf"(?:{self.regex.pattern})\Z", re.VERBOSE)


def _expand_phrase(placeholder: re.Match[str]) -> str:
    """Return the pattern of a phrase: its first token has the number of its words in a tag."""
    lengths = range(1, MAX_PHRASE + 1)
    return f"(?:{'|'.join(f'[{placeholder[1]}:{length}]' + '[]' * (length - 1) for length in lengths)})"


def _compile_token(token: re.Match[str]) -> str:
    conditions = filter(None, token[1].replace(" ", "").split("&"))
    return f"(?:<{''.join(map(_compile_condition, conditions))}[^>]*>)"


def _compile_condition(condition: str) -> str:
    codes = "".join(_LETTERS[tag] for tag in condition.removeprefix("!").split("|"))
    lookahead = "(?!" if condition.startswith("!") else "(?="
    return f"{lookahead}[^>{codes}]*[{codes}])"


@dataclass(frozen=True, slots=True)
class TokenMatch:
    """The tokens that a pattern matches, and those of its named groups that take part."""

    start: int
    stop: int
    groups: Mapping[str, TokenSpan]


@lru_cache(maxsize=10_000)
def _encode_token(tags: Tags, previous_tags: Tags) -> str:
    """Return the text of one token: the letters of its tags, and of those of the token before it."""
    all_tags = [*tags, *map("^{}".format, previous_tags)]
    return f"<{''.join(_LETTERS[tag] for tag in all_tags)}>"


class TagText:
    """The tags of consecutive tokens as one text, in which patterns are found."""

    def __init__(self, tags: Sequence[Tags]) -> None:
        records = list(map(_encode_token, tags, [START_TAGS, *tags]))
        self._text = "".join(records)
        self._offsets = list(accumulate(map(len, records), initial=0))
        self._positions = {offset: position for position, offset in enumerate(self._offsets)}

    def match(self, pattern: TokenPattern, start: int, stop: int) -> TokenMatch | None:
        """Match a pattern that begins at `start` and ends at `stop` at the latest."""
        return self._convert(pattern.regex.match(self._text, *self._get_offsets(start, stop)))

    def match_before(self, pattern: TokenPattern, start: int, stop: int) -> TokenMatch | None:
        """Match a pattern that ends at `stop`, and begins as early as it can from `start` on."""
        return self._convert(pattern.regex_at_end.search(self._text, *self._get_offsets(start, stop)))

    def search(self, pattern: TokenPattern, start: int, stop: int) -> TokenMatch | None:
        """Find the first match of a pattern from `start` to `stop`."""
        return self._convert(pattern.regex.search(self._text, *self._get_offsets(start, stop)))

    def find_all(self, pattern: TokenPattern, start: int, stop: int) -> Iterator[TokenMatch]:
        """Yield the matches of a pattern that do not overlap, in order."""
        for match in pattern.regex.finditer(self._text, *self._get_offsets(start, stop)):
            yield self._build_match(match)

    def _get_offsets(self, start: int, stop: int) -> tuple[int, int]:
        last = len(self._offsets) - 1
        return self._offsets[min(max(start, 0), last)], self._offsets[min(max(stop, 0), last)]

    def _convert(self, match: re.Match[str] | None) -> TokenMatch | None:
        return self._build_match(match) if match else None

    def _build_match(self, match: re.Match[str]) -> TokenMatch:
        positions = self._positions
        groups = {
            name: TokenSpan(positions[match.start(name)], positions[match.end(name)])
            for name, text in match.groupdict().items()
            if text is not None
        }
        return TokenMatch(positions[match.start()], positions[match.end()], groups)


def index_tags(lists: Mapping[str, Iterable[str]]) -> dict[str, Tags]:
    """Return the tags of each word, from the words that have each tag."""
    tags: defaultdict[str, Tags] = defaultdict(frozenset)
    for tag, words in lists.items():
        for word in words:
            tags[word] |= {tag}
    return dict(tags)


class TaggedTokens:
    """Consecutive tokens with tags, and the search for tags and patterns in them; a base of dataclasses."""

    tags: tuple[Tags, ...]
    """The tags of each token."""

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

    def find_run_stop(self, run: TokenPattern, start: int, stop: int | None = None) -> int:
        """Return the token after a run that begins at `start`, or `start` without one; `run` may match no token."""
        match = self.match(run, start, stop)
        return match.stop if match else start

    def search(self, pattern: TokenPattern, start: int = 0, stop: int | None = None) -> TokenMatch | None:
        """Find the first match of a pattern from `start` to `stop`."""
        return self.tag_text.search(pattern, start, self._get_stop(stop))

    def find_all(self, pattern: TokenPattern, start: int = 0, stop: int | None = None) -> Iterator[TokenMatch]:
        """Yield the matches of a pattern that do not overlap, in order."""
        return self.tag_text.find_all(pattern, start, self._get_stop(stop))

    def apply_first(
        self, rules: Iterable[tuple[TokenPattern, Value]], start: int, stop: int | None, default: Value
    ) -> Value:
        """Return the value of the first rule whose pattern matches at `start`, or the default."""
        return next((value for pattern, value in rules if self.match(pattern, start, stop)), default)

    def _get_stop(self, stop: int | None) -> int:
        return len(self.tags) if stop is None else stop

    def has_any(self, tag: str, start: int, stop: int) -> bool:
        """Check whether one of the tokens `start` to `stop` has a tag."""
        return self.find_first(tag, start, stop) is not None

    def find_first(self, tag: str, start: int, stop: int) -> int | None:
        """Return the first token from `start` to `stop` that has a tag."""
        positions = range(max(start, 0), min(stop, len(self.tags)))
        return next((position for position in positions if tag in self.tags[position]), None)
