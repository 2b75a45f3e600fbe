"""The command that proposes: what an article shows and content/ lacks, and what of it an editor accepts."""

from pathlib import Path

import click

from generator.cli.speaking import fail
from generator.proposals.proposal import Confidence
from generator.report import as_text


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
