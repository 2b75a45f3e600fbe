"""How every command speaks: its options of manner, its diagnostics, and its last word where it fails."""

import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from generator.diagnostics import Diagnostic
from generator.progress import Mood
from generator.report import RENDERERS
from generator.rules import Severity

FORMAT = click.option("--format", "form", type=click.Choice(list(RENDERERS)), default="text", help="How to report.")
STRICT = click.option("--strict", is_flag=True, help="Warnings count as errors.")
QUIET = click.option("-q", "--quiet", "mood", flag_value="quiet", help="Say nothing but what is wrong.")
VERBOSE = click.option("-v", "--verbose", "mood", flag_value="verbose", help="Tell of every stage what it took.")


def mood_of(given: str | None) -> Mood:
    """The manner that was asked for."""
    return Mood(given) if given else Mood.PLAIN


def heard(diagnostics: Sequence[Diagnostic], mood: Mood) -> Sequence[Diagnostic]:
    """What is told in that manner: quietly, only what is an error."""
    if mood is not Mood.QUIET:
        return diagnostics
    return [one for one in diagnostics if one.severity is Severity.ERROR]


def report(form: str, diagnostics: Sequence[Diagnostic], *, even_none: bool = False) -> None:
    """Prints diagnostics; that there are none only where it was asked for."""
    if diagnostics or even_none or form == "json":
        click.echo(RENDERERS[form](diagnostics))


def fail(message: str, lines: Sequence[str] = ()) -> NoReturn:
    """Says why nothing came of it, after the lines that led there, and ends the program with 1."""
    for line in lines:
        click.echo(line, err=True)
    click.echo(f"error: {message}", err=True)
    sys.exit(1)


def say_waiting() -> None:
    """Another process holds the project."""
    click.echo("another build of this project is running; waiting for it to end", err=True)
