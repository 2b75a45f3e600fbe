"""Characters that are not what they seem, and the one form in which text is kept.

Which characters no content file may hold, how a message names one, and Unicode's composed form (NFC), so that
the same word is the same text however it was typed. What becomes of a finding is for the callers to say.
"""

import re
import unicodedata
from itertools import groupby

from generator.diagnostics import Diagnostic, Source, Span

HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Controls, direction changes, and code points that are no characters; not joiners and marks of scripts."""

_RUN = re.compile(f"({HIDDEN.pattern})\\1*")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_PLACES = 50
_MARKS_IN_A_ROW = 30


def named(character: str) -> str:
    """`U+202E right-to-left override`; controls have no name in Unicode."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '').lower()}".rstrip()


def printable(text: str) -> str:
    """`text` with all that a terminal or a page would not show as itself written as escapes."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode-escape").decode("ascii") for char in text)


def composed(text: str) -> str:
    """`text` in NFC, in linear time.

    More marks in a row than Unicode's stream-safe form admits (UAX #15) are kept as they are: no language has
    them, and putting them in order takes time that grows with the square of their number.
    """
    if unicodedata.is_normalized("NFC", text):
        return text
    pieces: list[str] = []
    stretch: list[str] = []
    for is_mark, run in groupby(text, key=_is_mark):
        piece = "".join(run)
        if is_mark and len(piece) > _MARKS_IN_A_ROW:
            pieces += [unicodedata.normalize("NFC", "".join(stretch)), piece]
            stretch = []
        else:
            stretch.append(piece)
    return "".join([*pieces, unicodedata.normalize("NFC", "".join(stretch))])


def hidden_characters(source: Source) -> tuple[Diagnostic, ...]:
    """A diagnostic for each place of a hidden character, up to a number that nobody would work through."""
    if not HIDDEN.search(source.text):
        return ()
    runs = [
        (Span(number, match.start() + 1, len(match[0])), match[1])
        for number, line in enumerate(source.lines, 1)
        for match in _RUN.finditer(line)
    ]
    found = [hidden(source, span, character) for span, character in runs[:_PLACES]]
    if more := len(runs[_PLACES:]):
        places = "1 more place" if more == 1 else f"{more:,} more places"
        message = f"{places} with such characters, from here on"
        found.append(source.diagnostic("hidden-direction", runs[_PLACES][0], message))
    return tuple(found)


def hidden(source: Source, span: Span, character: str) -> Diagnostic:
    """The diagnostic for one of `HIDDEN` at `span`."""
    if _DIRECTION.match(character):
        message = f"{named(character)} changes the direction of writing unseen"
    else:
        message = f"{named(character)} is a control character, not text"
    advice = "delete it; it may have come in with text that was pasted"
    return source.diagnostic("hidden-direction", span, message, advice=advice)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")
