"""The commands for those who write: stubs, the rules explained, schemas for editors' tools."""

import datetime as dt
from pathlib import Path

import click

from generator.authoring import merging, renaming
from generator.authoring.desk import RefusedError
from generator.authoring.schemas import write_schemas
from generator.authoring.stubs import write_site, write_stub
from generator.cli.speaking import fail, say_waiting
from generator.model.kinds import Kind
from generator.model.schema import FOLDER
from generator.report import plural
from generator.report.rules import explain, overview
from generator.rules import RULES
from generator.site.files import OutputError

SITE = "site"
"""What `new` writes besides kinds of things: the file that a desk begins with."""

_KIND = click.argument("kind", type=click.Choice([kind.value for kind in Kind]))


@click.command()
@click.argument("kind", type=click.Choice([*(kind.value for kind in Kind), SITE]))
@click.argument("name")
@click.option("--id", "id_", default="", help="The id, where the name gives none.")
@click.option("--force", is_flag=True, help="Write it though another thing is called alike.")
@click.pass_obj
def new(root: Path, kind: str, name: str, id_: str, *, force: bool) -> None:
    """Write a stub of KIND called NAME into content/."""
    try:
        if kind == SITE:
            written = write_site(root, name)
        else:
            today = dt.datetime.now(tz=dt.UTC).date()
            written = write_stub(root, Kind(kind), name, id_, today, force=force)
        added = write_schemas(root, missing=True)
    except RefusedError as error:
        fail(str(error), error.lines)
    except OutputError as error:
        fail(str(error))
    click.echo(f"wrote {' and '.join(written)}")
    if added:
        click.echo(f"wrote {plural(len(added), 'schema')} to content/{FOLDER}/, for editors' tools")


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
    try:
        written = write_schemas(root)
    except OutputError as error:
        fail(str(error))
    click.echo(f"wrote {plural(len(written), 'schema')} to content/{FOLDER}/")
