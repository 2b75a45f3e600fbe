"""The command line: arguments in, output and exit codes out. Only this package prints, and ends the program.

Exit codes: 0 success (warnings allowed), 1 errors in the content or a failed build, 2 wrong usage.
Each module has the commands of one area; each command is listed in `COMMANDS`.
"""

import contextlib
import errno
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from generator import __version__
from generator.infra.gc_pause import pause_gc

COMMANDS: Mapping[str, str] = {
    "build": "site.build",
    "check": "checking.check",
    "clean": "site.clean",
    "import": "importing.import_",
    "merge": "authoring.merge",
    "new": "authoring.new",
    "rename": "authoring.rename",
    "rules": "authoring.rules",
    "schema": "authoring.schema",
    "serve": "serving.serve",
    "suggest": "suggesting.suggest",
}
"""All commands, with the module and the function of each."""


class _Commands(click.Group):
    """A group that imports only the called command: the imports of one command take a tenth of a second or more."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # the signature of click
        """List all commands by name."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command with a name; return None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(".")
        # Modules are not garbage, and the collector would search them again and again while they are imported.
        with pause_gc():
            command: click.Command = getattr(import_module(f"{__name__}.{module}"), function)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Resolve the called command; if it does not exist, end the program and suggest the nearest one."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from generator.cli.choices import format_refusal  # noqa: PLC0415  # a slow import that is rarely needed

            ctx.fail(format_refusal(args[0], COMMANDS, "command"))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; if it raises an OSError that it does not handle, print that and end with 1."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:
                # The reader of the output is gone: click ends silently.
                raise
            _print_os_error(error)
            sys.exit(1)


def _print_os_error(error: OSError) -> None:
    file = f"`{error.filename}`" if error.filename else "the output"
    with contextlib.suppress(OSError):
        click.echo(f"error: cannot read or write {file}: {(error.strerror or str(error)).lower()}", err=True)
    # The rest of the buffer would be written at exit, and fail again.
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The project folder, with mkdocs.yml, content/ and docs/.",
)
@click.version_option(__version__, prog_name="briefings", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Publish attributed briefings: content/ in, site/ out."""
    context.obj = root
