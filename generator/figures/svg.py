"""What every figure needs: safe text, lines of about the right width, and elements written on one line each.

Figures stand as raw HTML blocks in Markdown. A blank line would end such a block, so no value that passes
through here keeps its line ends. Colours are `currentColor` and presentation attributes alone, since the
content policy of the site forbids `style=`.
"""

import html
import re
import unicodedata
from functools import lru_cache
from typing import Final

ELLIPSIS: Final = "…"
NO_BREAK: Final = "\u00a0"

_NOT_XML: Final = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NARROW: Final = frozenset("fijlrtI.,:;'’‘!|()[]/-`\u00a0 ")
_SLIM: Final = frozenset("cksvxyzJ")
_BROAD: Final = frozenset("mwMWOQ@%—…")


def one_line(text: str) -> str:
    """The text with single spaces for its white space, and without characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", " ".join(text.split()))


@lru_cache(maxsize=1 << 14)
def escape(text: str) -> str:
    """The text, on one line, as the content of an element or of an attribute in double quotation marks."""
    return html.escape(one_line(text), quote=True)


@lru_cache(maxsize=1 << 12)
def number(value: float) -> str:
    """A coordinate, to a tenth."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")  # adding zero turns -0.0 into 0.0


def tag(name: str, **attributes: str | float) -> str:
    """A start tag; `_` in a keyword stands for `-`, and one at its end is dropped (`class_`)."""
    written = (
        f' {key.rstrip("_").replace("_", "-")}="{escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{''.join(written)}>"


def empty(name: str, **attributes: str | float) -> str:
    """An element without content."""
    return f"{tag(name, **attributes)[:-1]}/>"


def element(name: str, text: str, **attributes: str | float) -> str:
    """An element that holds text."""
    return f"{tag(name, **attributes)}{escape(text)}</{name}>"


def width(text: str, size: float) -> float:
    """About how wide a text is in a sans-serif type of that size; errs on the wide side."""
    return size * sum(map(_advance, text))


def wrap(text: str, *, size: float, room: float, lines: int) -> list[str]:
    """A text without line ends in lines of at most `room`, broken at plain spaces.

    A word that is too long for a line is broken too. What is left after `lines` gives way to an ellipsis.
    """
    wrapped: list[str] = []
    line = ""
    for piece in _pieces(text, size, room):
        joined = f"{line} {piece}" if line else piece
        if line and width(joined, size) > room:
            wrapped.append(line)
            line = piece
        else:
            line = joined
        if len(wrapped) == lines:
            return [*wrapped[:-1], _cut(wrapped[-1], size, room)]
    return [*wrapped, line]


def _pieces(text: str, size: float, room: float) -> list[str]:
    """The words; one that is wider than a line in several."""
    pieces: list[str] = []
    for word in text.split(" "):
        begun, used = "", 0.0
        for char in word:
            step = size * _advance(char)
            if begun and used + step > room:
                pieces.append(begun)
                begun, used = "", 0.0
            begun += char
            used += step
        pieces.append(begun)
    return pieces


def _cut(line: str, size: float, room: float) -> str:
    """A line with an ellipsis, less the words (or the letters of a lone one) that this leaves no room for."""
    while line and width(line + ELLIPSIS, size) > room:
        line = line.rpartition(" ")[0] or line[:-1]
    return line + ELLIPSIS


def _advance(char: str) -> float:
    """The width of a character in ems, after the common sans-serif types."""
    if char in _NARROW:
        return 0.31
    if char in _SLIM:
        return 0.52
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0.02  # not nothing, or a line could be of any length
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if char in _BROAD:
        return 0.88
    return 0.7 if char.isupper() else 0.57
