"""The command line: arguments in, words and exit codes out. Only here does the program speak and end.

Exit codes: 0 done (warnings allowed), 1 errors in the content or a build that failed, 2 a wrong call.
A module holds the commands of one sort of work; each command is entered in `COMMANDS`.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import click

COMMANDS: Mapping[str, str] = {
    "build": "site.build",
    "check": "site.check",
    "clean": "site.clean",
    "import": "importing.import_",
    "merge": "authoring.merge",
    "new": "authoring.new",
    "rename": "authoring.rename",
    "rules": "authoring.rules",
    "schema": "authoring.schema",
    "serve": "site.serve",
    "suggest": "suggesting.suggest",
}
"""Each command with the module and the function that it is."""


class _Commands(click.Group):
    """Loads the one command that is asked for: what each of them needs takes a tenth of a second and more."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # as click asks
        """All of them, by name."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(".")
        command: click.Command = getattr(import_module(f"{__name__}.{module}"), function)
        return command


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
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
