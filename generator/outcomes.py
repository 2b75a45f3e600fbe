"""What a build came to, in words: for the terminal, and for the browser of whoever is writing."""

from generator import build as story
from generator.report import plural
from generator.site.engines import ENGINES, MKDOCS, MissingEngineError
from generator.site.files import EngineError, OutputError
from generator.site.harden import InlineError
from generator.workers import KilledError

Failure = EngineError | InlineError | KilledError | MissingEngineError | OutputError

FAILURES = (EngineError, InlineError, KilledError, MissingEngineError, OutputError)
"""What a build raises where not the content is at fault."""


def failure(error: Failure, engine: str = MKDOCS) -> tuple[str, tuple[str, ...]]:
    """Why nothing was published by that engine, in a sentence, and what more there is to read of it."""
    match error:
        case EngineError():
            return f"{ENGINES[engine].title} could not build the site; the published one is as it was", error.lines
        case InlineError():
            return "pages have scripts or styles of their own; the published site is as it was", error.lines
        case _:
            return str(error), ()


def summary(outcome: story.Outcome) -> str:
    """What a build has done, in a line."""
    pages = outcome.pages
    if pages is None:
        return "nothing was written"
    total = len(pages.written) + pages.unchanged
    changes = f"{len(pages.written):,} changed, {len(pages.removed):,} removed"
    site = "published to site/" if outcome.published else "site/ is up to date"
    return f"{plural(outcome.briefings, 'briefing')}, {plural(total, 'page')} in docs/ ({changes}); {site}"
