"""The commands for those who write: stubs, the rules explained, schemas for editors' tools."""

import datetime as dt
from pathlib import Path

import click

from generator.authoring.stubs import StubError, write_stub
from generator.cli.speaking import fail
from generator.model.kinds import Kind
from generator.model.schema import schemas
from generator.report.rules import explain, overview
from generator.rules import RULES


@click.command()
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
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
