"""The same work in several processes: units, and the pages of subjects. What comes out does not depend on how many.

A process is given once what all its work has in common, and then names of what to do. It writes nothing to the store;
the pages that it renders it leaves in a folder, so that no process ever holds all of them.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from generator.model.kinds import Ref
from generator.model.site import Site
from generator.progress import SILENT, Progress, counted
from generator.remembered import rendering, units
from generator.remembered.rendering import Left, Rendered, Renderer
from generator.remembered.units import Surroundings, Worked
from generator.store import Store
from generator.workers import spread

T = TypeVar("T")
R = TypeVar("R")
Task = Callable[[Sequence[T]], list[R]]

_CHUNK = 25
"""Units, or subjects, that a process takes at a time, at most."""
_SHARES = 8
"""Chunks for each process, at least: some subjects take a hundred times as long as others."""
_WORTH = 20
"""How many there must be for further processes to be worth their start."""


def working(jobs: int, progress: Progress = SILENT) -> Callable[[Sequence[Ref], Surroundings], Iterator[Worked]]:
    """Works on units in as many processes."""

    def worked(refs: Sequence[Ref], around: Surroundings) -> Iterator[Worked]:
        with progress.stage("analysing", len(refs)) as stage:
            done = _spread(jobs, lambda: lambda chunk: [units.work(ref, around) for ref in chunk], refs)
            yield from counted(stage, done)

    return worked


def render(jobs: int, store: Path, site: Site, tasks: Sequence[rendering.Task], folder: Path) -> Iterator[Left]:
    """Renders subjects, which are all there in what is committed to `store`; leaves their pages below `folder`."""
    return _spread(jobs, lambda: _renderer(store, site, folder), tasks)


def _renderer(store: Path, site: Site, folder: Path) -> Task[rendering.Task, Left]:
    """Renders with one index for all, so that what pages have in common is fetched once."""
    renderer = Renderer(Store.reading(store), site)
    return lambda tasks: [_leave(renderer.render(task), folder) for task in tasks]


def _leave(one: Rendered, folder: Path) -> Left:
    for page in one.pages:
        file = folder / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page.text.encode())
    return Left(one.subject, one.digests, one.known, one.reads)


def _spread(jobs: int, begin: Callable[[], Task[T, R]], items: Sequence[T]) -> Iterator[R]:
    """What the task makes of all items, in their order; each process begins one of its own."""
    # Not before the processes part, as a store is opened by the one that reads it.
    task = cache(begin)

    def work(chunk: Sequence[T]) -> list[R]:
        return task()(chunk)

    size = max(1, min(_CHUNK, len(items) // (_SHARES * jobs)))
    chunks = (items[start : start + size] for start in range(0, len(items), size))
    for found in spread(work, chunks, jobs if len(items) >= _WORTH else 1):
        yield from found
