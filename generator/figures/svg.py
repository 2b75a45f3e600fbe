"""The basis of all figures: safe text, lines of about the right width, and elements written on one line each.

Figures are raw HTML blocks in Markdown. A blank line would end such a block, so these functions remove line ends from
all values. Colors are `currentColor` and presentation attributes only, because the content security policy of the site
forbids `style=`.
"""

import html
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

ELLIPSIS: Final = "…"
NO_BREAK: Final = "\u00a0"
PHONE_WIDTH: Final = 328
"""The width of the text on a phone of 360 pixels: there, a unit of a figure is a pixel, and no type is below 12."""
UNITS_PER_EM: Final = 16
"""Units in an em of the page's text: figures grow with the font size that the reader has set."""

_NOT_XML: Final = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NARROW: Final = frozenset("fijlrtI.,:;'’‘!|()[]/-`\u00a0 ")
_SLIM: Final = frozenset("cksvxyzJ")
_BROAD: Final = frozenset("mwMWOQ@%—…")


def fold_whitespace(text: str) -> str:
    """Return the text with single spaces for its whitespace, and with U+FFFD for characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", " ".join(text.split()))


@lru_cache(maxsize=1 << 14)
def escape(text: str) -> str:
    """Return the text, on one line, as the content of an element or of an attribute in double quotation marks."""
    return html.escape(fold_whitespace(text), quote=True)


@lru_cache(maxsize=1 << 12)
def format_number(value: float) -> str:
    """Return a coordinate, rounded to a tenth."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")  # adding zero turns -0.0 into 0.0


def format_path(x: float, y: float, corners: Sequence[tuple[float, float]], *, scale: float = 1) -> str:
    """Return a path from corner to corner; the corners are relative to the point, in units of `scale`."""
    points = [f"{format_number(x + right * scale)} {format_number(y + down * scale)}" for right, down in corners]
    return f"M{'L'.join(points)}"


def start_tag(name: str, **attributes: str | float) -> str:
    """Return a start tag; `_` in a keyword is written as `-`, and at its end it is dropped (`class_`)."""
    tag = f"<{name}"
    for keyword, value in attributes.items():
        text = escape(value) if isinstance(value, str) else format_number(value)
        tag += f' {keyword.rstrip("_").replace("_", "-")}="{text}"'
    return f"{tag}>"


def open_narrow_svg(height: float, name: str, **attributes: str | float) -> str:
    """Return the start tag of a figure that is as wide as the text on a phone; its title has the id `<name>-title`."""
    return start_tag(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {PHONE_WIDTH} {format_number(height)}",
        width=f"{format_number(PHONE_WIDTH / UNITS_PER_EM)}em",
        height=f"{format_number(height / UNITS_PER_EM)}em",
        direction="ltr",
        role="group",
        aria_labelledby=f"{name}-title",
        **attributes,
    )


def write_empty_element(name: str, **attributes: str | float) -> str:
    """Return an element without content."""
    return f"{start_tag(name, **attributes)[:-1]}/>"


def write_element(name: str, text: str, **attributes: str | float) -> str:
    """Return an element with a text."""
    return f"{start_tag(name, **attributes)}{escape(text)}</{name}>"


def measure_width(text: str, size: float) -> float:
    """Return an estimate of the width of a text in a sans-serif font of that size, rather too wide than too narrow."""
    return size * sum(map(_get_advance, text))


def wrap(text: str, *, size: float, room: float, lines: int) -> list[str]:
    """Return a text without line ends in lines of at most the width `room`, broken at plain spaces.

    A word that is too long for a line is broken too. After `lines` lines, an ellipsis replaces the remaining text.
    """
    wrapped: list[str] = []
    line = ""
    for piece in _split(text, size, room):
        joined = f"{line} {piece}" if line else piece
        if line and measure_width(joined, size) > room:
            wrapped.append(line)
            line = piece
        else:
            line = joined
        if len(wrapped) == lines:
            return [*wrapped[:-1], _truncate(wrapped[-1], size, room)]
    return [*wrapped, line]


def _split(text: str, size: float, room: float) -> list[str]:
    """Return the words; a word that is wider than a line is split into several."""
    pieces: list[str] = []
    for word in text.split(" "):
        piece, piece_width = "", 0.0
        for char in word:
            advance = size * _get_advance(char)
            if piece and piece_width + advance > room:
                pieces.append(piece)
                piece, piece_width = "", 0.0
            piece += char
            piece_width += advance
        pieces.append(piece)
    return pieces


def _truncate(line: str, size: float, room: float) -> str:
    """Return a line with an ellipsis, without the final words (or letters of a single word) that then do not fit."""
    while line and measure_width(line + ELLIPSIS, size) > room:
        line = line.rpartition(" ")[0] or line[:-1]
    return line + ELLIPSIS


def _get_advance(char: str) -> float:
    """Return the width of a character in ems, as in common sans-serif fonts."""
    if char in _NARROW:
        return 0.31
    if char in _SLIM:
        return 0.52
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0.02  # more than zero, or a line could have any number of these
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if char in _BROAD:
        return 0.88
    return 0.7 if char.isupper() else 0.57
