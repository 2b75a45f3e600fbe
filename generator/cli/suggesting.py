"""The command `suggest`: list proposals for a briefing, and write the accepted ones."""

from pathlib import Path

import click

from generator.cli.output import fail
from generator.diagnostics.report import render_text
from generator.proposals.proposal import Confidence


@click.command()
@click.argument("briefing")
@click.option("--accept", "accepted", multiple=True, help="Write these proposals to content/: ids, or all:high.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Choose the format of the list."
)
@click.option(
    "--min-confidence",
    "minimum",
    type=click.Choice([confidence.value for confidence in Confidence]),
    default=Confidence.LOW.value,
    help="Hide proposals with a lower confidence.",
)
@click.pass_obj
def suggest(root: Path, briefing: str, accepted: tuple[str, ...], form: str, minimum: str) -> None:
    """Propose records and attributions for BRIEFING."""
    # A slow import that the other commands do not need.
    from generator.authoring.suggestions.accepting import ACCEPT_ERRORS, accept  # noqa: PLC0415
    from generator.authoring.suggestions.finding import SuggestError, find_suggestions  # noqa: PLC0415
    from generator.authoring.suggestions.rendering import RENDERERS, render_accepted  # noqa: PLC0415
    from generator.authoring.suggestions.selection import has_confidence  # noqa: PLC0415

    try:
        suggestions = find_suggestions(root, briefing)
        if ids := " ".join(accepted).replace(",", " ").split():
            click.echo(render_accepted(accept(root, suggestions, ids)))
            return
    except SuggestError as error:
        fail(str(error), render_text(error.diagnostics).splitlines() if error.diagnostics else ())
    except ACCEPT_ERRORS as error:
        fail(f"{error}; nothing was written")
    shown = [suggestion for suggestion in suggestions.suggestions if has_confidence(suggestion, Confidence(minimum))]
    click.echo(RENDERERS[form](suggestions, shown))
