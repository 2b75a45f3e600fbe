"""Texts as YAML scalars: plain if they read the same, and else in quotation marks.

`generator.source.yaml_loader` reads every scalar as text, so texts need no quotation marks because of their type.
"""

import re
from collections.abc import Sequence

_PLAIN = re.compile(r"[^\W_](?:[^:#\n\"'\\]|:(?=\S))*(?<![\s:])\Z")
_PLAIN_IN_BRACKETS = re.compile(r"[^\W_][^:#?\n\"'\\,\[\]{}]*(?<!\s)\Z")
_ESCAPED = re.compile(r"[\"\\]")


def format_scalar(value: str, *, in_quotes: bool = False, in_brackets: bool = False) -> str:
    """Format a text on one line: plain if it reads the same (also `in_brackets`), unless `in_quotes` is set."""
    value = " ".join(value.split())
    plain = _PLAIN_IN_BRACKETS if in_brackets else _PLAIN
    if "\\" in value or not value.isprintable():
        return f'"{"".join(map(_escape, value))}"'
    if plain.match(value) and not in_quotes:
        return value
    return quote_text(value)


def quote_text(text: str) -> str:
    """Put a text in quotation marks, in double ones if it needs no escapes there."""
    if _ESCAPED.search(text):
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def format_flow_list(values: Sequence[str]) -> str:
    """Format a list of texts on one line, in brackets."""
    return f"[{', '.join(format_scalar(value, in_brackets=True) for value in values)}]"


def _escape(char: str) -> str:
    if char in {'"', "\\"}:
        return f"\\{char}"
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"
