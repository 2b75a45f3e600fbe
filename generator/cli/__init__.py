"""The command line: arguments in, words and exit codes out. Only here does the program speak and end.

Exit codes: 0 done (warnings allowed), 1 errors in the content or a build that failed, 2 a wrong call.
A module holds the commands of one sort of work; each is entered in `COMMANDS`.
"""

from pathlib import Path

import click

from generator.cli import authoring, importing, site, suggesting

COMMANDS: tuple[click.Command, ...] = (
    site.check,
    site.build,
    site.serve,
    site.clean,
    importing.import_,
    authoring.new,
    suggesting.suggest,
    authoring.rename,
    authoring.merge,
    authoring.rules,
    authoring.schema,
)
"""All commands; click lists them by name."""


@click.group(commands=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
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
