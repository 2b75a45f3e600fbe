"""The command line: arguments in, words and exit codes out. Only here does the program speak and end.

Exit codes: 0 done (warnings allowed), 1 errors in the content or a build that failed, 2 a wrong call.
"""

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from generator import build as story
from generator.authoring.stubs import StubError, write_stub
from generator.diagnostics import Diagnostic, has_errors
from generator.model.kinds import Kind
from generator.model.schema import schemas
from generator.report import RENDERERS, plural
from generator.report.rules import explain, overview
from generator.rules import RULES
from generator.site.engines import ENGINES, MKDOCS, MissingEngineError
from generator.site.files import EngineError, OutputError
from generator.site.harden import InlineError
from generator.workers import KilledError

_FORMAT = click.option("--format", "form", type=click.Choice(list(RENDERERS)), default="text", help="How to report.")
_STRICT = click.option("--strict", is_flag=True, help="Warnings count as errors.")


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
@click.pass_obj
def check(root: Path, form: str, *, strict: bool) -> None:
    """Read and check content/."""
    diagnostics, _ = story.check(root)
    click.echo(RENDERERS[form](diagnostics))
    sys.exit(1 if has_errors(diagnostics) or (strict and diagnostics) else 0)


@main.command()
@_FORMAT
@_STRICT
@click.option("--full", is_flag=True, help="Make everything anew though nothing has changed.")
@click.option("--jobs", type=click.IntRange(1), default=None, help="How many processes to use (default: all cores).")
@click.option(
    "--engine", type=click.Choice(list(ENGINES)), default=MKDOCS, help=f"What builds the pages (default: {MKDOCS})."
)
@click.pass_obj
def build(root: Path, form: str, *, strict: bool, full: bool, jobs: int | None, engine: str) -> None:  # noqa: PLR0913  # an option each
    """Check content/, write docs/, build site/."""
    try:
        outcome = story.build(root, strict=strict, full=full, jobs=jobs, engine=engine, waiting=_say_waiting)
    except EngineError as error:
        _fail(f"{ENGINES[engine].title} could not build the site; the published one is as it was", error.lines)
    except InlineError as error:
        _fail("pages have scripts or styles of their own; the published site is as it was", error.lines)
    except (KilledError, MissingEngineError, OutputError) as error:
        _fail(str(error))
    _report(form, outcome.diagnostics)
    if outcome.pages is None:
        click.echo("nothing was written", err=True)
        sys.exit(1)
    if form == "text":
        click.echo(_summary(outcome))


def _say_waiting() -> None:
    click.echo("another build of this project is running; waiting for it to end", err=True)


def _report(form: str, diagnostics: Sequence[Diagnostic]) -> None:
    if diagnostics or form == "json":
        click.echo(RENDERERS[form](diagnostics))


def _summary(outcome: story.Outcome) -> str:
    pages = outcome.pages
    assert pages is not None  # noqa: S101  # a build that came here has written its pages
    total = len(pages.written) + pages.unchanged
    changes = f"{len(pages.written):,} changed, {len(pages.removed):,} removed"
    site = "published to site/" if outcome.published else "site/ is up to date"
    return f"{plural(outcome.briefings, 'briefing')}, {plural(total, 'page')} in docs/ ({changes}); {site}"


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
