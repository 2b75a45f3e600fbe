"""What comes of a file: an `Imported`, or a `Refused` that says why not."""

from dataclasses import dataclass
from typing import NamedTuple


class LeftOut(NamedTuple):
    """Something of the file that the article does not carry: what it is (`image`, `menu`), and its words or address."""

    what: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """An article as a file gives it. What the file does not say is empty; nothing here is guessed but the language."""

    markdown: str
    """The body as CommonMark, which `generator.text.article.parse` reads without a diagnostic."""
    title: str = ""
    """On one line, of any length."""
    published: str | None = None
    """EDTF."""
    language: str | None = None
    """BCP 47."""
    language_is_detected: bool = False
    """Whether the language follows from the words, and is not stated in the file."""
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    """The publisher's own tags, verbatim."""
    publisher: str = ""
    url: str = ""
    description: str = ""
    """What the publisher says the text says."""
    remarks: tuple[str, ...] = ()
    """What else an editor should know, each a clause: how the encoding was found, which date could not be read."""
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why a file cannot be imported; line and column count from 1, and are 0 where there is no place to show."""

    message: str
    help: str
    line: int = 0
    column: int = 0
