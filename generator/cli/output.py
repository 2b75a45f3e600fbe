"""The output of commands: the options for it, diagnostics, and the message of a failure."""

import datetime as dt
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from generator.build.clock import ClockError, read_now
from generator.diagnostics.diagnostic import Diagnostic, select_errors
from generator.diagnostics.report import RENDERERS
from generator.infra.progress import Verbosity
from generator.model.instants import InstantError, parse_now


class MomentType(click.ParamType[dt.datetime]):
    """An option with the moment for which the content is read."""

    name = "moment"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.datetime:
        """Parse the moment; end the program if it is not valid."""
        if isinstance(value, dt.datetime):
            return value
        try:
            return parse_now(str(value))
        except InstantError as error:
            self.fail(f"{error.message}: {error.help}", param, ctx)


def get_moment(option: dt.datetime | None) -> dt.datetime:
    """Return the moment of the option, or that of `SOURCE_DATE_EPOCH` or the clock.

    End the program if `SOURCE_DATE_EPOCH` is not valid, even if it is not needed: MkDocs reads it too.
    """
    try:
        default = read_now()
    except ClockError as error:
        raise click.UsageError(str(error)) from error
    return option or default


FORMAT = click.option(
    "--format", "form", type=click.Choice(list(RENDERERS)), default="text", help="Choose the format of the report."
)
STRICT = click.option("--strict", is_flag=True, help="Treat warnings as errors, except those of drafts.")
NOW = click.option(
    "--now",
    metavar="MOMENT",
    type=MomentType(),
    default=None,
    help="Show the content as of this moment, such as 2026-12-01T06:00+01:00, or this day (default: SOURCE_DATE_EPOCH,"
    " or the clock).",
)
QUIET = click.option("-q", "--quiet", "verbosity", flag_value="quiet", help="Print only errors.")
VERBOSE = click.option("-v", "--verbose", "verbosity", flag_value="verbose", help="Print the time of every stage.")


def get_verbosity(option: str | None) -> Verbosity:
    """Return the verbosity of the options."""
    return Verbosity(option) if option else Verbosity.PLAIN


def select_shown(diagnostics: Sequence[Diagnostic], verbosity: Verbosity) -> Sequence[Diagnostic]:
    """Return the diagnostics to print: only errors if the output is quiet."""
    return select_errors(diagnostics) if verbosity is Verbosity.QUIET else diagnostics


def print_diagnostics(form: str, diagnostics: Sequence[Diagnostic], *, even_none: bool = False) -> None:
    """Print diagnostics; with `even_none`, also that there are none."""
    if diagnostics or even_none or form == "json":
        click.echo(RENDERERS[form](diagnostics))


def fail(message: str, lines: Sequence[str] = ()) -> NoReturn:
    """Print lines with details and the message, and end the program with 1."""
    for line in lines:
        click.echo(line, err=True)
    click.echo(f"error: {message}", err=True)
    sys.exit(1)


def say_waiting() -> None:
    """Print that another process has locked the project."""
    click.echo("another build of this project is running; waiting until it ends", err=True)
