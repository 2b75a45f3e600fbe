"""The whole story: from content/ to the published site.

Each stage is a value that the next one takes. Nothing is written before everything is checked; the published site is
replaced when its successor is complete, and not before.
"""

import datetime as dt
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator import analysis, checks, content, index, pages
from generator.diagnostics import Diagnostic, has_errors
from generator.index.used import Index
from generator.progress import SILENT, Progress
from generator.site import docs_tree, fingerprint
from generator.site.alone import alone
from generator.site.engine import build_site
from generator.site.finish import finish
from generator.site.publish import publish
from generator.site.search import index_site

SCRATCH = Path(".cache") / "site"
"""Where the new site is made, below the root: on the file system of the published one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a build came to: all diagnostics, and what was done where none of them is an error."""

    diagnostics: list[Diagnostic]
    pages: docs_tree.Written | None = None
    briefings: int = 0
    published: bool = False
    """Whether a new site was published; if not, the one that stands is current, or there are errors."""


@contextmanager
def collector_paused() -> Iterator[None]:
    """Runs without the search for reference cycles.

    The stages make few, and it would walk all of the content again and again: a seventh of the time at a thousand
    briefings, and more of it at ten thousand.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def check(root: Path, progress: Progress = SILENT) -> tuple[list[Diagnostic], Index | None]:
    """Everything that is wrong with the content of `root`; the index where nothing is that stops a build."""
    with collector_paused():
        with progress.stage("reading"):
            written = content.read(root)
        with progress.stage("analysing", len(written.pieces)):
            analyses = analysis.analyse_all(written)
        with progress.stage("checking"):
            diagnostics = checks.check(written, analyses)
        if has_errors(diagnostics):
            return diagnostics, None
        with progress.stage("linking"):
            return diagnostics, index.build(written, analyses)


def build(
    root: Path,
    *,
    strict: bool = False,
    full: bool = False,
    waiting: Callable[[], None] = lambda: None,
    progress: Progress = SILENT,
) -> Outcome:
    """Publishes the content of `root` as its site/.

    With `strict`, warnings stop it as errors do; with `full`, the site is made anew though nothing has changed. While
    another build of `root` runs it waits, and calls `waiting` before. Raises
    OutputError if the disk refuses, EngineError if MkDocs or Pagefind does and InlineError if a page has a script of
    its own; the published site is then what it was.
    """
    with alone(root, waiting):
        return _build(root, progress, strict=strict, full=full)


def _build(root: Path, progress: Progress, *, strict: bool, full: bool) -> Outcome:
    diagnostics, everything = check(root, progress)
    if everything is None or (strict and diagnostics):
        return Outcome(diagnostics=diagnostics)
    with collector_paused(), progress.stage("pages") as stage:
        files = {}
        for page in pages.render(everything):
            files[page.path] = page.text
            stage.advance()
    with progress.stage("writing", len(files)):
        written = docs_tree.write(root / "docs", files)
    if not isinstance(written, docs_tree.Written):
        return Outcome(diagnostics=[*diagnostics, *written])
    made = _make_site(root, _epoch(everything), progress, full=full)
    return Outcome(diagnostics=diagnostics, pages=written, briefings=len(everything.briefings), published=made)


def _make_site(root: Path, epoch: int, progress: Progress, *, full: bool) -> bool:
    """Builds and publishes the site of the pages in docs/, unless the one that stands is current."""
    state = fingerprint.fingerprint(root)
    if not full and fingerprint.is_current(root, state):
        return False
    with progress.stage("MkDocs"):
        build_site(root, root / SCRATCH, epoch=epoch)
    with progress.stage("search"):
        index_site(root / SCRATCH)
    with progress.stage("finishing"):
        finish(root / SCRATCH)
    with progress.stage("publishing"):
        publish(root / SCRATCH, root / "site")
        fingerprint.remember(root, state)
    return True


def _epoch(everything: Index) -> int:
    """The date that the engine writes, in seconds: as the environment says, else the latest of the content."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isascii() and given.isdecimal():
        return int(given)
    heads = [briefing.metadata for briefing in everything.briefings.values()]
    dates = [date.latest or date.earliest for head in heads for date in (head.published, head.updated) if date]
    newest = max((day for day in dates if day and day.year >= 1970), default=dt.date(1970, 1, 1))
    return int(dt.datetime(newest.year, newest.month, newest.day, tzinfo=dt.UTC).timestamp())


def clean(root: Path, *, waiting: Callable[[], None] = lambda: None) -> docs_tree.Cleaned:
    """Removes what builds wrote: the generated pages of docs/, site/ and .cache/. Content is never touched.

    It waits for a build of `root` that runs, as `build` does.
    """
    with alone(root, waiting):
        for folder in (root / "site", root / ".cache"):
            shutil.rmtree(folder, ignore_errors=True)
        return docs_tree.clean(root / "docs")
