"""The build summary: the result of a build as text for the terminal and the browser, and as JSON for programs."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from generator.build.pipeline import BuildResult
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.phrases import format_count
from generator.diagnostics.report import build_json_entries
from generator.infra.files import EngineError, OutputError
from generator.infra.process_pool import WorkerKilledError
from generator.model.instants import format_utc
from generator.site.engine_choice import ENGINES, MKDOCS, MissingEngineError
from generator.site.postprocess.csp import InlineError

Failure = EngineError | InlineError | WorkerKilledError | MissingEngineError | OutputError

FAILURES = (EngineError, InlineError, WorkerKilledError, MissingEngineError, OutputError)
"""Errors of a build that the content does not cause."""


class FailureText(NamedTuple):
    """Why nothing was published, in a sentence, and lines with details."""

    sentence: str
    lines: tuple[str, ...] = ()


def describe_failure(error: Failure, engine: str = MKDOCS) -> FailureText:
    """Explain why a build with this engine published nothing."""
    match error:
        case EngineError():
            sentence = f"{ENGINES[engine].title} could not build the site; the published site is unchanged"
            return FailureText(sentence, error.lines)
        case InlineError():
            sentence = "pages have inline scripts or styles; the published site is unchanged"
            return FailureText(sentence, error.lines)
        case _:
            return FailureText(str(error))


def format_summary(result: BuildResult, site: str = "site/") -> str:
    """Summarize a build in a line, and in a second line when to build again; `site` is the folder of the site."""
    pages = result.pages
    if pages is None:
        return "nothing was written"
    total = len(pages.written) + pages.unchanged
    changes = f"{len(pages.written):,} changed, {len(pages.removed):,} removed"
    status = f"published to {site}" if result.published else f"{site} is up to date"
    line = f"{format_count(result.briefings, 'briefing')}, {format_count(total, 'page')} in docs/ ({changes}); {status}"
    if result.next_change is None:
        return line
    return f"{line}\nbuild again at {format_utc(result.next_change)}, when the published content changes"


def render_json(result: BuildResult, diagnostics: Sequence[Diagnostic]) -> str:
    """Render the result of a build as one JSON object.

    `pages` counts the files of docs/, and is null if nothing was written; `next_change` is the moment in RFC 3339 and
    UTC at which the result changes without an edit, or null.
    """
    pages = result.pages
    value = {
        "diagnostics": build_json_entries(diagnostics),
        "briefings": result.briefings,
        "pages": pages and {"written": len(pages.written), "removed": len(pages.removed), "unchanged": pages.unchanged},
        "published": result.published,
        "next_change": format_utc(result.next_change) if result.next_change else None,
    }
    return json.dumps(value, indent=2, ensure_ascii=False)
