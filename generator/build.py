"""The whole story: from content/ to the published site.

Each stage is a value that the next one takes. Nothing is written before everything is checked; the published site is
replaced when its successor is complete, and not before.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator import analysis, checks, content, index
from generator.collector import collector_paused
from generator.diagnostics import Diagnostic, has_errors
from generator.drafting import draft
from generator.index.used import Index
from generator.progress import SILENT, Progress
from generator.site import docs_tree
from generator.site.alone import alone
from generator.site.engines import MKDOCS, demand
from generator.site.make import make
from generator.site.memory import Project
from generator.site.ready import prepare, renewed
from generator.workers import beside, cores


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a build came to: all diagnostics, and what was done where none of them is an error."""

    diagnostics: list[Diagnostic]
    pages: docs_tree.Written | None = None
    briefings: int = 0
    published: bool = False
    """Whether a new site was published; if not, the one that stands is current, or there are errors."""


def check(root: Path, progress: Progress = SILENT) -> tuple[list[Diagnostic], Index | None]:
    """Everything that is wrong with the content of `root`; the index where nothing is that stops a build."""
    with collector_paused():
        written = content.read(root, progress)
        analyses = analysis.analyse_all(written, progress)
        with progress.stage("checking"):
            diagnostics = checks.check(written, analyses)
        if has_errors(diagnostics):
            return diagnostics, None
        with progress.stage("linking"):
            return diagnostics, index.build(written, analyses)


def build(  # noqa: PLR0913  # what a caller may choose
    root: Path,
    *,
    strict: bool = False,
    full: bool = False,
    jobs: int | None = None,
    engine: str = MKDOCS,
    waiting: Callable[[], None] = lambda: None,
    progress: Progress = SILENT,
) -> Outcome:
    """Publishes the content of `root` as its site/.

    With `strict`, warnings stop it as errors do; with `full`, everything is made anew though nothing has changed. The
    work is spread over `jobs` processes, by default one for each core. While another build of `root` runs it waits, and
    calls `waiting` before. Raises MissingEngineError if the engine of that name is not installed, OutputError if the
    disk refuses, EngineError if the engine or Pagefind does and InlineError if a page has a script of its own; the
    published site is then what it was.
    """
    demand(engine)
    jobs = jobs or cores()
    with (
        alone(root, waiting),
        collector_paused(),
        beside(partial(draft, root, strict=strict, full=full, jobs=jobs, progress=progress), jobs) as drafting,
    ):
        ready = None if full or jobs == 1 else prepare(root, engine, lambda: not drafting.is_there())
        drafted = drafting()
        outcome = Outcome(diagnostics=list(drafted.diagnostics), pages=drafted.pages, briefings=drafted.briefings)
        if drafted.pages is None:
            return outcome
        ready = renewed(root, ready, {*drafted.pages.written, *drafted.pages.removed})
        published = make(Project(root, drafted.changed, jobs, engine, progress), full=full, ready=ready)
        return replace(outcome, published=published)


def clean(root: Path, *, waiting: Callable[[], None] = lambda: None) -> docs_tree.Cleaned:
    """Removes what builds wrote: the generated pages of docs/, site/ and .cache/. Content is never touched.

    It waits for a build of `root` that runs, as `build` does.
    """
    with alone(root, waiting):
        for folder in (root / "site", root / ".cache"):
            shutil.rmtree(folder, ignore_errors=True)
        return docs_tree.clean(root / "docs")
