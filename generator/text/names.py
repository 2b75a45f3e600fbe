"""Names in prose: where a text names an actor, a place, a theme or an event.

`Names` holds every form of every name once, as a trie of tokens, and finds them in one pass whose cost does
not depend on how many names there are. It takes plain text and answers with ranges; what a name stands for is
the caller's own, any hashable value. Which mention becomes a link, and what is done about a name that two
things share, is decided elsewhere.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar
from unicodedata import normalize

from generator.text.characters import TOKEN, fold, is_word

T = TypeVar("T", bound=Hashable)

Range = tuple[int, int]
"""A half-open range of characters."""

_START = 0
_PROCLITICS = frozenset("وفبلكובלמשהכ")
"""Arabic and Hebrew words of one letter (and, in, to, like, that …), written onto the next word."""
_PROCLITIC_REST = 3
"""Letters that a proclitic stands before, at least: a shorter rest is mostly just part of a word."""
_ELISIONS = frozenset({"d", "l", "qu", "jusqu", "lorsqu", "puisqu", "all", "dall", "dell", "nell", "sull"})
"""What French and Italian join to a name by an apostrophe; a capital D’ or O’ belongs to the name."""
_ENDINGS = frozenset({"s", "S", "d", "ll", "m", "re", "ve"})
"""What English joins to a name by an apostrophe."""
_INNER_MARKS = frozenset("'\"")


class Match(NamedTuple, Generic[T]):
    """The name at `text[start:end]`; several targets where they share it."""

    start: int
    end: int
    targets: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class Names(Generic[T]):
    """All forms of all names; made once, by `Names.build`, and not changed any more.

    The trie is flat, so that a long name nests nothing when it is pickled: nodes are numbers, `steps` leads
    from a node by a token to the next node, `ends` holds the targets of the names that end at a node.
    """

    steps: dict[tuple[int, str], int]
    ends: dict[int, tuple[T, ...]]
    roots: dict[str, int]
    """The steps from the start."""
    bound: dict[str, int]
    """Those of the roots that may carry a proclitic."""

    @classmethod
    def build(cls, forms: Iterable[tuple[str, T]], either_case: Iterable[tuple[str, T]] = ()) -> "Names[T]":
        """The registry of these names, each with its target.

        A form that begins with a small letter is found with a capital one too; those of `either_case` also
        the other way round. A form without a letter or digit is never found. The order of the forms does not
        matter: targets that share a name come in the order of their `repr`.
        """
        targets: dict[str, set[T]] = {}
        for wanted, loose in ((forms, False), (either_case, True)):
            for form, target in wanted:
                for spelling in _spellings(form, loose=loose):
                    targets.setdefault(spelling, set()).add(target)
        steps: dict[tuple[int, str], int] = {}
        ends: dict[int, tuple[T, ...]] = {}
        for spelling, named in targets.items():
            node = _START
            for token in TOKEN.findall(spelling):
                node = steps.setdefault((node, token), len(steps) + 1)
            ends[node] = tuple(sorted(named, key=repr))
        roots = {token: node for (before, token), node in steps.items() if before == _START}
        bound = {token: node for token, node in roots.items() if _takes_proclitic(token)}
        return cls(steps, ends, roots, bound)

    def find(self, text: str, protected: Collection[Range] = ()) -> list[Match[T]]:
        """The names in `text`, which is in NFC: the leftmost first, of several at one place the longest.

        Matches are whole words, ascend, do not overlap, and touch no protected range. A possessive ending is
        left out unless it belongs to the form. Linear in the text.
        """
        tokens = TOKEN.findall(fold(text))
        gaps = _Gaps(protected, len(text))
        matches: list[Match[T]] = []
        resume = reached = position = 0
        for index in self._candidates(tokens):
            if index < resume:
                continue
            position += len("".join(tokens[reached:index]))
            reached = index
            skipped, last, node = self._at(tokens, index, gaps.end(position) - position)
            if node != _START:
                end = position + len("".join(tokens[index : last + 1]))
                matches.append(Match(position + skipped, end, self.ends[node]))
                resume = last + 1
        return matches

    def _candidates(self, tokens: list[str]) -> Iterable[int]:
        """The tokens at which a name may begin."""
        roots, bound = self.roots, self.bound
        if not bound:
            return [index for index, token in enumerate(tokens) if token in roots]
        return [
            index
            for index, token in enumerate(tokens)
            if token in roots or (token[0] in _PROCLITICS and token[1:] in bound)
        ]

    def _at(self, tokens: list[str], index: int, room: int) -> tuple[int, int, int]:
        """The longest name at the token: letters skipped, last token, and end node (the start for none)."""
        token = tokens[index]
        last, node = index, self.roots.get(token, _START)
        if node != _START and _begins_word(tokens, index):
            last, node = self._longest(tokens, index, node, room)
            if node != _START:
                return 0, last, node
        if token[0] in _PROCLITICS and token[1:] in self.bound:
            return 1, *self._longest(tokens, index, self.bound[token[1:]], room)
        return 0, last, _START

    def _longest(self, tokens: list[str], index: int, node: int, room: int) -> tuple[int, int]:
        """The last token and the end node of the longest name within `room` characters; the start for none.

        `node` is where the token at `index` has led.
        """
        longest = index, _START
        for last in range(index, len(tokens)):
            token = tokens[last]
            if last > index:
                node = self.steps.get((node, " " if token[0] == " " else token), _START)
            room -= len(token)
            if node == _START or room < 0:
                break
            if node in self.ends and _ends_word(tokens, last):
                longest = last, node
        return longest


class _Gaps:
    """The gaps between protected ranges, asked for at ascending places: it walks along with the text."""

    def __init__(self, protected: Collection[Range], length: int) -> None:
        self._ranges = sorted(span for span in protected if span[0] < span[1])
        self._length = length
        self._next = 0

    def end(self, position: int) -> int:
        """Where the gap around `position` ends; at or before `position` if that is protected."""
        while self._next < len(self._ranges) and self._ranges[self._next][1] <= position:
            self._next += 1
        return self._ranges[self._next][0] if self._next < len(self._ranges) else self._length


def _spellings(form: str, *, loose: bool) -> Iterator[str]:
    """The folded form, and the form with another first letter where that is the same name."""
    plain = " ".join(fold(normalize("NFC", form)).split())
    if not any(map(str.isalnum, plain)):
        return
    yield plain
    first = plain[0]
    other = first.upper() if first.islower() else first.lower() if loose else first
    if len(other) == 1 and other != first:
        yield other + plain[1:]


def _takes_proclitic(token: str) -> bool:
    arabic_or_hebrew = "\u05d0" <= token[0] <= "\u05ea" or "\u0621" <= token[0] <= "\u06d3"
    return arabic_or_hebrew and len(token) >= _PROCLITIC_REST


def _begins_word(tokens: list[str], index: int) -> bool:
    """Whether no word reaches into the token from the left: `Brien` begins none in `O'Brien`."""
    before = tokens[index - 1] if index else " "
    if before in _INNER_MARKS:
        return index == 1 or not _joins(*tokens[index - 2 : index + 1]) or tokens[index - 2] in _ELISIONS
    return before[0] == " " or tokens[index][0].isalnum() or not is_word(before)


def _ends_word(tokens: list[str], index: int) -> bool:
    """Whether no word goes on behind the token: `Sana` ends none in `Sana'a`, `Hamas` does in `Hamas's`."""
    after = tokens[index + 1] if index + 1 < len(tokens) else " "
    if after in _INNER_MARKS:
        around = tokens[index : index + 3]
        return len(around) < 3 or not _joins(*around) or around[2] in _ENDINGS
    return after[0] == " " or tokens[index][0].isalnum() or not is_word(after)


def _joins(before: str, mark: str, after: str) -> bool:
    """Whether the mark is inside of a word: an apostrophe, or the gershayim of a Hebrew abbreviation."""
    if mark == "'":
        return is_word(before) and is_word(after)
    return _is_hebrew(before[-1]) and _is_hebrew(after[0])


def _is_hebrew(letter: str) -> bool:
    return "\u0590" <= letter <= "\u05ff"
