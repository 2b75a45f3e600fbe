"""The commands that make the site of the content: check, build, serve, clean."""

import signal
import sys
from functools import partial
from pathlib import Path

import click

from generator import build as story
from generator.cli.speaking import FORMAT, QUIET, STRICT, VERBOSE, fail, heard, mood_of, report, say_waiting
from generator.diagnostics import has_errors
from generator.outcomes import FAILURES, failure, summary
from generator.progress import Mood, progress_in
from generator.serve.building import Builder, Built
from generator.site.engines import ENGINES, MKDOCS
from generator.site.files import OutputError


@click.command()
@FORMAT
@STRICT
@QUIET
@VERBOSE
@click.pass_obj
def check(root: Path, form: str, mood: str | None, *, strict: bool) -> None:
    """Read and check content/."""
    manner = mood_of(mood)
    diagnostics, _ = story.check(root, progress_in(manner))
    stopping = has_errors(diagnostics) or (strict and diagnostics)
    report(form, diagnostics if strict else heard(diagnostics, manner), even_none=manner is not Mood.QUIET)
    sys.exit(1 if stopping else 0)


@click.command()
@FORMAT
@STRICT
@QUIET
@VERBOSE
@click.option("--full", is_flag=True, help="Make everything anew though nothing has changed.")
@click.option("--jobs", type=click.IntRange(1), default=None, help="How many processes to use (default: all cores).")
@click.option(
    "--engine", type=click.Choice(list(ENGINES)), default=MKDOCS, help=f"What builds the pages (default: {MKDOCS})."
)
@click.pass_obj
def build(  # noqa: PLR0913  # one for each option
    root: Path, form: str, mood: str | None, *, strict: bool, full: bool, jobs: int | None, engine: str
) -> None:
    """Check content/, write docs/, build site/."""
    manner = mood_of(mood)
    progress = progress_in(manner)
    try:
        outcome = story.build(
            root, strict=strict, full=full, jobs=jobs, engine=engine, waiting=say_waiting, progress=progress
        )
    except FAILURES as error:
        fail(*failure(error, engine))
    report(form, outcome.diagnostics if strict else heard(outcome.diagnostics, manner))
    if outcome.pages is None:
        click.echo(summary(outcome), err=True)
        sys.exit(1)
    if form == "text" and manner is not Mood.QUIET:
        click.echo(summary(outcome))


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="Where on 127.0.0.1; 0 takes a free one.")
@click.option("--poll", is_flag=True, help="Look for changes again and again, where the system does not tell of them.")
@QUIET
@VERBOSE
@click.pass_obj
def serve(root: Path, port: int, mood: str | None, *, poll: bool) -> None:
    """Show the site in a browser, and build it anew on each save."""
    # They are of no use to the other commands, and take as long to import as a build takes that finds nothing to do.
    from generator.serve.run import run  # noqa: PLC0415
    from generator.serve.watching import Watcher  # noqa: PLC0415

    # Whoever ends the program with a signal, as a supervisor or a closed terminal does, has it ended as by Ctrl-C.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    voice = _Voice(mood_of(mood))
    build = partial(story.build, root, waiting=say_waiting, progress=progress_in(voice.mood))
    try:
        run(root, port, Watcher(root, polling=poll), Builder(root, build), voice)
    except KeyboardInterrupt:
        voice.say("\nended")
    except OutputError as error:
        fail(str(error))


class _Voice:
    """What a run of `serve` says, where more will follow."""

    def __init__(self, mood: Mood) -> None:
        self.mood = mood

    def say(self, words: str) -> None:
        if self.mood is not Mood.QUIET:
            click.echo(words)

    def tell(self, built: Built) -> None:
        report("text", heard(built.diagnostics, self.mood))
        for line in built.lines:
            click.echo(line, err=True)
        if built.failure:
            click.echo(f"error: {built.failure}", err=True)
        else:
            self.say(built.summary or "nothing was written")


@click.command()
@click.pass_obj
def clean(root: Path) -> None:
    """Remove what was generated: pages in docs/, site/ and .cache/."""
    try:
        cleaned = story.clean(root, waiting=say_waiting)
    except OutputError as error:
        fail(str(error))
    click.echo(f"removed {len(cleaned.removed):,} pages from docs/, and site/ and .cache/")
    for path in cleaned.kept:
        click.echo(f"kept docs/{path}: it was changed by hand", err=True)
