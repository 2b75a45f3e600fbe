"""Diagnostics as text for people, as JSON for programs, and as annotations for a pull request on GitHub.

One renderer for each format; none of them knows anything about rules.
"""

import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.phrases import format_count
from generator.diagnostics.rule import Severity

TAB_WIDTH = 4

MAX_SHOWN = 200
"""The maximum number of diagnostics that people are shown in one run; programs that read JSON get all of them."""

_CONJOINING = range(0x1160, 0x1200)
"""Vowels and final consonants of Hangul, which a terminal draws into the syllable before them."""


def render_text(diagnostics: Sequence[Diagnostic]) -> str:
    """Render `path:line:column: error[rule] message`, the line itself with a caret, and a help line; then a count."""
    shown = _select_shown(diagnostics)
    blocks = list(map(_render_entry, shown))
    if len(shown) < len(diagnostics):
        blocks.append(f"{_describe_hidden(diagnostics, shown)}\n")
    return "\n".join([*blocks, format_summary(diagnostics)])


def render_json(diagnostics: Sequence[Diagnostic]) -> str:
    """Render a JSON list of objects; lines and columns count from 1."""
    return json.dumps(build_json_entries(diagnostics), indent=2, ensure_ascii=False)


def build_json_entries(diagnostics: Sequence[Diagnostic]) -> list[dict[str, str | int]]:
    """Return diagnostics as the objects that the JSON report contains."""
    return list(map(_build_json_entry, diagnostics))


def _build_json_entry(diagnostic: Diagnostic) -> dict[str, str | int]:
    return {
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.value,
        "path": diagnostic.path,
        "line": diagnostic.line,
        "column": diagnostic.column,
        "message": diagnostic.full_message,
        "help": diagnostic.help,
    }


def render_github(diagnostics: Sequence[Diagnostic]) -> str:
    """Render workflow commands: https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""
    shown = _select_shown(diagnostics)
    lines = list(map(_render_annotation, shown))
    if len(shown) < len(diagnostics):
        lines.append(f"::notice::{_describe_hidden(diagnostics, shown)}")
    return "\n".join(lines)


def _render_annotation(diagnostic: Diagnostic) -> str:
    path, title = _escape_property(diagnostic.path), _escape_property(diagnostic.rule)
    properties = f"file={path},line={diagnostic.line},col={diagnostic.column},title={title}"
    text = f"{diagnostic.full_message}. {diagnostic.help}" if diagnostic.help else diagnostic.full_message
    return f"::{diagnostic.severity.value} {properties}::{_escape_data(text)}"


RENDERERS: dict[str, Callable[[Sequence[Diagnostic]], str]] = {
    "text": render_text,
    "json": render_json,
    "github": render_github,
}


def format_summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Return the numbers of errors and warnings: "1 error, 2 warnings"."""
    if not diagnostics:
        return "no errors or warnings"
    errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
    counts = {"error": errors, "warning": len(diagnostics) - errors}
    return ", ".join(format_count(number, noun) for noun, number in counts.items() if number)


def _select_shown(diagnostics: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """Return the diagnostics that people are shown, in order; errors before warnings if there are too many."""
    if len(diagnostics) <= MAX_SHOWN:
        return diagnostics
    errors_first = sorted(diagnostics, key=lambda diagnostic: diagnostic.severity is not Severity.ERROR)
    chosen = set(errors_first[:MAX_SHOWN])
    return [diagnostic for diagnostic in diagnostics if diagnostic in chosen]


def _describe_hidden(diagnostics: Sequence[Diagnostic], shown: Sequence[Diagnostic]) -> str:
    return f"{format_count(len(diagnostics) - len(shown), 'more diagnostic')} not shown; fix these first"


def _render_entry(diagnostic: Diagnostic) -> str:
    position = f"{diagnostic.path}:{diagnostic.line}:{diagnostic.column}"
    head = f"{position}: {diagnostic.severity.value}[{diagnostic.rule}] {diagnostic.full_message}"
    lines = [head, *_render_excerpt(diagnostic)]
    if diagnostic.help:
        help_line, *continuation = diagnostic.help.split("\n")
        lines += [f"  help: {help_line}", *(f"        {line}" for line in continuation)]
    return "\n".join(map(_make_printable, lines)) + "\n"


def _render_excerpt(diagnostic: Diagnostic) -> list[str]:
    """Render the line, or the part of a long one around the location, and a caret below the location."""
    if not diagnostic.excerpt:
        return []
    cells = _measure_cells(diagnostic.excerpt)
    start = max(0, min(diagnostic.column - 1 - diagnostic.chars_before, len(diagnostic.excerpt)))
    while 0 < start < len(cells) and not cells[start].width:
        start -= 1  # a mark is drawn on the letter before it
    end = start + max(1, diagnostic.width)
    indent = _sum_widths(cells[:start]) + bool(diagnostic.chars_before)
    caret_width = max(1, _sum_widths(cells[start:end]))
    text = "".join(cell.text for cell in cells)
    number = str(diagnostic.line)
    return [
        f"  {number} | {'…' if diagnostic.chars_before else ''}{text}{'…' if diagnostic.chars_after else ''}",
        f"  {' ' * len(number)} | {' ' * indent}{'^' * caret_width}",
    ]


class _Cell(NamedTuple):
    """A character as a terminal draws it, and the number of columns that it takes."""

    text: str
    width: int


def _measure_cells(text: str) -> list[_Cell]:
    """Return each character as a terminal draws it, with its width; tabs are widened to the next tab stop."""
    cells: list[_Cell] = []
    column = 0
    for char in text:
        drawn = " " * (TAB_WIDTH - column % TAB_WIDTH) if char == "\t" else _make_printable(char)
        width = sum(map(_measure_width, drawn))
        cells.append(_Cell(drawn, width))
        column += width
    return cells


def _sum_widths(cells: Iterable[_Cell]) -> int:
    return sum(cell.width for cell in cells)


def _measure_width(char: str) -> int:
    """Return the number of columns that a printable character takes: https://www.unicode.org/reports/tr11/."""
    if unicodedata.category(char) in {"Mn", "Me"} or ord(char) in _CONJOINING:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def _make_printable(line: str) -> str:
    """Escape the characters with which content could break, hide or reverse a line on a terminal."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in line)


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
