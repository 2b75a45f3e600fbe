"""Search for names in prose: mentions of actors, places, themes and events.

`NameFinder` has every form of every name once, in a trie of tokens, and finds them in one pass whose cost does not
depend on the number of names. It takes plain text and returns ranges; the target of a name is any hashable value. This
module does not decide which mention becomes a link, or what happens to a name with several targets.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar
from unicodedata import normalize

from generator.text.characters import TOKEN, is_word
from generator.text.folding import FoldedText, fold

T = TypeVar("T", bound=Hashable)

Range = tuple[int, int]
"""A half-open range of characters."""

_START = 0
_PROCLITICS = frozenset("وفبلكובלמשהכ")
"""Arabic and Hebrew words of one letter (and, in, to, like, that …), written together with the next word."""
_PROCLITIC_REST = 3
"""The minimal number of letters after a proclitic: a shorter rest is usually only a part of a word."""
_ELISIONS = frozenset({"d", "l", "qu", "jusqu", "lorsqu", "puisqu", "all", "dall", "dell", "nell", "sull"})
"""The French and Italian words before an apostrophe and a name; a capital D’ or O’ belongs to the name."""
_ENDINGS = frozenset({"s", "S", "d", "ll", "m", "re", "ve"})
"""The English endings after a name and an apostrophe."""
_INNER_MARKS = frozenset("'\"")


class NameMatch(NamedTuple, Generic[T]):
    """The name at `text[start:end]`, with several targets if they share it."""

    start: int
    end: int
    targets: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class NameFinder(Generic[T]):
    """An index of all forms of all names, built once by `NameFinder.build` and not changed afterward.

    The trie is flat, so that pickling a long name does not recurse: nodes are numbers, `steps` maps a node and a token
    to the next node, and `ends` has the targets of the names that end at a node.
    """

    steps: dict[tuple[int, str], int]
    ends: dict[int, tuple[T, ...]]
    roots: dict[str, int]
    """The steps from the start node, by token."""
    bound: dict[str, int]
    """The steps from the start node whose token may follow a proclitic."""

    @classmethod
    def build(cls, forms: Iterable[tuple[str, T]], either_case: Iterable[tuple[str, T]] = ()) -> "NameFinder[T]":
        """Build the index of these names, each with its target.

        A form that begins with a small letter is also found with a capital one, and a form of `either_case` also the
        other way around. A form without a letter or digit is never found. The order of the forms does not matter:
        targets that share a name are in the order of their `repr`.
        """
        targets_by_spelling: dict[str, set[T]] = {}
        for named_forms, is_either_case in ((forms, False), (either_case, True)):
            for form, target in named_forms:
                for spelling in _iterate_spellings(form, is_either_case=is_either_case):
                    targets_by_spelling.setdefault(spelling, set()).add(target)
        steps: dict[tuple[int, str], int] = {}
        ends: dict[int, tuple[T, ...]] = {}
        for spelling, targets in targets_by_spelling.items():
            node = _START
            for token in TOKEN.findall(spelling):
                node = steps.setdefault((node, token), len(steps) + 1)
            ends[node] = tuple(sorted(targets, key=repr))
        roots = {token: node for (parent, token), node in steps.items() if parent == _START}
        bound = {token: node for token, node in roots.items() if _takes_proclitic(token)}
        return cls(steps, ends, roots, bound)

    def find(self, text: str | FoldedText, protected: Collection[Range] = ()) -> list[NameMatch[T]]:
        """Find the names in `text`, which is in NFC or folded: from left to right, the longest at each position.

        Matches are whole words, ascend, do not overlap, and do not touch a protected range. A possessive ending is not
        included unless it belongs to the form. Linear in the text.
        """
        folded = fold(text) if isinstance(text, str) else text
        tokens = TOKEN.findall(folded.text)
        folded_ranges = [(folded.map_position(start), folded.map_position(end)) for start, end in protected]
        gaps = _Gaps(folded_ranges, len(folded.text))
        matches: list[NameMatch[T]] = []
        resume = reached = position = 0
        for index in self._find_candidates(tokens):
            if index < resume:
                continue
            position += len("".join(tokens[reached:index]))
            reached = index
            skipped, end_index, node = self._match_at(tokens, index, gaps.find_end(position) - position)
            if node != _START:
                end = position + len("".join(tokens[index : end_index + 1]))
                matches.append(NameMatch(*folded.map_range(position + skipped, end), self.ends[node]))
                resume = end_index + 1
        return matches

    def _find_candidates(self, tokens: list[str]) -> Iterable[int]:
        """Return the indexes of the tokens at which a name may begin."""
        roots, bound = self.roots, self.bound
        if not bound:
            return [index for index, token in enumerate(tokens) if token in roots]
        return [
            index
            for index, token in enumerate(tokens)
            if token in roots or (token[0] in _PROCLITICS and token[1:] in bound)
        ]

    def _match_at(self, tokens: list[str], index: int, max_length: int) -> tuple[int, int, int]:
        """Return the longest name at a token: the number of skipped letters, the last token and the end node.

        The end node is the start node if there is no name.
        """
        token = tokens[index]
        end_index, node = index, self.roots.get(token, _START)
        if node != _START and _begins_word(tokens, index):
            end_index, node = self._find_longest(tokens, index, node, max_length)
            if node != _START:
                return 0, end_index, node
        if token[0] in _PROCLITICS and token[1:] in self.bound:
            return 1, *self._find_longest(tokens, index, self.bound[token[1:]], max_length)
        return 0, end_index, _START

    def _find_longest(self, tokens: list[str], index: int, node: int, max_length: int) -> tuple[int, int]:
        """Return the last token and the end node of the longest name within `max_length` characters.

        `node` is the node after the token at `index`. The end node is the start node if there is no name.
        """
        longest = index, _START
        for end_index in range(index, len(tokens)):
            token = tokens[end_index]
            if end_index > index:
                node = self.steps.get((node, " " if token[0] == " " else token), _START)
            max_length -= len(token)
            if node == _START or max_length < 0:
                break
            if node in self.ends and _ends_word(tokens, end_index):
                longest = end_index, node
        return longest


class _Gaps:
    """The gaps between protected ranges, for searches at ascending positions."""

    def __init__(self, protected: Collection[Range], length: int) -> None:
        # The end of the text counts as a protected range that no search passes.
        self._ranges = [*sorted(span for span in protected if span[0] < span[1]), (length, length + 1)]
        self._next = 0

    def find_end(self, position: int) -> int:
        """Return the end of the gap around `position`; at or before `position` if that is protected."""
        while self._ranges[self._next][1] <= position:
            self._next += 1
        return self._ranges[self._next][0]


def _iterate_spellings(form: str, *, is_either_case: bool) -> Iterator[str]:
    """Yield the folded form, and the form with its first letter in the other case if that is the same name."""
    folded = fold(normalize("NFC", form)).text.strip()
    if not any(map(str.isalnum, folded)):
        return
    yield folded
    letter = folded[0]
    if letter.islower():
        swapped = letter.upper()
    elif is_either_case:
        swapped = letter.lower()
    else:
        return
    if len(swapped) == 1 and swapped != letter:
        yield swapped + folded[1:]


def _takes_proclitic(token: str) -> bool:
    """Check whether a token may follow a proclitic."""
    is_arabic_or_hebrew = "\u05d0" <= token[0] <= "\u05ea" or "\u0621" <= token[0] <= "\u06d3"
    return is_arabic_or_hebrew and len(token) >= _PROCLITIC_REST


def _begins_word(tokens: list[str], index: int) -> bool:
    """Check whether a word begins with the token: `Brien` does not begin one in `O'Brien`."""
    previous = tokens[index - 1] if index else " "
    if previous in _INNER_MARKS:
        return index == 1 or not _joins_word(*tokens[index - 2 : index + 1]) or tokens[index - 2] in _ELISIONS
    return previous[0] == " " or tokens[index][0].isalnum() or not is_word(previous)


def _ends_word(tokens: list[str], index: int) -> bool:
    """Check whether a word ends with the token: `Sana` does not end one in `Sana'a`, `Hamas` does in `Hamas's`."""
    following = tokens[index + 1] if index + 1 < len(tokens) else " "
    if following in _INNER_MARKS:
        joined = tokens[index : index + 3]
        return len(joined) < 3 or not _joins_word(*joined) or joined[2] in _ENDINGS
    return following[0] == " " or tokens[index][0].isalnum() or not is_word(following)


def _joins_word(head: str, mark: str, tail: str) -> bool:
    """Check whether the mark is inside a word: an apostrophe, or the gershayim of a Hebrew abbreviation."""
    if mark == "'":
        return is_word(head) and is_word(tail)
    return _is_hebrew(head[-1]) and _is_hebrew(tail[0])


def _is_hebrew(letter: str) -> bool:
    return "\u0590" <= letter <= "\u05ff"
