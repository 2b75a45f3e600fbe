"""Ids and levels of headings, which fit an article's outline into the outline of its page."""

import re
from collections import Counter
from collections.abc import Iterable
from unicodedata import category, normalize

# Also underscores, because Python-Markdown finds emphasis in an attribute list before it parses the list.
_SPACES = re.compile(r"[\s_-]+")


def slugify(title: str) -> str:
    """Return `title` as an id: letters of any script with their marks, digits and hyphens."""
    letters = (char for char in normalize("NFC", title.lower()) if char in " _-" or category(char)[0] in "LNM")
    return _SPACES.sub("-", "".join(letters)).strip("-")


class UniqueNames:
    """A generator of unique names, in linear time even if all requested names are the same."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._next: Counter[str] = Counter()

    def take(self, base: str) -> str:
        """Return `base`, or if it is taken the first free name of `base-2`, `base-3` and so on."""
        name = base
        while name in self._taken:
            self._next[base] += 1
            name = f"{base}-{self._next[base] + 1}"
        self._taken.add(name)
        return name


class HeadingLevels:
    """The levels of headings on the page: the title is the h1, and no level is skipped downward."""

    def __init__(self) -> None:
        self._open: list[int] = []

    def assign(self, level: int) -> int:
        """Return the level on the page of the next heading, which has `level` in the article."""
        while self._open and self._open[-1] >= level:
            self._open.pop()
        self._open.append(level)
        return min(len(self._open) + 1, 6)
