"""The same work in several processes: units, and the pages of subjects. What comes out does not depend on how many.

A process is given once what all its work has in common, and then names of what to do. It writes nothing to the store;
the pages that it renders it leaves in a folder, so that no process ever holds all of them.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from generator.model.kinds import Ref
from generator.model.site import Site
from generator.remembered.rendering import Left, Rendered, Renderer
from generator.remembered.units import Surroundings, Worked, work
from generator.store import Store

T = TypeVar("T")
R = TypeVar("R")
Task = Callable[[Sequence[T]], Iterable[R]]

_CHUNK = 25
"""Units, or subjects, that a process takes at a time."""
_WORTH = 4 * _CHUNK
"""How many there must be for further processes to be worth their start."""


def working(jobs: int) -> Callable[[Sequence[Ref], Surroundings], Iterator[Worked]]:
    """Works on units in as many processes."""

    def worked(refs: Sequence[Ref], around: Surroundings) -> Iterator[Worked]:
        return _spread(jobs, _worker, (around,), refs)

    return worked


def render(jobs: int, store: Path, site: Site, subjects: Sequence[str], folder: Path) -> Iterator[Left]:
    """Renders the subjects, which are all there in what is committed to `store`; leaves their pages below `folder`."""
    return _spread(jobs, _renderer, (store, site, folder), subjects)


def _worker(around: Surroundings) -> Task[Ref, Worked]:
    return lambda refs: [work(ref, around) for ref in refs]


def _renderer(store: Path, site: Site, folder: Path) -> Task[str, Left]:
    """Renders with one index for all, so that what pages have in common is fetched once."""
    renderer = Renderer(Store.reading(store), site)
    return lambda subjects: [_leave(renderer.render(subject), folder) for subject in subjects]


def _leave(one: Rendered, folder: Path) -> Left:
    for page in one.pages:
        file = folder / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page.text.encode())
    return Left(one.subject, one.digests, one.reads)


def _spread(jobs: int, begin: Callable[..., Task[T, R]], common: tuple[Any, ...], items: Sequence[T]) -> Iterator[R]:
    """What the task that `begin` gives for what all items have in common makes of them, in their order."""
    chunks = [items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK)]
    if jobs < 2 or len(items) < _WORTH:
        task = begin(*common) if items else None
        for chunk in chunks:
            yield from task(chunk) if task else ()
        return
    with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(begin, common)) as pool:
        for found in pool.map(_carry_out, chunks):
            yield from found


_task: Task[Any, Any] | None = None
"""In a process of its own: what it is for."""


def _begin(begin: Callable[..., Task[Any, Any]], common: tuple[Any, ...]) -> None:
    global _task  # noqa: PLW0603  # how a process is told what it is for
    gc.disable()
    _task = begin(*common)


def _carry_out(chunk: Sequence[Any]) -> list[Any]:
    assert _task  # noqa: S101  # `_begin` has run
    return list(_task(chunk))
