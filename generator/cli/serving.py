"""The command that serves the site to a browser."""

import signal
from functools import partial
from pathlib import Path

import click

from generator.build import pipeline
from generator.build.preview import PREVIEW
from generator.cli.output import (
    QUIET,
    VERBOSE,
    fail,
    get_moment,
    get_verbosity,
    print_diagnostics,
    say_waiting,
    select_shown,
)
from generator.infra.files import OutputError
from generator.infra.progress import Verbosity, create_progress
from generator.serve.build_worker import BuildReport, BuildWorker
from generator.serve.run import run
from generator.serve.watcher import Watcher


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, help="Use this port on 127.0.0.1; 0 chooses a free one."
)
@click.option("--poll", is_flag=True, help="Poll for changes, if the system does not report them.")
@click.option("--drafts", is_flag=True, help="Show drafts and embargoed briefings too, in a preview.")
@QUIET
@VERBOSE
@click.pass_obj
def serve(root: Path, port: int, verbosity: str | None, *, poll: bool, drafts: bool) -> None:
    """Serve the site to a browser, and rebuild it on each save."""
    # A signal of a supervisor, or of a closed terminal, ends the program as Ctrl-C does.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    get_moment(None)  # each build reads it again; an invalid value is reported now
    output = _TerminalOutput(get_verbosity(verbosity))
    build = partial(
        pipeline.build, root, waiting=say_waiting, progress=create_progress(output.verbosity), preview=drafts
    )
    site = root / PREVIEW / "site" if drafts else root / "site"
    try:
        run(site, port, Watcher(root, polling=poll), BuildWorker(root, build), output)
    except KeyboardInterrupt:
        output.print_line("\nstopped")
    except OutputError as error:
        fail(str(error))


class _TerminalOutput:
    """The output of `serve` on the terminal."""

    def __init__(self, verbosity: Verbosity) -> None:
        self.verbosity = verbosity

    def print_line(self, text: str) -> None:
        if self.verbosity is not Verbosity.QUIET:
            click.echo(text)

    def print_report(self, report: BuildReport) -> None:
        print_diagnostics("text", select_shown(report.diagnostics, self.verbosity))
        for line in report.lines:
            click.echo(line, err=True)
        if report.failure:
            click.echo(f"error: {report.failure}", err=True)
        else:
            self.print_line(report.summary or "nothing was written")
