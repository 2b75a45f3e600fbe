"""The command that checks content/."""

import datetime as dt
import sys
from pathlib import Path

import click

from generator.build import checking
from generator.cli.output import (
    FORMAT,
    NOW,
    QUIET,
    STRICT,
    VERBOSE,
    get_moment,
    get_verbosity,
    print_diagnostics,
    select_shown,
)
from generator.diagnostics.diagnostic import has_errors, has_strict_errors
from generator.infra.progress import Verbosity, create_progress


@click.command()
@FORMAT
@STRICT
@NOW
@QUIET
@VERBOSE
@click.pass_obj
def check(root: Path, form: str, now: dt.datetime | None, verbosity: str | None, *, strict: bool) -> None:
    """Check content/ and the hand-written pages of docs/."""
    level = get_verbosity(verbosity)
    diagnostics, index = checking.check(root, create_progress(level), now=get_moment(now))
    if index is not None:
        diagnostics += checking.check_pages(root, index)
    has_failed = has_errors(diagnostics) or (strict and has_strict_errors(diagnostics))
    print_diagnostics(
        form, diagnostics if strict else select_shown(diagnostics, level), even_none=level is not Verbosity.QUIET
    )
    sys.exit(1 if has_failed else 0)
