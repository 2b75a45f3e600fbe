"""Ids and levels of headings: how an article's own outline fits into that of its page."""

import re
from collections import Counter
from collections.abc import Iterable
from unicodedata import category, normalize

# Underscores go too: Python-Markdown looks for emphasis in an attribute list before it reads it.
_SPACES = re.compile(r"[\s_-]+")


def slugify(title: str) -> str:
    """`title` as an id: letters of any script with their marks, digits and hyphens."""
    kept = (char for char in normalize("NFC", title.lower()) if char in " _-" or category(char)[0] in "LNM")
    return _SPACES.sub("-", "".join(kept)).strip("-")


class UniqueNames:
    """Gives each thing a name of its own, in linear time also where all want the same."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._next: Counter[str] = Counter()

    def take(self, wanted: str) -> str:
        """`wanted`, or where it is taken the first of `wanted-2`, `wanted-3` … that is not."""
        name = wanted
        while name in self._taken:
            self._next[wanted] += 1
            name = f"{wanted}-{self._next[wanted] + 1}"
        self._taken.add(name)
        return name


class Levels:
    """Levels on the page: the title is the h1, and none is skipped on the way down."""

    def __init__(self) -> None:
        self._open: list[int] = []

    def of(self, level: int) -> int:
        """The level on the page of the next heading, which has `level` in the article."""
        while self._open and self._open[-1] >= level:
            self._open.pop()
        self._open.append(level)
        return min(len(self._open) + 1, 6)
