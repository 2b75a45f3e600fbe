"""The commands for editors: new, rename, merge, rules and schema."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from generator.authoring import merging, renaming
from generator.authoring.schemas import write_schemas
from generator.authoring.snapshot import RefusedError
from generator.authoring.stubs import write_site, write_stub
from generator.cli.choices import KIND_SYNONYMS, NearestChoice
from generator.cli.output import fail, get_moment, say_waiting
from generator.diagnostics.phrases import format_count, join_words
from generator.diagnostics.rules import RULES
from generator.diagnostics.rules_page import format_rule, list_rules
from generator.infra.files import OutputError
from generator.model.kinds import Kind
from generator.model.schema import SCHEMA_FOLDER

SITE = "site"
"""What `new` can write besides records: the settings of the site."""

_KINDS = [kind.value for kind in Kind]
_KIND = click.argument("kind", type=NearestChoice(_KINDS, "kind", KIND_SYNONYMS))
_RESUME = "; run the same command again to continue"


@contextmanager
def _report_failures(advice: str = "") -> Iterator[None]:
    """End the program if the request is refused or the disk fails; `advice` follows the message about the disk."""
    try:
        yield
    except RefusedError as error:
        fail(str(error), error.lines)
    except OutputError as error:
        fail(f"{error}{advice}")


@click.command()
@click.argument("kind", type=NearestChoice([*_KINDS, SITE], "kind", KIND_SYNONYMS))
@click.argument("name")
@click.option("--id", "id_", default="", help="Use this id, not one made from the name.")
@click.option("--force", is_flag=True, help="Write it although another record has a similar name.")
@click.pass_obj
def new(root: Path, kind: str, name: str, id_: str, *, force: bool) -> None:
    """Create a record of KIND with the name NAME in content/."""
    with _report_failures():
        if kind == SITE:
            paths = write_site(root, name)
        else:
            paths = write_stub(root, Kind(kind), name, id_, get_moment(None).date(), force=force)
        added = write_schemas(root, missing=True)
    click.echo(f"wrote {join_words(paths)}")
    if added:
        click.echo(f"wrote {format_count(len(added), 'schema')} to content/{SCHEMA_FOLDER}/, for the tools of editors")


@click.command()
@_KIND
@click.argument("old")
@click.argument("new")
@click.pass_obj
def rename(root: Path, kind: str, old: str, new: str) -> None:
    """Change a record's id and all references to it."""
    with _report_failures(_RESUME):
        _print_result(renaming.rename(root, Kind(kind), old, new, waiting=say_waiting))


@click.command()
@_KIND
@click.argument("from_", metavar="FROM")
@click.argument("into")
@click.option("--keep", is_flag=True, help="Keep the values of INTO if the two differ.")
@click.pass_obj
def merge(root: Path, kind: str, from_: str, into: str, *, keep: bool) -> None:
    """Merge two records of KIND: FROM into INTO.

    INTO remains, with the names of both. Every reference to FROM leads to INTO.
    """
    with _report_failures(_RESUME):
        _print_result(merging.merge(root, Kind(kind), from_, into, keep=keep, waiting=say_waiting))


def _print_result(done: renaming.ChangeReport) -> None:
    click.echo(done.summary)
    for line in done.remaining:
        click.echo(line, err=True)


@click.command()
@click.argument("rule", required=False, metavar="[RULE]", type=NearestChoice(RULES, "rule"))
def rules(rule: str | None) -> None:
    """Explain a rule, or list all rules."""
    click.echo(format_rule(RULES[rule]) if rule else list_rules())


@click.command()
@click.pass_obj
def schema(root: Path) -> None:
    """Write the JSON Schemas of content files to content/.schemas/."""
    with _report_failures():
        paths = write_schemas(root)
    click.echo(f"wrote {format_count(len(paths), 'schema')} to content/{SCHEMA_FOLDER}/")
