"""The commands that write the site, and remove what they wrote: build and clean."""

import datetime as dt
import sys
from functools import partial
from pathlib import Path

import click

from generator.build import pipeline
from generator.build.summary import FAILURES, describe_failure, format_summary, render_json
from generator.cli.output import (
    FORMAT,
    NOW,
    QUIET,
    STRICT,
    VERBOSE,
    fail,
    get_moment,
    get_verbosity,
    print_diagnostics,
    say_waiting,
    select_shown,
)
from generator.infra.files import OutputError
from generator.infra.progress import Verbosity, create_progress
from generator.site.engine_choice import ENGINES, MKDOCS


@click.command()
@FORMAT
@STRICT
@NOW
@QUIET
@VERBOSE
@click.option("--full", is_flag=True, help="Build everything again although nothing has changed.")
@click.option(
    "--jobs", type=click.IntRange(1), default=None, help="Use this number of processes (default: one for each core)."
)
@click.option(
    "--engine",
    type=click.Choice(list(ENGINES)),
    default=MKDOCS,
    help=f"Choose the engine that builds the pages (default: {MKDOCS}).",
)
@click.option("--drafts", is_flag=True, help="Show drafts and embargoed briefings too, in a preview; needs --out.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Publish the preview to this folder instead of site/; needs --drafts.",
)
@click.pass_obj
def build(  # noqa: PLR0913  # one parameter for each option
    root: Path,
    form: str,
    now: dt.datetime | None,
    verbosity: str | None,
    *,
    strict: bool,
    full: bool,
    jobs: int | None,
    engine: str,
    drafts: bool,
    out: Path | None,
) -> None:
    """Check content/, write docs/ and build site/."""
    if drafts and out is None:
        raise click.UsageError("`--drafts` needs `--out DIR`; a preview is never published to site/")
    if out is not None and not drafts:
        raise click.UsageError("`--out` needs `--drafts`; the public site is published to site/")
    level = get_verbosity(verbosity)
    build = partial(
        pipeline.build,
        root,
        strict=strict,
        full=full,
        jobs=jobs,
        engine=engine,
        now=get_moment(now),
        preview=drafts,
        out=out,
    )
    site = f"{out.as_posix()}/" if out else "site/"
    try:
        result = build(waiting=say_waiting, progress=create_progress(level))
    except FAILURES as error:
        fail(*describe_failure(error, engine))
    diagnostics = result.diagnostics if strict else select_shown(result.diagnostics, level)
    if form == "json":
        click.echo(render_json(result, diagnostics))
    else:
        print_diagnostics(form, diagnostics)
    if result.pages is None:
        click.echo(format_summary(result, site), err=True)
        sys.exit(1)
    if form == "text" and level is not Verbosity.QUIET:
        click.echo(format_summary(result, site))


@click.command()
@click.pass_obj
def clean(root: Path) -> None:
    """Delete generated pages, site/ and .cache/."""
    try:
        result = pipeline.clean(root, waiting=say_waiting)
    except OutputError as error:
        fail(str(error))
    click.echo(f"removed {len(result.removed):,} pages from docs/, and site/ and .cache/")
    for path in result.edited:
        click.echo(f"kept docs/{path}: it was edited by hand", err=True)
    for path in result.strays:
        click.echo(f"kept site/{path}: this program did not publish it", err=True)
