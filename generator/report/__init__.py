"""Diagnostics as text for people, as JSON for programs, and as annotations for a pull request on GitHub.

One renderer for each form, none of which knows anything about rules.
"""

import json
from collections.abc import Callable, Sequence

from generator.diagnostics import Diagnostic
from generator.rules import Severity

TAB_WIDTH = 4


def as_text(diagnostics: Sequence[Diagnostic]) -> str:
    """`path:line:column: error[rule] message`, the line itself with a caret, and a help line; then a count."""
    return "\n".join([*(_entry(diagnostic) for diagnostic in diagnostics), summary(diagnostics)])


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """A list of objects; lines and columns count from 1."""
    entries = [
        {
            "rule": one.rule,
            "severity": one.severity.value,
            "path": one.path,
            "line": one.line,
            "column": one.column,
            "message": one.message,
            "help": one.help,
        }
        for one in diagnostics
    ]
    return json.dumps(entries, indent=2, ensure_ascii=False)


def as_github(diagnostics: Sequence[Diagnostic]) -> str:
    """Workflow commands: https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""
    return "\n".join(
        f"::{one.severity.value} file={_property(one.path)},line={one.line},col={one.column},"
        f"title={_property(one.rule)}::{_data(f'{one.message}. {one.help}' if one.help else one.message)}"
        for one in diagnostics
    )


RENDERERS: dict[str, Callable[[Sequence[Diagnostic]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """How many errors and warnings there are."""
    errors = sum(one.severity is Severity.ERROR for one in diagnostics)
    warnings = len(diagnostics) - errors
    if not diagnostics:
        return "no mistakes"
    return ", ".join(plural(number, noun) for number, noun in ((errors, "error"), (warnings, "warning")) if number)


def plural(number: int, noun: str) -> str:
    """A number with its noun: "1 error", "1,234 errors"."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def _entry(one: Diagnostic) -> str:
    head = f"{one.path}:{one.line}:{one.column}: {one.severity.value}[{one.rule}] {one.message}"
    lines = [head, *_excerpt(one)]
    first, *more = one.help.split("\n")
    if first:
        lines += [f"  help: {first}", *(f"        {line}" for line in more)]
    return "\n".join(_printable(line) for line in lines) + "\n"


def _excerpt(one: Diagnostic) -> list[str]:
    """The line and a caret below the place; tabs are widened in both, so that the caret stands right."""
    if not one.excerpt:
        return []
    before = one.excerpt[: one.column - 1].expandtabs(TAB_WIDTH)
    width = max(1, min(one.width, len(one.excerpt) - one.column + 1))
    number = str(one.line)
    return [
        f"  {number} | {one.excerpt.expandtabs(TAB_WIDTH)}",
        f"  {' ' * len(number)} | {' ' * len(before)}{'^' * width}",
    ]


def _printable(line: str) -> str:
    """A line of ours that no character of the content can break, hide or turn round on a terminal."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in line)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
