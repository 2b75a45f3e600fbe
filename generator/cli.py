"""The command line: arguments in, words and exit codes out. Only here does the program speak and end.

Exit codes: 0 done (warnings allowed), 1 errors in the content or a build that failed, 2 a wrong call.
"""

import datetime as dt
import signal
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

import click

from generator import build as story
from generator.authoring.stubs import StubError, write_stub
from generator.diagnostics import Diagnostic, has_errors
from generator.model.kinds import Kind
from generator.model.schema import schemas
from generator.outcomes import FAILURES, failure, summary
from generator.progress import Mood, progress_in
from generator.report import RENDERERS
from generator.report.rules import explain, overview
from generator.rules import RULES, Severity
from generator.serve.building import Builder, Built
from generator.site.engines import ENGINES, MKDOCS
from generator.site.files import OutputError

_FORMAT = click.option("--format", "form", type=click.Choice(list(RENDERERS)), default="text", help="How to report.")
_STRICT = click.option("--strict", is_flag=True, help="Warnings count as errors.")
_QUIET = click.option("-q", "--quiet", "mood", flag_value="quiet", help="Say nothing but what is wrong.")
_VERBOSE = click.option("-v", "--verbose", "mood", flag_value="verbose", help="Tell of every stage what it took.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The folder with mkdocs.yml, content/ and docs/.",
)
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Publish attributed briefings: content/ in, site/ out."""
    context.obj = root


@main.command()
@_FORMAT
@_STRICT
@_QUIET
@_VERBOSE
@click.pass_obj
def check(root: Path, form: str, mood: str | None, *, strict: bool) -> None:
    """Read and check content/."""
    manner = _mood(mood)
    diagnostics, _ = story.check(root, progress_in(manner))
    stopping = has_errors(diagnostics) or (strict and diagnostics)
    _report(form, diagnostics if strict else _heard(diagnostics, manner), even_none=manner is not Mood.QUIET)
    sys.exit(1 if stopping else 0)


@main.command()
@_FORMAT
@_STRICT
@_QUIET
@_VERBOSE
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
    manner = _mood(mood)
    progress = progress_in(manner)
    try:
        outcome = story.build(
            root, strict=strict, full=full, jobs=jobs, engine=engine, waiting=_say_waiting, progress=progress
        )
    except FAILURES as error:
        _fail(*failure(error, engine))
    _report(form, outcome.diagnostics if strict else _heard(outcome.diagnostics, manner))
    if outcome.pages is None:
        click.echo(summary(outcome), err=True)
        sys.exit(1)
    if form == "text" and manner is not Mood.QUIET:
        click.echo(summary(outcome))


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="Where on 127.0.0.1; 0 takes a free one.")
@click.option("--poll", is_flag=True, help="Look for changes again and again, where the system does not tell of them.")
@_QUIET
@_VERBOSE
@click.pass_obj
def serve(root: Path, port: int, mood: str | None, *, poll: bool) -> None:
    """Show the site in a browser, and build it anew on each save."""
    # They are of no use to the other commands, and take as long to import as a build takes that finds nothing to do.
    from generator.serve.run import run  # noqa: PLC0415
    from generator.serve.watching import Watcher  # noqa: PLC0415

    # Whoever ends the program with a signal, as a supervisor or a closed terminal does, has it ended as by Ctrl-C.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    voice = _Voice(_mood(mood))
    build = partial(story.build, root, waiting=_say_waiting, progress=progress_in(voice.mood))
    try:
        run(root, port, Watcher(root, polling=poll), Builder(root, build), voice)
    except KeyboardInterrupt:
        voice.say("\nended")
    except OutputError as error:
        _fail(str(error))


class _Voice:
    """What a run of `serve` says, where more will follow."""

    def __init__(self, mood: Mood) -> None:
        self.mood = mood

    def say(self, words: str) -> None:
        if self.mood is not Mood.QUIET:
            click.echo(words)

    def tell(self, built: Built) -> None:
        _report("text", _heard(built.diagnostics, self.mood))
        for line in built.lines:
            click.echo(line, err=True)
        if built.failure:
            click.echo(f"error: {built.failure}", err=True)
        else:
            self.say(built.summary or "nothing was written")


def _say_waiting() -> None:
    click.echo("another build of this project is running; waiting for it to end", err=True)


def _mood(given: str | None) -> Mood:
    return Mood(given) if given else Mood.PLAIN


def _heard(diagnostics: Sequence[Diagnostic], mood: Mood) -> Sequence[Diagnostic]:
    if mood is not Mood.QUIET:
        return diagnostics
    return [one for one in diagnostics if one.severity is Severity.ERROR]


def _report(form: str, diagnostics: Sequence[Diagnostic], *, even_none: bool = False) -> None:
    if diagnostics or even_none or form == "json":
        click.echo(RENDERERS[form](diagnostics))


def _fail(message: str, lines: Sequence[str] = ()) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    click.echo(f"error: {message}", err=True)
    sys.exit(1)


@main.command()
@click.pass_obj
def clean(root: Path) -> None:
    """Remove what was generated: pages in docs/, site/ and .cache/."""
    try:
        cleaned = story.clean(root, waiting=_say_waiting)
    except OutputError as error:
        _fail(str(error))
    click.echo(f"removed {len(cleaned.removed):,} pages from docs/, and site/ and .cache/")
    for path in cleaned.kept:
        click.echo(f"kept docs/{path}: it was changed by hand", err=True)


@main.command()
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
@click.argument("name")
@click.option("--id", "id_", default="", help="The id, where the name gives none.")
@click.pass_obj
def new(root: Path, kind: str, name: str, id_: str) -> None:
    """Write a stub of KIND called NAME into content/."""
    try:
        written = write_stub(root, Kind(kind), name, id_, dt.datetime.now(tz=dt.UTC).date())
    except StubError as error:
        _fail(str(error))
    click.echo(f"wrote {' and '.join(written)}")


@main.command()
@click.argument("rule", required=False, type=click.Choice(list(RULES)))
def rules(rule: str | None) -> None:
    """Explain a rule, or list all of them."""
    click.echo(explain(RULES[rule]) if rule else overview())


@main.command()
@click.pass_obj
def schema(root: Path) -> None:
    """Write the JSON Schemas of content files to content/.schemas/."""
    folder = root / "content" / ".schemas"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")
    click.echo(f"wrote {len(schemas())} schemas to content/.schemas/")
