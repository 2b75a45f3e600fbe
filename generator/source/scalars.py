"""Texts as YAML: plain where they read the same, else in the marks that they hold least of.

All is read back as text by `generator.source.tree`, so nothing is quoted for the sake of types.
"""

import re
from collections.abc import Sequence

_PLAIN = re.compile(r"[^\W_](?:[^:#\n\"'\\]|:(?=\S))*(?<![\s:])\Z")
_PLAIN_IN_BRACKETS = re.compile(r"[^\W_][^:#?\n\"'\\,\[\]{}]*(?<!\s)\Z")
_LISTED = re.compile(r"[\"\\]")


def scalar(value: str, *, in_quotes: bool = False, in_brackets: bool = False) -> str:
    """A text on one line: plain where that reads the same, `in_brackets` of a list too, and no marks are wanted."""
    value = " ".join(value.split())
    plain = _PLAIN_IN_BRACKETS if in_brackets else _PLAIN
    if value.isprintable():
        if not in_quotes and plain.match(value):
            return value
        if not _LISTED.search(value):
            return f'"{value}"'
        if "\\" not in value:
            return "'" + value.replace("'", "''") + "'"
    return f'"{"".join(map(_escaped, value))}"'


def bracketed(values: Sequence[str]) -> str:
    """A list on one line."""
    return f"[{', '.join(scalar(value, in_brackets=True) for value in values)}]"


def _escaped(char: str) -> str:
    if char in {'"', "\\"}:
        return f"\\{char}"
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"
