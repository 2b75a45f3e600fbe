"""Brings docs/ up to content/: what changed is worked on, the pages that show it are rendered, and written.

What is found out is committed in two steps. After the content is understood, its changes are remembered together with
the subjects that they make stale; after the pages are written, that these are up to date. A run that is killed between
the two renders the stale subjects the next time.
"""

import datetime as dt
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator import seen
from generator.diagnostics import Diagnostic, has_errors
from generator.model.site import Site
from generator.progress import SILENT, Progress, Stage, counted
from generator.remembered import processes, rendering
from generator.remembered.shelf import GENERAL
from generator.remembered.update import update
from generator.remembered.version import version
from generator.site import docs_tree
from generator.site.files import Disk, refusal
from generator.site.manifest import MANIFEST
from generator.site.memory import opened
from generator.store import DamagedError, Store, remove
from generator.workers import beside

STATE = Path(".cache") / "content.db"
"""What is remembered of content/ and of its pages, below the root."""
DRAFTS = Path(".cache") / "pages"
"""Where new pages wait until all of them are there, below the root."""

SIGHTS = "pages seen"
"""The key, in the space `GENERAL`, of the generated pages of docs/ as they were seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """What became of docs/: all diagnostics, and what was written where none of them stops a build.

    `changed` is when the content was last changed by its own account, in seconds since 1970.
    """

    diagnostics: Sequence[Diagnostic]
    pages: docs_tree.Written | None = None
    briefings: int = 0
    changed: int = 0


def draft(root: Path, *, strict: bool, full: bool, jobs: int, progress: Progress = SILENT) -> Drafted:
    """Makes the generated part of docs/ that of content/; with `full`, as if nothing were remembered.

    Raises `OutputError` if the disk refuses.
    """
    try:
        if full:
            remove(root / STATE)
        try:
            return _draft(root, progress, strict=strict, jobs=jobs)
        except DamagedError:
            remove(root / STATE)
            return _draft(root, progress, strict=strict, jobs=jobs)
    except OSError as error:
        raise refusal("write", Path(error.filename or root / STATE), error) from error


def _draft(root: Path, progress: Progress, *, strict: bool, jobs: int) -> Drafted:
    # In a process of its own: memory that it needs is not given back, and those that render would begin with it.
    with beside(partial(_understand, root, progress, strict=strict, jobs=jobs), jobs) as understanding:
        diagnostics, site = understanding()
    if site is None:
        return Drafted(diagnostics=diagnostics)
    with opened(root, STATE, version()) as store:
        written = _write(root, store, site, jobs, progress)
        if not isinstance(written, docs_tree.Written):
            return Drafted(diagnostics=[*diagnostics, *written])
        number, day = rendering.extent(store, site)
        return Drafted(diagnostics=diagnostics, pages=written, briefings=number, changed=_seconds(day))


def _understand(root: Path, progress: Progress, *, strict: bool, jobs: int) -> tuple[Sequence[Diagnostic], Site | None]:
    """Brings what is remembered of the content up to it; gives what the site says of itself, unless it is not to be."""
    with opened(root, STATE, version()) as store:
        found = update(root, store, processes.working(jobs, progress), progress)
        if has_errors(found.diagnostics) or (strict and found.diagnostics):
            return found.diagnostics, None
        rendering.mark_stale(store, found.site, found.changed)
        store.commit()
        return found.diagnostics, found.site


def _write(
    root: Path, store: Store, site: Site, jobs: int, progress: Progress
) -> docs_tree.Written | tuple[Diagnostic, ...]:
    """Renders what is stale, and writes it; or says what is in the way."""
    docs, drafts = root / "docs", root / DRAFTS
    known = rendering.made(store)
    pages = {path: digest for found in known.values() for path, digest in found.items()}
    before = seen.read(store.get(GENERAL, SIGHTS))
    sights = seen.look(pages, docs, before)
    lost = {path for path, digest in pages.items() if path not in sights or sights[path].digest != digest}
    stale = rendering.stale(store) | dict.fromkeys(one for one, found in known.items() if not lost.isdisjoint(found))
    tasks = rendering.tasks(store, site, stale)
    shutil.rmtree(drafts, ignore_errors=True)
    with progress.stage("rendering", len(tasks)) as stage:
        left = list(counted(stage, processes.render(jobs, root / STATE, site, tasks, drafts)))
    files = _Lying(drafts, [path for one in left for path in one.digests])
    kept = {path: digest for subject, found in known.items() if subject not in stale for path, digest in found.items()}
    kept |= {path: known[one.subject][path] for one in left for path in one.known}
    with progress.stage("writing", len(files)) as stage:
        written = docs_tree.write(docs, files, kept, disk=_Counting(stage))
    as_kept = {path: sights[path] for path in kept}
    if isinstance(written, docs_tree.Written) and (stale or as_kept != before):
        rendering.keep(store, left, stale.keys())
        store.put(GENERAL, {SIGHTS: seen.written(as_kept)})
        store.commit()
    shutil.rmtree(drafts, ignore_errors=True)
    return written


class _Counting(Disk):
    """Tells a stage of each file that is put in its place."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def put(self, path: Path, data: bytes, *, durable: bool = False) -> None:
        """See `Disk`."""
        super().put(path, data, durable=durable)
        if path.name != MANIFEST:
            self._stage.advance()


class _Lying(Mapping[str, str]):
    """The texts of files that lie in a folder, each read when it is asked for."""

    def __init__(self, folder: Path, paths: Sequence[str]) -> None:
        self._folder = folder
        self._paths = dict.fromkeys(paths)

    def __getitem__(self, path: str) -> str:
        if path not in self._paths:
            raise KeyError(path)
        return (self._folder / path).read_bytes().decode()

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _seconds(day: str) -> int:
    """The first moment of a day, month or year in ISO 8601, in seconds since 1970; or what the environment says."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isascii() and given.isdecimal():
        return int(given)
    year, month, date = ([int(part) for part in day.split("-")] + [1, 1])[:3] if day else (1970, 1, 1)
    return max(0, int(dt.datetime(year, month, date, tzinfo=dt.UTC).timestamp()))
