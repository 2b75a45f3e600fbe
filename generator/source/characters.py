"""Hidden characters and Unicode normalization.

Defines the characters that content files must not contain, and how messages name them. Text is normalized to Unicode's
composed form (NFC), so that the same word is the same text however it was typed.
"""

import re
import unicodedata
from itertools import groupby

from generator.diagnostics.diagnostic import Diagnostic, SourceFile, Span
from generator.diagnostics.phrases import format_count

HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Control characters, direction changes and noncharacters, but not the joiners and marks of scripts."""

_RUN = re.compile(f"({HIDDEN.pattern})\\1*")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MAX_DIAGNOSTICS = 50
_MAX_MARKS = 30
"""The number of marks in a row that Unicode's stream-safe form allows (UAX #15)."""


def describe_character(character: str) -> str:
    """Return the code point and the name, such as `U+202E right-to-left override`; control characters have no name."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '').lower()}".rstrip()


def escape_unprintable(text: str) -> str:
    """Return `text` with escapes in place of the characters that a terminal or page would not show."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode-escape").decode("ascii") for char in text)


def normalize_nfc(text: str) -> str:
    """Return `text` in NFC, in linear time.

    A run of more than `_MAX_MARKS` marks stays as it is: no language has such runs, and the time to sort one grows
    with the square of its length.
    """
    if unicodedata.is_normalized("NFC", text):
        return text
    normalized: list[str] = []
    pending: list[str] = []
    for is_mark, characters in groupby(text, key=_is_mark):
        run = "".join(characters)
        if is_mark and len(run) > _MAX_MARKS:
            normalized += [unicodedata.normalize("NFC", "".join(pending)), run]
            pending = []
        else:
            pending.append(run)
    return "".join([*normalized, unicodedata.normalize("NFC", "".join(pending))])


def check_hidden_characters(source: SourceFile) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each run of a hidden character, the last one for all that exceed the limit."""
    if not HIDDEN.search(source.text):
        return ()
    runs = [
        (Span(number, match.start() + 1, len(match[0])), match[1])
        for number, line in enumerate(source.lines, 1)
        for match in _RUN.finditer(line)
    ]
    diagnostics = [report_hidden_character(source, span, character) for span, character in runs[:_MAX_DIAGNOSTICS]]
    if rest := runs[_MAX_DIAGNOSTICS:]:
        message = f"{format_count(len(rest), 'more place')} with such characters from here on"
        diagnostics.append(source.diagnose("hidden-direction", rest[0][0], message))
    return tuple(diagnostics)


def report_hidden_character(source: SourceFile, span: Span, character: str) -> Diagnostic:
    """Return the diagnostic for a character of `HIDDEN` at `span`."""
    if _DIRECTION.match(character):
        message = f"{describe_character(character)} invisibly changes the writing direction"
    else:
        message = f"{describe_character(character)} is a control character, not text"
    advice = "delete it; it may come from pasted text"
    return source.diagnose("hidden-direction", span, message, advice=advice)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")
