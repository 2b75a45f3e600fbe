"""The result of reading a file: an `ImportedArticle`, or a `Refusal` that says why there is none.

Within the package, a reader that cannot go on raises the `Refusal` as an `UnreadableError`, which
`generator.importing.reader` catches.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple


class Omission(NamedTuple):
    """A part of the file that the article leaves out: its kind (`image`, `menu`), and its words or address."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedArticle:
    """An article as a file states it. Facts that it does not state are empty; only the language may be a guess."""

    markdown: str
    """The body as CommonMark, which `generator.text.article.parse_article` reads without a diagnostic."""
    title: str = ""
    """On one line, of any length."""
    published: str | None = None
    """EDTF."""
    language: str | None = None
    """BCP 47."""
    language_is_detected: bool = False
    """True if the language follows from the words, and is not stated in the file."""
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    """The publisher's own tags, verbatim."""
    publisher: str = ""
    url: str = ""
    description: str = ""
    """The publisher's summary of the text."""
    remarks: tuple[str, ...] = ()
    """Clauses that an editor should know: how the encoding was detected, which date could not be read."""
    omissions: tuple[Omission, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """The reason why a file cannot be imported; line and column count from 1, and are 0 if there is no position."""

    message: str
    help: str
    line: int = 0
    column: int = 0


def list_distinct(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return the different texts of all lists, such as authors or keywords, in order."""
    return tuple(dict.fromkeys(chain.from_iterable(lists)))


class UnreadableError(Exception):
    """A file cannot be imported; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal
