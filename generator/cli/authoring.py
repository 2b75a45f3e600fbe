"""The commands for those who write: stubs, the rules explained, schemas for editors' tools."""

import datetime as dt
from pathlib import Path

import click

from generator.authoring import merging, renaming
from generator.authoring.desk import RefusedError
from generator.authoring.stubs import StubError, write_stub
from generator.cli.speaking import fail, say_waiting
from generator.model.kinds import Kind
from generator.model.schema import schemas
from generator.proposals.proposal import Confidence
from generator.report import as_text
from generator.report.rules import explain, overview
from generator.rules import RULES
from generator.site.files import OutputError

_KIND = click.argument("kind", type=click.Choice([kind.value for kind in Kind]))


@click.command()
@_KIND
@click.argument("name")
@click.option("--id", "id_", default="", help="The id, where the name gives none.")
@click.pass_obj
def new(root: Path, kind: str, name: str, id_: str) -> None:
    """Write a stub of KIND called NAME into content/."""
    try:
        written = write_stub(root, Kind(kind), name, id_, dt.datetime.now(tz=dt.UTC).date())
    except StubError as error:
        fail(str(error))
    click.echo(f"wrote {' and '.join(written)}")


@click.command()
@_KIND
@click.argument("old")
@click.argument("new")
@click.pass_obj
def rename(root: Path, kind: str, old: str, new: str) -> None:
    """Give a thing of KIND with the id OLD the id NEW, wherever it is named."""
    try:
        _tell(renaming.rename(root, Kind(kind), old, new, waiting=say_waiting))
    except RefusedError as error:
        fail(str(error), error.lines)
    except OutputError as error:
        fail(f"{error}; the same command goes on from there")


@click.command()
@_KIND
@click.argument("from_", metavar="FROM")
@click.argument("into")
@click.option("--keep", is_flag=True, help="Keep the values of INTO where the two differ.")
@click.pass_obj
def merge(root: Path, kind: str, from_: str, into: str, *, keep: bool) -> None:
    """Make one thing of KIND of two: INTO remains, with the names of FROM and all that refers to it."""
    try:
        _tell(merging.merge(root, Kind(kind), from_, into, keep=keep, waiting=say_waiting))
    except RefusedError as error:
        fail(str(error), error.lines)
    except OutputError as error:
        fail(f"{error}; the same command goes on from there")


def _tell(done: renaming.Done) -> None:
    click.echo(done.summary)
    for line in done.left:
        click.echo(line, err=True)


@click.command()
@click.argument("rule", required=False, type=click.Choice(list(RULES)))
def rules(rule: str | None) -> None:
    """Explain a rule, or list all of them."""
    click.echo(explain(RULES[rule]) if rule else overview())


@click.command()
@click.pass_obj
def schema(root: Path) -> None:
    """Write the JSON Schemas of content files to content/.schemas/."""
    folder = root / "content" / ".schemas"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")
    click.echo(f"wrote {len(schemas())} schemas to content/.schemas/")


@click.command()
@click.argument("briefing")
@click.option("--accept", "accepted", multiple=True, help="Write these into content/: ids, or all:high.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to show them.")
@click.option(
    "--min-confidence",
    "least",
    type=click.Choice([one.value for one in Confidence]),
    default=Confidence.LOW.value,
    help="Show none that are less sure.",
)
@click.pass_obj
def suggest(root: Path, briefing: str, accepted: tuple[str, ...], form: str, least: str) -> None:
    """Propose what the article of BRIEFING shows and content/ lacks."""
    # Reading articles takes as long to import as the other commands take.
    from generator.authoring.suggestions.accepting import REFUSALS, accept  # noqa: PLC0415
    from generator.authoring.suggestions.choosing import sure_enough  # noqa: PLC0415
    from generator.authoring.suggestions.finding import SuggestError, find  # noqa: PLC0415
    from generator.authoring.suggestions.showing import SHOWN, done  # noqa: PLC0415

    try:
        found = find(root, briefing)
        if ids := [id_ for words in accepted for id_ in words.replace(",", " ").split()]:
            click.echo(done(accept(root, found, ids)))
            return
    except SuggestError as error:
        fail(str(error), as_text(error.diagnostics).splitlines() if error.diagnostics else ())
    except REFUSALS as error:
        fail(f"{error}; nothing was written")
    shown = [one for one in found.suggestions if sure_enough(one, Confidence(least))]
    click.echo(SHOWN[form](found, shown))
